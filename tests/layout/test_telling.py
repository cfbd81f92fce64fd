"""The flow in words, for who cannot see it."""

from io import BytesIO
from itertools import pairwise
from textwrap import dedent
from xml.sax.saxutils import escape
from zipfile import ZipFile

from sopgen.document.page import Drawing
from sopgen.layout.flowchart.chart import chart
from sopgen.layout.flowchart.telling import telling
from sopgen.model.graph import graph
from sopgen.model.profile import Profile
from sopgen.writers import Format, writer
from tests.flows import flow_of
from tests.sheets import sheet


def told(langkah: str, format: dict[str, object] | None = None, *breaks: int) -> list[str]:
    """Return the flow of these steps in words, a page broken before each of `breaks`."""
    flow = flow_of(langkah, "kadis tim")
    shown = chart(flow, graph(flow)[0], Profile.model_validate(format or {}))
    edges = [0, *breaks, len(shown.rows)]
    pages = [range(a, b) for a, b in pairwise(edges)]
    teller = telling(shown, "LAKIP", pages, 2)
    prefix = "Bagan alir LAKIP, halaman "
    return [teller.told(rows, 2 + at).removeprefix(prefix) for at, rows in enumerate(pages)]


SIMPLE = """
  - {kegiatan: Membentuk tim, pelaksana: kadis}
  - {id: susun, kegiatan: Menyusun draf., pelaksana: tim}
  - {kegiatan: Memeriksa, pelaksana: kadis, cabang: {Ya: berikutnya, Tidak: susun}}
  - {kegiatan: Mengirim, pelaksana: tim}
"""


def test_the_flow_is_told_step_by_step_with_its_returns() -> None:
    assert told(SIMPLE) == [
        "2. 1. Kolom kadis: Membentuk tim (mulai); lalu 2. Kolom tim: Menyusun draf; lalu "
        "3. Kolom kadis: Memeriksa (keputusan); jika Tidak kembali ke 2; jika Ya lalu "
        "4. Kolom tim: Mengirim (selesai)."
    ]


def test_what_goes_on_to_another_page_names_it() -> None:
    assert told(SIMPLE, None, 2) == [
        "2. 1. Kolom kadis: Membentuk tim (mulai); lalu 2. Kolom tim: Menyusun draf "
        "(dari 3 di halaman 3); lanjut ke 3 di halaman 3.",
        "3. 3. Kolom kadis: Memeriksa (keputusan) (dari 2 di halaman 2); jika Tidak kembali ke 2 "
        "di halaman 2; jika Ya lalu 4. Kolom tim: Mengirim (selesai).",
    ]


def test_joint_work_starts_and_ends_once_in_words_too() -> None:
    langkah = """
      - {kegiatan: Merumuskan, pelaksana: [tim, kadis]}
      - {kegiatan: Menyepakati, pelaksana: [kadis, tim], keluar: tim}
    """
    together = "Kolom kadis bersama Kolom tim"
    assert told(langkah) == [
        f"2. 1. {together}: Merumuskan (mulai); lalu 2. {together}: Menyepakati (selesai)."
    ]


def test_joint_work_is_one_step() -> None:
    langkah = """
      - {kegiatan: Mulai rapat, pelaksana: kadis}
      - {kegiatan: Rapat, pelaksana: [kadis, tim]}
      - {kegiatan: Selesai rapat, pelaksana: tim}
    """
    assert "lalu 2. Kolom kadis bersama Kolom tim: Rapat; lalu 3." in told(dedent(langkah))[0]


def test_capsules_in_rows_of_their_own_are_told_by_their_words() -> None:
    (text,) = told(SIMPLE, {"alur": {"mulai_selesai": "baris_sendiri"}})
    assert text.startswith("2. Kolom kadis: mulai; lalu 1. Kolom kadis: Membentuk tim; lalu")
    assert text.endswith("4. Kolom tim: Mengirim; lalu Kolom tim: selesai.")


def test_capsules_beside_a_step_are_told_by_their_words() -> None:
    (text,) = told(SIMPLE, {"alur": {"mulai_selesai": "kapsul_tambahan"}})
    assert text.startswith("2. 1. Kolom kadis: mulai; lalu 1. Kolom kadis: Membentuk tim; lalu")


def test_an_arrow_past_the_next_step_names_where_it_leads() -> None:
    langkah = """
      - {kegiatan: Menerima, pelaksana: kadis, cabang: {Teknis: tim, Umum: arsip}}
      - {id: tim, kegiatan: Mengolah, pelaksana: tim}
      - {id: arsip, kegiatan: Menyimpan, pelaksana: kadis}
    """
    (text,) = told(dedent(langkah))
    assert "Menerima (keputusan); jika Umum lanjut ke 3; jika Teknis lalu 2. Kolom tim" in text


def test_every_drawing_tells_its_flow() -> None:
    for page in sheet().pages:
        for item in page.items:
            if isinstance(item, Drawing):
                assert "jika Tidak kembali ke 2; jika Ya lalu 4." in item.description


def test_word_files_and_workbooks_tell_the_same() -> None:
    document = sheet()
    (drawing,) = (
        item for page in document.pages for item in page.items if isinstance(item, Drawing)
    )
    for format in (Format.DOCX, Format.XLSX):
        with ZipFile(BytesIO(writer(format)(document))) as package:
            parts = [package.read(name).decode() for name in package.namelist() if "xml" in name]
        assert any(escape(drawing.description) in part for part in parts)
