"""Part the rules of tables from the lines that are drawn over them.

Straight pieces along the axes are joined where they go on in the same look; then all that do
not end on a crossing piece at both ends are taken away, again and again (the 2-core). What
stays is tables. Long ones stay in any case: a table may be open at its sides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from sopgen.readers.pdf.outlines import is_square
from sopgen.readers.pdf.painted import Look, Loop, Piece
from sopgen.readers.pdf.plane import Frame

_SAME_LEVEL = 1.6
_GAP = 2.6
_REACH = 3.0
_TOUCHING = 2.0
_LONG = 0.55
"""A piece of this part of the longest one is a rule."""

_SHARED_SIDE = 2.2
_SAME_SIDE = 3.0
_FEWEST_CELLS = 8
_LARGEST_SYMBOL = (230.0, 140.0)
_LARGEST_FRAME = (130.0, 90.0)
_SMALLEST_FRAME = (8.0, 6.0)


class Rules(Struct, frozen=True):
    """Pieces that part cells, and those that are loose; `frames` stand apart from tables."""

    level: tuple[Piece, ...]
    upright: tuple[Piece, ...]
    loose_level: tuple[Piece, ...]
    loose_upright: tuple[Piece, ...]
    frames: tuple[Frame, ...]


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return `pieces` in which those that go on in the same look are one."""
    by_look = sorted(pieces, key=lambda piece: (piece.look, piece.level))
    out: list[Piece] = []
    for _, group in groupby(by_look, key=lambda piece: piece.look):
        for row in _rows(group):
            out += _runs(row)
    return sorted(out, key=lambda piece: (piece.level, piece.start))


def parted(level: Sequence[Piece], upright: Sequence[Piece]) -> Rules:
    """Return which of the joined pieces are rules."""
    pieces = [*level, *upright]
    crossing = _crossing(level, upright)
    longest = [max((piece.long for piece in each), default=0) for each in (level, upright)]
    long = [longest[0]] * len(level) + [longest[1]] * len(upright)
    kept = set(range(len(pieces)))
    waiting = sorted(kept)
    while waiting:
        at = waiting.pop()
        piece = pieces[at]
        others = [other for other in crossing[at] if other in kept]
        if at not in kept or piece.long >= _LONG * long[at]:
            continue
        if not _is_held(piece, [pieces[other].level for other in others]):
            kept.discard(at)
            waiting += others
    rules_level = [piece for at, piece in enumerate(level) if at in kept]
    rules_upright = [piece for at, piece in enumerate(upright, start=len(level)) if at in kept]
    if not rules_level or not rules_upright:
        return Rules((), (), tuple(level), tuple(upright), ())
    return _without_frames(
        rules_level,
        rules_upright,
        tuple(piece for at, piece in enumerate(level) if at not in kept),
        tuple(piece for at, piece in enumerate(upright, start=len(level)) if at not in kept),
    )


def cell_edges(loops: Sequence[Loop]) -> tuple[list[Loop], list[Piece], list[Piece]]:
    """Return the loops that are no cells, and the edges of those that are.

    Cells are rectangles drawn one by one, which share whole sides; and those too large for
    symbols are the border of a table.
    """
    squares = [at for at, loop in enumerate(loops) if _is_rectangle(loop)]
    cells = {at for at in squares if _is_too_large(loops[at].frame)}
    cells |= _side_by_side(squares, loops)
    level: list[Piece] = []
    upright: list[Piece] = []
    for at in sorted(cells):
        frame = loops[at].frame
        look = Look("cell")
        level += (Piece(y, frame.left, frame.right, look) for y in (frame.top, frame.bottom))
        upright += (Piece(x, frame.top, frame.bottom, look) for x in (frame.left, frame.right))
    return [loop for at, loop in enumerate(loops) if at not in cells], level, upright


def is_symbol_sized(frame: Frame) -> bool:
    """Tell whether a symbol may be as large as `frame`."""
    return not _is_too_large(frame)


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Group pieces by level: near the last of the group, and not far from its first."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        row = rows[-1] if rows else None
        if (
            row
            and piece.level - row[-1].level <= _SAME_LEVEL
            and piece.level - row[0].level <= 2 * _SAME_LEVEL
        ):
            row.append(piece)
        else:
            rows.append([piece])
    return rows


def _runs(row: Sequence[Piece]) -> list[Piece]:
    """Join what touches or overlaps in one row of pieces."""
    runs: list[list[Piece]] = []
    end = 0.0
    for piece in sorted(row, key=lambda piece: (piece.start, piece.end)):
        if runs and piece.start <= end + _GAP:
            runs[-1].append(piece)
            end = max(end, piece.end)
        else:
            runs.append([piece])
            end = piece.end
    return [_run(run) for run in runs]


def _run(run: Sequence[Piece]) -> Piece:
    level = sum(piece.level for piece in run) / len(run)
    return Piece(level, run[0].start, max(piece.end for piece in run), run[0].look)


def _crossing(level: Sequence[Piece], upright: Sequence[Piece]) -> list[list[int]]:
    """Return for each piece, the level ones first, which pieces of the other way it meets."""
    meets: list[list[int]] = [[] for _ in range(len(level) + len(upright))]
    for at, piece in enumerate(level):
        for other_at, other in enumerate(upright, start=len(level)):
            if _cross(piece, other, _REACH):
                meets[at].append(other_at)
                meets[other_at].append(at)
    return meets


def _is_held(piece: Piece, crossed: Sequence[float]) -> bool:
    """Tell whether both ends of `piece` lie on two pieces that it meets, at `crossed`."""
    if not crossed:
        return False
    first, last = min(crossed), max(crossed)
    ends = first - piece.start <= _REACH and piece.end - last <= _REACH
    return ends and last - first >= _REACH + 1


def _without_frames(
    level: Sequence[Piece],
    upright: Sequence[Piece],
    loose_level: tuple[Piece, ...],
    loose_upright: tuple[Piece, ...],
) -> Rules:
    """Take small closed frames that touch nothing else out of the rules: they are symbols."""
    frames: list[Frame] = []
    inner: set[tuple[bool, int]] = set()
    for group in _touching(level, upright):
        rows = [level[at] for is_level, at in group if is_level]
        columns = [upright[at] for is_level, at in group if not is_level]
        if not 4 <= len(group) <= 6 or len(rows) < 2 or len(columns) < 2:
            continue
        frame = Frame(
            min(piece.level for piece in columns),
            min(piece.level for piece in rows),
            max(piece.level for piece in columns),
            max(piece.level for piece in rows),
        )
        if (
            _SMALLEST_FRAME[0] < frame.width < _LARGEST_FRAME[0]
            and _SMALLEST_FRAME[1] < frame.height < _LARGEST_FRAME[1]
        ):
            frames.append(frame)
            inner |= set(group)
    return Rules(
        tuple(piece for at, piece in enumerate(level) if (True, at) not in inner),
        tuple(piece for at, piece in enumerate(upright) if (False, at) not in inner),
        loose_level,
        loose_upright,
        tuple(frames),
    )


def _touching(level: Sequence[Piece], upright: Sequence[Piece]) -> list[list[tuple[bool, int]]]:
    """Return what hangs together; a rule by whether it is level and its place."""
    left = {(True, at) for at in range(len(level))} | {(False, at) for at in range(len(upright))}
    groups: list[list[tuple[bool, int]]] = []
    while left:
        group = [min(left)]
        left.discard(group[0])
        for is_level, at in group:
            own, others = (level, upright) if is_level else (upright, level)
            found = [
                (not is_level, each)
                for each, other in enumerate(others)
                if (not is_level, each) in left and _cross(own[at], other, _TOUCHING)
            ]
            group += found
            left.difference_update(found)
        groups.append(group)
    return groups


def _cross(one: Piece, other: Piece, reach: float) -> bool:
    return (
        one.start - reach <= other.level <= one.end + reach
        and other.start - reach <= one.level <= other.end + reach
    )


def _is_rectangle(loop: Loop) -> bool:
    return loop.outlined and not loop.curved and is_square(loop.points, loop.frame)


def _is_too_large(frame: Frame) -> bool:
    return frame.width > _LARGEST_SYMBOL[0] or frame.height > _LARGEST_SYMBOL[1]


def _side_by_side(squares: Sequence[int], loops: Sequence[Loop]) -> set[int]:
    """Return which of `squares` share a whole side with another, if these are a table."""
    by_side: dict[tuple[str, int, int], list[int]] = {}
    for at in squares:
        frame = loops[at].frame
        across = ("|", round(frame.left / _SAME_SIDE), round(frame.right / _SAME_SIDE))
        down = ("-", round(frame.top / _SAME_SIDE), round(frame.bottom / _SAME_SIDE))
        by_side.setdefault(across, []).append(at)
        by_side.setdefault(down, []).append(at)
    found: set[int] = set()
    for (way, _, _), group in by_side.items():
        starts = sorted((_ends(loops[at].frame, way)[0], at) for at in group)
        for at in group:
            end = _ends(loops[at].frame, way)[1]
            first = bisect_left(starts, (end - _SHARED_SIDE, -1))
            last = bisect_left(starts, (end + _SHARED_SIDE, -1))
            beside = {other for _, other in starts[first:last] if other != at}
            if beside:
                found |= {at, *beside}
    return found if len(found) >= _FEWEST_CELLS else set()


def _ends(frame: Frame, way: str) -> tuple[float, float]:
    return (frame.top, frame.bottom) if way == "|" else (frame.left, frame.right)
