"""Rows of lists of records in a form: those that came, and those that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.definition.validation import Data
from sopgen.document.origins import Origin, read_origin
from sopgen.editing.unprinting import escaped
from sopgen.model.dates import read_date
from sopgen.problems.problem import Problem
from sopgen.pull.changes import Change, RecordAdded, RecordRemoved, TextSet
from sopgen.pull.form.known import Known, contradiction
from sopgen.pull.form.tables import FormTable, Line
from sopgen.pull.form.words import RecordTable
from sopgen.pull.sources import Sources


def changed_records(
    table: FormTable, record: RecordTable, sources: Sources, known: Known
) -> Iterator[Change | Problem]:
    """Yield the rows that were put in and taken out, and what is wrong with one."""
    origin = Origin((record.key,))
    old = sources.value(origin)
    added: list[Data] = []
    numbers: list[int] = []
    for line in table.lines:
        if line.key:
            numbers.append(_number(line.key))
            continue
        value, wrong = _value(table, record, line, known)
        if wrong:
            yield wrong
        where = table.where(line, record.columns[0].key)
        if isinstance(old, list):
            position = (numbers[-1] + 1 if numbers else 0) + len(added)
            yield RecordAdded(origin, position, value, where)
        added.append(value)
    if added and not isinstance(old, list):
        yield TextSet(origin, old, added, table.pair.edited.name)
    for key in table.gone:
        yield RecordRemoved(read_origin(key), table.pair.edited.name)
    if numbers != sorted(numbers):
        message = "Urutan baris yang diubah di lembar ini tidak ikut."
        yield contradiction(message, table.pair.edited.name, "Pindahkan di definisinya.")


def _number(key: str) -> int:
    last = read_origin(key).at[-1]
    assert isinstance(last, int)
    return last


def _value(
    table: FormTable, record: RecordTable, line: Line, known: Known
) -> tuple[Data, Problem | None]:
    """Return what a new row says, and what is wrong with a word of it, which is left out."""
    out: dict[str, Data] = {}
    told: Problem | None = None
    for column in record.columns:
        text = line.text(column.key)
        if not text:
            continue
        value: Data = _typed(column.key, text)
        if column.key == "pejabat":
            names = [each.strip() for each in text.split("\n") if each.strip()]
            value = names[0] if len(names) == 1 else list(names)
        wrong = known.wrong((record.key, 0, column.key), value, table.where(line, column.key))
        if wrong is None:
            out[column.key] = value
        told = told or wrong
    return out, told


def _typed(key: str, text: str) -> str:
    """Return a text as definitions hold it: of a date its figures."""
    date = read_date(text) if key == "tanggal" else None
    return date.iso if date and date.date else escaped(text)
