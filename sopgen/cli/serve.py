"""`sopgen serve`: the clerk's page in the browser."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from sopgen.cli.places import without_definitions
from sopgen.cli.terminal import say, tell, tell_all

_LARGEST_PORT = 65535


@click.command(
    help="Membuka proyek di peramban: lembarnya terlihat selagi diketik. Definisi di penyimpanan "
    "tetap yang menentukan, dan hanya komputer ini yang dapat membukanya. Berhenti dengan Ctrl-C."
    "\n\nKode keluar: 0 dihentikan, 1 alamatnya sedang dipakai, 2 perintah salah."
)
@click.argument(
    "folder",
    metavar="[PROYEK]",
    required=False,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@click.option(
    "--port",
    type=click.IntRange(0, _LARGEST_PORT),
    default=0,
    help="Nomor port. Bawaan: yang sedang bebas.",
)
@click.option(
    "--tanpa-peramban", "without_browser", is_flag=True, help="Jangan buka peramban sendiri."
)
def serve(folder: Path | None, port: int, without_browser: bool) -> None:
    """Serve the project around FOLDER until Ctrl-C."""
    from sopgen.problems.files import is_project
    from sopgen.problems.problem import ProblemsError
    from sopgen.project.roots import project_of
    from sopgen.server.running import running, served

    project = project_of(folder or Path.cwd())
    if not is_project(project):
        raise without_definitions()

    def opened(address: str) -> None:
        say(address)
        tell("Tautan ini berlaku sekali. Berhenti dengan Ctrl-C.")
        if not without_browser:
            webbrowser.open(address)

    try:
        there = running(project)
        if there is not None:
            tell("Halaman proyek ini sudah berjalan; dibuka lagi.")
            opened(there)
            return
        problems = served(project, port, opened)
    except ProblemsError as error:
        tell_all(error.problems)
        sys.exit(1)
    except OSError as error:
        raise click.ClickException(f"Port {port} tidak dapat dipakai: {error.strerror}.") from error
    tell_all(problems)
    tell("Dihentikan. Semua yang diketik sudah disimpan." if not problems else "Dihentikan.")
