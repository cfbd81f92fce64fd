"""What a flow is to draw after a form was filled in: its steps, and what their rows say now."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from msgspec import Struct
from pydantic import ValidationError

from sopgen.definition.validation import Data, found
from sopgen.editing.asked import Move
from sopgen.editing.references import Map, targets
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.model.flow import Flow, Unknown
from sopgen.model.graph import graph
from sopgen.model.naming import RESERVED
from sopgen.model.profile import Profile
from sopgen.problems.problem import Loc, Problem
from sopgen.pull.changes import NewStep
from sopgen.pull.form.drawn import Names, WrongRowError, symbol_rows
from sopgen.pull.form.flows import FormFlow, FormStep
from sopgen.pull.form.known import contradiction
from sopgen.pull.form.steps import DRAWN_KEYS, UnsaidError, step_of
from sopgen.pull.form.words import HEADING, folded
from sopgen.pull.locating import rows_at
from sopgen.pull.merging import Done, Merge, Prefer, conflict
from sopgen.pull.merging import said as on_one_line
from sopgen.pull.rows import FlowRows, flow_at
from sopgen.pull.tables import ROWS


class StopError(Exception):
    """A flow that cannot be taken over; the argument says why."""


class Plan:
    """The steps of one flow that are drawn otherwise now; `on_disk` are its rows before all."""

    def __init__(
        self,
        merge: Merge,
        flow: FormFlow,
        rows: FlowRows,
        lanes: dict[str, str],
        on_disk: list[Data],
    ) -> None:
        self._merge = merge
        self._flow = flow
        self._rows = rows
        self._on_disk = on_disk
        self._steps = rows_at(merge.draft.data, flow.at)
        self._ids = self._with_ids()
        self._names = Names(lanes, self._codes())
        self.says: dict[int, Map] = {}
        """What the steps say that are drawn otherwise, by where they stand."""
        self._read()

    def _with_ids(self) -> dict[int, str]:
        """Return an id for each step: its own, its code, or another that none has."""
        own = {
            item: str(step["id"])
            for item, step in enumerate(self._steps)
            if isinstance(step, dict) and step.get("id")
        }
        taken = set(own.values())
        for step in self._flow.steps:
            item = self._rows.draft_row(step.row)
            if item is None or item in own:
                continue
            code = step.code or "langkah"
            while code in taken:
                code += "-"
            own[item] = code
            taken.add(code)
        return own

    def _codes(self) -> dict[str, str]:
        placed = [
            (step, self._ids[item])
            for step in self._flow.steps
            if (item := self._rows.draft_row(step.row)) is not None
        ]
        out = {folded(step.code): own for step, own in placed if step.code}
        for step, own in placed:
            if step.code_before:
                out.setdefault(folded(step.code_before), own)
        for own in self._ids.values():
            out.setdefault(folded(own), own)
        return out

    def _read(self) -> None:
        for step in self._flow.steps:
            item = self._rows.draft_row(step.row)
            if item is None or not self._is_redrawn(step) or not self._is_step(step, item):
                continue
            try:
                says = self._said_by(step, item)
            except WrongRowError as wrong:
                self._merge.problems.append(wrong.problem)
                continue
            except UnsaidError as unsaid:
                self._merge.problems.append(self._told(step, str(unsaid)))
                continue
            if not self._is_conflict(step, says):
                self.says[item] = says

    def _said_by(self, step: FormStep, item: int) -> Map:
        usual = _lanes_of(self._steps[item])
        return step_of(symbol_rows(step, self._flow.steps_table, self._names, usual))

    def _is_redrawn(self, step: FormStep) -> bool:
        if isinstance(step.row, NewStep):
            return not step.row.heading
        return step.is_redrawn(self._flow.before_of(step.row))

    def _is_step(self, step: FormStep, item: int) -> bool:
        """Tell whether a row is a step before and now; a heading does not become one."""
        match self._steps[item]:
            case {"kegiatan": _}:
                was_heading = False
            case _:
                was_heading = True
        is_heading = folded(step.lines[0].text("simbol")) == HEADING
        if was_heading or is_heading:
            if was_heading != is_heading:
                message = "Langkah tidak menjadi judul di formulir, judul tidak menjadi langkah."
                self._merge.problems.append(self._told(step, message))
            return False
        return True

    def _is_conflict(self, step: FormStep, says: Map) -> bool:
        """Tell whether the definition on disk draws this step otherwise than the form was made."""
        if not isinstance(step.row, int) or self._merge.prefer is Prefer.SHEET:
            return False
        at = self._merge.locator.row(self._flow.at, step.row)
        base = _drawn(found(self._merge.base, (*self._flow.at, ROWS, step.row)))
        mine = _drawn(self._on_disk[at]) if at is not None else base
        if mine in (base, says):
            return False
        place = (*self._flow.at, ROWS, at or 0)
        where = self._flow.steps_table.where(step.lines[0], "simbol")
        theirs = on_one_line(says)
        told = conflict(place, on_one_line(base), on_one_line(mine), theirs, where)
        self._merge.problems.append(told)
        return True

    def _told(self, step: FormStep, message: str) -> Problem:
        return contradiction(message, self._flow.steps_table.where(step.lines[0], "simbol"))

    def shown(self, profile: Profile) -> Chart:
        """Return what the flow is to show; what would not be sound is told and left out."""
        while True:
            flow = self._copy()
            number = {at[1]: each for each, at in enumerate(flow.step_places)}
            drawn, problems = graph(flow)
            if not problems:
                return chart(flow, drawn, profile)
            faulty = {each.at[1] for each in problems if each.at[:1] == (ROWS,)}
            mine = [item for item in self.says if item in faulty]
            if not mine or not number:
                raise StopError(problems[0].message.rstrip("."))
            for item in mine:
                first = next(each for each in problems if each.at[1:2] == (item,))
                step = next(e for e in self._flow.steps if self._rows.draft_row(e.row) == item)
                message = f"{first.message} {first.hint}".strip()
                self._merge.problems.append(self._told(step, message))
                del self.says[item]

    def _copy(self) -> Flow:
        data = deepcopy(flow_at(self._merge.draft, self._flow.at))
        rows = rows_at({ROWS: data.get(ROWS, [])}, ())
        for item, row in enumerate(rows):
            if isinstance(row, dict) and "kegiatan" in row:
                if item in self._ids:
                    row["id"] = self._ids[item]
                if item in self.says:
                    for key in DRAWN_KEYS:
                        row.pop(key, None)
                    row.update(deepcopy(self.says[item]))
        flow: Map = {"pelaksana": data.get("pelaksana", ""), ROWS: rows}
        followed(flow, {self._ids[item]: self._moves(item) for item in self.says})
        try:
            return Flow.model_validate(flow)
        except ValidationError as error:
            raise StopError("isinya belum cukup untuk sebuah bagan") from error

    def _moves(self, item: int) -> Moves:
        """Return where the symbols of a step stand now that stood elsewhere."""
        before, now = _lanes_of(self._steps[item]), _lanes_of(self.says[item])
        came = [lane for lane in now if lane not in before]
        gone = [lane for lane in before if lane not in now]
        return Moves(tuple(gone), came[0] if len(came) == 1 else now[0] if len(now) == 1 else "")

    def write_looks(self) -> None:
        """Write down what rows say of a step's only symbol, or of all that work together."""
        draft, at = self._merge.draft, self._flow.at
        for item, says in self.says.items():
            owner = _looks_owner(self._steps[item], says)
            for key in ("simbol", "teks") if owner is not None else ():
                place = (*at, ROWS, item, *(owner or ()), key)
                if key in says:
                    draft.set(place, says[key])
                elif draft.at(place) is not None:
                    draft.empty(place)

    def order_answers(self) -> None:
        """Put the answers of steps into the order of the form."""
        draft, at = self._merge.draft, self._flow.at
        for item, says in self.says.items():
            owners: list[tuple[Loc, Data]] = [((), says)]
            match says.get("pelaksana"):
                case str(lane):
                    owners.append((("pelaksana", lane), says))
                case dict() as marks:
                    owners += [(("pelaksana", lane), mark) for lane, mark in marks.items()]
            for owner, mark in owners:
                wanted = mark.get("cabang") if isinstance(mark, dict) else None
                place = (*at, ROWS, item, *owner, "cabang")
                present = draft.at(place)
                if isinstance(wanted, dict) and isinstance(present, dict):
                    for number, answer in enumerate(wanted):
                        if set(wanted) == set(present):
                            draft.do(Move((*place, answer), number))

    @property
    def is_drawn(self) -> bool:
        """Tell whether it is known of each step who does it, those of the form among them."""
        return self._copy().is_drawn

    def write_plainly(self) -> None:
        """Write down what the rows say, word by word; what they name gets its code for an id.

        So it is where the flow is not drawn yet, so that its drawing cannot be compared.
        """
        draft, at = self._merge.draft, self._flow.at
        aims = [
            place.text.partition("/")[0] for place in targets({ROWS: [*self.says.values()]}, ())
        ]
        for item, own in self._ids.items():
            if own in aims and draft.at((*at, ROWS, item, "id")) is None:
                draft.set((*at, ROWS, item, "id"), own)
        for item, says in self.says.items():
            for key in DRAWN_KEYS:
                if key not in says and draft.at((*at, ROWS, item, key)) is not None:
                    draft.empty((*at, ROWS, item, key))
            for key, value in says.items():
                draft.set((*at, ROWS, item, key), value)

    def write_new(self) -> None:
        """Write down what new steps say as they say it, where all that they name has an id.

        So it is with steps of which nobody knew who does them; their lanes are written anyhow.
        """
        draft, at = self._merge.draft, self._flow.at
        ids = {str(step["id"]) for step in self._steps if isinstance(step, dict) and "id" in step}
        for step in self._flow.steps:
            item = self._rows.draft_row(step.row)
            if item is None or item not in self.says:
                continue
            was_unknown = not _lanes_of(self._steps[item])
            if isinstance(step.row, int) and not was_unknown:
                continue
            says = self.says[item]
            heads = {place.text.partition("/")[0] for place in targets({ROWS: [says]}, ())}
            is_said = heads <= {*ids, *RESERVED, ""}
            for key, value in says.items():
                if is_said or (was_unknown and key == "pelaksana"):
                    draft.set((*at, ROWS, item, key), value)

    def tell(self, unsaid: tuple[int, ...]) -> None:
        """Note what was done to steps that were there before."""
        now = rows_at(self._merge.draft.data, self._flow.at)
        for step in self._flow.steps:
            item = self._rows.draft_row(step.row)
            if not isinstance(step.row, int) or item is None or item in unsaid:
                continue
            before, after = (on_one_line(_drawn(each[item])) for each in (self._steps, now))
            if before != after:
                place: Loc = (*self._flow.at, ROWS, item)
                where = self._flow.steps_table.where(step.lines[0], "simbol")
                self._merge.done.append(Done(place, before, after, where))


def _looks_owner(step: Data, says: Map) -> Loc | None:
    """Return where in `step` its looks are typed, None where its symbols have each their own."""
    match step, says:
        case {"pelaksana": str() | list()}, {"pelaksana": str() | list()}:
            return ()
        case {"pelaksana": dict() as marks}, {"pelaksana": str(lane)} if list(marks) == [lane]:
            return ("pelaksana", lane) if isinstance(marks[lane], dict) and marks[lane] else ()
        case _:
            return None


class Moves(Struct, frozen=True):
    """The lanes of a step that have no symbol any more, and the one that stands for them."""

    gone: tuple[str, ...]
    came: str


def followed(flow: Map, moves: Mapping[str, Moves]) -> None:
    """Have arrows that named a symbol by its lane lead to where it stands now."""
    for place in list(targets(flow, ())):
        step, _, rest = place.text.partition("/")
        lane, slash, order = rest.partition("/")
        moved = moves.get(step)
        if moved and moved.came and lane in moved.gone:
            owner = found(flow, place.at[:-1])
            new = f"{step}/{moved.came}{slash}{order}"
            match owner, place.at[-1]:
                case dict(), str(key):
                    owner[key] = new
                case list(), int(number):
                    owner[number] = new


def _lanes_of(step: Data) -> tuple[str, ...]:
    match step:
        case {"pelaksana": Unknown.PERFORMER.value}:
            return ()
        case {"pelaksana": str(lane)}:
            return (lane,)
        case {"pelaksana": list() as lanes} | {"pelaksana": dict() as lanes}:
            return tuple(map(str, lanes))
        case _:
            return ()


def _drawn(step: Data | None) -> Map:
    if not isinstance(step, dict):
        return {}
    return {key: step[key] for key in DRAWN_KEYS if key in step}
