"""Find the flows on the sheets of a stranger: their tables, and where they are drawn.

A head that names other lanes begins another flow, and so does one below which the numbers begin
anew. A sheet without a head goes on with the table above if its activities stand at the same
place. The first row there is the rest of the row above if it has neither number nor symbol.

Out: `FlowTable`s; their panels are what `seen_flow` takes. Words that stand in lanes as texts of
cells stand there as words beside lines, or, where nothing is drawn at all, as the symbols that
they name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box, Symbol
from sopgen.document.sheet import SeenLine, SeenShape, Sheet
from sopgen.recognition.distances import POINT
from sopgen.recognition.heads import (
    ACTIVITY,
    Head,
    completed,
    heads_of,
    in_one_line,
    in_order_of,
    moved,
)
from sopgen.recognition.kinds import symbol_of
from sopgen.recognition.phrases import in_lines
from sopgen.recognition.placed import Cells, Placed
from sopgen.recognition.reading import FOOT_OF_SHEET, Band, Panel
from sopgen.recognition.rows import Body, Entry, SeenRow, body_of
from sopgen.recognition.vocabulary import Lexicon, plain

_SAME_PLACE = 6 * POINT
_MOST_EDGES = 0.6
_BESIDE_LANES = 12 * POINT
_AROUND_ROWS = 45 * POINT
_LETTER = 5 * POINT
_LINE = 10 * POINT

_MARKS = {"kapsul": "flowChartTerminator", "kotak": "rect"}


class Part(Struct, frozen=True):
    """The rows from `first` on that stand on sheet `sheet`; with a head from `top` to `bottom`.

    The words of a `shifted` head stand over other columns than in the first part.
    """

    sheet: int
    first: int
    top: int = 0
    bottom: int = 0
    shifted: bool = False


class FlowTable(Struct, frozen=True):
    """A flow's table: its head as the first sheet has it, and its rows on all `panels`.

    `numbered` tells whether a row numbers the columns, `parts` which rows each panel shows. The
    `title` are the words right above the head that are no part of the identity.
    """

    head: Head
    rows: tuple[SeenRow, ...]
    panels: tuple[Panel, ...]
    parts: tuple[Part, ...]
    numbered: bool = False
    title: str = ""


def flow_tables(sheets: Sequence[Sheet], lexicon: Lexicon) -> list[FlowTable]:
    """Return the flows on `sheets`, in their order."""
    shown = [(number, Cells(sheet)) for number, sheet in enumerate(sheets) if not sheet.hidden]
    found = [(number, head) for number, cells in shown for head in heads_of(cells, lexicon)]
    whole = completed([head for _, head in found])
    flows: list[FlowTable] = []
    for number, cells in shown:
        heads = [head for (at, _), head in zip(found, whole, strict=True) if at == number]
        sheet = cells.sheet
        if not heads and flows:
            heads = list(_inherited(cells, flows[-1].head))
        for at, seen in enumerate(heads):
            head = (flows and in_order_of(seen, flows[-1].head)) or seen
            end = heads[at + 1].top if at + 1 < len(heads) else sheet.rows[-1]
            body = body_of(cells, head, end, lexicon)
            if not body.rows:
                continue
            panel = _panel(cells, body, end, lexicon)
            if flows and _goes_on(flows[-1], body):
                flows[-1] = _longer(flows[-1], body, panel, number, shifted=head is not seen)
            else:
                flows.append(_flow(body, panel, number))
    return flows


def _inherited(cells: Cells, head: Head) -> Iterator[Head]:
    """Yield the head of the table above if the one on this sheet has its columns."""
    activity = head.column(ACTIVITY)
    if activity is None:
        return
    edges = [edge for column in head.columns for edge in (column.left, column.right)]
    known = sum(any(abs(edge - own) < _SAME_PLACE for own in cells.columns) for edge in edges)
    if known < _MOST_EDGES * len(edges):
        return
    same = [
        cell.box.y
        for cell in cells.listed
        if abs(cell.box.x - activity.left) < _SAME_PLACE
        and abs(cell.box.right - activity.right) < _SAME_PLACE
    ]
    if same:
        top = min(row for row in cells.rows if row <= min(same))
        yield moved(head, top)


def _goes_on(flow: FlowTable, body: Body) -> bool:
    """Tell whether `body` is more of `flow`: the same lanes, and the numbers do not begin anew."""
    before = [plain(lane.name) for lane in flow.head.lanes]
    if before != [plain(lane.name) for lane in body.head.lanes]:
        return False
    last, first = _numbers(flow.rows), _numbers(body.rows)
    begins_anew = bool(first and last) and first[0] == 1 and last[-1] > 0
    return not begins_anew or body.rows[0].heading


def _numbers(rows: Sequence[SeenRow]) -> list[int]:
    digits = ("".join(filter(str.isdigit, row.number)) for row in rows)
    return [int(each) for each in digits if each and len(each) < 5]


def _flow(body: Body, panel: Panel, number: int) -> FlowTable:
    parts = (Part(number, 0, body.head.top, body.foot),)
    return FlowTable(body.head, body.rows, (_shifted(panel, 0),), parts, body.numbered)


def _longer(flow: FlowTable, body: Body, panel: Panel, number: int, *, shifted: bool) -> FlowTable:
    rows = list(flow.rows)
    head, places = _with_columns(flow.head, body.head)
    new = [
        replace(
            row,
            entries=tuple(replace(entry, column=places[entry.column]) for entry in row.entries),
        )
        for row in body.rows
    ]
    panel = _shifted(panel, len(rows))
    if _is_rest(new[0]):
        rows[-1] = _joined(rows[-1], new.pop(0))
        panel = replace(
            panel,
            rows=tuple(replace(band, row=band.row - 1) for band in panel.rows),
        )
    part = Part(number, len(rows), body.head.top, body.foot, shifted)
    return FlowTable(head, (*rows, *new), (*flow.panels, panel), (*flow.parts, part), flow.numbered)


def _with_columns(head: Head, other: Head) -> tuple[Head, list[int]]:
    """Return `head` with all columns of both, and where those of `other` are in it."""
    columns = list(head.columns)
    names = [each.key or plain(each.head) for each in columns]
    places: list[int] = []
    for column in other.columns:
        name = column.key or plain(column.head)
        if name not in names:
            names.append(name)
            columns.append(column)
        places.append(names.index(name))
    return replace(head, columns=tuple(columns)), places


def _shifted(panel: Panel, by: int) -> Panel:
    return replace(panel, rows=tuple(replace(band, row=band.row + by) for band in panel.rows))


def _is_rest(row: SeenRow) -> bool:
    return not row.number and not row.marked and not row.heading


def _joined(row: SeenRow, rest: SeenRow) -> SeenRow:
    more = {entry.column: entry.text for entry in rest.entries}
    entries = tuple(
        Entry(entry.column, _text(entry.text, more.get(entry.column, "")), entry.joined)
        for entry in row.entries
    )
    return replace(row, activity=_text(row.activity, rest.activity), entries=entries)


def _text(text: str, rest: str) -> str:
    return f"{text} {rest}".strip()


def _panel(cells: Cells, body: Body, end: int, lexicon: Lexicon) -> Panel:
    """Return where the flow of `body` is drawn; its rows are counted from 0."""
    head, sheet = body.head, cells.sheet
    lanes = tuple((lane.left, lane.right) for lane in head.lanes)
    top = min(head.bottom, body.rows[0].top)
    if head.top == head.bottom:
        top -= _AROUND_ROWS
    bottom = min(end, body.bottom + _AROUND_ROWS) if end < sheet.rows[-1] else FOOT_OF_SHEET
    if not lanes:
        empty = replace(sheet, cells=(), shapes=(), lines=())
        return Panel(empty, (), tuple(_bands(body, ())), top, bottom)
    left, right = lanes[0][0] - _BESIDE_LANES, lanes[-1][1] + _BESIDE_LANES
    area = Box(left, top, right - left, body.bottom + _AROUND_ROWS - top)
    symbols = [each for each in sheet.shapes if not each.bare and _holds(area, each.box)]
    bands = tuple(_bands(body, symbols))
    foot = max([body.bottom, *(each.box.bottom for each in symbols)])
    beside = Box(lanes[0][0], top, right - lanes[0][0], foot - top)
    shapes = symbols + [
        each
        for each in sheet.shapes
        if each.bare and each.box.x >= lanes[0][0] and _holds(beside, each.box)
    ]
    lines = tuple(line for line in sheet.lines if _is_within(line, area))
    first = max((shape.id for shape in sheet.shapes), default=0)
    first = max(first, max((line.id for line in sheet.lines), default=0)) + 1
    words = [cell for cell in cells.listed if cell.text and _is_in_lanes(cell, lanes, bands)]
    is_drawn = bool(lines) or any(shape.bare for shape in shapes)
    for number, cell in enumerate(words, start=first):
        preset = "" if is_drawn else _MARKS.get(lexicon.mark(cell.text), "")
        shapes.append(_word(number, cell, preset))
    drawn = replace(sheet, cells=(), shapes=tuple(in_lines(shapes)), lines=lines)
    return Panel(drawn, lanes, bands, top, bottom)


def _bands(body: Body, symbols: Sequence[SeenShape]) -> Iterator[Band]:
    """Yield the rows of steps; symbols that hang below the table belong to the last one."""
    steps = [(at, row) for at, row in enumerate(body.rows) if not row.heading]
    below = [
        symbol.box.bottom
        for symbol in symbols
        if symbol.box.center.y >= body.bottom and symbol_of(symbol) is not Symbol.OFF_PAGE
    ]
    for at, row in steps:
        is_last = at == steps[-1][0] and row.bottom == body.bottom
        yield Band(at, row.top, max([row.bottom, *below]) if is_last else row.bottom)


def _holds(area: Box, box: Box) -> bool:
    center = box.center
    return area.x <= center.x <= area.right and area.y <= center.y <= area.bottom


def _is_within(line: SeenLine, area: Box) -> bool:
    return all(
        area.x <= point.x <= area.right and area.y <= point.y <= area.bottom for point in line.path
    )


def _is_in_lanes(cell: Placed, lanes: Sequence[tuple[int, int]], bands: Sequence[Band]) -> bool:
    center = cell.box.center
    in_lanes = lanes[0][0] <= cell.box.x + POINT and cell.box.right - POINT <= lanes[-1][1]
    return in_lanes and any(band.top <= center.y < band.bottom for band in bands)


def _word(number: int, cell: Placed, preset: str) -> SeenShape:
    """Return the words of a cell as a shape where they stand, in the middle if that is unknown."""
    center = cell.box.center
    lines = cell.text.split("\n")
    width = min(cell.box.width, max(map(len, lines)) * _LETTER)
    height = min(cell.box.height, len(lines) * _LINE)
    box = cell.words or Box(center.x - width // 2, center.y - height // 2, width, height)
    text = in_one_line(cell.text)
    return SeenShape(number, "", preset or "rect", box, text, bare=not preset)
