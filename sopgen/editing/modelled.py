"""What an operation does to plain data: the model that every change of a text is held against."""

from __future__ import annotations

from copy import deepcopy
from typing import assert_never

from sopgen.definition.validation import Data, found
from sopgen.editing.asked import Copy, Insert, Move, Operation, Put, Remove, Rename
from sopgen.problems.problem import Loc


def modelled(data: Data, operation: Operation) -> Data | None:
    """Return `data` after `operation`; None where they have no such place."""
    whole = deepcopy(data)
    owner = found(whole, operation.at[:-1])
    last = operation.at[-1] if operation.at else None
    match operation, owner:
        case Insert(at=at, value=value), (str() | list() | dict()) if not owner:
            first: Data = {last: value} if isinstance(last, str) else [value]
            return _replaced(whole, at[:-1], first) if last in (0, str(last)) else None
        case Put(), dict() if last in owner:
            owner[str(last)] = operation.value
        case Put(), list() if isinstance(last, int) and last < len(owner):
            owner[last] = operation.value
        case Insert(), dict() if isinstance(last, str) and last not in owner:
            entries = list(owner.items())
            before = len(entries) if operation.position is None else operation.position
            _fill(owner, [*entries[:before], (last, operation.value), *entries[before:]])
        case Insert(), list() if isinstance(last, int) and last <= len(owner):
            owner.insert(last, operation.value)
        case Remove(), dict() if last in owner:
            del owner[str(last)]
        case Remove(), list() if isinstance(last, int) and last < len(owner):
            del owner[last]
        case Move(to=to), dict() if last in owner and to < len(owner):
            entries = list(owner.items())
            moved = entries.pop([key for key, _ in entries].index(str(last)))
            _fill(owner, [*entries[:to], moved, *entries[to:]])
        case Move(to=to), list() if isinstance(last, int) and max(last, to) < len(owner):
            owner.insert(to, owner.pop(last))
        case Copy(to=to), list() if isinstance(last, int) and last < len(owner) >= to:
            owner.insert(to, deepcopy(owner[last]))
        case Rename(key=key), dict() if last in owner and (key == last or key not in owner):
            _fill(owner, [(key if each == last else each, value) for each, value in owner.items()])
        case ((Put() | Insert() | Remove() | Move() | Copy() | Rename()), _):
            return None
        case _:
            assert_never(operation)
    return whole


def same(one: Data, other: Data) -> bool:
    """Tell whether both are equal, keys in the same order."""
    match one, other:
        case dict(), dict():
            return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case _:
            return one == other


def _fill(owner: dict[str, Data], entries: list[tuple[str, Data]]) -> None:
    owner.clear()
    owner.update(entries)


def _replaced(whole: Data, at: Loc, value: Data) -> Data | None:
    if not at:
        return value
    return modelled(whole, Put(at, value))
