"""What a sheet says of its SOP is found by its labels, wherever their values stand."""

import re

import pytest

from sopgen.definition.reading import read_definition
from sopgen.document.page import Box
from sopgen.document.sheet import SeenCell, SeenShape, Sheet
from sopgen.model.sop import Sop
from sopgen.recognition.identity import Identity, identity_of
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS
from tests.recognition.test_unknown_tables import LEXICON, sheets_of

NAMELESS = {"alur-berbagi", "satu-langkah"}
"""Sheets without an identity: their name stands as a title above the flow, without a label."""


def letters(text: str) -> str:
    """Return `text` without the marks of lists, and what is no letter."""
    return re.sub(r"[\W\d_]", "", re.sub(r"(?m)^\s*(\d+|[a-z])[.)]", "", text)).casefold()


@pytest.mark.parametrize("name", [each for each in DEFINITIONS if each not in NAMELESS])
@pytest.mark.parametrize("kind", [Format.PDF, Format.XLSX, Format.DOCX])
def test_our_own_sheets_say_what_their_definitions_say(name, kind):
    sop = read_definition(DEFINITIONS[name]).sop
    seen = identity_of(sheets_of(name, kind), LEXICON)
    assert seen.field("nama").casefold().split() == sop.name.casefold().split()
    if sop.number:
        assert seen.field("nomor").split() == sop.number.split()
    check_boxes(sop, seen)


def check_boxes(sop: Sop, seen: Identity) -> None:
    for key, items in (
        ("dasar_hukum", sop.legal_basis),
        ("kualifikasi_pelaksana", sop.qualifications),
        ("keterkaitan", sop.related),
        ("peralatan", sop.equipment),
        ("pencatatan", sop.records),
    ):
        text = items if isinstance(items, str) else "\n".join(map(str, items or ()))
        if text:
            assert letters(seen.box(key)) == letters(text)


def sheet(*rows: tuple[str, ...], words: tuple[SeenShape, ...] = ()) -> Sheet:
    """Return rows of three columns; all cells have a text or are empty."""
    cells = tuple(
        SeenCell(at, column, 1, 1, text)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    )
    return Sheet(
        "1", (0, 4000, 7000, 11000), tuple(range(0, 500 * len(rows) + 1, 500)), cells, words
    )


def seen(*rows: tuple[str, ...], words: tuple[SeenShape, ...] = ()) -> Identity:
    return identity_of([sheet(*rows, words=words)], LEXICON)


def test_values_stand_beside_their_labels():
    found = seen(
        ("DINAS CONTOH", "Nomor SOP", ": 12/SOP/2024"),
        ("", "TGL. PEMBUATAN", "2 Juni 2024"),
        ("", "Nama SOP", "Penyiraman Bibit"),
    )
    assert {each.key: each.text for each in found.fields} == {
        "nomor": "12/SOP/2024",
        "tanggal_pembuatan": "2 Juni 2024",
        "nama": "Penyiraman Bibit",
        "instansi": "DINAS CONTOH",
    }


def test_values_stand_behind_their_labels_in_one_cell():
    found = seen(
        ("", "Nomor SOP : 12/SOP/2024\nTanggal Efektif : 3 Juni 2024\nNama SOP : Bibit", "")
    )
    assert (found.field("nomor"), found.field("tanggal_efektif"), found.field("nama")) == (
        "12/SOP/2024",
        "3 Juni 2024",
        "Bibit",
    )


def test_values_stand_line_by_line_beside_labels_in_one_cell():
    found = seen(("", "Nomor SOP\nTanggal Revisi\nNama SOP", "12/SOP/2024\n-\nBibit"))
    assert (found.field("nomor"), found.field("tanggal_revisi"), found.field("nama")) == (
        "12/SOP/2024",
        "-",
        "Bibit",
    )


def test_a_number_of_a_person_is_no_part_of_the_name():
    found = seen(("", "Nama SOP", "NIP. 19700101\nPenyiraman Bibit"))
    assert found.field("nama") == "Penyiraman Bibit"


def test_boxes_have_their_texts_below_or_in_the_same_cell():
    found = seen(
        ("DASAR HUKUM :", "Peralatan", ""),
        ("1. Peraturan Satu", "Ember", ""),
        ("2. Peraturan Dua", "", ""),
        ("Peringatan:\nBila kering, bibit mati", "Pencatatan dan Pendataan : buku kebun", ""),
    )
    assert {each.key: each.text for each in found.boxes} == {
        "dasar_hukum": "1. Peraturan Satu\n2. Peraturan Dua",
        "peralatan": "Ember",
        "peringatan": "Bila kering, bibit mati",
        "pencatatan": "buku kebun",
    }


def test_words_that_lines_part_from_their_cell_are_its_value():
    words = (SeenShape(1, "", "rect", Box(7100, 100, 2000, 200), "Kepala Kebun", bare=True),)
    found = seen(("", "Disahkan oleh", ""), words=words)
    assert found.field("pengesah") == "Kepala Kebun"


def test_what_belongs_nowhere_is_told():
    found = seen(("", "Nama SOP", "Bibit"), ("", "Moto", "Hijau"))
    assert [each.text for each in found.rest] == ["Moto", "Hijau"]


def test_labels_are_told_as_the_sheet_has_them():
    found = seen(("", "NAMA SOP :", "Bibit"), ("Dasar hukum", "", ""), ("1. Peraturan", "", ""))
    assert [each.label for each in (*found.fields, *found.boxes)] == ["NAMA SOP", "Dasar hukum"]


def test_a_label_of_the_agencys_own_stands_among_known_ones():
    found = seen(
        ("", "Nomor SOP", "12/SOP/2024"),
        ("", "Jenis Layanan", "Luar jaringan"),
        ("", "Nama SOP", "Bibit"),
        ("", "Moto", "Hijau"),
    )
    own = [(each.label, each.text) for each in found.fields if not each.key]
    assert own == [("Jenis Layanan", "Luar jaringan")]


def test_a_title_of_the_agencys_own_stands_over_its_text():
    found = seen(
        ("", "Nama SOP", "Bibit"),
        ("Tarif", "", ""),
        ("Tanpa biaya", "", ""),
        ("Dasar Hukum", "", ""),
        ("1. Peraturan Satu", "", ""),
    )
    assert found.box("dasar_hukum") == "1. Peraturan Satu"
    own = [(each.label, each.text) for each in found.boxes if not each.key]
    assert own == [("Tarif", "Tanpa biaya")]


def test_the_number_of_a_person_below_its_cell_is_that_of_the_approver():
    found = seen(
        ("", "Disahkan oleh", "Kepala Kebun\nNama Pejabat"),
        ("", "Nama SOP", "NIP. 19700101 199001 1 001\nPenyiraman Bibit"),
    )
    assert found.field("pengesah") == "Kepala Kebun\nNama Pejabat\nNIP. 19700101 199001 1 001"
    assert found.field("nama") == "Penyiraman Bibit"


def test_words_and_a_colon_right_below_a_title_are_the_text_of_its_box():
    found = seen(
        ("", "Nama SOP", "Bibit"),
        ("Peringatan", "Pencatatan", ""),
        ("Maksud dan tujuan: agar bibit hidup", "Buku kebun", ""),
        ("Peralatan: sekop", "", ""),
    )
    assert found.box("peringatan") == "Maksud dan tujuan: agar bibit hidup"
    assert found.box("peralatan") == "sekop"


def test_a_list_in_two_columns_of_cells_is_read_by_its_numbers():
    found = seen(("Peralatan", "", ""), ("1. Ember", "3. Sekop", ""), ("2. Tali", "4. Cangkul", ""))
    assert found.box("peralatan") == "1. Ember\n2. Tali"
    cells = [SeenCell(0, 0, 1, 2, "Peralatan")]
    cells += [
        SeenCell(row, column, 1, 1, text)
        for row, texts in enumerate((("1. Ember", "3. Sekop"), ("2. Tali", "4. Cangkul")), start=1)
        for column, text in enumerate(texts)
    ]
    wide = Sheet("1", (0, 4000, 8000, 11000), (0, 500, 1000, 1500), tuple(cells))
    lines = identity_of([wide], LEXICON).box("peralatan").split("\n")
    assert lines == ["1. Ember", "2. Tali", "3. Sekop", "4. Cangkul"]


def test_the_title_of_a_table_ends_the_box_above_it():
    found = seen(
        ("Peringatan", "", ""), ("Bila kering, siram", "", ""), ("Riwayat Perubahan", "", "")
    )
    assert found.box("peringatan") == "Bila kering, siram"
    assert [each.text for each in found.rest] == ["Riwayat Perubahan"]


def test_who_sign_besides_the_approver_are_told_by_their_roles():
    found = seen(
        ("", "Nama SOP", "Bibit"),
        ("Dibuat oleh", "Diperiksa oleh", "Disahkan oleh"),
        ("Juru Tulis\nNama Satu", "Ketua Regu\nNama Dua", "Kepala Kebun\nNama Tiga"),
    )
    assert [(each.label, each.text) for each in found.signatories] == [
        ("Dibuat oleh", "Juru Tulis\nNama Satu"),
        ("Diperiksa oleh", "Ketua Regu\nNama Dua"),
    ]
    assert found.field("pengesah") == "Kepala Kebun\nNama Tiga"


def test_words_beside_all_tables_are_told_where_they_stand():
    words = (SeenShape(1, "", "rect", Box(400, -900, 2000, 200), "SOP Kebun", bare=True),)
    (told,) = seen(("", "Nama SOP", "Bibit"), words=words).rest
    assert (told.text, told.box) == ("SOP Kebun", Box(400, -900, 2000, 200))


def test_marks_in_a_cell_of_their_own_stand_before_their_items():
    cells = (
        SeenCell(0, 0, 1, 2, "Peralatan"),
        SeenCell(1, 0, 1, 1, "1.\n\n2."),
        SeenCell(1, 1, 1, 1, "Ember yang besar\nSekop"),
    )
    beside = identity_of([Sheet("1", (0, 400, 7000), (0, 500, 1500), cells)], LEXICON)
    assert beside.box("peralatan") == "1.\tEmber yang besar\n2.\tSekop"


def test_a_box_goes_on_at_the_top_of_the_next_page():
    first = sheet(("", "Nama SOP", "Bibit"), ("Dasar Hukum", "", ""), ("1. Peraturan Satu", "", ""))
    second = sheet(("2. Peraturan Dua", "", ""), ("Peringatan", "", ""), ("Siram", "", ""))
    found = identity_of([first, second], LEXICON)
    assert found.box("dasar_hukum") == "1. Peraturan Satu\n2. Peraturan Dua"
    assert found.box("peringatan") == "Siram"
    assert found.rest == ()


def test_a_title_that_is_a_label_too_is_not_where_the_agency_ends():
    found = seen(
        ("STANDAR OPERASIONAL PROSEDUR", "", ""),
        ("KEBUN CONTOH", "Nomor SOP", "1/2024"),
        ("", "Nama SOP", "Bibit"),
    )
    assert (found.field("instansi"), found.field("nama")) == ("KEBUN CONTOH", "Bibit")


def test_an_approver_stands_in_several_cells_down_to_the_next_label():
    found = seen(
        ("KEBUN CONTOH", "Disahkan oleh", "Kepala Kebun"),
        ("", "", "Nama Pejabat"),
        ("", "", "NIP. 19700101 199001 1 001"),
        ("", "Nama SOP", "Bibit"),
    )
    assert found.field("pengesah") == "Kepala Kebun\nNama Pejabat\nNIP. 19700101 199001 1 001"
    assert found.rest == ()


def test_the_agency_over_a_box_is_no_title():
    found = seen(
        ("BADAN CONTOH", "Nomor SOP", "1/2024"),
        ("BIDANG KEBUN", "Nama SOP", "Bibit"),
        ("Dasar Hukum", "", ""),
        ("Peraturan Satu", "", ""),
    )
    assert found.field("instansi") == "BADAN CONTOH\nBIDANG KEBUN"
    assert [each.key for each in found.boxes] == ["dasar_hukum"]


def test_two_boxes_of_one_kind_are_two():
    found = seen(("Peralatan", "Perlengkapan", ""), ("Ember", "Sarung tangan", ""))
    assert [(each.key, each.label, each.text) for each in found.boxes] == [
        ("peralatan", "Peralatan", "Ember"),
        ("", "Perlengkapan", "Sarung tangan"),
    ]


def test_a_box_goes_on_below_its_title_repeated():
    found = seen(
        ("Dasar Hukum", "", ""),
        ("1. Peraturan Satu", "", ""),
        ("Dasar Hukum (lanjutan)", "", ""),
        ("2. Peraturan Dua", "", ""),
    )
    assert found.box("dasar_hukum") == "1. Peraturan Satu\n2. Peraturan Dua"
    assert len(found.boxes) == 1


def test_a_purpose_within_a_box_is_no_box_of_its_own():
    found = seen(("Peringatan", "", ""), ("Tujuan: bibit tidak mati", "", ""))
    assert found.box("peringatan") == "Tujuan: bibit tidak mati"
    found = seen(("Peringatan", "", ""), ("Tujuan:\n- bibit tidak mati", "", ""))
    assert found.box("peringatan") == "Tujuan:\n- bibit tidak mati"
    found = seen(("Peringatan", "", ""), ("Siram", "", ""), ("Tujuan:", "", ""), ("Hidup", "", ""))
    assert found.box("peringatan") == "Siram\nTujuan:\nHidup"
    found = seen(("Peringatan", "", ""), ("Siram", "", ""), ("Tujuan", "", ""), ("Hidup", "", ""))
    assert (found.box("peringatan"), found.box("tujuan")) == ("Siram", "Hidup")


def test_texts_stand_beside_titles_that_stand_one_above_the_other():
    found = seen(
        ("No. Dokumen\n445/01/SPO", "No. Revisi\n02", "Halaman\n1/2"),
        ("STANDAR PROSEDUR", "Tanggal Terbit 4 Mei 2023", "Ditetapkan oleh\nDirektur"),
        ("Pengertian", "Mencocokkan bibit", ""),
        ("Tujuan", "Bibit tidak tertukar", ""),
        ("Prosedur", "1. Menyapa\n2. Mencocokkan", ""),
        ("Unit Terkait", "Kebun", ""),
    )
    assert {each.key: each.text for each in found.fields if each.key != "instansi"} == {
        "nomor": "445/01/SPO",
        "revisi_ke": "02",
        "halaman": "1/2",
        "tanggal_pembuatan": "4 Mei 2023",
        "pengesah": "Direktur",
    }
    assert {each.key: each.text for each in found.boxes} == {
        "pengertian": "Mencocokkan bibit",
        "tujuan": "Bibit tidak tertukar",
        "prosedur": "1. Menyapa\n2. Mencocokkan",
        "unit_terkait": "Kebun",
    }


def test_a_label_in_two_lines_has_its_value_beside_it():
    found = seen(("", "Nomor\nSOP", "12/2024"), ("", "Tanggal\nPembuatan", "1 Juni 2024"))
    assert (found.field("nomor"), found.field("tanggal_pembuatan")) == ("12/2024", "1 Juni 2024")


def test_a_purpose_that_no_box_holds_is_a_box_of_its_own():
    found = seen(
        ("", "Nama SOP", "Bibit"),
        ("Peringatan", "", ""),
        ("Bila kering, siram", "", ""),
        ("", "Maksud dan tujuan: agar bibit hidup", ""),
    )
    assert found.box("peringatan") == "Bila kering, siram"
    assert found.box("tujuan") == "agar bibit hidup"
    assert found.rest == ()


def test_a_purpose_in_a_cell_of_its_own_is_a_box():
    cells = [
        SeenCell(0, 0, 1, 1, "Peringatan"),
        SeenCell(0, 1, 1, 1, "Pencatatan"),
        SeenCell(1, 0, 1, 1, "Siram"),
        SeenCell(2, 0, 1, 2, "Maksud dan tujuan: bibit hidup"),
    ]
    found = identity_of([Sheet("1", (0, 5000, 10000), (0, 500, 1000, 1500), tuple(cells))], LEXICON)
    assert (found.box("peringatan"), found.box("tujuan")) == ("Siram", "bibit hidup")
