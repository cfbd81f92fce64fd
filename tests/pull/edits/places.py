"""Where on a scene an edit may be done: flows, and rows of steps with their columns."""

from __future__ import annotations

from random import Random
from typing import Any

from sopgen.document.origins import origin_of
from tests.pull.edits.scenes import Flow, Scene


def flow_of(scene: Scene, chance: Random) -> Flow | None:
    """Return one of the flows that show symbols."""
    flows = [flow for flow in scene.flows if flow.marks]
    return chance.choice(flows) if flows else None


def row_of(scene: Scene, flow: Flow, at: int) -> tuple[int, int] | None:
    """Return sheet and row of a step that takes one row of one sheet and shares no cell."""
    row = flow.chart.rows[at]
    if row.item is None or row.heading:
        return None
    key = origin_of((*flow.at, "langkah", row.item))
    found = [
        (number, each) for number, sheet in enumerate(scene.sheets) for each in _rows_of(sheet, key)
    ]
    if len(found) != 1:
        return None
    number, place = found[0]
    for cell in scene.sheets[number].cells:
        if cell.row_span > 1 and cell.row <= place < cell.row + cell.row_span:
            return None
    return found[0]


def _rows_of(sheet: Any, key: str) -> list[int]:
    if sheet.row_keys:
        return [row for row, each in sheet.row_keys if each == key]
    return sorted({cell.row for cell in sheet.cells if cell.origin.startswith(f"{key}/")})


def columns_of(scene: Scene, flow: Flow, at: int, sheet: int) -> dict[str, int]:
    """Return in which column of the sheet each cell of a step begins."""
    key = origin_of((*flow.at, "langkah", flow.chart.rows[at].item))
    return {
        cell.origin.removeprefix(f"{key}/"): cell.column
        for cell in scene.sheets[sheet].cells
        if cell.origin.startswith(f"{key}/")
    }
