"""A book is laid out: parts in order, pages called by labels, contents that lead to them."""

from __future__ import annotations

import re
from pathlib import Path

import pymupdf
import pytest

from sopgen.definition.books import BookDefinition, read_book
from sopgen.document.page import Document, Field, Table
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
    return " ".join(run.text for each in document.pages[page].paragraphs for run in each.runs)


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


def test_relations_revisions_and_forms_name_all_sops(project: Path) -> None:
    made = laid(project)
    at = {each.title: each.page for each in made.outline}
    assert words(made, at["KETERKAITAN ANTAR-SOP"]).count("●") == 1
    assert "1 Februari 2024" in words(made, at["RIWAYAT PERUBAHAN"])
    for title in ("MONITORING PELAKSANAAN SOP", "EVALUASI SOP"):
        assert all(name in words(made, at[title]) for name in ("masuk", "keluar", "cuti"))
    assert words(made, at["EVALUASI SOP"]).count("Mudah dipahami") == 3


def test_a_sheet_says_its_own_number_and_that_of_the_book(project: Path) -> None:
    both = laid(project)
    first = words(both, 5)
    assert re.search(r"Halaman 1 dari 2.*Buku · 1$", " ".join(first.split()))
    own = laid(project, ALL + "nomor_halaman: sop\n")
    assert "Buku ·" not in words(own, 5)


def test_the_shipped_book_has_one_cover_and_four_sheets_in_their_order() -> None:
    made = laid_out_book(read_book(Path("buku/perencanaan.yaml")), new_typesetter())
    assert [page.part for page in made.pages].count("Sampul") == 1
    assert not any(page.part.endswith(" Sampul") for page in made.pages)
    sheets = [each.title for each in made.outline if each.title.startswith("PENYUSUNAN")]
    assert sheets == [
        "PENYUSUNAN LAKIP",
        "PENYUSUNAN LPPD",
        "PENYUSUNAN RENCANA KERJA (RENJA / RKT)",
        "PENYUSUNAN PENETAPAN KINERJA (TAPKIN)",
    ]


def test_links_of_the_pdf_land_on_the_pages_that_begin_what_they_name(project: Path) -> None:
    made = laid(project)
    with pymupdf.open(stream=writer(Format.PDF)(made)) as pdf:
        assert [page.get_label() for page in pdf] == [page.label for page in made.pages]
        contents = next(each.page for each in made.outline if each.title == "DAFTAR ISI")
        for link in pdf[contents].get_links():
            told = pdf[contents].get_textbox(link["from"]).strip()
            page = pdf[link["page"]]
            assert told in page.get_text() or told == page.get_label() or told == "Surat"
