"""All that a sheet shows of one text or one list, as it was and as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sopgen.document.origins import Origin
from sopgen.document.sheet import SeenCell
from sopgen.editing.unprinting import MARKER, cleaned, folded, unmarked
from sopgen.layout.dates import long_date
from sopgen.problems.problem import Loc
from sopgen.pull.pairing import Pair
from sopgen.pull.segments import Segment
from sopgen.pull.sources import Sources, origin_written

DATES = frozenset(("tanggal", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif"))
"""Keys whose values are dates."""


@dataclass
class Showing:
    """All that the sheet shows of one text or one list."""

    origin: Origin
    shown: list[Segment] = field(default_factory=list)
    new: list[Segment] = field(default_factory=list)


def differs(segment: Segment) -> bool:
    """Tell whether a text is not as it was."""
    if segment.after is None:
        return True
    return segment.is_marked or cleaned(segment.before) != cleaned(segment.after)


def are_copies(shown: Sequence[Segment], typed: str) -> bool:
    """Tell whether every segment shows the whole text, as heads on several pages do."""
    forms = (folded(unmarked(typed)), folded(long_date(typed)))
    return len(shown) == 1 or all(
        any(form in folded(each.before) for form in forms) for each in shown
    )


def origin_above(pair: Pair, sources: Sources, cell: SeenCell) -> Origin | None:
    """Return where the nearest text above `cell` comes from; None below a title or a label."""
    for row in range(cell.row - 1, max(-1, cell.row - 40), -1):
        for column in (cell.column, cell.column + 1):
            now = pair.now_at((row, column))
            base = None if now is None else pair.known.get((now.row, now.column))
            if base is None:
                continue
            origin = _last_origin(base, sources)
            if origin is not None:
                return origin
            if base.text.strip() and not MARKER.fullmatch(f"{base.text.strip()} "):
                return None
    return None


def _last_origin(cell: SeenCell, sources: Sources) -> Origin | None:
    written = next((each for each in reversed(cell.parts) if each), cell.origin)
    return origin_written(written)


def step_cell(at: Loc) -> str | None:
    """Return which cell of a step stands at `at`: `waktu`; None outside of steps."""
    if "langkah" not in at:
        return None
    rest = at[at.index("langkah") + 2 :]
    return str(rest[0]) if rest else ""


def is_gone_row(at: Loc, shown: Sequence[Segment]) -> bool:
    """Tell whether a text is no longer there because the row of its step is not."""
    return step_cell(at) is not None and all(each.cell_gone for each in shown)
