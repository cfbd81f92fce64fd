"""`sopgen revise`: the change that starts a batch."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sopgen.cli.building import PROBLEMS, UNUSABLE
from sopgen.cli.kinds import day
from sopgen.cli.terminal import say, say_text, tell, tell_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopgen.editing.asking import Revision, Successor
    from sopgen.editing.revising import RevisedFile

FIELDS = (
    "nomor",
    "nama",
    "unit",
    "judul_alur",
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
    "kotak_tambahan",
    "identitas_tambahan",
    "judul",
    "pelaksana",
    "kegiatan",
    "teks",
    "label",
    "kelengkapan",
    "waktu",
    "output",
    "keterangan",
    "instansi",
    "alamat",
    "jabatan",
)
"""The fields whose words may be replaced: those that print as they are typed."""

_HELP = (
    "Mengubah nilai dalam banyak definisi atau dalam kop, langsung di berkasnya: komentar, urutan "
    "dan susunan tetap. Lalu tulis pemberitahuan perubahan (DOCX dan PDF) di map hasil. Tanpa "
    "PATH, semua definisi proyek ini diubah."
    "\n\nContoh: sopgen revise definitions/pagar-alam --tanggal-revisi 2025-01-02 "
    "--ganti 'Kasubbag=Kepala Subbagian' --kolom kegiatan"
    "\n\nKode keluar: 0 berhasil, 1 ada masalah, 2 perintah salah, 3 map hasil sedang dipakai."
)


def _iso_date(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is None or (option.name == "revised" and value == "-"):
        return value
    date = day(context, option, value)
    return date.isoformat() if date else None


def _replacements(
    _: click.Context, __: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    pairs = tuple(value.partition("=") for value in values)
    for old, equals, _new in pairs:
        if not old or not equals:
            raise click.BadParameter("Tulis LAMA=BARU.")
    return tuple((old, new) for old, _, new in pairs)


@click.command(help=_HELP)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--tanggal-revisi", "revised", callback=_iso_date, metavar="TANGGAL")
@click.option("--tanggal-efektif", "effective", callback=_iso_date, metavar="TANGGAL")
@click.option("--pengesah", "approver", metavar="ID", help="Id pejabat di kop.")
@click.option(
    "--ganti",
    "replacements",
    multiple=True,
    metavar="LAMA=BARU",
    callback=_replacements,
    help="Ganti kata-kata di isian yang disebut dengan --kolom; boleh diulang.",
)
@click.option(
    "--kolom",
    "fields",
    multiple=True,
    metavar="ISIAN",
    type=click.Choice(FIELDS),
    help=f"Isian untuk --ganti; boleh diulang: {', '.join(FIELDS)}.",
)
@click.option("--pejabat", "official", metavar="ID", help="Pejabat di kop yang diganti.")
@click.option("--nama", "name", metavar="NAMA", help="Nama pejabat penggantinya.")
@click.option("--nip", metavar="NIP", help="NIP penggantinya.")
@click.option("--pangkat", "rank", metavar="PANGKAT", help="Pangkat penggantinya.")
@click.option("--golongan", "grade", metavar="GOLONGAN", help="Golongan penggantinya.")
@click.option("--mulai", "starts", callback=_iso_date, metavar="TANGGAL", help="Mulai menjabat.")
@click.option(
    "--tanggal",
    "date",
    callback=_iso_date,
    metavar="TANGGAL",
    help="Tanggal pemberitahuan. Bawaan: tanggal revisi, efektif atau mulai menjabat.",
)
@click.option(
    "-o",
    "--output",
    metavar="MAP",
    type=click.Path(path_type=Path, file_okay=False),
    help="Map hasil, tempat pemberitahuan ditulis. Bawaan: output/ di map proyek.",
)
@click.option("--dry-run", is_flag=True, help="Tampilkan perubahannya saja, tanpa menulis.")
def revise(paths: tuple[Path, ...], output: Path | None, dry_run: bool, **typed: Any) -> None:
    """Change values where they stand, and tell people what changed."""
    from sopgen.project.finding import DEFINITIONS

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise click.UsageError(f"{missing[0]} tidak ada.")
    if not paths and not Path(DEFINITIONS).is_dir():
        raise click.UsageError(f"Tidak ada map {DEFINITIONS}/ di sini. Sebutkan PATH definisinya.")
    options = _Options(**typed)
    files, bad = _revised(paths or (Path(DEFINITIONS),), options.revision())
    if dry_run:
        for file in files:
            say_text(file.diff())
    elif files:
        bad |= not _written(files, options, output)
    tell(f"{len(files)} berkas {'akan ' if dry_run else ''}diubah.")
    sys.exit(PROBLEMS if bad else 0)


@dataclass(frozen=True, slots=True)
class _Options:
    """What was typed besides paths."""

    revised: str | None
    effective: str | None
    approver: str | None
    replacements: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    official: str | None
    name: str | None
    nip: str | None
    rank: str | None
    grade: str | None
    starts: str | None
    date: str | None

    def revision(self) -> Revision:
        """Return what is asked, or say what is missing in it."""
        from sopgen.editing.asking import Revision, Setting, Substitution

        if bool(self.replacements) != bool(self.fields):
            raise click.UsageError("--ganti dan --kolom dipakai bersama.")
        typed = (
            ("tanggal_revisi", self.revised),
            ("tanggal_efektif", self.effective),
            ("pengesah", self.approver),
        )
        settings = tuple(Setting(key, value) for key, value in typed if value is not None)
        fields = frozenset(self.fields)
        substitutions = tuple(Substitution(old, new, fields) for old, new in self.replacements)
        revision = Revision(settings, substitutions, self._successor())
        if revision == Revision():
            raise click.UsageError("Sebutkan yang diubah, misalnya --tanggal-revisi 2025-01-31.")
        return revision

    def _successor(self) -> Successor | None:
        from sopgen.editing.asking import Successor

        if self.official is None:
            if any((self.name, self.nip, self.rank, self.grade, self.starts)):
                raise click.UsageError("Sebutkan pejabat yang diganti dengan --pejabat ID.")
            return None
        if not self.name or not self.nip or not self.starts:
            raise click.UsageError("--pejabat memerlukan --nama, --nip dan --mulai.")
        return Successor(self.official, self.name, self.nip, self.rank, self.grade, self.starts)

    def notice_date(self) -> str:
        """Return the date of the notice; the clock is never asked."""
        dates = (self.date, self.revised, self.effective, self.starts)
        found = next((date for date in dates if date and date != "-"), None)
        if found is None:
            raise click.UsageError("Sebutkan tanggal pemberitahuan dengan --tanggal.")
        return found


def _revised(paths: Sequence[Path], revision: Revision) -> tuple[list[RevisedFile], bool]:
    """Return the files that change, saying what is wrong with others, and whether any was."""
    from sopgen.editing.revising import RevisedFile, files_in, letterheads_of, revised_files

    asked = files_in(paths)
    definitions, letterheads = asked.definitions, asked.letterheads
    if revision.successor is not None and not letterheads:
        letterheads = letterheads_of(definitions)
        if len(letterheads) != 1:
            raise click.UsageError(
                f"--pejabat mengubah satu kop, dan di sini ada {len(letterheads)}. Sebutkan "
                "berkasnya, misalnya letterheads/pagar-alam.yaml."
            )
    if not revision.settings and not revision.substitutions:
        definitions = ()
    elif revision.settings and not definitions:
        raise click.UsageError("Tanggal dan pengesah ada di definisi. Sebutkan PATH definisinya.")
    files: list[RevisedFile] = []
    said: set[str] = set()
    for problem in asked.problems:
        tell(problem)
    for outcome in revised_files(definitions, letterheads, revision):
        if isinstance(outcome, RevisedFile):
            files.append(outcome)
        else:
            said.update(map(str, outcome))
            for problem in outcome:
                tell(problem)
    return files, bool(said) or any(problem.stops for problem in asked.problems)


def _written(files: list[RevisedFile], options: _Options, output: Path | None) -> bool:
    """Write the notice, then the files it tells of; return whether all went well."""
    from sopgen.editing.publishing import notice_of, publish
    from sopgen.problems.problem import ProblemsError
    from sopgen.project.finding import OUTPUT, project_of
    from sopgen.project.manifest import FOLDER
    from sopgen.project.writing import LockedError, locked, unwritable

    date = options.notice_date()
    root = project_of(files[0].path.parent) / OUTPUT if output is None else output
    place = root
    try:
        with locked(root / FOLDER):
            for path in publish(notice_of(files, date, options.starts or ""), root):
                say(path)
            for file in files:
                place = file.path
                file.write()
                say(file.path)
    except LockedError:
        tell("galat: Map hasil sedang dipakai oleh sopgen yang lain.")
        sys.exit(UNUSABLE)
    except ProblemsError as error:
        tell_all(error.problems)
        return False
    except OSError as error:
        tell(unwritable(place, error))
        return False
    return True
