"""Decide the lines of an approval: who signs, with room to do so."""

from __future__ import annotations

from dataclasses import replace

from sopgen.layout.typeset import Passage, runs_of
from sopgen.model import Official
from sopgen.page import Font
from sopgen.profile import OfficialLine, Profile

ROOM_LINES = 4
"""Empty lines for signature and stamp (domain.md 1.4)."""


def approval(
    official: Official, lines: tuple[OfficialLine, ...], profile: Profile, font: Font
) -> tuple[Passage, ...]:
    """Return the approval by `official`, line by line; what is not known is left out."""
    out: list[Passage] = []
    for line in lines:
        out.extend(_passages(official, line, profile, font))
    return tuple(out)


def _passages(
    official: Official, line: OfficialLine, profile: Profile, font: Font
) -> tuple[Passage, ...]:
    bold = replace(font, bold=True)
    match line:
        case OfficialLine.POSITION:
            return tuple(
                Passage(runs_of(text, font)) for text in official.position.split("\n") if text
            )
        case OfficialLine.ROOM:
            return (Passage(()),) * ROOM_LINES
        case OfficialLine.NAME:
            return (Passage(runs_of(official.name, bold)),) if official.name else ()
        case OfficialLine.RANK:
            both = [part for part in (official.rank, official.grade) if part]
            text = profile.approval.rank_separator.join(both)
            return (Passage(runs_of(text, font)),) if text else ()
        case OfficialLine.NIP:
            text = f"{profile.labels.nip}{official.nip}"
            return (Passage(runs_of(text, font)),) if official.nip else ()
