"""Decide what a flowchart shows: its rows, its symbols with their words, its arrows.

In: the flow, its graph and the profile. Out: a `Chart`, in which starts and ends are
already drawn the way the profile wants them (domain.md 1.7: as the step itself, as an
extra capsule in its cell, or as rows of their own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.origins import Holder, SymbolOrigin, arrow_origin, origin_of, symbol_origin
from sopgen.document.page import Symbol
from sopgen.model.durations import parse_duration, total
from sopgen.model.flow import Flow, Heading, LaneHeading, Role, Step
from sopgen.model.graph import Arrow, Graph, Node
from sopgen.model.kinds import Items
from sopgen.model.labels import Labels
from sopgen.model.profile import (
    Column,
    ExtraColumn,
    FlowFormat,
    PhaseNumbers,
    Profile,
    TableColumn,
    Terminators,
)
from sopgen.problems.problem import Loc
from sopgen.problems.spelling import quoted

_LEADING_NUMBER = re.compile(r"\s*(\d{1,6})(?!\d)")


class Row(Struct, frozen=True):
    """A row of the table: a step, a `heading`, or one that only starts or ends the flow.

    `item` is its place in `langkah`, None for a row that was not typed. `depth` is how many
    grid rows of symbols it holds, one above the other. A page begins with those
    `on_new_page`. `phase` is the heading that it stands under, `origin` where it was typed.
    """

    item: int | None
    number: str = ""
    activity: str = ""
    requirements: Items = ""
    duration: Items = ""
    output: Items = ""
    remark: Items = ""
    extra: Mapping[str, Items] = MappingProxyType({})
    merged: frozenset[TableColumn] = frozenset()
    depth: int = 1
    heading: str = ""
    phase: str = ""
    origin: str = ""
    on_new_page: bool = False

    def origin_of(self, column: TableColumn) -> str:
        """Return where the text of `column` was typed, or would be."""
        if not self.origin:
            return ""
        if isinstance(column, ExtraColumn):
            return f"{self.origin}/{origin_of(('tambahan', column.value))}"
        return f"{self.origin}/{column.value}"

    def text(self, column: TableColumn) -> Items:
        """Return what stands in `column`."""
        match column:
            case Column.NUMBER:
                return self.number
            case Column.ACTIVITY:
                return self.activity
            case Column.REQUIREMENTS:
                return self.requirements
            case Column.DURATION:
                return self.duration
            case Column.OUTPUT:
                return self.output
            case Column.REMARK:
                return self.remark
            case ExtraColumn(value=name):
                return self.extra.get(name, "")
            case Column.LANES:
                return ""


class Mark(Struct, frozen=True):
    """A symbol in `row`, at grid row `order` of it, over `lane` to `last_lane`.

    The `origin` is where it was typed, empty where nobody did.
    """

    row: int
    order: int
    lane: int
    last_lane: int
    symbol: Symbol
    text: str = ""
    origin: str = ""


class LaneOrigins(Struct, frozen=True):
    """Where the names of lanes were typed, and the headings `over` them."""

    lanes: tuple[str, ...]
    over: tuple[str, ...]


class Chart(Struct, frozen=True, dict=True):
    """Rows, symbols, and arrows between symbols by their index."""

    lanes: tuple[str, ...]
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    lane_headings: tuple[LaneHeading, ...] = ()
    lane_origins: LaneOrigins | None = None

    @cached_property
    def filled(self) -> frozenset[tuple[int, int]]:
        """The row and the lane of every cell in which a symbol stands."""
        return frozenset(
            (mark.row, lane) for mark in self.marks for lane in range(mark.lane, mark.last_lane + 1)
        )

    def arrow_origin(self, arrow: int) -> str:
        """Return where the symbols were typed that `arrow` connects, empty where nobody did."""
        ends = self.arrows[arrow]
        return arrow_origin(self.marks[ends.source].origin, self.marks[ends.target].origin)

    def lane_told(self, first: int, last: int) -> str:
        """Return how lanes `first` to `last` are called on one line, with the heading over each."""
        return " dan ".join(self._lane_told(lane) for lane in range(first, last + 1))

    def _lane_told(self, lane: int) -> str:
        over = [f" ({each.title})" for each in self.lane_headings if lane in each.lanes]
        return " ".join("".join((self.lanes[lane], *over)).split())

    def number_told(self, row: int) -> str:
        """Return how `row` is called: by its number, and its phase where others share that."""
        own = self.rows[row]
        number = own.number.rstrip(".")
        shared = sum(each.number == own.number for each in self.rows) > 1
        return f"{number} bagian {own.phase}" if number and own.phase and shared else number

    def row_told(self, row: int) -> str:
        """Return how a problem names `row`."""
        own = self.rows[row]
        if own.heading:
            return f"baris judul {quoted(own.heading)}"
        return f"langkah {own.number}" if own.number else f"baris {quoted(own.activity)}"

    def with_headings(self, row: int) -> range:
        """Return `row` with the headings right above it, which stand on its page."""
        first = row
        while first > 0 and self.rows[first - 1].heading:
            first -= 1
        return range(first, row + 1)

    @property
    def page_starts(self) -> frozenset[int]:
        """The rows that are to begin a page; 0 where that is the first step's, and so the flow."""
        asked = (at for at, row in enumerate(self.rows) if row.on_new_page)
        starts = (self.with_headings(at).start for at in asked)
        return frozenset(
            at if any(row.item is not None for row in self.rows[:at]) else 0 for at in starts
        )

    def groups(self, column: TableColumn) -> Iterator[range]:
        """Yield the rows that share each cell of `column`, most cells having one row."""
        start = 0
        for row in range(1, len(self.rows) + 1):
            if row == len(self.rows) or column not in self.rows[row].merged:
                yield range(start, row)
                start = row


def chart(flow: Flow, graph: Graph, profile: Profile, at: Loc = ()) -> Chart:
    """Return what the flowchart of `flow`, which stands at `at`, shows."""
    style, labels = profile.flow.terminators, profile.labels
    rows = tuple(_rows(flow, profile.flow, origin_of((*at, "langkah"))))
    steps = [number for number, row in enumerate(rows) if not row.heading]
    origins = _symbol_origins(flow, graph, at)
    marks = tuple(
        _mark(node, steps[node.row], style, labels, origin)
        for node, origin in zip(graph.nodes, origins, strict=True)
    )
    depths = _depths(marks)
    plain = Chart(
        tuple(flow.actors.values()),
        tuple(replace(row, depth=depths.get(number, 1)) for number, row in enumerate(rows)),
        marks,
        graph.arrows,
        flow.lane_headings,
        _lane_origins(flow, at),
    )
    match style:
        case Terminators.STEP:
            shown = plain
        case Terminators.EXTRA:
            shown = _with_capsules(plain, graph, labels)
        case Terminators.ROW:
            shown = _with_rows(plain, graph, labels)
    return _with_total(shown, flow, labels) if profile.flow.total else shown


def _lane_origins(flow: Flow, at: Loc) -> LaneOrigins:
    over = (each.title for each in flow.lane_headings)
    return LaneOrigins(
        tuple(origin_of((*at, *lane.at)) for lane in flow.placed_lanes),
        tuple(origin_of((*at, "pelaksana", title), Holder.KEY) for title in over),
    )


def _symbol_origins(flow: Flow, graph: Graph, at: Loc) -> Iterator[str]:
    """Yield where each symbol was typed: under a lane that it reaches over."""
    lanes, steps, places = list(flow.actors), flow.steps, flow.step_places
    for node in graph.nodes:
        actors = steps[node.row].actors
        reached = lanes[node.lane : node.last_lane + 1]
        lane = next((each for each in reached if each in actors), reached[0])
        yield symbol_origin(SymbolOrigin((*at, *places[node.row]), lane, node.order))


def _with_total(shown: Chart, flow: Flow, labels: Labels) -> Chart:
    """Put a row after the last that sums the times of all steps, unit by unit.

    It says how many steps have a time that cannot be summed.
    """
    typed = [_texts(step.duration) for step in flow.steps]
    read = [[parse_duration(text) for text in each] for each in typed]
    summed = total(found for each in read for found in each if found)
    lacking = sum(None in each for each in read)
    lines = [str(summed)] if summed.amounts else []
    lines += [labels.partial_total.replace("{banyak}", str(lacking))] if lacking else []
    row = Row(None, activity=labels.total, duration="\n".join(lines))
    return replace(shown, rows=(*shown.rows, row))


def _texts(duration: Items) -> list[str]:
    """Return what is typed of a time; a dash says that there is none."""
    texts = (duration,) if isinstance(duration, str) else duration
    return [text for text in texts if text.strip(" -–—")]


def _rows(flow: Flow, format: FlowFormat, origin: str) -> Iterator[Row]:
    """Yield the rows; counting goes on from the last number that was printed in the phase."""
    count, phase, columns = 0, "", format.columns
    for item, typed in enumerate(flow.rows):
        if isinstance(typed, Heading):
            own = " ".join(typed.title.split())
            phase = f"{phase}, {own}" if item and isinstance(flow.rows[item - 1], Heading) else own
            count = 0 if format.phase_numbers is PhaseNumbers.RESTART else count
            yield Row(item, heading=typed.title, phase=phase, origin=f"{origin}/{item}")
            continue
        if typed.number is None:
            count += 1
            number = f"{count}{format.number_suffix}"
        else:
            number = typed.number
            leading = _LEADING_NUMBER.match(number)
            count = int(leading[1]) if leading else count + bool(number)
        row = _row(item, typed, number, phase, columns)
        yield replace(row, origin=f"{origin}/{item}")


def _row(item: int, step: Step, number: str, phase: str, columns: tuple[TableColumn, ...]) -> Row:
    return Row(
        item,
        number,
        step.activity,
        step.requirements,
        step.duration,
        step.output,
        step.remark,
        step.extra,
        frozenset(column for column in columns if column.value in step.merged),
        phase=phase,
        on_new_page=step.on_new_page,
    )


def _mark(node: Node, row: int, style: Terminators, labels: Labels, origin: str) -> Mark:
    own_capsule = style is Terminators.STEP or node.typed
    match node.role:
        case Role.START | Role.END if own_capsule:
            symbol = Symbol.TERMINATOR
            default = labels.start if node.role is Role.START else labels.end
        case Role.DECISION:
            symbol, default = Symbol.DECISION, ""
        case _:
            symbol, default = Symbol.PROCESS, ""
    text = default if node.text is None else node.text
    return Mark(row, node.order, node.lane, node.last_lane, symbol, text, origin)


def _depths(marks: tuple[Mark, ...]) -> dict[int, int]:
    depths: dict[int, int] = {}
    for mark in marks:
        depths[mark.row] = max(depths.get(mark.row, 1), mark.order + 1)
    return depths


def _bare_ends(graph: Graph) -> tuple[list[int], list[int]]:
    """Return the nodes that start and those that end the flow without saying so themselves."""
    nodes = list(enumerate(graph.nodes))
    starts = [at for at, node in nodes if node.role is Role.START and not node.typed]
    ends = [at for at, node in nodes if node.role is Role.END and not node.typed]
    return starts, ends


def _with_capsules(plain: Chart, graph: Graph, labels: Labels) -> Chart:
    """Put a capsule above the bare starts and below the bare ends of every cell."""
    starts, ends = _bare_ends(graph)
    opened = {plain.marks[at].row for at in starts}
    marks = [
        replace(mark, order=mark.order + 1) if mark.row in opened else mark for mark in plain.marks
    ]
    arrows = list(plain.arrows)
    for cell in _by_cell(marks, starts):
        capsule = _capsule(marks[cell[0]], labels.start)
        arrows = [*(Arrow(len(marks), at) for at in cell), *arrows]
        marks.append(capsule)
    for cell in _by_cell(marks, ends):
        below = _lowest(marks, marks[cell[0]]) + 1
        capsule = replace(_capsule(marks[cell[0]], labels.end), order=below)
        arrows += [Arrow(at, len(marks)) for at in cell]
        marks.append(capsule)
    depths = _depths(tuple(marks))
    rows = tuple(replace(row, depth=depths.get(n, 1)) for n, row in enumerate(plain.rows))
    return replace(plain, rows=rows, marks=tuple(marks), arrows=tuple(arrows))


def _with_rows(plain: Chart, graph: Graph, labels: Labels) -> Chart:
    """Put an unnumbered row with capsules before the first and after the last step."""
    starts, ends = _bare_ends(graph)
    shift = 1 if starts else 0
    marks = [replace(mark, row=mark.row + shift) for mark in plain.marks]
    rows, arrows = list(plain.rows), list(plain.arrows)
    if starts:
        rows.insert(0, Row(None))
    if ends:
        rows.append(Row(None))
    for lane in _by_lane(marks, starts):
        capsule = replace(_capsule(marks[lane[0]], labels.start), row=0)
        arrows = [*(Arrow(len(marks), at) for at in lane), *arrows]
        marks.append(capsule)
    for lane in _by_lane(marks, ends):
        capsule = replace(_capsule(marks[lane[0]], labels.end), row=len(rows) - 1)
        arrows += [Arrow(at, len(marks)) for at in lane]
        marks.append(capsule)
    return replace(plain, rows=tuple(rows), marks=tuple(marks), arrows=tuple(arrows))


def _capsule(like: Mark, text: str) -> Mark:
    """Return a capsule in the cell of `like`, topmost; nobody typed it."""
    return replace(like, order=0, symbol=Symbol.TERMINATOR, text=text, origin="")


def _by_cell(marks: list[Mark], chosen: list[int]) -> list[list[int]]:
    """Return the `chosen` marks by the cell that they stand in."""
    cells: dict[tuple[int, int], list[int]] = {}
    for at in chosen:
        cells.setdefault((marks[at].row, marks[at].lane), []).append(at)
    return list(cells.values())


def _by_lane(marks: list[Mark], chosen: list[int]) -> list[list[int]]:
    """Return the `chosen` marks by the lanes that they share, one over several among them."""
    lanes: list[list[int]] = []
    for at in sorted(chosen, key=lambda at: (marks[at].lane, at)):
        reach = max((marks[other].last_lane for other in lanes[-1]), default=-1) if lanes else -1
        if marks[at].lane <= reach:
            lanes[-1].append(at)
        else:
            lanes.append([at])
    return lanes


def _lowest(marks: list[Mark], like: Mark) -> int:
    """Return the lowest grid row taken in the cell of `like`."""
    return max(
        mark.order
        for mark in marks
        if mark.row == like.row and mark.lane <= like.last_lane and like.lane <= mark.last_lane
    )
