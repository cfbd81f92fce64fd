from pathlib import Path

import pytest

from sopgen.definition.reading import read_definition, read_letterhead
from sopgen.problems.problem import Problem, ProblemsError
from tests.projects import LETTERHEAD

HEAD = "kop: kota\nnama: Uji\npelaksana:\n  a: Panitia\n  b: Kepala\n"
NBSP = "\u00a0"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    return tmp_path


def told(project: Path, text: str) -> list[Problem]:
    path = project / "a.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        read_definition(path)
    except ProblemsError as error:
        return list(error.problems)
    return []


def shown(problems: list[Problem]) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.message) for each in problems]


NO_SPACE = "Di sini ada U+00A0 (spasi tak putus), yang bagi YAML bukan spasi."
DASH = "Tanda butir harus “- ”, bukan “–” (U+2013)."


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (f"  - kegiatan: Menyusun\n{NBSP * 4}pelaksana: a\n", (8, 1, NO_SPACE)),
        (f"  - kegiatan: Menyusun\n    pelaksana:{NBSP}a\n", (8, 15, NO_SPACE)),
        (f"  -{NBSP}kegiatan: Menyusun\n    pelaksana: a\n", (7, 4, NO_SPACE)),
        (f"  - kegiatan:{NBSP}Menyusun\n", (7, 14, NO_SPACE)),
        (
            "\u3000- kegiatan: Menyusun\n",
            (7, 1, "Di sini ada U+3000 (spasi khusus), yang bagi YAML bukan spasi."),
        ),
        ("  – kegiatan: Menyusun\n    pelaksana: a\n", (7, 3, DASH)),
        ("  – kegiatan: Menyusun\n", (7, 3, DASH)),
        (
            "  - kegiatan: Satu\n    pelaksana: a\n  – kegiatan: Dua\n    pelaksana: b\n",
            (9, 3, DASH),
        ),
        (
            "  • kegiatan: Menyusun\n    pelaksana: a\n",
            (7, 3, "Tanda butir harus “- ”, bukan “•” (U+2022)."),
        ),
        (
            "  -kegiatan: Menyusun\n    pelaksana: a\n",
            (7, 3, "Tanda butir harus “- ”: minus, lalu spasi."),
        ),
        (
            "  -kegiatan: Menyusun\n   pelaksana: a\n",
            (7, 3, "Tanda butir harus “- ”: minus, lalu spasi."),
        ),
    ],
)
def test_a_sign_that_looks_like_yamls_is_named_where_it_stands(
    project: Path, steps: str, expected: tuple[int, int, str]
) -> None:
    assert shown(told(project, f"{HEAD}langkah:\n{steps}")) == [expected]


def test_a_map_that_is_indented_with_other_spaces_is_told_line_by_line(project: Path) -> None:
    text = HEAD.replace("  a:", f"{NBSP}{NBSP}a:").replace("  b:", f"{NBSP}{NBSP}b:")
    problems = told(project, f"{text}langkah:\n  - {{kegiatan: Menyusun, pelaksana: a}}\n")
    assert shown(problems) == [(4, 1, NO_SPACE), (5, 1, NO_SPACE)]


def test_texts_may_hold_such_signs(project: Path) -> None:
    steps = (
        f"langkah:\n  - kegiatan: Menyusun{NBSP}draf – tahap 1\n    pelaksana: a\n"
        f"    keterangan: |\n      – butir satu\n      •{NBSP}butir dua\n"
        f"    output: Pasal 3:{NBSP}ayat\n"
    )
    assert told(project, HEAD + steps) == []
    (problem,) = told(project, f"{HEAD}{steps}warna: merah\n")
    assert problem.message == "Kunci “warna” tidak dikenal."


@pytest.mark.parametrize(
    ("step", "hint"),
    [
        ("{kegiatan: Satu, pelaksana: a dan b}", "Untuk kerja bersama tulis [a, b]."),
        ('{kegiatan: Satu, pelaksana: "a, b"}', "Untuk kerja bersama tulis [a, b]."),
        ("{kegiatan: Satu, pelaksana: a / b}", "Untuk kerja bersama tulis [a, b]."),
        ("{kegiatan: Satu, pelaksana: Panitia & kepala}", "Untuk kerja bersama tulis [a, b]."),
        ("{kegiatan: Satu, pelaksana: Kepala}", "Tulis id kolomnya: “b”."),
        (
            "{kegiatan: Satu, pelaksana: a, b}",
            "Di antara kurung kurawal, koma memulai kunci baru. Untuk kerja bersama tulis "
            "“pelaksana: [a, b]”; teks yang memuat koma ditulis di antara tanda kutip.",
        ),
    ],
)
def test_joint_work_written_naturally_is_advised(project: Path, step: str, hint: str) -> None:
    (problem,) = told(project, f"{HEAD}langkah:\n  - {step}\n")
    assert problem.hint == hint


@pytest.mark.parametrize("target", ["1", "1.", "Menyusun", "menyusun draf"])
def test_an_arrow_to_a_number_or_to_words_is_told_to_give_an_id(project: Path, target: str) -> None:
    steps = (
        "langkah:\n  - {kegiatan: Menyusun draf, pelaksana: a}\n"
        f'  - {{kegiatan: Menilai, pelaksana: b, cabang: {{Ya: berikutnya, Tidak: "{target}"}}}}\n'
        "  - {kegiatan: Mengirim, pelaksana: a}\n"
    )
    (problem,) = told(project, HEAD + steps)
    assert problem.hint == "Beri langkah ke-1 “id: langkah-1”, lalu tulis “langkah-1” di sini."


def test_an_empty_letterhead_is_told_what_a_letterhead_needs(project: Path) -> None:
    path = project / "letterheads" / "kosong.yaml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(ProblemsError) as fault:
        read_letterhead(path)
    (problem,) = fault.value.problems
    assert problem.hint == "Isi paling sedikit dengan instansi."


def test_an_address_that_no_phone_reads_is_told_at_its_place(project: Path) -> None:
    address = f"https://contoh.go.id/{'a' * 400}"
    (problem,) = told(
        project,
        f"{HEAD}langkah:\n  - {{kegiatan: Menyusun, pelaksana: a}}\n"
        f"format: {{verifikasi: {{alamat: '{address}'}}}}\n",
    )
    assert (problem.code, problem.line, problem.column) == ("DEF039", 8, 31)


def test_a_day_that_no_calendar_has_is_remarked_and_stops_nothing(project: Path) -> None:
    path = project / "a.yaml"
    path.write_text(
        f"{HEAD}langkah:\n  - {{kegiatan: Menyusun, pelaksana: a}}\n"
        "tanggal_pembuatan: 2025-02-30\ntanggal_efektif: 2025-13-01\ntanggal_revisi: '-'\n",
        encoding="utf-8",
    )
    assert [
        (each.code, each.severity, each.line, each.message)
        for each in read_definition(path).remarks
    ] == [
        (
            "DEF050",
            "peringatan",
            8,
            "30 Februari 2025 tidak ada. Tanggal ini tercetak seperti yang diketik.",
        ),
        (
            "DEF050",
            "peringatan",
            9,
            "Bulan 13 tidak ada. Tanggal ini tercetak seperti yang diketik.",
        ),
    ]
