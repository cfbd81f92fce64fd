"""The rows of a form that say what a step draws, read: every word of them is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sopgen.model.naming import NEXT_ROW, RESERVED
from sopgen.problems.problem import Problem
from sopgen.pull.form.flows import FormStep
from sopgen.pull.form.known import contradiction, unknown
from sopgen.pull.form.steps import Exit, SymbolRow
from sopgen.pull.form.tables import FormTable, Line
from sopgen.pull.form.words import DASHED, IN_DEFINITION, SYMBOLS, folded


class WrongRowError(Exception):
    """A row that cannot be understood, and the problem that tells of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Names(Struct, frozen=True):
    """What lanes and steps may be called in a form, folded, and the ids that are meant."""

    lanes: Mapping[str, str]
    steps: Mapping[str, str]


def symbol_rows(
    step: FormStep, table: FormTable, names: Names, usual: Sequence[str]
) -> tuple[SymbolRow, ...]:
    """Return what the rows of `step` say; raises WrongRowError.

    `usual` are the lanes of a step that names none.
    """
    out: list[SymbolRow] = []
    for line in step.lines:
        lanes = tuple(lanes_in(line, table, names))
        symbol = _symbol(line, table)
        exits = tuple(_exits(line, table, names))
        words = line.text("teks")
        if not lanes and out:
            above = out[-1]
            out[-1] = SymbolRow(above.lanes, above.symbol, above.words, (*above.exits, *exits))
        else:
            out.append(SymbolRow(lanes or tuple(usual), symbol, words, exits))
    return tuple(out)


def lanes_in(line: Line, table: FormTable, names: Names) -> Iterator[str]:
    """Yield the lanes that a row names, from the first; raises WrongRowError."""
    for column in table.columns:
        text = line.text(column) if column.startswith("lajur/") else ""
        if text:
            key = names.lanes.get(folded(text))
            if key is None:
                where = table.where(line, column)
                raise WrongRowError(unknown("Pelaksana", text, names.lanes.keys(), where))
            yield key


def _symbol(line: Line, table: FormTable) -> str:
    word = folded(line.text("simbol"))
    where = table.where(line, "simbol")
    if word == IN_DEFINITION:
        message = "Yang digambar langkah ini tidak punya kata di formulir; ubah di definisinya."
        raise WrongRowError(
            contradiction(message, where, "Atau isi Simbolnya, dan semua barisnya.")
        )
    if word and word not in SYMBOLS:
        raise WrongRowError(unknown("Simbol", line.text("simbol"), SYMBOLS, where))
    return word


def _exits(line: Line, table: FormTable, names: Names) -> Iterator[Exit]:
    for column in table.columns:
        if column.startswith("tujuan/"):
            number = column.partition("/")[2]
            answer, text = line.text(f"jawaban/{number}"), line.text(column)
            if answer or text:
                target, dashed = _target(text, names)
                if target is None:
                    known = [*RESERVED, *names.steps]
                    where = table.where(line, column)
                    raise WrongRowError(unknown("Tujuan", text, known, where))
                yield Exit(answer, target, dashed)


def _target(text: str, names: Names) -> tuple[str | None, bool]:
    """Return the target that a cell names, None for none that is known, and if it is dashed."""
    dashed = text.endswith(DASHED)
    word = text.removesuffix(DASHED).strip() or NEXT_ROW
    if folded(word) in RESERVED:
        return folded(word), dashed
    if folded(word) in names.steps:
        return names.steps[folded(word)], dashed
    code, slash, rest = word.partition("/")
    step = names.steps.get(folded(code)) if code.strip() else ""
    if step is None or not slash:
        return None, dashed
    lane, order = names.lanes.get(folded(rest)), ""
    if lane is None:
        rest, _, order = rest.rpartition("/")
        lane = names.lanes.get(folded(rest))
    return (None if lane is None else "/".join([step, lane, *([order] if order else [])])), dashed
