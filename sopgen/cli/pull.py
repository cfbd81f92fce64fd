"""`sopgen pull`: an edited sheet back into its definition."""

from __future__ import annotations

import json
import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.machine import write_for_programs
from sopgen.cli.terminal import say, say_text, tell, tell_all
from sopgen.problems.version import __version__

if TYPE_CHECKING:
    from sopgen.problems.problem import Problem
    from sopgen.pull.pulling import Pulled, PulledFile

_HELP = (
    "Menarik suntingan di berkas Excel atau Word kembali ke definisinya: yang berubah saja, di "
    "barisnya saja; komentar dan susunan tetap. Sesudahnya “sopgen build” boleh mengganti berkas "
    "itu (yang lama disimpan di .versi). Formulir dari “sopgen form” ditarik dengan cara yang "
    "sama; yang kosong menjadi definisi baru."
    "\n\nContoh: sopgen pull output/pagar-alam/lakip.xlsx --dry-run --diff"
    "\n\nKode keluar: 0 semua terambil, 1 ada yang tertinggal, 2 perintah salah."
)


@click.command(help=_HELP)
@click.argument(
    "files", metavar="BERKAS...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--to",
    "definition",
    metavar="DEFINISI",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Definisi yang diubah, bila bukan yang semula; dari formulir baru: yang dibuat.",
)
@click.option("--dry-run", is_flag=True, help="Tampilkan perubahannya saja, tanpa menulis.")
@click.option("--diff", is_flag=True, help="Tampilkan pula baris-baris yang berubah.")
@click.option("--kop", "letterhead", is_flag=True, help="Ubah pula berkas kopnya.")
@click.option(
    "--ambil",
    "prefer",
    type=click.Choice(("lembar", "definisi")),
    default="definisi",
    help="Mana yang dipakai bila keduanya berubah di tempat yang sama. Bawaan: definisi.",
)
@click.option("--ya", "believe", is_flag=True, help="Percayai gambar yang banyak berpindah.")
@click.option("--json", "as_json", is_flag=True, help="Laporan untuk program, di stdout.")
def pull(
    files: tuple[Path, ...],
    definition: Path | None,
    dry_run: bool,
    diff: bool,
    letterhead: bool,
    prefer: str,
    believe: bool,
    as_json: bool,
) -> None:
    """Read each of FILES back, write what changed and tell what did not come along."""
    from sopgen.problems.problem import ProblemsError
    from sopgen.pull.form.homing import is_new_form
    from sopgen.pull.merging import Prefer
    from sopgen.pull.pulling import Wish, pulled

    for each in (*files, *((definition,) if definition else ())):
        is_made_now = each is definition and is_new_form(files[0])
        if not each.is_file() and not is_made_now:
            raise click.UsageError(f"{each} tidak ada.")
    if definition is not None and len(files) > 1:
        raise click.UsageError("--to menerima satu BERKAS saja.")
    bad, reports = False, []
    for file in files:
        wish = Wish(file, definition, letterhead, Prefer(prefer), believe)
        try:
            found = pulled(wish)
            problems = (*found.problems, *(() if dry_run else _written(found)))
        except ProblemsError as error:
            found, problems = None, tuple(error.problems)
        bad |= any(problem.stops for problem in problems)
        if as_json:
            reports.append(_report(file, found, problems))
        else:
            _told(file, found, problems, diff=diff, dry_run=dry_run)
    if as_json:
        report = {"versi": 1, "sopgen": __version__, "tarikan": reports}
        write_for_programs(json.dumps(report, ensure_ascii=False, indent=2).split("\n"))
    sys.exit(1 if bad else 0)


def _written(found: Pulled) -> tuple[Problem, ...]:
    """Put the changed files in place; return why one could not be."""
    from sopgen.pull.keeping import kept

    return kept(found)


def _told(
    file: Path,
    found: Pulled | None,
    problems: tuple[Problem, ...],
    *,
    diff: bool,
    dry_run: bool,
) -> None:
    from sopgen.definition.entries import data_of
    from sopgen.definition.plaintext import decoded
    from sopgen.pull.telling import told

    count = 0
    for each in found.files if found else ():
        say(f"{each.path}:")
        text = decoded(each.before)
        data = data_of(text) if isinstance(text, str) else {}
        for done in each.done:
            count += 1
            say(f"  {told(done, data)}")
        if diff:
            say_text(_difference(each))
    tell_all(problems)
    left = sum(problem.stops for problem in problems)
    fate = "akan ditulis" if dry_run else "ditulis"
    behind = f", {left} tertinggal" if left else ""
    some = (found and found.files) or problems
    tell(f"{file}: {count} perubahan {fate}{behind}." if some else f"{file}: tidak ada perubahan.")
    if found and found.looks:
        tell(f"{found.looks} perubahan tata letak tidak ikut.")


def _difference(file: PulledFile) -> str:
    old, new = (
        data.decode("utf-8-sig").splitlines(keepends=True) for data in (file.before, file.after)
    )
    return "".join(unified_diff(old, new, str(file.path), str(file.path)))


def _report(file: Path, found: Pulled | None, problems: tuple[Problem, ...]) -> dict[str, object]:
    return {
        "berkas": str(file),
        "diubah": [
            {
                "berkas": str(each.path),
                "perubahan": [
                    {
                        "di": "/".join(map(str, done.at)),
                        "dahulu": done.before,
                        "sekarang": done.after,
                        "lembar": done.where,
                    }
                    for done in each.done
                ],
            }
            for each in (found.files if found else ())
        ],
        "tata_letak": found.looks if found else 0,
        "masalah": [problem.as_json() for problem in problems],
    }
