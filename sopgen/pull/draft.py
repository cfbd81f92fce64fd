"""A file's text while it is being changed: every change is done on it at once, or refused."""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.definition.entries import data_of
from sopgen.definition.validation import Data, found
from sopgen.editing.asked import Insert, Operation, Put, Remove
from sopgen.editing.operations import edited
from sopgen.editing.references import STEP_ORDER, position_of
from sopgen.model.entry import Entry
from sopgen.model.sop import Letterhead, Sop
from sopgen.problems.problem import Loc, Problem


def _keys(kind: type[Entry]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in kind.model_fields.items())


_SOP_ORDER, _LETTERHEAD_ORDER = _keys(Sop), _keys(Letterhead)


class Draft:
    """The text of a definition or of a letterhead, and what it says."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = data_of(text)
        self.refused: list[Problem] = []

    @property
    def whole(self) -> dict[str, Data]:
        """What the file says, a map as all of them are."""
        return self.data if isinstance(self.data, dict) else {}

    def do(self, operation: Operation) -> bool:
        """Do `operation`; False where the text does not allow it, which is noted."""
        new = edited(self.text, operation)
        if isinstance(new, Problem):
            self.refused.append(new)
            return False
        self.text, self.data = new, data_of(new)
        return True

    def do_all(self, operations: Sequence[Operation]) -> bool:
        """Do all of `operations` or none."""
        before = self.text, self.data
        if all(self.do(each) for each in operations):
            return True
        self.text, self.data = before
        return False

    def at(self, at: Loc) -> Data | None:
        """Return what stands at `at`; None where nothing does."""
        return found(self.data, at)

    def set(self, at: Loc, value: Data) -> bool:
        """Give `at` this value, with all maps and lists that lead there."""
        match self.at(at[:-1]), at[-1]:
            case dict() as owner, str(key) if key in owner:
                return self.do(Put(at, value))
            case dict() as owner, str(key):
                return self.do(Insert(at, value, _position(at, key, tuple(owner))))
            case list() as owner, int(number) if number < len(owner):
                return self.do(Put(at, value))
            case list() as owner, int():
                return self.do(Insert(at, value))
            case ((None | ""), _) if len(at) > 1:
                first: Data = [value] if isinstance(at[-1], int) else {str(at[-1]): value}
                return self.set(at[:-1], first)
            case _:
                return False

    def empty(self, at: Loc) -> bool:
        """Take the entry at `at` away."""
        return self.do(Remove(at))


def _position(at: Loc, key: str, present: Sequence[str]) -> int | None:
    """Return before which of the keys `present` a new `key` belongs; None: behind all."""
    if key in STEP_ORDER and "langkah" in at:
        return position_of(key, present)
    order = _LETTERHEAD_ORDER if _LETTERHEAD_ORDER[0] in present else _SOP_ORDER
    if len(at) != 1 or key not in order:
        return None
    before = order[: order.index(key)]
    behind = [number for number, each in enumerate(present) if each in before]
    return behind[-1] + 1 if behind else 0
