"""Decide how wide the columns of a flowchart are.

Lanes get what symbols, names and lines need and little more. The text columns get the
widths at which all rows together are lowest, never less than their longest word; what is
left over is shared out in `spare`. Everything together fills the page. A column that was given a
width keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import PIXEL
from sopgen.layout.flowchart.sharing import Shares, Sharing
from sopgen.layout.flowchart.spare import spread
from sopgen.layout.flowchart.texts import Texts, TextWidths
from sopgen.layout.typeset import CELL_SIDES, pixels_down
from sopgen.model.profile import Column, TableColumn

LANE_UNIT = 2 * PIXEL
"""Lanes are even in pixels, so that their middle is exact."""

_LANE_SHARE = 0.46
_NARROWEST_LANE = 690
_WIDEST_LANE = 1800


class Columns(Struct, frozen=True):
    """The widths in twips, each a whole number of pixels."""

    texts: Mapping[TableColumn, int]
    lanes: tuple[int, ...]

    def width(self, column: TableColumn) -> int:
        """Return the width of `column`, of all lanes where it stands for them."""
        return sum(self.lanes) if column is Column.LANES else self.texts[column]


def wished_lane(comfortable: int, word: int) -> int:
    """Return how wide a lane should be where nothing forbids it.

    So wide that symbols are `comfortable` in it and the longest `word` of the names stands level.
    """
    return lane_up(min(max(comfortable, word * 1.02 + CELL_SIDES), _WIDEST_LANE))


def lanes_share(width: int, lanes: int) -> int:
    """Return how wide a lane may be in a table of `width` where texts need their part of it."""
    return lane_up(max(width * _LANE_SHARE / lanes, _NARROWEST_LANE))


def columns(
    texts: Texts, width: int, needs: Sequence[int], wished: int, floors: Sequence[int]
) -> tuple[Columns, tuple[int, ...]] | None:
    """Return columns that fill `width`, with lanes at least as wide as their `needs`, and the rows.

    Lanes are `wished` wide together if they can. `floors` are the least heights of the rows. None
    if even the narrowest columns are wider than `width`.
    """
    room = _room_beside_lanes(texts, width, needs, wished)
    if room is None:
        return None
    widths = _with_words(texts.widths, room)
    columns, shares = tuple(widths.values()), _shares(texts, widths, room, floors)
    shared = spread(shares.widths, columns, texts.cells, room)
    growing = [column for column, each in widths.items() if not each.given]
    out = _stretched(dict(zip(widths, shared, strict=True)), growing, room)
    return Columns(out, even_lanes(needs, width - sum(out.values()))), shares.heights


def lowest_rows(
    texts: Texts, width: int, needs: Sequence[int], wished: int, floors: Sequence[int]
) -> tuple[int, ...] | None:
    """Return the rows that `columns` returns."""
    room = _room_beside_lanes(texts, width, needs, wished)
    if room is None:
        return None
    return _shares(texts, _with_words(texts.widths, room), room, floors).heights


def _room_beside_lanes(texts: Texts, width: int, needs: Sequence[int], wished: int) -> int | None:
    """Return what is left of `width` for `texts` beside the lanes; None if that is too little."""
    needed = sum(lane_up(need) for need in needs)
    if needed + texts.least > width:
        return None
    lanes = min(max(needed, wished), width - texts.least)
    return width - lanes + (lanes - needed) % LANE_UNIT


def _shares(
    texts: Texts, widths: Mapping[TableColumn, TextWidths], room: int, floors: Sequence[int]
) -> Shares:
    """Return the columns of `texts` that may be so wide, and rows as low as `room` lets them be."""
    columns = tuple(widths.values())
    sharing = Sharing(
        texts.cells,
        tuple(floors),
        tuple(each.least for each in columns),
        texts.ladder,
        frozenset(at for at, each in enumerate(columns) if each.given),
    )
    return sharing.shares(room)


def _stretched(
    widths: dict[TableColumn, int], growing: Sequence[TableColumn], room: int
) -> dict[TableColumn, int]:
    """Return `widths` that fill `room`, `growing` columns but the number's wider in proportion."""
    wide: list[TableColumn] = [column for column in growing if column is not Column.NUMBER]
    wide = wide or list(growing) or list(widths)
    spare = room - sum(widths.values())
    if not wide or not spare:
        return widths
    total = sum(widths[column] for column in wide)
    for column in wide:
        widths[column] += pixels_down(spare * widths[column] / total)
    widest = max(wide, key=lambda column: widths[column])
    widths[widest] += room - sum(widths.values())
    return widths


def _with_words(
    texts: Mapping[TableColumn, TextWidths], room: int
) -> Mapping[TableColumn, TextWidths]:
    """Return `texts` with words whole as far as `room` goes: the longest are cut first."""
    if all(each.least >= each.word for each in texts.values()):
        return texts
    longest = max(each.word for each in texts.values())
    for most in range(longest, 0, -PIXEL):
        least = {column: max(each.least, min(each.word, most)) for column, each in texts.items()}
        if sum(least.values()) <= room:
            return {column: replace(each, least=least[column]) for column, each in texts.items()}
    return texts


def nudged(
    found: Columns, tight: Sequence[TableColumn], texts: Mapping[TableColumn, TextWidths]
) -> Columns:
    """Return `found` with the `tight` columns a pixel wider, at the cost of the widest other."""
    widths = dict(found.texts)
    for column in tight:
        others = [
            each
            for each in widths
            if each not in tight and widths[each] - PIXEL >= texts[each].least
        ]
        if others:
            widest = max(others, key=lambda each: widths[each])
            widths[column] += PIXEL
            widths[widest] -= PIXEL
    return Columns(widths, found.lanes)


def even_lanes(needs: Sequence[int], width: int) -> tuple[int, ...]:
    """Return lanes of at least `needs` that fill `width`, as equal as they can be."""
    widths = [0] * len(needs)
    rest, waiting = width, len(needs)
    for lane in sorted(range(len(needs)), key=lambda lane: -needs[lane]):
        equal = rest // waiting
        widths[lane] = max(lane_up(needs[lane]), equal - equal % LANE_UNIT)
        rest -= widths[lane]
        waiting -= 1
    for step in range(rest // LANE_UNIT):
        widths[step % len(needs)] += LANE_UNIT
    return tuple(widths)


def lane_up(need: float) -> int:
    """Return `need` rounded up to a width whose half is a whole number of pixels."""
    return -int(-need // LANE_UNIT) * LANE_UNIT
