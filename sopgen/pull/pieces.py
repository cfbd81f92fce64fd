"""A text that stands on the sheet in pieces, or line by line, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sopgen.editing.unprinting import cleaned, retyped, unmarked
from sopgen.pull.aligning import Line, aligned
from sopgen.pull.changes import (
    Change,
    TextSet,
    UnplacedText,
)
from sopgen.pull.segments import Segment
from sopgen.pull.showing import Showing, differs


def lines_change(owner: Showing, typed: str, segment: Segment) -> Iterator[Change]:
    """Yield the change of a text of several lines in one cell, line by line."""
    if segment.after is None:
        return
    if segment.is_marked:
        yield TextSet(owner.origin, typed, segment.after, segment.where)
        return
    before = cleaned(segment.before).split("\n")
    after = [*cleaned(segment.after).split("\n"), *(cleaned(e.after or "") for e in owner.new)]
    found = aligned([Line({0: each}, 0) for each in before], [Line({0: each}, 0) for each in after])
    now: dict[int, list[str]] = {}
    last = 0
    for line, own in zip(after, found, strict=True):
        last = last if own is None else own
        now.setdefault(last, []).append(line)
    pieces = [
        Segment(None, line, "\n".join(now[at]) if at in now else None, segment.where)
        for at, line in enumerate(before)
    ]
    text = whole(unmarked(typed), pieces, ())
    if text is None:
        yield UnplacedText(cleaned(segment.after), segment.where)
        return
    value = retyped(typed, unmarked(typed), text).value
    if value != typed:
        yield TextSet(owner.origin, typed, value, segment.where)


def whole(plain: str, shown: Sequence[Segment], new: Sequence[Segment]) -> str | None:
    """Return the text that its pieces on the sheet make up now; None if one is not in it."""
    out, at = [], 0
    for each in shown:
        before = cleaned(each.before)
        if not before.strip():
            continue
        place = _piece(before).search(plain, at)
        if place is None:
            if differs(each):
                return None
            continue
        kept = plain[at : place.start()]
        if each.after is None:
            out.append(kept.removesuffix("\n"))
        else:
            out += [kept, _as_there(cleaned(each.after), place[0])]
        at = place.end()
    lines = [cleaned(each.after or "") for each in new]
    return "\n".join(("".join((*out, plain[at:])).strip("\n"), *lines))


def _piece(before: str) -> re.Pattern[str]:
    """Return what finds a piece of a text; a workbook sets blanks that do not break."""
    return re.compile("[ \u00a0]+".join(re.escape(word) for word in before.split()))


def _as_there(after: str, piece: str) -> str:
    """Return the new piece with the blanks that the old one was typed with."""
    words = after.strip(" \u00a0")
    return words if "\u00a0" in piece else words.replace("\u00a0", " ")
