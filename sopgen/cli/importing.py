"""`sopgen import`: old sheets into definitions."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.exits import INTERRUPTED, PROBLEMS, UNUSABLE
from sopgen.cli.imported_table import sops_as_json, table
from sopgen.cli.kinds import typed
from sopgen.cli.machine import write_for_programs
from sopgen.cli.options import jobs_at_once
from sopgen.cli.progress import Progress
from sopgen.cli.stopping import Stopped, stopped_in_order
from sopgen.cli.terminal import say, say_text, tell, tell_all, tell_text
from sopgen.problems.version import __version__

if TYPE_CHECKING:
    from sopgen.importer.finding import Asked
    from sopgen.importer.importing import ImportedFile
    from sopgen.importer.run import Wish

_HELP = (
    "Memasukkan lembar SOP lama (Excel, PDF, Word, atau tabel teks) sebagai definisi. Yang tidak "
    "pasti ditandai di definisinya (“# periksa …”) dan ditunjukkan di laporan, lembar lama di "
    "samping yang baru. Definisi yang sudah ada tidak ditimpa: yang diimpor ditulis di sampingnya "
    "(….impor.yaml). Berkas Word dan Excel yang lama memerlukan LibreOffice."
    "\n\nContoh: sopgen import sop-lama/"
    "\n\nKode keluar: 0 semua diimpor, 1 ada yang tidak diimpor atau tidak dapat dibuat lembarnya, "
    "2 perintah salah, 3 map hasil sedang dipakai, 130 dihentikan."
)
_LONGEST_DIFFERENCE = 60


@click.command("import", help=_HELP)
@click.argument(
    "paths", metavar="BERKAS|MAP...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    metavar="MAP",
    type=click.Path(path_type=Path, file_okay=False),
    help="Proyek yang mendapat definisi dan kopnya. Bawaan: proyek ini.",
)
@click.option(
    "--kop",
    callback=typed,
    metavar="KOP",
    help="Pakai kop ini: nama berkas di map letterheads, tanpa .yaml. Tanpa itu, instansi yang "
    "sama mendapat satu kop yang baru.",
)
@jobs_at_once
@click.option("--json", "as_json", is_flag=True, help="Laporan untuk program, di stdout.")
def import_(
    paths: tuple[Path, ...],
    output: Path | None,
    kop: str | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Read what PATHS hold, write the definitions and the report, and tell of them."""
    from sopgen.importer.finding import asked
    from sopgen.problems.problem import ProblemsError
    from sopgen.project.writing import LockedError

    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise click.UsageError(f"{missing} tidak ada.")
    try:
        with stopped_in_order():
            found = asked(paths)
            wish = _wish(found, output, kop or "", jobs)
            sys.exit(_run(found, wish, as_json=as_json))
    except ProblemsError as error:
        tell_all(error.problems)
        sys.exit(PROBLEMS)
    except LockedError:
        tell("galat: Map hasil sedang dipakai oleh sopgen yang lain. Tunggu sampai selesai.")
        sys.exit(UNUSABLE)
    except KeyboardInterrupt as stop:
        tell("Dihentikan. Jalankan lagi untuk melanjutkan.")
        sys.exit(stop.code if isinstance(stop, Stopped) else INTERRUPTED)


def _wish(found: Asked, output: Path | None, kop: str, jobs: int | None) -> Wish:
    from sopgen.importer.importing import letterheads_of
    from sopgen.importer.run import Wish
    from sopgen.importer.vocabulary import vocabulary_of
    from sopgen.problems.files import from_here
    from sopgen.project.output_folder import output_of
    from sopgen.project.roots import project_meant_by, project_of
    from sopgen.project.running import cores

    project = from_here(project_of(Path.cwd())) if output is None else project_meant_by(output)
    if kop and kop not in (known := letterheads_of(project)):
        there = f" Yang ada: {', '.join(known)}." if known else ""
        raise click.UsageError(f"Kop {kop} tidak ada.{there}")
    own = output_of(project) if project.is_dir() else project / "output"
    return Wish(found.files, project, own, vocabulary_of(project), jobs or cores(), kop)


def _run(found: Asked, wish: Wish, *, as_json: bool) -> int:
    from sopgen.importer.importing import imported
    from sopgen.importer.report import report_of
    from sopgen.importer.run import REPORT
    from sopgen.project.manifest import FOLDER
    from sopgen.project.writing import locked, replace_file

    tell_all(found.problems)
    if not found.files:
        tell("galat: Tidak ada berkas Excel, Word, PDF atau teks di sana.")
        return PROBLEMS
    with locked(wish.output / FOLDER):
        with _Telling() as telling:
            files = imported(wish, telling)
        report = wish.output / REPORT
        replace_file(report, report_of([file.reported for file in files]).encode())
    if as_json:
        _write_json(files, report)
    else:
        _tell(files)
    if found.others:
        told = ", ".join(f"{number} {ending}" for ending, number in found.others)
        tell(f"Dilewati, bukan dokumen: {told}.")
    tell(_summary(files))
    tell(f"Laporan: {report}")
    bad = any(problem.stops for problem in found.problems) or any(map(_is_bad, files))
    return PROBLEMS if bad else 0


class _Telling:
    """The line that says how far the work is; a new one for each kind of work."""

    def __init__(self) -> None:
        self._line = Progress(0)

    def __enter__(self) -> _Telling:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.__exit__(None, None, None)

    def begin(self, total: int, things: str) -> None:
        self._line.__exit__(None, None, None)
        self._line = Progress(total, things)

    def advance(self) -> None:
        self._line.advance()


def _tell(files: list[ImportedFile]) -> None:
    """Print what differs from definitions that are there, what went wrong, and the table."""
    for file in files:
        for sop in file.sops:
            say_text(_shortened(sop.placed.difference))
            tell_text((sop.crash).rstrip())
            tell_all(each for each in (sop.placed.problem, *sop.problems) if each is not None)
        tell_text(file.crash.rstrip())
        if file.problem is not None:
            tell(file.problem)
    for line in table(files):
        say(line)


def _shortened(difference: str) -> str:
    lines = difference.splitlines(keepends=True)
    rest = len(lines) - _LONGEST_DIFFERENCE
    more = [f"… dan {rest} baris lagi\n"] if rest > 0 else []
    return "".join((*lines[:_LONGEST_DIFFERENCE], *more))


def _is_bad(file: ImportedFile) -> bool:
    """Tell whether something of `file` was not imported, or cannot be built."""
    problems = [file.problem, *(sop.placed.problem for sop in file.sops)]
    problems += [problem for sop in file.sops for problem in sop.problems]
    return any(problem is not None and problem.stops for problem in problems)


def _summary(files: list[ImportedFile]) -> str:
    from collections import Counter

    kinds = Counter(file.kind.value for file in files)
    fates = Counter(sop.placed.fate.value for file in files for sop in file.sops)
    told = [", ".join(f"{number} {word}" for word, number in each.items()) for each in (kinds,)]
    definitions = ", ".join(f"{number} {word}" for word, number in fates.items()) or "tidak ada"
    return f"{len(files)} berkas: {told[0]}. Definisi: {definitions}."


def _write_json(files: list[ImportedFile], report: Path) -> None:
    told = {
        "versi": 1,
        "sopgen": __version__,
        "laporan": str(report),
        "berkas": [sops_as_json(file) for file in files],
    }
    write_for_programs(json.dumps(told, ensure_ascii=False, indent=2).split("\n"))
