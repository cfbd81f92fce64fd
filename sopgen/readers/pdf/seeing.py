"""Put what a page holds together as a `Sheet`.

Words go to the smallest shape or cell around their middle. Where lines and shapes are drawn over
a cell its words stand beside them and are shapes without line and fill, as are those that no
cell holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet
from sopgen.readers.pdf.columns import with_numbered_columns
from sopgen.readers.pdf.grid import Cell, Finder, Grid, grid_of
from sopgen.readers.pdf.heads import Arrow, headed, is_headed, upon_rules
from sopgen.readers.pdf.outlines import Figure, block_arrow, figure_of, holds
from sopgen.readers.pdf.overflow import settled
from sopgen.readers.pdf.painted import Head, Loop, Painted, Piece, Stroke
from sopgen.readers.pdf.pictures import Picture
from sopgen.readers.pdf.plane import XY, Frame, around, length
from sopgen.readers.pdf.rules import cell_edges, is_symbol_sized, joined, parted
from sopgen.readers.pdf.tracing import traced
from sopgen.readers.pdf.words import Word, phrases_of, text_of
from sopgen.readers.pdf_record import BadPdfError

TWIPS = 20

MOST_OUTLINES = 1_000
MOST_RULES = 1_000
"""More outlines, and more straight lines, than a page with tables has."""

_SHORTEST_LINE = 2.5
_SHADED = 3.0
_TWIN = 0.6
_TWIN_SIZE = 0.35
_DRAWN_OVER = 3.0


class Drawn(Struct, frozen=True):
    """A symbol, or what looks like one."""

    figure: Figure
    frame: Frame


def sheet_of(
    name: str, page: Frame, painted: Painted, pictures: Sequence[Picture], words: Sequence[Word]
) -> Sheet:
    """Return what a page of the size `page` shows.

    Raises BadPdfError for one with more lines than tables have.
    """
    loops, level, upright = cell_edges(painted.loops)
    upon_level = upon_rules(painted.level, painted.heads, level=True)
    upon_upright = upon_rules(painted.upright, painted.heads, level=False)
    all_level = joined([*_without(painted.level, upon_level), *level])
    all_upright = joined([*_without(painted.upright, upon_upright), *upright])
    arrows_level, table_level = _headed_apart(all_level, painted.heads, level=True)
    arrows_upright, table_upright = _headed_apart(all_upright, painted.heads, level=False)
    if len(loops) > MOST_OUTLINES or len(table_level) + len(table_upright) > MOST_RULES:
        raise BadPdfError(f"halaman {name} memuat terlalu banyak garis")
    loops, blocks = _block_arrows(loops)
    rules = parted(table_level, table_upright)
    grid = with_numbered_columns(grid_of(rules.level, rules.upright), words)
    drawn = [
        *(Drawn(Figure.BOX, frame) for frame in rules.frames),
        *_symbols(loops, grid, [Drawn(Figure.BOX, frame) for frame in rules.frames]),
    ]
    strokes = [
        *painted.strokes,
        *_strokes([*upon_level, *arrows_level, *rules.loose_level], level=True),
        *_strokes([*upon_upright, *arrows_upright, *rules.loose_upright], level=False),
    ]
    strokes = [each for each in strokes if length(each.path) >= _SHORTEST_LINE]
    lines = headed(strokes, painted.heads) + blocks
    seen = [(picture, _arrow(picture)) for picture in pictures]
    lines += [arrow for _, arrow in seen if arrow is not None]
    kept = [picture.frame for picture, arrow in seen if arrow is None]
    return _sheet(name, page, grid, drawn, lines, kept, words)


def _block_arrows(loops: Sequence[Loop]) -> tuple[list[Loop], list[Arrow]]:
    """Return the other loops, and the block arrows, each once."""
    others: list[Loop] = []
    blocks: dict[tuple[int, ...], Arrow] = {}
    for loop in loops:
        ends = block_arrow(loop.points, loop.frame)
        if ends is None:
            others.append(loop)
        else:
            place = tuple(round(each) for end in ends for each in end)
            blocks[place] = Arrow(ends, head_at_end=True)
    return others, list(blocks.values())


def _without(pieces: Sequence[Piece], taken: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece not in taken]


def _headed_apart(
    pieces: Sequence[Piece], heads: Sequence[Head], *, level: bool
) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces that are arrows for sure, and the others."""
    arrows = [piece for piece in pieces if is_headed(piece, heads, level=level)]
    return arrows, [piece for piece in pieces if piece not in arrows]


def _strokes(pieces: Iterable[Piece], *, level: bool) -> Iterator[Stroke]:
    for piece in pieces:
        ends = [(piece.start, piece.level), (piece.end, piece.level)]
        path = ends if level else [(y, x) for x, y in ends]
        yield Stroke(tuple(path), piece.look.dashed)


def _symbols(loops: Sequence[Loop], grid: Grid, known: Sequence[Drawn]) -> list[Drawn]:
    """Return the outlines that may be symbols, each once: programs fill one and then stroke it."""
    found: list[Drawn] = []
    for loop in sorted(loops, key=lambda loop: -loop.frame.area):
        frame = loop.frame
        if not is_symbol_sized(frame):
            continue
        if any(cell.frame.off(frame) < _SHADED for cell in grid.cells):
            continue
        figure = figure_of(loop.points, frame)
        twin = next(
            (at for at, each in enumerate(found) if _are_twins(each.frame, frame)),
            None,
        )
        if twin is None:
            if not any(_are_twins(each.frame, frame) for each in known):
                found.append(Drawn(figure, frame))
        elif found[twin].figure in (Figure.OTHER, Figure.BOX) and figure in (
            Figure.CAPSULE,
            Figure.ROUNDED,
            Figure.DIAMOND,
            Figure.PENTAGON,
        ):
            found[twin] = Drawn(figure, found[twin].frame)
    return found


def _are_twins(larger: Frame, smaller: Frame) -> bool:
    within = larger.common(smaller) > _TWIN * min(larger.area, smaller.area)
    return within and smaller.area > _TWIN_SIZE * larger.area


def _arrow(picture: Picture) -> Arrow | None:
    return traced(picture.pixels, picture.frame) if picture.pixels is not None else None


def _sheet(
    name: str,
    page: Frame,
    grid: Grid,
    drawn: Sequence[Drawn],
    lines: Sequence[Arrow],
    pictures: Sequence[Frame],
    words: Sequence[Word],
) -> Sheet:
    in_shape: dict[int, list[Word]] = {}
    in_cell: dict[Cell, list[Word]] = {}
    loose: list[Word] = []
    cell_at = Finder(grid)
    for word in words:
        middle = word.frame.center
        shape = _shape_at(drawn, middle)
        cell = cell_at(middle)
        if shape is not None and (cell is None or cell.frame.area >= drawn[shape].frame.area):
            in_shape.setdefault(shape, []).append(word)
        elif cell is not None:
            in_cell.setdefault(cell, []).append(word)
        else:
            loose.append(word)
    in_cell = settled(in_cell, cell_at)
    for cell in [cell for cell in in_cell if _is_drawn_over(cell, drawn, lines)]:
        loose += in_cell.pop(cell)
    shapes = [
        (each.figure.value, each.frame, text_of(in_shape.get(at, ()), each.frame.width), False)
        for at, each in enumerate(drawn)
    ]
    shapes += [("picture", frame, "", False) for frame in pictures]
    for phrase in phrases_of(loose):
        frame = around([word.frame for word in phrase])
        shapes.append(("rect", frame, text_of(phrase, frame.width), True))
    seen_shapes = tuple(
        SeenShape(number, "", preset, _box(frame), text, bare=bare)
        for number, (preset, frame, text, bare) in enumerate(shapes, start=1)
    )
    return Sheet(
        name,
        tuple(_twips(edge) for edge in grid.columns) or (0, _twips(page.right)),
        tuple(_twips(edge) for edge in grid.rows) or (0, _twips(page.bottom)),
        tuple(_seen_cells(grid, in_cell)),
        seen_shapes,
        tuple(_seen_lines(lines, len(shapes) + 1)),
        paper=(_twips(page.right), _twips(page.bottom)),
        overprinted=tuple(sorted(_overprinted(in_cell))),
    )


def _overprinted(in_cell: Mapping[Cell, Sequence[Word]]) -> Iterator[tuple[int, int]]:
    """Yield the cells with texts that are printed over each other, by row and column."""
    for cell, words in in_cell.items():
        if len({word.layer for word in words}) > 1:
            yield cell.row, cell.column


def _shape_at(drawn: Sequence[Drawn], point: XY) -> int | None:
    """Return the smallest shape around `point`."""
    held = [at for at, each in enumerate(drawn) if holds(each.figure, each.frame, point)]
    return min(held, key=lambda at: drawn[at].frame.area, default=None)


def _is_drawn_over(cell: Cell, drawn: Sequence[Drawn], lines: Sequence[Arrow]) -> bool:
    """Tell whether a shape stands in `cell`, or a line runs or ends well within it."""
    frame = cell.frame
    if any(frame.holds(each.frame.center) for each in drawn):
        return True
    inner = Frame(
        frame.left + _DRAWN_OVER,
        frame.top + _DRAWN_OVER,
        frame.right - _DRAWN_OVER,
        frame.bottom - _DRAWN_OVER,
    )
    return any(
        _crosses(inner, one, other)
        for line in lines
        if not _is_stroke_within(line, frame)
        for one, other in pairwise(line.path)
    )


def _is_stroke_within(line: Arrow, frame: Frame) -> bool:
    """Tell whether `line` is one below or through words: without heads, and all in one cell."""
    headless = not line.head_at_start and not line.head_at_end and not line.traced
    return headless and all(frame.holds(point) for point in line.path)


def _crosses(frame: Frame, one: XY, other: XY) -> bool:
    """Tell whether the straight line between two points has a part within `frame`."""
    enter, leave = 0.0, 1.0
    for start, way, low, high in (
        (one[0], other[0] - one[0], frame.left, frame.right),
        (one[1], other[1] - one[1], frame.top, frame.bottom),
    ):
        if not way:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / way, (high - start) / way))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


def _seen_cells(grid: Grid, words: dict[Cell, list[Word]]) -> Iterator[SeenCell]:
    for cell in grid.cells:
        text = text_of(words[cell], cell.frame.width) if cell in words else ""
        if text or cell.row_span > 1 or cell.column_span > 1:
            place = cell.row, cell.column, cell.row_span, cell.column_span
            own = [word.frame for word in words.get(cell, ())]
            yield SeenCell(*place, text, words=_box(around(own)) if own else None)


def _seen_lines(lines: Sequence[Arrow], first: int) -> Iterator[SeenLine]:
    for number, line in enumerate(lines, start=first):
        yield SeenLine(
            number,
            "",
            tuple(Point(_twips(x), _twips(y)) for x, y in line.path),
            head_at_start=line.head_at_start,
            head_at_end=line.head_at_end,
            dashed=line.dashed,
            traced=line.traced,
        )


def _box(frame: Frame) -> Box:
    left, top = _twips(frame.left), _twips(frame.top)
    return Box(left, top, _twips(frame.right) - left, _twips(frame.bottom) - top)


def _twips(points: float) -> int:
    return round(points * TWIPS)
