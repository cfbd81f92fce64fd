"""Turn an SOP into pages: decide every size, break and position.

Priorities, in order: (1) nothing overlaps and no line runs through a foreign symbol;
(2) the main path runs down; (3) few crossings, few bends, few pages. Equal choices are
settled by the order of the definition, so the same SOP always gives the same pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

from sopgen.errors import Problem
from sopgen.fonts import Metrics
from sopgen.graph import graph
from sopgen.layout.cover import cover
from sopgen.layout.desk import Desk, lines_of
from sopgen.layout.flowchart import FlowTask, flowchart
from sopgen.layout.identity import identity
from sopgen.layout.paper import Sheet, sheet
from sopgen.layout.typeset import Typesetter
from sopgen.model import Letterhead, Sop
from sopgen.page import Box, Document, Image, Item, Page
from sopgen.profile import Profile

LOGO_HEIGHT = 1200
"""The logo is 60 pt high on the identity page, or as wide as three times that."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as PNG and its size in pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the document: pages of one sheet, under one name."""

    name: str
    outline: str
    sheet: Sheet
    pages: tuple[tuple[Item, ...], ...]


def lay_out(
    sop: Sop, letterhead: Letterhead, profile: Profile, logo: Logo | None, metrics: Metrics
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document of `sop` and what does not fit on its pages.

    With problems the document is not complete and must not be written.
    """
    ids = count(2)
    desk = Desk(sop, letterhead, profile, _image(logo, ids), Typesetter(metrics))
    parts, problems = _front(desk, replace(desk, logo=_image(logo, ids)))
    letters = 0
    flows = sop.flows
    for number, flow in enumerate(flows):
        paper = sheet(profile, profile.paper.flow, desk.typesetter)
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
    return _document(desk, parts), tuple(problems)


def _image(logo: Logo | None, ids: count[int]) -> Image | None:
    if logo is None:
        return None
    scale = min(LOGO_HEIGHT / logo.height, 3 * LOGO_HEIGHT / logo.width)
    box = Box(0, 0, round(logo.width * scale), round(logo.height * scale))
    return Image(next(ids), box, logo.png, "Logo", "Logo instansi")


def _front(desk: Desk, cover_desk: Desk) -> tuple[list[_Part], list[Problem]]:
    """Return the cover, where the letterhead asks for one, and the identity pages.

    The cover has a desk of its own because its logo is a picture of its own.
    """
    parts = []
    if desk.letterhead.cover is not None:
        paper = sheet(desk.profile, desk.profile.paper.cover, desk.typesetter)
        items = cover(cover_desk, desk.letterhead.cover, paper)
        parts.append(_Part("Sampul", "Sampul", paper, (items,)))
    paper = sheet(desk.profile, desk.profile.paper.identity, desk.typesetter)
    pages, problems = identity(desk, paper)
    parts.append(_Part("Identitas", "Identitas", paper, tuple(pages)))
    return parts, problems


def _document(desk: Desk, parts: list[_Part]) -> Document:
    total = sum(len(part.pages) for part in parts)
    pages: list[Page] = []
    outline: list[tuple[str, int]] = []
    for part in parts:
        outline.append((part.outline, len(pages)))
        for items in part.pages:
            pages.append(part.sheet.page(part.name, items, len(pages) + 1, total))
    return Document(
        title=f"SOP {desk.sop.name}",
        subject=desk.sop.number or "",
        author=" ".join(lines_of(desk.letterhead.agency)),
        pages=tuple(pages),
        outline=tuple(outline),
    )
