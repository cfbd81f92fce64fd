"""`sopgen watch`: build again whenever something is saved."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from sopgen.cli.building import FORMATS, INTERRUPTED, asked_formats, asked_targets, run
from sopgen.cli.terminal import tell


@click.command(
    help="Membuat berkas SOP, lalu membuatnya lagi setiap kali definisi, kop atau logo disimpan. "
    "Berhenti dengan Ctrl-C (kode keluar 130)."
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("-f", "--format", "formats", multiple=True, type=click.Choice(FORMATS))
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False))
def watch(paths: tuple[Path, ...], formats: tuple[str, ...], output: Path | None) -> None:
    """Build, and build again after each saving."""
    if find_spec("watchfiles") is None:
        raise click.UsageError("sopgen watch memerlukan: pip install 'sopgen[watch]'.")
    from sopgen.project.building import Request
    from sopgen.project.finding import letterheads_folder
    from sopgen.project.watching import savings

    def build_all() -> int:
        targets = tuple(asked_targets(paths, output))
        return run(Request(targets, asked_formats(formats)), as_json=False)

    if build_all() == INTERRUPTED:
        sys.exit(INTERRUPTED)
    folders = {target.definition.absolute().parent for target in asked_targets(paths, output)}
    folders |= {path.absolute() for path in paths if path.is_dir()}
    letterheads = {letterheads_folder(folder) for folder in folders}
    tell("Menunggu perubahan. Berhenti dengan Ctrl-C.")
    try:
        for _ in savings(sorted(folders | {each for each in letterheads if each})):
            if build_all() == INTERRUPTED:
                break
    except KeyboardInterrupt:
        tell("Dihentikan.")
    sys.exit(INTERRUPTED)
