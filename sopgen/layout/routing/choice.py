"""Choose one way for every leg, so that the sum over ways and pairs is least.

Everybody takes the cheapest way; where that conflicts, ways are chosen one by one,
then moved one by one as long as that helps, then moved by force: one leg takes a
way that it would not choose, the legs in its way move on, and so forth (an ejection
chain). The effort is counted, never timed.
"""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.layout.routing.board import NO_LIMIT, Board
from sopgen.layout.routing.bounds import Bounds
from sopgen.layout.routing.candidates import Options
from sopgen.layout.routing.meeting import Meetings
from sopgen.layout.routing.trial import Trial
from sopgen.layout.routing.ways import Way
from sopgen.layout.routing.weights import CROSSING

BREADTH = 6
"""Ways tried by force per leg and round."""

SHORT_DETOUR = 160
LONG_DETOUR = 260
LATE_EFFORT = 60
LATE_LOAD = 700
EFFORT = 100
"""Ways tried by force per flow."""

WEIGHED = 5_000
"""Ways weighed for that at most: where lines are dense, each try weighs many."""


def choose(options: Sequence[Options], meetings: Meetings) -> list[Way]:
    """Return the chosen way of each leg."""
    ways = [option.first() for option in options]
    if not _conflict(ways, meetings):
        return ways
    board = Board(options, meetings, _one_by_one(options, meetings))
    trial = Trial(board)
    trial.settle(range(len(ways)))
    trial.keep()
    bounds = Bounds(options, meetings)
    _improve(board, bounds, SHORT_DETOUR, EFFORT, 0)
    _improve(board, bounds, LONG_DETOUR, LATE_EFFORT, LATE_LOAD)
    return board.ways


def _conflict(ways: Sequence[Way], meetings: Meetings) -> bool:
    occupied = 0
    for index, way in enumerate(ways):
        if way.nodes & occupied and any(meetings.cost(way, other) for other in ways[:index]):
            return True
        occupied |= way.nodes
    return False


def _one_by_one(options: Sequence[Options], meetings: Meetings) -> list[Way]:
    """Return the ways that the legs take in the order of the definition, each beside the others."""
    taken: list[Way] = []
    for option in options:
        taken.append(_cheapest_beside(taken, option, meetings))
    return taken


def _cheapest_beside(others: Sequence[Way], option: Options, meetings: Meetings) -> Way:
    occupied = 0
    for other in others:
        occupied |= other.nodes
    best, least = option.first(), NO_LIMIT
    for way in option.walk():
        cost, nodes = way.cost, way.nodes
        if cost >= least:
            break
        if not nodes & occupied:
            return way
        for other in others:
            if nodes & other.nodes:
                cost += meetings.cost(way, other)
                if cost >= least:
                    break
        else:
            best, least = way, cost
    return best


def _improve(board: Board, bounds: Bounds, detour: int, effort: int, least_load: int) -> None:
    """Force single legs to other ways, and keep what became better."""
    tried = weighed = 0
    improved = True
    failed: dict[int, int] = {}
    while improved and board.total > bounds.least:
        improved = False
        for leg in _unhappy(board, least_load):
            for way in _openings(leg, board, bounds, detour):
                if way.serial in failed:
                    continue
                if tried >= effort or weighed >= WEIGHED:
                    return
                tried += 1
                trial = Trial(board, detour)
                trial.force(way)
                weighed += trial.weighed
                if trial.total < board.total:
                    moved = trial.touched
                    failed = {way: nodes for way, nodes in failed.items() if not nodes & moved}
                    trial.keep()
                    improved = True
                    break
                failed[way.serial] = trial.touched


def _unhappy(board: Board, least_load: int) -> list[int]:
    """Return the legs that pay for others or for a detour, those that pay most first."""
    excess = [
        board.load(way) + way.cost - board.options[leg].first().cost
        for leg, way in enumerate(board.ways)
    ]
    unhappy = [leg for leg, cost in enumerate(excess) if cost > least_load]
    return sorted(unhappy, key=lambda leg: (-excess[leg], leg))


def _openings(leg: int, board: Board, bounds: Bounds, detour: int) -> list[Way]:
    """Return other ways of `leg` worth a try, most promising first."""
    now = board.ways[leg]
    limit = board.options[leg].first().cost + min(board.total - bounds.without(leg), detour)
    found: list[tuple[int, int]] = []
    for way, _, soft_load in board.loaded(leg):
        if way.cost >= limit:
            break
        if way is not now:
            found.append((way.cost + soft_load, way.rank))
            if len(found) % BREADTH == 0:
                found = sorted(found)[:BREADTH]
                limit = min(limit, found[-1][0] + 1)
    openings = [board.options[leg].drawn[rank] for _, rank in sorted(found)[:BREADTH]]
    if board.total - bounds.least >= CROSSING:
        return openings
    return [way for way in openings if bounds.allows(way, board.total)]
