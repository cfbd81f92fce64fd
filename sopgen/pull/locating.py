"""Where a place of the definition that a sheet was made from stands in the one on disk.

Who edits a sheet works on yesterday's definition; the one on disk may have gone on. Steps are
found by their id, then by what they say; everything else stands where it stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sopgen.definition.validation import Data, found
from sopgen.problems.problem import Loc
from sopgen.pull.aligning import Line, aligned
from sopgen.pull.tables import ROWS


@dataclass(frozen=True, slots=True)
class Locator:
    """Leads from places of the base to places of the definition on disk."""

    steps: tuple[tuple[Loc, tuple[int | None, ...]], ...]

    def place(self, at: Loc) -> Loc | None:
        """Return where `at` stands on disk; None if its step is not there any more."""
        if ROWS not in at:
            return at
        split = at.index(ROWS)
        flow, rest = at[:split], at[split + 1 :]
        if not rest or not isinstance(rest[0], int):
            return at
        row = self.row(flow, rest[0])
        return None if row is None else (*flow, ROWS, row, *rest[1:])

    def row(self, flow: Loc, number: int) -> int | None:
        """Return where row `number` of the flow at `flow` stands on disk."""
        own = dict(self.steps).get(flow, ())
        return own[number] if number < len(own) else None


def located(base: Data, mine: Data) -> Locator:
    """Return where the steps of `base` stand in `mine`."""
    flows: list[Loc] = [()]
    match found(base, ("alur",)):
        case list() as several:
            flows = [("alur", number) for number in range(len(several))]
    return Locator(tuple((at, _rows(base, mine, at)) for at in flows))


def rows_at(data: Data, flow: Loc) -> list[Data]:
    """Return what stands under `langkah` of the flow at `flow`."""
    rows = found(data, (*flow, ROWS))
    return rows if isinstance(rows, list) else []


def _rows(base: Data, mine: Data, flow: Loc) -> tuple[int | None, ...]:
    theirs, own = rows_at(base, flow), rows_at(mine, flow)
    if theirs == own:
        return tuple(range(len(theirs)))
    where = aligned(_lines(theirs), _lines(own))
    back = {row: at for at, row in enumerate(where) if row is not None}
    return tuple(back.get(row) for row in range(len(theirs)))


def _lines(rows: Sequence[Data]) -> list[Line]:
    out = []
    for row in rows:
        match row:
            case {"id": str(key), **rest}:
                out.append(Line({0: str(rest.get("kegiatan", ""))}, 0, f"id {key}"))
            case {"kegiatan": str(text)} | {"judul": str(text)}:
                out.append(Line({0: text}, 0))
            case _:
                out.append(Line({0: str(row)}, 0))
    return out
