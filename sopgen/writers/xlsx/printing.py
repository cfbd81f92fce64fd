"""Decide how a worksheet is printed: paper, margins, page numbers and footer.

What spreadsheets do:

- Excel breaks the page where the next column or row does not fit, so the right and
  the bottom margin are smaller than the layout's and a printer's rounding moves
  nothing to another page. Pages end at manual breaks. A sheet is as wide as its page, at
  100 %; where a machine has no Times New Roman and counts columns by wider digits, it is
  printed smaller, so that no column stands on a page of its own.
- A footer is centred between the margins, so it ends in as many no-break spaces as
  the right margin is narrower than the layout's.
- Excel stands a footer on its margin; LibreOffice centres it in a line of the Normal
  style, some 2 pt higher for small type. 1 pt down serves both.
- In a footer's text `&` is doubled, a font's name comes after its size so that digits
  may follow, sizes are whole points, and more than 255 characters damage the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct

from sopgen.document.page import (
    Align,
    Face,
    Field,
    Font,
    Footer,
    Header,
    Padding,
    Page,
    Paragraph,
    Point,
    Run,
)
from sopgen.document.papers import EXCEL_CODES
from sopgen.problems.problem import Problem, ProblemsError

_SLACK = 0.015
"""The share of the paper that may get lost to rounding before a page breaks."""

_SPACE = {
    Face.ARIAL: 0.278,
    Face.ARIAL_NARROW: 0.228,
    Face.TIMES_NEW_ROMAN: 0.25,
    Face.BOOKMAN_OLD_STYLE: 0.32,
    Face.SEGOE_UI_SYMBOL: 0.274,
}
"""Width of a no-break space in parts of the font's size."""

_FOOTER_DOWN = 20
_FINE_SIZE = 40
_LONGEST_FOOTER = 255


class PrintSetup(Struct, frozen=True):
    """How a sheet is printed; margins in twips, header and footer from the paper's edge.

    `header` stands on all pages.

    `first_number` is the first page's, None where pages are counted on from the sheet
    before. `footer` stands on all pages but the first, which has `first_footer`.
    """

    paper: int
    landscape: bool
    margins: Padding
    footer_margin: int
    first_number: int | None
    first_footer: str
    footer: str
    header_margin: int
    header: str


def print_setup(pages: Sequence[Page], start: Point, number: int, count: int) -> PrintSetup:
    """Return how the sheet of `pages`, whose first cell lies at `start`, is printed.

    They are the pages of a workbook of `count` pages from `number` on, counted from 1.
    Raises ProblemsError for a footer that Excel cannot hold.
    """
    page, inner = pages[0], pages[0].margins
    paper = _paper(page)
    right = paper.width - page.width + inner.right
    bottom = paper.height - page.height + inner.bottom
    footer = next((each.footer for each in pages if each.footer), None)
    filler, narrower = _filler(footer, min(right // 2, round(paper.width * _SLACK)))
    lower = max(bottom // 2, bottom - round(paper.height * _SLACK))
    footer_margin = lower // 2
    if footer is not None:
        lower = max(lower, paper.height - footer.box.y)
        footer_margin = max(0, paper.height - footer.box.bottom - _FOOTER_DOWN)
    codes = [_code(each.footer, filler, count) for each in pages]
    return PrintSetup(
        paper=paper.code,
        landscape=page.width > page.height,
        margins=Padding(start.y, start.x, lower, right - narrower),
        footer_margin=footer_margin,
        first_number=_first_number(page, number),
        first_footer=codes[0],
        footer=codes[-1],
        header_margin=_header_margin(page, start, footer_margin),
        header=_code(page.header, _fine_filler(narrower), count),
    )


def _header_margin(page: Page, start: Point, footer_margin: int) -> int:
    if page.header is None:
        return min(start.y, footer_margin)
    return page.header.box.y


class _Paper(Struct, frozen=True):
    code: int
    width: int
    height: int


def _paper(page: Page) -> _Paper:
    """Return the paper that Excel knows and that comes nearest to `page`."""
    short, long = sorted((page.width, page.height))
    size = min(EXCEL_CODES, key=lambda paper: abs(paper[0] - short) + abs(paper[1] - long))
    width, height = reversed(size) if page.width > page.height else size
    return _Paper(EXCEL_CODES[size], width, height)


def _filler(footer: Footer | Header | None, most: int) -> tuple[str, int]:
    """Return no-break spaces in the footer's font, and their width: `most` twips or less."""
    fonts = [run.font for each in footer.paragraphs for run in each.runs] if footer else []
    if not fonts:
        return "", most
    space = _SPACE[fonts[-1].face] * _printed_size(fonts[-1]) * 20
    return "\u00a0" * int(most / space), round(int(most / space) * space)


def _fine_filler(width: int) -> str:
    """Return no-break spaces of `width` twips, to a half point, in type that small."""
    font = Font(Face.ARIAL, _FINE_SIZE)
    space = _SPACE[font.face] * font.size
    return _font_code(font) + "\u00a0" * round(width / space)


def _printed_size(font: Font) -> int:
    return round(font.size / 20)


def _first_number(page: Page, number: int) -> int | None:
    """Return the number printed on `page`, if it is not its `number` in the workbook."""
    paragraphs = page.footer.paragraphs if page.footer else ()
    for run in (run for paragraph in paragraphs for run in paragraph.runs):
        if run.field is Field.PAGE and run.text.isdecimal() and int(run.text) != number:
            return int(run.text)
    return None


_SECTIONS = {Align.LEFT: "&L", Align.CENTER: "&C", Align.RIGHT: "&R"}


def _code(footer: Footer | Header | None, filler: str, pages: int) -> str:
    """Return a footer or header in Excel's codes, in a workbook of so many `pages`.

    `filler` ends the lines that do not stand on the left margin. What stands beside the number
    is left out where Excel cannot hold both; raises ProblemsError where that is not enough.
    """
    code, beside = "", ""
    for align in Align:
        chosen = [each for each in footer.paragraphs if each.align is align] if footer else []
        if chosen and align is Align.LEFT:
            beside = _SECTIONS[align] + _above(chosen[0], footer) + _section(chosen, "", pages)
        elif chosen:
            code += _SECTIONS[align] + _section(chosen, filler, pages)
    if len(beside) + len(code) <= _LONGEST_FOOTER:
        return beside + code
    if not code or len(code) > _LONGEST_FOOTER:
        raise ProblemsError([_TOO_LONG])
    return code


def _above(line: Paragraph, footer: Footer | Header | None) -> str:
    """Return line breaks for the lines of `footer` that stand above `line`."""
    upper = (each for each in footer.paragraphs if each.box.y < line.box.y) if footer else ()
    return "\n" * sum(each.align is not line.align for each in upper)


_TOO_LONG = Problem(
    "XLS002",
    f"kaki halaman memerlukan lebih dari {_LONGEST_FOOTER} tanda, batas Excel;",
    hint="persingkat label halaman atau pernyataan di kaki halaman pada profil.",
)


def _section(paragraphs: Sequence[Paragraph], end: str, pages: int) -> str:
    code, last = "", None
    for number, paragraph in enumerate(paragraphs):
        code += "\n" * (number > 0)
        for run in paragraph.runs:
            text = _text(run, pages)
            counted = code.endswith("&P") and text[:1] in ("+", "-")
            if run.font != last or counted:
                code += _font_code(run.font)
            code, last = code + text, run.font
        code += end
    return code


def _text(run: Run, pages: int) -> str:
    """Return the code of `run`; a count of pages that is not the workbook's stays a text."""
    match run.field:
        case Field.PAGE:
            return "&P"
        case Field.PAGES if run.text == str(pages):
            return "&N"
        case Field.PAGES | Field.PAGE_OF | None:
            return run.text.replace("&", "&&")
        case _:
            assert_never(run.field)


def _font_code(font: Font) -> str:
    """Return the code that sets what follows in `font`; sizes are whole points."""
    styles = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}
    style = styles.get((font.bold, font.italic), "Bold Italic")
    return f'&{_printed_size(font)}&"{font.face},{style}"'
