"""`sopgen new`: a definition from a few questions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.kinds import all_typed, day, typable, typed
from sopgen.cli.terminal import say, tell

if TYPE_CHECKING:
    from sopgen.editing.new import Answers, NewStep

_STEP_HELP = "Satu langkah: “kegiatan | pelaksana | kelengkapan | waktu | output”; boleh diulang."


@click.command(
    help="Membuat definisi baru. Yang tidak disebut sebagai pilihan akan ditanyakan."
    "\n\nKode keluar: 0 jadi, 1 berkasnya sudah ada atau ada masalah, 2 perintah salah."
)
@click.option(
    "--kop", callback=typed, metavar="KOP", help="Nama berkas kop di map letterheads, tanpa .yaml."
)
@click.option("--nama", callback=typed, metavar="NAMA", help="Nama SOP, misalnya Penyusunan LAKIP.")
@click.option("--nomor", callback=typed, metavar="NOMOR", default="", help="Nomor SOP.")
@click.option("--unit", callback=typed, metavar="UNIT", default="", help="Unit kerja.")
@click.option(
    "--tanggal",
    callback=day,
    metavar="TANGGAL",
    help="Tanggal pembuatan.",
)
@click.option(
    "--pelaksana",
    callback=all_typed,
    metavar="NAMA",
    multiple=True,
    help="Pelaksana, dari kiri; boleh diulang.",
)
@click.option("--langkah", callback=all_typed, metavar="LANGKAH", multiple=True, help=_STEP_HELP)
@click.option(
    "--dasar-hukum",
    callback=all_typed,
    metavar="PERATURAN",
    multiple=True,
    help="Dasar hukum; boleh diulang.",
)
@click.option(
    "--kualifikasi",
    callback=all_typed,
    metavar="TEKS",
    multiple=True,
    help="Kualifikasi pelaksana; boleh diulang.",
)
@click.option(
    "--keterkaitan",
    callback=all_typed,
    metavar="TEKS",
    multiple=True,
    help="SOP terkait; boleh diulang.",
)
@click.option(
    "-o",
    "--output",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas definisi. Bawaan: definitions/<kop>/<nama>.yaml.",
)
def new(output: Path | None, **options: object) -> None:
    """Ask what is not known, write the definition, and say what it still lacks."""
    from sopgen.editing.new import definition_text, place
    from sopgen.problems.files import LETTERHEADS
    from sopgen.project.finding import project_of

    project = project_of(Path.cwd())
    known = sorted(file.stem for file in (project / LETTERHEADS).glob("*.yaml"))
    if not known:
        raise click.UsageError(f"Tidak ada kop di map {LETTERHEADS}/. Buat satu dahulu.")
    answers = _answers(options, known, project / LETTERHEADS)
    path = output or place(project, answers.letterhead, answers.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(definition_text(answers))
    except FileExistsError:
        tell(f"{path} sudah ada; tidak diubah.")
        sys.exit(1)
    except OSError as error:
        raise click.ClickException(f"{path} tidak dapat ditulis ({error.strerror}).") from error
    say(path)
    sys.exit(_told(path))


def _answers(options: dict[str, object], known: list[str], folder: Path) -> Answers:
    from sopgen.definition.reading import read_letterhead
    from sopgen.editing.new import Answers, approver_of, lowered
    from sopgen.problems.problem import ProblemsError

    kop = str(options["kop"] or _asked_kop(known))
    if kop not in known:
        raise click.UsageError(f"Kop {kop} tidak ada. Yang ada: {', '.join(known)}.")
    try:
        officials = tuple(read_letterhead(folder / f"{kop}.yaml").letterhead.officials)
    except ProblemsError as error:
        raise click.ClickException(str(error)) from error
    name = str(options["nama"] or click.prompt("Nama SOP", value_proc=typable))
    actors = _texts(options["pelaksana"]) or _asked_actors()
    steps = tuple(map(_step, _texts(options["langkah"]))) or tuple(_asked_steps(actors))
    for step in steps:
        if step.actor not in actors:
            raise click.UsageError(
                f"Pelaksana {step.actor or '(kosong)'} tidak ada. Yang ada: {', '.join(actors)}."
            )
    return Answers(
        letterhead=kop,
        name=name,
        actors=actors,
        steps=steps,
        number=str(options["nomor"]),
        unit=str(options["unit"]),
        created=str(options["tanggal"] or ""),
        approver=approver_of(officials),
        legal_basis=_texts(options["dasar_hukum"]),
        qualifications=_texts(options["kualifikasi"]) or (f"Memahami {lowered(name)}",),
        related=_texts(options["keterkaitan"]),
    )


def _texts(option: object) -> tuple[str, ...]:
    return tuple(map(str, option)) if isinstance(option, tuple) else ()


def _asked_kop(known: list[str]) -> str:
    if len(known) == 1:
        return known[0]
    return str(click.prompt("Kop", type=click.Choice(known)))


def _asked_actors() -> tuple[str, ...]:
    say("Pelaksana dari kiri ke kanan; kosongkan jika sudah semua.")
    out = [str(click.prompt("Pelaksana 1", value_proc=typable))]
    while name := _optional(f"Pelaksana {len(out) + 1}"):
        if name not in out:
            out.append(name)
    return tuple(out)


def _asked_steps(actors: tuple[str, ...]) -> Iterator[NewStep]:
    from sopgen.editing.new import NewStep

    say("Langkah dari atas ke bawah; kosongkan kegiatan jika sudah semua.")
    number = 1
    activity = str(click.prompt("Kegiatan 1", value_proc=typable))
    while activity:
        actor = click.prompt("  Pelaksana", type=click.Choice(actors), default=actors[0])
        yield NewStep(
            activity,
            str(actor),
            _optional("  Kelengkapan"),
            _optional("  Waktu, misalnya 30 menit"),
            _optional("  Output"),
        )
        number += 1
        activity = _optional(f"Kegiatan {number}")


def _optional(question: str) -> str:
    return str(click.prompt(question, value_proc=typable, default="", show_default=False)).strip()


def _step(text: str) -> NewStep:
    from sopgen.editing.new import NewStep

    parts = [part.strip() for part in text.split("|")]
    if not 2 <= len(parts) <= 5 or not parts[0]:
        raise click.UsageError(f"Langkah “{text}” tidak terbaca. {_STEP_HELP}")
    return NewStep(*parts)


def _told(path: Path) -> int:
    """Print what the reviewer says of the new definition; return the exit code."""
    import datetime

    from sopgen.definition.reading import read_definition
    from sopgen.lint import Task, review
    from sopgen.problems.problem import ProblemsError, Severity

    try:
        remarks = review([read_definition(path)], Task(datetime.date.today()))
        problems = [remark.problem for remark in remarks]
    except ProblemsError as error:
        problems = list(error.problems)
    for problem in problems:
        tell(problem)
    return 1 if any(problem.severity is Severity.ERROR for problem in problems) else 0
