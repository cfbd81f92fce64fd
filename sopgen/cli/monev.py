"""`sopgen monev`: what monitoring and evaluation found, written into the log."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.asking import chosen, optional, optional_day
from sopgen.cli.border import Commands
from sopgen.cli.kinds import day, typed
from sopgen.cli.places import existing
from sopgen.cli.terminal import say

if TYPE_CHECKING:
    from sopgen.project.register.known import KnownSop

RESULTS = {
    "monitoring": ("berjalan", "tidak berjalan"),
    "evaluasi": ("tetap berlaku", "perlu revisi"),
}
"""The words of the model, which is not read before a command runs."""

_HELP = (
    "Mencatat satu tinjauan SOP di monev/<kop>.yaml: definisi, lembar dan tanda tangannya tidak "
    "berubah. SOP disebut dengan nama berkasnya tanpa .yaml, atau berkasnya. Yang tidak disebut "
    "ditanyakan; dengan SOP, --jenis dan --hasil tidak ada yang ditanyakan."
    "\n\nContoh: sopgen monev catat lakip --jenis evaluasi --hasil “tetap berlaku”"
    "\n\nKode keluar: 0 tercatat, 1 ada masalah, 2 perintah salah, 130 dihentikan."
)


@click.group(cls=Commands, help="Catatan monitoring dan evaluasi SOP.")
def monev() -> None:
    """Hold the commands of the log."""


@click.command(help=_HELP)
@click.argument("sop", metavar="[SOP]", required=False)
@click.option(
    "--tanggal", "date", callback=day, metavar="TANGGAL", help="Tanggalnya. Bawaan: hari ini."
)
@click.option("--jenis", "kind", type=click.Choice(list(RESULTS)), help="Jenis tinjauan.")
@click.option(
    "--hasil",
    "result",
    type=click.Choice([each for results in RESULTS.values() for each in results]),
    help="Hasilnya, menurut jenisnya.",
)
@click.option("--catatan", "note", callback=typed, metavar="TEKS", help="Catatan hasil penilaian.")
@click.option(
    "--tindakan", "measure", callback=typed, metavar="TEKS", help="Tindakan yang harus diambil."
)
@click.option("--penilai", "assessor", callback=typed, metavar="NAMA", help="Siapa yang menilai.")
def catat(
    sop: str | None,
    date: datetime.date | None,
    kind: str | None,
    result: str | None,
    note: str | None,
    measure: str | None,
    assessor: str | None,
) -> None:
    """Ask what is not known and add the review to its log."""
    from sopgen.definition.monev import log_path
    from sopgen.editing.reviewed import log_review
    from sopgen.model.monev import Review, ReviewKind, ReviewResult
    from sopgen.problems.files import LETTERHEADS
    from sopgen.project.register.known import known_sops
    from sopgen.project.roots import project_of

    existing(())
    project = project_of(Path.cwd())
    asks = not (sop and kind and result)
    meant = _meant(sop, known_sops(project))
    today = datetime.date.today()
    when = date or (optional_day("Tanggal", today) if asks else None) or today
    kind = kind or chosen("Jenis", list(RESULTS))
    result = _result(kind, result)
    texts = [
        optional(question) if typed is None and asks else typed or ""
        for question, typed in (("Catatan", note), ("Tindakan", measure), ("Penilai", assessor))
    ]
    review = Review(
        sop=meant.name,
        date=when.isoformat(),
        kind=ReviewKind(kind),
        result=ReviewResult(result),
        note=texts[0],
        measure=texts[1],
        assessor=texts[2],
    )
    path = log_path(project / LETTERHEADS / f"{meant.letterhead}.yaml")
    log_review(path, review)
    say(path)
    _renew_registers(project)


def _result(kind: str, typed: str | None) -> str:
    allowed = RESULTS[kind]
    if typed is None:
        return chosen("Hasil", allowed)
    if typed not in allowed:
        raise click.UsageError(f"Hasil {kind} adalah {' atau '.join(allowed)}.")
    return typed


def _meant(typed: str | None, known: Sequence[KnownSop]) -> KnownSop:
    """Return the SOP that is meant by its name, its file or its title, or ask for it."""
    by_name = {each.whole_name: each for each in known}
    if not typed:
        return by_name[chosen("SOP", tuple(by_name))]
    from sopgen.problems.files import plain_path
    from sopgen.problems.spelling import suggestion

    place = plain_path(Path(typed))
    found = [
        each
        for each in known
        if typed in (each.name, each.whole_name)
        or plain_path(each.definition) == place
        or each.title.casefold() == typed.casefold()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(each.whole_name for each in found)
        raise click.UsageError(f"{typed} ada beberapa: {names}. Sebutkan salah satunya.")
    hint = suggestion(typed, [each.name for each in known])
    raise click.UsageError(f"SOP {typed} tidak ada. {hint}".rstrip())


def _renew_registers(project: Path) -> None:
    """Bring the registers that are there up to date with what was written down."""
    from sopgen.cli.register import made_if_free
    from sopgen.project.register.making import Order
    from sopgen.project.roots import ARCHIVE

    made_if_free(Order(project, None, project / ARCHIVE, only_present=True))


monev.add_command(catat)
