from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import Anchor, Box, Cell, Run
from tests.writers.docx.samples import (
    FONT,
    NAMES,
    PITCH,
    document,
    first,
    page,
    paragraph,
    parts,
    table,
    values,
)


def item(marker: str, y: int):
    box = Box(1500, y, 2000, PITCH)
    return replace(paragraph("butir", box), marker=Run(marker, FONT), indent=255)


def boxed(column: int, *markers: str) -> Cell:
    items = tuple(item(marker, 930 + PITCH * row) for row, marker in enumerate(markers))
    return Cell(0, column, paragraphs=items, anchor=Anchor.TOP, itemised=True)


def numbered(*cells: Cell) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the list of every item, and the kind and first place of every list."""
    columns = tuple(1140 + 3000 * column for column in range(len(cells) + 1))
    made = parts(document(page(table(columns, (900, 4400), *cells))))
    content = etree.fromstring(made["word/document.xml"])
    lists = etree.fromstring(made["word/numbering.xml"])
    kinds = [each["val"] for each in values(lists, "w:abstractNum/w:lvl/w:numFmt")]
    starts = [
        (
            kinds[int(first(each, "w:abstractNumId").get(f"{{{NAMES['w']}}}val"))],
            values(each, "w:lvlOverride/w:startOverride")[0]["val"],
        )
        for each in lists.findall("w:num", NAMES)
    ]
    return [each["val"] for each in values(content, ".//w:numPr/w:numId")], starts


def test_the_items_of_a_box_are_one_list_and_each_box_begins_anew():
    items, lists = numbered(boxed(0, "1.", "2.", "3."), boxed(1, "1.", "2."))
    assert items == ["1", "1", "1", "2", "2"]
    assert lists == [("decimal", "1"), ("decimal", "1")]


def test_a_list_goes_on_where_it_stopped_on_the_page_before():
    assert numbered(boxed(0, "7.", "8.")) == (["1", "1"], [("decimal", "7")])


def test_a_mark_that_does_not_follow_begins_another_list():
    items, lists = numbered(boxed(0, "1.", "a.", "b.", "2.", "5."))
    assert items == ["1", "2", "2", "3", "4"]
    assert lists == [("decimal", "1"), ("lowerLetter", "1"), ("decimal", "2"), ("decimal", "5")]


def test_dashes_and_bullets_are_lists_and_other_marks_stay_typed():
    items, lists = numbered(boxed(0, "-", "-", "•", "(1)", "IV."))
    assert items == ["1", "1", "2"]
    assert lists == [("bullet", "1"), ("bullet", "1")]
