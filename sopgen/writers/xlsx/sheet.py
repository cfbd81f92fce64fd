"""Write a worksheet: its columns, its rows with their cells, and how it is printed.

In: the `Block`s and the `Grid` of a sheet. Out: its part of the package, written as
text, because a sheet has hundreds of cells. It decides how a text becomes the value of
a cell: always a text, never a formula, an error or a number.

What Excel does:

- `_x0041_` is read as `A`, unless its underscore is `_x005F_`.
- A cell holds at most 32,767 characters.
- It marks every number that is a text as an error, unless it is told to ignore that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct
from openpyxl.xml.constants import SHEET_MAIN_NS

from sopgen.document.carried import KEYS_HEAD
from sopgen.document.page import PIXEL, Run
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.writers.office.markup import escaped
from sopgen.writers.office.ooxml import NAMESPACES
from sopgen.writers.xlsx.cells import KEY_LOOK, Block, shares
from sopgen.writers.xlsx.grid import Area, Grid, column_name, reference
from sopgen.writers.xlsx.growing import growing_rows
from sopgen.writers.xlsx.printing import PrintSetup
from sopgen.writers.xlsx.styles import DIGIT, NORMAL_HEIGHT, Style, Styles, run_properties
from sopgen.writers.xlsx.view import View

_FORMULA_STARTS = ("=", "+", "-", "@", "'")
_LONGEST = 32767
_EMPTY = 't="n">'


Filled: TypeAlias = tuple[int, Style, str]
"""A cell that is written: its column, its style, its type and value as XML."""


class Cells(Struct, frozen=True):
    """The cells of each row from left to right, and the ranges that are merged."""

    rows: tuple[tuple[Filled, ...], ...]
    merged: tuple[Area, ...]


def filled(title: str, grid: Grid, blocks: Iterable[Block], styles: Styles) -> Cells:
    """Return the cells of the sheet called `title` with `blocks` in them.

    Raises ProblemsError for a text that no cell can hold, ValueError for a text less
    than a pixel high and for blocks over each other, which would damage the file.
    """
    rows: list[list[Filled]] = [[] for _ in grid.rows[1:]]
    taken = [0] * len(rows)
    merged = []
    for block in blocks:
        area, look = block.area, block.look
        height, width = area.bottom - area.top, area.right - area.left
        if height <= 0 or width <= 0:
            if block.text:
                raise ValueError(f"a text without room on {title}: {block}")
            continue
        if not _take(area, taken):
            raise ValueError(f"two texts in one cell of {title}: {block}")
        borders, others = shares(block.borders, height, width)
        prefixed = bool(block.text) and block.text[0].text.startswith(_FORMULA_STARTS)
        style = styles.met(look, borders, prefixed=prefixed)
        rows[area.top].append((area.left, style, _value(block.text)))
        for share in others:
            style = styles.met(look, share.borders)
            for down, across in share.cells:
                rows[area.top + down].append((area.left + across, style, _EMPTY))
        if height > 1 or width > 1:
            merged.append(area)
    _add_keys(rows, grid, styles)
    return Cells(tuple(tuple(sorted(row)) for row in rows), tuple(merged))


def _add_keys(rows: Sequence[list[Filled]], grid: Grid, styles: Styles) -> None:
    """Put the keys of the rows of `grid`, if they have any, right of all that is printed."""
    keys = grid.row_keys
    if keys:
        column, style = len(grid.columns) - 1, styles.met(KEY_LOOK, frozenset())
        rows[0].append((column, style, _plain(KEYS_HEAD)))
        for row, key in keys:
            rows[row].append((column, style, _plain(_literal(key))))


def _take(area: Area, taken: list[int]) -> bool:
    """Take the cells of `area`, if no bit of those columns is set in its rows of `taken`."""
    columns = (1 << area.right) - (1 << area.left)
    for row in range(area.top, area.bottom):
        if taken[row] & columns:
            return False
        taken[row] |= columns
    return True


_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TOO_LONG = Problem(
    "XLS001",
    f"teks satu sel melebihi {_LONGEST} huruf, batas Excel;",
    hint="bagi menjadi beberapa langkah atau butir.",
)


def _literal(text: str) -> str:
    """Return `text` as Excel is to read it, letter by letter."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def _value(runs: Sequence[Run]) -> str:
    """Return the text of `runs`: a plain one where all is in the cell's font."""
    if not runs:
        return _EMPTY
    texts = [_literal(run.text) for run in runs]
    if sum(map(len, texts)) > _LONGEST:
        raise ProblemsError([_TOO_LONG])
    if len(runs) == 1:
        return _plain(texts[0])
    pieces = "".join(
        f"<r>{run_properties(run.font)}{_piece(text, text != text.strip() != '')}</r>"
        for run, text in zip(runs, texts, strict=True)
    )
    return f't="inlineStr"><is>{pieces}</is>'


def _plain(text: str) -> str:
    inner = f"<is>{_piece(text, text != text.strip())}</is>" if text else ""
    return f't="inlineStr">{inner}'


def _piece(text: str, preserved: bool) -> str:
    kept = ' xml:space="preserve"' if preserved else ""
    return f"<t{kept}>{escaped(text)}</t>"


_BEGINNING = (
    f'<worksheet xmlns="{SHEET_MAIN_NS}"><sheetPr><outlinePr summaryBelow="1" '
    'summaryRight="1"/><pageSetUpPr fitToPage="1"/></sheetPr>'
)
_SELECTION = '<selection activeCell="A1" sqref="A1"/>'


def sheet_part(
    grid: Grid,
    cells: Cells,
    styles: Styles,
    setup: PrintSetup,
    view: View,
    drawing: str | None,
) -> bytes:
    """Return the part of a sheet; `drawing` is the relationship of what is drawn on it."""
    used = _used(cells)
    return _encoded(
        f'{_BEGINNING}<dimension ref="{used}"/>'
        f"<sheetViews>{_view(view)}</sheetViews>"
        f'<sheetFormatPr baseColWidth="8" defaultRowHeight="{NORMAL_HEIGHT}"/>'
        f"<cols>{''.join(_columns(grid))}</cols>"
        f"<sheetData>{''.join(_rows(grid, cells, styles))}</sheetData>"
        f"{_merged(cells.merged)}{_printed(setup)}{_breaks(grid)}"
        f'<ignoredErrors><ignoredError sqref="{used}" numberStoredAsText="1"/></ignoredErrors>'
        f"{_drawing(drawing)}</worksheet>"
    )


_KEYS_WIDTH = 16
"""How wide the column of row keys is once it is shown, in digits."""


def _view(view: View) -> str:
    """Return how the sheet is shown; the part that moves is the one that is typed in."""
    panes, pane = "", ""
    if view.rows or view.columns:
        split = f' xSplit="{view.columns}"' if view.columns else ""
        split += f' ySplit="{view.rows}"' if view.rows else ""
        pane = "bottomRight" if view.rows and view.columns else "bottomLeft"
        pane = pane if view.rows else "topRight"
        panes = f'<pane{split} topLeftCell="{view.cell}" activePane="{pane}" state="frozen"/>'
        pane = f' pane="{pane}"'
    return (
        f'<sheetView showGridLines="0" tabSelected="{view.first:d}" zoomScale="{view.zoom}" '
        f'zoomScaleNormal="{view.zoom}" workbookViewId="0">{panes}'
        f'<selection{pane} activeCell="{view.cell}" sqref="{view.cell}"/></sheetView>'
    )


def _encoded(part: str) -> bytes:
    return part.encode("ascii", "xmlcharrefreplace")


def _used(cells: Cells) -> str:
    """Return the range from the first to the last cell that is written."""
    rows = [number for number, row in enumerate(cells.rows) if row]
    if not rows:
        return "A1:A1"
    left = min(row[0][0] for row in cells.rows if row)
    right = max(row[-1][0] for row in cells.rows if row)
    return reference(Area(rows[0], left, rows[-1] + 1, right + 1))


def _columns(grid: Grid) -> Iterator[str]:
    for number, (start, end) in enumerate(pairwise(grid.columns), start=1):
        width = (end - start) / PIXEL / DIGIT
        yield f'<col width="{width:.16g}" customWidth="1" min="{number}" max="{number}"/>'
    if grid.row_keys:
        place = f'min="{len(grid.columns)}" max="{len(grid.columns)}"'
        yield f'<col width="{_KEYS_WIDTH}" customWidth="1" hidden="1" {place}/>'


def _rows(grid: Grid, cells: Cells, styles: Styles) -> Iterator[str]:
    """Return the rows; all keep their height but those that grow with their text."""
    names = [column_name(column) for column in range(len(grid.columns))]
    growing, numbers = growing_rows(grid), styles.numbers
    for number, (edges, row) in enumerate(
        zip(pairwise(grid.rows), cells.rows, strict=True), start=1
    ):
        height = (edges[1] - edges[0]) / 20
        kept = "" if number - 1 in growing else ' customHeight="1"'
        yield f'<row r="{number}" ht="{height:.16g}"{kept}>'
        for column, style, value in row:
            yield f'<c r="{names[column]}{number}" s="{numbers[style]}" {value}</c>'
        yield "</row>"


def _merged(areas: Sequence[Area]) -> str:
    merged = "".join(f'<mergeCell ref="{reference(area)}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{merged}</mergeCells>' if areas else ""


def _printed(setup: PrintSetup) -> str:
    """Return margins, paper and footers; margins are in inches."""
    inner, footer = setup.margins, setup.footer_margin
    margins = {
        "left": inner.left,
        "right": inner.right,
        "top": inner.top,
        "bottom": inner.bottom,
        "header": min(inner.top, setup.header_margin),
        "footer": footer,
    }
    inches = "".join(f' {name}="{twips / 1440:.16g}"' for name, twips in margins.items())
    orientation = "landscape" if setup.landscape else "portrait"
    numbered = ""
    if setup.first_number is not None:
        numbered = f' firstPageNumber="{setup.first_number}" useFirstPageNumber="1"'
    return (
        f'<pageMargins{inches}/><pageSetup orientation="{orientation}" '
        f'paperSize="{setup.paper}" fitToWidth="1" fitToHeight="0"{numbered}/>{_furniture(setup)}'
    )


def _furniture(setup: PrintSetup) -> str:
    """Return header and footers; the first page's own where its footer differs."""
    header, first_header = _coded("oddHeader", setup.header), _coded("firstHeader", setup.header)
    footer = _coded("oddFooter", setup.footer)
    if setup.first_footer == setup.footer:
        return f"<headerFooter>{header}{footer}</headerFooter>" if header or footer else ""
    first = f"<firstFooter>{escaped(_literal(setup.first_footer))}</firstFooter>"
    both = f"{header}{footer}{first_header}{first}"
    return f'<headerFooter differentFirst="1">{both}</headerFooter>'


def _coded(name: str, code: str) -> str:
    return f"<{name}>{escaped(_literal(code))}</{name}>" if code else ""


def _breaks(grid: Grid) -> str:
    """Return where a page ends and another follows on the same sheet."""
    count = len(grid.strips) - 1
    breaks = "".join(
        f'<brk id="{strip.end}" min="0" max="16383" man="1"/>' for strip in grid.strips[:-1]
    )
    counted = f'count="{count}" manualBreakCount="{count}"'
    return f"<rowBreaks {counted}>{breaks}</rowBreaks>" if count else ""


def _drawing(relationship: str | None) -> str:
    if relationship is None:
        return ""
    return f'<drawing xmlns:r="{NAMESPACES["r"]}" r:id="{relationship}"/>'


def carrier_part(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a sheet of nothing but `rows` of texts, one at least, none longer than the first."""
    used = reference(Area(0, 0, len(rows), len(rows[0])))
    lines = "".join(
        f'<row r="{number}">{"".join(_texts(number, row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return _encoded(
        f'{_BEGINNING}<dimension ref="{used}"/>'
        f'<sheetViews><sheetView workbookViewId="0">{_SELECTION}</sheetView></sheetViews>'
        f'<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/><sheetData>{lines}</sheetData>'
        f'<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
        "</worksheet>"
    )


def _texts(number: int, row: Sequence[str]) -> Iterator[str]:
    for column, text in enumerate(row):
        yield f'<c r="{column_name(column)}{number}" {_plain(_literal(text))}</c>'
