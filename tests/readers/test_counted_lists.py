"""Marks of lists that Word counts itself are words where they are asked for."""

from lxml import etree

from sopgen.readers.docx.counting import with_marks
from sopgen.readers.docx.styles import W

NAMESPACE = f'xmlns:w="{W[1:-1]}"'


def numbering(*levels: tuple[str, str], start: int = 1) -> etree._Element:
    inside = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return etree.fromstring(
        f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="7">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num></w:numbering>'
    )


def marks(root: etree._Element, *asked: tuple[int, int]) -> list[str]:
    """Return the marks of paragraphs of these lists and levels, in their order."""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        "</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
        for number, level in asked
    )
    body = etree.fromstring(f"<w:body {NAMESPACE}>{paragraphs}</w:body>")
    texts = (each.findall(f"{W}r/{W}t") for each in with_marks(body, root))
    return [found[0].text if len(found) > 1 else "" for found in texts]


def test_numbers_count_on():
    assert marks(numbering(("decimal", "%1.")), (1, 0), (1, 0)) == ["1.", "2."]


def test_another_list_begins_where_it_says():
    assert marks(numbering(("decimal", "%1."), start=4), (1, 0), (2, 0), (2, 0)) == [
        "1.",
        "4.",
        "5.",
    ]


def test_an_inner_list_begins_anew_under_each_item():
    root = numbering(("decimal", "%1."), ("lowerLetter", "%2)"))
    assert marks(root, (1, 0), (1, 1), (1, 1), (1, 0), (1, 1)) == ["1.", "a)", "b)", "2.", "a)"]


def test_an_inner_mark_may_say_the_outer_one():
    root = numbering(("upperRoman", "%1."), ("decimal", "%1.%2"))
    assert marks(root, (1, 0), (1, 0), (1, 0), (1, 0), (1, 1)) == [
        "I.",
        "II.",
        "III.",
        "IV.",
        "IV.1",
    ]


def test_bullets_are_their_sign():
    assert marks(numbering(("bullet", "•")), (1, 0)) == ["•"]


def test_a_list_that_is_not_there_has_no_marks():
    assert marks(numbering(("decimal", "%1.")), (9, 0), (1, 5)) == ["", ""]
