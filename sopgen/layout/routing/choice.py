"""Choose one way for every leg, so that the sum over ways and pairs is least.

Everybody takes the cheapest way; where that conflicts, ways are chosen one by one,
then moved one by one as long as that helps, then moved by force: one leg takes a
way that it would not choose, the legs in its way move on, and so forth (an ejection
chain). The effort is counted, never timed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sopgen.layout.routing.bounds import Bounds
from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.weights import CROSSING

BREADTH = 8
"""Ways tried by force per leg and round."""

EFFORT = 300
"""Ways tried by force per flow."""

CHAIN = 20
"""Legs that may move on in one chain."""

YIELDING = 56
"""Guessed price of moving another leg out of the way."""

ROUNDS = 12


class State:
    """A way for every leg, with what each pays for meeting the others."""

    __slots__ = ("meetings", "paid", "total", "ways")

    def __init__(self, meetings: Meetings, ways: list[Way]) -> None:
        self.meetings, self.ways = meetings, ways
        self.paid = [0] * len(ways)
        met = 0
        for i, a in enumerate(ways):
            for j in range(i):
                cost = meetings.cost(a, ways[j])
                if cost:
                    self.paid[i] += cost
                    self.paid[j] += cost
                    met += cost
        self.total = met + sum(way.cost for way in ways)

    def copy(self) -> State:
        twin = object.__new__(State)
        twin.meetings, twin.ways = self.meetings, self.ways.copy()
        twin.paid, twin.total = self.paid.copy(), self.total
        return twin

    def move(self, leg: int, new: Way) -> None:
        """Let `leg` take `new`."""
        ways, paid, cost = self.ways, self.paid, self.meetings.cost
        old = ways[leg]
        touched = old.nodes | new.nodes
        owed = 0
        for other, way in enumerate(ways):
            if other != leg and way.nodes & touched:
                now = cost(new, way)
                paid[other] += now - cost(old, way)
                owed += now
        self.total += new.cost + owed - old.cost - paid[leg]
        paid[leg] = owed
        ways[leg] = new


def choose(options: Sequence[Options], meetings: Meetings) -> list[Way]:
    """Return the chosen way of each leg."""
    state = State(meetings, [option.first() for option in options])
    bound = sum(way.cost for way in state.ways)
    if state.total == bound:
        return state.ways
    state = _one_by_one(options, meetings)
    _settle(state, options, range(len(options)))
    return _by_force(state, options, Bounds(options, meetings)).ways


def _one_by_one(options: Sequence[Options], meetings: Meetings) -> State:
    """Return the state in which each leg took what was best after those before it."""
    order = sorted(range(len(options)), key=lambda leg: (options[leg].first().cost, leg))
    taken: dict[int, Way] = {}
    for leg in order:
        taken[leg] = _best(options[leg], list(taken.values()), meetings)
    return State(meetings, [taken[leg] for leg in range(len(options))])


def _best(option: Options, others: Sequence[Way], meetings: Meetings) -> Way:
    return _cheapest(option, others, (), meetings)


def _cheapest(
    option: Options, others: Sequence[Way], yielding: Sequence[Way], meetings: Meetings
) -> Way:
    """Return the best way beside `others`, which stay, and `yielding`, which may move."""
    flat = steep = occupied = 0
    for other in others:
        flat |= other.flat
        steep |= other.steep
        occupied |= other.nodes
    for other in yielding:
        occupied |= other.nodes
    best, least = option.first(), 1 << 60
    for way in option.walk():
        cost, nodes = way.cost, way.nodes
        if cost >= least:
            break
        if not nodes & occupied:
            return way
        cost += CROSSING * ((way.flat & steep).bit_count() + (way.steep & flat).bit_count())
        if cost >= least:
            continue
        cost = way.cost
        for other in others:
            if nodes & other.nodes:
                cost += meetings.cost(way, other)
                if cost >= least:
                    break
        else:
            for other in yielding:
                if nodes & other.nodes:
                    cost += min(meetings.cost(way, other), YIELDING)
            if cost < least:
                best, least = way, cost
    return best


def _settle(state: State, options: Sequence[Options], legs: Iterable[int]) -> None:
    """Let `legs`, and those around them, move as long as that helps."""
    for _ in range(ROUNDS):
        moved = 0
        for leg in legs:
            now = state.ways[leg]
            if not state.paid[leg] and now is options[leg].first():
                continue
            others = state.ways[:leg] + state.ways[leg + 1 :]
            new = _best(options[leg], others, state.meetings)
            if new is not now:
                before = state.total
                state.move(leg, new)
                if state.total >= before:
                    state.move(leg, now)
                else:
                    moved |= now.nodes | new.nodes
        if not moved:
            return
        legs = [leg for leg, way in enumerate(state.ways) if way.nodes & moved]


def _by_force(state: State, options: Sequence[Options], bounds: Bounds) -> State:
    """Return a better state, as far as forced moves find one."""
    tried = 0
    improved = True
    while improved and state.total > bounds.least:
        improved = False
        for leg in _unhappy(state, options):
            for way in _openings(leg, state, options[leg], bounds):
                if tried >= EFFORT:
                    return state
                tried += 1
                trial = state.copy()
                trial.move(leg, way)
                _settle(trial, options, _eject(trial, options, leg))
                if trial.total < state.total:
                    state, improved = trial, True
                    break
    return state


def _unhappy(state: State, options: Sequence[Options]) -> list[int]:
    """Return the legs that pay for others or for a detour, those that pay most first."""
    excess = [
        state.paid[leg] + way.cost - options[leg].first().cost for leg, way in enumerate(state.ways)
    ]
    return sorted(
        (leg for leg, cost in enumerate(excess) if cost), key=lambda leg: (-excess[leg], leg)
    )


def _openings(leg: int, state: State, option: Options, bounds: Bounds) -> list[Way]:
    """Return other ways of `leg` worth a try, most promising first."""
    now, cost_of = state.ways[leg], state.meetings.cost
    limit = option.first().cost + state.total - bounds.alone
    found: list[tuple[int, int, int, Way]] = []
    worst = limit
    for rank, way in enumerate(option.walk()):
        if way.cost >= limit or way.cost >= worst:
            break
        if way is now or bounds.with_way(way) >= state.total:
            continue
        guess, nodes = way.cost, way.nodes
        for other in state.ways:
            if nodes & other.nodes and other is not now:
                guess += min(cost_of(way, other), YIELDING)
        found.append((guess, way.cost, rank, way))
        if len(found) >= BREADTH:
            worst = sorted(item[0] for item in found)[BREADTH - 1] + 1
    found.sort(key=lambda item: item[:3])
    return [item[3] for item in found[:BREADTH]]


def _eject(state: State, options: Sequence[Options], leg: int) -> list[int]:
    """Move what is in the way of `leg`, then what is in the way of that; return who is settled.

    Who moves on pays in full for meeting legs that are settled, and a small price for
    others, which may move in turn.
    """
    settled = [leg]
    queue = _met(state, leg)
    while queue and len(settled) < CHAIN:
        mover = queue.pop(0)
        if mover in settled:
            continue
        fixed = [state.ways[other] for other in settled]
        loose = [
            way for other, way in enumerate(state.ways) if other != mover and other not in settled
        ]
        new = _cheapest(options[mover], fixed, loose, state.meetings)
        settled.append(mover)
        if new is not state.ways[mover]:
            state.move(mover, new)
            queue += [other for other in _met(state, mover) if other not in settled]
    return settled


def _met(state: State, leg: int) -> list[int]:
    """Return the legs that `leg` pays for meeting."""
    way, cost = state.ways[leg], state.meetings.cost
    return [
        other
        for other, there in enumerate(state.ways)
        if other != leg and way.nodes & there.nodes and cost(way, there)
    ]
