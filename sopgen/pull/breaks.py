"""Page breaks that somebody put into a worksheet or took out: of steps that begin a page.

A break above the row of a step, or above its heading, is said at that step. Those that layout
itself decides are ours: of one that is gone nothing can be said, nor of one anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopgen.definition.validation import found
from sopgen.document.origins import Origin
from sopgen.problems.problem import Loc
from sopgen.pull.changes import Change, KeyRemoved, TextSet
from sopgen.pull.pairing import Pair
from sopgen.pull.segments import reference
from sopgen.pull.sources import Sources
from sopgen.pull.tables import ROWS, FlowTable, Placed

KEY = "halaman_baru"
_YES = "ya"


@dataclass(frozen=True, slots=True)
class Breaks:
    """What page breaks say of steps, and how many say nothing."""

    changes: tuple[Change, ...]
    unsaid: int


def changed_breaks(pairs: Sequence[Pair], tables: Sequence[FlowTable], sources: Sources) -> Breaks:
    """Return what was changed of the page breaks of all sheets."""
    changes: list[Change] = []
    unsaid = 0
    for number, pair in enumerate(pairs):
        seen = _Seen(number, pair, tables, sources)
        for change in (*seen.put_in(), *seen.taken_out()):
            if change is None:
                unsaid += 1
            else:
                changes.append(change)
    return Breaks(tuple(changes), unsaid)


@dataclass(frozen=True)
class _Seen:
    """The breaks of one sheet; None stands for one that says nothing of a step."""

    number: int
    pair: Pair
    tables: Sequence[FlowTable]
    sources: Sources

    @property
    def _ours(self) -> dict[int, int]:
        """Where each break of the base would be now, those left out below which nothing is left."""
        ours = {}
        for own in self.pair.base.breaks:
            below = [at for at, row in enumerate(self.pair.rows) if row is not None and row >= own]
            if below:
                ours[min(below)] = own
        return ours

    def put_in(self) -> Iterator[Change | None]:
        ours = self._ours
        now = [(table, each) for table in self.tables for each in table.now]
        for at in self.pair.edited.breaks:
            if at in ours:
                continue
            place = self._step_below(now, at, ours)
            if place is None or self._stands_first(place):
                yield None
                continue
            at_key = (*place, KEY)
            old = found(self.sources.definition, at_key)
            yield TextSet(Origin(at_key), old, _YES, reference(self.pair, (at, 0)))

    def taken_out(self) -> Iterator[Change | None]:
        before = [(table, each) for table in self.tables for each in table.before]
        for at, own in self._ours.items():
            if at in self.pair.edited.breaks:
                continue
            place = self._step_below(before, own, self.pair.base.breaks)
            at_key = (*(place or ()), KEY)
            if place is None or found(self.sources.definition, at_key) != _YES:
                yield None
                continue
            yield KeyRemoved(Origin(at_key), _YES, reference(self.pair, (at, 0)))

    def _step_below(
        self,
        rows: Sequence[tuple[FlowTable, Placed]],
        at: int,
        breaks: Sequence[int] | dict[int, int],
    ) -> Loc | None:
        """Return the step that begins the page below `at`, over headings; None if there is none."""
        following = min((each for each in breaks if each > at), default=None)
        below = sorted(
            (
                (each.first, table, each)
                for table, each in rows
                if each.pair == self.number and each.first >= at
            ),
            key=lambda found: found[0],
        )
        for first, table, each in below:
            if (following is not None and first >= following) or not isinstance(each.row, int):
                return None
            if not each.is_heading:
                return (*table.at, ROWS, each.row)
        return None

    def _stands_first(self, place: Loc) -> bool:
        """Tell whether no step of any flow stands above `place`: then it begins its page anyhow."""
        first = min(
            (
                (each.first, (*table.at, ROWS, each.row))
                for table in self.tables
                for each in table.before
                if each.pair == self.number and isinstance(each.row, int) and not each.is_heading
            ),
            key=lambda found: found[0],
            default=None,
        )
        return first is not None and first[1] == place
