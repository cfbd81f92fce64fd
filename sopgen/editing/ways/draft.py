"""A flow being rewritten: its plain data, the operations so far, and what it shows now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError

from sopgen.definition.validation import Data, found
from sopgen.editing.asked import Copy, Insert, Move, Operation, Put, Remove, Rename
from sopgen.editing.modelled import modelled
from sopgen.editing.references import Map, position_of
from sopgen.editing.ways.drawing import Line, Place, Typed, drawing_of, places_typed, typed
from sopgen.layout.flowchart.chart import chart
from sopgen.model.flow import Flow
from sopgen.model.graph import graph
from sopgen.model.profile import Profile
from sopgen.model.rows import Aim, Row, Spot, read_rows
from sopgen.problems.problem import Loc, Problem


class Shown(Struct, frozen=True):
    """What a flow shows: `aims` are the targets typed for each symbol, with what they mean.

    A target that means nothing is there with None. `spots` are what was typed of each symbol,
    `rows` the steps by their items.
    """

    typed: Typed
    spots: dict[Place, Spot]
    aims: dict[Place, list[tuple[Aim, Place | None]]]
    rows: dict[int, Row]
    lanes: tuple[str, ...]
    problems: tuple[Problem, ...]


class Draft(Struct, frozen=True, dict=True):
    """The data of a flow after `operations`, whose places count from the flow.

    In the items `capsuled`, capsules that are typed are symbols like others.
    """

    data: Map
    profile: Profile
    operations: tuple[Operation, ...] = ()
    capsuled: frozenset[int] = frozenset()

    @cached_property
    def shown(self) -> Shown | None:
        """What the flow shows; None where its data are no flow, or none that is drawn."""
        return _shown(self.data, self.profile, self.capsuled)

    @property
    def steps(self) -> Sequence[Map]:
        """The items of `langkah`."""
        rows = self.data.get("langkah")
        return (
            [row if isinstance(row, dict) else {} for row in rows] if isinstance(rows, list) else []
        )

    def at(self, at: Loc) -> Data | None:
        """Return the value at `at`."""
        return found(self.data, at)

    def done(self, *operations: Operation) -> Draft:
        """Return the draft after `operations`, those that change nothing left out."""
        data: Data = self.data
        kept: list[Operation] = []
        for operation in operations:
            new = modelled(data, operation)
            if not isinstance(new, dict):
                raise ValueError(f"an operation without its place: {operation}")
            if new != data:
                kept.append(operation)
            data = new
        assert isinstance(data, dict)
        return replace(self, data=data, operations=(*self.operations, *kept))

    def with_key(self, owner: Loc, key: str, value: Data) -> Draft:
        """Return the draft in which the step or symbol at `owner` has `value` under `key`."""
        match self.at(owner):
            case dict() as present if key in present:
                return self.done(Put((*owner, key), value))
            case dict() as present if present:
                return self.done(Insert((*owner, key), value, position_of(key, list(present))))
            case _:
                return self.done(Put(owner, {key: value}))

    def without_key(self, owner: Loc, key: str) -> Draft:
        """Return the draft in which the step or symbol at `owner` says nothing of `key`."""
        match self.at(owner):
            case dict() as present if key in present:
                return self.done(Remove((*owner, key)))
            case _:
                return self


def under(at: Loc, operation: Operation) -> Operation:
    """Return `operation`, whose place counts from a flow, for a flow at `at`."""
    match operation:
        case Put() | Insert() | Remove() | Move() | Copy() | Rename():
            return replace(operation, at=(*at, *operation.at))


def _shown(data: Map, profile: Profile, capsuled: Collection[int]) -> Shown | None:
    said = {key: data[key] for key in ("pelaksana", "langkah") if key in data}
    try:
        flow = Flow.model_validate(said)
    except ValidationError:
        return None
    if not flow.steps or not flow.is_drawn:
        return None
    rows, _ = read_rows(flow)
    found, problems = graph(flow)
    items = [int(at[1]) for at in flow.step_places]
    spots = sorted(
        (spot for row in rows for spot in row.spots),
        key=lambda spot: (spot.row, spot.lane, spot.order),
    )
    drawing, count = drawing_of(chart(flow, found, profile)), len(flow.rows)
    own = {at for at, spot in enumerate(spots) if items[spot.row] in capsuled}
    stand = places_typed(drawing, profile, count, own)
    places = [stand.get(at, _hidden(items[spot.row], spot)) for at, spot in enumerate(spots)]
    failed = {problem.at for problem in problems}
    leaving = {
        source: list(arrows)
        for source, arrows in groupby(
            sorted((each for each in found.arrows if not each.plain), key=lambda each: each.source),
            key=lambda each: each.source,
        )
    }
    aims = {}
    for at, spot in enumerate(spots):
        meant = iter(leaving.get(at, []))
        aims[places[at]] = [
            (aim, None if aim.at in failed else places[next(meant).target]) for aim in spot.aims
        ]
    return Shown(
        typed(drawing, profile, count, own),
        dict(zip(places, spots, strict=True)),
        aims,
        dict(zip(items, rows, strict=True)),
        tuple(flow.actors),
        problems,
    )


def _hidden(item: int, spot: Spot) -> Place:
    """Return where a capsule stands that is typed and counts as one that the profile adds."""
    return Place(item, spot.lane, spot.last_lane, -1 - spot.order)


def lines_from(shown: Shown, place: Place) -> set[Line]:
    """Return the arrows that leave `place`."""
    return {line for line in shown.typed.lines if line.source == place and not line.plain}
