"""How a change is called: the place of a definition in the words of the sheet."""

from __future__ import annotations

from sopgen.definition.validation import Data, found
from sopgen.problems.problem import Loc
from sopgen.pull.locating import rows_at
from sopgen.pull.merging import Done
from sopgen.pull.tables import LANES

_LONGEST = 60


def told(done: Done, data: Data) -> str:
    """Return one line about a change: its place, what it was, what it is, where it was seen."""
    return f"{place(done.at, data)}: {_difference(done)} ({done.where})"


def _difference(done: Done) -> str:
    before, after = _short(done.before), _short(done.after)
    if not before:
        return f"+ {after}"
    if not after:
        return f"- {before}"
    if before == after:
        return f"{after} dipindahkan"
    return f"{before} menjadi {after}"


def _short(text: str) -> str:
    if not text:
        return ""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”"


def place(at: Loc, data: Data) -> str:
    """Return how a person calls `at`: `langkah 3, waktu`."""
    flow = ""
    if at[:1] == ("alur",) and len(at) > 1 and isinstance(at[1], int):
        flow, data, at = f"bagan {at[1] + 1}, ", found(data, at[:2]) or {}, at[2:]
    match at:
        case ("langkah", int() as number, *rest):
            called = f"langkah {_number(data, number)}"
            tail = ", ".join(str(each) for each in rest if isinstance(each, str))
            return f"{flow}{called}{', ' if tail else ''}{tail}"
        case ("pelaksana", *rest):
            return f"{flow}{LANES} {'/'.join(map(str, rest))}"
        case _:
            words = [str(each + 1) if isinstance(each, int) else each for each in at]
            return flow + " ".join(words)


def _number(data: Data, row: int) -> str:
    """Return the number of a step, headings not counted."""
    rows = rows_at(data, ())[: row + 1]
    return str(sum(not (isinstance(each, dict) and "judul" in each) for each in rows) or row + 1)
