"""`sopgen clean`: outputs whose definition is gone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sopgen.cli.exits import PROBLEMS, UNUSABLE
from sopgen.cli.options import output_folder
from sopgen.cli.places import without_definitions
from sopgen.cli.terminal import say, tell


@click.command(
    help="Menampilkan berkas hasil yang definisinya sudah tidak ada. Dengan --hapus, berkas itu "
    "dihapus, kecuali yang diubah orang atau ditandatangani."
    "\n\nKode keluar: 0 berhasil, 1 ada masalah, 2 perintah salah, 3 map hasil sedang dipakai."
)
@output_folder()
@click.option("--hapus", "--yes", "delete", is_flag=True, help="Hapus berkas itu.")
def clean(output: Path | None, delete: bool) -> None:
    """List outputs without definition, and remove those that are ours on request."""
    from sopgen.problems.files import from_here, is_project
    from sopgen.project.orphans import orphans_in
    from sopgen.project.output_folder import output_of
    from sopgen.project.ownership import Standing
    from sopgen.project.roots import project_of
    from sopgen.project.writing import LockedError

    root = output_of(Path.cwd()) if output is None else from_here(output)
    if not root.is_dir():
        if output is None and not is_project(project_of(Path.cwd())):
            raise without_definitions()
        raise click.UsageError(f"Map hasil {root} belum ada. Jalankan dahulu “sopgen build”.")
    orphans = orphans_in(root)
    if not delete:
        for orphan in orphans:
            kept = "" if orphan.standing is Standing.OURS else f" ({orphan.standing}; dibiarkan)"
            say(f"{orphan.path}{kept}")
        tell(f"{len(orphans)} berkas tanpa definisi.")
        return
    try:
        sys.exit(_delete(root))
    except LockedError:
        tell("galat: Map hasil sedang dipakai oleh sopgen yang lain.")
        sys.exit(UNUSABLE)


def _delete(root: Path) -> int:
    from sopgen.problems.problem import Problem
    from sopgen.project.orphans import orphans_in, remove

    removed = failed = 0
    for outcome in remove(root):
        if isinstance(outcome, Problem):
            failed += 1
            tell(outcome)
        else:
            removed += 1
            say(outcome.path)
    kept = len(orphans_in(root)) - failed
    summary = f"{removed} berkas dihapus" + (f", {kept} dibiarkan" if kept else "")
    tell(f"{summary}.")
    return PROBLEMS if failed else 0
