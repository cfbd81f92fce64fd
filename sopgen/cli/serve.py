"""`sopgen serve`: the clerk's page in the browser."""

from __future__ import annotations

import datetime
import sys
import tempfile
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
    type=click.Path(path_type=Path, file_okay=False),
)
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, _LARGEST_PORT),
    default=0,
    help="Nomor port. Bawaan: satu bagi tiap proyek, atau yang sedang bebas.",
)
@click.option(
    "--tanpa-peramban", "without_browser", is_flag=True, help="Jangan buka peramban sendiri."
)
@click.option(
    "--contoh",
    "as_example",
    is_flag=True,
    help="Buka proyek contoh untuk dicoba, disalin ke PROYEK atau ke map sementara.",
)
def serve(folder: Path | None, port: int, without_browser: bool, as_example: bool) -> None:
    """Serve the project around FOLDER until Ctrl-C."""
    from sopgen.problems.files import is_project
    from sopgen.problems.problem import ProblemsError
    from sopgen.project.roots import project_of
    from sopgen.server.running import running, served

    if as_example:
        folder = _example(folder)
    elif folder is not None and not folder.is_dir():
        raise click.UsageError(f"Map {folder} tidak ada.")
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


def _example(folder: Path | None) -> Path:
    """Return the folder of the demonstration, which is written where there is none yet."""
    from sopgen.editing.demonstration import demonstration
    from sopgen.editing.starting import written
    from sopgen.problems.files import is_project
    from sopgen.project.roots import project_of

    target = folder or Path(tempfile.mkdtemp(prefix="sopgen-contoh-"))
    around = project_of(target)
    if is_project(around):
        if around.absolute() != target.absolute():
            raise click.UsageError(f"Map {target} berada di dalam proyek {around.absolute()}.")
        tell(f"Sudah ada proyek di {target}; dibuka apa adanya.")
        return target
    if target.is_dir() and any(target.iterdir()):
        raise click.UsageError(f"Map {target} tidak kosong. Pilih map lain untuk contohnya.")
    try:
        target.mkdir(parents=True, exist_ok=True)
        written(target, demonstration(datetime.date.today()))
    except OSError as error:
        raise click.ClickException(f"{target} tidak dapat ditulisi ({error.strerror}).") from error
    tell(f"Proyek contoh: {target}")
    return target
