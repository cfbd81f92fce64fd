"""When an SOP is to be reviewed next: from its dates, its reviews and how often its agency asks.

An evaluation is due an interval after the latest of what was put in force, revised and
evaluated; monitoring an interval after that or after the last monitoring. What comes first is
next. Nothing here knows today, so what is told of an SOP is the same on every day.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from sopgen.model.dates import day_in
from sopgen.model.durations import Unit, parse_duration
from sopgen.model.monev import Intervals, ReviewKind
from sopgen.model.sop import Sop
from sopgen.model.status import Status

LONGEST = 1200
"""Months of the longest interval: a hundred years."""

SOON = 60
"""Days before a review during which it is called near."""

_MONTHS = {Unit.YEAR: 12, Unit.MONTH: 1}
_DAYS = {Unit.WEEK: 7, Unit.DAY: 1}


class Urgency(StrEnum):
    """How near a review is."""

    LATE = "terlambat"
    SOON = "segera"
    GOOD = "baik"


class Interval(Struct, frozen=True):
    """A stretch of the calendar, in whole months and days."""

    months: int
    days: int


class Reviewed(Struct, frozen=True):
    """A review on its day."""

    kind: ReviewKind
    date: datetime.date


class Due(Struct, frozen=True):
    """The day that counted last, and the next review with its day; None where none is known."""

    last: datetime.date | None = None
    next: datetime.date | None = None
    kind: ReviewKind | None = None


def read_interval(text: str) -> Interval | None:
    """Return what `text` says, `6 bulan` or `1 tahun`; None where it is no such stretch."""
    found = parse_duration(text)
    months = days = 0
    for unit, span in found.amounts if found else ():
        if span.low != span.high or span.low.denominator != 1:
            return None
        amount = int(span.low)
        if unit in _MONTHS:
            months += amount * _MONTHS[unit]
        elif unit in _DAYS:
            days += amount * _DAYS[unit]
        else:
            return None
    is_known = months * 31 + days > 0 and months + days // 28 <= LONGEST
    return Interval(months, days) if is_known else None


def later(start: datetime.date, interval: Interval) -> datetime.date:
    """Return the day an `interval` after `start`; of a month without that day, its last one."""
    year, month = divmod(start.year * 12 + start.month - 1 + interval.months, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    reached = datetime.date(year, month + 1, day).toordinal() + interval.days
    return datetime.date.fromordinal(min(reached, datetime.date.max.toordinal()))


def due(sop: Sop, intervals: Intervals, reviews: Iterable[Reviewed]) -> Due:
    """Return when `sop` is to be reviewed next; a revoked one is not, nor one without a date.

    `intervals` can be read; a month without its day counts from its first.
    """
    if sop.status is Status.WITHDRAWN:
        return Due()
    found = list(reviews)
    issued = [date for text in (sop.effective, sop.revised) if (date := day_in(text))]
    evaluated = issued + [each.date for each in found if each.kind is ReviewKind.EVALUATION]
    seen = evaluated + [each.date for each in found if each.kind is ReviewKind.MONITORING]
    choices = [
        (later(max(dates), interval), kind)
        for dates, text, kind in (
            (evaluated, intervals.evaluation, ReviewKind.EVALUATION),
            (seen, intervals.monitoring, ReviewKind.MONITORING),
        )
        if dates and (interval := read_interval(text))
    ]
    if not choices:
        return Due()
    next, kind = min(choices, key=lambda choice: choice[0])
    return Due(max(seen), next, kind)


def urgency(next: datetime.date, today: datetime.date) -> Urgency:
    """Return how near a review on the day `next` is."""
    if next < today:
        return Urgency.LATE
    return Urgency.SOON if (next - today).days <= SOON else Urgency.GOOD
