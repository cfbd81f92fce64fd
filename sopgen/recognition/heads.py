"""Find the head of a flow's table: which column holds what, and which lanes there are.

A head is where the word for time stands together with those for requirements or output, and for
activities or numbers. Lanes are the lowest cells below the word for those who act; without it,
those between the activities and the standards. What else stands in the head are columns of the
agency's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.recognition.distances import POINT
from sopgen.recognition.placed import Cells, Placed
from sopgen.recognition.vocabulary import Lexicon, plain

NUMBER, ACTIVITY, LANES, STANDARDS = "no", "kegiatan", "pelaksana", "mutu_baku"
STANDARD = ("kelengkapan", "waktu", "output")
COLUMNS = (NUMBER, ACTIVITY, *STANDARD, "keterangan")

_NEAR = 70 * POINT
_ABOVE = 60 * POINT
_SLACK = 3 * POINT
_DEEPEST = 90 * POINT


class Column(Struct, frozen=True):
    """A column by its key, "" for one of the agency's own, and the words over it."""

    key: str
    head: str
    left: int
    right: int


class SeenLane(Struct, frozen=True):
    """A lane by the words over it; `unit` are those over several lanes."""

    name: str
    unit: str
    left: int
    right: int


class Head(Struct, frozen=True):
    """The head of a table from `top` to `bottom`; `words` are those over groups of columns."""

    top: int
    bottom: int
    columns: tuple[Column, ...]
    lanes: tuple[SeenLane, ...]
    words: tuple[tuple[str, str], ...]

    def column(self, key: str) -> Column | None:
        """Return the column `key`, if there is one."""
        return next((column for column in self.columns if column.key == key), None)


def heads_of(cells: Cells, lexicon: Lexicon) -> list[Head]:
    """Return the heads of the tables on a sheet, from above."""
    hits: dict[str, list[Placed]] = {}
    for cell in cells.listed:
        key = lexicon.columns.key(cell.text) if cell.text else ""
        if key:
            hits.setdefault(key, []).append(cell)
    found = [
        head
        for time in hits.get("waktu", ())
        for head in _head(cells, {**_around(time, hits), "waktu": time})
    ]
    found.sort(key=lambda head: (head.top, -len(head.columns)))
    heads: list[Head] = []
    for head in found:
        if not heads or head.top >= heads[-1].bottom:
            heads.append(head)
    return heads


def _around(time: Placed, hits: dict[str, list[Placed]]) -> dict[str, Placed]:
    """Return the words of a head that belong to the word for time."""
    own = time.box
    out = {}
    for key, cells in hits.items():
        near = [
            cell
            for cell in cells
            if cell is not time
            and abs(cell.box.center.y - own.center.y) < _NEAR
            and cell.box.y < own.bottom + _SLACK
            and cell.box.bottom > own.y - _ABOVE
        ]
        topmost = [cell for cell in near if not any(_is_over(other, cell) for other in near)]
        if near:
            out[key] = min(
                topmost or near,
                key=lambda cell: (
                    cell.box.bottom > own.bottom + _SLACK,
                    abs(cell.box.center.y - own.center.y),
                ),
            )
    return out


def _is_over(one: Placed, other: Placed) -> bool:
    """Tell whether `one` stands above `other` and reaches over it: a lane is named like a head."""
    above = one.box.bottom <= other.box.y + _SLACK
    return above and one.box.x <= other.box.x + _SLACK and other.box.right <= one.box.right + _SLACK


def _head(cells: Cells, near: dict[str, Placed]) -> Iterator[Head]:
    if not near.keys() & {"kelengkapan", "output"} or not near.keys() & {NUMBER, ACTIVITY}:
        return
    bottom = max(near[key].box.bottom for key in STANDARD if key in near)
    bottom = max(bottom, _bottom_of_names(cells, near))
    top = min(cell.box.y for cell in near.values())
    inside = [cell for cell in cells.listed if _stands_in(cell, top, bottom)]
    first = near.get(ACTIVITY) or near[NUMBER]
    left, right = _right_of(first, inside), min(near[key].box.x for key in STANDARD if key in near)
    standards = near.get(STANDARDS)
    if standards is not None and left <= standards.box.x < right and standards.box.y < bottom:
        below = [
            cell
            for cell in inside
            if standards.box.x - _SLACK <= cell.box.x
            and cell.box.right <= right + _SLACK
            and cell.box.y >= standards.box.bottom - _SLACK
        ]
        right = standards.box.x if not any(plain(cell.text) for cell in below) else right
    over_lanes = near.get(LANES)
    if over_lanes is not None and _is_lane(over_lanes, cells, left, right, bottom):
        over_lanes = None
    groups = ((LANES, over_lanes), (STANDARDS, standards))
    words = {key: in_one_line(cell.text) for key, cell in groups if cell is not None}
    lanes = tuple(_lanes(cells, inside, over_lanes, left, right))
    if over_lanes is None and (over := _over_all(lanes)):
        words[LANES] = over
        lanes = tuple(replace(lane, unit="") for lane in lanes)
    known = [cell for key, cell in near.items() if key in COLUMNS]
    columns = [
        Column(
            key,
            near[key].text,
            near[key].box.x,
            _right_of(near[key], inside) if key == ACTIVITY else near[key].box.right,
        )
        for key in COLUMNS
        if key in near
    ]
    columns += _own(inside, [*known, *filter(None, (standards, over_lanes))], lanes)
    columns.sort(key=lambda column: column.left)
    yield Head(top, bottom, tuple(columns), lanes, tuple(words.items()))


def _bottom_of_names(cells: Cells, near: dict[str, Placed]) -> int:
    """Return where the row below the word over the lanes ends if it holds nothing but names."""
    over = near.get(LANES)
    row = over.row + over.row_span if over else 0
    if over is None or row >= len(cells.rows) - 1:
        return 0
    below = {key: cells.at(row, cell.column) for key, cell in near.items()}
    names = below.pop(LANES)
    is_alone = all(cell is near[key] or not cell.text for key, cell in below.items())
    return cells.rows[row + 1] if names.text and is_alone else 0


def _right_of(activity: Placed, inside: Sequence[Placed]) -> int:
    """Return where the column of activities ends: left of a lane that its head reaches over."""
    below = [
        cell.box.x
        for cell in inside
        if cell.text
        and cell.box.y >= activity.box.bottom - _SLACK
        and cell.box.x > activity.box.x + _SLACK
        and cell.box.right <= activity.box.right + _SLACK
    ]
    return min(below, default=activity.box.right)


def _is_lane(cell: Placed, cells: Cells, left: int, right: int, bottom: int) -> bool:
    """Tell whether the word for those who act is the name of one of several lanes itself."""
    if cell.box.bottom <= bottom - _SLACK:
        return False
    beside = [
        other
        for other in cells.listed
        if other.text
        and left - _SLACK <= other.box.x
        and other.box.right <= right + _SLACK
        and other.box.y < bottom - _SLACK < other.box.bottom
    ]
    return len(beside) > 1


def _open_right(cell: Placed, cells: Cells, right: int) -> int:
    """Return where the empty cells beside a group's head end, if the sheet joins none.

    Names in the row below go on as far as `right`, whatever stands over them.
    """
    if cell.column_span > 1 or cell.row_span > 1:
        return cell.box.right
    column = cell.column + 1
    while column < len(cells.columns) - 1 and (
        not cells.at(cell.row, column).listed
        or (cells.columns[column + 1] <= right and cells.at(cell.row + 1, column).text)
    ):
        column += 1
    return cells.columns[column]


def _stands_in(cell: Placed, top: int, bottom: int) -> bool:
    box = cell.box
    return (
        box.y >= top - _SLACK and box.bottom <= bottom + _SLACK and box.bottom > bottom - _DEEPEST
    )


def _lanes(
    cells: Cells, inside: Sequence[Placed], over: Placed | None, left: int, right: int
) -> Iterator[SeenLane]:
    """Yield the lanes: what stands below the word over them, and beside it what is drawn in."""
    between = [
        cell
        for cell in inside
        if cell is not over and left - _SLACK <= cell.box.center.x <= right + _SLACK
    ]
    if over is not None:
        end = max(over.box.right, _open_right(over, cells, right))
        here = [
            cell
            for cell in between
            if _is_below(cell, over, end) or _is_drawn_in(cell, over, cells)
        ]
        elsewhere = (c for c in inside if c is not over and _is_below(c, over, over.box.right))
        between = here or [*elsewhere] or [over]
    lowest: list[Placed] = []
    for cell in sorted(between, key=lambda cell: -cell.box.bottom):
        if not any(_common(cell, other) > 2 * POINT for other in lowest):
            lowest.append(cell)
    lowest = _without_padding(lowest)
    for cell in sorted(lowest, key=lambda cell: cell.box.x):
        above = [
            other
            for other in between
            if other.text
            and other.box.bottom <= cell.box.y + _SLACK
            and _common(cell, other) > cell.box.width / 2
        ]
        unit = max(above, key=lambda other: other.box.bottom).text if above else ""
        yield SeenLane(in_one_line(cell.text), in_one_line(unit), cell.box.x, cell.box.right)


def _over_all(lanes: Sequence[SeenLane]) -> str:
    """Return the words that stand over all of several lanes, whatever they are."""
    over = {lane.unit for lane in lanes}
    return over.pop() if len(lanes) > 1 and len(over) == 1 else ""


def _is_below(cell: Placed, over: Placed, end: int) -> bool:
    in_width = over.box.x - _SLACK <= cell.box.center.x <= end + _SLACK
    return in_width and cell.box.y >= over.box.bottom - _SLACK


def _is_drawn_in(cell: Placed, over: Placed, cells: Cells) -> bool:
    """Tell whether `cell` stands beside `over` and symbols stand below it."""
    if _common(cell, over) > _SLACK:
        return False
    return any(
        not shape.bare
        and cell.box.x <= shape.box.center.x <= cell.box.right
        and shape.box.y > cell.box.bottom - _SLACK
        for shape in cells.sheet.shapes
    )


def _without_padding(lanes: Sequence[Placed]) -> list[Placed]:
    """Return `lanes` without empty ones that are narrow for a lane."""
    named = [lane.box.width for lane in lanes if lane.text]
    least = sum(named) / len(named) / 2 if named else 0
    return [lane for lane in lanes if lane.text or lane.box.width >= least]


def _common(cell: Placed, other: Placed) -> int:
    return min(cell.box.right, other.box.right) - max(cell.box.x, other.box.x)


def _own(
    inside: Sequence[Placed], known: Sequence[Placed], lanes: Sequence[SeenLane]
) -> Iterator[Column]:
    """Yield the columns that no word is known of: beside the lanes, below nothing known."""
    for cell in inside:
        center = cell.box.center.x
        in_lanes = any(lane.left - _SLACK <= center <= lane.right + _SLACK for lane in lanes)
        has_place = any(_common(cell, other) > 2 * POINT for other in known)
        if plain(cell.text) and not in_lanes and not has_place:
            yield Column("", in_one_line(cell.text), cell.box.x, cell.box.right)


def in_one_line(text: str) -> str:
    """Return `text` without its line ends."""
    return " ".join(text.split())


def completed(heads: Sequence[Head]) -> list[Head]:
    """Return `heads` in which lanes that run together are parted as in another head of the table.

    Some pages lack a rule between two lanes. Two heads are of one table if they say the same
    words over the same width.
    """
    return [
        _completed(head, [other for other in heads if _is_alike(head, other)]) for head in heads
    ]


def _is_alike(head: Head, other: Head) -> bool:
    if not head.lanes or not other.lanes:
        return False
    ends = (
        (head.lanes[0].left, other.lanes[0].left),
        (head.lanes[-1].right, other.lanes[-1].right),
    )
    near = all(abs(one - two) <= 2 * _SLACK for one, two in ends)
    return near and _words(head) == _words(other)


def _words(head: Head) -> list[str]:
    return sorted(word for lane in head.lanes for word in plain(lane.name).split())


def _completed(head: Head, alike: Sequence[Head]) -> Head:
    shortest: list[SeenLane] = []
    for lane in sorted(
        (lane for other in alike for lane in other.lanes), key=lambda lane: lane.right - lane.left
    ):
        center = (lane.left + lane.right) / 2
        if not any(
            each.left - _SLACK <= center <= each.right + _SLACK
            or lane.left <= (each.left + each.right) / 2 <= lane.right
            for each in shortest
        ):
            shortest.append(lane)
    if len(shortest) <= len(head.lanes):
        return head
    return replace(head, lanes=tuple(sorted(shortest, key=lambda lane: lane.left)))


def in_order_of(head: Head, first: Head) -> Head | None:
    """Return `head` with the columns of `first`, if only their words have changed places.

    Both are of one table: the same lanes, and columns at the same places. None if they agree.
    """
    if [plain(lane.name) for lane in head.lanes] != [plain(lane.name) for lane in first.lanes]:
        return None
    own, others = ([(each.left, each.right) for each in h.columns] for h in (head, first))
    is_there = len(own) == len(others) and all(
        abs(one - other) <= 2 * _SLACK
        for edges, known in zip(own, others, strict=True)
        for one, other in zip(edges, known, strict=True)
    )
    keys, known_keys = ([each.key or plain(each.head) for each in h.columns] for h in (head, first))
    if not is_there or keys == known_keys or sorted(keys) != sorted(known_keys):
        return None
    return replace(head, columns=first.columns)


def moved(head: Head, top: int) -> Head:
    """Return `head` as that of a table that goes on at `top` without one."""
    return replace(head, top=top, bottom=top)
