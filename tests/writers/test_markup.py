import pytest
from lxml import etree

from sopgen.writers.office.markup import escaped, quoted

HOSTILE = (
    "a < b & c > d",
    "kata \"kutip\" dan 'ini'",
    "baris\nlain\tdan\rkembali",
    "]]>",
    "É–“”…🎉",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_reader_gets_back_every_text(text):
    element = etree.fromstring(f"<a b={quoted(text)}>{escaped(text)}</a>")
    assert element.text == text
    assert element.get("b") == text


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_refused(character):
    with pytest.raises(ValueError, match="XML cannot hold"):
        escaped(f"a{character}b")
