"""What options may hold, and what is wrong with anything else, in Indonesian.

Most are callbacks, which click gives what was typed.
"""

from __future__ import annotations

import datetime
import re

import click

from sopgen.model.dates import read_date
from sopgen.problems.characters import HIDDEN

_UNTYPABLE = re.compile(f"\t|{HIDDEN.pattern}")


def typable(text: str) -> str:
    """Return `text`, which goes into a file as it was typed: no tab from Excel, no control mark."""
    found = _UNTYPABLE.search(text)
    if found:
        raise click.BadParameter(
            f"“{text}” memuat U+{ord(found[0]):04X}, yang tidak boleh ada di berkas. Ketik ulang "
            "tanpa itu."
        )
    return text


def typed(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return a text that goes into a file."""
    return None if value is None else typable(value)


def all_typed(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return texts that go into a file."""
    return tuple(map(typable, values))


def count(_: click.Context, __: click.Parameter, typed: str | None) -> int | None:
    """Return a number of things, one at least."""
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 7 and int(typed) > 0):
        raise click.BadParameter(f"“{typed}” bukan bilangan mulai dari 1.")
    return int(typed)


def day(_: click.Context, __: click.Parameter, typed: str | None) -> datetime.date | None:
    """Return the day that an option says."""
    return day_of(typed)


def day_of(typed: str | None) -> datetime.date | None:
    """Return a day, typed as `2025-01-31`, `31 Januari 2025` or `31/01/2025`; of nothing, None."""
    if not typed or not typed.strip():
        return None
    found = read_date(typed)
    if found is None or found.day is None:
        raise click.BadParameter(f"“{typed}” bukan tanggal; tulis misalnya 2025-01-31.")
    if found.date is None:
        raise click.BadParameter(f"{found.impossible} Tulis misalnya 2025-01-31.")
    return found.date
