"""Which definitions a path means, and which files they become.

What is passed over although somebody may have meant it is told; what cannot be looked
into is told as an error, since nobody knows what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from unicodedata import normalize

from sopgen.definition.naming import hides_its_ending, is_passed_over, is_yaml
from sopgen.problems.files import BOOKS, DEFINITIONS, LETTERHEADS, from_here, is_project, plain_path
from sopgen.problems.problem import Problem, Severity
from sopgen.project.output_folder import output_of
from sopgen.project.roots import MONEV, REGISTERS, project_of
from sopgen.project.walking import Walk
from sopgen.writers import OF_A_BOOK, Format

REVOKED = "-tidak-berlaku"
"""Behind the name of a revoked SOP's sheet that lies beside the signed one."""

REGISTER = "daftar-sop.xlsx"
"""The register of a letterhead's SOPs, in the folder of its name among the outputs."""

NOT_DEFINITIONS = {BOOKS, LETTERHEADS, MONEV, REGISTERS}

_OTHER_KINDS = {".pdf": "PDF", ".docx": "berkas Word", ".xlsx": "buku kerja Excel"}


@dataclass(frozen=True, slots=True)
class Target:
    """A definition or a book, the output folder, and its files' path in there without extension."""

    definition: Path
    root: Path
    name: str
    is_book: bool = False

    def formats(self, asked: Sequence[Format]) -> tuple[Format, ...]:
        """Return those of the `asked` formats that it is built into."""
        return tuple(each for each in asked if not self.is_book or each in OF_A_BOOK)

    def inside(self, format: Format) -> str:
        """Return the path of a file in the output folder, parted by slashes."""
        return f"{self.name}.{format.value}"

    def output(self, format: Format) -> Path:
        """Return the path of a file."""
        return self.root / self.inside(format)

    @property
    def revoked(self) -> Target:
        """Where the sheet of a revoked SOP goes when its signed one stays where it is."""
        return replace(self, name=f"{self.name}{REVOKED}")

    @property
    def key(self) -> str:
        """What two targets share whose files would overwrite each other on some system."""
        return normalize("NFC", f"{self.root}/{self.name}").casefold()


@dataclass(frozen=True, slots=True)
class Found:
    """Definitions in their order, as they are called from here, and what was passed over."""

    definitions: tuple[Path, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be built, and what was passed over."""

    targets: tuple[Target, ...]
    problems: tuple[Problem, ...]


def targets(paths: Sequence[Path], output: Path | None) -> Wanted:
    """Return what `paths` hold to be built: definitions, and folders of them.

    An SOP goes to `<output>/<agency>/<slug>`, as its definition lies under `definitions/`;
    without `output`, into the folder that its project names. Raises ProblemsError where a
    project's own file is wrong.
    """
    found = definitions_in(paths)
    outputs = cache(output_of)
    root = None if output is None else from_here(output)
    return Wanted(
        tuple(
            Target(
                file,
                outputs(file.parent) if root is None else root,
                relative(file).with_suffix("").as_posix(),
            )
            for file in found.definitions
        ),
        found.problems,
    )


def targets_with_books(paths: Sequence[Path], output: Path | None) -> Wanted:
    """Return the same, and the books that `paths` name or hold: they go to `<output>/buku/`."""
    asked = [path for path in paths if not _is_of_books(path)]
    found = targets(asked, output)
    books = sorted(file for path in paths if _is_of_books(path) for file in _books(path))
    outputs = cache(output_of)
    root = None if output is None else from_here(output)
    made = tuple(
        Target(
            from_here(file),
            outputs(file.parent) if root is None else root,
            f"{BOOKS}/{file.stem}",
            is_book=True,
        )
        for file in books
    )
    return Wanted((*found.targets, *made), found.problems)


@dataclass(frozen=True, slots=True)
class Papers:
    """The books and the logs of projects, and those of them that are asked for."""

    books: tuple[Path, ...]
    logs: tuple[Path, ...]
    asked: tuple[Path, ...]


def papers_around(paths: Sequence[Path], folders: Sequence[Path]) -> Papers:
    """Return the books and logs of the projects that `folders` lie in.

    Asked for are those that `paths` name or hold; without any path, all of them.
    """
    projects = sorted({project_of(folder) for folder in (*folders, *map(_home, paths))})
    books, logs = (
        tuple(from_here(file) for root in projects for file in _yaml_in(root / name))
        for name in (BOOKS, MONEV)
    )
    named = {plain_path(file) for path in paths if is_of_papers(path) for file in _yaml_in(path)}
    asked = [each for each in (*books, *logs) if not paths or plain_path(each) in named]
    return Papers(books, logs, tuple(asked))


def is_of_papers(path: Path) -> bool:
    """Tell whether `path` is one of books or logs, or a folder of them."""
    return _home(path).name in (BOOKS, MONEV)


def _home(path: Path) -> Path:
    place = plain_path(path)
    return place if place.is_dir() else place.parent


def _yaml_in(path: Path) -> list[Path]:
    return sorted(_books(path)) if path.exists() else []


def own_books() -> Path | None:
    """Return the books of the project that the working folder is, or lies in; None without any."""
    folder = project_of(Path.cwd()) / BOOKS
    return folder if folder.is_dir() else None


def _is_of_books(path: Path) -> bool:
    place = plain_path(path)
    return (place if path.is_dir() else place.parent).name == BOOKS


def _books(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = (each for each in path.iterdir() if each.is_file())
    return [each for each in files if is_yaml(each.name) and not is_passed_over(each.name)]


def definitions_in(paths: Sequence[Path]) -> Found:
    """Return the definitions that `paths` name or hold, each once.

    Below a folder that is named only the folders in it can be none of definitions.
    """
    found: dict[Path, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        files, others = _below(path) if path.is_dir() else _named(path)
        problems += others
        for file in files:
            found.setdefault(plain_path(file), from_here(file))
    return Found(tuple(found.values()), tuple(problems))


def _below(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Return the definitions below `folder`, and what was passed over or is wrong with it."""
    if plain_path(folder).name in NOT_DEFINITIONS:
        return [], [_nothing_in(folder)]
    walk = Walk(folder, NOT_DEFINITIONS)
    files: list[Path] = []
    problems = list(walk.problems)
    for path in walk.files:
        if is_yaml(path.name):
            odd = _not_utf8(path)
        elif hides_its_ending(path.name):
            odd = _ends_twice(path)
        else:
            continue
        if odd is None:
            files.append(path)
        else:
            problems.append(odd)
    told = any(problem.stops for problem in problems)
    nothing = [] if files or told else [_nothing_in(folder)]
    return sorted(files), [*problems, *nothing]


def _named(path: Path) -> tuple[list[Path], list[Problem]]:
    """Return the file `path`, which may end in any way, unless it is plainly no definition."""
    problem = _other_kind(path) or _not_utf8(path)
    return ([], [problem]) if problem else ([path], [])


def _other_kind(path: Path) -> Problem | None:
    kind = _OTHER_KINDS.get(path.suffix.lower())
    folder = path.absolute().parent.name
    if kind is not None:
        message = f"Ini {kind}, bukan definisi."
        hint = "Definisi di dalamnya dikeluarkan dengan “sopgen extract”."
    elif folder == LETTERHEADS:
        message = "Ini kop, bukan definisi."
        hint = "Sebutkan definisi yang memakainya; kopnya ikut dibaca."
    elif folder == REGISTERS:
        message = "Ini register, bukan definisi."
        hint = "Sebutkan definisinya; registernya ikut dibaca."
    elif folder == MONEV:
        message = "Ini catatan monev, bukan definisi."
        hint = "Sebutkan definisinya; catatannya ikut dibaca."
    else:
        return None
    return Problem("BLD013", message, path=str(from_here(path)), hint=hint)


def _not_utf8(path: Path) -> Problem | None:
    """Return the problem of a name that no other system could read, where it is one."""
    try:
        path.name.encode()
        relative(path).as_posix().encode()
    except UnicodeEncodeError:
        return Problem(
            "BLD015",
            "Nama berkas atau map ini bukan UTF-8, jadi hasilnya tidak dapat dinamai.",
            path=str(from_here(path)),
            hint="Ganti namanya; biasanya terbawa dari zip Windows yang lama.",
        )
    return None


def _ends_twice(path: Path) -> Problem:
    return Problem(
        "BLD011",
        "Berkas ini berakhiran .txt, jadi tidak dibaca sebagai definisi.",
        path=str(from_here(path)),
        severity=Severity.WARNING,
        hint=f"Ganti namanya menjadi {path.name[: -len('.txt')]}; di Notepad pilih “Semua berkas” "
        "saat menyimpan.",
    )


def _nothing_in(path: Path) -> Problem:
    return Problem(
        "BLD012",
        "Tidak ada definisi di map ini.",
        path=str(from_here(path)),
        hint="Periksa namanya. Definisi berakhiran .yaml; sopgen new menulis yang baru.",
    )


def own_definitions() -> Path | None:
    """Return the definitions of the project that the working folder is, or lies in."""
    if Path(DEFINITIONS).is_dir():
        return Path(DEFINITIONS)
    above = (each for each in Path.cwd().parents if is_project(each))
    found = (each / DEFINITIONS for each in above if (each / DEFINITIONS).is_dir())
    return next(map(from_here, found), None)


def letterheads_folder(folder: Path) -> Path | None:
    """Return the nearest folder of letterheads from `folder` (absolute) upwards."""
    places = (above / LETTERHEADS for above in (folder, *folder.parents))
    return next((place for place in places if place.is_dir()), None)


def relative(definition: Path) -> Path:
    """Return where `definition` lies under `definitions/`, or folder and name alone."""
    place = plain_path(definition)
    parts = place.parts
    if DEFINITIONS in parts[:-1]:
        last = len(parts) - 1 - parts[::-1].index(DEFINITIONS)
        return Path(*parts[last + 1 :])
    return Path(place.parent.name, place.name)
