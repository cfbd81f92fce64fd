from fractions import Fraction
from pathlib import Path

import pytest

from sopgen.definition.reading import read_definition
from sopgen.model.durations import parse_duration, total, working_minutes


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("30 menit", "30 menit"),
        ("180 Menit", "180 menit"),
        ("1 jam 30 menit", "1 jam 30 menit"),
        ("1 hari, 2 jam", "1 hari 2 jam"),
        ("3-5 hari kerja", "3–5 hari kerja"),
        ("3 s.d. 5 hari", "3–5 hari"),
        ("2 x 24 jam", "48 jam"),
        ("1,5 jam", "1,5 jam"),
        ("1/2 jam", "0,5 jam"),
        ("setengah hari", "0,5 hari"),
        ("1½ jam", "1,5 jam"),
        ("1 ½ jam", "1,5 jam"),
        ("1 1/2 jam", "1,5 jam"),
        ("1 1\u20442 jam", "1,5 jam"),
        ("¼ hari", "0,25 hari"),
        ("1½–2 jam", "1,5–2 jam"),
        ("± 15 menit", "15 menit"),
        ("paling lama 3 hk", "3 hari kerja"),
        ("2 (dua) hari", "2 hari"),
        ("dua minggu", "2 minggu"),
        ("10'", "10 menit"),
        ("1 thn 2 bln", "1 tahun 2 bulan"),
        ("1/3 jam", "1/3 jam"),
        ("2 menit/berkas", "2 menit"),
        ("15 menit / lembar dokumen", "15 menit"),
        ("3 hari per permohonan", "3 hari"),
        ("5 menit/1 berkas", "5 menit"),
        ("30 detik", "0,5 menit"),
        ("30 menit - 3 Jam", "0,5–3 jam"),
        ("3 hari sampai dengan 1 minggu", "1 minggu"),
        ("2 hari efektif", "2 hari kerja"),
        ("14 hari kalender", "14 hari"),
        ("1 semester", "6 bulan"),
        ("2 triwulan", "6 bulan"),
        ("2 bulan; 5 hari kerja", "2 bulan 5 hari kerja"),
    ],
)
def test_durations_are_read_as_offices_write_them(text: str, read: str) -> None:
    assert str(parse_duration(text)) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "15",
        "secukupnya",
        "1 jam saja",
        "jam",
        "1/0 hari x",
        "8 jam/hari",
        "2 hari -",
        "triwulan",
    ],
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert parse_duration(text) is None


def summed(*texts: str) -> str:
    read = [parse_duration(text) for text in texts]
    return str(total(each for each in read if each is not None))


def test_minutes_become_hours_and_months_years_but_hours_no_days() -> None:
    assert summed("50 menit", "20 menit", "23 jam", "11 bulan", "2 bulan") == (
        "1 tahun 1 bulan 24 jam 10 menit"
    )


def test_sums_of_ranges_are_ranges() -> None:
    assert summed("1-2 hari", "3 hari") == "4–5 hari"


def test_an_office_day_has_seven_and_a_half_hours_unless_told() -> None:
    duration = parse_duration("2 hari 1 jam")
    assert duration is not None
    assert working_minutes(duration) == 960
    assert working_minutes(duration, Fraction(480)) == 1020


@pytest.mark.parametrize(
    ("name", "sums"),
    [
        ("dpmptsp-contoh/laporan-kinerja-ptsp", ["1 bulan 11 hari 6 jam"]),
        ("bangka-belitung/evaluasi-kinerja", ["7 jam 35 menit"]),
        ("pagar-alam/lakip", ["11 hari 1 jam 30 menit"]),
        ("pagar-alam/tapkin", ["9 hari", "4 jam", "4 jam", "4 jam"]),
        ("balangan/penilaian-skp", ["8 jam 15 menit"]),
    ],
)
def test_the_shipped_flows_take_as_long_as_was_counted_by_hand(name: str, sums: list[str]) -> None:
    sop = read_definition(Path(f"definitions/{name}.yaml")).sop
    assert [summed(*(str(step.duration) for step in flow.steps)) for flow in sop.flows] == sums
