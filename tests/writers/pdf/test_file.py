"""The objects of a PDF and the bytes that they become, and the subsets of its fonts."""

import io

import pikepdf
import pymupdf
import pytest

from sopgen.document.page import Run
from sopgen.writers.pdf import write
from sopgen.writers.pdf.file import File, Stream, deflated, references, text_string
from tests.writers.printed_samples import NINE, document, page, text


def file_of(entries: str) -> bytes:
    """Return a file whose catalog has `entries`, and that says nothing of itself."""
    file = File()
    pages = file.add("<</Type /Pages /Count 0 /Kids []>>")
    return file.to_bytes(
        file.add(f"<</Type /Catalog /Pages {pages} 0 R {entries}>>"), file.add("<<>>")
    )


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Lakip",
        r"a (b) \c\ ((",
        "é – “lampiran” ½",
        "baris\nlain\t",
        "\x7f",
        "𝒳 Δ",
        "þÿab",
        "ï»¿ab",
    ],
)
def test_a_text_is_read_back_as_typed(typed: str) -> None:
    with pikepdf.open(io.BytesIO(file_of(f"/Said {text_string(typed)}"))) as pdf:
        assert str(pdf.Root.Said) == typed


def test_every_letter_that_a_sheet_may_have_is_read_back() -> None:
    for code in (*range(0x20, 0x7F), *range(0xA0, 0x3000)):
        assert str(pikepdf.Object.parse(text_string(f"a{chr(code)}").encode())) == f"a{chr(code)}"


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        text_string("\ud800")


def test_objects_refer_to_each_other_and_to_streams() -> None:
    file = File()
    later = file.number()
    packed, plain = file.add_stream(deflated(b"a" * 900)), file.add_stream(Stream("", b"b"))
    file.put(later, f"<</Streams {references([packed, plain])}>>")
    pages, sheet = file.number(), file.number()
    file.put(pages, f"<</Type /Pages /Count 1 /Kids [{sheet} 0 R]>>")
    file.put(sheet, f"<</Type /Page /Parent {pages} 0 R /MediaBox [0 0 9 9] /Resources <<>>>>")
    catalog = file.add(f"<</Type /Catalog /Pages {pages} 0 R /Later {later} 0 R>>")
    with pikepdf.open(io.BytesIO(file.to_bytes(catalog, file.add("<<>>")))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [each.read_bytes() for each in pdf.Root.Later.Streams] == [b"a" * 900, b"b"]
        assert len(pdf.Root.Later.Streams[0].read_raw_bytes()) < 50


def test_an_object_that_was_never_put_is_told() -> None:
    file = File()
    missing = file.number()
    with pytest.raises(KeyError):
        file.to_bytes(file.add(f"<</Type /Catalog /Pages {missing} 0 R>>"), file.add("<<>>"))


def test_other_objects_give_another_identifier() -> None:
    def identifier(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            first, second = map(bytes, pdf.trailer.ID)
            assert first == second
            return first

    assert identifier(file_of("/Said (a)")) == identifier(file_of("/Said (a)"))
    assert identifier(file_of("/Said (a)")) != identifier(file_of("/Said (b)"))


LETTERS = [chr(code) for code in (*range(0x21, 0x7F), *range(0xC0, 0x180), *range(0x2190, 0x2194))]


def test_more_characters_than_a_subset_holds_are_given_back_as_typed() -> None:
    lines = ["".join(LETTERS[at : at + 40]) + f" a{at}" for at in range(0, len(LETTERS), 40)]
    rows = [text(1000, 1000 + 300 * row, Run(line, NINE)) for row, line in enumerate(lines)]
    data = write(document(page(*rows)))
    assert pymupdf.open(stream=data)[0].get_text().strip().split("\n") == lines
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [str(each) for each in pdf.pages[0].Resources.Font] == ["/F1+0", "/F1+1"]


def test_a_hard_space_is_read_back_as_a_plain_one() -> None:
    data = write(document(page(text(1000, 1000, Run("a\xa0b c", NINE)))))
    assert pymupdf.open(stream=data)[0].get_text().strip() == "a b c"
