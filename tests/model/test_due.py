"""Due dates, forty of them counted by hand."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.model.due import Due, Interval, Reviewed, due, later, read_interval
from sopgen.model.monev import Intervals, ReviewKind
from sopgen.model.sop import Sop

MON, EVA = ReviewKind.MONITORING, ReviewKind.EVALUATION
USUAL = ("6 bulan", "12 bulan")

# (efektif, revisi, status), tinjauan, (monitoring, evaluasi), (terakhir, berikutnya, jenis)
CASES = (
    # the dates of the SOP alone
    (("2024-01-23", "", ""), (), USUAL, ("2024-01-23", "2024-07-23", MON)),
    (("2024-01-23", "2024-03-01", ""), (), USUAL, ("2024-03-01", "2024-09-01", MON)),
    (("2024-03-01", "2024-01-23", ""), (), USUAL, ("2024-03-01", "2024-09-01", MON)),
    (("", "2024-03-01", ""), (), USUAL, ("2024-03-01", "2024-09-01", MON)),
    (("2024-12-15", "-", ""), (), USUAL, ("2024-12-15", "2025-06-15", MON)),
    (("2024-01-23", "", "berlaku"), (), USUAL, ("2024-01-23", "2024-07-23", MON)),
    # ends of months
    (("2024-08-31", "", ""), (), USUAL, ("2024-08-31", "2025-02-28", MON)),
    (("2023-08-31", "", ""), (), USUAL, ("2023-08-31", "2024-02-29", MON)),
    (("2024-08-29", "", ""), (), USUAL, ("2024-08-29", "2025-02-28", MON)),
    (("2024-03-31", "", ""), (), USUAL, ("2024-03-31", "2024-09-30", MON)),
    (("2024-10-31", "", ""), (), USUAL, ("2024-10-31", "2025-04-30", MON)),
    (("2024-12-31", "", ""), (), USUAL, ("2024-12-31", "2025-06-30", MON)),
    (("2024-02-29", "", ""), (), ("24 bulan", "12 bulan"), ("2024-02-29", "2025-02-28", EVA)),
    (("2024-02-29", "", ""), (), ("5 tahun", "4 tahun"), ("2024-02-29", "2028-02-29", EVA)),
    (("2024-02-28", "", ""), (), USUAL, ("2024-02-28", "2024-08-28", MON)),
    # dates as texts
    (("23 Januari 2024", "", ""), (), USUAL, ("2024-01-23", "2024-07-23", MON)),
    (("23/01/2024", "", ""), (), USUAL, ("2024-01-23", "2024-07-23", MON)),
    (("2024-01", "", ""), (), USUAL, ("2024-01-01", "2024-07-01", MON)),
    (("Pebruari 2024", "", ""), (), USUAL, ("2024-02-01", "2024-08-01", MON)),
    (("segera", "2024-01-23", ""), (), USUAL, ("2024-01-23", "2024-07-23", MON)),
    (("2024-02-30", "2024-01-23", ""), (), USUAL, ("2024-01-23", "2024-07-23", MON)),
    # no date
    (("", "", ""), (), USUAL, ("", "", None)),
    (("-", "-", ""), (), USUAL, ("", "", None)),
    (("segera", "", ""), (), USUAL, ("", "", None)),
    (("2024-02-30", "", ""), (), USUAL, ("", "", None)),
    # revoked
    (("2024-01-23", "", "dicabut"), (), USUAL, ("", "", None)),
    (("2024-01-23", "", "dicabut"), ((EVA, "2024-06-01"),), USUAL, ("", "", None)),
    # reviews that confirmed it
    (("2020-01-23", "", ""), ((EVA, "2024-06-01"),), USUAL, ("2024-06-01", "2024-12-01", MON)),
    (("2020-01-23", "", ""), ((MON, "2024-06-01"),), USUAL, ("2024-06-01", "2021-01-23", EVA)),
    (("2024-01-23", "", ""), ((MON, "2024-07-20"),), USUAL, ("2024-07-20", "2025-01-20", MON)),
    (("2024-01-23", "", ""), ((MON, "2024-07-23"),), USUAL, ("2024-07-23", "2025-01-23", EVA)),
    (("2024-01-23", "", ""), ((MON, "2024-08-05"),), USUAL, ("2024-08-05", "2025-01-23", EVA)),
    (
        ("2024-01-23", "", ""),
        ((MON, "2024-07-23"), (EVA, "2025-01-10")),
        USUAL,
        ("2025-01-10", "2025-07-10", MON),
    ),
    (
        ("2024-01-23", "", ""),
        ((EVA, "2025-01-10"), (EVA, "2024-12-10")),
        USUAL,
        ("2025-01-10", "2025-07-10", MON),
    ),
    (
        ("2024-01-23", "2025-03-01", ""),
        ((EVA, "2025-01-10"),),
        USUAL,
        ("2025-03-01", "2025-09-01", MON),
    ),
    (("", "", ""), ((EVA, "2024-08-31"),), USUAL, ("2024-08-31", "2025-02-28", MON)),
    (("", "", ""), ((MON, "2024-06-01"),), USUAL, ("2024-06-01", "2024-12-01", MON)),
    # other intervals
    (("2024-01-23", "", ""), (), ("3 bulan", "2 tahun"), ("2024-01-23", "2024-04-23", MON)),
    (("2024-01-23", "", ""), (), ("90 hari", "1 tahun"), ("2024-01-23", "2024-04-22", MON)),
    (("2024-01-23", "", ""), (), ("semester", "1 tahun"), ("2024-01-23", "2025-01-23", EVA)),
)


@pytest.mark.parametrize(("dates", "reviews", "intervals", "expected"), CASES)
def test_the_next_review_is_counted(
    dates: tuple[str, str, str],
    reviews: tuple[tuple[ReviewKind, str], ...],
    intervals: tuple[str, str],
    expected: tuple[str, str, ReviewKind | None],
) -> None:
    effective, revised, status = dates
    typed = {"tanggal_efektif": effective, "tanggal_revisi": revised}
    sop = Sop.model_validate(
        {"kop": "a", "nama": "b", **typed, **({"status": status} if status else {})}
    )
    asked = Intervals(monitoring=intervals[0], evaluation=intervals[1])
    took_place = [Reviewed(kind, datetime.date.fromisoformat(day)) for kind, day in reviews]
    last, next, kind = expected
    assert due(sop, asked, took_place) == Due(_day(last), _day(next), kind)


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def test_there_are_forty_cases() -> None:
    assert len(CASES) == 40


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("6 bulan", Interval(6, 0)),
        ("1 tahun", Interval(12, 0)),
        ("1 tahun 6 bulan", Interval(18, 0)),
        ("2 minggu", Interval(0, 14)),
        ("dua tahun", Interval(24, 0)),
        ("100 tahun", Interval(1200, 0)),
        ("101 tahun", None),
        ("0 bulan", None),
        ("3-6 bulan", None),
        ("1,5 bulan", None),
        ("30 menit", None),
        ("5 hari kerja", None),
        ("tiap tahun", None),
        ("", None),
    ],
)
def test_an_interval_is_a_whole_stretch_of_the_calendar(
    text: str, interval: Interval | None
) -> None:
    assert read_interval(text) == interval


def test_behind_the_end_of_the_calendar_is_its_last_day() -> None:
    assert later(datetime.date(9999, 8, 1), Interval(6, 0)) == datetime.date.max
    assert later(datetime.date(9999, 12, 1), Interval(0, 60)) == datetime.date.max


@given(st.dates(), st.integers(1, 1200), st.integers(0, 400))
def test_a_later_day_is_later(start: datetime.date, months: int, days: int) -> None:
    assert later(start, Interval(months, days)) > start or start == datetime.date.max
