"""Heading rows, lanes under headings and an agency's own columns: read, or told what is wrong."""

from pathlib import Path

import pytest

from sopgen.definition.reading import read_definition, read_letterhead
from sopgen.model.flow import Heading, Lane, LaneHeading
from sopgen.model.profile import Column, ExtraColumn
from sopgen.problems.problem import ProblemsError
from tests.projects import new_project, read

HEAD = "kop: kota\nnama: Bazar\n"
LANES = "pelaksana: {a: A, b: B}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def told(project: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read(project, HEAD + text)
    return [
        f"{each.line}:{each.column} {each.code} {each.message} {each.hint}"
        for each in caught.value.problems
    ]


def test_a_heading_row_is_no_step_and_counts_among_the_rows(project: Path) -> None:
    text = "langkah:\n  - judul: A\n  - {kegiatan: x, pelaksana: a}\n  - judul: B\n"
    flow = read(project, HEAD + LANES + text).sop.flows[0]
    assert [step.activity for step in flow.steps] == ["x"]
    assert flow.step_places == (("langkah", 1),)
    assert flow.headings == (
        (("langkah", 0), Heading(title="A")),
        (("langkah", 2), Heading(title="B")),
    )


def test_lanes_may_stand_under_headings_and_beside_them(project: Path) -> None:
    text = "pelaksana: {Bidang: {a: A, b: B}, c: C, Balai: {d: D}}\n"
    steps = "langkah: [{kegiatan: x, pelaksana: d}]\n"
    flow = read(project, HEAD + text + steps).sop.flows[0]
    assert flow.actors == {"a": "A", "b": "B", "c": "C", "d": "D"}
    assert flow.lane_headings == (
        LaneHeading("Bidang", range(2)),
        LaneHeading("Balai", range(3, 4)),
    )
    assert flow.placed_lanes[1:3] == (
        Lane("b", "B", ("pelaksana", "Bidang", "b")),
        Lane("c", "C", ("pelaksana", "c")),
    )


STEP = "langkah: [{kegiatan: x, pelaksana: a, tambahan: {risiko: Hilang}}]\n"


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("kolom_tambahan: {risiko: Risiko}", [*list(Column)[:-1], "risiko", Column.REMARK]),
        (
            "kolom_tambahan: {risiko: Risiko}, kolom: [risiko, pelaksana, kegiatan]",
            ["risiko", Column.LANES, Column.ACTIVITY],
        ),
        (
            "kolom_tambahan: {risiko: Risiko, x: X}, kolom: [x, pelaksana]",
            ["x", Column.LANES, "risiko"],
        ),
    ],
)
def test_a_further_column_stands_where_it_is_put_or_before_remarks(
    project: Path, format: str, expected: list[str]
) -> None:
    definition = read(project, HEAD + LANES + STEP + f"format: {{alur: {{{format}}}}}\n")
    assert [column.value for column in definition.profile.flow.columns] == expected
    assert ExtraColumn("risiko", "Risiko") in definition.profile.flow.columns
    assert definition.sop.flows[0].steps[0].cell("risiko") == "Hilang"


FAULTS = {
    "a step without who does it may be a heading": (
        LANES + "langkah:\n  - kegiatan: PERSIAPAN\n",
        [
            "5:5 DEF021 Kunci “pelaksana” belum ada di langkah ke-1. Tambahkan “pelaksana: …”; "
            "baris judul tahap ditulis “- judul: …”."
        ],
    ),
    "a heading in a step": (
        LANES + "langkah:\n  - {kegiatan: x, pelaksana: a, judul: Y}\n",
        [
            "5:33 DEF048 “judul” berdiri sendiri di barisnya; langkah ini punya kegiatan atau "
            "pelaksana. Pindahkan ke butir tersendiri di atas langkah ini: “- judul: …”."
        ],
    ),
    "a cell in a heading row": (
        LANES + "langkah:\n  - {judul: Y, waktu: 1 jam}\n  - {kegiatan: x, pelaksana: a}\n",
        [
            "5:16 DEF048 “waktu” tidak berlaku di baris judul, yang hanya berisi “judul”. "
            "Pindahkan ke langkah di bawahnya, atau hapus."
        ],
    ),
    "a heading without words": (
        LANES + "langkah:\n  - judul:\n  - {kegiatan: x, pelaksana: a}\n",
        [
            "5:5 DEF025 Baris judul ini belum punya judul. Isi “judul”, misalnya “A. PERSIAPAN”, "
            "atau hapus barisnya."
        ],
    ),
    "nothing but headings": (
        LANES + "langkah: [judul: A]\n",
        [
            "4:10 DEF025 Bagan ini hanya berisi baris judul. Tambahkan langkah: “- kegiatan: …” "
            "dengan “pelaksana: …”."
        ],
    ),
    "a cell merged with a heading": (
        LANES
        + "langkah:\n  - {kegiatan: x, pelaksana: a}\n  - judul: B\n"
        + "  - {kegiatan: y, pelaksana: a, gabung: [waktu]}\n",
        [
            "7:42 DEF049 Di atas langkah ini ada baris judul, jadi selnya tidak dapat digabung. "
            "Hapus “gabung”, atau pindahkan ke langkah di bawahnya."
        ],
    ),
    "lanes of three levels": (
        "pelaksana: {U: {B: {a: A}}}\nlangkah: [{kegiatan: x, pelaksana: a}]\n",
        [
            "3:20 DEF022 Isi “B” harus berupa teks, bukan pasangan “kunci: nilai”. Tajuk pelaksana "
            "paling banyak dua tingkat: unit, lalu jabatan."
        ],
    ),
    "a list in place of a lane's name": (
        "pelaksana: {a: [x], b: B}\nlangkah: [{kegiatan: x, pelaksana: a}]\n",
        [
            "3:16 DEF022 Isi “a” harus berupa teks atau pasangan “kunci: nilai”, bukan daftar. "
            "Tulis satu teks saja; jika kurung siku bagian dari teks, pakai tanda kutip."
        ],
    ),
    "a lane twice": (
        "pelaksana: {U: {a: A}, V: {a: B}}\nlangkah: [{kegiatan: x, pelaksana: a}]\n",
        [
            "3:31 DEF041 Id kolom “a” sudah dipakai kolom lain. Beri tiap kolom id yang berbeda, "
            "juga di bawah unit yang berbeda."
        ],
    ),
    "a heading over no lane": (
        "pelaksana: {a: A, V: {}}\nlangkah: [{kegiatan: x, pelaksana: a}]\n",
        [
            "3:22 DEF025 Di bawah “V” belum ada kolom pelaksana. Tulis id dan nama kolomnya, atau "
            "hapus tajuk itu."
        ],
    ),
    "a further column that was not declared": (
        LANES + "langkah: [{kegiatan: x, pelaksana: a, tambahan: {risiko: y}}]\n",
        [
            "4:50 DEF020 Kolom tambahan “risiko” tidak ada. Sebut dahulu di "
            "“format.alur.kolom_tambahan”, di sini atau di kop."
        ],
    ),
    "further columns misspelt": (
        LANES
        + "langkah:\n  - {kegiatan: x, pelaksana: a}\n"
        + "  - {kegiatan: y, pelaksana: a, tambahan: {resiko: y}, gabung: [wakt]}\n"
        + "format:\n  alur:\n    kolom_tambahan: {risiko: R}\n"
        + "    kolom: [pelaksana, kegiatn]\n    rata: {resiko: tengah}\n",
        [
            "6:44 DEF020 Kolom tambahan “resiko” tidak ada. Barangkali maksudnya “risiko”.",
            "6:65 DEF023 “wakt” tidak dikenal untuk butir ke-1 dari “gabung”. Barangkali maksudnya "
            "“waktu”. Yang ada: “kelengkapan”, “waktu”, “output”, “keterangan”, “risiko”.",
            "10:24 DEF023 “kegiatn” tidak dikenal untuk butir ke-2 dari “kolom”. Barangkali "
            "maksudnya “kegiatan”. Yang ada: “no”, “kegiatan”, “pelaksana”, “kelengkapan”, "
            "“waktu”, “output”, “keterangan”, “risiko”.",
            "11:12 DEF020 Kunci “resiko” tidak dikenal di “rata”. Yang ada: “no”, “kegiatan”, "
            "“pelaksana”, “kelengkapan”, “waktu”, “output”, “keterangan”, “risiko”.",
        ],
    ),
    "a further column named as one of the table's": (
        LANES
        + "langkah: [{kegiatan: x, pelaksana: a}]\n"
        + "format: {alur: {kolom_tambahan: {waktu: W}}}\n",
        [
            "5:41 DEF040 “waktu” tidak dapat menjadi nama kolom tambahan. Pilih nama yang bukan "
            "nama kolom bawaan; judulnya boleh apa saja."
        ],
    ),
    "an unknown column in a table with a heading": (
        LANES
        + "langkah: [{judul: A}, {kegiatan: x, pelaksana: a}]\n"
        + "format: {alur: {kolom: [pelaksana, kegiatan, zzz]}}\n",
        [
            "5:46 DEF023 “zzz” tidak dikenal untuk butir ke-3 dari “kolom”. Yang ada: “no”, "
            "“kegiatan”, “pelaksana”, “kelengkapan”, “waktu”, “output”, “keterangan”."
        ],
    ),
    "a heading where only lanes are": (
        LANES
        + "langkah: [{judul: A}, {kegiatan: x, pelaksana: a}]\n"
        + "format: {alur: {kolom: [pelaksana]}}\n",
        [
            "4:11 DEF034 Baris judul tidak punya tempat: tabel ini hanya punya kolom pelaksana. "
            "Tambahkan kolom lain ke “kolom”, atau hapus baris judulnya."
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_once_at_its_place(project: Path, text: str, expected: list[str]) -> None:
    assert told(project, text) == expected


def test_a_letterhead_names_only_columns_that_it_has(project: Path) -> None:
    path = project / "letterheads" / "lain.yaml"
    path.write_text("instansi: X\nformat: {alur: {kolom: [pelaksana, risiko]}}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_letterhead(path)
    assert [(each.code, each.line, each.column) for each in caught.value.problems] == [
        ("DEF023", 2, 36)
    ]


def test_columns_of_a_definition_take_the_place_of_those_of_its_letterhead(project: Path) -> None:
    path = project / "letterheads" / "risiko.yaml"
    path.write_text(
        "instansi: X\nformat: {alur: {kolom: [pelaksana, risiko], kolom_tambahan: {risiko: R}}}\n",
        encoding="utf-8",
    )
    text = "kop: risiko\nnama: N\n" + LANES + STEP
    definition = project / "definitions" / "lain.yaml"
    definition.parent.mkdir(parents=True, exist_ok=True)
    definition.write_text(text, encoding="utf-8")
    assert read_definition(definition).profile.flow.columns[1] == ExtraColumn("risiko", "R")
    definition.write_text(text + "format: {alur: {kolom_tambahan: {x: X}}}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_definition(definition)
    assert [each.message for each in caught.value.problems] == [
        "Kolom tambahan “risiko” tidak ada.",
        "“kolom” memuat “risiko”, yang tidak ada lagi di “kolom_tambahan” ini.",
    ]
