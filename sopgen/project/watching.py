"""Notice that definitions, letterheads, logos or registers were saved.

Editors save by putting a new file over the old one; git and file managers take folders
away and bring them back under the same name. So folders are watched by the system, and
several times a second it is asked whether they are still the same ones.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from watchfiles import Change, watch

from sopgen.definition.naming import is_passed_over, is_yaml
from sopgen.project.finding import letterheads_folder
from sopgen.project.roots import REGISTERS

_PICTURES = (".png", ".jpg", ".jpeg")
_TICK = 0.2
"""Seconds between two looks at what the system does not tell of."""

State: TypeAlias = frozenset[tuple[Path, tuple[int, ...]]]
"""What is there: paths, and what changes whenever one of them is saved or replaced."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What people save in: folders with all that is below them, and single files."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]

    def state(self) -> State:
        """Return everything as it is saved now."""
        below = (
            Path(folder, name)
            for top in self.folders
            for folder, _, names in os.walk(top)
            for name in names
            if _concerns_us(name)
        )
        return frozenset(_saved([*below, *self.files]))

    def identity(self) -> State:
        """Return which folders these are, and the single files as they are saved now."""
        folders = ((path, (found.st_dev, found.st_ino)) for path, found in _stats(self.folders))
        return frozenset((*folders, *_saved(self.files)))


def watched(paths: Sequence[Path]) -> Watched:
    """Return what an SOP of `paths` is made from."""
    asked = [path.absolute() for path in paths]
    files = tuple(path for path in asked if not path.is_dir())
    folders = dict.fromkeys(path for path in asked if path not in files)
    for path in asked:
        letterheads = letterheads_folder(path)
        if letterheads is not None:
            folders |= dict.fromkeys((letterheads, letterheads.parent / REGISTERS))
    return Watched(tuple(folders), files)


def savings(places: Watched, built: State) -> Iterator[None]:
    """Yield whenever something in `places` was saved after all was as in `built`.

    Raises KeyboardInterrupt with Ctrl-C.
    """
    known = built
    while True:
        identity = places.identity()
        # Only from the first tick on does the system tell: what was saved before is compared.
        compared = False
        for told in _ticks(places):
            if told or (not compared and places.state() != known):
                yield
            compared = True
            if places.identity() != identity:
                break
        known = frozenset()


def _ticks(places: Watched) -> Iterator[bool]:
    """Yield several times a second whether the system told that something was saved."""
    folders = [folder for folder in places.folders if folder.is_dir()]
    if not folders:
        while True:
            time.sleep(_TICK)
            yield False
    try:
        for changes in watch(
            *folders,
            watch_filter=_is_saving,
            rust_timeout=round(_TICK * 1000),
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            yield bool(changes)
    except FileNotFoundError:  # one of them went away in this moment
        yield False


def _is_saving(_: Change, path: str) -> bool:
    return _concerns_us(Path(path).name)


def _concerns_us(name: str) -> bool:
    ends_well = is_yaml(name) or name.lower().endswith(_PICTURES)
    return ends_well and not is_passed_over(name)


def _saved(paths: Iterable[Path]) -> Iterator[tuple[Path, tuple[int, ...]]]:
    for path, found in _stats(paths):
        yield path, (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)


def _stats(paths: Iterable[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield what the system knows of those of `paths` that are there."""
    for path in paths:
        with suppress(OSError):
            yield path, path.stat()
