"""A definition as the rules look at it: read once, asked many times."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sopgen.definition.monev import Log
from sopgen.definition.reading import Definition
from sopgen.lint.registers import Registers
from sopgen.lint.regulations import Citation, citation
from sopgen.lint.wording import joined_text, listed_texts, unmarked, unnumbered, words
from sopgen.model.durations import Duration, parse_duration
from sopgen.model.flow import Flow, Role, Step
from sopgen.model.graph import Arrow, Graph, Node, graph
from sopgen.model.kinds import Items
from sopgen.model.sop import Sop
from sopgen.problems.problem import Loc


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with its place, its texts without markup, and its duration where it is one."""

    index: int
    at: Loc
    step: Step
    activity: str
    requirements: str
    output: str
    remark: str
    duration_text: str
    duration: Duration | None

    @property
    def first_word(self) -> str:
        found = words(unnumbered(self.activity))
        return found[0] if found else ""

    @property
    def number(self) -> str:
        """How a sentence names it."""
        return f"langkah ke-{self.index + 1}"


@dataclass(frozen=True)
class FlowView:
    """A flow with its arrows; plain lines of joint work are left out of `leaving`."""

    at: Loc
    flow: Flow
    steps: tuple[StepView, ...]
    graph: Graph

    @cached_property
    def leaving(self) -> tuple[tuple[Arrow, ...], ...]:
        """The arrows that leave each symbol."""
        out: list[list[Arrow]] = [[] for _ in self.graph.nodes]
        for arrow in self.graph.arrows:
            if not arrow.plain:
                out[arrow.source].append(arrow)
        return tuple(map(tuple, out))

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """For each symbol the first symbol of its joint work, itself where it is alone."""
        group = list(range(len(self.graph.nodes)))
        for arrow in self.graph.arrows:
            if arrow.plain:
                group[arrow.target] = group[arrow.source]
        return tuple(group)

    def of_role(self, role: Role) -> tuple[int, ...]:
        """Return the symbols of `role`, of joint work the first."""
        return tuple(
            index
            for index, node in enumerate(self.graph.nodes)
            if node.role is role and self.groups[index] == index
        )

    def at_node(self, node: Node) -> Loc:
        """Return where the step of `node` stands."""
        return self.steps[node.row].at

    @cached_property
    def durations(self) -> tuple[Duration, ...]:
        """The durations that could be read."""
        return tuple(step.duration for step in self.steps if step.duration is not None)

    @property
    def texts(self) -> Iterator[tuple[Loc, str]]:
        """The texts of the rows, with their places: first of the headings, then of the steps."""
        for place, heading in self.flow.headings:
            yield (*self.at, *place, "judul"), unmarked(heading.title).strip()
        for view in self.steps:
            yield (*view.at, "kegiatan"), view.activity
            yield (*view.at, "kelengkapan"), view.requirements
            yield (*view.at, "output"), view.output
            yield (*view.at, "keterangan"), view.remark
            for name, typed in view.step.extra.items():
                yield (*view.at, "tambahan", name), joined_text(typed)

    @property
    def lane_names(self) -> tuple[str, ...]:
        return tuple(self.flow.actors.values())


@dataclass(frozen=True)
class Subject:
    """A definition under review, with what the rules know and the day they count from."""

    definition: Definition
    registers: Registers
    today: datetime.date
    log: Log = field(default_factory=Log)

    @property
    def sop(self) -> Sop:
        return self.definition.sop

    @cached_property
    def flows(self) -> tuple[FlowView, ...]:
        return tuple(
            FlowView(at, flow, _steps(flow, at), _drawn(flow))
            for at, flow in (
                (self.sop.flow_at(index), flow) for index, flow in enumerate(self.sop.flows)
            )
        )

    @cached_property
    def drawn_flows(self) -> tuple[FlowView, ...]:
        """The flows of which it is known who does the steps."""
        return tuple(view for view in self.flows if view.flow.is_drawn)

    @cached_property
    def citations(self) -> tuple[tuple[Loc, str, Citation | None], ...]:
        """The legal bases with their places."""
        return tuple(
            (("dasar_hukum", *position), text, citation(text))
            for position, text in listed_texts(self.sop.legal_basis)
            if text.strip()
        )

    @property
    def has_regular_boxes(self) -> bool:
        """Tell whether the boxes of PermenPAN-RB 35/2012 are asked of this sheet.

        A sheet without a flow, as hospitals have them, has boxes of its own.
        """
        return bool(self.sop.flows)

    @cached_property
    def related(self) -> tuple[tuple[Loc, str], ...]:
        """The SOPs named under keterkaitan, with their places."""
        return tuple(
            (("keterkaitan", *position), text.strip())
            for position, text in listed_texts(self.sop.related)
            if text.strip(" -")
        )

    @property
    def lane_texts(self) -> Iterator[str]:
        """The names of the performers and the titles of the flows."""
        for flow in self.flows:
            yield from flow.lane_names
            yield flow.flow.title or ""

    @property
    def steps(self) -> Iterator[StepView]:
        return (step for flow in self.flows for step in flow.steps)

    @cached_property
    def box_texts(self) -> tuple[tuple[Loc, str], ...]:
        """The texts of the identity page except the legal basis, with their places."""
        boxes: dict[str, Items | None] = {
            "nama": self.sop.name,
            "unit": self.sop.unit,
            "kualifikasi_pelaksana": self.sop.qualifications,
            "keterkaitan": self.sop.related,
            "peralatan": self.sop.equipment,
            "peringatan": self.sop.warnings,
            "pencatatan": self.sop.records,
        }
        placed: list[tuple[Loc, Items | None]] = [((key,), value) for key, value in boxes.items()]
        placed += [
            (("kotak_tambahan", title), items) for title, items in self.sop.extra_boxes.items()
        ]
        return tuple(
            ((*at, *position), text)
            for at, items in placed
            for position, text in listed_texts(items)
        )

    @cached_property
    def step_texts(self) -> tuple[tuple[Loc, str], ...]:
        """The texts of the rows, headings among them, with their places."""
        return tuple((at, text) for flow in self.flows for at, text in flow.texts if text)

    @cached_property
    def agency_text(self) -> str:
        """The name and address of the agency."""
        letterhead = self.definition.agency.letterhead
        return f"{joined_text(letterhead.agency)}\n{joined_text(letterhead.address)}"

    def typed(self, key: str) -> bool:
        """Tell whether the definition has `key`, though it may be empty."""
        return key in self.definition.source.places.root.entries


def numbered(steps: Sequence[StepView]) -> str:
    """How a sentence names `steps`."""
    if len(steps) == 1:
        return steps[0].number
    numbers = [str(step.index + 1) for step in steps]
    return f"langkah ke-{', '.join(numbers[:-1])} dan {numbers[-1]}"


def _drawn(flow: Flow) -> Graph:
    return graph(flow)[0] if flow.is_drawn else Graph((), ())


def _steps(flow: Flow, at: Loc) -> tuple[StepView, ...]:
    placed = zip(flow.steps, flow.step_places, strict=True)
    return tuple(_step(step, index, (*at, *place)) for index, (step, place) in enumerate(placed))


def _step(step: Step, index: int, at: Loc) -> StepView:
    duration = joined_text(step.duration)
    return StepView(
        index,
        at,
        step,
        unmarked(step.activity).strip(),
        joined_text(step.requirements),
        joined_text(step.output),
        joined_text(step.remark),
        duration,
        parse_duration(duration.replace("\n", " ")),
    )
