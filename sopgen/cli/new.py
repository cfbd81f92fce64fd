"""`sopgen new`: a definition from a few questions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from sopgen.cli.answering import STEP_HELP, Answering, given
from sopgen.cli.asking import chosen
from sopgen.cli.exits import INTERRUPTED
from sopgen.cli.kinds import all_typed, day, typed
from sopgen.cli.places import own_letterheads
from sopgen.cli.terminal import say, tell

if TYPE_CHECKING:
    from sopgen.editing.new import Answers


@click.command(
    help="Membuat definisi baru. Yang tidak disebut sebagai pilihan akan ditanyakan; Enter "
    "melewatinya, dan Ctrl-C menyimpan yang sudah diketik. Dengan --nama, --pelaksana dan "
    "--langkah tidak ada yang ditanyakan."
    "\n\nKode keluar: 0 jadi, 1 berkasnya sudah ada atau ada masalah, 2 perintah salah, 130 "
    "dihentikan."
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
@click.option("--langkah", callback=all_typed, metavar="LANGKAH", multiple=True, help=STEP_HELP)
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
    "--pengesah",
    callback=typed,
    metavar="ID",
    help="Id pejabat di berkas kop. Bawaan: yang pertama.",
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
    from sopgen.definition.reading import read_letterhead
    from sopgen.editing.new import place
    from sopgen.project.roots import project_of

    project = project_of(Path.cwd())
    known = own_letterheads()
    kop = _letterhead(str(options["kop"] or ""), list(known))

    def present(name: str) -> Path | None:
        path = output or place(project, kop, name)
        return path if path.exists() or path.is_symlink() else None

    if output is not None and present("") is not None:
        _refuse(output)
    officials = tuple(read_letterhead(known[kop]).letterhead.officials)
    answering = Answering(kop, officials, given(options), present)
    stopped = not answering.finished()
    if stopped and not answering.typed.name:
        raise click.Abort
    answers = answering.answers()
    path = output or place(project, kop, answers.name)
    _write(path, answers)
    say(path)
    if stopped:
        tell("Dihentikan; yang sudah diketik ada di berkas itu. Lengkapi di sana.")
        sys.exit(INTERRUPTED)
    sys.exit(_told(path))


def _letterhead(typed: str, known: list[str]) -> str:
    """Return the letterhead that is meant: that of the project where none is named."""
    from sopgen.project.settings import settings_of

    usual = settings_of(Path.cwd()).project.letterhead.name
    wanted = typed or (known[0] if len(known) == 1 else "")
    if not wanted:
        return chosen("Kop", known, usual if usual in known else "")
    if wanted not in known:
        raise click.UsageError(f"Kop {wanted} tidak ada. Yang ada: {', '.join(known)}.")
    return wanted


def _write(path: Path, answers: Answers) -> None:
    from sopgen.editing.new import definition_text
    from sopgen.project.writing import reason_of

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(definition_text(answers))
    except FileExistsError:
        _refuse(path)
    except OSError as error:
        raise click.ClickException(f"{path} tidak dapat ditulis: {reason_of(error)}.") from error


def _refuse(path: Path) -> NoReturn:
    tell(f"{path} sudah ada; tidak diubah.")
    sys.exit(1)


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
