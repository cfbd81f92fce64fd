"""`sopgen form`: a definition, or a new one, as a form to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.kinds import typed
from sopgen.cli.places import own_letterheads
from sopgen.cli.terminal import say, tell, tell_all

if TYPE_CHECKING:
    from sopgen.definition.reading import Agency

_HELP = (
    "Menulis formulir Excel dari sebuah definisi, atau dengan --baru yang kosong. Yang diisi di "
    "sana diambil kembali dengan “sopgen pull”."
    "\n\nContoh: sopgen form definitions/pagar-alam/lakip.yaml"
    "\n\nKode keluar: 0 jadi, 1 formulirnya sudah diisi orang atau ada masalah, 2 perintah salah."
)
_ENDING = ".isian.xlsx"


@click.command(help=_HELP)
@click.argument("definition", metavar="[DEFINISI]", required=False, type=click.Path(path_type=Path))
@click.option("--baru", "is_new", is_flag=True, help="Formulir kosong untuk SOP baru.")
@click.option(
    "--kop",
    callback=typed,
    metavar="KOP",
    help="Kop formulir kosong: nama berkas di map letterheads, tanpa .yaml.",
)
@click.option(
    "-o",
    "--output",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas formulir. Bawaan: di samping definisinya, <nama>.isian.xlsx.",
)
def form(definition: Path | None, is_new: bool, kop: str | None, output: Path | None) -> None:
    """Write the form, never over one that somebody filled in."""
    from sopgen.problems.problem import ProblemsError

    if is_new == (definition is not None):
        raise click.UsageError("Sebutkan satu DEFINISI, atau --baru dengan --kop.")
    if is_new and kop is None:
        raise click.UsageError(f"Sebutkan kopnya dengan --kop: {', '.join(own_letterheads())}.")
    if not is_new and kop is not None:
        raise click.UsageError("--kop dipakai bersama --baru.")
    if definition is not None and not definition.is_file():
        raise click.UsageError(f"{definition} tidak ada.")
    try:
        if definition is None:
            path, data = Path(f"baru{_ENDING}"), _new(str(kop))
        else:
            path, data = definition.with_suffix(_ENDING), _of(definition)
    except ProblemsError as error:
        tell_all(tuple(error.problems))
        sys.exit(1)
    sys.exit(_written(output or path, data))


def _of(definition: Path) -> bytes:
    from sopgen.definition.reading import read_definition
    from sopgen.pull.form.making import form_of

    return form_of(read_definition(definition))


def _new(kop: str) -> bytes:
    from sopgen.pull.form.making import new_form

    return new_form(_agency(kop))


def _agency(kop: str) -> Agency:
    from sopgen.definition.reading import read_letterhead

    known = own_letterheads()
    if kop not in known:
        raise click.UsageError(f"Kop {kop} tidak ada. Yang ada: {', '.join(known)}.")
    return read_letterhead(known[kop])


def _written(path: Path, data: bytes) -> int:
    """Write the form where none stands that was filled in; return the exit code."""
    from sopgen.project.writing import replace_file
    from sopgen.pull.form.homing import is_filled_in

    if path.exists() and is_filled_in(path):
        tell(f"{path} sudah ada dan sudah diisi; tidak diubah.")
        tell("Ambil dahulu isinya dengan sopgen pull, atau sebutkan berkas lain dengan -o.")
        return 1
    try:
        replace_file(path, data)
    except OSError as error:
        raise click.ClickException(f"{path} tidak dapat ditulis ({error.strerror}).") from error
    say(path)
    return 0
