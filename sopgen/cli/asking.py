"""Questions on a terminal: a text, a date, or one of several, by its number or how it begins."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import click

from sopgen.cli.kinds import day_of, typable
from sopgen.cli.terminal import say


def asked(question: str) -> str:
    """Return the answer, which may not be empty."""
    return str(click.prompt(question, value_proc=typable)).strip()


def optional(question: str, default: str = "") -> str:
    """Return the answer, `default` where only Enter was pressed."""
    answer = click.prompt(question, value_proc=typable, default=default, show_default=bool(default))
    return str(answer).strip()


def several(question: str, out: list[str]) -> None:
    """Add answers to `out`, each once, until an empty one; the first may not be empty.

    What was answered before somebody stops is in `out`.
    """
    out.append(asked(f"{question} 1"))
    several_or_none(question, out)


def several_or_none(question: str, out: list[str]) -> None:
    """Add answers to `out`, each once, until an empty one."""
    while answer := optional(f"{question} {len(out) + 1}"):
        if answer not in out:
            out.append(answer)


def optional_day(question: str, default: datetime.date | None = None) -> datetime.date | None:
    """Return a day, as it is written in numbers or in words; None where it was left empty."""
    shown = default.isoformat() if default else ""
    answer = click.prompt(question, value_proc=day_of, default=shown, show_default=bool(shown))
    return answer if isinstance(answer, datetime.date) else None


def chosen(question: str, names: Sequence[str], default: str = "") -> str:
    """Return one of `names`, which are shown with their numbers."""
    for number, name in enumerate(names, start=1):
        say(f"  {number}. {name}")
    return chosen_again(question, names, default)


def chosen_again(question: str, names: Sequence[str], default: str = "") -> str:
    """Return one of `names`, which were shown before."""
    return str(
        click.prompt(question, value_proc=lambda text: one_of(text, names), default=default or None)
    )


def one_of(typed: str, names: Sequence[str]) -> str:
    """Return the one of `names` that `typed` means: its number, itself or how it alone begins.

    Raises click.BadParameter where it is none, or several.
    """
    wanted = " ".join(typed.split()).casefold()
    if wanted.isascii() and wanted.isdecimal() and 0 < int(wanted) <= len(names):
        return names[int(wanted) - 1]
    same = [name for name in names if name.casefold() == wanted]
    begun = [name for name in names if wanted and name.casefold().startswith(wanted)]
    found = same or begun
    if len(found) == 1:
        return found[0]
    if found:
        raise click.BadParameter(f"“{typed}” cocok dengan beberapa: {', '.join(found)}.")
    raise click.BadParameter(
        f"“{typed}” tidak ada. Ketik nomornya atau awal namanya: {listed(names)}."
    )


def listed(names: Sequence[str]) -> str:
    """Return `names` with their numbers, on one line."""
    return ", ".join(f"{number} {name}" for number, name in enumerate(names, start=1))
