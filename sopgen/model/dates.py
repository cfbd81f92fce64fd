"""Dates as offices write them: `2024-01-23`, `23 Januari 2024`, `23/01/2024`, `Jan 2024`."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from msgspec import Struct

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_OTHER_NAMES = {
    "pebruari": 2,
    "nopember": 11,
    "agt": 8,
    "ags": 8,
    "agu": 8,
    "peb": 2,
    "nop": 11,
    "sept": 9,
}
_NAMES = {month.lower(): number for number, month in enumerate(MONTHS, start=1)}
_NUMBERS = {name[:3]: number for name, number in _NAMES.items()} | _NAMES | _OTHER_NAMES

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_WORDS = re.compile(r"(?:([0-9]{1,2})\s*[-/ ]?\s*)?([A-Za-z]{3,9})\.?\s*[-/, ]?\s*([0-9]{4})")


class WrittenDate(Struct, frozen=True):
    """What a text says as a date; the calendar may not have it, the day may be missing."""

    year: int
    month: int
    day: int | None

    @property
    def date(self) -> datetime.date | None:
        """The day, the first of the month where none was written; None if there is none such."""
        try:
            return datetime.date(self.year, self.month, self.day if self.day is not None else 1)
        except ValueError:
            return None

    @property
    def iso(self) -> str:
        """The date as definitions hold it."""
        month = f"{self.year:04d}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"

    @property
    def impossible(self) -> str:
        """A sentence about a day that no calendar has, without advice."""
        if not 1 <= self.month <= 12:
            return f"Bulan {self.month} tidak ada."
        return f"{self.day} {MONTHS[self.month - 1]} {self.year} tidak ada."


@lru_cache(maxsize=4096)
def read_date(text: str) -> WrittenDate | None:
    """Return what `text` says, or None where it is no date.

    The day comes before the month, as everywhere in Indonesia.
    """
    typed = text.strip()
    if found := _ISO.fullmatch(typed):
        day = int(found[3]) if found[3] else None
        return WrittenDate(int(found[1]), int(found[2]), day)
    if found := _DAY_FIRST.fullmatch(typed):
        return WrittenDate(int(found[3]), int(found[2]), int(found[1]))
    found = _WORDS.fullmatch(typed)
    month = _NUMBERS.get(found[2].lower()) if found else None
    if found is None or month is None:
        return None
    return WrittenDate(int(found[3]), month, int(found[1]) if found[1] else None)


def day_in(text: str | None) -> datetime.date | None:
    """Return the day that `text` is, of a month its first; None where it is none."""
    found = read_date(text or "")
    return found.date if found else None
