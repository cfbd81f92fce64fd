"""What readers will see of a document's flowcharts, made from its pages."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sopgen.definition.reading import read_definition
from sopgen.document.page import (
    Box,
    Connector,
    Document,
    Drawing,
    Label,
    Page,
    Shape,
    Symbol,
    Table,
)
from sopgen.document.sheet import SeenGlue, SeenLine, SeenShape, Sheet
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.model.graph import graph
from sopgen.recognition.reading import Band, Panel, SeenFlow
from tests.catalogue import DEFINITIONS, document

PRESETS = {
    Symbol.TERMINATOR: "roundRect",
    Symbol.PROCESS: "flowChartProcess",
    Symbol.DECISION: "flowChartDecision",
    Symbol.OFF_PAGE: "flowChartOffpageConnector",
}


class Drawn(Struct, frozen=True):
    """A flow as a chart, and as it stands on its pages."""

    chart: Chart
    panels: tuple[Panel, ...]


def drawn(name: str) -> list[Drawn]:
    """Return the flows of the definition called `name`."""
    read = read_definition(DEFINITIONS[name])
    charts = [chart(flow, graph(flow)[0], read.profile) for flow in read.sop.flows]
    return list(flows_of(document(name), charts))


def flows_of(pages: Document, charts: list[Chart]) -> Iterator[Drawn]:
    drawings = (
        (page, item) for page in pages.pages for item in page.items if isinstance(item, Drawing)
    )
    for each in charts:
        panels: list[Panel] = []
        row = 0
        while row < len(each.rows):
            page, drawing = next(drawings)
            panel, row = _panel(page, drawing, each, row)
            panels.append(panel)
        yield Drawn(each, tuple(panels))


def _panel(page: Page, drawing: Drawing, chart: Chart, row: int) -> tuple[Panel, int]:
    table = next(
        item
        for item in page.items
        if isinstance(item, Table)
        and item.header_rows
        and item.box.y <= drawing.box.y < item.box.bottom
    )
    edges = [x for x in table.columns if drawing.box.x <= x <= drawing.box.right]
    bands = []
    for top, bottom in pairwise(table.rows):
        inside = [s for s in drawing.shapes if top <= s.box.center.y < bottom]
        if top < drawing.box.y or top >= drawing.box.bottom:
            continue
        if inside and all(s.symbol is Symbol.OFF_PAGE for s in inside) and _is_wordless(table, top):
            continue
        if not chart.rows[row].heading:
            bands.append(Band(row, top, bottom))
        row += 1
    sheet = Sheet(
        page.part,
        table.columns,
        table.rows,
        (),
        (*map(_shape, drawing.shapes), *(_label(each, drawing) for each in drawing.labels)),
        tuple(map(_line, drawing.connectors)),
    )
    lanes = tuple(pairwise(edges))
    return Panel(sheet, lanes, tuple(bands)), row


def _is_wordless(table: Table, top: int) -> bool:
    return not any(cell.paragraphs for cell in table.cells if table.rows[cell.row] == top)


def _shape(shape: Shape) -> SeenShape:
    key = (
        shape.name.removeprefix("segilima ") + ".x"
        if shape.symbol is Symbol.OFF_PAGE
        else f"m{shape.id}"
    )
    return SeenShape(shape.id, key, PRESETS[shape.symbol], shape.box, _words(shape), shape.name)


def _label(label: Label, drawing: Drawing) -> SeenShape:
    lines = {line.id for line in drawing.connectors}
    owner = next((shape for shape in drawing.shapes if shape.id == label.owner), None)
    key = f"p{label.owner}" if label.owner in lines else _shape(owner).key
    return SeenShape(label.id, key, "rect", label.box, _words(label), label.name, bare=True)


def _words(shape: Shape | Label) -> str:
    return "\n".join("".join(run.text for run in each.runs) for each in shape.paragraphs)


def _line(line: Connector) -> SeenLine:
    return SeenLine(
        line.id,
        f"p{line.id}",
        line.path,
        SeenGlue(line.start.shape, int(line.start.site)),
        SeenGlue(line.end.shape, int(line.end.site)),
        head_at_end=line.arrow,
        dashed=line.dashed,
        name=line.name,
    )


def changed(panel: Panel, shape: Any = None, line: Any = None) -> Panel:
    """Return `panel` with each shape and line as the given function makes it; None drops one."""
    sheet = panel.sheet
    shapes = [shape(each) if shape else each for each in sheet.shapes]
    lines = [line(each) if line else each for each in sheet.lines]
    sheet = replace(
        sheet,
        shapes=tuple(each for each in shapes if each is not None),
        lines=tuple(each for each in lines if each is not None),
    )
    return replace(panel, sheet=sheet)


def unglued(panel: Panel) -> Panel:
    return changed(panel, line=lambda line: replace(line, start=None, end=None))


def keyless(panel: Panel) -> Panel:
    """Return `panel` as LibreOffice leaves a Word file: places and presets only."""
    return changed(
        panel,
        lambda shape: replace(shape, key="", name=""),
        lambda line: replace(line, key="", name="", start=None, end=None),
    )


def moved(box: Box, x: int = 0, y: int = 0) -> Box:
    return Box(box.x + x, box.y + y, box.width, box.height)


def marks_of(shown: Chart) -> list[tuple[object, ...]]:
    """Return the marks in the order in which they are seen, counted from above in their cell."""
    marks = [(mark.row, mark.lane, mark.order, at) for at, mark in enumerate(shown.marks)]
    return [_told(shown, at) for *_, at in sorted(marks)]


def _told(shown: Chart, at: int) -> tuple[object, ...]:
    mark = shown.marks[at]
    above = [
        each.order
        for each in shown.marks
        if each.row == mark.row
        and each.lane <= mark.last_lane
        and mark.lane <= each.last_lane
        and each.order < mark.order
    ]
    return (
        mark.row,
        len(set(above)),
        mark.lane,
        mark.last_lane,
        mark.symbol,
        "".join(mark.text.split()),
    )


def arrows_of(shown: Chart) -> set[tuple[object, ...]]:
    """Return the arrows by the marks that they join."""
    return {
        (
            _told(shown, each.source),
            _told(shown, each.target),
            "".join(each.label.split()),
            each.plain,
            each.dashed,
        )
        for each in shown.arrows
    }


def seen_marks(seen: SeenFlow) -> list[tuple[object, ...]]:
    return [
        (each.row, each.order, each.lane, each.last_lane, each.symbol, "".join(each.text.split()))
        for each in seen.marks
    ]


def seen_arrows(seen: SeenFlow) -> set[tuple[object, ...]]:
    marks = seen_marks(seen)
    return {
        (
            marks[each.source],
            marks[each.target],
            "".join(each.label.split()),
            each.plain,
            each.dashed,
        )
        for each in seen.arrows
    }
