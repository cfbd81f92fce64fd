"""Durations as offices write them: read, summed, printed.

Every unit is kept as typed, because an hour of work and a calendar day have no common
measure; only minutes become hours and months become years, which is exact. Where a
comparison needs one measure, `working_minutes` supposes an office day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from unicodedata import normalize

from msgspec import Struct


class Unit(Enum):
    """The units of a waktu, from the largest to the smallest."""

    YEAR = "tahun"
    MONTH = "bulan"
    WEEK = "minggu"
    DAY = "hari"
    WORKING_DAY = "hari kerja"
    HOUR = "jam"
    MINUTE = "menit"


class Span(Struct, frozen=True):
    """How much at least and at most; `3-5 hari` gives two numbers."""

    low: Fraction
    high: Fraction


class Duration(Struct, frozen=True):
    """Amounts by unit, the largest unit first and each unit once."""

    amounts: tuple[tuple[Unit, Span], ...]

    @property
    def units(self) -> frozenset[Unit]:
        return frozenset(unit for unit, _ in self.amounts)

    def __str__(self) -> str:
        return " ".join(f"{_span_text(span)} {unit.value}" for unit, span in self.amounts)


OFFICE_DAY = Fraction(450)
"""Minutes of work in a day where none are told: 7,5 jam (37,5 jam in five days)."""

_NAMES = {
    "tahun": Unit.YEAR,
    "thn": Unit.YEAR,
    "bulan": Unit.MONTH,
    "bln": Unit.MONTH,
    "minggu": Unit.WEEK,
    "mgg": Unit.WEEK,
    "hari kerja": Unit.WORKING_DAY,
    "hari efektif": Unit.WORKING_DAY,
    "hk": Unit.WORKING_DAY,
    "hari kalender": Unit.DAY,
    "hari": Unit.DAY,
    "hr": Unit.DAY,
    "jam": Unit.HOUR,
    "menit": Unit.MINUTE,
    "mnt": Unit.MINUTE,
    "'": Unit.MINUTE,
}
_OTHERS = {
    "detik": (Fraction(1, 60), Unit.MINUTE),
    "triwulan": (Fraction(3), Unit.MONTH),
    "caturwulan": (Fraction(4), Unit.MONTH),
    "semester": (Fraction(6), Unit.MONTH),
}
_IN_LARGER = {(Unit.MINUTE, Unit.HOUR): 60, (Unit.MONTH, Unit.YEAR): 12}
_WORDS = {
    "setengah": "1/2",
    "satu": "1",
    "dua": "2",
    "tiga": "3",
    "empat": "4",
    "lima": "5",
    "enam": "6",
    "tujuh": "7",
    "delapan": "8",
    "sembilan": "9",
    "sepuluh": "10",
}
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3}|/\d{1,3}|\s\d{1,3}/\d{1,3})?"
_UNIT = "|".join(
    name if name == "'" else rf"{name}\b"
    for name in sorted((*_NAMES, *_OTHERS), key=len, reverse=True)
)
_UNTIL = r"-|–|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan\b)?|hingga"
_AMOUNT = re.compile(
    rf"(?:(?P<times>\d{{1,4}})\s*[x×]\s*)?(?P<low>{_NUMBER})"
    rf"(?:\s*(?:{_UNTIL})\s*(?P<high>{_NUMBER}))?"
    rf"\s*(?P<unit>{_UNIT})\s*(?:(?P<until>{_UNTIL})|dan\b|[,+;])?\s*"
)
_PER_ITEM = re.compile(
    rf"\s*(?:/|\b(?:per|tiap|setiap|untuk setiap)\b)\s*(?:\d+\s*)?(?!{_UNIT})"
    r"[a-z-]+(?:\s[a-z-]+){0,2}$"
)
_AROUND = re.compile(
    r"^(?:±|\+/-|@|kurang lebih|sekitar|maksimal|maks\.?|max\.?|minimal|paling (?:lama|lambat))\s*"
)
_FRACTION_SIGN = re.compile(r"(\d?)\s?([¼½¾⅐-⅞↉])")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")


@lru_cache(maxsize=4096)
def parse_duration(text: str) -> Duration | None:
    """Return what `text` says, or None where it is no duration.

    Read are `1 jam 30 menit`, `3-5 hari kerja`, `30 menit - 3 jam`, `2 x 24 jam`,
    `1,5 jam`, `1½ jam`, `1 1/2 jam`, `setengah hari`, `± 15 menit`, `2 (dua) hari` and, of
    one file, `2 menit/berkas`.
    """
    plain = _FRACTION_SIGN.sub(_as_fraction, text).replace("\u2044", "/")
    rest = _IN_BRACKETS.sub(" ", plain.casefold()).strip().rstrip(".;")
    rest = _WORD.sub(lambda word: _WORDS[word[0]], _AROUND.sub("", rest)).strip()
    rest = _PER_ITEM.sub("", rest)
    amounts: list[tuple[Unit, Span]] = []
    least: tuple[Unit, Span] | None = None
    position = 0
    while position < len(rest):
        found = _AMOUNT.match(rest, position)
        if found is None:
            return None
        amount = _amount(found)
        if least is not None:
            amount, least = _between(least, amount), None
        if found["until"]:
            least = amount
        else:
            amounts.append(amount)
        position = found.end()
    return _summed(amounts) if amounts and least is None else None


def total(durations: Iterable[Duration]) -> Duration:
    """Return the sum, with minutes made hours and months made years."""
    return _carried(_summed(each for duration in durations for each in duration.amounts))


@lru_cache(maxsize=4096)
def working_minutes(duration: Duration, day: Fraction = OFFICE_DAY) -> Fraction:
    """Return the most that `duration` may take, as minutes of work at `day` minutes a day."""
    minutes: Mapping[Unit, Fraction] = {
        Unit.YEAR: 260 * day,
        Unit.MONTH: 22 * day,
        Unit.WEEK: 5 * day,
        Unit.DAY: day,
        Unit.WORKING_DAY: day,
        Unit.HOUR: Fraction(60),
        Unit.MINUTE: Fraction(1),
    }
    return sum((span.high * minutes[unit] for unit, span in duration.amounts), Fraction(0))


def _amount(found: re.Match[str]) -> tuple[Unit, Span]:
    size, unit = _OTHERS.get(found["unit"]) or (Fraction(1), _NAMES[found["unit"]])
    times = int(found["times"] or 1) * size
    low = _fraction(found["low"])
    return unit, Span(low * times, _fraction(found["high"] or found["low"]) * times)


def _between(least: tuple[Unit, Span], most: tuple[Unit, Span]) -> tuple[Unit, Span]:
    """Return the range in the unit of `most`; where the units have no measure, the most alone."""
    unit, span = most
    size = 1 if least[0] is unit else _IN_LARGER.get((least[0], unit))
    return unit, Span(least[1].low / size if size else span.low, span.high)


def _as_fraction(sign: re.Match[str]) -> str:
    return f"{sign[1]} {normalize('NFKC', sign[2])}".strip()


def _fraction(number: str) -> Fraction:
    whole, blank, part = number.partition(" ")
    if blank:
        return int(whole) + _fraction(part)
    above, _, below = number.partition("/")
    if below:
        return Fraction(int(above), int(below) or 1)
    return Fraction(above.replace(",", "."))


def _summed(amounts: Iterable[tuple[Unit, Span]]) -> Duration:
    sums: dict[Unit, Span] = {}
    for unit, span in amounts:
        before = sums.get(unit, Span(Fraction(0), Fraction(0)))
        sums[unit] = Span(before.low + span.low, before.high + span.high)
    return Duration(tuple((unit, sums[unit]) for unit in Unit if unit in sums))


def _carried(duration: Duration) -> Duration:
    amounts = dict(duration.amounts)
    for small, large, size in ((Unit.MINUTE, Unit.HOUR, 60), (Unit.MONTH, Unit.YEAR, 12)):
        span = amounts.get(small)
        if span is None or span.low != span.high or span.low < size:
            continue
        whole = span.low // size
        before = amounts.get(large, Span(Fraction(0), Fraction(0)))
        amounts[large] = Span(before.low + whole, before.high + whole)
        rest = span.low - whole * size
        amounts[small] = Span(rest, rest)
    return Duration(
        tuple((unit, amounts[unit]) for unit in Unit if unit in amounts and amounts[unit].high)
    )


def _span_text(span: Span) -> str:
    low = _number_text(span.low)
    return low if span.low == span.high else f"{low}–{_number_text(span.high)}"


def _number_text(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    thousandths = number * 1000
    if thousandths.denominator == 1:
        return f"{float(number):g}".replace(".", ",")
    return str(number)
