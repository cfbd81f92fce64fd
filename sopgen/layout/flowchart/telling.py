"""Tell the flow of a page in words, for who cannot see the drawing.

In: the chart and the rows of one page. Out: one sentence after the other in the order of
the steps, such as "1. Kepala Dinas: Membentuk tim; lalu 2. Tim: Menyusun draf; jika Tidak
kembali ke 1; jika Ya lalu 3. …". What goes on to the step that is told next runs on;
every other arrow names where it leads, with the page if that is another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart, Mark
from sopgen.model.graph import Arrow


class Telling(Struct, frozen=True):
    """Tells the pages of one flow.

    `groups` are its symbols in the order of reading, those of joint work together;
    `page_of` gives the printed number of a row's page.
    """

    chart: Chart
    groups: tuple[tuple[int, ...], ...]
    title: str
    page_of: Callable[[int], int]

    def told(self, rows: range, page: int) -> str:
        """Return the flow on `page`, which has `rows` of the chart."""
        groups = [group for group in self.groups if self._row(group) in rows]
        parts = [f"Bagan alir {_one_line(self.title)}, halaman {page}."]
        running, phase = False, ""
        for number, group in enumerate(groups):
            following = groups[number + 1] if number + 1 < len(groups) else None
            clauses = list(self._clauses(group, following))
            running_on = bool(clauses) and clauses[-1].endswith("lalu")
            text = "; ".join([self._step(group, page), *clauses])
            begun = self.chart.rows[self._row(group)].phase
            if begun and begun != phase:
                text = f"{'bagian' if running else 'Bagian'} {_one_line(begun)}: {text}"
                phase = begun
            if running:
                parts[-1] += f" {text}"
            else:
                parts.append(text)
            running = running_on
            if not running_on:
                parts[-1] += "."
        return " ".join(parts)

    def _row(self, group: tuple[int, ...]) -> int:
        return self.chart.marks[group[0]].row

    def _step(self, group: tuple[int, ...], page: int) -> str:
        """Return a step: its number, who does it, and what."""
        mark = self.chart.marks[group[0]]
        number = self._number(mark.row)
        who, *others = (self._lane(self.chart.marks[each]) for each in group)
        who += f" bersama {' dan '.join(others)}" if others else ""
        head = f"{number}. {who}" if number else who
        words = [self._doing(group), *self._origins(group, page)]
        return f"{head}: {' '.join(word for word in words if word)}"

    def _doing(self, group: tuple[int, ...]) -> str:
        """Return what is done, by the symbol of a group that says more than a box."""
        marks = [self.chart.marks[each] for each in group]
        mark = next((each for each in marks if each.symbol is not Symbol.PROCESS), marks[0])
        row, words = self.chart.rows[mark.row], _one_line(mark.text)
        activity = _one_line(row.activity).rstrip(".;,")
        match mark.symbol:
            case Symbol.TERMINATOR:
                kind = "mulai" if self._goes_on(group) else "selesai"
                shown = f"{kind}, {words}" if words and words.casefold() != kind else kind
                return shown if self._stands_apart(mark) else f"{activity} ({shown})"
            case Symbol.DECISION:
                inside = f"keputusan “{words}”" if words else "keputusan"
                return f"{activity} ({inside})"
            case Symbol.PROCESS | Symbol.OFF_PAGE:
                return f"{activity} (“{words}”)" if words else activity

    def _goes_on(self, group: tuple[int, ...]) -> bool:
        return any(arrow.source in group and not arrow.plain for arrow in self.chart.arrows)

    def _stands_apart(self, mark: Mark) -> bool:
        """Tell whether `mark` is a capsule beside the symbol of a step, or in a row of its own."""
        if self.chart.rows[mark.row].item is None:
            return True
        return any(
            other.row == mark.row and other.lane == mark.lane and other.order != mark.order
            for other in self.chart.marks
        )

    def _origins(self, group: tuple[int, ...], page: int) -> Iterator[str]:
        """Yield from where on other pages one comes to this step."""
        for arrow in self.chart.arrows:
            source = self.chart.marks[arrow.source]
            if arrow.target in group and self.page_of(source.row) != page:
                yield f"(dari {self._name(arrow.source)} di halaman {self.page_of(source.row)})"

    def _clauses(self, group: tuple[int, ...], following: tuple[int, ...] | None) -> Iterator[str]:
        """Yield how the flow goes on; what runs on to the step told next comes last."""
        onward = [arrow for arrow in self.chart.arrows if arrow.source in group and not arrow.plain]
        next_step = following or ()
        last = next((arrow for arrow in onward if arrow.target in next_step), None)
        for arrow in onward:
            if arrow is not last:
                yield self._clause(arrow)
        if last is not None:
            yield f"{self._answer(last)}lalu"

    def _clause(self, arrow: Arrow) -> str:
        source, target = self.chart.marks[arrow.source], self.chart.marks[arrow.target]
        back = (target.row, target.order) < (source.row, source.order)
        here, there = self.page_of(source.row), self.page_of(target.row)
        place = "" if here == there else f" di halaman {there}"
        way = "kembali ke" if back else "lanjut ke"
        return f"{self._answer(arrow)}{way} {self._name(arrow.target)}{place}"

    def _answer(self, arrow: Arrow) -> str:
        label = _one_line(arrow.label)
        if not label:
            return ""
        decides = self.chart.marks[arrow.source].symbol is Symbol.DECISION
        return f"jika {label} " if decides else f"({label}) "

    def _name(self, number: int) -> str:
        """Return how a symbol is called: by its number, and its lane where others share that."""
        mark = self.chart.marks[number]
        called = self.chart.number_told(mark.row) or _one_line(mark.text) or "langkah tanpa nomor"
        alone = sum(self._row(group) == mark.row for group in self.groups) == 1
        return called if alone else f"{called} ({self._lane(mark)})"

    def _number(self, row: int) -> str:
        return self.chart.rows[row].number.rstrip(".")

    def _lane(self, mark: Mark) -> str:
        return _one_line(self.chart.lane_told(mark.lane, mark.last_lane))


def telling(chart: Chart, title: str, pages: Sequence[range], first: int) -> Telling:
    """Return who tells the flow of `chart`, with `pages` of its rows from page `first` on."""
    numbers = {row: first + at for at, rows in enumerate(pages) for row in rows}
    return Telling(chart, _groups(chart), title, numbers.__getitem__)


def _groups(chart: Chart) -> tuple[tuple[int, ...], ...]:
    owner = list(range(len(chart.marks)))
    for arrow in chart.arrows:
        if arrow.plain and chart.marks[arrow.source].row == chart.marks[arrow.target].row:
            first, other = owner[arrow.source], owner[arrow.target]
            owner = [first if each == other else each for each in owner]
    found: dict[int, list[int]] = {}
    for number in sorted(range(len(chart.marks)), key=lambda each: _place(chart.marks[each])):
        found.setdefault(owner[number], []).append(number)
    return tuple(map(tuple, found.values()))


def _place(mark: Mark) -> tuple[int, int, int]:
    return mark.row, mark.order, mark.lane


def _one_line(text: str) -> str:
    return " ".join(text.replace("*", "").split())
