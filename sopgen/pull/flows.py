"""Bring the flows of an edited sheet into the definition: rows, lanes, symbols and arrows.

Each flow is done whole or not at all: what it is to show is held against what the changed
definition really shows, and where the two differ the flow stays as it was and that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sopgen.definition.reading import Definition
from sopgen.editing.asked import Remove
from sopgen.editing.ways import drawing_of, said
from sopgen.editing.ways.drawing import typed
from sopgen.layout.flowchart.chart import Chart, Row
from sopgen.problems.problem import Loc, Problem, ProblemsError, Severity
from sopgen.problems.spelling import quoted
from sopgen.pull.changes import NewStep
from sopgen.pull.doubts import doubtful
from sopgen.pull.drawings import Drawings, drawings
from sopgen.pull.locating import rows_at
from sopgen.pull.merging import Done, Merge
from sopgen.pull.pairing import Pair
from sopgen.pull.patching import Patch, Side, Wanted, side, with_end_of
from sopgen.pull.rows import (
    FlowRows,
    flow_at,
    flow_rows,
    lanes_at,
    lanes_merged,
    merged_set,
    rows_merged,
)
from sopgen.pull.tables import (
    ROWS,
    FlowTable,
    Placed,
    freed_cells,
    merged_columns,
    number_shown,
    typed_in,
)
from sopgen.pull.workshop import Workshop, chart_of, charts


class Flows:
    """Takes over what is different in the flows of one file."""

    def __init__(
        self,
        merge: Merge,
        pairs: Sequence[Pair],
        bench: Workshop,
        base: Definition,
        *,
        believe: bool,
        stays: bool,
    ) -> None:
        self._merge = merge
        self._pairs = pairs
        self._bench = bench
        self._base = base
        self._believe = believe
        self._stays = stays

    def take(self, tables: Sequence[FlowTable]) -> None:
        """Take over the differences of all `tables`."""
        shown = {self._base.sop.flow_at(at): each for at, each in enumerate(charts(self._base))}
        for table in tables:
            if table.at in shown and not self._is_missing(table):
                self._table(table, shown[table.at], [each for each in tables if each is not table])

    def _is_missing(self, table: FlowTable) -> bool:
        """Tell whether the sheets of a flow are gone: then nothing is known of it."""
        return not table.now

    def _table(self, table: FlowTable, shown: Chart, others: Sequence[FlowTable]) -> None:
        problems, before = self._merge.problems, self._merge.standing
        lanes = lanes_merged(self._merge, table)
        drawn = drawings(table, self._pairs, lanes, shown, others, stays=self._stays)
        lost = drawn.lost and not self._believe
        if lost:
            problems.append(_lost(self._where(table)))
        had = flow_rows(self._merge, table)
        if drawn.is_same or lost:
            stays = table.rows == tuple(each.row for each in table.before)
            if stays or not lost:
                self._words_of_rows(table, had)
                return
        has_moved = table.rows != tuple(each.row for each in table.before)
        if self._stays and (has_moved or tuple(table.lanes) != table.lane_keys):
            problems.append(_drawing_stayed(self._where(table)))
        mine = self._side(table.at, had)
        rows = rows_merged(self._merge, table, {} if lost else _lanes_of(drawn))
        self._words_of_rows(table, rows)
        reason = "" if lost else self._arranged(table, drawn, rows, mine)
        if reason:
            self._merge.go_back(before)
            problems.append(_unsayable(self._where(table), reason))
            return
        self._take_lanes_out(table)

    def _where(self, table: FlowTable) -> str:
        return self._pairs[table.now[0].pair].edited.name

    def _side(self, at: Loc, rows: FlowRows) -> Side | None:
        """Return the flow on disk as it is now; names of steps that are gone mean nothing."""
        chart = chart_of(flow_at(self._merge.draft, at), self._base.profile)
        lanes = lanes_at(self._merge.draft, at)
        return None if chart is None else side(chart, rows.tokens, tuple(lanes))

    def _arranged(
        self, table: FlowTable, drawn: Drawings, rows: FlowRows, mine: Side | None
    ) -> str:
        """Draw the arrows up; return why that cannot be said, empty where it was."""
        draft = self._merge.draft
        current = self._side(table.at, rows)
        if mine is None or current is None:
            return "definisinya tidak terbaca sesudah barisnya diubah"
        current = with_end_of(current, mine, drawn)
        wanted = Patch(drawn, mine, current).wanted()
        shown = replace(current.chart, marks=wanted.marks, arrows=wanted.arrows)
        profile = self._base.profile
        found = said(draft.whole, table.at, drawing_of(shown), profile)
        text, count = draft.text, len(rows_at(draft.data, table.at))
        if not draft.do_all(found.operations):
            return "panahnya tidak dapat dituliskan"
        now = self._chart(table.at)
        if now is None:
            return "definisinya tidak terbaca sesudah panahnya diubah"
        is_same = typed(drawing_of(now), profile, count) == typed(drawing_of(shown), profile, count)
        if not found.unsaid and not is_same:
            return "gambarnya tidak dapat dituliskan dalam definisi"
        if draft.text != text:
            self._merge.done.append(self._drawn_done(table))
        self._merge.problems += [
            _unsaid(self._where(table), now.rows[_row_of(now, item)]) for item in found.unsaid
        ]
        self._tell(table, drawn, wanted)
        return ""

    def _drawn_done(self, table: FlowTable) -> Done:
        place = f"{self._where(table)}, simbol dan panah"
        return Done((*table.at, ROWS), "", "gambar alur seperti di lembar", place)

    def _chart(self, at: Loc) -> Chart | None:
        try:
            read = self._bench.read(self._merge.draft.text)
        except ProblemsError:
            return None
        found = {read.sop.flow_at(number): each for number, each in enumerate(charts(read))}
        return found.get(at)

    def _tell(self, table: FlowTable, drawn: Drawings, wanted: Wanted) -> None:
        where = self._where(table)
        problems = [doubtful(each, where) for each in drawn.doubts]
        problems += [_all_gone(where)] * wanted.without
        problems += [_joined(where)] * wanted.joined
        problems += [_crowded(where)] * wanted.crowded
        self._merge.problems += problems

    def _words_of_rows(self, table: FlowTable, rows: FlowRows) -> None:
        """Take over which cells are merged, and numbers that are not counted."""
        numbers = dict(self._stale_numbers(table, rows))
        for placed in table.now:
            if not isinstance(placed.row, int) or placed.is_heading:
                continue
            old = self._before(table, placed.row, placed.pair)
            row = rows.draft_row(placed.row)
            if old is None or row is None:
                continue
            at = (*table.at, ROWS, row)
            self._merged_cells(table, old, placed, at)
            if placed.row in numbers:
                number = numbers[placed.row]
                self._merge.draft.set((*at, "no"), number)
                self._merge.done.append(Done((*at, "no"), "", number, _row_told(placed)))

    def _merged_cells(self, table: FlowTable, old: Placed, placed: Placed, at: Loc) -> None:
        """Take over which cells of a row are one with those above it, and what freed ones say."""
        pair, draft = self._pairs[placed.pair], self._merge.draft
        had = merged_columns(table, old, pair, before=True)
        has = merged_columns(table, placed, pair, before=False)
        if had == has:
            return
        merged_set(self._merge, at, has - had, had - has)
        told = ", ".join(sorted(had)), ", ".join(sorted(has))
        self._merge.done.append(Done((*at, "gabung"), *told, _row_told(placed)))
        for key, words in freed_cells(table, placed, pair, had - has):
            if not draft.at((*at, *key)):
                draft.set((*at, *key), typed_in(words))

    def _before(self, table: FlowTable, row: int, pair: int) -> Placed | None:
        own = (each for each in table.before if each.row == row and each.pair == pair)
        return next(own, None)

    def _stale_numbers(self, table: FlowTable, rows: FlowRows) -> Iterator[tuple[int, str]]:
        """Yield the numbers that were typed over and are none that the table counts itself."""
        had = self._printed_numbers(charts(self._base), self._base, table.at)
        typed_over = [
            (placed.row, shown)
            for placed in table.now
            if isinstance(placed.row, int)
            and (shown := number_shown(table, placed, self._pairs[placed.pair]))
            and shown != had.get(placed.row)
        ]
        now = self._chart(table.at) if typed_over else None
        counted = {} if now is None else {row.item: row.number for row in now.rows}
        for row, shown in typed_over:
            if shown != counted.get(rows.draft_row(row)):
                yield row, shown

    def _printed_numbers(
        self, shown: Sequence[Chart], base: Definition, at: Loc
    ) -> dict[int | None, str]:
        own = next(
            (each for number, each in enumerate(shown) if base.sop.flow_at(number) == at), None
        )
        return {} if own is None else {row.item: row.number for row in own.rows}

    def _take_lanes_out(self, table: FlowTable) -> None:
        """Take out the lanes whose columns are gone, unless a step still stands in them."""
        known = {lane for lane in table.lanes if isinstance(lane, str)}
        gone = [key for key in table.lane_keys if key not in known]
        for key in gone if table.lanes else ():
            place = lanes_at(self._merge.draft, table.at).get(key)
            if place is None:
                continue
            before = self._merge.standing
            title = self._merge.draft.at(place)
            if self._merge.draft.do(Remove(place)) and self._chart(table.at) is not None:
                self._merge.done.append(Done(place, str(title), "", self._where(table)))
                continue
            self._merge.go_back(before)
            self._merge.problems.append(_lane_in_use(self._where(table), str(title)))


def _lanes_of(drawn: Drawings) -> dict[NewStep, list[str]]:
    out: dict[NewStep, list[str]] = {}
    for mark in drawn.now.marks:
        row = drawn.rows_now[mark.row]
        if isinstance(row, NewStep):
            lanes = out.setdefault(row, [])
            key = drawn.lanes_now[mark.lane]
            if key not in lanes:
                lanes.append(key)
    return out


def _row_told(placed: Placed) -> str:
    return f"baris {placed.first + 1}"


def _row_of(shown: Chart, item: int) -> int:
    """Return the row of the chart in which an item of `langkah` stands; the last for another."""
    return next((at for at, row in enumerate(shown.rows) if row.item == item), len(shown.rows) - 1)


def _unsaid(where: str, row: Row) -> Problem:
    return Problem(
        "TRK012",
        f"Yang digambar di langkah {row.number or '-'} {quoted(row.activity)} tidak dapat "
        "dikatakan dalam definisi; langkah itu dibiarkan.",
        path=where,
        hint="Ubah simbol dan panahnya sendiri di definisi.",
    )


def _lost(where: str) -> Problem:
    return Problem(
        "TRK014",
        "Simbol di lembar ini hilang, atau lebih dari separuhnya berdiri di baris lain; hanya "
        "kata-katanya yang diambil.",
        path=where,
        severity=Severity.WARNING,
        hint="Sebagian program membuang atau tidak memindahkan gambar. Bila memang begitu "
        "maksudnya, jalankan lagi dengan --ya.",
    )


def _drawing_stayed(where: str) -> Problem:
    return Problem(
        "TRK023",
        "Baris langkah atau kolom pelaksana disisipkan, dihapus atau dipindah di Word, sedangkan "
        "gambarnya tidak ikut bergeser; simbol diberikan menurut kata-kata barisnya, kolomnya "
        "semula, dan simbol yang masih tergambar.",
        path=where,
        severity=Severity.WARNING,
        hint="Periksa simbol dan panah bagan ini sesudah dibuat lagi.",
    )


def _unsayable(where: str, reason: str) -> Problem:
    return Problem(
        "TRK012",
        f"Bagan di lembar ini tidak diambil: {reason}. Bagannya di definisi dibiarkan.",
        path=where,
        hint="Kata-kata di luar bagan tetap diambil; ubah bagannya sendiri di definisi.",
    )


def _all_gone(where: str) -> Problem:
    return Problem(
        "TRK006",
        "Semua simbol sebuah langkah hilang dari lembar; langkah dan panahnya dibiarkan.",
        path=where,
        hint="Hapus barisnya bila langkahnya tidak ada lagi.",
    )


def _joined(where: str) -> Problem:
    return Problem(
        "TRK007",
        "Simbol baru tanpa panah di samping simbol lain dianggap kerja bersama.",
        path=where,
        severity=Severity.WARNING,
        hint="Gambar panahnya bila bukan itu maksudnya.",
    )


def _crowded(where: str) -> Problem:
    return Problem(
        "TRK004",
        "Simbol baru tanpa panah berdiri di sel yang sudah bersimbol; dibiarkan.",
        path=where,
        hint="Geser ke tempatnya sendiri, gambar panahnya, atau hapus.",
    )


def _lane_in_use(where: str, title: str) -> Problem:
    return Problem(
        "TRK008",
        f"Kolom {quoted(title)} dihapus dari lembar, padahal masih dipakai langkah; dibiarkan.",
        path=where,
        hint="Pindahkan dahulu simbolnya ke kolom lain.",
    )
