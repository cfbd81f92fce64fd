"""What a form says of a flow: its lanes, its steps, and which rows say what each step draws.

A row with a kegiatan is a step; one without belongs to the step of the same code, or without a
code to the step above. Nothing is decided here of what arrows mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sopgen.definition.validation import Data
from sopgen.document.origins import origin_of, read_origin
from sopgen.editing.unprinting import escaped
from sopgen.problems.problem import Loc, Problem, Severity
from sopgen.problems.spelling import quoted
from sopgen.pull.changes import NewStep, Row
from sopgen.pull.form.known import contradiction
from sopgen.pull.form.tables import FormTable, Line
from sopgen.pull.form.words import HEADING, folded
from sopgen.pull.tables import FlowTable, Placed, typed_in

_DRAWN = ("lajur/", "simbol", "teks", "jawaban/", "tujuan/")
"""The columns that say what is drawn, by how their meaning begins."""


@dataclass(frozen=True, slots=True)
class FormLane:
    """A lane as it is now; `key` is what it was called, empty for a new one."""

    key: str
    code: str
    title: str
    unit: str
    where: str
    unit_before: str = ""


@dataclass
class FormStep:
    """A step with the rows that say what it draws; `row` is what it is in the definition."""

    row: Row
    code: str
    code_before: str
    lines: list[Line] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Tell whether the definition does not have it yet."""
        return isinstance(self.row, NewStep)

    def is_redrawn(self, before: Sequence[Mapping[str, str]]) -> bool:
        """Tell whether its rows say something else than those `before`."""
        now = [_drawn(line.now) for line in self.lines]
        return [each for each in now if each] != [each for each in map(_drawn, before) if each]


def _drawn(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if key.startswith(_DRAWN) and text}


@dataclass
class FormFlow:
    """All that a form says of the flow at `at`."""

    at: Loc
    steps_table: FormTable
    lanes_table: FormTable
    steps: list[FormStep] = field(default_factory=list)
    lanes: list[FormLane] = field(default_factory=list)
    lanes_gone: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    """The keys of rows whose texts are not taken over, because they lack their kegiatan."""

    @property
    def table(self) -> FlowTable:
        """The rows as every pull merges them."""
        out = FlowTable(self.at)
        out.before = [
            Placed(number, 0, row, row)
            for row, key in self.steps_table.keys.items()
            if (number := _item(key)) is not None
        ]
        for step in self.steps:
            row = step.lines[0].row
            out.now.append(Placed(step.row, 0, row, row))
        return out

    def before_of(self, number: int) -> list[Mapping[str, str]]:
        """Return what the rows of step `number` of the base said."""
        own = origin_of((*self.at, "langkah", number))
        keys = [k for k in self.steps_table.keys.values() if k == own or k.startswith(f"{own}+")]
        return [self.steps_table.before_of(key) for key in keys]


def form_flows(tables: Sequence[FormTable]) -> Iterator[FormFlow]:
    """Yield what the form says of each flow whose sheets are both there."""
    by_place = {table.means: table for table in tables}
    for table in tables:
        if table.means[-1:] == ("langkah",):
            at = table.means[:-1]
            lanes = by_place.get((*at, "pelaksana"))
            if lanes is not None:
                flow = FormFlow(at, table, lanes)
                _read_lanes(flow)
                _read_steps(flow)
                yield flow


def _item(key: str) -> int | None:
    """Return the place in `langkah` of the step that the first row of is known by `key`."""
    last = read_origin(key).at[-1]
    return last if isinstance(last, int) else None


def _read_lanes(flow: FormFlow) -> None:
    table = flow.lanes_table
    for line in table.lines:
        key = str(read_origin(line.key).at[-1]) if line.key else ""
        title, code = line.text("nama"), line.text("kode")
        if not title and not code:
            continue
        where = table.where(line, "nama")
        lane = FormLane(key, code, title or code, line.text("unit"), where, line.was("unit"))
        flow.lanes.append(lane)
    flow.lanes_gone = tuple(str(read_origin(key).at[-1]) for key in table.gone)


def _read_steps(flow: FormFlow) -> None:
    table = flow.steps_table
    by_code: dict[str, FormStep] = {}
    for line in table.lines:
        code = line.text("kode")
        if line.text("kegiatan"):
            step = _step(flow, line)
            if step.code and folded(step.code) in by_code:
                flow.problems.append(_twice(table, line))
                step.code = ""
            flow.steps.append(step)
            if step.code:
                by_code[folded(step.code)] = step
        elif _item_of(line) is not None and folded(code) not in by_code:
            flow.problems.append(_without_activity(table, line))
            flow.untold.append(line.key)
            number = _item_of(line)
            assert number is not None
            flow.steps.append(FormStep(number, line.was("kode"), line.was("kode"), [line]))
        elif code or flow.steps:
            owner = _owner(flow, by_code, code)
            if owner is None:
                flow.problems.append(_without_activity(table, line))
            else:
                owner.lines.append(line)
        else:
            flow.problems.append(_without_activity(table, line))


def _owner(flow: FormFlow, by_code: Mapping[str, FormStep], code: str) -> FormStep | None:
    """Return the step that a row without kegiatan belongs to: the one above goes first."""
    above = flow.steps[-1] if flow.steps else None
    if above and (not code or folded(above.lines[0].text("kode")) == folded(code)):
        return above
    return by_code.get(folded(code))


def _item_of(line: Line) -> int | None:
    return _item(line.key) if line.key else None


def _step(flow: FormFlow, line: Line) -> FormStep:
    number = _item_of(line)
    code = line.text("kode")
    if number is not None:
        return FormStep(number, code or line.was("kode"), line.was("kode"), [line])
    where = flow.steps_table.where(line, "kegiatan")
    if folded(line.text("simbol")) == HEADING:
        return FormStep(NewStep((), where, escaped(line.text("kegiatan"))), "", "", [line])
    cells = tuple(
        (key, _cell(key, text)) for key, text in line.now.items() if text and _is_cell(key)
    )
    return FormStep(NewStep(cells, where), code, "", [line])


def _is_cell(key: str) -> bool:
    return not key.startswith(_DRAWN) and key not in ("kode", "no", "gabung")


def _cell(key: str, text: str) -> Data:
    return escaped(" ".join(text.split())) if key == "kegiatan" else typed_in(text)


def _twice(table: FormTable, line: Line) -> Problem:
    return Problem(
        "TRK020",
        f"Kode {quoted(line.text('kode'))} sudah dipakai langkah lain; kode ini tidak diambil.",
        path=table.where(line, "kode"),
        severity=Severity.WARNING,
        hint="Beri kode lain, atau kosongkan Kegiatannya bila ini simbol lain langkah itu.",
    )


def _without_activity(table: FormTable, line: Line) -> Problem:
    return contradiction(
        "Baris ini belum punya kegiatan, dan kodenya bukan kode langkah di atasnya; tidak ikut.",
        table.where(line, "kegiatan"),
        "Isi kegiatannya, atau tulis kode langkah yang simbolnya ditambah.",
    )
