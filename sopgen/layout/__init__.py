"""Turn an SOP into pages: decide every size, break and position.

Priorities, in order: (1) nothing overlaps and no line runs through a foreign symbol;
(2) the main path runs down; (3) few crossings, few bends, few pages. Equal choices are
settled by the order of the definition, so the same SOP always gives the same pages.
"""

from __future__ import annotations

import struct
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Attachment, Box, Document, Font, Image, Item, Page
from sopgen.layout.cover import cover
from sopgen.layout.desk import Desk, lines_of
from sopgen.layout.fitting import identity
from sopgen.layout.flowchart import FlowTask, flowchart
from sopgen.layout.paper import PageContent, Sheet, points, sheet
from sopgen.layout.provenance import FINGERPRINT_LENGTH, metadata
from sopgen.layout.signing import signing_problems
from sopgen.layout.typeset import Typesetter
from sopgen.model.graph import graph
from sopgen.model.profile import Profile
from sopgen.model.sop import Letterhead, Sop
from sopgen.problems.problem import Problem

LOGO_HEIGHT = 1200
"""The logo is 60 pt high on the identity page, or as wide as three times that."""


class _Part(Struct, frozen=True):
    """A part of the document: pages of one sheet, under one name."""

    name: str
    outline: str
    sheet: Sheet
    pages: tuple[PageContent, ...]
    numbered: bool = True


def lay_out(
    sop: Sop,
    letterhead: Letterhead,
    profile: Profile,
    logo: bytes | None,
    typesetter: Typesetter,
    attachments: tuple[Attachment, ...] = (),
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document of `sop` and what does not fit on its pages.

    `logo` is a PNG; `attachments` are what all was read from. With problems the document
    is not complete and must not be written.
    """
    ids = count(2)
    font = Font(profile.font.face, points(profile.font.identity))
    known = metadata(sop, letterhead, attachments)
    mark = known.definition[:FINGERPRINT_LENGTH]
    desk = Desk(sop, letterhead, profile, _image(logo, ids), typesetter, font, mark)
    parts, problems = _front(desk, replace(desk, logo=_image(logo, ids)))
    letters = 0
    flows = sop.flows
    for number, flow in enumerate(flows):
        paper = sheet(profile, profile.paper.flow, desk.typesetter, mark)
        drawn = flowchart(
            FlowTask(
                desk=desk,
                sheet=paper,
                flow=flow,
                graph=graph(flow)[0],
                number=number,
                last=number == len(flows) - 1,
                at=sop.flow_at(number),
                first_page=1 + sum(len(part.pages) for part in parts),
                first_letter=letters,
                ids=ids,
            )
        )
        letters += drawn.letters
        problems += drawn.problems
        name = "Bagan Alir" if len(flows) == 1 else f"Bagan Alir {number + 1}"
        parts.append(_Part(name, flow.title or name, paper, drawn.pages))
    document = _document(desk, parts, ids)
    problems += signing_problems(desk, document)
    carried = attachments if profile.source.attached else ()
    return replace(document, metadata=known, attachments=carried), tuple(problems)


def _image(logo: bytes | None, ids: count[int]) -> Image | None:
    """Return the picture at its size on the identity page, without a place."""
    if logo is None:
        return None
    # PNG (ISO/IEC 15948) 11.2.2: IHDR begins with width and height.
    width, height = struct.unpack(">II", logo[16:24])
    scale = min(LOGO_HEIGHT / height, 3 * LOGO_HEIGHT / width)
    box = Box(0, 0, round(width * scale), round(height * scale))
    return Image(next(ids), box, logo, "Logo", "Logo instansi")


def _front(desk: Desk, cover_desk: Desk) -> tuple[list[_Part], list[Problem]]:
    """Return the cover, where the letterhead asks for one, and the identity pages.

    The cover has a desk of its own because its logo is a picture of its own.
    """
    parts = []
    if desk.letterhead.cover is not None:
        asked = desk.profile.paper
        paper = sheet(desk.profile, asked.cover, desk.typesetter, bound=asked.binding)
        items = cover(cover_desk, desk.letterhead.cover, paper)
        content = (PageContent(items),)
        parts.append(_Part("Sampul", "Sampul", paper, content, numbered=False))
    paper = sheet(desk.profile, desk.profile.paper.identity, desk.typesetter, desk.fingerprint)
    found = identity(desk, paper)
    parts.append(_Part("Identitas", "Identitas", paper, found.pages))
    return parts, list(found.problems)


def _document(desk: Desk, parts: list[_Part], ids: count[int]) -> Document:
    total = sum(len(part.pages) for part in parts)
    pages: list[Page] = []
    outline: list[tuple[str, int]] = []
    for part in parts:
        outline.append((part.outline, len(pages)))
        for content in part.pages:
            own = replace(content, items=tuple(_numbered(each, ids) for each in content.items))
            page = part.sheet.page(part.name, own, len(pages) + 1, total)
            pages.append(page if part.numbered else replace(page, footer=None))
    return Document(
        title=f"SOP {desk.sop.name}",
        subject=desk.sop.number or "",
        author=" ".join(lines_of(desk.letterhead.agency)),
        pages=tuple(pages),
        outline=tuple(outline),
    )


def _numbered(item: Item, ids: count[int]) -> Item:
    """Return `item`, with an id of its own if it is a picture that has none yet."""
    return replace(item, id=next(ids)) if isinstance(item, Image) and not item.id else item
