"""`sopgen extract`: a sheet gives back what it was made from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.terminal import say, tell, tell_all

if TYPE_CHECKING:
    from sopgen.document.attached import Attachment
    from sopgen.problems.problem import Problem


@click.command(
    help="Mengeluarkan definisi dan kop dari berkas hasil (PDF, DOCX atau XLSX), persis seperti "
    "aslinya. Logo tidak ikut; namanya disebut bila belum ada di map tujuan."
    "\n\nKode keluar: 0 jadi, 1 ada masalah, 2 perintah salah."
)
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "--output",
    metavar="MAP",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Map tujuan. Bawaan: map ini.",
)
@click.option("--force", is_flag=True, help="Timpa berkas yang sudah ada.")
def extract(file: Path, output: Path, force: bool) -> None:
    """Write what FILE carries, and never over a file that says something else."""
    from sopgen.document.attached import AttachmentKind
    from sopgen.problems.problem import ProblemsError
    from sopgen.project.writing import replace_file, unwritable
    from sopgen.readers.source import carried, where

    if not file.exists():
        raise click.UsageError(f"{file} tidak ada.")
    try:
        source = carried(file)
    except ProblemsError as error:
        tell_all(error.problems)
        sys.exit(1)
    in_book = any(each.kind is AttachmentKind.BOOK for each in source.attachments)
    found = {output / where(each, in_book=in_book): each for each in source.attachments}
    for path, attachment in found.items():
        if not _may_stand(path, attachment, force):
            tell(f"{path}: sudah ada dengan isi yang lain. Pakai --force atau -o.")
            sys.exit(1)
    for path, attachment in found.items():
        try:
            replace_file(path, attachment.data)
        except OSError as error:
            tell(unwritable(path, error))
            sys.exit(1)
        say(path)
    tell_all(_remarks(file, found, source.is_changed))


def _may_stand(path: Path, attachment: Attachment, force: bool) -> bool:
    """Tell whether nothing else stands at `path`, or nothing that may not be replaced."""
    if not path.exists() and not path.is_symlink():
        return True
    if path.is_symlink() or not path.is_file():
        return False
    return force or path.read_bytes() == attachment.data


def _remarks(file: Path, found: dict[Path, Attachment], is_changed: bool) -> Iterator[Problem]:
    """Yield what who extracts should know: an edit that stays behind, a logo that is missing."""
    from sopgen.document.attached import AttachmentKind
    from sopgen.problems.problem import Problem, Severity

    if is_changed:
        yield Problem(
            "EKS004",
            "Isi yang terlihat di berkas ini telah diubah atau disimpan ulang sejak dibuat.",
            path=str(file),
            severity=Severity.WARNING,
            hint="Yang dikeluarkan adalah definisi sebelum perubahan itu; pindahkan perubahannya.",
        )
    for path, attachment in found.items():
        if attachment.kind is AttachmentKind.LETTERHEAD:
            yield from _logo_remarks(path)


def _logo_remarks(letterhead: Path) -> Iterator[Problem]:
    """Yield that the logo, which no sheet carries, is not there."""
    from sopgen.definition.reading import read_letterhead
    from sopgen.problems.codes import Code
    from sopgen.problems.problem import Problem, ProblemsError, Severity

    try:
        read_letterhead(letterhead)
    except ProblemsError as error:
        for problem in error.problems:
            if problem.code == Code.LOGO_MISSING:
                yield Problem(
                    "EKS005",
                    f"{problem.message} Lembar tidak membawa logonya.",
                    path=str(letterhead),
                    line=problem.line,
                    column=problem.column,
                    severity=Severity.WARNING,
                    hint="Salin gambarnya ke map itu sebelum sopgen build.",
                )
