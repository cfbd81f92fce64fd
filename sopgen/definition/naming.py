"""Which names in a folder are those of definitions and letterheads.

What a system or a program lays beside them (hidden files, `~$x.yaml` of an open one,
`._x.yaml` and `__MACOSX` of a zip from macOS, `x.impor.yaml` of an import) is none.
"""

from __future__ import annotations

from pathlib import Path

SUFFIXES = (".yaml", ".yml")
"""How a definition or a letterhead ends, in any case of letters."""

BESIDE = ".impor.yaml"
"""How the file ends that an import lays beside a definition that is there already."""

_LEFT_BY_PROGRAMS = (".", "~$")
_ARCHIVERS_FOLDER = "__MACOSX"


def is_yaml(name: str) -> bool:
    """Tell whether `name` ends as a definition or a letterhead does."""
    return name.lower().endswith(SUFFIXES)


def is_passed_over(name: str) -> bool:
    """Tell whether a file or folder of this name is none that a person made."""
    laid = name.startswith(_LEFT_BY_PROGRAMS) or name.lower().endswith(BESIDE)
    return laid or name == _ARCHIVERS_FOLDER


def hides_its_ending(name: str) -> bool:
    """Tell whether Notepad put `.txt` behind the name of a definition."""
    return name.lower().endswith(tuple(f"{suffix}.txt" for suffix in SUFFIXES))


def letterhead_in(folder: Path, name: str) -> Path | None:
    """Return the file of letterhead `name` in `folder`: `.yaml`, else another way to end it."""
    usual = folder / f"{name}{SUFFIXES[0]}"
    if usual.is_file():
        return usual
    return next((path for path in letterheads_in(folder) if path.stem == name), None)


def letterheads_in(folder: Path) -> list[Path]:
    """Return the letterheads in `folder`, by name; raises OSError where it cannot be read."""
    return sorted(
        path for path in folder.iterdir() if is_yaml(path.name) and not is_passed_over(path.name)
    )
