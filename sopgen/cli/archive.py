"""`sopgen archive`: what is in force, kept and checked."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from sopgen.cli.options import archive_folder, definition_paths, output_folder
from sopgen.cli.places import around
from sopgen.cli.terminal import say, tell, tell_all

if TYPE_CHECKING:
    from sopgen.problems.problem import Problem
    from sopgen.project.archive.keeping import Archived
    from sopgen.project.finding import Target

_SEAL = 16
"""So many digits of the seal are printed."""


@click.command(
    help="Menyalin SOP yang berlaku ke arsip, yang tidak pernah diubah lagi; PDF bertanda tangan "
    "didahulukan, dan yang tanda tangannya tidak sah ditolak. Tanpa PATH, semua definisi proyek "
    "ini."
    "\n\nDengan --pindaian dan --untuk, menyimpan pindaian lembar bertanda tangan basah di samping "
    "PDF/A-nya."
    "\n\nDengan --verify, memeriksa apakah isi arsip masih seperti dahulu."
    "\n\nKode keluar: 0 semua baik, 1 ada masalah, 2 perintah salah."
)
@definition_paths
@output_folder("Map hasil tempat berkasnya diambil")
@archive_folder
@click.option(
    "--pindaian",
    "scan",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Pindaian (PDF, JPEG, PNG, TIFF) yang disimpan; bersama --untuk.",
)
@click.option(
    "--untuk",
    "owner",
    metavar="DEFINISI",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Definisi SOP yang dipindai.",
)
@click.option("--verify", is_flag=True, help="Periksa arsip; tidak ada yang disalin.")
@click.option(
    "--segel",
    "seal",
    metavar="SEGEL",
    help="Bersama --verify: segel yang dahulu tercetak; arsip harus masih memuatnya.",
)
def archive(
    paths: tuple[Path, ...],
    output: Path | None,
    archive: Path | None,
    scan: Path | None,
    owner: Path | None,
    verify: bool,
    seal: str | None,
) -> None:
    """Copy what is in force into the archive, file a scan, or check what lies there."""
    from sopgen.project.roots import archive_of

    named = [*paths, *(each for each in (scan, owner) if each is not None)]
    missing = [path for path in named if not path.exists()]
    if missing:
        raise click.UsageError(f"{missing[0]} tidak ada.")
    if (scan is None) != (owner is None) or (scan is not None and (paths or verify)):
        raise click.UsageError("Pakai --pindaian BERKAS bersama --untuk DEFINISI saja.")
    if seal is not None and not (verify and len(seal) >= _SEAL // 2):
        raise click.UsageError("--segel dipakai bersama --verify, paling sedikit 8 huruf segelnya.")
    root = archive or archive_of(Path.cwd() if verify else around([owner] if owner else paths))
    if verify:
        _verify(paths or (root,), seal or "")
    elif scan is not None and owner is not None:
        _file(scan, owner, output, root)
    else:
        _keep(paths, output, root)


def _keep(paths: tuple[Path, ...], output: Path | None, root: Path) -> None:
    from sopgen.cli.building import asked_targets
    from sopgen.project.archive.keeping import archived

    wanted = asked_targets(paths, output)
    bad = _told(chain(wanted.problems, archived(wanted.targets, root)))
    _end(wanted.targets, root, bad=bad)


def _file(scan: Path, owner: Path, output: Path | None, root: Path) -> None:
    from sopgen.project.archive.scans import scan_filed
    from sopgen.project.finding import targets

    wanted = targets([owner], output)
    filed = (each for target in wanted.targets for each in scan_filed(scan, target, root))
    bad = _told(chain(wanted.problems, filed))
    _end(wanted.targets, root, bad=bad)


def _end(targets: Iterable[Target], root: Path, *, bad: bool) -> NoReturn:
    """Let the registers lead to what is kept now, and end with the exit code."""
    from sopgen.cli.register import renewed

    bad |= renewed(targets, root)
    sys.exit(1 if bad else 0)


def _told(results: Iterable[Archived | Problem]) -> bool:
    """Say what became of each definition, and return whether anything is wrong."""
    from sopgen.problems.problem import Problem, Severity
    from sopgen.project.archive.keeping import Outcome

    counts = dict.fromkeys(Outcome, 0)
    bad = False
    for result in results:
        if isinstance(result, Problem):
            bad |= result.severity is Severity.ERROR
            tell(result)
            continue
        counts[result.outcome] += 1
        tell_all(result.problems)
        if result.folder is not None:
            say(f"{result.folder}: {result.outcome.value}")
    told = ", ".join(f"{count} {each.value}" for each, count in counts.items() if count)
    tell(f"{told or 'Tidak ada SOP'}.")
    return bad or counts[Outcome.REFUSED] > 0


def _verify(roots: tuple[Path, ...], seal: str) -> None:
    from sopgen.project.archive.verifying import verified

    absent = [root for root in roots if not root.is_dir()]
    if absent:
        raise click.UsageError(f"Tidak ada arsip di {absent[0]}.")
    failed = 0
    for result in (verified(root, seal) for root in roots):
        tell_all(result.problems)
        failed += len(result.problems)
        scans = f" dan {result.scans} pindaian" if result.scans else ""
        found = f"{len(result.problems)} masalah" if result.problems else "semua utuh"
        mark = f" Segel: {result.seal[:_SEAL]}." if result.seal else ""
        tell(f"{result.editions} SOP{scans} diperiksa, {found}.{mark}")
    sys.exit(1 if failed else 0)
