"""The words that an import knows: those of the package, and those of a project before them.

A project puts its own into `kosakata.yaml` beside its letterheads, in the same shape. It is read
as strictly as definitions are: a key that stands for nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import Field

from sopgen.definition.entries import in_order, read_entry
from sopgen.model.entry import Entry
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.problems.spelling import quoted, suggestion
from sopgen.recognition.vocabulary import (
    LONGEST,
    Vocabulary,
    extended,
    plain,
    shipped_vocabulary,
)

FILE = "kosakata.yaml"


class _Words(Entry):
    """The file, all of whose parts may be missing."""

    columns: dict[str, tuple[str, ...]] = Field({}, alias="kolom")
    fields: dict[str, tuple[str, ...]] = Field({}, alias="identitas")
    boxes: dict[str, tuple[str, ...]] = Field({}, alias="kotak")
    no_steps: tuple[str, ...] = Field((), alias="bukan_langkah")
    symbols: dict[str, tuple[str, ...]] = Field({}, alias="simbol")
    tables: dict[str, tuple[str, ...]] = Field({}, alias="tabel")
    roles: tuple[str, ...] = Field((), alias="peran")
    margins: tuple[str, ...] = Field((), alias="tepi")


def vocabulary_of(project: Path) -> Vocabulary:
    """Return the words that are known in `project`; raises ProblemsError."""
    path = project / FILE
    if not path.exists():
        return shipped_vocabulary()
    read = read_entry(_Words, path)
    own = read.model
    problems = [*read.problems, *(read.further(_problems(own)) if own else ())]
    if own is None or problems:
        raise ProblemsError(in_order(problems, path))
    more = Vocabulary(
        kolom=own.columns,
        identitas=own.fields,
        kotak=own.boxes,
        bukan_langkah=own.no_steps,
        simbol=own.symbols,
        tabel=own.tables,
        peran=own.roles,
        tepi=own.margins,
    )
    return extended(shipped_vocabulary(), more)


def _problems(words: _Words) -> Iterator[Problem]:
    known = shipped_vocabulary()
    for part, own, usual in (
        ("kolom", words.columns, known.kolom),
        ("identitas", words.fields, known.identitas),
        ("kotak", words.boxes, known.kotak),
        ("simbol", words.symbols, known.simbol),
        ("tabel", words.tables, known.tabel),
    ):
        yield from _unknown(part, own, usual)
        yield from _doubled(part, own)
        for key, texts in own.items():
            yield from _no_words((part, key), texts, is_sign=part == "simbol")
    for name, texts in (
        ("bukan_langkah", words.no_steps),
        ("peran", words.roles),
        ("tepi", words.margins),
    ):
        yield from _no_words((name,), texts, is_sign=False)


def _unknown(part: str, own: Iterable[str], usual: Iterable[str]) -> Iterator[Problem]:
    known = tuple(usual)
    for key in own:
        if key not in known:
            message = f"Kunci {quoted(key)} tidak dikenal dalam {quoted(part)}."
            yield Problem(Code.UNKNOWN_KEY, message, (part, key), hint=suggestion(key, known))


def _doubled(part: str, own: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Yield the words that would stand for two keys."""
    first: dict[str, str] = {}
    for key, texts in own.items():
        for number, text in enumerate(texts):
            earlier = first.setdefault(plain(text) or text, key)
            if earlier != key:
                message = f"{quoted(text)} sudah ada di {quoted(earlier)}."
                hint = "Satu kata hanya untuk satu kunci."
                yield Problem(Code.UNKNOWN_VALUE, message, (part, key, number), hint=hint)


def _no_words(at: tuple[str, ...], texts: tuple[str, ...], *, is_sign: bool) -> Iterator[Problem]:
    for number, text in enumerate(texts):
        if not text.strip() or not (is_sign or plain(text)):
            message = f"Butir {number + 1} {quoted(at[-1])} tidak berisi kata."
            yield Problem(Code.EMPTY_VALUE, message, (*at, number), hint="Isi, atau hapus.")
        elif len(text) > LONGEST:
            message = f"{quoted(text)} lebih panjang daripada {LONGEST} huruf."
            hint = "Judul kolom dan isian sependek itu; yang lebih panjang tidak dikenali."
            yield Problem(Code.LONG_TEXT, message, (*at, number), hint=hint)
