"""Whether a place means what a page saw there, after others changed the text meanwhile.

A step is asked for by its number, and numbers move. So a list is held against the one that the
page saw: an item stands where it stood if it is the same, or was changed in its place alone.
"""

from __future__ import annotations

from sopgen.definition.validation import Data, found
from sopgen.problems.problem import Loc
from sopgen.server.asking import AddStep, Aim, Asked, Delete, Drop, Duplicate, Set, Shift


def stands(asked: Asked, seen: Data, now: Data) -> bool:
    """Tell whether `asked`, meant for the data `seen`, means the same of those that are `now`."""
    if not _is_there(asked.at, seen, now):
        return False
    match asked:
        case Set():
            return True
        case Drop() | Delete() | Duplicate():
            return found(seen, asked.at) == found(now, asked.at)
        case Shift():
            return _is_there((*asked.at[:-1], asked.to), seen, now)
        case AddStep():
            return True
        case Aim():
            steps = asked.at[:-1]
            targets = [each for _, each in asked.ways if isinstance(each, int)]
            own = found(seen, asked.at) == found(now, asked.at)
            return own and all(_is_there((*steps, each), seen, now) for each in targets)


def _is_there(at: Loc, seen: Data, now: Data) -> bool:
    """Tell whether every list on the way to `at` has the same item there."""
    for depth, step in enumerate(at):
        if isinstance(step, int) and not _same_item(
            found(seen, at[:depth]), found(now, at[:depth]), step
        ):
            return False
    return True


def _same_item(seen: Data | None, now: Data | None, number: int) -> bool:
    if not isinstance(seen, list) or not isinstance(now, list):
        return (seen or None) == (now or None)
    if number >= len(seen) or number >= len(now):
        return len(seen) == len(now)
    if seen[number] == now[number] and seen.count(seen[number]) == 1:
        return True
    return len(seen) == len(now) and all(
        one == other or (one not in now and other not in seen)
        for one, other in zip(seen, now, strict=True)
    )
