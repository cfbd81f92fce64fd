"""A file of any kind is opened by what it holds, or refused in a sentence that names it."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from sopgen.importer.opening import LARGEST_FILE, Medium, Opened, opened
from sopgen.problems.problem import ProblemsError
from sopgen.writers import Format
from tests.catalogue import file
from tests.readers import dialects
from tests.readers.test_spoilt_pdfs import canvas_of
from tests.readers.words import document, paragraph
from tests.readers.workbooks import zipped

TABLE = "No\tKegiatan\tWaktu\n1\tMenyiram bibit\t5 menit\n"


def seen(data: bytes) -> Opened:
    return opened(Path("lembar"), data)


def refusal(data: bytes) -> str:
    with pytest.raises(ProblemsError) as caught:
        opened(Path("lembar.xls"), data)
    (problem,) = caught.value.problems
    return str(problem).removeprefix("lembar.xls: galat: ")


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("L", (20, 20), 200).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "medium"),
    [(Format.XLSX, Medium.XLSX), (Format.DOCX, Medium.DOCX), (Format.PDF, Medium.PDF)],
)
def test_our_own_files_are_seen_as_they_are(kind: Format, medium: Medium):
    found = seen(file("cabang-jauh", kind))
    assert found.medium is medium
    assert any(sheet.lines for sheet in found.sheets)


def test_a_pdf_tells_the_pages_that_it_was_seen_on():
    data = dialects.word()
    assert seen(data).printed == data
    assert seen(file("cabang-jauh", Format.XLSX)).printed is None


def test_a_pdf_may_have_something_before_it():
    assert seen(b"\n\n" + dialects.word()).medium is Medium.PDF


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_plain_text_are_seen(coding: str):
    found = seen(TABLE.encode(coding))
    assert (found.medium, len(found.sheets)) == (Medium.TEXT, 1)


def test_a_word_file_in_which_nothing_is_drawn_is_seen_as_it_is():
    table = (
        "<w:tbl><w:tblGrid><w:gridCol w:w='900'/></w:tblGrid>"
        f"<w:tr><w:tc>{paragraph('Menyiram bibit')}</w:tc></w:tr></w:tbl>"
    )
    found = seen(zipped(document(table)))
    assert found.medium is Medium.DOCX
    assert [cell.text for cell in found.sheets[0].cells] == ["Menyiram bibit"]


def test_hidden_worksheets_are_not_seen():
    parts = {
        "xl/workbook.xml": (
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
            '<sheet name="Lama" sheetId="1" state="hidden" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>"
        ),
        "xl/worksheets/sheet1.xml": (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        ),
    }
    assert seen(zipped(parts)).sheets == ()


def encrypted_pdf() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(dialects.excel())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    return out.getvalue()


ORIGINAL = "Pakai berkas Excel, Word atau PDF aslinya. [IMP002]"
UNPACK = "Keluarkan isinya dahulu, lalu impor berkas di dalamnya. [IMP002]"
DRAWN = (
    "Ini gambar; tulisan dan panah di dalamnya tidak terbaca. Impor berkas Excel, Word atau PDF "
    "aslinya. [IMP003]"
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", f"Berkas ini kosong. {ORIGINAL}"),
        (b"\0\0\n \0", f"Berkas ini kosong. {ORIGINAL}"),
        (
            canvas_of(2, picture=True),
            "Berkas ini hasil pindaian, tanpa teks dan garis yang terbaca. Impor berkas Excel atau "
            "Word aslinya. [IMP003]",
        ),
        (
            encrypted_pdf(),
            "Berkas ini berkata sandi. Buka dengan sandinya, lalu simpan tanpa sandi. [IMP004]",
        ),
        (
            dialects.word()[:300],
            f"Berkas ini tidak dapat dibaca: PDF-nya rusak. {ORIGINAL}",
        ),
        (
            file("cabang-jauh", Format.XLSX)[:5000],
            f"Berkas ini tidak dapat dibaca: berkasnya rusak atau bukan berkas Office. {ORIGINAL}",
        ),
        (zipped({"foto.jpg": b"x"}), f"Ini arsip ZIP, bukan lembar SOP. {UNPACK}"),
        (zipped({"ppt/slide1.xml": b"x"}), f"Ini presentasi, bukan lembar SOP. {ORIGINAL}"),
        (b"Rar!\x1a\x07\0isi", f"Ini arsip RAR, bukan lembar SOP. {UNPACK}"),
        (picture("PNG"), DRAWN),
        (picture("JPEG"), DRAWN),
        (picture("TIFF"), DRAWN),
        (
            b"<html><table><tr><td>No</td></tr></table></html>",
            "Ini halaman web (HTML), apa pun nama berkasnya. Buka di Excel atau Word, lalu simpan "
            "sebagai XLSX, DOCX atau PDF. [IMP002]",
        ),
        (b"<?xml version='1.0'?><a/>", f"Ini berkas XML, bukan lembar SOP. {ORIGINAL}"),
        (
            b"Prosedur menyiram bibit\n1. Menyiram\n",
            "Berkas ini tidak dapat dibaca: tidak ada tabel dengan tab atau garis tegak di "
            f"dalamnya. {ORIGINAL}",
        ),
        (b"\x7fELF\x01\x02", f"Berkas ini tidak dapat dibaca: berkasnya bukan teks. {ORIGINAL}"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000),
            f"Berkas ini tidak dapat dibaca: berkasnya rusak. {ORIGINAL}",
        ),
        (
            bytes(LARGEST_FILE + 1),
            "Berkas ini lebih besar dari 64 MB. Bagi berkasnya, satu SOP satu berkas. [IMP005]",
        ),
    ],
    ids=lambda value: value.split(" [")[0][:30] if isinstance(value, str) else "",
)
def test_what_shows_no_sheet_is_refused_in_a_sentence(data: bytes, sentence: str):
    assert refusal(data) == sentence


def test_an_open_document_with_a_password_is_refused_in_a_sentence():
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": b"<manifest:encryption-data/>",
    }
    assert refusal(zipped(parts)).startswith("Berkas ini berkata sandi.")
