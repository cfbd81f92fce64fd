"""A book is laid out: parts in order, pages called by labels, contents that lead to them."""

from __future__ import annotations

import re
from pathlib import Path

import pymupdf
import pytest

from sopgen.definition.books import BookDefinition, read_book
from sopgen.document.page import Document, Field, Table, Text
from sopgen.rendering import new_typesetter
from sopgen.rendering.books import laid_out_book
from sopgen.writers import Format, writer
from tests.project.batches import define
from tests.project.batches import project as new_project

ALL = """\
kop: alam
unit: Bagian Umum
tahun: 2024
isi:
  - bagian: Surat
    sop: [masuk, keluar]
  - cuti
kata_pengantar: |
  Puji syukur.

  Buku ini dipakai bersama.
penjelasan: {ruang_lingkup: Semua unit., definisi: {SOP: prosedur}}
formulir: [monitoring, evaluasi]
"""
RELATED = "keterkaitan: [SOP keluar]\nriwayat: [{revisi: 1, tanggal: 2024-02-01, uraian: Baru}]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    new_project(tmp_path, {"alam": ["masuk", "keluar", "cuti"]})
    path = tmp_path / "definitions/alam/masuk.yaml"
    define(tmp_path, "alam", "masuk", path.read_text(encoding="utf-8") + RELATED)
    return tmp_path


def book(project: Path, text: str = ALL) -> BookDefinition:
    path = project / "buku" / "umum.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_book(path)


def laid(project: Path, text: str = ALL) -> Document:
    return laid_out_book(book(project, text), new_typesetter())


def words(document: Document, page: int) -> str:
    runs = (run.text for each in document.pages[page].paragraphs for run in each.runs)
    return " ".join(" ".join(runs).split())


def test_parts_stand_in_their_order_and_empty_ones_are_left_out(project: Path) -> None:
    made = laid(project)
    titles = [(each.level, each.title) for each in made.outline if each.level < 3]
    assert titles == [
        (1, "Sampul"),
        (1, "KATA PENGANTAR"),
        (1, "DAFTAR ISI"),
        (1, "PENJELASAN SINGKAT PENGGUNAAN"),
        (1, "DAFTAR SOP"),
        (1, "Surat"),
        (2, "masuk"),
        (2, "keluar"),
        (1, "cuti"),
        (2, "Identitas"),
        (2, "Bagan Alir"),
        (1, "KETERKAITAN ANTAR-SOP"),
        (1, "RIWAYAT PERUBAHAN"),
        (1, "MONITORING PELAKSANAAN SOP"),
        (1, "EVALUASI SOP"),
    ]


def test_pages_before_the_sheets_have_roman_numbers(project: Path) -> None:
    labels = [page.label for page in laid(project).pages]
    assert labels[:6] == ["i", "ii", "iii", "iv", "v", "1"]
    assert labels[5:] == [str(number) for number in range(1, len(labels) - 4)]


def test_every_number_in_the_contents_is_the_label_of_the_page_it_leads_to(project: Path) -> None:
    made = laid(project)
    starts = {each.title: each.page for each in made.outline}
    counted = 0
    for page in made.pages:
        for table in (item for item in page.items if isinstance(item, Table) and item.contents):
            for cell in table.cells:
                for paragraph in cell.paragraphs:
                    if any(run.field is Field.PAGE_OF for run in paragraph.runs):
                        assert paragraph.link is not None
                        (run,) = paragraph.runs
                        assert run.text == made.pages[paragraph.link].label
                        assert paragraph.link in starts.values()
                        counted += 1
    before_and_behind, chapters, sops = 3 + 4, 1, 3
    assert counted == before_and_behind + chapters + 2 * sops


def test_numbers_in_the_contents_stand_in_the_middle_of_their_column(project: Path) -> None:
    made = laid(project)
    metrics = new_typesetter().metrics
    (contents,) = (
        item
        for item in made.pages[2].items
        if isinstance(item, Table) and item.contents and item.header_rows
    )
    last = len(contents.columns) - 2
    numbers = [each for each in contents.cells if each.column == last and each.row > 0]
    assert len(numbers) == 11
    for cell in numbers:
        (paragraph,) = cell.paragraphs
        (line,) = paragraph.lines
        width = metrics.width(line.runs[0].text, line.runs[0].font)
        assert abs(2 * line.x + width - 2 * paragraph.box.x - paragraph.box.width) <= 2


def test_chapters_are_bold_in_the_contents_and_parts_are_headed_alike(project: Path) -> None:
    made = laid(project)
    tables = [item for item in made.pages[2].items if isinstance(item, Table)]
    bold = {
        run.text
        for cell in (cell for table in tables for cell in table.cells if cell.row > 0)
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run.font.bold and run.field is None
    }
    assert bold == {"Surat"}
    heads = [
        (paragraph.runs[0].text, paragraph.runs[0].font)
        for page in made.pages
        for item in page.items
        if isinstance(item, Text) and item.heading == 1
        for paragraph in item.paragraphs
        if paragraph.runs[0].text == page.part
    ]
    assert [text for text, _ in heads][:3] == [
        "KATA PENGANTAR",
        "DAFTAR ISI",
        "PENJELASAN SINGKAT PENGGUNAAN",
    ]
    assert {font.size for _, font in heads} == {280}


def test_relations_revisions_and_forms_name_all_sops(project: Path) -> None:
    made = laid(project)
    at = {each.title: each.page for each in made.outline}
    assert words(made, at["KETERKAITAN ANTAR-SOP"]).count("●") == 1
    assert "1 Februari 2024" in words(made, at["RIWAYAT PERUBAHAN"])
    for title in ("MONITORING PELAKSANAAN SOP", "EVALUASI SOP"):
        assert all(name in words(made, at[title]) for name in ("masuk", "keluar", "cuti"))
    assert words(made, at["EVALUASI SOP"]).count("Mudah dipahami") == 3


def test_the_minutes_say_what_the_reviewer_found_and_two_may_sign(project: Path) -> None:
    made = laid(project, ALL.replace("[monitoring, evaluasi]", "[berita_acara]"))
    at = {each.title: each.page for each in made.outline}
    said = words(made, at["BERITA ACARA VERIFIKASI SOP"])
    assert said.startswith("BERITA ACARA VERIFIKASI SOP No Prosedur Temuan Tindakan 1 masuk ")
    assert "Dasar hukum belum ada." in said
    signing = made.pages[at["BERITA ACARA VERIFIKASI SOP"]].items[-1]
    assert isinstance(signing, Table)
    assert signing.rows[-1] - signing.rows[-2] == 1200


def test_a_sheet_says_its_own_number_and_that_of_the_book(project: Path) -> None:
    both = laid(project)
    first = words(both, 5)
    assert re.search(r"Halaman 1 dari 2.*Buku · 1$", first)
    own = laid(project, ALL + "nomor_halaman: sop\n")
    assert "Buku ·" not in words(own, 5)


def test_the_shipped_book_has_one_cover_and_four_sheets_in_their_order() -> None:
    made = laid_out_book(read_book(Path("buku/perencanaan.yaml")), new_typesetter())
    assert [page.part for page in made.pages].count("Sampul") == 1
    assert not any(page.part.endswith(" Sampul") for page in made.pages)
    assert words(made, 0).startswith("PROSEDUR BAKU PELAKSANAAN KEGIATAN STANDAR OPERASIONAL")
    sheets = [each.title for each in made.outline if each.title.startswith("PENYUSUNAN")]
    assert sheets == [
        "PENYUSUNAN LAKIP",
        "PENYUSUNAN LPPD",
        "PENYUSUNAN RENCANA KERJA (RENJA / RKT)",
        "PENYUSUNAN PENETAPAN KINERJA (TAPKIN)",
    ]


def test_a_book_with_a_title_of_its_own_has_it_on_its_cover_under_any_letterhead(
    project: Path,
) -> None:
    letterhead = project / "letterheads/alam.yaml"
    theirs = "sampul: {judul: [PROSEDUR, BAKU]}\n"
    letterhead.write_text(letterhead.read_text("utf-8") + theirs, encoding="utf-8")
    assert words(laid(project), 0).startswith("PROSEDUR BAKU")
    own = ALL.replace("unit:", "judul: HIMPUNAN SOP\nunit:", 1)
    assert words(laid(project, own), 0).startswith("HIMPUNAN SOP")


def test_links_of_the_pdf_land_on_the_pages_that_begin_what_they_name(project: Path) -> None:
    made = laid(project)
    with pymupdf.open(stream=writer(Format.PDF)(made)) as pdf:
        assert [page.get_label() for page in pdf] == [page.label for page in made.pages]
        contents = next(each.page for each in made.outline if each.title == "DAFTAR ISI")
        for link in pdf[contents].get_links():
            told = pdf[contents].get_textbox(link["from"]).strip()
            page = pdf[link["page"]]
            assert told in page.get_text() or told == page.get_label() or told == "Surat"


DECREE = """\
penetapan:
  nomor: 188/1/2024
  tanggal: 2024-01-23
  tempat: Kota Contoh
  pejabat: kepala-dinas
  menimbang: [bahwa perlu pedoman;, bahwa perlu ditetapkan;]
  mengingat: Undang-Undang Nomor 25 Tahun 2009;
  memutuskan:
    KEDUA: Berlaku sejak ditetapkan.
    KESATU: Menetapkan SOP dalam Lampiran.
  tembusan: [Inspektur]
"""


def test_a_decree_has_its_parts_in_their_order(project: Path) -> None:
    made = laid(project, ALL + DECREE)
    at = {each.title: each.page for each in made.outline}
    said = words(made, at["KEPUTUSAN KEPALA DINAS"])
    order = [
        *("KEPUTUSAN KEPALA DINAS", "NOMOR 188/1/2024", "TENTANG", "PENETAPAN STANDAR"),
        *("KEPALA DINAS,", "Menimbang", "a.", "bahwa perlu pedoman;", "b.", "Mengingat"),
        *("MEMUTUSKAN:", "Menetapkan", "KESATU", "KEDUA", "Ditetapkan di Kota Contoh"),
        *("pada tanggal 23 Januari 2024", "NAMA KEPALA DINAS", "Tembusan:", "1. Inspektur"),
    ]
    places = []
    for each in order:
        places.append(said.index(each, places[-1] if places else 0))
    assert places == sorted(places)
    (place,) = made.pages[at["KEPUTUSAN KEPALA DINAS"]].signing
    assert place.label == "Tanda tangan KEPALA DINAS,"


def test_a_decree_that_is_not_dated_yet_is_written_and_goes_on_over_pages(project: Path) -> None:
    reasons = (f"bahwa hal ke-{number} perlu diatur;" for number in range(60))
    considered = ", ".join(reasons)
    typed = f"penetapan: {{pejabat: kepala-dinas, menimbang: [{considered}]}}\n"
    made = laid(project, ALL + typed)
    pages = [page for page in made.pages if page.part == "KEPUTUSAN KEPALA DINAS"]
    assert len(pages) > 1
    for format in (Format.DOCX, Format.PDF):
        assert writer(format)(made)


def test_the_list_of_sops_is_the_annex_of_the_decree(project: Path) -> None:
    made = laid(project, ALL + DECREE)
    page = next(each.page for each in made.outline if each.title == "DAFTAR SOP")
    said = words(made, page)
    assert said.startswith("LAMPIRAN KEPUTUSAN KEPALA DINAS NOMOR 188/1/2024 TANGGAL 23 JANUARI")


def test_nobody_signs_on_the_sheets_of_a_book(project: Path) -> None:
    made = laid(project, ALL + DECREE)
    assert sum(len(page.signing) for page in made.pages) == 1


def test_with_the_numbers_of_the_book_sheets_are_counted_on(project: Path) -> None:
    made = laid(project, ALL + "nomor_halaman: buku\n")
    sheets = [number for number, page in enumerate(made.pages) if page.part.startswith("SOP ")]
    told = [re.search(r"Halaman (\d+) dari (\d+)", words(made, number)) for number in sheets]
    assert [each and (each[1], each[2]) for each in told] == [
        (str(number), str(len(sheets))) for number in range(1, len(sheets) + 1)
    ]
    assert [made.pages[number].label for number in sheets] == [
        str(number) for number in range(1, len(sheets) + 1)
    ]


DEVIATING = {
    "a regulation": (
        "penetapan: {jenis: peraturan, nomor: 7, pejabat: kepala-dinas}\n",
        "PERATURAN KEPALA DINAS",
    ),
    "an opening": (
        DECREE + "format: {buku: {penetapan: {pembukaan: DENGAN RAHMAT TUHAN YANG MAHA ESA}}}\n",
        "DENGAN RAHMAT TUHAN YANG MAHA ESA",
    ),
    "other words": (
        DECREE + "format: {buku: {penetapan: {mengingat: Memperhatikan}}}\n",
        "Memperhatikan",
    ),
    "a title of its own": (
        "penetapan: {tentang: Penetapan SOP Bagian Umum, pejabat: kepala-dinas}\n",
        "PENETAPAN SOP BAGIAN UMUM",
    ),
    "other ordinals": (
        "penetapan: {pejabat: kepala-dinas, memutuskan: {PERTAMA: Menetapkan SOP.}}\n",
        "PERTAMA",
    ),
}


@pytest.mark.parametrize(("typed", "said"), DEVIATING.values(), ids=DEVIATING)
def test_decrees_that_deviate_are_said_without_python(project: Path, typed: str, said: str) -> None:
    made = laid(project, ALL + typed)
    assert any(said in words(made, number) for number in range(len(made.pages)))
