"""Begin a project: its settings, a letterhead, a first SOP, and what version control leaves out.

Nothing that is there already is touched: where a part of a project is, none is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from sopgen.definition.logo import read_logo
from sopgen.editing.new import slug
from sopgen.editing.scalars import spelled
from sopgen.model.profile import Paper
from sopgen.problems.files import DEFINITIONS, LETTERHEADS, SETTINGS
from sopgen.problems.problem import Problem
from sopgen.project.roots import OUTPUT
from sopgen.project.writing import replace_file, sync_folder

IGNORED = ".gitignore"
_FIRST_SOP = "sop_pertama.yaml"


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of the agency; `agency` are the lines beside the logo, the last the largest."""

    agency: tuple[str, ...]
    profile: str
    paper: Paper
    day: datetime.date
    position: str
    name: str = ""
    rank: str = ""
    grade: str = ""
    nip: str = ""
    logo: Path | None = None
    letterhead: str = ""

    @property
    def key(self) -> str:
        """The name of the letterhead, without its ending."""
        typed = slug(self.letterhead.removesuffix(".yaml"))
        return typed or slug(self.agency[-1]) or "kop"

    @property
    def official(self) -> str:
        """The id of the official who approves."""
        return slug(self.position) or "pejabat"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of the new project, by its path from there."""

    path: Path
    data: bytes


def files_of(start: Start) -> tuple[NewFile, ...] | Problem:
    """Return the files of a project that begins with `start`, or what is wrong with its logo."""
    logo: tuple[NewFile, ...] = ()
    if start.logo is not None:
        found = read_logo(start.logo.parent, start.logo.name)
        if isinstance(found, Problem):
            return found
        name = f"{start.key}{start.logo.suffix.lower()}"
        logo = (NewFile(Path(LETTERHEADS, name), start.logo.read_bytes()),)
    texts = {
        Path(SETTINGS): _settings(start),
        Path(LETTERHEADS, f"{start.key}.yaml"): "".join(_letterhead(start, logo)),
        Path(DEFINITIONS, start.key, "penerimaan-surat-masuk.yaml"): sop_text(_FIRST_SOP, start),
        Path(IGNORED): f"# yang dapat dibuat lagi oleh sopgen build\n/{OUTPUT}/\n",
    }
    return (*(NewFile(path, text.encode()) for path, text in texts.items()), *logo)


def in_the_way(folder: Path, new: tuple[NewFile, ...]) -> Path | None:
    """Return what keeps a project from beginning in `folder`: its parts, or one of the `new` files.

    What version control leaves out may be told there already.
    """
    parts = (*map(Path, (SETTINGS, LETTERHEADS, DEFINITIONS)), *(each.path for each in new))
    places = (folder / part for part in parts if part != Path(IGNORED))
    return next((place for place in places if _is_taken(place)), None)


def _is_taken(place: Path) -> bool:
    return place.is_symlink() or (place.exists() and not place.is_dir())


def written(folder: Path, new: tuple[NewFile, ...]) -> tuple[NewFile, ...]:
    """Write those of `new` that `folder` does not hold, and return them; raises OSError."""
    made = tuple(each for each in new if not _is_taken(folder / each.path))
    for each in made:
        place = folder / each.path
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_file(place, each.data)
    sync_folder(folder)
    return made


def _settings(start: Start) -> str:
    return _filled(
        "pengaturan.yaml",
        hasil=OUTPUT,
        kop=spelled(start.key, in_flow=False),
        profil=start.profile,
        kertas=start.paper,
    )


def _letterhead(start: Start, logo: tuple[NewFile, ...]) -> Iterator[str]:
    yield "# Kop: yang sama di semua SOP instansi ini. Ubah di sini saja, lalu “sopgen build”.\n"
    yield "instansi: # baris-baris di samping logo; yang terakhir paling besar\n"
    yield from (f"  - {spelled(line, in_flow=False)}\n" for line in start.agency)
    if logo:
        yield f"logo: {spelled(logo[0].path.name, in_flow=False)}\n"
    else:
        yield "# logo: logo.png # PNG atau JPEG di map ini; hapus tanda # di depannya\n"
    yield f"profil: {start.profile} # permenpan35, permendagri52 atau spo\n"
    yield "format: # yang berbeda dari profilnya\n"
    yield f"  kertas: {{ ukuran: {start.paper} }}\n"
    yield "pejabat: # definisi menyebut id-nya, misalnya pengesah: " + start.official + "\n"
    yield f"  {start.official}:\n"
    for key, value in (
        ("jabatan", start.position),
        ("nama", start.name),
        ("pangkat", start.rank),
        ("golongan", start.grade),
        ("nip", start.nip),
    ):
        yield f"    {key}: {spelled(value, in_flow=False)}\n" if value else f"    {key}:\n"


def sop_text(template: str, start: Start) -> str:
    """Return the definition that a file of this package becomes for the agency of `start`."""
    return _filled(
        template,
        kop=spelled(start.key, in_flow=False),
        pengesah=start.official,
        tanggal=start.day.isoformat(),
        tahun=str(start.day.year),
    )


def _filled(template: str, **values: str) -> str:
    text = (files("sopgen.editing") / template).read_text(encoding="utf-8")
    return Template(text).substitute(values)
