"""`sopgen status`: where each SOP stands, and what is to be done next."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.machine import write_for_programs
from sopgen.cli.options import archive_folder, definition_paths, output_folder
from sopgen.cli.places import around, existing
from sopgen.cli.terminal import say, tell, tell_all

if TYPE_CHECKING:
    from sopgen.project.life.finding import Life

_HELP = (
    "Menampilkan keadaan tiap SOP (draf, ditandatangani, berlaku, direvisi, dicabut) dan langkah "
    "berikutnya. Yang diketik di definisi hanya draf, berlaku dan dicabut; selebihnya dilihat dari "
    "lembarnya dan arsip. Tidak ada yang diubah."
    "\n\nKode keluar: 0 berhasil, 1 ada definisi yang tidak dapat dibaca, 2 perintah salah."
)
_HEADS = ("KEADAAN", "BERLAKU SEJAK", "NAMA", "LANGKAH BERIKUTNYA", "DEFINISI")
_LONGEST = 48


@click.command(help=_HELP)
@definition_paths
@output_folder()
@archive_folder
@click.option("--json", "as_json", is_flag=True, help="Tulis JSON ke keluaran baku.")
def status(
    paths: tuple[Path, ...], output: Path | None, archive: Path | None, as_json: bool
) -> None:
    """Print the state of every SOP as a table, or as JSON."""
    from sopgen.project.finding import targets
    from sopgen.project.life.finding import lives_of
    from sopgen.project.roots import archive_of

    wanted = targets(existing(paths), output)
    lives = list(lives_of(wanted.targets, archive or archive_of(around(paths))))
    tell_all(wanted.problems)
    if as_json:
        write_for_programs(_json(lives))
    else:
        for line in _table([_HEADS, *map(_row, lives)]) if lives else ():
            say(line)
    counted = Counter(each.state for each in lives)
    told = ", ".join(f"{count} {state}" for state, count in sorted(counted.items()))
    tell(f"{len(lives)} SOP{': ' if told else ''}{told}.")
    bad = any(each.said.fault for each in lives) or any(each.stops for each in wanted.problems)
    sys.exit(1 if bad else 0)


def _row(life: Life) -> tuple[str, ...]:
    said = life.said
    name = said.name if len(said.name) <= _LONGEST else f"{said.name[: _LONGEST - 1]}…"
    state = said.fault or str(life.state)
    return state, said.effective or "-", name, life.next_step or "-", str(life.definition)


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield `rows` with their columns under each other; names of files come last and unpadded."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        *cells, last = row
        padded = [cell.ljust(width) for cell, width in zip(cells, widths[:-1], strict=True)]
        yield "  ".join((*padded, last))


def _json(lives: Sequence[Life]) -> Iterator[str]:
    """Yield the lines of a JSON array with an object per SOP (docs/laporan-json.md)."""
    yield "["
    for number, life in enumerate(lives, start=1):
        told = {
            "definisi": str(life.definition),
            "nomor": life.said.number,
            "nama": life.said.name,
            "keadaan": str(life.state),
            "tanggal_efektif": life.said.effective,
            "langkah_berikutnya": life.next_step,
            "masalah": life.said.fault,
        }
        yield json.dumps(told, ensure_ascii=False) + ("," if number < len(lives) else "")
    yield "]"
