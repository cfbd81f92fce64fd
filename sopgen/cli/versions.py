"""`sopgen versions`: what the build set aside, and the way back to it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.exits import PROBLEMS, UNUSABLE
from sopgen.cli.kinds import count
from sopgen.cli.terminal import say, tell

if TYPE_CHECKING:
    from sopgen.project.versions import Shelf

_HELP = (
    "Menampilkan versi lama sebuah berkas hasil, yang disimpan di .versi sebelum berkas itu dibuat "
    "ulang. Dengan --ambil, satu di antaranya dikembalikan; yang sekarang disimpan dahulu."
    "\n\nContoh: sopgen versions output/pagar-alam/lakip.xlsx --ambil 2"
    "\n\nKode keluar: 0 berhasil, 1 ada masalah, 2 perintah salah, 3 map hasil sedang dipakai."
)


@click.command(help=_HELP)
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--ambil", "number", callback=count, metavar="N", help="Kembalikan versi dengan nomor ini."
)
def versions(file: Path, number: int | None) -> None:
    """List the versions of a file, or bring one back."""
    from sopgen.project.versions import shelf_of
    from sopgen.project.writing import LockedError

    shelf = shelf_of(file)
    if shelf is None:
        raise click.UsageError(f"{file} tidak berada di map hasil sebuah proyek.")
    if number is None:
        _tell(shelf)
        return
    try:
        sys.exit(_bring_back(shelf, number))
    except LockedError:
        tell("galat: Map hasil sedang dipakai oleh sopgen yang lain.")
        sys.exit(UNUSABLE)


def _tell(shelf: Shelf) -> None:
    for each in shelf.kept:
        day = each.since.strftime("%Y-%m-%d %H.%M")
        say(f"{each.number}  {day}  {each.size} bita  {each.standing}  {each.path}")
    if shelf.kept:
        tell("Kembalikan satu dengan --ambil NOMOR; yang sekarang disimpan dahulu.")
    else:
        tell(f"{shelf.path} tidak punya versi lama.")


def _bring_back(shelf: Shelf, number: int) -> int:
    from sopgen.problems.problem import Problem
    from sopgen.project.ownership import Standing
    from sopgen.project.versions import brought_back

    version = next((each for each in shelf.kept if each.number == number), None)
    if version is None:
        known = ", ".join(str(each.number) for each in shelf.kept) or "tidak ada"
        raise click.UsageError(f"Versi {number} tidak ada. Yang ada: {known}.")
    found = brought_back(shelf, version)
    if isinstance(found, Problem):
        tell(found)
        return PROBLEMS
    say(found.path)
    if found.set_aside is not None:
        tell(f"Yang tadi ada di situ disimpan di {found.set_aside}.")
    if version.standing is not Standing.OURS:
        tell("Build tidak akan menimpanya, kecuali dengan --force.")
    return 0
