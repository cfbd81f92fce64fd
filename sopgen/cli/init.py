"""`sopgen init`: a project from nothing."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.asking import asked, chosen, one_of, optional, several
from sopgen.cli.kinds import all_typed, day, typed
from sopgen.cli.terminal import say, tell

if TYPE_CHECKING:
    from sopgen.editing.starting import Start

DEFAULT_PROFILE = "permenpan35"
PAPERS = ("A4", "F4", "Folio", "Letter", "Legal", "A3")

_POST = "Jabatan yang mengesahkan, misalnya Kepala Dinas"
_OFFICIAL = {
    "nama": "Nama pejabat itu, dengan gelar",
    "pangkat": "Pangkat, misalnya Pembina Utama Muda",
    "golongan": "Golongan, misalnya IV/c",
    "nip": "NIP",
}
_HELP = (
    "Memulai proyek: sopgen.yaml, kop instansi, satu SOP contoh yang benar. Yang tidak disebut "
    "akan ditanyakan, kecuali --instansi dan --jabatan sudah disebut; berkas yang sudah ada tidak "
    "disentuh, dan .gitignore yang sudah ada dibiarkan."
    "\n\nKode keluar: 0 jadi, 1 sudah ada berkasnya atau ada masalah, 2 perintah salah."
)


@click.command(help=_HELP)
@click.argument(
    "folder", metavar="[MAP]", required=False, type=click.Path(path_type=Path, file_okay=False)
)
@click.option(
    "--instansi",
    callback=all_typed,
    metavar="BARIS",
    multiple=True,
    help="Nama instansi; boleh diulang, dari atas ke bawah.",
)
@click.option("--profil", metavar="PROFIL", help="permenpan35, permendagri52 atau spo.")
@click.option("--kertas", type=click.Choice(PAPERS, case_sensitive=False), help="Ukuran kertas.")
@click.option("--jabatan", callback=typed, metavar="JABATAN", help="Jabatan yang mengesahkan.")
@click.option("--nama", callback=typed, metavar="NAMA", help="Nama pejabat itu dengan gelarnya.")
@click.option("--pangkat", callback=typed, metavar="PANGKAT", help="Misalnya Pembina Utama Muda.")
@click.option("--golongan", callback=typed, metavar="GOLONGAN", help="Misalnya IV/c.")
@click.option("--nip", callback=typed, metavar="NIP", help="NIP pejabat itu.")
@click.option(
    "--logo",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Logo, PNG atau JPEG; disalin ke map letterheads.",
)
@click.option("--kop", callback=typed, metavar="KOP", help="Nama berkas kopnya, tanpa .yaml.")
@click.option(
    "--tanggal",
    callback=day,
    metavar="TANGGAL",
    help="Tanggal pembuatan SOP contoh. Bawaan: hari ini.",
)
def init(folder: Path | None, **options: object) -> None:
    """Ask what is not known, and write the project where nothing of it is yet."""
    from sopgen.editing.starting import files_of, in_the_way, written
    from sopgen.problems.files import is_project
    from sopgen.problems.problem import ProblemsError
    from sopgen.project.roots import project_of
    from sopgen.project.writing import reason_of

    root = folder or Path()
    around = project_of(root)
    if is_project(around):
        tell(f"Sudah ada proyek di {around.absolute()}; tidak diubah.")
        tell("Berikutnya: buat SOP baru dengan “sopgen new”.")
        sys.exit(1)
    _refuse(in_the_way(root, ()))
    new = files_of(_start(options))
    if not isinstance(new, tuple):
        raise ProblemsError([new])
    _refuse(in_the_way(root, new))
    try:
        made = written(root, new)
    except OSError as error:
        raise click.ClickException(f"{root} tidak dapat ditulisi: {reason_of(error)}.") from error
    for each in made:
        say(root / each.path)
    is_elsewhere = folder is not None and folder.resolve() != Path.cwd()
    where = f"masuk ke {folder}, " if is_elsewhere else ""
    tell(f"Berikutnya: {where}lihat isi berkas-berkas itu, lalu jalankan “sopgen build”.")


def _refuse(present: Path | None) -> None:
    """End where something of a project is there already."""
    if present is not None:
        tell(f"{present} sudah ada; tidak ada yang ditulis. Pilih map lain, atau pindahkan dahulu.")
        sys.exit(1)


def _start(options: dict[str, object]) -> Start:
    """Return what is known; only the agency and a post must be, and without one all is asked."""
    from sopgen.definition.reading import profile_names
    from sopgen.editing.starting import Start
    from sopgen.model.profile import Paper

    lines = options["instansi"]
    agency = (
        tuple(str(line) for line in lines if str(line).strip()) if isinstance(lines, tuple) else ()
    )
    typed = {key: str(value or "").strip() for key, value in options.items()}
    if typed["profil"]:
        typed["profil"] = one_of(typed["profil"], profile_names())
    logo = options["logo"] if isinstance(options["logo"], Path) else None
    if not (agency and typed["jabatan"]):
        agency = agency or _asked_agency()
        typed["profil"] = typed["profil"] or chosen("Profil", profile_names(), DEFAULT_PROFILE)
        typed["kertas"] = typed["kertas"] or chosen("Kertas", PAPERS, Paper.F4)
        typed["jabatan"] = typed["jabatan"] or asked(_POST)
        for key, question in _OFFICIAL.items():
            typed[key] = typed[key] or optional(question)
        logo = logo or _asked_logo()
    created = options["tanggal"]
    return Start(
        agency=agency,
        profile=typed["profil"] or DEFAULT_PROFILE,
        paper=Paper(typed["kertas"] or Paper.F4),
        day=created if isinstance(created, datetime.date) else datetime.date.today(),
        position=typed["jabatan"],
        name=typed["nama"],
        rank=typed["pangkat"],
        grade=typed["golongan"],
        nip=typed["nip"],
        logo=logo,
        letterhead=typed["kop"],
    )


def _asked_agency() -> tuple[str, ...]:
    say("Nama instansi baris demi baris, dari atas; kosongkan jika sudah semua.")
    lines: list[str] = []
    several("Instansi", lines)
    return tuple(lines)


def _asked_logo() -> Path | None:
    """Return a picture that can be read; what is none is asked for again."""
    from sopgen.definition.logo import read_logo
    from sopgen.problems.problem import Problem

    while typed := optional("Berkas logo (PNG atau JPEG), kosongkan jika belum ada"):
        path = Path(typed.strip("\"'")).expanduser()
        found = read_logo(path.absolute().parent, path.name)
        if not isinstance(found, Problem):
            return path
        tell(found)
    return None
