"""Sheets as other agencies lay them out are understood, whichever program they went through.

They are written as tables of HTML in words of our own; LibreOffice makes a workbook or printed
pages of them, as it does of the HTML that web applications call XLS and DOC.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from sopgen.document.sheet import Sheet
from sopgen.readers import xlsx
from sopgen.readers.packages import opened_package
from sopgen.readers.pdf import sheets_of_pdf
from sopgen.recognition.sops import SeenSop, sops_of
from tests.recognition.test_unknown_tables import LEXICON
from tests.writers.programs import converted_by_libreoffice, tool

pytestmark = pytest.mark.office

Row = Sequence[str | tuple[str, str]]
"""Cells of a row; a pair is a cell with its attributes."""

PERSON = "<br><br>NAMA PEJABAT, S.H.<br>NIP. 19700101 199001 1 001"


def table(*rows: Row) -> str:
    cells = (
        "".join(
            f"<td>{each}</td>" if isinstance(each, str) else f"<td {each[1]}>{each[0]}</td>"
            for each in row
        )
        for row in rows
    )
    lines = "".join(f"<tr>{each}</tr>" for each in cells)
    return f'<table border="1" cellspacing="0" width="100%">{lines}</table>'


COURT = (
    table(
        [("MAHKAMAH CONTOH<br>PENGADILAN CONTOH", "rowspan=7"), "NomorSOP", "W1/5/SOP/2023"],
        ["TanggalPembuatan", "3 Maret 2023"],
        ["TanggalRevisi", "-"],
        ["RevisiKe", "kesatu"],
        ["TanggalEfektif", "1 April 2023"],
        ["DisahkanOleh", f"Ketua Pengadilan Contoh{PERSON}"],
        ["NamaSOP", "S.O.P PENERIMAAN BERKAS"],
    ),
    table(
        ["DasarHukum", "KualifikasiPelaksana"],
        ["1. Peraturan Satu<br>2. Peraturan Dua", "Memahami berkas"],
        ["Keterkaitan", "Peralatan/Perlengkapan"],
        ["SOP Arsip", "Komputer"],
        ["Peringatan", "PencatatandanPendataan"],
        ["Jika tidak dijalankan, berkas hilang", "Buku register"],
    ),
    '<p align="center">PENERIMAAN BERKAS</p>',
    table(
        [
            ("No", "rowspan=2"),
            ("Aktivitas", "rowspan=2"),
            ("Pelaksana", "colspan=3"),
            ("MutuBaku", "colspan=3"),
            ("Ket", "rowspan=2"),
        ],
        ["Meja Satu", "Panitera", "Ketua", "Persyaratan/ Kelengkapan", "Waktu", "Output"],
        list("123456789"),
        ["1", "Menerima berkas", "", "", "", "Berkas", "5 menit", "Tanda terima", ""],
        ["2", "Memeriksa berkas", "", "", "", "Berkas", "1 jam", "Berkas lengkap", "-"],
    ),
)

REGENCY = (
    table(
        [
            ("PEMERINTAH KABUPATEN CONTOH<br>DINAS KEBUN CONTOH", "rowspan=6"),
            "NOMOR SOP",
            ":",
            "065/12/SOP/2022",
        ],
        ["TGL. PEMBUATAN", ":", "2 Mei 2022"],
        ["TGL. REVISI", ":", "-"],
        ["TGL. PENGESAHAN", ":", "9 Mei 2022"],
        ["DISAHKAN OLEH", ":", f"KEPALA DINAS KEBUN CONTOH{PERSON}"],
        ["NAMA SOP", ":", "PENYALURAN BIBIT"],
        ["DASAR HUKUM :<br>1. Peraturan Satu", ("KUALIFIKASI PELAKSANA :<br>Teliti", "colspan=3")],
        ["KETERKAITAN :<br>SOP Bibit", ("PERALATAN/PERLENGKAPAN :<br>Ember", "colspan=3")],
        ["PERINGATAN :<br>Jika terlambat, layu", ("PENCATATAN :<br>Buku kebun", "colspan=3")],
    ),
    table(
        [
            ("NO", "rowspan=2"),
            ("URAIAN PROSEDUR", "rowspan=2"),
            ("PELAKSANA", "colspan=2"),
            ("MUTU BAKU", "colspan=3"),
            ("KET.", "rowspan=2"),
        ],
        ["KEPALA SEKSI", "STAF", "PERSYARATAN/ KELENGKAPAN", "WAKTU", "PRODUK"],
        ["A.", ("PERSIAPAN", "colspan=7")],
        ["1", "Menyusun daftar", "", "", "Data", "1 Hari", "Daftar", ""],
        ["B.", ("PELAKSANAAN", "colspan=7")],
        ["2", "Menyerahkan bibit", "", "", "Bibit", "1 Hari", "Berita acara", ""],
        [("JUMLAH WAKTU", "colspan=5"), "2 Hari", "", ""],
    ),
)

HOSPITAL = (
    table(
        [("RSUD CONTOH", "rowspan=2"), ("IDENTIFIKASI BIBIT", "colspan=3")],
        ["No. Dokumen<br>445/01/SPO", "No. Revisi<br>A/1", "Halaman<br>1/2"],
    ),
    table(
        ["STANDAR PROSEDUR", "Tanggal Terbit<br>4 Mei 2023", f"Ditetapkan oleh<br>Direktur{PERSON}"]
    ),
    table(
        ["Pengertian", "Mencocokkan bibit dengan daftar."],
        ["Tujuan", "Bibit tidak tertukar."],
        ["Kebijakan", "Keputusan Direktur Nomor 1"],
        ["Prosedur", "1. Menyapa<br>2. Mencocokkan<br>3. Mencatat"],
        ["Unit Terkait", "Kebun utara, Kebun selatan"],
    ),
)

VILLAGE = (
    "<p>KELURAHAN CONTOH</p>",
    '<p align="center">PELAYANAN SURAT KEBUN</p>',
    table(
        [
            ("NO.", "rowspan=2"),
            ("KEGIATAN", "rowspan=2"),
            ("PELAKSANA", "colspan=2"),
            ("MUTU BAKU", "colspan=3"),
            ("KETERANGAN", "rowspan=2"),
        ],
        ["Pemohon", "Lurah", "Kelengkapan", "Waktu (Menit)", "Output"],
        ["", "Mulai", "", "", "", "", "", ""],
        ["1", "Mengajukan permohonan", "X", "", "KTP", "5", "Berkas", ""],
        ["2", "Menandatangani surat", "", "X", "Berkas", "5", "Surat", ""],
        ["", "Selesai", "", "", "", "", "", ""],
        ["", "Jumlah", "", "", "", "10", "", ""],
    ),
)

UNIVERSITY = (
    table(
        [("UNIVERSITAS CONTOH<br>FAKULTAS KEBUN", "rowspan=4"), "Nomor POS", "12/UN/2024"],
        ["Tanggal Efektif", "1 Maret 2024"],
        ["Disahkan oleh", "Dekan"],
        ["Nama POS", "Peminjaman Kebun"],
    ),
    table(
        [
            ("No", "rowspan=3"),
            ("Kegiatan", "rowspan=3"),
            ("Pelaksana", "colspan=4"),
            ("Mutu Baku", "colspan=3"),
            ("Risiko", "rowspan=3"),
            ("Keterangan", "rowspan=3"),
        ],
        [
            ("Fakultas", "colspan=2"),
            ("Rektorat", "colspan=2"),
            ("Kelengkapan", "rowspan=2"),
            ("Waktu", "rowspan=2"),
            ("Output", "rowspan=2"),
        ],
        ["Dekan", "Kasubbag", "Rektor", "Biro"],
        [
            *("1", "Mengajukan izin", "", "", "", ""),
            ("Surat", "rowspan=2"),
            ("2 hari", "rowspan=2"),
            *("Catatan", "Surat hilang", ""),
        ],
        ["2", "Memberi izin", "", "", "", "", "Izin", "-", "SOP lain"],
    ),
)

SHEETS = {
    "pengadilan": COURT,
    "kabupaten": REGENCY,
    "rumah-sakit": HOSPITAL,
    "kelurahan": VILLAGE,
    "universitas": UNIVERSITY,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with each sheet as a workbook and as printed pages."""
    tool("soffice")
    folder = tmp_path_factory.mktemp("instansi")
    for name, parts in SHEETS.items():
        text = "<p></p>".join(parts)
        page = f'<html><head><meta charset="utf-8"></head><body>{text}</body></html>'
        for ending in ("xls", "doc"):
            (folder / f"{name}.{ending}").write_text(page, encoding="utf-8")
    for ending, target in (("xls", "xlsx"), ("doc", "pdf")):
        files = sorted(folder.glob(f"*.{ending}"))
        converted_by_libreoffice(files, target, folder, folder / "profil")
    return folder


@pytest.fixture(params=["xlsx", "pdf"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def read(made: Path, name: str, kind: str) -> SeenSop:
    data = (made / f"{name}.{kind}").read_bytes()
    sheets: tuple[Sheet, ...] = (
        sheets_of_pdf(data)
        if kind == "pdf"
        else xlsx.sheets_of_workbook(opened_package(data, xlsx.PARTS))
    )
    (sop,) = sops_of(sheets, LEXICON)
    return sop


def fields(sop: SeenSop) -> dict[str, str]:
    return {each.key: " ".join(each.text.split()) for each in sop.identity.fields}


def boxes(sop: SeenSop) -> dict[str, str]:
    return {each.key: " ".join(each.text.split()) for each in sop.identity.boxes}


def texts(sop: SeenSop) -> list[list[str]]:
    """Return the texts of the rows; those of cells that began above are ^."""
    (flow,) = sop.flows
    return [
        [row.number, row.activity, *("^" if each.joined else each.text for each in row.entries)]
        for row in flow.rows
    ]


def test_a_court_prints_its_labels_without_blanks(made, kind):
    sop = read(made, "pengadilan", kind)
    assert fields(sop) == {
        "instansi": "MAHKAMAH CONTOH PENGADILAN CONTOH",
        "nomor": "W1/5/SOP/2023",
        "tanggal_pembuatan": "3 Maret 2023",
        "tanggal_revisi": "-",
        "revisi_ke": "kesatu",
        "tanggal_efektif": "1 April 2023",
        "pengesah": "Ketua Pengadilan Contoh NAMA PEJABAT, S.H. NIP. 19700101 199001 1 001",
        "nama": "S.O.P PENERIMAAN BERKAS",
    }
    assert boxes(sop) == {
        "dasar_hukum": "1. Peraturan Satu 2. Peraturan Dua",
        "kualifikasi_pelaksana": "Memahami berkas",
        "keterkaitan": "SOP Arsip",
        "peralatan": "Komputer",
        "peringatan": "Jika tidak dijalankan, berkas hilang",
        "pencatatan": "Buku register",
    }
    assert (sop.flows[0].title, sop.flows[0].numbered) == ("PENERIMAAN BERKAS", True)
    assert [lane.name for lane in sop.flows[0].head.lanes] == ["Meja Satu", "Panitera", "Ketua"]
    assert texts(sop) == [
        ["1", "Menerima berkas", "Berkas", "5 menit", "Tanda terima", ""],
        ["2", "Memeriksa berkas", "Berkas", "1 jam", "Berkas lengkap", "-"],
    ]


def test_a_regency_has_colons_in_a_column_of_their_own_and_titles_in_the_boxes(made, kind):
    sop = read(made, "kabupaten", kind)
    assert fields(sop) == {
        "instansi": "PEMERINTAH KABUPATEN CONTOH DINAS KEBUN CONTOH",
        "nomor": "065/12/SOP/2022",
        "tanggal_pembuatan": "2 Mei 2022",
        "tanggal_revisi": "-",
        "tanggal_efektif": "9 Mei 2022",
        "pengesah": "KEPALA DINAS KEBUN CONTOH NAMA PEJABAT, S.H. NIP. 19700101 199001 1 001",
        "nama": "PENYALURAN BIBIT",
    }
    assert boxes(sop) == {
        "dasar_hukum": "1. Peraturan Satu",
        "kualifikasi_pelaksana": "Teliti",
        "keterkaitan": "SOP Bibit",
        "peralatan": "Ember",
        "peringatan": "Jika terlambat, layu",
        "pencatatan": "Buku kebun",
    }
    assert texts(sop) == [
        ["", "A. PERSIAPAN"],
        ["1", "Menyusun daftar", "Data", "1 Hari", "Daftar", ""],
        ["", "B. PELAKSANAAN"],
        ["2", "Menyerahkan bibit", "Bibit", "1 Hari", "Berita acara", ""],
    ]
    assert sop.identity.rest == ()


def test_a_hospital_has_titles_beside_their_texts_and_no_flow(made, kind):
    sop = read(made, "rumah-sakit", kind)
    assert {key: text for key, text in fields(sop).items() if key != "instansi"} == {
        "nomor": "445/01/SPO",
        "revisi_ke": "A/1",
        "halaman": "1/2",
        "tanggal_pembuatan": "4 Mei 2023",
        "pengesah": "Direktur NAMA PEJABAT, S.H. NIP. 19700101 199001 1 001",
    }
    assert boxes(sop) == {
        "pengertian": "Mencocokkan bibit dengan daftar.",
        "tujuan": "Bibit tidak tertukar.",
        "kebijakan": "Keputusan Direktur Nomor 1",
        "prosedur": "1. Menyapa 2. Mencocokkan 3. Mencatat",
        "unit_terkait": "Kebun utara, Kebun selatan",
    }
    assert sop.flows == ()


def test_a_village_has_no_identity_and_rows_that_only_begin_and_end(made, kind):
    sop = read(made, "kelurahan", kind)
    assert sop.flows[0].title == "PELAYANAN SURAT KEBUN"
    assert texts(sop) == [
        ["", "Mulai", "", "", "", ""],
        ["1", "Mengajukan permohonan", "KTP", "5", "Berkas", ""],
        ["2", "Menandatangani surat", "Berkas", "5", "Surat", ""],
        ["", "Selesai", "", "", "", ""],
    ]


def test_a_university_has_units_over_the_lanes_and_columns_of_its_own(made, kind):
    sop = read(made, "universitas", kind)
    (flow,) = sop.flows
    assert [(lane.name, lane.unit) for lane in flow.head.lanes] == [
        ("Dekan", "Fakultas"),
        ("Kasubbag", "Fakultas"),
        ("Rektor", "Rektorat"),
        ("Biro", "Rektorat"),
    ]
    assert [column.key or column.head for column in flow.head.columns] == [
        *("no", "kegiatan", "kelengkapan", "waktu", "output", "Risiko", "keterangan")
    ]
    assert texts(sop) == [
        ["1", "Mengajukan izin", "Surat", "2 hari", "Catatan", "Surat hilang", ""],
        ["2", "Memberi izin", "^", "^", "Izin", "-", "SOP lain"],
    ]
