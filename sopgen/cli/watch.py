"""`sopgen watch`: build again whenever something is saved."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sopgen.cli.building import asked_formats, run, to_build
from sopgen.cli.exits import INTERRUPTED
from sopgen.cli.options import definition_paths, output_folder, wanted_formats
from sopgen.cli.terminal import tell


@click.command(
    help="Membuat berkas SOP, lalu membuatnya lagi setiap kali definisi, kop atau logo disimpan. "
    "Berhenti dengan Ctrl-C (kode keluar 130)."
)
@definition_paths
@wanted_formats
@output_folder()
def watch(paths: tuple[Path, ...], formats: tuple[str, ...], output: Path | None) -> None:
    """Build, and build again after each saving."""
    from sopgen.project.building import Request
    from sopgen.project.finding import Wanted, targets_with_books
    from sopgen.project.watching import savings, watched

    def build(wanted: Wanted) -> None:
        code = run(Request(wanted, asked_formats(formats, paths)))
        if code >= INTERRUPTED:
            sys.exit(code)

    asked = to_build(paths)
    wanted = targets_with_books(asked, output)
    places = watched(asked)
    seen = places.state()
    build(wanted)
    tell("Menunggu perubahan. Berhenti dengan Ctrl-C.")
    for _ in savings(places, seen):
        there = [path for path in asked if path.exists()]
        if there:
            build(targets_with_books(there, output))
