"""Decide how a worksheet is printed: paper, margins, page numbers and footer.

What Excel does: it breaks the page where the next column or row does not fit, so the
right and the bottom margin are smaller than the layout's and a printer's rounding
moves nothing to another page. A footer stands on its own margin. In its text `&` is
doubled, a font's name comes after its size so that digits may follow, and more than
255 characters damage the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from sopgen.errors import Problem, ProblemsError
from sopgen.page import Align, Field, Font, Footer, Padding, Page, Paragraph, Run

_PAPERS = {
    (11906, 16838): 9,
    (12240, 15840): 1,
    (12240, 20160): 5,
    (12240, 18720): 14,
}
"""Excel's codes of A4, Letter, Legal and Folio by width and height in twips.

F4 has no code; Folio, which all spreadsheets read, is 0.9 mm wider and 0.2 mm higher.
"""

_SLACK = 0.02
"""The share of the paper that may get lost to rounding before a page breaks."""

_LONGEST_FOOTER = 255


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How a sheet is printed; margins in twips, header and footer from the paper's edge.

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


def print_setup(pages: Sequence[Page], number: int, count: int) -> PrintSetup:
    """Return how the sheet of `pages` is printed.

    They are the pages of a workbook of `count` pages from `number` on, counted from 1.
    Raises ProblemsError for a footer that Excel cannot hold.
    """
    page, inner = pages[0], pages[0].margins
    right = max(inner.right // 2, inner.right - round(page.width * _SLACK))
    bottom = max(inner.bottom // 2, inner.bottom - round(page.height * _SLACK))
    footer_margin = bottom // 2
    for footer in (each.footer for each in pages if each.footer):
        bottom = max(bottom, page.height - footer.box.y)
        footer_margin = page.height - footer.box.bottom
    codes = [_footer_code(each.footer, count) for each in pages]
    return PrintSetup(
        paper=_paper(page),
        landscape=page.width > page.height,
        margins=replace(inner, right=right, bottom=bottom),
        footer_margin=footer_margin,
        first_number=_first_number(page, number),
        first_footer=codes[0],
        footer=codes[-1],
    )


def _paper(page: Page) -> int:
    """Return Excel's code of the paper that comes nearest to `page`."""
    short, long = sorted((page.width, page.height))
    nearest = min(_PAPERS, key=lambda paper: abs(paper[0] - short) + abs(paper[1] - long))
    return _PAPERS[nearest]


def _first_number(page: Page, number: int) -> int | None:
    """Return the number printed on `page`, if it is not its `number` in the workbook."""
    paragraphs = page.footer.paragraphs if page.footer else ()
    for run in (run for paragraph in paragraphs for run in paragraph.runs):
        if run.field is Field.PAGE and run.text.isdecimal() and int(run.text) != number:
            return int(run.text)
    return None


_SECTIONS = {Align.LEFT: "&L", Align.CENTER: "&C", Align.RIGHT: "&R"}


def _footer_code(footer: Footer | None, pages: int) -> str:
    """Return `footer` in Excel's codes, in a workbook of so many `pages`.

    A count of pages that is not the workbook's own stays the text that it is. Raises
    ProblemsError for a footer that Excel cannot hold.
    """
    code = ""
    for align in Align:
        chosen = [each for each in footer.paragraphs if each.align is align] if footer else []
        if chosen:
            code += _SECTIONS[align] + _section(chosen, pages)
    if len(code) > _LONGEST_FOOTER:
        raise ProblemsError([_TOO_LONG])
    return code


_TOO_LONG = Problem(
    "XLS002",
    f"kaki halaman memerlukan lebih dari {_LONGEST_FOOTER} tanda, batas Excel;",
    hint="persingkat label halaman pada profil.",
)


def _section(paragraphs: Sequence[Paragraph], pages: int) -> str:
    code, last = "", None
    for number, paragraph in enumerate(paragraphs):
        code += "\n" * (number > 0)
        for run in paragraph.runs:
            text = _text(run, pages)
            counted = code.endswith("&P") and text[:1] in ("+", "-")
            if run.font != last or counted:
                code += _font_code(run.font)
            code, last = code + text, run.font
    return code


def _text(run: Run, pages: int) -> str:
    match run.field:
        case Field.PAGE:
            return "&P"
        case Field.PAGES if run.text == str(pages):
            return "&N"
        case Field.PAGES | None:
            return run.text.replace("&", "&&")
        case _:
            assert_never(run.field)


def _font_code(font: Font) -> str:
    """Return the code that sets what follows in `font`; sizes are whole points."""
    styles = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}
    style = styles.get((font.bold, font.italic), "Bold Italic")
    return f'&{round(font.size / 20)}&"{font.face},{style}"'
