"""Build SOPs: find definitions, read and lay out each, write its files.

One bad definition stops only itself. Nothing is written for an SOP that has an error;
a drawing that breaks our own rules is a fault of ours, is told as one and not written.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sopgen.definition import LETTERHEADS, Agency, Definition, read_definition, read_letterhead
from sopgen.errors import Problem, ProblemsError, Severity
from sopgen.fonts import FontMetrics, sheet_advances
from sopgen.layout import lay_out
from sopgen.layout.glyphs import missing_glyphs
from sopgen.layout.typeset import Typesetter
from sopgen.page import Document, Font
from sopgen.writers import Format, writer
from sopgen.yardstick import faults, measure

DEFINITIONS = "definitions"
OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Target:
    """A definition and the file that it becomes, without extension."""

    definition: Path
    output: Path


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one definition: the files written, or why there are none."""

    definition: Path
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def targets(paths: Sequence[Path], output: Path | None) -> list[Target]:
    """Return what `paths` hold to be built: definitions, and folders of them.

    An SOP goes to `output/<agency>/<slug>`, as its definition lies under `definitions/`;
    without `output`, into the folder of that name in the definition's project.
    """
    found: dict[Path, Target] = {}
    for path in paths or [Path(DEFINITIONS)]:
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        for file in files:
            if path.is_dir() and LETTERHEADS in file.parts:
                continue
            place = _project(file) / OUTPUT if output is None else output
            target = Target(file, place / _relative(file).with_suffix(""))
            found.setdefault(file.absolute(), target)
    return list(found.values())


def _project(definition: Path) -> Path:
    """Return the nearest folder upwards that has letterheads, else the definition's own."""
    folder = definition.parent
    for above in (folder, *folder.absolute().parents):
        if (above / LETTERHEADS).is_dir():
            here = Path.cwd()
            return above.relative_to(here) if above.is_relative_to(here) else above
    return folder


def _relative(definition: Path) -> Path:
    """Return where `definition` lies under `definitions/`, or agency and name alone."""
    parts = definition.absolute().parts
    if DEFINITIONS in parts[:-1]:
        last = len(parts) - 1 - parts[::-1].index(DEFINITIONS)
        return Path(*parts[last + 1 :])
    return Path(*parts[-2:])


def build(wanted: Sequence[Target], formats: Sequence[Format]) -> Iterator[Built]:
    """Write every target in `formats`, one after the other in their order."""
    remembered = cache(read_letterhead)
    typesetter = Typesetter(FontMetrics(), FontMetrics(sheet_advances))
    taken: dict[str, Path] = {}
    for target in wanted:
        name = str(target.output).casefold()
        earlier = taken.setdefault(name, target.definition)
        if earlier is not target.definition:
            yield Built(target.definition, (), (_same_output(target, earlier),))
        else:
            yield _build(target, formats, remembered, typesetter)


def _same_output(target: Target, earlier: Path) -> Problem:
    return Problem(
        "BLD001",
        f"Hasilnya akan menimpa hasil {earlier}.",
        path=str(target.definition),
        hint="Ganti nama salah satu berkas definisi.",
    )


def _build(
    target: Target,
    formats: Sequence[Format],
    agency_at: Callable[[Path], Agency],
    typesetter: Typesetter,
) -> Built:
    try:
        definition = read_definition(target.definition, agency_at)
        document = laid_out(definition, typesetter)
        files = tuple(_write(document, target.output, each) for each in formats)
    except ProblemsError as error:
        return Built(target.definition, (), error.problems)
    except OSError as error:
        return Built(target.definition, (), (_unwritable(target, error),))
    return Built(target.definition, files, ())


def laid_out(definition: Definition, typesetter: Typesetter) -> Document:
    """Return the pages of `definition`; raises ProblemsError with what forbids them."""
    metrics = typesetter.metrics
    font = Font(definition.profile.font.face, 200)
    places, agency = definition.source.places, definition.agency
    problems = [places.located(each) for each in missing_glyphs(definition.sop, font, metrics)]
    problems += [
        agency.source.places.located(each)
        for each in missing_glyphs(agency.letterhead, font, metrics)
    ]
    if not problems:
        document, found = lay_out(
            definition.sop, agency.letterhead, definition.profile, agency.logo, typesetter
        )
        problems += [places.located(each) for each in found]
    if not problems:
        problems += [
            Problem(
                "LAY900",
                f"Gambar alur melanggar aturan gambar sopgen sendiri ({fault}).",
                path=str(definition.source.path),
                hint="Ini kesalahan sopgen, bukan kesalahan Anda; laporkan bersama definisinya.",
            )
            for fault in faults(measure(document))
        ]
    if problems:
        raise ProblemsError(problems)
    return document


def _write(document: Document, output: Path, asked: Format) -> Path:
    """Write one file: beside its place first, then over it in one step."""
    data = writer(asked)(document)
    path = output.with_name(f"{output.name}.{asked.value}")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return path


def _unwritable(target: Target, error: OSError) -> Problem:
    reason = error.strerror or type(error).__name__
    return Problem(
        "BLD002",
        f"Berkas {error.filename or target.output} tidak dapat ditulis ({reason}).",
        path=str(target.definition),
        hint="Tutup berkas itu bila sedang terbuka, dan periksa izin serta ruang penyimpanan.",
    )
