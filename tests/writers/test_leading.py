"""What leads through a file of many pages: links, labels of pages, an outline with levels."""

from __future__ import annotations

import io

import pikepdf
import pymupdf
from lxml import etree

from sopgen.document.labels import LabelRun, Numerals, label, label_runs
from sopgen.writers import docx, pdf, svg
from tests.writers.docx.samples import parts
from tests.writers.printed_samples import document, page, small_book

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_pages_before_the_work_are_counted_in_roman_numbers() -> None:
    assert [label(number, Numerals.ROMAN) for number in (1, 4, 9, 14, 40, 99)] == [
        "i",
        "iv",
        "ix",
        "xiv",
        "xl",
        "xcix",
    ]
    assert label_runs(small_book().pages) == (
        LabelRun(0, Numerals.ROMAN, 1),
        LabelRun(2, Numerals.ARABIC, 1),
    )
    assert label_runs(document(page(), page()).pages) == ()


def test_a_link_of_a_pdf_leads_to_its_page() -> None:
    with pymupdf.open(stream=pdf.write(small_book())) as file:
        links = file[0].get_links()
        assert [each["page"] for each in links] == [2, 2, 4, 4]
        assert [file[0].get_textbox(each["from"]).strip() for each in links] == [
            "Bab satu",
            "3",
            "Bab dua",
            "5",
        ]
        assert [page.get_label() for page in file] == ["i", "ii", "1", "2", "3"]
        assert file.get_toc() == [
            [1, "Daftar isi", 1],
            [1, "Bagian", 3],
            [2, "Bab satu", 3],
            [2, "Bab dua", 5],
        ]


def test_a_link_of_a_pdf_says_where_it_leads_to_who_listens() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(small_book()))) as file:
        annotations = list(file.pages[0].Annots)
        assert [str(each.Contents) for each in annotations] == ["Bab satu", "3", "Bab dua", "5"]
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        owners = {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}
        for each in annotations:
            element = owners[int(each.StructParent)]
            assert str(element.S) == "/Link"
            assert str(element.P.S) == "/Reference"
            assert str(element.P.P.S) == "/TOCI"
            assert element.K[1].Obj.objgen == each.objgen


def test_a_link_of_a_word_file_leads_to_a_bookmark_and_its_number_is_counted() -> None:
    root = etree.fromstring(parts(small_book())["word/document.xml"])
    marks = [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    assert marks == ["halaman_2", "halaman_4"]
    anchors = [each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")]
    assert anchors == ["halaman_2", "halaman_2", "halaman_4", "halaman_4"]
    fields = [each.text for each in root.iter(f"{W}instrText")]
    assert fields == [" PAGEREF halaman_2 \\h ", " PAGEREF halaman_4 \\h "]


def test_sections_of_a_word_file_begin_where_pages_are_counted_anew() -> None:
    root = etree.fromstring(parts(small_book())["word/document.xml"])
    counted = [(each.get(f"{W}fmt"), each.get(f"{W}start")) for each in root.iter(f"{W}pgNumType")]
    assert counted == [("lowerRoman", "1"), ("decimal", "1")]
    styles = [str(each.get(f"{W}val")) for each in root.iter(f"{W}pStyle")]
    assert [each for each in styles if "Heading" in each] == ["Heading1", "Heading1", "Heading2"]


def test_a_link_of_an_svg_leads_to_its_page() -> None:
    root = etree.fromstring(svg.write(small_book()))
    links = [each.get("href") for each in root.iter("{http://www.w3.org/2000/svg}a")]
    assert links == ["#halaman-3", "#halaman-3", "#halaman-5", "#halaman-5"]


def test_the_same_book_is_the_same_bytes() -> None:
    for write in (pdf.write, docx.write, svg.write):
        assert write(small_book()) == write(small_book())
