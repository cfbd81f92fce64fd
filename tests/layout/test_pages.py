"""What stands on the identity page, the cover and below the last step, by definition."""

from pathlib import Path

import pytest

from sopgen.document.page import Cell, Document, Page, Paragraph, Side, Table, Text
from sopgen.layout import lay_out
from sopgen.layout.typeset import Typesetter
from tests.measure import HalfEm
from tests.projects import new_project, read

TYPESETTER = Typesetter(HalfEm(), HalfEm())

FLOW = """\
pelaksana: {a: Kepala Dinas, b: Tim}
langkah:
  - {kegiatan: Membentuk tim, pelaksana: a}
  - {kegiatan: Menyusun draf, pelaksana: b}
"""

LETTERHEAD = """\
instansi: [PEMERINTAH KOTA, DINAS CONTOH]
alamat: Jalan Contoh 1
pejabat:
  kepala: {jabatan: Kepala Dinas, nama: NAMA KEPALA, pangkat: Pembina, golongan: IV/a, nip: "1970"}
  sekretaris: {jabatan: Sekretaris, nama: NAMA SEKRETARIS, nip: "1980"}
  analis: {jabatan: Analis, nama: NAMA ANALIS, nip: "1990", jenis: pppk}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    made = new_project(tmp_path)
    with_letterhead(made, "")
    return made


def with_letterhead(project: Path, more: str) -> None:
    path = project / "letterheads" / "kota.yaml"
    path.write_text(LETTERHEAD + more, encoding="utf-8")


def laid_out(project: Path, more: str = "") -> Document:
    made = read(project, f"kop: kota\nnama: Penyusunan LAKIP\n{more}{FLOW}")
    document, problems = lay_out(made.sop, made.agency.letterhead, made.profile, None, TYPESETTER)
    assert problems == ()
    return document


def pages(document: Document, part: str) -> list[Page]:
    return [page for page in document.pages if page.part == part]


def words(paragraphs: tuple[Paragraph, ...]) -> str:
    texts = []
    for each in paragraphs:
        marker = f"{each.marker.text} " if each.marker else ""
        texts.append(marker + "".join(run.text for run in each.runs))
    return "|".join(texts)


def cells(page: Page) -> list[str]:
    """Return the texts of all cells that have one, row by row."""
    tables = (item for item in page.items if isinstance(item, Table))
    return [words(cell.paragraphs) for each in tables for cell in each.cells if cell.paragraphs]


def identity(project: Path, more: str = "") -> list[str]:
    (page,) = pages(laid_out(project, more), "Identitas")
    return cells(page)


def cell_of(page: Page, text: str) -> Cell:
    tables = (item for item in page.items if isinstance(item, Table))
    (found,) = (cell for table in tables for cell in table.cells if words(cell.paragraphs) == text)
    return found


# The rows beside the agency


def test_only_rows_whose_key_is_typed_are_there(project):
    assert identity(project, "nomor: 010\n") == [
        *("PEMERINTAH KOTA|DINAS CONTOH", "Nomor SOP", "010", "Nama SOP", "Penyusunan LAKIP")
    ]


def test_rows_stand_in_the_order_of_the_profile(project):
    typed = "tanggal_efektif: 2024-02\nnomor: 010\ntanggal_revisi: '-'\n"
    assert identity(project, typed) == [
        *("PEMERINTAH KOTA|DINAS CONTOH", "Nomor SOP", "010"),
        *("Tanggal Revisi", "-", "Tanggal Efektif", "Februari 2024"),
        *("Nama SOP", "Penyusunan LAKIP"),
    ]


@pytest.mark.parametrize("rows", ["", "nomor, tanggal_revisi"])
def test_an_identity_whose_rows_say_nothing_still_names_its_sop(project, rows):
    typed = f"peringatan: Hati-hati.\nformat: {{identitas: {{baris: [{rows}]}}}}\n"
    assert identity(project, typed)[:3] == [
        *("PEMERINTAH KOTA|DINAS CONTOH", "Nama SOP", "Penyusunan LAKIP")
    ]


def test_a_key_with_nothing_after_it_prints_its_label(project):
    found = identity(project, "nomor:\n")
    assert "Nomor SOP" in found


def test_further_rows_stand_where_the_profile_wants_them(project):
    found = identity(project, "nomor: 1\nidentitas_tambahan: {Jumlah Halaman: 3}\n")
    assert found[1:] == ["Nomor SOP", "1", "Jumlah Halaman", "3", "Nama SOP", "Penyusunan LAKIP"]


def test_the_approval_has_its_lines_and_room_to_sign(project):
    found = identity(project, "pengesah: kepala\n")
    assert found[1:3] == [
        "Disahkan oleh",
        "Kepala Dinas|||||||NAMA KEPALA|Pembina / IV/a|NIP. 1970",
    ]


def test_more_room_to_sign_than_four_lines_costs_no_page(project):
    def room(count: int) -> int:
        typed = "pengesah: kepala\nkualifikasi_pelaksana: [S-1]\n"
        typed += typed_list("dasar_hukum", long_list(count))
        (page,) = pages(laid_out(project, typed), "Identitas")
        (place,) = page.signing
        return place.box.height

    assert room(10) == 6 * 220
    assert room(29) == 4 * 220


@pytest.mark.parametrize(
    ("colon", "expected"),
    [
        ("tidak", ["Nomor SOP", "010"]),
        ("teks", ["Nomor SOP", ": 010"]),
        ("sel", ["Nomor SOP", ":", "010"]),
    ],
)
def test_a_colon_stands_in_a_cell_in_the_text_or_nowhere(project, colon, expected):
    found = identity(project, f"nomor: 010\nformat: {{identitas: {{titik_dua: {colon}}}}}\n")
    assert found[1 : 1 + len(expected)] == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("samping_nama", ["PEMERINTAH KOTA|DINAS CONTOH", "Nomor SOP", "010", "Subbagian Umum"]),
        ("bawah_kop", ["PEMERINTAH KOTA|DINAS CONTOH|Subbagian Umum", "Nomor SOP", "010"]),
        ("tidak", ["PEMERINTAH KOTA|DINAS CONTOH", "Nomor SOP", "010", "Nama SOP"]),
    ],
)
def test_the_unit_stands_where_the_profile_wants_it(project, place, expected):
    typed = f"nomor: 010\nunit: Subbagian Umum\nformat: {{identitas: {{letak_unit: {place}}}}}\n"
    assert identity(project, typed)[: len(expected)] == expected


def test_the_unit_may_have_a_row(project):
    typed = "unit: Subbagian Umum\nperingatan: Awas\n"
    typed += "format: {identitas: {letak_unit: baris, baris: [nama, unit]}}\n"
    assert identity(project, typed)[1:5] == [
        *("Nama SOP", "Penyusunan LAKIP", "Unit Kerja", "Subbagian Umum")
    ]


def test_titles_may_be_shaded(project):
    typed = "dasar_hukum: UU\nformat: {identitas: {arsir_judul: ya}}\n"
    (page,) = pages(laid_out(project, typed), "Identitas")
    assert cell_of(page, "Dasar Hukum").shade
    assert not cell_of(page, "UU").shade


# The text boxes


def test_only_boxes_whose_key_is_typed_are_there(project):
    found = identity(project, "peringatan: Awas\ndasar_hukum: [UU satu, UU dua]\n")
    assert found[3:] == ["Dasar Hukum", "1. UU satu|2. UU dua", "Peringatan", "Awas"]


def test_boxes_stand_in_pairs_and_in_the_order_of_the_profile(project):
    typed = "peralatan: [ATK]\nketerkaitan: [SOP A]\npencatatan:\n"
    assert identity(project, typed)[3:] == [
        *("Keterkaitan", "Peralatan/Perlengkapan", "1. SOP A", "1. ATK"),
        "Pencatatan dan Pendataan",
    ]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("nomor", "1. UU|2. PP"),
        ("huruf", "a. UU|b. PP"),
        ("strip", "- UU|- PP"),
        ("bulat", "• UU|• PP"),
        ("polos", "UU|PP"),
    ],
)
def test_a_list_has_the_markers_of_the_profile(project, style, expected):
    typed = f"dasar_hukum: [UU, PP]\nformat: {{daftar: {{dasar_hukum: {style}}}}}\n"
    assert identity(project, typed)[-1] == expected


def test_further_boxes_come_last(project):
    typed = "peringatan: Awas\nkotak_tambahan: {Tujuan: Tertib, Istilah: [Kas, Saldo]}\n"
    assert identity(project, typed)[3:] == [
        *("Peringatan", "Awas", "Tujuan", "Istilah", "Tertib", "1. Kas|2. Saldo")
    ]


def long_list(count: int) -> list[str]:
    return [
        f"Peraturan Nomor {n} tentang Kedudukan dan Susunan Perangkat Daerah" for n in range(count)
    ]


def typed_list(key: str, items: list[str]) -> str:
    return f"{key}:\n" + "".join(f"  - {item}\n" for item in items)


def test_a_long_list_goes_on_on_a_further_page_without_cutting_an_item(project):
    items = long_list(300)
    found = pages(laid_out(project, typed_list("dasar_hukum", items)), "Identitas")
    assert len(found) >= 2
    listed = [text.split("|") for page in found for text in cells(page) if text[0].isdecimal()]
    assert [item for column in listed for item in column] == [
        f"{number}. {item}" for number, item in enumerate(items, start=1)
    ]
    for page in found:
        lowest = max(item.box.bottom for item in page.items)
        assert lowest <= page.height - page.margins.bottom


def test_a_box_that_goes_on_on_a_further_page_says_its_title_again(project):
    typed = typed_list("dasar_hukum", long_list(300)) + "kualifikasi_pelaksana: [S-1]\n"
    first, second, *_ = pages(laid_out(project, typed), "Identitas")
    assert "Dasar Hukum" in cells(first)
    assert cells(second)[0] == "Dasar Hukum (lanjutan)"
    assert not any("Kualifikasi" in text for text in cells(second))


def test_what_alone_goes_on_has_the_whole_width_and_two_columns(project):
    typed = typed_list("dasar_hukum", long_list(300)) + "kualifikasi_pelaksana: [S-1]\n"
    _, page, *_ = pages(laid_out(project, typed), "Identitas")
    (table,) = (item for item in page.items if isinstance(item, Table))
    title, left, right = table.cells
    assert table.cell_box(title).width == table.box.width
    assert left.row == right.row
    assert Side.RIGHT not in left.borders
    assert Side.LEFT not in right.borders


def test_both_boxes_of_a_pair_may_go_on(project):
    typed = typed_list("dasar_hukum", long_list(200))
    typed += typed_list("kualifikasi_pelaksana", long_list(200))
    _, page, *_ = pages(laid_out(project, typed), "Identitas")
    assert cells(page)[:2] == ["Dasar Hukum (lanjutan)", "Kualifikasi Pelaksana (lanjutan)"]


def size_of(page: Page) -> int:
    """Return the size of the letters in the last cell of the page."""
    (table,) = (item for item in page.items if isinstance(item, Table))
    return table.cells[-1].paragraphs[0].runs[0].font.size


def left_of(page: Page, title: str) -> float:
    """Return which part of the table's width is left of the box with this title."""
    (table,) = (item for item in page.items if isinstance(item, Table))
    box = table.cell_box(cell_of(page, title))
    return (box.x - table.box.x) / table.box.width


def test_the_halves_are_equal_where_nothing_speaks_against_it(project):
    (page,) = pages(
        laid_out(project, "dasar_hukum: [UU]\nkualifikasi_pelaksana: [S-1]\n"), "Identitas"
    )
    assert left_of(page, "Kualifikasi Pelaksana") == pytest.approx(0.5, abs=0.001)


def test_the_half_with_more_to_say_is_wider(project):
    long = [f"{item} dan Tata Kerja Dinas serta Badan" for item in long_list(8)]
    typed = typed_list("dasar_hukum", long) + "kualifikasi_pelaksana: [S-1]\n"
    (page,) = pages(laid_out(project, typed), "Identitas")
    assert left_of(page, "Kualifikasi Pelaksana") > 0.55


def test_the_profile_may_say_how_wide_the_left_half_is(project):
    typed = "dasar_hukum: [UU]\nkualifikasi_pelaksana: [S-1]\n"
    typed += "format: {identitas: {lebar_kiri: 0.62}}\n"
    (page,) = pages(laid_out(project, typed), "Identitas")
    assert left_of(page, "Kualifikasi Pelaksana") == pytest.approx(0.62, abs=0.001)


def test_type_becomes_smaller_only_where_that_saves_a_page(project):
    fits = typed_list("dasar_hukum", long_list(20))
    (page,) = pages(laid_out(project, fits), "Identitas")
    assert size_of(page) == 200
    more = fits + "kualifikasi_pelaksana: [S-1]\npencatatan: Arsip\n"
    more += typed_list("peringatan", long_list(20))
    (page,) = pages(laid_out(project, more), "Identitas")
    assert 150 <= size_of(page) < 200
    too_much = typed_list("dasar_hukum", long_list(110))
    assert size_of(pages(laid_out(project, too_much), "Identitas")[0]) == 200


def test_a_list_of_short_items_stands_in_two_columns_where_that_saves_a_page(project):
    items = [f"Alat {number}" for number in range(70)]
    (page,) = pages(laid_out(project, typed_list("peralatan", items)), "Identitas")
    left, right = (text for text in cells(page) if text.startswith(("1. ", "36. ")))
    assert left.endswith("35. Alat 34")
    assert right.endswith("70. Alat 69")


def test_an_item_taller_than_a_page_is_refused_with_its_place(project):
    typed = f"dasar_hukum: [UU, {'panjang ' * 4000}]\n"
    made = read(project, f"kop: kota\nnama: Penyusunan LAKIP\n{typed}{FLOW}")
    _, problems = lay_out(made.sop, made.agency.letterhead, made.profile, None, TYPESETTER)
    assert [(problem.code, problem.at[0]) for problem in problems] == [("LAY001", "dasar_hukum")]


# The cover


def test_without_the_key_there_is_no_cover(project):
    assert pages(laid_out(project), "Sampul") == []


def test_a_cover_has_its_parts_from_top_to_bottom_and_no_number(project):
    with_letterhead(project, "sampul:\n")
    (page,) = pages(laid_out(project, "unit: Umum\ntanggal_pembuatan: 2024-01-23\n"), "Sampul")
    texts = [item for item in page.items if isinstance(item, Text)]
    assert [words(each.paragraphs) for each in texts] == [
        "STANDAR OPERASIONAL PROSEDUR (SOP)",
        "PENYUSUNAN LAKIP",
        "Umum",
        "PEMERINTAH KOTA|DINAS CONTOH",
        "Jalan Contoh 1",
        "TAHUN 2024",
    ]
    tops = [each.box.y for each in texts]
    assert tops == sorted(tops)
    assert page.footer is None


def test_a_cover_may_have_other_parts_and_words(project):
    with_letterhead(project, "sampul: {isi: [nama, judul], judul: SOP, awalan_nama: 'SOP '}\n")
    (page,) = pages(laid_out(project), "Sampul")
    texts = [item for item in page.items if isinstance(item, Text)]
    assert [words(each.paragraphs) for each in texts] == ["SOP PENYUSUNAN LAKIP", "SOP"]


def lines(text: Text) -> list[str]:
    return [
        "".join(run.text for run in line.runs) for each in text.paragraphs for line in each.lines
    ]


def on_cover(project: Path, name: str) -> Text:
    """Return a name as it stands on the cover."""
    made = read(project, f"kop: kota\nnama: {name}\n{FLOW}")
    document, _ = lay_out(made.sop, made.agency.letterhead, made.profile, None, TYPESETTER)
    (text,) = (item for item in document.pages[0].items if isinstance(item, Text))
    return text


def test_a_line_too_long_for_the_cover_goes_on_in_one_as_long_and_keeps_its_size(project):
    with_letterhead(project, "sampul: {isi: [nama]}\n")
    text = on_cover(project, "Penyusunan Laporan Kinerja Instansi Pemerintah Kabupaten")
    assert lines(text) == ["PENYUSUNAN LAPORAN KINERJA", "INSTANSI PEMERINTAH KABUPATEN"]
    assert {run.font.size for each in text.paragraphs for run in each.runs} == {400}
    assert len(text.paragraphs) == 1


def test_a_name_longer_than_two_lines_of_the_cover_is_set_smaller(project):
    with_letterhead(project, "sampul: {isi: [nama]}\n")
    text = on_cover(project, " ".join(["Penyusunan"] * 9))
    assert lines(text) == [" ".join(["PENYUSUNAN"] * 5), " ".join(["PENYUSUNAN"] * 4)]
    assert {run.font.size for each in text.paragraphs for run in each.runs} == {340}


def test_the_cover_alone_has_an_edge_to_bind_it_at(project):
    with_letterhead(project, "sampul:\n")
    cover, *others = laid_out(project).pages
    assert cover.margins.left == 1425
    assert {page.margins.left for page in others} == {855}


def test_the_edge_of_the_cover_is_never_narrower_than_the_margin(project):
    with_letterhead(project, "sampul:\nformat: {kertas: {tepi_jilid: 10, batas: {kiri: 30}}}\n")
    cover, *others = laid_out(project).pages
    assert {page.margins.left for page in (cover, *others)} == {1710}


def test_pages_are_counted_with_the_cover(project):
    with_letterhead(project, "sampul:\n")
    document = laid_out(project, "nomor: 010\n")
    feet = [words(page.footer.paragraphs) for page in document.pages if page.footer]
    assert feet == ["Halaman 2 dari 3", "010 · Penyusunan LAKIP|Halaman 3 dari 3"]


def test_a_long_name_at_the_foot_ends_before_the_number_of_the_page(project):
    made = read(project, f"kop: kota\nnomor: 010\nnama: {'Penyusunan ' * 20}\n{FLOW}")
    measure = HalfEm()
    document, _ = lay_out(made.sop, made.agency.letterhead, made.profile, None, TYPESETTER)
    left, number = (each.lines[0] for each in document.pages[-1].footer.paragraphs)
    (run,) = left.runs
    assert run.text.startswith("010 · Penyusunan Penyusunan")
    assert run.text.endswith(" Penyusunan …")
    assert left.x + measure.width(run.text, run.font) + 240 <= number.x


# The signatures after the last step


def endings(project: Path, more: str) -> list[str]:
    """Return the texts of the last table of the document, which has no rules."""
    *_, table = (
        item for item in laid_out(project, more).pages[-1].items if isinstance(item, Table)
    )
    if any(cell.borders for cell in table.cells):
        return []
    return [words(cell.paragraphs) for cell in table.cells if cell.paragraphs]


AT_END = "format: {pengesahan: {letak: akhir, baris_akhir: [jabatan, ruang, nama, nip]}}\n"


def test_without_signers_nothing_follows_the_last_step(project):
    assert endings(project, "") == []
    assert endings(project, "pengesah: kepala\n") == []


def test_the_approver_may_sign_after_the_last_step(project):
    assert endings(project, f"pengesah: kepala\n{AT_END}") == [
        "Kepala Dinas|||||NAMA KEPALA|NIP. 1970"
    ]


def test_several_sign_side_by_side_and_the_approver_last(project):
    signers = """\
penandatangan:
  - {peran: Disusun oleh, pejabat: analis, tanggal: 2024-01-02}
  - {peran: Diperiksa oleh, pejabat: sekretaris}
"""
    assert endings(project, f"pengesah: kepala\n{signers}{AT_END}") == [
        "Disusun oleh|2 Januari 2024|Analis|||||NAMA ANALIS|NI PPPK. 1990",
        "Diperiksa oleh||Sekretaris|||||NAMA SEKRETARIS|NIP. 1980",
        "||Kepala Dinas|||||NAMA KEPALA|NIP. 1970",
    ]


def test_only_the_last_flow_is_signed(project):
    flows = """\
alur:
  - {judul: Satu, pelaksana: {a: A}, langkah: [{kegiatan: X, pelaksana: a}]}
  - {judul: Dua, pelaksana: {a: A}, langkah: [{kegiatan: Y, pelaksana: a}]}
"""
    made = read(project, f"kop: kota\nnama: LAKIP\npengesah: kepala\n{AT_END}{flows}")
    document, _ = lay_out(made.sop, made.agency.letterhead, made.profile, None, TYPESETTER)
    *_, first, second, signed = (
        item for item in document.pages[-1].items if isinstance(item, Table)
    )
    assert first.header_rows == second.header_rows == 2
    assert [words(cell.paragraphs) for cell in signed.cells if cell.paragraphs] == [
        "Kepala Dinas|||||NAMA KEPALA|NIP. 1970"
    ]
