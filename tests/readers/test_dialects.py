"""PDFs of other programs are seen alike: table, symbols, arrows and words beside them."""

from collections.abc import Callable
from functools import cache

import pytest

from sopgen.document.page import Box
from sopgen.document.sheet import SeenLine, Sheet
from sopgen.readers.pdf import sheets_of_pdf
from tests.readers import dialects
from tests.readers.dialects import ANSWERS, COLUMNS, HEAD, ROWS, STEPS, TIMES, WAYS

DIALECTS = (dialects.word, dialects.excel, dialects.printer)
every_dialect = pytest.mark.parametrize("made", DIALECTS, ids=lambda made: made.__name__)

LIMIT = 30
"""What a place may be off, in twips: a stroke and a half."""

Made = Callable[[], bytes]


@cache
def read(made: Made) -> Sheet:
    (sheet,) = sheets_of_pdf(made())
    return sheet


def near(one: float, points: float) -> bool:
    return abs(one - 20 * points) <= LIMIT


@every_dialect
def test_cells_are_seen_with_their_texts(made):
    sheet = read(made)
    texts = {(cell.row, cell.column): cell.text for cell in sheet.cells}
    expected = {(0, column): text for column, text in enumerate(HEAD)}
    for row, (step, time) in enumerate(zip(STEPS, TIMES, strict=True), start=1):
        expected |= {(row, 0): f"{row}.", (row, 1): step, (row, 5): time}
    assert texts == expected
    assert all(map(near, sheet.columns, COLUMNS))
    assert all(map(near, sheet.rows, ROWS))
    assert (len(sheet.columns), len(sheet.rows)) == (len(COLUMNS), len(ROWS))


@every_dialect
def test_symbols_are_seen_with_their_kinds(made):
    expected = [
        (dialects.START, "flowChartTerminator"),
        (dialects.BOX, "rect"),
        (dialects.ASKED, "flowChartDecision"),
        (dialects.END, "flowChartTerminator"),
    ]
    symbols = [each for each in read(made).shapes if not each.bare and each.preset != "picture"]
    found = [
        (sides, [each.preset for each in symbols if has_sides(each.box, sides)])
        for sides, _ in expected
    ]
    assert found == [(sides, [preset]) for sides, preset in expected]
    assert len(symbols) == len(expected)


def has_sides(box: Box, sides: tuple[float, ...]) -> bool:
    return all(map(near, (box.x, box.y, box.right, box.bottom), sides))


@every_dialect
@pytest.mark.parametrize("way", WAYS)
def test_arrows_are_seen_with_their_heads(made, way):
    pieces = [line for line in read(made).lines if ends_at(line, way[-1]) or starts_at(line, way)]
    heads = {head for line in pieces for head in heads_of(line)}
    assert heads == {True}
    assert any(ends_at(line, way[-1]) for line in pieces)
    assert any(starts_at(line, way) for line in pieces)


def ends_at(line: SeenLine, spot) -> bool:
    ends = ((line.path[0], line.head_at_start), (line.path[-1], line.head_at_end))
    return any(head and near(at.x, spot[0]) and near(at.y, spot[1]) for at, head in ends)


def starts_at(line: SeenLine, way) -> bool:
    ends = ((line.path[0], line.head_at_start), (line.path[-1], line.head_at_end))
    return any(not head and near(at.x, way[0][0]) and near(at.y, way[0][1]) for at, head in ends)


def heads_of(line: SeenLine) -> list[bool]:
    return [head for head in (line.head_at_start, line.head_at_end) if head]


@every_dialect
def test_words_beside_lines_are_shapes_of_their_own(made):
    words = {each.text: each.box.x for each in read(made).shapes if each.bare}
    assert words.keys() == {text for text, _, _ in ANSWERS}
    assert all(near(words[text], x) for text, x, _ in ANSWERS)
