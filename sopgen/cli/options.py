"""What several commands ask for, said once: definitions, formats, the output folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import click

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


def output_folder(folder: str = "Map hasil") -> _Decorator[Any]:
    """Return the option of the output folder, which help calls `folder`."""
    return click.option(
        "-o",
        "--output",
        metavar="MAP",
        type=click.Path(path_type=Path, file_okay=False),
        help=f"{folder}. Bawaan: menurut sopgen.yaml, atau output/ di map proyek.",
    )
