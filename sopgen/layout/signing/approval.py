"""Decide an approval: in which words one signs, and the room to do so.

Signing with ink takes four empty lines, with a stamp beside them. An electronic signature
takes a box of 25 x 25 mm at least, and SRIKANDI puts its picture into the place of a
variable, which therefore stands alone on a line as high as that box.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Box, Font, Line, Paragraph, Run, SigningPlace
from sopgen.layout.desk import Desk
from sopgen.layout.signing.signers import Signer, position_lines
from sopgen.layout.typeset import DOWN_TO_BASELINE, Passage, runs_of
from sopgen.model.labels import Labels
from sopgen.model.profile import OfficialLine, Profile, SigningMode
from sopgen.model.sop import Service

ROOM_LINES = 4
"""Empty lines for signature and stamp (domain.md 1.4)."""

LEAST_BOX = 1418
"""Width and height of an electronic signature: 25 mm."""

WIDEST_BOX = 3402
"""Wider than 60 mm no signature is shown."""


class Approval(Struct, frozen=True):
    """The lines of an approval; `room` is which of them one signs over."""

    passages: tuple[Passage, ...]
    room: range


def approval(
    signer: Signer,
    lines: Sequence[OfficialLine],
    bold: Collection[OfficialLine],
    desk: Desk,
    font: Font,
) -> Approval:
    """Return the approval by `signer`, line by line, those in `bold` in that weight.

    What is not known is left out.
    """
    out: list[Passage] = []
    room = range(0)
    for line in lines:
        start = len(out)
        face = replace(font, bold=line in bold)
        out.extend(_passages(signer, line, desk, face))
        if line is OfficialLine.ROOM:
            room = range(start, len(out))
    return Approval(tuple(out), room)


def _passages(signer: Signer, line: OfficialLine, desk: Desk, font: Font) -> tuple[Passage, ...]:
    official, profile = signer.official, desk.profile
    match line:
        case OfficialLine.POSITION:
            post = position_lines(official, signer.person)
            return tuple(Passage(runs_of(line, font), origin=at) for line, at in post)
        case OfficialLine.ROOM:
            return _room(signer, desk, font)
        case OfficialLine.NAME:
            if _in_srikandi(profile):
                return (_variable("nama_pengirim", signer, font),)
            return _typed(official.name, font, f"{signer.person}/nama")
        case OfficialLine.RANK:
            both = [part for part in (official.rank, official.grade) if part]
            text = profile.approval.rank_separator.join(both)
            return _typed(text, font, f"{signer.person}/pangkat")
        case OfficialLine.NIP:
            label = number_label(official.service, profile.labels)
            if _in_srikandi(profile):
                return (_variable("nip_pengirim", signer, font, label),)
            number = f"{label}{official.nip}" if official.nip else ""
            return _typed(number, font, f"{signer.person}/nip")


def _typed(text: str, font: Font, origin: str) -> tuple[Passage, ...]:
    return (Passage(runs_of(text, font), origin=origin),) if text else ()


def number_label(service: Service, labels: Labels) -> str:
    """Return what stands before the number of one in `service`."""
    match service:
        case Service.CIVIL:
            return labels.nip
        case Service.CONTRACT:
            return labels.ni_pppk
        case Service.POLICE | Service.MILITARY:
            return labels.nrp
        case Service.OTHER:
            return ""
        case _:
            assert_never(service)


def _room(signer: Signer, desk: Desk, font: Font) -> tuple[Passage, ...]:
    """Return the lines that one signs over, with the anchor in the middle one."""
    profile, empty = desk.profile, Passage(())
    pitch = desk.typesetter.metrics.line_height(font)
    match profile.approval.mode:
        case SigningMode.INK:
            count = max(ROOM_LINES, -(-desk.ink_room // pitch))
        case SigningMode.ELECTRONIC | SigningMode.SRIKANDI:
            count = -(-LEAST_BOX // pitch)
        case _:
            assert_never(profile.approval.mode)
    lines = [empty] * count
    if _in_srikandi(profile):
        lines[count // 2] = _variable("ttd_pengirim", signer, font)
    elif profile.approval.anchor and signer.anchored:
        lines[count // 2] = Passage((Run(profile.approval.anchor, font),))
    return tuple(lines)


def _in_srikandi(profile: Profile) -> bool:
    return profile.approval.mode is SigningMode.SRIKANDI


def _variable(name: str, signer: Signer, font: Font, before: str = "") -> Passage:
    """Return a line with a variable of SRIKANDI, alone in its run."""
    variable = Run(f"${{{name}{signer.number or ''}}}", font)
    return Passage((Run(before, font), variable) if before else (variable,))


def signing_place(
    signer: Signer, room: Sequence[Paragraph], desk: Desk
) -> tuple[SigningPlace, ...]:
    """Return the free box over the lines of `room`; none where the profile has no room."""
    if not room:
        return ()
    first, last = room[0].box, room[-1].box
    width = min(first.width, WIDEST_BOX)
    left = first.x + (first.width - width) // 2
    box = Box(left, first.y, width, last.bottom - first.y)
    electronic = desk.profile.approval.mode is SigningMode.ELECTRONIC
    return (SigningPlace(signer.key, signer.label, box, electronic),)


def with_room(
    paragraphs: Sequence[Paragraph], room: range, profile: Profile
) -> tuple[Paragraph, ...]:
    """Return `paragraphs` with SRIKANDI's variable on one line as high as all of `room`.

    Word cuts a picture off at the height of its line.
    """
    if not _in_srikandi(profile) or not room:
        return tuple(paragraphs)
    first, last = paragraphs[room.start], paragraphs[room.stop - 1]
    variable = next(paragraphs[at] for at in room if paragraphs[at].runs)
    box = Box(first.box.x, first.box.y, first.box.width, last.box.bottom - first.box.y)
    baseline = box.y + round(box.height * DOWN_TO_BASELINE)
    lines = tuple(Line(line.x, baseline, line.runs) for line in variable.lines)
    whole = Paragraph(variable.runs, box, box.height, variable.align, lines=lines)
    return (*paragraphs[: room.start], whole, *paragraphs[room.stop :])
