r"""See the tables of a plain text, whose columns are parted by tabs or by upright bars.

A text without either may be the one table that a spreadsheet exports, parted by semicolons or
commas, if every line has as many columns.

In: the bytes of a text, as programs export documents or people copy tables out of them. Out: a
`Sheet` for each table, called by its number. Nothing is known of sizes: all columns are as wide
as each other, all rows as high. No cells are joined; a cell that holds nothing is left out.
Lines without columns above a table are rows over its whole width. Where a cell holds one of
`MARKS` alone, a shape stands in it.

Tags of HTML, which some exports leave in cells, end a paragraph or are dropped; in a numbered
list each number begins one.

Raises BadTextError for bytes that are no text, for one without a table, and for more than the
bounds of this module.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from msgspec import Struct

from sopgen.document.page import Box
from sopgen.document.sheet import SeenCell, SeenShape, Sheet

LARGEST = 4 << 20
MOST_COLUMNS = 100
MOST_ROWS = 20_000
MOST_CELLS = 100_000

WIDTH = 2_000
HEIGHT = 400

MARKS = {
    **dict.fromkeys("□▭▢◻■▬◼", "rect"),
    **dict.fromkeys("◇◆⬦⬥", "flowChartDecision"),
    **dict.fromkeys("○◯●⬭⬬", "flowChartTerminator"),
    **dict.fromkeys("⬠⬟", "flowChartOffpageConnector"),
}
"""Characters that stand for a symbol, with the DrawingML preset that looks like them."""

_FEWEST_EXPORTED = 4
"""Fewer columns than that are no flow, and commas in sentences part as many."""

_PARAGRAPH = re.compile(r"<\s*(?:br|/p|/li|/div)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_LIST = re.compile(r"<\s*ol\b", re.IGNORECASE)
_LINE_UNDER_HEAD = re.compile(r":?-{2,}:?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class BadTextError(Exception):
    """Why a text is not read, as a sentence in Indonesian without its end."""


class _Table(Struct, frozen=True):
    """Rows of cells, and the lines above them."""

    above: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheets_of_text(data: bytes) -> tuple[Sheet, ...]:
    """Return what each table of the text `data` shows; raises BadTextError."""
    if len(data) > LARGEST:
        raise BadTextError(f"berkasnya lebih besar dari {LARGEST >> 20} MB")
    text = _text(data)
    lines = text.splitlines()
    if len(lines) > MOST_ROWS:
        raise BadTextError(f"barisnya lebih dari {MOST_ROWS}")
    tables = list(_tables(lines)) or list(_exported(text))
    if sum(len(row) for table in tables for row in table.rows) > MOST_CELLS:
        raise BadTextError(f"selnya lebih dari {MOST_CELLS}")
    if not tables:
        raise BadTextError("tidak ada tabel dengan tab atau garis tegak di dalamnya")
    return tuple(_sheet(number, table) for number, table in enumerate(tables, start=1))


def _text(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if _CONTROL.search(text):
        raise BadTextError("berkasnya bukan teks")
    return text


def _tables(lines: Sequence[str]) -> Iterator[_Table]:
    """Yield what stands in columns on lines that follow each other, two at least."""
    above: list[str] = []
    rows: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        cells = _cells(line)
        if cells:
            if not _is_line_under_head(cells):
                rows.append(cells)
            continue
        if len(rows) > 1:
            yield _Table(tuple(above), tuple(rows))
            above = []
        else:
            above += (" ".join(filter(None, row)) for row in rows)
        rows = []
        if line.strip():
            above.append(_plain(line))


def _exported(text: str) -> Iterator[_Table]:
    """Yield the table of a text that is one, parted by semicolons or commas."""
    for delimiter in ";,":
        try:
            rows = [
                row for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter) if row
            ]
        except csv.Error:
            continue
        widths = {len(row) for row in rows}
        if max(widths, default=0) > MOST_COLUMNS:
            raise BadTextError(f"kolomnya lebih dari {MOST_COLUMNS}")
        if len(rows) > 1 and len(widths) == 1 and min(widths) >= _FEWEST_EXPORTED:
            yield _Table((), tuple(tuple(map(_plain, row)) for row in rows))
            return


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        cells = line.split("\t")
    elif line.count("|") > 1:
        cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    else:
        return ()
    if len(cells) > MOST_COLUMNS:
        raise BadTextError(f"kolomnya lebih dari {MOST_COLUMNS}")
    return tuple(_plain(cell.replace("\\|", "|")) for cell in cells)


def _is_line_under_head(cells: Sequence[str]) -> bool:
    return any(cells) and all(_LINE_UNDER_HEAD.fullmatch(cell) for cell in cells if cell)


def _plain(text: str) -> str:
    if _LIST.search(text):
        text = _by_numbers(text)
    text = _TAG.sub("", _PARAGRAPH.sub("\n", text))
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return "\n".join(filter(None, lines))


def _by_numbers(text: str) -> str:
    """Return `text`, a list of HTML, with a paragraph for each number that follows the last."""
    number, done = 2, ""
    while (found := re.search(rf"(?<=\s){number}\. ", text)) is not None:
        done += f"{text[: found.start()]}<br>"
        text = text[found.start() :]
        number += 1
    return done + text


def _sheet(number: int, table: _Table) -> Sheet:
    columns = max(map(len, table.rows))
    above = [SeenCell(at, 0, 1, columns, line) for at, line in enumerate(table.above)]
    cells: list[SeenCell] = []
    shapes: list[SeenShape] = []
    for row, texts in enumerate(table.rows, start=len(above)):
        for column, text in enumerate(texts):
            if text in MARKS:
                box = Box(
                    column * WIDTH + WIDTH // 4, row * HEIGHT + HEIGHT // 4, WIDTH // 2, HEIGHT // 2
                )
                shapes.append(SeenShape(len(shapes) + 1, "", MARKS[text], box, ""))
            elif text:
                cells.append(SeenCell(row, column, 1, 1, text))
    rows = len(above) + len(table.rows)
    return Sheet(
        str(number),
        tuple(column * WIDTH for column in range(columns + 1)),
        tuple(row * HEIGHT for row in range(rows + 1)),
        (*above, *cells),
        tuple(shapes),
    )
