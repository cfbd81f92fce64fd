"""An SOP with its file, and where on the file its steps, symbols and arrows stand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from sopgen.definition.reading import Definition, read_definition
from sopgen.document.page import Symbol
from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.model.graph import graph
from sopgen.problems.problem import Loc
from sopgen.pull.opening import Edited, logo_name, opened
from sopgen.pull.workshop import workshop
from sopgen.writers import Format
from sopgen.writers.office.drawingml import PRESETS
from tests.catalogue import DEFINITIONS, file
from tests.pull.packages import without_map


@dataclass(frozen=True)
class Placed:
    """A symbol of a chart, by its index, as a shape on a sheet."""

    mark: int
    sheet: int
    shape: SeenShape


@dataclass(frozen=True)
class Wire:
    """An arrow of a chart, by its index, as a line on a sheet between two shapes."""

    arrow: int
    sheet: int
    line: SeenLine


@dataclass(frozen=True)
class Flow:
    """A flow: what it shows, and where."""

    at: Loc
    chart: Chart
    marks: tuple[Placed, ...]
    wires: tuple[Wire, ...]


@dataclass(frozen=True)
class Scene:
    """An SOP, one of its files as it was written, and its flows."""

    name: str
    format: Format
    data: bytes
    definition: Definition
    sheets: tuple[Sheet, ...]
    flows: tuple[Flow, ...]
    edited: Edited
    old: bool

    @property
    def path(self) -> Path:
        return DEFINITIONS[self.name]

    def read(self, text: str) -> Definition:
        """Return what `text` says as this definition."""
        own, head = self.edited.definition, self.edited.letterhead
        logo = logo_name(self.edited.letterhead_text)
        with workshop(own.name, head.data, head.name, self.edited.logo, logo) as bench:
            return bench.read(text)

    def cell(self, origin: str) -> tuple[int, SeenCell] | None:
        """Return the first cell of that origin, and its sheet."""
        for number, sheet in enumerate(self.sheets):
            for cell in sheet.cells:
                if cell.origin == origin:
                    return number, cell
        return None


@cache
def scene(name: str, format: Format, old: bool = False) -> Scene:
    """Return the SOP called `name` with its file in `format`; `old` ones carry no map."""
    definition = read_definition(DEFINITIONS[name])
    path = written(file(name, format), f"{name}.{format.value}")
    data = without_map(path).read_bytes() if old else path.read_bytes()
    edited = opened(path)
    sheets = edited.base
    placed = [(definition.sop.flow_at(at), flow) for at, flow in enumerate(definition.sop.flows)]
    flows = tuple(
        _flow(at, chart(flow, graph(flow)[0], definition.profile, at), sheets)
        for at, flow in placed
    )
    return Scene(name, format, data, definition, sheets, flows, edited, old)


def written(data: bytes, name: str) -> Path:
    """Write `data` into a temporary file of that name."""
    folder = Path(gettempdir(), f"sopgen-edits-{os.getpid()}")
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


def _flow(at: Loc, chart: Chart, sheets: tuple[Sheet, ...]) -> Flow:
    origins = {mark.origin: number for number, mark in enumerate(chart.marks) if mark.origin}
    arrows = {chart.arrow_origin(number): number for number in range(len(chart.arrows))}
    marks = [
        Placed(origins[shape.origin], number, shape)
        for number, sheet in enumerate(sheets)
        for shape in sheet.shapes
        if shape.origin in origins and shape.preset != PRESETS[Symbol.OFF_PAGE] and not shape.bare
    ]
    wires = [
        Wire(arrows[line.origin], number, line)
        for number, sheet in enumerate(sheets)
        for line in sheet.lines
        if line.origin and line.origin in arrows
    ]
    return Flow(at, chart, tuple(marks), tuple(wires))
