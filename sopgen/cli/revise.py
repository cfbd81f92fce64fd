"""`sopgen revise`: the change that starts a batch."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sopgen.cli.exits import INTERRUPTED, PROBLEMS, UNUSABLE
from sopgen.cli.kinds import day, typable, typed
from sopgen.cli.options import definition_paths, output_folder
from sopgen.cli.places import around, existing
from sopgen.cli.terminal import say, say_text, tell, tell_all
from sopgen.editing.asking import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopgen.editing.asking import Revision, Successor
    from sopgen.editing.transaction import Order, Step
    from sopgen.problems.problem import Problem

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
    pairs = tuple(typable(value).partition("=") for value in values)
    for old, equals, _new in pairs:
        if not old or not equals:
            raise click.BadParameter("Tulis LAMA=BARU.")
    return tuple((old, new) for old, _, new in pairs)


@click.command(help=_HELP)
@definition_paths
@click.option("--tanggal-revisi", "revised", callback=_iso_date, metavar="TANGGAL")
@click.option("--tanggal-efektif", "effective", callback=_iso_date, metavar="TANGGAL")
@click.option("--pengesah", "approver", callback=typed, metavar="ID", help="Id pejabat di kop.")
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
@click.option(
    "--pejabat", "official", callback=typed, metavar="ID", help="Pejabat di kop yang diganti."
)
@click.option("--nama", "name", callback=typed, metavar="NAMA", help="Nama pejabat penggantinya.")
@click.option("--nip", callback=typed, metavar="NIP", help="NIP penggantinya.")
@click.option("--pangkat", "rank", callback=typed, metavar="PANGKAT", help="Pangkat penggantinya.")
@click.option(
    "--golongan", "grade", callback=typed, metavar="GOLONGAN", help="Golongan penggantinya."
)
@click.option("--mulai", "starts", callback=_iso_date, metavar="TANGGAL", help="Mulai menjabat.")
@click.option(
    "--tanggal",
    "date",
    callback=_iso_date,
    metavar="TANGGAL",
    help="Tanggal pemberitahuan. Bawaan: tanggal revisi, efektif atau mulai menjabat.",
)
@click.option(
    "--catatan",
    "note",
    callback=typed,
    metavar="TEKS",
    help="Uraian revisi ini; ditambah ke riwayat tiap definisi yang berubah.",
)
@output_folder("Map hasil, tempat pemberitahuan ditulis")
@click.option("--dry-run", is_flag=True, help="Tampilkan perubahannya saja, tanpa menulis.")
def revise(paths: tuple[Path, ...], output: Path | None, dry_run: bool, **typed: Any) -> None:
    """Change values where they stand, and tell people what changed."""
    asked = existing(paths)
    options = _Options(**typed)
    order, problems = _order(asked, options, output, "" if dry_run else options.notice_date())
    tell_all(problems)
    passed_over = any(problem.stops for problem in problems)
    bad = _shown(order) if dry_run else _carried_out(order)
    sys.exit(PROBLEMS if bad or passed_over else 0)


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
    note: str | None

    def revision(self) -> Revision:
        """Return what is asked, or say what is missing in it."""
        from sopgen.editing.asking import Note, Revision, Setting, Substitution

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
        if self.note and not (settings or substitutions):
            raise click.UsageError("--catatan menyertai perubahan definisi, bukan kop saja.")
        note = (
            Note(self.note, self._first_of(self.revised, self.effective, self.date))
            if self.note
            else None
        )
        return replace(revision, note=note)

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
        found = self._first_of(self.date, self.revised, self.effective, self.starts)
        if not found:
            raise click.UsageError("Sebutkan tanggal pemberitahuan dengan --tanggal.")
        return found

    def _first_of(self, *dates: str | None) -> str:
        return next((date for date in dates if date and date != "-"), "")


def _order(
    paths: Sequence[Path], options: _Options, output: Path | None, date: str
) -> tuple[Order, tuple[Problem, ...]]:
    """Return what is asked of which files, and what of `paths` was passed over."""
    from sopgen.editing.revising import files_in, letterheads_of
    from sopgen.editing.transaction import Order
    from sopgen.project.output_folder import output_of

    revision = options.revision()
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
    elif revision.settings and not definitions and not asked.problems:
        raise click.UsageError("Tanggal dan pengesah ada di definisi. Sebutkan PATH definisinya.")
    home = output_of(around(paths))
    order = Order(
        revision, definitions, letterheads, date, options.starts or "", home, output or home
    )
    return order, asked.problems


def _shown(order: Order) -> bool:
    """Show what would change, and return whether anything is wrong."""
    from sopgen.editing.journal import last_run
    from sopgen.editing.revising import RevisedFile
    from sopgen.editing.transaction import changed_files

    last = last_run(order.home)
    if last is not None and last.unfinished:
        tell(f"Revisi {last.date} terputus; tanpa --dry-run, yang tersisa dikerjakan dahulu.")
    bad, count = False, 0
    for each in changed_files(order, last.done(order.revision) if last else {}):
        if isinstance(each, RevisedFile):
            count += 1
            say_text(each.diff())
        else:
            tell_all(each)
            bad = True
    tell(f"{count} berkas akan diubah.")
    return bad


def _carried_out(order: Order) -> bool:
    """Revise, tell of it and return whether anything went wrong."""
    from sopgen.editing.transaction import revise
    from sopgen.project.writing import LockedError, unwritable

    telling = _Telling()
    try:
        for step in revise(order):
            telling.tell(step)
    except LockedError:
        tell("galat: Map hasil sedang dipakai oleh sopgen yang lain.")
        sys.exit(UNUSABLE)
    except OSError as error:
        telling.tell(unwritable(Path(error.filename or order.home), error))
    except KeyboardInterrupt:
        tell(telling.summary)
        tell("Dihentikan. Jalankan perintah yang sama lagi untuk melanjutkan.")
        sys.exit(INTERRUPTED)
    tell(telling.summary)
    return telling.bad


class _Telling:
    """Says what a revision does, and counts only what was written."""

    def __init__(self) -> None:
        self.bad = False
        self._written = 0
        self._already = 0

    def tell(self, step: Step) -> None:
        from sopgen.editing.transaction import Fate, Outcome, Resumed, Unfinished
        from sopgen.problems.problem import Problem

        match step:
            case Problem():
                self._refuse(step)
            case Outcome(fate=Fate.WRITTEN):
                self._written += 1
                say(step.path)
            case Outcome(fate=Fate.ALREADY):
                self._already += 1
            case Outcome(problem=problem):
                self._refuse(problem)
            case Resumed(date=date, files=count):
                tell(f"Revisi {date} ({count} berkas) dahulu terputus; sekarang diselesaikan.")
            case Unfinished(files=count):
                tell(
                    f"{count} berkas belum diubah, jadi pemberitahuannya belum ditulis. Jalankan "
                    "perintah yang sama sekali lagi sesudah diperbaiki."
                )
            case Path():
                say(step)

    def _refuse(self, problem: Problem | None) -> None:
        self.bad = True
        tell(problem)

    @property
    def summary(self) -> str:
        already = f", {self._already} sudah sebelumnya" if self._already else ""
        return f"{self._written} berkas diubah{already}."
