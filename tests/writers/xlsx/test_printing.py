"""What a printer is told."""

import pytest
from msgspec.structs import replace

from sopgen.document.page import (
    Align,
    Cell,
    Field,
    Run,
)
from sopgen.problems.problem import ProblemsError
from sopgen.writers.xlsx import write
from tests.writers.xlsx.samples import (
    SMALL,
    document,
    flow,
    footer,
    numbered,
    one_table,
    only_sheet,
    page,
    read,
    sop,
)


@pytest.mark.parametrize(
    ("size", "code", "orientation"),
    [
        ((11906, 16838), "9", "portrait"),
        ((12240, 15840), "1", "portrait"),
        ((12240, 20160), "5", "portrait"),
        ((12240, 18720), "14", "portrait"),
        ((12189, 18709), "14", "portrait"),
        ((16838, 11906), "9", "landscape"),
        ((18709, 12189), "14", "landscape"),
    ],
)
def test_every_paper_has_its_code(size, code, orientation):
    one = replace(page(one_table(Cell(0, 0, 2, 2))), width=size[0], height=size[1])
    setup = only_sheet(one).one("s:pageSetup")
    assert (setup.get("paperSize"), setup.get("orientation")) == (code, orientation)
    assert setup.get("fitToWidth") == "1"


def test_margins_are_the_layouts_with_some_slack_at_the_right_and_the_bottom():
    margins = read(write(sop())).sheets["Bagan Alir"].one("s:pageMargins")
    twips = {name: round(float(value) * 1440, 2) for name, value in margins.attrib.items()}
    assert (twips["left"], twips["top"]) == (855, 855)
    assert twips["right"] == 870 - 267
    assert twips["bottom"] == 1476 - 184
    assert twips["footer"] == 12240 - 11189 - 20


def test_a_page_without_footer_has_slack_too():
    margins = only_sheet(page(one_table(Cell(0, 0, 2, 2)))).one("s:pageMargins")
    twips = {name: round(float(value) * 1440, 2) for name, value in margins.attrib.items()}
    assert (twips["right"], twips["bottom"]) == (870 - 281, 1476 - 184)


def test_the_footer_counts_pages_in_its_own_font_and_is_centred_on_the_table():
    sheet = read(write(sop())).sheets["Bagan Alir"]
    code = sheet.one("s:headerFooter/s:oddFooter").text
    assert code == '&C&8&"Arial,Regular"Halaman &P dari &N' + 6 * "\u00a0"
    assert sheet.one("s:headerFooter").attrib == {}


def test_what_looks_like_a_code_in_a_footer_is_text():
    runs = (Run("R&D 5", replace(SMALL, bold=True)), Run("7", SMALL), Run("1", SMALL, Field.PAGE))
    small = page(footer=footer(*runs, Run("-2", SMALL), align=Align.LEFT))
    code = only_sheet(small).one("s:headerFooter/s:oddFooter").text
    regular = '&8&"Arial,Regular"'
    assert code == f'&L&8&"Arial,Bold"R&&D 5{regular}7&P{regular}-2'


def test_pages_that_are_counted_otherwise_keep_their_printed_numbers():
    sheet = only_sheet(page(footer=numbered(5, 9)))
    setup = sheet.one("s:pageSetup")
    assert (setup.get("firstPageNumber"), setup.get("useFirstPageNumber")) == ("5", "1")
    assert sheet.one("s:headerFooter/s:oddFooter").text.startswith(
        '&C&8&"Arial,Regular"Halaman &P dari 9'
    )


def test_a_first_page_without_footer_keeps_none():
    first, second = flow()
    sheet = only_sheet(replace(first, footer=None), replace(second, footer=numbered(2, 2)))
    assert sheet.one("s:headerFooter").get("differentFirst") == "1"
    assert sheet.one("s:headerFooter/s:firstFooter").text is None
    assert "Halaman &P dari &N" in sheet.one("s:headerFooter/s:oddFooter").text


def test_a_footer_that_excel_cannot_hold_is_a_problem():
    with pytest.raises(ProblemsError, match=r"lebih dari 255 tanda.*\[XLS002\]"):
        write(document(page(footer=footer(Run("a" * 250, SMALL)))))
