"""Edits of words: a text typed on, a cell of a step retyped or emptied."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec.structs import replace

from tests.pull.edits.expected import Expected
from tests.pull.edits.places import columns_of, flow_of, row_of
from tests.pull.edits.scenes import Scene

WORDS = "Kata Xyz"


def _text(scene: Scene, book: Any, chance: Random, part: str) -> Expected | None:
    """Type a word behind a text; `part` tells which texts."""
    found = [
        (number, cell, origin, at)
        for number, sheet in enumerate(scene.sheets)
        for cell in sheet.cells
        for at, origin in enumerate(cell.parts or (cell.origin,))
        if _is_part(origin, part, cell.text)
    ]
    if not found:
        return None
    number, cell, origin, at = chance.choice(found)
    lines = cell.text.split("\n")
    at = at if cell.parts else len(lines) - 1
    if cell.parts:
        at = max(n for n, each in enumerate(cell.parts) if each == origin)
    lines[at] += " Xyz"
    book.page(number).type(cell.row, cell.column, "\n".join(lines))
    return Expected((), texts=(((), "Xyz"),), lines=2)


def _is_part(origin: str, part: str, text: str) -> bool:
    if not origin or origin.startswith(("kop:", "kunci:")) or origin.endswith("/no") or not text:
        return False
    rest = origin.split("/")
    flow = rest[2:] if rest[0] == "alur" else rest
    table = flow[:1] == ["langkah"]
    lane = flow[:1] == ["pelaksana"]
    item = len(rest) == 2 and rest[1].isdigit()
    return {
        "sel": table,
        "lajur": lane,
        "butir": item and not table,
        "identitas": not table and not lane and not item,
    }[part]


def identity(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    return _text(scene, book, chance, "identitas")


def box_item(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    return _text(scene, book, chance, "butir")


def table_cell(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    return _text(scene, book, chance, "sel")


def lane_title(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    return _text(scene, book, chance, "lajur")


def retyped_cell(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Type something else into a cell of a step."""
    return _cell(scene, book, chance, WORDS)


def emptied_cell(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Empty a cell of a step."""
    return _cell(scene, book, chance, "")


_FIELDS = {
    "kelengkapan": "requirements",
    "waktu": "duration",
    "output": "output",
    "keterangan": "remark",
}


def _cell(scene: Scene, book: Any, chance: Random, text: str) -> Expected | None:
    flow = flow_of(scene, chance)
    if flow is None:
        return None
    at = chance.randrange(len(flow.chart.rows))
    place = row_of(scene, flow, at)
    if place is None:
        return None
    sheet, row = place
    columns = columns_of(scene, flow, at, sheet)
    row_now = flow.chart.rows[at]
    found = [key for key, name in _FIELDS.items() if key in columns and getattr(row_now, name)]
    if not found:
        return None
    key = chance.choice(found)
    book.page(sheet).type(row, columns[key], text)
    rows = list(flow.chart.rows)
    rows[at] = replace(rows[at], **{_FIELDS[key]: text})
    return Expected(flow.at, replace(flow.chart, rows=tuple(rows)))
