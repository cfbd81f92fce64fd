"""Bring the flows of a form into the definition: lanes, rows, and what the rows draw.

The rows that say something else than before are put in place of what their step says, in a copy;
what that copy draws is what the flow is to draw, and `ways` says it with the fewest words. A row
that cannot be understood leaves its step as it was, and a flow that would not be sound stays as
it was, whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.editing.asked import Remove
from sopgen.editing.references import step_renamed
from sopgen.editing.ways import drawing_of, said
from sopgen.editing.ways.drawing import typed
from sopgen.layout.flowchart.chart import Chart
from sopgen.model.flow import MERGEABLE
from sopgen.model.naming import RESERVED
from sopgen.model.profile import Profile
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.problems.spelling import quoted
from sopgen.pull.changes import NewStep
from sopgen.pull.form.drawn import Names, WrongRowError, lanes_in
from sopgen.pull.form.flows import FormFlow, FormStep
from sopgen.pull.form.known import contradiction, unknown
from sopgen.pull.form.lanes import LaneMerge
from sopgen.pull.form.plan import Plan, StopError
from sopgen.pull.form.words import DASHED, folded
from sopgen.pull.locating import rows_at
from sopgen.pull.merging import Done, Merge
from sopgen.pull.rows import FlowRows, flow_at, lanes_at, merged_set, rows_merged
from sopgen.pull.tables import ROWS
from sopgen.pull.workshop import Workshop, charts


class FlowTaking:
    """Takes over one flow of a form."""

    def __init__(self, merge: Merge, flow: FormFlow, bench: Workshop, profile: Profile) -> None:
        self._merge = merge
        self._draft = merge.draft
        self._flow = flow
        self._at = flow.at
        self._bench = bench
        self._profile = profile
        self._table = flow.steps_table
        self._where = flow.steps_table.pair.edited.name
        self._on_disk = rows_at(merge.draft.data, flow.at)
        self._lanes = LaneMerge(merge, flow)

    def take(self) -> None:
        """Take over what is different; the flow stays as it was where that is not sound."""
        before = self._merge.standing
        self._merge.problems += self._flow.problems
        try:
            self._lanes.take()
            rows = self._rows()
            self._draw(rows)
        except StopError as stop:
            self._merge.go_back(before)
            self._merge.problems.append(_not_taken(self._where, str(stop)))
            return
        self._take_lanes_out()

    def _rows(self) -> FlowRows:
        """Bring the rows into the definition; ids and merged cells of them too."""
        for step in self._flow.steps:
            if isinstance(step.row, int) and step.code != step.code_before:
                self._rename(step, step.row)
        self._merge.problems += self._led_nowhere()
        rows = rows_merged(self._merge, self._flow.table, dict(self._lanes_of_new()))
        self._name_new(rows)
        for step in self._flow.steps:
            self._merge_cells(step, rows)
        return rows

    def _led_nowhere(self) -> Iterator[Problem]:
        """Yield a warning of each target, as it was before, whose step is gone."""
        gone = {folded(self._flow.before_of(row)[0]["kode"]) for row in self._flow.table.gone}
        gone -= {folded(step.code) for step in self._flow.steps}
        for step in self._flow.steps:
            for line in step.lines:
                for key, text in line.now.items():
                    code = folded(text.removesuffix(DASHED).partition("/")[0])
                    if key.startswith("tujuan/") and code in gone - {""} and text == line.was(key):
                        yield _gone(self._table.where(line, key), text)

    def _lanes_of_new(self) -> Iterator[tuple[NewStep, list[str]]]:
        names = Names(self._lanes.names(), {})
        for step in self._flow.steps:
            if isinstance(step.row, NewStep) and not step.row.heading:
                try:
                    lanes = list(lanes_in(step.lines[0], self._table, names))
                except WrongRowError:
                    continue
                if lanes:
                    yield step.row, lanes

    def _rename(self, step: FormStep, row: int) -> None:
        at = self._merge.locator.row(self._at, row)
        if at is None:
            return
        place = (*self._at, ROWS, at, "id")
        old = self._draft.at(place)
        where = self._table.where(step.lines[0], "kode")
        if not self._is_free(step.code):
            message = f"Kode {quoted(step.code)} tidak dapat dipakai; kode lama tetap."
            self._merge.problems.append(contradiction(message, where))
            step.code = step.code_before
        elif isinstance(old, str) and old:
            flow = flow_at(self._draft, self._at)
            self._draft.do_all(step_renamed(flow, self._at, old, step.code))
            self._merge.done.append(Done(place, old, step.code, where))
        else:
            self._draft.set(place, step.code)
            self._merge.done.append(Done(place, "", step.code, where))

    def _is_free(self, code: str) -> bool:
        rows = rows_at(self._draft.data, self._at)
        taken = {str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row}
        return bool(code) and code not in taken and code not in RESERVED and "/" not in code

    def _name_new(self, rows: FlowRows) -> None:
        """Give new steps the codes that rows name them by."""
        named = {
            folded(text.removesuffix(DASHED).partition("/")[0])
            for step in self._flow.steps
            for line in step.lines
            for key, text in line.now.items()
            if key.startswith("tujuan/") and text
        }
        for step in self._flow.steps:
            at = rows.draft_row(step.row)
            is_named = isinstance(step.row, NewStep) and folded(step.code) in named
            if is_named and at is not None and self._is_free(step.code):
                self._draft.set((*self._at, ROWS, at, "id"), step.code)

    def _merge_cells(self, step: FormStep, rows: FlowRows) -> None:
        """Take over which cells are merged with those above."""
        line = step.lines[0]
        now, was = line.text("gabung"), line.was("gabung")
        at = rows.draft_row(step.row)
        if now == was or at is None:
            return
        own = [key.removeprefix("tambahan/") for key in self._table.columns]
        known = {folded(key): key for key in own if key in MERGEABLE}
        known |= {folded(key[9:]): key[9:] for key in self._table.columns if key[:9] == "tambahan/"}
        where = self._table.where(line, "gabung")
        words, had = (
            [folded(each) for each in text.split(",") if each.strip()] for text in (now, was)
        )
        self._merge.problems += [
            unknown("Kolom", each, known.values(), where) for each in words if each not in known
        ]
        more = [known[each] for each in words if each in known and each not in had]
        less = [known[each] for each in had if each in known and each not in words]
        if more or less:
            place = (*self._at, ROWS, at)
            merged_set(self._merge, place, more, less)
            self._merge.done.append(Done((*place, "gabung"), was, now, where))

    def _draw(self, rows: FlowRows) -> None:
        """Have the flow draw what its rows say."""
        plan = Plan(self._merge, self._flow, rows, dict(self._lanes.names()), self._on_disk)
        shown = plan.shown(self._profile)
        if not plan.is_drawn:
            plan.write_plainly()
            now = self._chart()
            plan.tell(())
            self._take_numbers(rows, now)
            return
        plan.write_new()
        plan.write_looks()
        found = said(self._draft.whole, self._at, drawing_of(shown), self._profile)
        count = len(rows_at(self._draft.data, self._at))
        if not self._draft.do_all(found.operations):
            raise StopError("panahnya tidak dapat dituliskan")
        plan.order_answers()
        now = self._chart()
        want = typed(drawing_of(shown), self._profile, count)
        if not found.unsaid and typed(drawing_of(now), self._profile, count) != want:
            raise StopError("gambarnya tidak dapat dituliskan dalam definisi")
        for item in found.unsaid:
            row = next((each for each in now.rows if each.item == item), now.rows[-1])
            self._merge.problems.append(_unsaid(self._where, row.activity))
        plan.tell(found.unsaid)
        self._take_numbers(rows, now)

    def _take_numbers(self, rows: FlowRows, now: Chart) -> None:
        """Take over numbers that are none that the table counts itself."""
        counted = {row.item: row.number for row in now.rows}
        copied = {self._table.before_of(key)["no"] for key in self._table.keys.values()}
        for step in self._flow.steps:
            line = step.lines[0]
            at = rows.draft_row(step.row)
            shown = line.text("no")
            if at is None or not shown or shown in (line.was("no"), counted.get(at)):
                continue
            if isinstance(step.row, NewStep) and shown in copied:
                continue
            place = (*self._at, ROWS, at, "no")
            if self._draft.set(place, shown):
                where = self._table.where(line, "no")
                self._merge.done.append(Done(place, line.was("no"), shown, where))

    def _chart(self) -> Chart:
        try:
            read = self._bench.read(self._draft.text)
        except ProblemsError as error:
            raise StopError(error.problems[0].message.rstrip(".")) from error
        found = {read.sop.flow_at(number): each for number, each in enumerate(charts(read))}
        return found[self._at]

    def _take_lanes_out(self) -> None:
        """Take out the lanes whose rows are gone, unless a step still stands in them."""
        for key in self._flow.lanes_gone:
            place = lanes_at(self._draft, self._at).get(key)
            if place is None:
                continue
            before, title = self._merge.standing, str(self._draft.at(place))
            where = self._flow.lanes_table.pair.edited.name
            try:
                if self._draft.do(Remove(place)):
                    self._chart()
                    self._merge.done.append(Done(place, title, "", where))
                    continue
            except StopError:
                pass
            self._merge.go_back(before)
            self._merge.problems.append(_in_use(where, title))


def _not_taken(where: str, reason: str) -> Problem:
    return Problem(
        "TRK012",
        f"Bagan di lembar ini tidak diambil: {reason}. Bagannya di definisi dibiarkan.",
        path=where,
        hint="Perbaiki barisnya, lalu jalankan lagi.",
    )


def _gone(where: str, target: str) -> Problem:
    return Problem(
        "TRK020",
        f"Tujuan {quoted(target)} adalah langkah yang dihapus; panahnya ke langkah sesudahnya.",
        path=where,
        severity=Severity.WARNING,
        hint="Ganti tujuannya bila bukan itu maksudnya.",
    )


def _unsaid(where: str, activity: str) -> Problem:
    return Problem(
        "TRK012",
        f"Simbol dan panah langkah {quoted(activity)} tidak dapat dikatakan dalam definisi; "
        "langkah itu dibiarkan.",
        path=where,
        hint="Ubah sendiri di definisinya.",
    )


def _in_use(where: str, title: str) -> Problem:
    return Problem(
        "TRK008",
        f"Pelaksana {quoted(title)} dihapus dari formulir, padahal masih dipakai langkah; "
        "dibiarkan.",
        path=where,
        hint="Ganti dahulu pelaksananya di lembar Langkah.",
    )
