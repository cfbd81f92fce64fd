"""The NIP: what its eighteen digits say, and how it is written.

Perka BKN 22/2007: date of birth, year and month of appointment, sex, serial number. The
NI PPPK has a contract code in the place of the month.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_LABEL = re.compile(r"(?:NIP|NRP|NI\s*PPPK|NIPPPK)\b[\s.:]*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s.\-]")
_SPACED = re.compile(r"\d{8} \d{6} \d \d{3}")
_CONTRACT = range(21, 41)


@dataclass(frozen=True, slots=True)
class Nip:
    """The parts of a NIP, or with `contract` of a NI PPPK, of the right length."""

    digits: str
    contract: bool = False

    @property
    def birth(self) -> datetime.date | None:
        """The date of birth, None where no calendar has it."""
        try:
            return datetime.date(int(self.digits[:4]), int(self.digits[4:6]), int(self.digits[6:8]))
        except ValueError:
            return None

    @property
    def year(self) -> int:
        return int(self.digits[8:12])

    @property
    def month(self) -> int:
        """The month of appointment; 21 and above is a contract code."""
        return int(self.digits[12:14])

    def faults(self, today: datetime.date) -> Iterator[str]:
        """Yield what is impossible about it."""
        birth = self.birth
        if birth is None or birth > today:
            yield f"tanggal lahir {self.digits[:8]} tidak ada"
        if self.contract and self.month not in _CONTRACT:
            yield f"kode perjanjian kerja {self.digits[12:14]} tidak dikenal"
        if not self.contract and not 1 <= self.month <= 12:
            yield f"bulan pengangkatan {self.digits[12:14]} tidak ada"
        if self.year > today.year:
            yield f"tahun pengangkatan {self.year} belum tiba"
        if self.digits[14] not in "12":
            yield f"jenis kelamin {self.digits[14]} tidak ada (1 pria, 2 wanita)"
        if self.digits[15:] == "000":
            yield "nomor urut 000 tidak ada"
        if birth and not 16 <= self.year - birth.year <= 57:
            yield f"diangkat pada umur {self.year - birth.year} tahun"


def nip_digits(text: str) -> str:
    """Return `text` without the spaces, dots and dashes that part a NIP."""
    return _SEPARATORS.sub("", text)


def label_of(text: str) -> str:
    """Return the word, such as “NIP.”, that stands before a number; an empty text if none."""
    found = _LABEL.match(text)
    return found[0] if found else ""


def is_nip(digits: str) -> bool:
    """Tell whether `digits` are the eighteen of a NIP."""
    return len(digits) == 18 and digits.isascii() and digits.isdecimal()


def spacing(text: str) -> str:
    """Return what is odd about the spaces in a NIP, an empty text where nothing is."""
    other = next((each for each in text if each.isspace() and each != " "), "")
    if other:
        kind = "tak putus " if other in "\u00a0\u202f" else ""
        return f"memuat spasi {kind}U+{ord(other):04X}"
    return "memuat spasi ganda" if "  " in text else ""


def spaced(digits: str) -> str:
    """Return a NIP in its usual form."""
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def is_usual_form(text: str) -> bool:
    """Tell whether a NIP is written with its three spaces or without any."""
    return is_nip(text) or _SPACED.fullmatch(text) is not None
