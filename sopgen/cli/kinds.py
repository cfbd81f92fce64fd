"""What options may hold, and what is wrong with anything else, in Indonesian.

Each is a callback, which click gives the text that was typed.
"""

from __future__ import annotations

import datetime

import click

from sopgen.model.dates import read_date


def count(_: click.Context, __: click.Parameter, typed: str | None) -> int | None:
    """Return a number of things, one at least."""
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 7 and int(typed) > 0):
        raise click.BadParameter(f"“{typed}” bukan bilangan mulai dari 1.")
    return int(typed)


def day(_: click.Context, __: click.Parameter, typed: str | None) -> datetime.date | None:
    """Return a day, typed as `2025-01-31`, `31 Januari 2025` or `31/01/2025`."""
    if not typed:
        return None
    found = read_date(typed)
    if found is None or found.day is None:
        raise click.BadParameter(f"“{typed}” bukan tanggal; tulis misalnya 2025-01-31.")
    if found.date is None:
        raise click.BadParameter(f"{found.impossible} Tulis misalnya 2025-01-31.")
    return found.date
