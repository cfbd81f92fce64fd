"""How commands speak: one line at a time, and nothing but text; on a terminal its weight in colour.

Whatever is printed may hold what somebody else typed: a key, the name of a file, the
name of an attachment. It is shown here, so that no command has to think of it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO

import click

from sopgen.problems.characters import shown

_WEIGHT = re.compile(r"^(.*?)\b(galat|peringatan|catatan):")
_COLOURS = {"galat": "red", "peringatan": "yellow", "catatan": "cyan"}


def say(line: object) -> None:
    """Print `line`, an answer, on stdout."""
    say_all((line,))


def say_all(lines: Iterable[object]) -> None:
    """Print `lines`, an answer, on stdout, all at once."""
    text = "".join(f"{coloured(shown(str(line)), sys.stdout)}\n" for line in lines)
    click.echo(text, nl=False)


def tell(line: object) -> None:
    """Print `line`, about the work itself, on stderr."""
    click.echo(coloured(shown(str(line)), sys.stderr), err=True)


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


def coloured(line: str, stream: TextIO) -> str:
    """Return `line` with the word of its weight in colour, where a person sees colours.

    NO_COLOR (no-color.org) and a terminal that calls itself dumb are heard.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return line
    return _WEIGHT.sub(
        lambda found: found[1] + click.style(f"{found[2]}:", fg=_COLOURS[found[2]], bold=True),
        line,
        count=1,
    )


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []
