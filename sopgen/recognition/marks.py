"""Decide which shapes are symbols, of which row and lanes, and which are words beside lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from sopgen.document.page import Box, Symbol
from sopgen.document.sheet import SeenShape
from sopgen.recognition.distances import POINT
from sopgen.recognition.kinds import symbol_of
from sopgen.recognition.known import Known
from sopgen.recognition.reading import Band, Doubt, Doubtful, Panel, SeenMark, Strip

_SHARE = 0.3
"""A symbol stands over a lane too if this part of the lane, or of itself, is common to both."""

_TOUCHED = 0.1
"""A symbol in the middle of lanes stands over them if more of it than this is in the outer ones."""

_EXACTLY = POINT

NOWHERE = -1
"""The row of a symbol outside the rows, the lane of one outside the lanes."""


class Spot(Struct, frozen=True):
    """A shape of panel `panel` that lines may end at; no `symbol` where its kind is unknown."""

    panel: int
    shape: SeenShape
    symbol: Symbol | None
    row: int
    lane: int
    last_lane: int

    @property
    def stands(self) -> bool:
        """Tell whether it is the symbol of a step if it is one at all."""
        return self.symbol is not Symbol.OFF_PAGE and NOWHERE not in (self.row, self.lane)


class Word(Struct, frozen=True):
    """Words beside the lines of panel `panel`."""

    panel: int
    shape: SeenShape


def words_of(panels: Sequence[Panel]) -> list[Word]:
    """Return what stands as words alone."""
    return [
        Word(number, shape)
        for number, panel in enumerate(panels)
        for shape in _shapes(panel)
        if shape.bare and shape.text.strip()
    ]


def spots_of(panels: Sequence[Panel], known: Known) -> list[Spot]:
    """Return what lines may end at, panel by panel.

    A symbol that stood in one lane and is as wide as it was still stands in one, however it
    was dragged.
    """
    return [
        spot
        for number, panel in enumerate(panels)
        for shape in _shapes(panel)
        if not shape.bare
        for spot in _spot(number, panel, shape, known)
    ]


def over_others(panels: Sequence[Panel], spots: Sequence[Spot]) -> dict[int, Doubtful]:
    """Return the new symbols that stand upon others, by index: copies that were left there."""
    ours = [spot for spot in spots if spot.shape.key]
    out = {}
    for at, spot in enumerate(spots):
        if spot.shape.key or spot.symbol is None or not ours:
            continue
        if any(other.panel == spot.panel and _covers(spot, other) for other in ours):
            row = row_near(panels[spot.panel], spot.shape.box.center.y)
            out[at] = Doubtful(Doubt.OVER_ANOTHER, spot.shape.id, row, spot.shape.name)
    return out


def _covers(one: Spot, other: Spot) -> bool:
    a, b = one.shape.box, other.shape.box
    across = min(a.right, b.right) - max(a.x, b.x)
    down = min(a.bottom, b.bottom) - max(a.y, b.y)
    if across <= 0 or down <= 0:
        return False
    return 2 * across * down >= min(a.width * a.height, b.width * b.height)


def row_near(panel: Panel, y: int) -> int:
    """Return the row of `panel` that is nearest to `y`."""
    if not panel.rows:
        return NOWHERE
    return min(panel.rows, key=lambda band: max(band.top - y, y - band.bottom, 0)).row


def placed(spots: Sequence[Spot], known: Sequence[int]) -> tuple[list[SeenMark], dict[int, int]]:
    """Return the symbols of steps, and by its index in `spots` the index of each.

    Shapes of unknown kind among them are those in `known`.
    """
    chosen = [
        (spot, at)
        for at, spot in enumerate(spots)
        if spot.stands and (spot.symbol is not None or at in known)
    ]
    chosen.sort(key=lambda each: (each[0].row, *_from_above(each[0])))
    marks: list[tuple[SeenMark, int]] = []
    for row, group in groupby(chosen, key=lambda each: each[0].row):
        lowest: dict[int, int] = {}
        for spot, at in group:
            lanes = range(spot.lane, spot.last_lane + 1)
            order = max(lowest.get(lane, -1) for lane in lanes) + 1
            lowest |= dict.fromkeys(lanes, order)
            shape = spot.shape
            symbol = spot.symbol or Symbol.PROCESS
            mark = SeenMark(
                row, order, spot.lane, spot.last_lane, symbol, shape.text, shape.key, shape.id
            )
            marks.append((mark, at))
    marks.sort(key=lambda each: (each[0].row, each[0].lane, each[0].order))
    return [mark for mark, _ in marks], {at: number for number, (_, at) in enumerate(marks)}


def misplaced(panels: Sequence[Panel], spots: Sequence[Spot]) -> Iterator[Doubtful]:
    """Yield symbols that stand outside the rows or the lanes."""
    for spot in spots:
        if spot.symbol is not None and spot.symbol is not Symbol.OFF_PAGE and not spot.stands:
            row = row_near(panels[spot.panel], spot.shape.box.center.y)
            yield Doubtful(Doubt.OUTSIDE, spot.shape.id, row, spot.shape.name)


def _shapes(panel: Panel) -> Iterator[SeenShape]:
    for shape in panel.sheet.shapes:
        if panel.top <= shape.box.center.y < panel.bottom:
            yield shape


def _spot(number: int, panel: Panel, shape: SeenShape, known: Known) -> Iterator[Spot]:
    symbol = symbol_of(shape)
    before = known.boxes.get(shape.key) if panel.stood and shape.key else None
    stays = before is not None and _is_at(shape.box, before)
    row = _row(panel.stood if stays else panel.rows, shape.box)
    if stays and row == NOWHERE and symbol is not Symbol.OFF_PAGE:
        return
    if symbol is Symbol.OFF_PAGE:
        lane, last_lane = _nearest_lane(panel.lanes, shape.box.center.x), NOWHERE
    else:
        lane, last_lane = _lanes(panel.lanes, shape, known.single)
        if stays and panel.lanes_stood:
            lane, last_lane = _lanes_stood(panel.lanes_stood, shape, known.single)
    if symbol is not None or NOWHERE not in (row, lane):
        yield Spot(number, shape, symbol, row, lane, last_lane)


def _is_at(box: Box, before: Box) -> bool:
    return max(abs(box.x - before.x), abs(box.y - before.y)) <= _EXACTLY


def _row(rows: Sequence[Band], box: Box) -> int:
    """Return the row that most of `box` stands in; nowhere if most of it is in none."""
    at = bisect_right(rows, box.center.y, key=lambda band: band.top) - 1
    around = rows[max(0, at - 1) : at + 2]
    best = max(around, key=lambda band: _common(band, box), default=None)
    if best is None:
        return NOWHERE
    within = 2 * _common(best, box) >= min(box.height, best.bottom - best.top)
    return best.row if within else NOWHERE


def _common(band: Band, box: Box) -> int:
    return min(band.bottom, box.bottom) - max(band.top, box.y)


def _lanes(
    lanes: Sequence[tuple[int, int]], shape: SeenShape, single: Mapping[str, int]
) -> tuple[int, int]:
    """Return the lanes that `shape` stands over.

    It stands over several with a good part, or in the middle of them; one of ours, which is
    in its lane or over several, where it crosses their edge.
    """
    box = shape.box
    was_single = single.get(shape.key) if shape.key else None
    ours = bool(shape.key) and was_single is None
    common = [min(right, box.right) - max(left, box.x) for left, right in lanes]
    over = [lane for lane, width in enumerate(common) if width > (_EXACTLY if ours else 0)]
    if len(over) > 1 and (was_single is None or abs(was_single - box.width) > _EXACTLY):
        middle = (lanes[over[0]][0] + lanes[over[-1]][1]) / 2
        outer = min(common[over[0]], common[over[-1]])
        is_middle = abs(box.x + box.width / 2 - middle) <= _EXACTLY
        if ours or (is_middle and outer > _TOUCHED * box.width):
            return over[0], over[-1]
        wide = [
            lane for lane in over if common[lane] >= _SHARE * min(_width(lanes[lane]), box.width)
        ]
        if len(wide) > 1:
            return wide[0], wide[-1]
    x = box.center.x
    if not lanes or not lanes[0][0] <= x < lanes[-1][1]:
        return NOWHERE, NOWHERE
    own = _nearest_lane(lanes, x)
    return own, own


def _lanes_stood(
    strips: Sequence[Strip], shape: SeenShape, single: Mapping[str, int]
) -> tuple[int, int]:
    """Return the lanes, as they are now, that `shape` has stood over ever since."""
    low, high = _lanes([(strip.left, strip.right) for strip in strips], shape, single)
    if NOWHERE in (low, high):
        return NOWHERE, NOWHERE
    over = [strip.lane for strip in strips[low : high + 1] if strip.lane != NOWHERE]
    return (over[0], over[-1]) if over else (NOWHERE, NOWHERE)


def _width(edges: tuple[int, int]) -> int:
    return edges[1] - edges[0]


def _nearest_lane(lanes: Sequence[tuple[int, int]], x: int) -> int:
    def distance(lane: int) -> int:
        left, right = lanes[lane]
        return max(left - x, x - right + 1, 0)

    return min(range(len(lanes)), key=distance, default=NOWHERE)


def _from_above(spot: Spot) -> tuple[int, int]:
    center = spot.shape.box.center
    return center.y, center.x
