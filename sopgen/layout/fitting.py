"""Decide in which size, and with how wide a left half, the identity takes the fewest pages.

The fewest pages win, then the largest type, then lists in one column, then the least height.
Equal halves look best, so the middle line leaves the middle only where that saves more height
the further it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.layout.boxes import Halves
from sopgen.layout.desk import Desk
from sopgen.layout.identity import Draft, IdentityPages, draft, placed
from sopgen.layout.paper import Sheet, points
from sopgen.layout.typeset import pixels_down

_SMALLEST = 150
"""Texts shrink to 7.5 pt where that saves a page."""

_STEP = 10
_MIDDLE = 50
_SHARES = range(34, 71)
"""What the left half may have of the width, in hundredths."""

_LOOKED_AT = (_MIDDLE, 34, 42, 58, 66)
_STRIDES = (4, 2)
_WORTH = 90
"""So much height, 4.5 pt, is a middle worth that is nearer by a hundredth of the width."""


def identity(desk: Desk, sheet: Sheet) -> IdentityPages:
    """Return the identity pages."""
    return placed(_fewest_pages(desk, sheet))


def lowest(desk: Desk, sheet: Sheet) -> IdentityPages | None:
    """Return the identity in the wished size as low as can be; None if it fills a page."""
    drafts = [
        _best(_Attempt(desk, sheet, in_columns, worth=1), _MIDDLE).draft
        for in_columns in (False, True)
    ]
    best = min(drafts, key=lambda each: (each.count, each.height))
    return placed(best) if best.count == 1 else None


def _fewest_pages(desk: Desk, sheet: Sheet) -> Draft:
    wished = _best(_Attempt(desk, sheet), _MIDDLE)
    if wished.draft.count == 1:
        return wished.draft
    attempts = list(_tighter(desk, sheet))
    tightest = _best(attempts[-1], wished.share)
    if tightest.draft.count == wished.draft.count:
        return wished.draft
    if not tightest.draft.boxes.in_columns:
        attempts = [each for each in attempts if not each.in_columns]
    return _first_as_short(attempts, tightest).draft


def _tighter(desk: Desk, sheet: Sheet) -> Iterator[_Attempt]:
    """Yield what to try after the wished size in one column, the tightest last."""
    wished = desk.identity_font
    smallest = max(_SMALLEST, points(desk.profile.font.smallest))
    yield _Attempt(desk, sheet, in_columns=True)
    for size in range(wished.size - _STEP, smallest - 1, -_STEP):
        smaller = replace(desk, identity_font=replace(wished, size=size))
        yield _Attempt(smaller, sheet)
        yield _Attempt(smaller, sheet, in_columns=True)


def _first_as_short(attempts: Sequence[_Attempt], tightest: _Found) -> _Found:
    """Return the first of `attempts` that takes as few pages as the last one, the `tightest`.

    It is sought by halving: what is tighter takes no more pages.
    """
    found, low, high = tightest, 0, len(attempts)
    while low < high:
        middle = (low + high) // 2
        tried = _best(attempts[middle], found.share)
        if tried.draft.count == tightest.draft.count:
            found, high = tried, middle
        else:
            low = middle + 1
    return found


class _Attempt(Struct, frozen=True):
    """The identity in one size, with long lists of short items in two columns or not.

    A middle line that is nearer to the middle by a hundredth of the width is `worth` so much.
    """

    desk: Desk
    sheet: Sheet
    in_columns: bool = False
    worth: int = _WORTH

    def draft(self, share: float) -> Draft:
        """Return the identity with this `share` of the width left of its middle line."""
        halves = Halves(pixels_down(self.sheet.body.width * share), self.in_columns)
        return draft(self.desk, self.sheet, halves)


class _Found(Struct, frozen=True):
    """A draft, and which hundredths of the width are left of its middle line."""

    share: int
    draft: Draft
    worth: int

    @property
    def rank(self) -> tuple[int, int]:
        return self.draft.count, self.draft.height + self.worth * abs(self.share - _MIDDLE)


def _best(attempt: _Attempt, start: int) -> _Found:
    """Return the best draft: the middle line goes on from `start` as long as it gets better.

    From the middle it looks further first, because a text gets lower by whole lines.
    """
    asked = attempt.desk.profile.identity.left_share
    if asked is not None:
        return _Found(_MIDDLE, attempt.draft(asked), attempt.worth)
    found: dict[int, _Found] = {}

    def better(best: _Found | None, shares: Sequence[int]) -> _Found:
        for share in shares:
            if share in _SHARES and share not in found:
                found[share] = _Found(share, attempt.draft(share / 100), attempt.worth)
        tried = [found[share] for share in shares if share in found]
        return min([best, *tried] if best else tried, key=lambda each: each.rank)

    best = better(None, _LOOKED_AT if start == _MIDDLE else [start])
    for stride in _STRIDES if best.share != _MIDDLE else ():
        before = None
        while best is not before:
            before = best
            best = better(best, [best.share - stride, best.share + stride])
    return best
