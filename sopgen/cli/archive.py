"""`sopgen archive`: what is in force, kept and checked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sopgen.cli.terminal import say, tell


@click.command(
    help="Menyalin SOP yang berlaku ke arsip, yang tidak pernah diubah lagi; PDF bertanda tangan "
    "didahulukan. Tanpa PATH, semua definisi proyek ini."
    "\n\nDengan --verify, memeriksa apakah isi arsip masih seperti dahulu."
    "\n\nKode keluar: 0 semua baik, 1 ada masalah, 2 perintah salah."
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Map hasil tempat berkasnya diambil. Bawaan: output/ di map proyek.",
)
@click.option(
    "--arsip",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("arsip"),
    help="Map arsip. Bawaan: arsip/.",
)
@click.option("--verify", is_flag=True, help="Periksa arsip; tidak ada yang disalin.")
def archive(paths: tuple[Path, ...], output: Path | None, root: Path, verify: bool) -> None:
    """Copy what is in force into the archive, or check what lies there."""
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise click.UsageError(f"{missing[0]} tidak ada.")
    if verify:
        _verify(paths or (root,))
    else:
        _keep(paths, output, root)


def _keep(paths: tuple[Path, ...], output: Path | None, root: Path) -> None:
    from sopgen.project.archive import Outcome, archived
    from sopgen.project.finding import DEFINITIONS, targets

    if not paths and not Path(DEFINITIONS).is_dir():
        raise click.UsageError(f"Tidak ada map {DEFINITIONS}/ di sini. Sebutkan PATH definisinya.")
    counts = dict.fromkeys(Outcome, 0)
    for result in archived(targets(paths, output), root):
        counts[result.outcome] += 1
        for problem in result.problems:
            tell(problem)
        if result.folder is not None:
            say(f"{result.folder}: {result.outcome.value}")
    told = ", ".join(f"{count} {each.value}" for each, count in counts.items() if count)
    tell(f"{told or 'Tidak ada SOP'}.")
    sys.exit(1 if counts[Outcome.REFUSED] else 0)


def _verify(roots: tuple[Path, ...]) -> None:
    from sopgen.project.archive import verified

    absent = [root for root in roots if not root.is_dir()]
    if absent:
        raise click.UsageError(f"Tidak ada map arsip {absent[0]}.")
    count = failed = 0
    for result in map(verified, roots):
        for problem in result.problems:
            tell(problem)
        count += result.count
        failed += len(result.problems)
    summary = f"{count} SOP diperiksa" + (f", {failed} masalah" if failed else ", semua utuh")
    tell(f"{summary}.")
    sys.exit(1 if failed else 0)
