"""A revision as the page asks for it: what it would change, in words, and then to carry it out.

The same revision as that of the command line, with the same journal: one that was cut off is
completed by the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from sopgen.definition.plaintext import hidden_problems
from sopgen.editing.asking import FIELDS, Revision, Setting, Substitution, Successor
from sopgen.editing.journal import last_run
from sopgen.editing.notice import place_name
from sopgen.editing.revising import RevisedFile
from sopgen.editing.transaction import (
    Fate,
    Order,
    Outcome,
    Resumed,
    Unfinished,
    changed_files,
    revise,
)
from sopgen.problems.files import from_here
from sopgen.problems.problem import Problem
from sopgen.project.output_folder import output_of
from sopgen.server.desk import Desk
from sopgen.server.telling import problem_told, sentence


class Words(Struct, frozen=True):
    """Words that become others."""

    old: str = msgspec.field(name="lama")
    new: str = msgspec.field(name="baru")


class NewOfficial(Struct, frozen=True):
    """Who takes the place of an official of the letterhead `letterhead`."""

    letterhead: str = msgspec.field(name="kop")
    official: str = msgspec.field(name="id")
    name: str = msgspec.field(name="nama")
    nip: str
    starts: str = msgspec.field(name="mulai")
    rank: str | None = msgspec.field(name="pangkat", default=None)
    grade: str | None = msgspec.field(name="golongan", default=None)


class AskedRevision(Struct, frozen=True):
    """What is to be revised; without `sops` all of the project."""

    sops: list[int] | None = msgspec.field(name="sop", default=None)
    revised: str = msgspec.field(name="tanggal_revisi", default="")
    effective: str = msgspec.field(name="tanggal_efektif", default="")
    approver: str = msgspec.field(name="pengesah", default="")
    words: list[Words] = msgspec.field(name="ganti", default_factory=list)
    fields: list[str] = msgspec.field(name="kolom", default_factory=list)
    successor: NewOfficial | None = msgspec.field(name="pejabat", default=None)
    date: str = msgspec.field(name="tanggal", default="")


class Lacking(Struct, frozen=True):
    """What is missing or wrong in what was typed, and in which field."""

    field: str
    words: str

    @property
    def told(self) -> dict[str, object]:
        """What is answered instead of a revision."""
        return {"pesan": self.words, "isian": self.field}


def order_of(desk: Desk, asked: AskedRevision) -> Order | Lacking:
    """Return what is asked of which files, or what is missing; raises ProblemsError."""
    missing = next(_missing(asked), None)
    if missing is not None:
        return missing
    fields = frozenset(asked.fields)
    typed = (
        ("tanggal_revisi", asked.revised),
        ("tanggal_efektif", asked.effective),
        ("pengesah", asked.approver),
    )
    settings = tuple(Setting(key, value) for key, value in typed if value)
    words = tuple(Substitution(each.old, each.new, fields) for each in asked.words)
    letterheads = _letterheads(desk, asked)
    if isinstance(letterheads, Lacking):
        return letterheads
    wanted = desk.paths() if settings or words else []
    paths = [path for number, path in wanted if asked.sops is None or number in asked.sops]
    home = output_of(desk.project)
    dates = (asked.date, asked.revised, asked.effective, _starts(asked))
    told = next((each for each in dates if each and each != "-"), "")
    if not told:
        return Lacking("tanggal", "Isi tanggal pemberitahuannya.")
    revision = Revision(settings, words, _successor(asked))
    return Order(revision, tuple(paths), letterheads, told, _starts(asked), home, home)


def _missing(asked: AskedRevision) -> Iterator[Lacking]:
    """Yield what is wrong with what was typed."""
    official = asked.successor
    if not (asked.revised or asked.effective or asked.approver or asked.words or official):
        yield Lacking("tanggal_revisi", "Isi yang diubah, misalnya tanggal revisi.")
    if bool(asked.words) != bool(asked.fields):
        words = "Pilih isian yang kata-katanya diganti, dan tulis kata yang lama dan yang baru."
        yield Lacking("lama", words)
    for field in asked.fields:
        if field not in FIELDS:
            yield Lacking("lama", f"Isian {field} tidak ada.")
    if any(not each.old for each in asked.words):
        yield Lacking("lama", "Tulis kata yang diganti.")
    typed = list(_typed(asked))
    for field, text in typed:
        if official and field in _NEEDED and not text:
            yield Lacking(field, "Isi nama, NIP dan tanggal mulai pejabat penggantinya.")
        if field in _DATES and text not in ("", "-") and not _is_date(text):
            yield Lacking(field, f"“{text}” bukan tanggal; tulis seperti 2025-01-31.")
    for field, text in typed:
        for problem in hidden_problems(text):
            yield Lacking(field, sentence(problem))


_NEEDED = frozenset({"nama", "nip", "mulai"})
_DATES = frozenset({"tanggal_revisi", "tanggal_efektif", "tanggal", "mulai"})


def _typed(asked: AskedRevision) -> Iterator[tuple[str, str]]:
    """Yield every text that was typed, by the field it was typed into."""
    yield "tanggal_revisi", asked.revised
    yield "tanggal_efektif", asked.effective
    yield "pengesah", asked.approver
    for each in asked.words:
        yield "lama", each.old
        yield "baru", each.new
    if asked.successor:
        for field, value in msgspec.to_builtins(asked.successor).items():
            yield field, value or ""
    yield "tanggal", asked.date


def _is_date(typed: str) -> bool:
    try:
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def _starts(asked: AskedRevision) -> str:
    return asked.successor.starts if asked.successor else ""


def _successor(asked: AskedRevision) -> Successor | None:
    new = asked.successor
    if new is None:
        return None
    return Successor(new.official, new.name, new.nip, new.rank, new.grade, new.starts)


def _letterheads(desk: Desk, asked: AskedRevision) -> tuple[Path, ...] | Lacking:
    if asked.successor is None:
        return ()
    known = {path.stem: path for path in desk.letterhead_paths()}
    path = known.get(asked.successor.letterhead)
    return Lacking("kop", "Pilih kop pejabat itu.") if path is None else (from_here(path),)


def previewed(desk: Desk, order: Order) -> dict[str, object]:
    """Return what `order` would change, file by file; raises OSError."""
    desk.save_all()
    last = last_run(order.home)
    files: list[dict[str, object]] = []
    problems: list[Problem] = []
    for each in changed_files(order, last.done(order.revision) if last else {}):
        if isinstance(each, RevisedFile):
            files.append(_told(each))
        else:
            problems += each
    return {
        "berkas": files,
        "masalah": [problem_told(each) for each in problems],
        "terputus": last.date if last is not None and last.unfinished else "",
    }


def _told(file: RevisedFile) -> dict[str, object]:
    return {
        "berkas": str(file.path),
        "nama": file.title,
        "nomor": file.number,
        "perubahan": [
            {
                "di": list(each.at),
                "dahulu": each.old,
                "sekarang": each.new,
                "label": each.label or place_name(each.at),
            }
            for each in file.changes
        ],
        "diterbitkan_ulang": [{"nama": each.name, "nomor": each.number} for each in file.reissued],
        "beda": file.diff(),
    }


def carried_out(desk: Desk, order: Order) -> dict[str, object]:
    """Carry `order` out and return what became of it; raises LockedError and OSError."""
    desk.save_all()
    written: list[str] = []
    notices: list[str] = []
    problems: list[Problem] = []
    completed, left = "", 0
    for step in revise(order):
        match step:
            case Problem():
                problems.append(step)
            case Outcome(path=path, fate=Fate.WRITTEN):
                written.append(str(path))
            case Outcome(problem=problem):
                problems += [problem] if problem is not None else []
            case Resumed(date=day):
                completed = day
            case Unfinished(files=count):
                left = count
            case Path():
                notices.append(str(step))
    return {
        "ditulis": written,
        "pemberitahuan": notices,
        "masalah": [problem_told(each) for each in problems],
        "diselesaikan": completed,
        "belum": left,
    }
