"""A flow is drawn if any paper, type or symbol lets it; else one is told which paper would."""

import re
from pathlib import Path

import pytest

from sopgen.document.page import Document
from sopgen.document.yardstick import faults
from sopgen.layout import lay_out
from sopgen.problems.problem import Problem
from tests.catalogue import typesetter
from tests.projects import new_project, read

WIDE = """\
pelaksana:
  a: Penanggungjawab Pemberdayaan Masyarakat
  b: Pertanggungjawaban
  c: Ketatausahaan
  d: Kepala Subbagian Perencanaan, Evaluasi dan Pelaporan
  e: Kepala Bidang Kepemerintahan
  f: Arsiparis
  g: Sekretariat
  h: Perbendaharaan
  i: Penyelenggaraan
  j: Pemohon
  k: Kepegawaian
  l: Keprotokolan
langkah:
  - {kegiatan: Mempertanggungjawabkan penyelenggaraan, pelaksana: [a, c, e, g, i, k], keluar: c}
  - {kegiatan: Memeriksa, pelaksana: b, cabang: {Lengkap semuanya: akhir, Belum lengkap: ulang}}
  - {id: ulang, kegiatan: Memperbaiki, pelaksana: d, teks: Penyempurnaan}
  - {id: akhir, kegiatan: Mengarsipkan, pelaksana: l}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def laid_out(project: Path, more: str) -> tuple[Document, tuple[Problem, ...]]:
    definition = read(project, f"{more}\n{WIDE}")
    agency = definition.agency
    return lay_out(definition.sop, agency.letterhead, definition.profile, None, typesetter())


def on_paper(project: Path, size: str, lies: str, more: str = "") -> tuple[Document, list[str]]:
    head = f"kop: kota\nnama: Penyusunan LAKIP\nformat: {{kertas: {{ukuran: {size}, alur: {lies}"
    document, problems = laid_out(project, f"{head}{more}}}}}")
    return document, [str(problem) for problem in problems]


def flow_pages(document: Document) -> set[tuple[int, int]]:
    return {(page.width, page.height) for page in document.pages if page.part == "Bagan Alir"}


def test_a_refusal_names_the_smallest_paper_and_the_definition_builds_on_it(project):
    _, (told,) = on_paper(project, "A4", "tegak")
    named = re.search(r"`kertas: \{ukuran: (\w+), alur: (\w+)\}`", told)
    assert named is not None, told
    size, lies = named.groups()
    document, problems = on_paper(project, size, lies)
    assert problems == []
    assert flow_pages(document)
    for smaller in ("tegak", "mendatar"):
        assert (smaller, "A4") == (lies, size) or on_paper(project, "A4", smaller)[1]


def test_a_paper_is_turned_where_the_profile_lets_it(project):
    document, problems = on_paper(project, "Legal", "tegak", ", orientasi_lain: ya")
    assert problems == []
    assert flow_pages(document) == {(20160, 12240)}


def test_a_paper_is_not_turned_for_a_flow_that_fits(project):
    document, problems = on_paper(project, "A3", "tegak", ", orientasi_lain: ya")
    assert problems == []
    assert flow_pages(document) == {(16838, 23811)}


LONG_ANSWERS = """\
kop: kota
nama: Pelayanan Izin
pelaksana:
  a: Pemohon
  b: Petugas Loket
  c: Kepala Seksi
  d: Kepala Bidang
  e: Sekretaris
  f: Kepala Dinas
  g: Tim Teknis
  h: Arsiparis
langkah:
  - {id: s1, kegiatan: Mengajukan permohonan, pelaksana: a}
  - id: s2
    kegiatan: Memeriksa permohonan
    pelaksana: b
    cabang:
      Perlu peninjauan lapangan lagi: s3
      Berkas permohonan belum lengkap: s1
      Permohonan di luar kewenangan: s8
      Diteruskan kepada pimpinan: s5
      Memenuhi semua persyaratan: s7
  - {id: s3, kegiatan: Meninjau lapangan, pelaksana: g}
  - id: s4
    kegiatan: Menilai hasil peninjauan
    pelaksana: c
    cabang:
      Perlu peninjauan lapangan lagi: s3
      Berkas permohonan belum lengkap: s1
      Permohonan di luar kewenangan: s8
      Diteruskan kepada pimpinan: s6
      Memenuhi semua persyaratan: s5
  - {id: s5, kegiatan: Menelaah, pelaksana: d}
  - {id: s6, kegiatan: Memutuskan, pelaksana: f}
  - {id: s7, kegiatan: Menerbitkan izin, pelaksana: e}
  - {id: s8, kegiatan: Mengarsipkan, pelaksana: h}
"""


def with_long_answers(project: Path, paper: str) -> tuple[Document, tuple[Problem, ...]]:
    definition = read(project, f"{LONG_ANSWERS}format: {{kertas: {{ukuran: A4, {paper}}}}}\n")
    agency = definition.agency
    return lay_out(definition.sop, agency.letterhead, definition.profile, None, typesetter())


def test_long_answers_are_drawn_where_lanes_are_as_narrow_as_can_be(project):
    document, problems = with_long_answers(project, "alur: tegak")
    assert problems == ()
    assert flow_pages(document) == {(11906, 16838)}
    assert faults(document) == ()


def test_a_paper_is_turned_before_lanes_are_as_narrow_as_can_be(project):
    document, problems = with_long_answers(project, "alur: tegak, orientasi_lain: ya")
    assert problems == ()
    assert flow_pages(document) == {(16838, 11906)}


def long_step(lines: int) -> str:
    text = "\\n".join(f"Baris {line}" for line in range(lines))
    return f"""\
kop: kota
nama: Penyusunan LAKIP
pelaksana: {{a: Tim}}
langkah:
  - {{kegiatan: Membuka, pelaksana: a}}
  - {{kegiatan: "{text}", pelaksana: a}}
  - {{kegiatan: Menutup, pelaksana: a}}
"""


@pytest.mark.parametrize("lines", [50, 55, 60])
def test_a_step_higher_than_a_page_is_told_with_all_that_stands_around_it(project, lines):
    definition = read(project, long_step(lines))
    agency = definition.agency
    typeset = typesetter()
    _, (problem,) = lay_out(definition.sop, agency.letterhead, definition.profile, None, typeset)
    assert (problem.code, problem.at) == ("LAY004", ("langkah", 1))
    found = re.search(r"\((\d+) pt dan (\d+) pt .*, tersedia (\d+) pt", problem.message)
    assert found is not None, problem.message
    height, around, free = map(int, found.groups())
    assert height + around > free
    assert around < 100
