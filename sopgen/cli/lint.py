"""`sopgen lint`: what a careful reviewer would send back."""

from __future__ import annotations

import datetime
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.kinds import day
from sopgen.cli.machine import write_for_programs
from sopgen.cli.options import definition_paths
from sopgen.cli.places import existing
from sopgen.cli.terminal import say_text, tell

if TYPE_CHECKING:
    from sopgen.lint import Remark, Task
    from sopgen.problems.problem import Problem
    from sopgen.project.finding import Found, Papers

FORMATS = ("text", "json", "sarif")


def _explain(context: click.Context, _: click.Parameter, code: str | None) -> None:
    if code is None:
        return
    from sopgen.lint.explaining import explained

    text = explained(code.upper())
    if text is None:
        raise click.UsageError(f"Aturan {code} tidak ada; lihat sopgen lint --rules.")
    say_text(text)
    context.exit()


def _rules(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if not asked:
        return
    from sopgen.lint.explaining import catalogue_page

    write_for_programs([catalogue_page().removesuffix("\n")])
    context.exit()


@click.command(
    help="Memeriksa isi SOP menurut pedoman. Tanpa PATH, semua definisi proyek ini diperiksa."
    "\n\nKode keluar: 0 tanpa galat, 1 ada galat (dengan --strict juga peringatan), 2 perintah "
    "salah."
)
@definition_paths
@click.option("--select", multiple=True, metavar="ATURAN", help="Hanya aturan ini; boleh awalan.")
@click.option("--ignore", multiple=True, metavar="ATURAN", help="Tanpa aturan ini; boleh awalan.")
@click.option("--strict", is_flag=True, help="Peringatan juga menggagalkan.")
@click.option("--layout", is_flag=True, help="Periksa juga cetakannya (RND); lebih lama.")
@click.option("-q", "--quiet", is_flag=True, help="Tanpa ringkasan di akhir.")
@click.option("--fix", is_flag=True, help="Perbaiki yang aman, di berkasnya.")
@click.option(
    "--today",
    callback=day,
    metavar="TANGGAL",
    help="Tanggal untuk menilai tinjauan, misalnya 2024-01-23. Bawaan: hari ini.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="Bentuk laporan. Bawaan: text.",
)
@click.option(
    "--explain",
    metavar="ATURAN",
    callback=_explain,
    expose_value=False,
    is_eager=True,
    help="Jelaskan satu aturan.",
)
@click.option(
    "--rules",
    is_flag=True,
    callback=_rules,
    expose_value=False,
    is_eager=True,
    help="Tampilkan seluruh katalog aturan.",
)
def lint(
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    layout: bool,
    quiet: bool,
    fix: bool,
    today: datetime.date | None,
    form: str,
) -> None:
    """Print what the rules find."""
    from sopgen.lint.reports import ReportFormat, report, summary
    from sopgen.problems.problem import Severity
    from sopgen.problems.version import __version__

    ignored = (*_prefixes(ignore), *_ignored_here(paths))
    task = _task(_prefixes(select), ignored, layout, today)
    asked = _files(paths)
    files = asked.definitions
    papers = _papers(paths, files)
    with _keeping_all():
        problems, remarks = _reviewed(files, task, papers)
        if fix and _mend(remarks):
            problems, remarks = _reviewed(files, task, papers)
    remarked = (remark.problem for remark in remarks)
    found = [_shown(each) for each in (*asked.problems, *problems, *remarked)]
    found.sort(key=lambda each: (each.path, each.line, each.column, each.code))
    told = report(found, ReportFormat(form), __version__)
    if form == "text":
        say_text(told)
    else:
        write_for_programs([told.removesuffix("\n")])
    if not quiet:
        tell(summary(found, len(files)))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(each.severity in failing for each in found) else 0)


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Do without the collector of cycles: every definition is kept until the end.

    Walking over a thousand of them again and again takes a quarter of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _shown(problem: Problem) -> Problem:
    """Return `problem` with the path from here."""
    from sopgen.problems.files import from_here

    return replace(problem, path=str(from_here(Path(problem.path)))) if problem.path else problem


def _prefixes(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the prefixes in `asked`, which may be parted by commas; refuse unknown ones."""
    from sopgen.definition.doubts import DOUBTS
    from sopgen.lint.catalogue import all_rules

    prefixes = tuple(each.strip().upper() for text in asked for each in text.split(","))
    known = [*(rule.id for rule in all_rules()), *DOUBTS]
    for prefix in prefixes:
        if not prefix or not any(code.startswith(prefix) for code in known):
            raise click.UsageError(f"Tidak ada aturan yang diawali “{prefix}”.")
    return prefixes


def _ignored_here(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return the rules that the project around `paths` does without; raises ProblemsError."""
    from sopgen.cli.places import around
    from sopgen.lint.catalogue import all_rules
    from sopgen.problems.codes import Code
    from sopgen.problems.problem import Problem, ProblemsError
    from sopgen.project.settings import settings_of

    settings = settings_of(around(paths))
    known = [rule.id for rule in all_rules()]
    prefixes = settings.rules_left_out
    problems = [
        settings.located(
            Problem(
                Code.UNKNOWN_VALUE,
                f"Tidak ada aturan yang diawali “{prefix}”.",
                at=("lint", "abaikan", number),
                hint="Daftarnya ditampilkan oleh “sopgen lint --rules”.",
            )
        )
        for number, prefix in enumerate(prefixes)
        if not prefix or not any(code.startswith(prefix) for code in known)
    ]
    if problems:
        raise ProblemsError(problems)
    return prefixes


def _task(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    layout: bool,
    today: datetime.date | None,
) -> Task:
    from sopgen.lint import Choice, Task

    own = today or datetime.date.today()
    if not layout and not any(each.startswith("RND") for each in select):
        return Task(own, Choice(select, ignore))
    from sopgen.definition.reading import Definition
    from sopgen.document.page import Document
    from sopgen.problems.problem import ProblemsError
    from sopgen.rendering import laid_out, new_typesetter

    typesetter = new_typesetter()

    def sheets(definition: Definition) -> tuple[Document | None, tuple[Problem, ...]]:
        try:
            return laid_out(definition, typesetter), ()
        except ProblemsError as error:
            return None, error.problems

    return Task(own, Choice(select, ignore), sheets)


def _files(paths: tuple[Path, ...]) -> Found:
    from sopgen.project.finding import Found, definitions_in, is_of_papers

    wanted = [path for path in existing(paths) if not is_of_papers(path)]
    return definitions_in(wanted) if wanted else Found((), ())


def _papers(paths: Sequence[Path], files: Sequence[Path]) -> Papers:
    """Return the books and logs of the projects of `files`; without `paths` all are judged."""
    from sopgen.project.finding import papers_around

    return papers_around(paths, [file.absolute().parent for file in files])


def _reviewed(
    files: Sequence[Path], task: Task, papers: Papers
) -> tuple[list[Problem], list[Remark]]:
    """Return what keeps files from being read, and what the rules find in the others."""
    from functools import cache

    from sopgen.definition.reading import read_definition, read_letterhead
    from sopgen.lint import review
    from sopgen.lint.papers import read_papers
    from sopgen.problems.problem import ProblemsError

    letterheads = cache(read_letterhead)
    definitions, beside = [], []
    problems: list[Problem] = []
    for file in files:
        try:
            definitions.append(read_definition(file, letterheads))
        except ProblemsError as error:
            problems += error.problems
    for file in _beside((*files, *papers.asked)):
        with suppress(ProblemsError):
            beside.append(read_definition(file, letterheads))
    known, faults = read_papers(papers.books, papers.logs, papers.asked)
    problems += faults
    try:
        remarks = review(definitions, task, beside, known)
    except ProblemsError as error:
        return [*dict.fromkeys(problems), *error.problems], []
    return list(dict.fromkeys(problems)), remarks


def _beside(files: Sequence[Path]) -> list[Path]:
    """Return the other definitions of the projects that `files` belong to."""
    from sopgen.problems.files import DEFINITIONS
    from sopgen.project.finding import definitions_in
    from sopgen.project.roots import project_of

    asked = {file.absolute() for file in files}
    folders = {project_of(file.absolute().parent) / DEFINITIONS for file in files}
    found = definitions_in([folder for folder in sorted(folders) if folder.is_dir()])
    return [file for file in found.definitions if file.absolute() not in asked]


def _mend(remarks: Sequence[Remark]) -> bool:
    """Mend what is safe, and tell whether anything was."""
    from sopgen.editing.mending import mended, save

    files = mended(remarks)
    for file in files:
        try:
            save(file)
        except OSError as error:
            message = f"{file.path} tidak dapat ditulis ({error.strerror})."
            raise click.ClickException(message) from error
        tell(f"{file.path}: {file.count} diperbaiki.")
    return bool(files)
