"""`sopgen extract`: a sheet gives back what it was made from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sopgen.cli.terminal import say, tell


@click.command(
    help="Mengeluarkan definisi dan kop dari berkas hasil (PDF, DOCX atau XLSX), persis seperti "
    "aslinya."
    "\n\nKode keluar: 0 jadi, 1 ada masalah, 2 perintah salah."
)
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Map tujuan. Bawaan: map ini.",
)
@click.option("--force", is_flag=True, help="Timpa berkas yang sudah ada.")
def extract(file: Path, output: Path, force: bool) -> None:
    """Write what FILE carries, and never over a file that says something else."""
    from sopgen.problems.problem import ProblemsError
    from sopgen.project.writing import replace_file, unwritable
    from sopgen.readers.source import extracted, where

    if not file.exists():
        raise click.UsageError(f"{file} tidak ada.")
    try:
        found = {output / where(each): each.data for each in extracted(file)}
    except ProblemsError as error:
        for problem in error.problems:
            tell(problem)
        sys.exit(1)
    taken = [path for path, data in found.items() if path.exists() and path.read_bytes() != data]
    if taken and not force:
        tell(f"{taken[0]}: sudah ada dengan isi yang lain. Pakai --force atau -o.")
        sys.exit(1)
    for path, data in found.items():
        try:
            replace_file(path, data)
        except OSError as error:
            tell(unwritable(path, error))
            sys.exit(1)
        say(path)
