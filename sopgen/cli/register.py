"""`sopgen register`: the list of an agency's SOPs, with what is due."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.exits import PROBLEMS, UNUSABLE
from sopgen.cli.options import archive_folder, output_folder
from sopgen.cli.places import existing
from sopgen.cli.terminal import say, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopgen.project.finding import Target
    from sopgen.project.register.making import Order

_HELP = (
    "Membuat daftar SOP tiap kop proyek ini sebagai buku kerja: daftar dengan tautan dan tinjauan "
    "berikutnya, riwayat, keterkaitan, monev. Hasilnya <map hasil>/<kop>/daftar-sop.xlsx; sesudah "
    "itu sopgen build, sopgen archive dan sopgen monev memperbaruinya."
    "\n\nKode keluar: 0 semua jadi, 1 ada masalah, 2 perintah salah, 3 map hasil sedang dipakai."
)


@click.command(help=_HELP)
@output_folder()
@archive_folder
def register(output: Path | None, archive: Path | None) -> None:
    """Bring the registers of the project around the working folder up to date."""
    from sopgen.project.register.making import Order
    from sopgen.project.roots import ARCHIVE, project_of
    from sopgen.project.writing import LockedError

    existing(())
    project = project_of(Path.cwd())
    try:
        bad = made(Order(project, output, archive or project / ARCHIVE))
    except LockedError:
        tell("galat: Map hasil sedang dipakai oleh sopgen yang lain. Tunggu sampai selesai.")
        sys.exit(UNUSABLE)
    sys.exit(PROBLEMS if bad else 0)


def made(order: Order, *, names_files: bool = True) -> bool:
    """Make registers, tell of it and return whether anything went wrong."""
    from sopgen.problems.problem import Problem
    from sopgen.project.register.making import registers

    bad = False
    for each in registers(order):
        if isinstance(each, Problem):
            bad |= each.stops
            tell(each)
        elif each.written and names_files:
            say(each.path)
    return bad


def renewed(
    targets: Iterable[Target], archive: Path | None = None, *, names_files: bool = True
) -> bool:
    """Bring up to date the registers of `targets` that are there already; tell whether any failed.

    `archive` is the folder of signed sheets where it is not that of the project.
    """
    from sopgen.project.finding import REGISTER
    from sopgen.project.roots import ARCHIVE, project_of

    roots = {target.root: target.definition.parent for target in targets}
    bad = False
    for root, folder in roots.items():
        if any(root.glob(f"*/{REGISTER}")):
            from sopgen.project.register.making import Order

            project = project_of(folder)
            order = Order(project, root, archive or project / ARCHIVE, only_present=True)
            bad |= made_if_free(order, names_files=names_files)
    return bad


def made_if_free(order: Order, *, names_files: bool = True) -> bool:
    """Do what `made` does, unless a build is at work: then say that the registers wait."""
    from sopgen.project.writing import LockedError

    try:
        return made(order, names_files=names_files)
    except LockedError:
        tell("Daftar SOP belum diperbarui, karena map hasil sedang dipakai: sopgen register.")
        return False
