"""Decide in which size, and with how wide a left half, the identity takes the fewest pages.

The fewest pages win, then the largest type, then lists in one column, then the least height.
Equal halves look best, so the middle line leaves the middle only where that saves more height
the further it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.layout.boxes import LONG_LIST, Halves
from sopgen.layout.desk import Desk
from sopgen.layout.identity import Draft, IdentityPages, Typed, placed, with_ink_room
from sopgen.layout.paper import Sheet, points
from sopgen.layout.sketch import Sketch
from sopgen.layout.typeset import pixels_down

_SMALLEST = 150
"""Texts shrink to 7.5 pt where that saves a page."""

_INK_ROOM = 1247
"""A signature with a stamp beside it takes 22 mm."""

_STEP = 10
_MIDDLE = 50
_SHARES = range(34, 71)
"""What the left half may have of the width, in hundredths."""

_COARSE = 4
"""So many hundredths lie between shares that are looked at before those around the best.

Where any height counts, all are looked at.
"""

_DRAFTS = 4
"""So many shares are drafted at most: heads are not in the sketch, nor what fits on a page."""

_DOUBT = 1.04
"""A sketch may be so much too high."""

_WORTH = 90
"""So much height, 4.5 pt, is a middle worth that is nearer by a hundredth of the width."""


def identity(desk: Desk, sheet: Sheet) -> IdentityPages:
    """Return the identity pages."""
    return placed(_with_ink_room(_fewest_pages(desk, sheet)))


def _with_ink_room(found: Draft) -> Draft:
    """Return a draft with more room to sign in, where that costs no page."""
    roomy = with_ink_room(found, _INK_ROOM)
    return roomy if roomy.count == found.count else found


def lowest(desk: Desk, sheet: Sheet) -> IdentityPages | None:
    """Return the identity in the wished size as low as can be; None if it fills a page."""
    search = _Search(desk, sheet, worth=1)
    size = desk.identity_font.size
    drafts = [search.best(_Attempt(size, in_columns)) for in_columns in (False, True)]
    best = min(drafts, key=lambda each: (each.count, each.height))
    return placed(best) if best.count == 1 else None


def _fewest_pages(desk: Desk, sheet: Sheet) -> Draft:
    search, asked = _Search(desk, sheet), _Attempt(desk.identity_font.size)
    wished = search.best(asked) if search.may_fit(asked) else None
    if wished and wished.count == 1:
        return wished
    attempts = list(_tighter(desk))
    if not search.may_stand_in_columns(attempts[-1].size):
        listed = (each for each in attempts if not each.in_columns)
        found = search.best(next(filter(search.may_fit, listed), attempts[-1]))
        if found.count == 1:
            return found
    tightest = search.best(attempts[-1])
    wished = search.best(asked) if wished is None and tightest.count > 1 else wished
    if wished and tightest.count == wished.count:
        return wished
    if not tightest.boxes.in_columns:
        attempts = [each for each in attempts if not each.in_columns]
    if tightest.count == 1:
        listed = (each for each in attempts if not each.in_columns)
        largest = next((each.size for each in listed if search.may_fit(each)), 0)
        attempts = [each for each in attempts if each.in_columns or each.size <= largest]
    return search.first_as_short(attempts, tightest)


class _Attempt(Struct, frozen=True):
    """A size of letters, with long lists of short items in two columns or not."""

    size: int
    in_columns: bool = False


def _tighter(desk: Desk) -> Iterator[_Attempt]:
    """Yield what to try after the wished size in one column, the tightest last."""
    wished = desk.identity_font.size
    smallest = max(_SMALLEST, points(desk.profile.font.smallest))
    yield _Attempt(wished, in_columns=True)
    for size in range(wished - _STEP, smallest - 1, -_STEP):
        yield _Attempt(size)
        yield _Attempt(size, in_columns=True)


class _Search(Struct, frozen=True, dict=True):
    """The search for the best halves of an identity.

    A middle line that is nearer to the middle by a hundredth of the width is `worth` so much.
    """

    desk: Desk
    sheet: Sheet
    worth: int = _WORTH
    _known: dict[int, dict[int, tuple[int, float]]] = field(default_factory=dict)
    _drafts: dict[tuple[_Attempt, float], Draft] = field(default_factory=dict)
    _typed: dict[int, Typed] = field(default_factory=dict)

    @cached_property
    def _sketch(self) -> Sketch:
        return self._in(self.desk.identity_font.size).boxes.sketched(self._equal)

    @cached_property
    def _head(self) -> int:
        """How high the head is in equal halves."""
        return self._in(self.desk.identity_font.size).head(self._equal).height

    @property
    def _equal(self) -> Halves:
        return Halves(pixels_down(self.sheet.body.width * _MIDDLE / 100))

    def best(self, attempt: _Attempt) -> Draft:
        """Return the best draft of those that the sketch says are the best."""
        asked = self.desk.profile.identity.left_share
        if asked is not None:
            return self._draft(attempt, asked)
        drafts = list[tuple[tuple[int, float], Draft]]()
        for share, found in self._promising(attempt):
            drafts.append((self._rank(found.height, found.count, share), found))
            if found.count == 1 and (share == _MIDDLE or len(drafts) > 1):
                break
        return min(drafts, key=lambda each: each[0])[1]

    def _takes(self, attempt: _Attempt, count: int) -> bool:
        """Tell whether one of the drafts that are the best by the sketch takes `count` pages."""
        asked = self.desk.profile.identity.left_share
        if asked is not None:
            return self._draft(attempt, asked).count == count
        return any(found.count == count for _, found in self._promising(attempt))

    def may_fit(self, attempt: _Attempt) -> bool:
        """Tell whether the sketch of a list in one column lets hope for a single page."""
        asked = self.desk.profile.identity.left_share
        if asked is not None:
            return True
        count, height = min(self._ranks(attempt.size).values())
        return count == 1 or height <= self.sheet.body.height * _DOUBT

    def may_stand_in_columns(self, size: int) -> bool:
        """Tell whether a list may stand in two columns, in letters of `size` or larger ones."""
        left = self.sheet.body.width * _SHARES[-1] // 100
        return self._sketch.may_stand_in_columns(left, size, LONG_LIST)

    def first_as_short(self, attempts: Sequence[_Attempt], tightest: Draft) -> Draft:
        """Return the first of `attempts` that takes as few pages as the last one, the `tightest`.

        It is sought by halving: what is tighter takes no more pages. Where no list stands in
        two columns, the sketch knows nearly the first, so that one is tried first.
        """
        low, high = 0, len(attempts)
        middle = high // 2 if tightest.boxes.in_columns else 0
        while low < high:
            if self._takes(attempts[middle], tightest.count):
                high = middle
            else:
                low = middle + 1
            middle = (low + high) // 2
        return self.best(attempts[low]) if low < len(attempts) else tightest

    def _draft(self, attempt: _Attempt, share: float) -> Draft:
        known = self._drafts.get((attempt, share))
        if known is None:
            known = self._drafts[attempt, share] = self._new_draft(attempt, share)
        return known

    def _new_draft(self, attempt: _Attempt, share: float) -> Draft:
        halves = Halves(pixels_down(self.sheet.body.width * share), attempt.in_columns)
        return self._in(attempt.size).draft(halves)

    def _in(self, size: int) -> Typed:
        """Return what the identity says in letters of this `size`."""
        if size not in self._typed:
            font = replace(self.desk.identity_font, size=size)
            self._typed[size] = Typed(replace(self.desk, identity_font=font), self.sheet)
        return self._typed[size]

    def _promising(self, attempt: _Attempt) -> Iterator[tuple[int, Draft]]:
        """Yield the shares that are worth a draft, the best first, and what they give."""
        ranks = self._ranks(attempt.size)
        for share in sorted(ranks, key=lambda share: ranks[share])[:_DRAFTS]:
            yield share, self._draft(attempt, share / 100)

    def _ranks(self, size: int) -> Mapping[int, tuple[int, float]]:
        """Return what the sketch says of shares in letters of `size`, of the best most closely."""
        if size not in self._known:
            apart = 1 if self.worth < _WORTH else _COARSE
            ranks = self._known[size] = {
                share: self._sketched_rank(size, share) for share in _SHARES[::apart]
            }
            best = min(ranks, key=lambda share: ranks[share])
            for share in range(best - apart + 1, best + apart):
                if share in _SHARES and share not in ranks:
                    ranks[share] = self._sketched_rank(size, share)
        return self._known[size]

    def _sketched_rank(self, size: int, share: int) -> tuple[int, float]:
        body = self.sheet.body
        head = self._head * size / self.desk.identity_font.size
        height = head + self._sketch.height(body.width * share // 100, size)
        return self._rank(height, 1 + (height > body.height), share)

    def _rank(self, height: float, count: int, share: int) -> tuple[int, float]:
        aside = abs(share - _MIDDLE) if count == 1 else 0
        return count, height + self.worth * aside
