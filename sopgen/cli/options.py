"""What several commands ask for, said once: definitions, formats, folders, processes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import click

from sopgen.cli.kinds import count

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Decorator: TypeAlias = Callable[[_Command], _Command]

FORMATS = ("docx", "xlsx", "pdf", "svg")

definition_paths: _Decorator[Any] = click.argument(
    "paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path)
)

wanted_formats: _Decorator[Any] = click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Format hasil; boleh diulang. Bawaan: menurut sopgen.yaml, atau docx, xlsx dan pdf.",
)

jobs_at_once: _Decorator[Any] = click.option(
    "-j",
    "--jobs",
    callback=count,
    metavar="N",
    help="Banyaknya proses sekaligus. Bawaan: semua inti prosesor.",
)

archive_folder: _Decorator[Any] = click.option(
    "--arsip",
    "archive",
    metavar="MAP",
    type=click.Path(path_type=Path, file_okay=False),
    help="Map arsip. Bawaan: arsip/ di map proyek.",
)


def output_folder(folder: str = "Map hasil") -> _Decorator[Any]:
    """Return the option of the output folder, which help calls `folder`."""
    return click.option(
        "-o",
        "--output",
        metavar="MAP",
        type=click.Path(path_type=Path, file_okay=False),
        help=f"{folder}. Bawaan: menurut sopgen.yaml, atau output/ di map proyek.",
    )
