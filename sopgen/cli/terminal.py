"""How commands speak: one line at a time, and nothing but text.

Whatever is printed may hold what somebody else typed: a key, the name of a file, the
name of an attachment. It is shown here, so that no command has to think of it.
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from sopgen.problems.characters import shown


def say(line: object) -> None:
    """Print `line`, an answer, on stdout."""
    click.echo(shown(str(line)))


def tell(line: object) -> None:
    """Print `line`, about the work itself, on stderr."""
    click.echo(shown(str(line)), err=True)


def tell_text(text: str) -> None:
    """Print `text`, which has lines of its own, on stderr."""
    tell_all(_lines(text))


def tell_all(lines: Iterable[object]) -> None:
    """Print each of `lines` on stderr."""
    for line in lines:
        tell(line)


def say_text(text: str) -> None:
    """Print `text`, which has lines of its own and ends its last, on stdout."""
    for line in _lines(text):
        say(line)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []
