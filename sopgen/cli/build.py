"""`sopgen build`: definitions into files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

FORMATS = ("docx", "xlsx", "pdf", "svg")


@click.command(
    help="Membuat berkas SOP dari definisi. Tanpa PATH, semua definisi proyek ini dibuat."
    "\n\nKode keluar: 0 semua jadi, 1 ada masalah, 2 perintah salah."
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Format hasil; boleh diulang. Bawaan: docx, xlsx dan pdf.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Map hasil. Bawaan: output/ di map proyek.",
)
def build(paths: tuple[Path, ...], formats: tuple[str, ...], output: Path | None) -> None:
    """Write the files of every definition, and say what is wrong with the others."""
    from sopgen.build import DEFINITIONS, targets
    from sopgen.build import build as built_from
    from sopgen.writers import OFFICE, Format

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise click.UsageError(f"{missing[0]} tidak ada.")
    if not paths and not Path(DEFINITIONS).is_dir():
        raise click.UsageError(f"Tidak ada map {DEFINITIONS}/ di sini. Sebutkan PATH definisinya.")
    asked = tuple(dict.fromkeys(Format(name) for name in formats)) or OFFICE
    done = failed = 0
    for result in built_from(targets(paths, output), asked):
        for problem in result.problems:
            click.echo(str(problem), err=True)
        for file in result.files:
            click.echo(str(file))
        done += not result.failed
        failed += result.failed
    summary = f"{done} SOP dibuat" + (f", {failed} gagal" if failed else "")
    click.echo(f"{summary}.", err=True)
    sys.exit(1 if failed else 0)
