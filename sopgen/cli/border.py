"""The border of every command: what nobody inside it expected ends here in a sentence.

A disk that is full under stdout, a working folder that was removed, Ctrl-C: none of them
is a fault of ours, and each can come at any moment of any command.
"""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from sopgen.cli.exits import INTERRUPTED, PROBLEMS
from sopgen.cli.terminal import tell, tell_all
from sopgen.cli.words import COMMAND, OPTIONS, speak_indonesian
from sopgen.problems.problem import ProblemsError


class Commands(click.Group):
    """The group of all commands, with the border around whichever runs."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        speak_indonesian()
        super().__init__(*arguments, **settings)
        self.options_metavar, self.subcommand_metavar = OPTIONS, COMMAND

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take in a command, with the word for its options in Indonesian."""
        cmd.options_metavar = OPTIONS
        super().add_command(cmd, name)

    def invoke(self, context: click.Context) -> Any:
        """Run the command; what keeps it from running is told, and ends with exit code 1."""
        _print_what_can_be_printed()
        try:
            Path.cwd()
            return super().invoke(context)
        except (KeyboardInterrupt, click.Abort):
            tell("Dihentikan.")
            context.exit(INTERRUPTED)
        except ProblemsError as error:
            tell_all(error.problems)
            context.exit(PROBLEMS)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            _forget_what_was_not_written()
            tell(f"galat: {_sentence(error)}")
            context.exit(PROBLEMS)


def _print_what_can_be_printed() -> None:
    """Let a code page that lacks a character show it spelled out, instead of ending there."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _forget_what_was_not_written() -> None:
    """Keep Python from trying once more, at its end, what stdout just refused."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def _sentence(error: OSError) -> str:
    if error.filename is None and isinstance(error, FileNotFoundError):
        return "Map tempat perintah ini dijalankan sudah tidak ada. Masuk ke map proyek lagi."
    from sopgen.project.writing import reason_of

    if error.filename is None:
        return f"Keluaran tidak dapat ditulis: {reason_of(error)}."
    return f"{error.filename} tidak dapat dibuka: {reason_of(error)}."
