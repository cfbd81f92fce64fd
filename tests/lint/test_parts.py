import datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopgen.lint.acts import active_form
from sopgen.lint.near import near_pairs
from sopgen.lint.nip import Nip
from sopgen.lint.numbering import series_of
from sopgen.lint.registers import merged, shipped_files, shipped_registers
from sopgen.lint.regulations import citation

TODAY = datetime.date(2024, 6, 1)
KNOWN = merged(shipped_registers())


@pytest.mark.parametrize(
    ("text", "key", "rank"),
    [
        ("UU RI No.32 Tahun 2004 Tentang Pemerintahan Daerah", "UU 32/2004", 2),
        ("1. Undang-Undang Nomor 8 Tahun 2001 tentang Pembentukan", "UU 8/2001", 2),
        ("Peraturan Pemerintah No.03 Tahun 2007 tentang Laporan", "PP 3/2007", 3),
        ("Perpres No.29 Tahun 2014 Tentang SAKIP", "Perpres 29/2014", 4),
        ("Permen Dalam Negeri No.54 Tahun 2010 tentang PP No.08", "Permendagri 54/2010", 5),
        (
            "Peraturan Menteri Negara PAN Nomor PER/21/M.PAN/11/2008 tentang X",
            "Permenpan 21/2008",
            5,
        ),
        ("Peraturan Kepala ANRI Nomor 2 Tahun 2014 tentang Naskah", "Peraturan ANRI 2/2014", 5),
        ("Peraturan Menteri Keuangan Nomor 012/PMK.05/2018 tentang X", "PMK 12/2018", 5),
        ("PMK No. 12/PMK.05/2018 Tentang X", "PMK 12/2018", 5),
        ("Perpres 16 Tahun 2018 tentang X", "Perpres 16/2018", 4),
        ("Permen PANRB 35 Tahun 2012 tentang X", "Permenpan 35/2012", 5),
        ("PERMA No 3 Tahun 2018 tentang X", "Perma 3/2018", 5),
        ("SEMA No. 2 Tahun 2014 tentang X", "SE 2/2014", 6),
        ("PKPU Nomor 3 Tahun 2022 tentang X", "Peraturan lembaga 3/2022", 5),
        ("Perdes Nomor 3 Tahun 2020 tentang X", "Peraturan desa 3/2020", 10),
        ("SK KMA Nomor 026/KMA/SK/II/2012 tentang X", "Keputusan 26/2012", 11),
        ("Peraturan Dirjen Anggaran Nomor PER-7/AG/2016 tentang X", "Peraturan Dirjen 7/2016", 6),
        ("Keputusan Bupati Nomor 188.45/12/KEP/2020 tentang X", "Keputusan 188.45/12/kep/2020", 11),
        (
            "Peraturan Daerah Provinsi Banten Nomor 1 Tahun 2016 tentang X",
            "Perda Provinsi 1/2016",
            7,
        ),
        ("Peraturan Gubernur Nomor 58 Tahun 2016 tentang Organisasi", "Pergub 58/2016", 8),
        ("Perda Kota Pagar Alam No.14 Tahun 2023 Tentang Organisasi", "Perda 14/2023", 9),
        ("Peraturan Walikota No.15 Tahun 2023 tentang Kedudukan", "Perkada 15/2023", 10),
    ],
)
def test_a_regulation_is_read_in_its_spellings(text: str, key: str, rank: int) -> None:
    found = citation(text)
    assert found is not None
    assert (found.key, found.rank, found.complete) == (key, rank, True)


@pytest.mark.parametrize("text", ["UUD 1945", "Pasal 118 HIR", "KUHAP", "SNI ISO 9001:2015"])
def test_codes_and_standards_need_no_year(text: str) -> None:
    found = citation(text)
    assert found is not None
    assert found.complete


def test_what_is_amended_is_not_taken_for_the_regulation() -> None:
    found = citation(
        "UU No. 32 Tahun 2004 tentang Pemerintahan Daerah (Lembaran Negara 2004 No.125) "
        "sebagaimana telah diubah dengan UU No. 12 Tahun 2008"
    )
    assert found is not None
    assert (found.number, found.title) == ("32", "pemerintahan daerah")


@pytest.mark.parametrize(
    ("digits", "faults"),
    [
        ("197001011995031001", []),
        ("197013011995031001", ["tanggal lahir 19701301 tidak ada"]),
        ("197001011995131001", ["bulan pengangkatan 13 tidak ada"]),
        ("197001011995033001", ["jenis kelamin 3 tidak ada (1 pria, 2 wanita)"]),
        ("197001011995031000", ["nomor urut 000 tidak ada"]),
        ("199001012030031001", ["tahun pengangkatan 2030 belum tiba"]),
        ("199001011995031001", ["diangkat pada umur 5 tahun"]),
    ],
)
def test_a_nip_is_judged_by_its_parts(digits: str, faults: list[str]) -> None:
    assert list(Nip(digits).faults(TODAY)) == faults


def test_a_contract_worker_has_a_code_in_the_place_of_the_month() -> None:
    assert list(Nip("199001012021212004", contract=True).faults(TODAY)) == []
    assert list(Nip("199001012021052004", contract=True).faults(TODAY)) == [
        "kode perjanjian kerja 05 tidak dikenal"
    ]


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("penandatanganan", "Menandatangani"),
        ("pemetaan", "Memetakan"),
        ("pengumuman", "Mengumumkan"),
        ("perencanaan", "Merencanakan"),
        ("kirim", "Mengirim"),
        ("disampaikan", "Menyampaikan"),
        ("pembubuhan", ""),
        ("diseminasi", "Mendiseminasikan"),
        ("dinas", ""),
        ("proses", ""),
        ("ditulis", "Menulis"),
        ("dikirim", "Mengirim"),
        ("disusun", "Menyusun"),
        ("diproses", "Memproses"),
        ("dibuat", "Membuat"),
        ("surat", ""),
    ],
)
def test_a_noun_or_passive_is_turned_into_an_active_verb(word: str, verb: str) -> None:
    assert active_form(word, KNOWN) == verb


def test_a_misprinted_number_belongs_to_its_series() -> None:
    numbers = ["503/22/SOP/DISPMPPTSPTK", "503/23/SOP/DISPMPTSPTK", "503/25/SOP/DISPMPTSPTK"]
    (series,), misprints = series_of(numbers)
    assert list(misprints) == [0]
    assert list(series.gaps()) == [(2, (24,))]


def test_every_shipped_entry_says_where_it_comes_from() -> None:
    assert shipped_files() == ("kata.yaml", "pangkat.yaml", "peraturan.yaml", "wilayah.yaml")
    assert all(register.source.strip() for register in shipped_registers())


def test_the_register_of_regions_is_whole() -> None:
    regions = next(register.regions for register in shipped_registers() if register.regions)
    assert (len(regions), sum(map(len, regions.values()))) == (38, 514)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Renja Kota Mataram dan Kecamatan Ampenan", ["Kota Mataram"]),
        ("nasib malang di batu", []),
        ("Bupati Malang", ["Kab. Malang"]),
        ("Wali Kota Malang", ["Kab. Malang"]),
        ("DPMPTSP Muna Barat", ["Kab. Muna Barat"]),
        ("Provinsi Kepulauan Bangka Belitung", ["Kepulauan Bangka Belitung"]),
    ],
)
def test_regions_are_found_in_a_text(text: str, names: list[str]) -> None:
    assert [name for name, _ in KNOWN.regions.named_in(text)] == names


@settings(max_examples=200, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=8), max_size=12))
def test_near_pairs_are_those_of_brute_force(sets: list[frozenset[str]]) -> None:
    share = Fraction(3, 5)
    expected = set()
    for later, each in enumerate(sets):
        for earlier in range(later):
            union = len(each | sets[earlier])
            if union and Fraction(len(each & sets[earlier]), union) >= share:
                expected.add(later)
    assert {later for later, _ in near_pairs(sets, share)} == expected
