"""Turn an SOP into pages: decide every size, break and position.

Priorities, in order: (1) nothing overlaps and no line runs through a foreign symbol;
(2) the main path runs down; (3) few crossings, few bends, few pages. Equal choices are
settled by the order of the definition, so the same SOP always gives the same pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import count

from msgspec.structs import replace

from sopgen.document.attached import Attachment
from sopgen.document.page import Document, Font, Image, Item, OutlineEntry, Page
from sopgen.layout.cover import cover
from sopgen.layout.desk import Desk, lines_of
from sopgen.layout.fitting import identity
from sopgen.layout.identity import repeated_head, says_anything
from sopgen.layout.listings import listings, with_listings
from sopgen.layout.logo import logo_image
from sopgen.layout.masthead import masthead
from sopgen.layout.one_page import one_page
from sopgen.layout.page_numbers import ALONE, Counting, numbered
from sopgen.layout.paper import Sheet, points, sheet, turned
from sopgen.layout.parts import Head, Part
from sopgen.layout.provenance import FINGERPRINT_LENGTH, metadata
from sopgen.layout.series import Place, Series, series
from sopgen.layout.signing.ending import with_signatures
from sopgen.layout.signing.feasible import signing_problems
from sopgen.layout.status import status_of
from sopgen.layout.typeset import Typesetter
from sopgen.model.cover import Cover
from sopgen.model.profile import IdentityRow, Profile, TablePlace
from sopgen.model.sop import Letterhead, Sop
from sopgen.problems.problem import Problem


def lay_out(
    sop: Sop,
    letterhead: Letterhead,
    profile: Profile,
    logo: bytes | None,
    typesetter: Typesetter,
    attachments: tuple[Attachment, ...] = (),
    counting: Counting = ALONE,
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document of `sop` and what does not fit on its pages.

    `logo` is a PNG; `attachments` are what all was read from; pages are counted by `counting`.
    With problems the document is not complete and must not be written.
    """
    ids = count(2)
    font = Font(profile.font.face, points(profile.font.identity))
    known = metadata(sop, letterhead, attachments)
    mark = known.definition[:FINGERPRINT_LENGTH]
    picture = _image(logo, ids)
    desk = Desk(sop, letterhead, profile, picture, typesetter, font, mark, counting=counting)
    front, refused = _cover(replace(desk, logo=_image(logo, ids)))
    parts, found = _parts(desk, front, ids)
    problems = [*refused, *found]
    document = _document(desk, parts, ids)
    problems += signing_problems(desk, document)
    carried = attachments if profile.source.attached else ()
    return replace(document, metadata=known, attachments=carried), tuple(problems)


def _image(logo: bytes | None, ids: count[int]) -> Image | None:
    return None if logo is None else logo_image(logo, next(ids))


def _parts(desk: Desk, front: Sequence[Part], ids: count[int]) -> tuple[list[Part], list[Problem]]:
    """Return what the document consists of behind its `front`, and what does not fit.

    Tables that stand before the flow stand behind it where both share a page.
    """
    asked, typesetter, mark = desk.profile.paper, desk.typesetter, desk.fingerprint
    parts, status = list(front), status_of(desk)
    plain_paper = sheet(desk.profile, asked.flow, typesetter, mark, status=status)
    flow_paper = _under_head(desk, plain_paper)
    place = Place(flow_paper, desk.counting.first + len(parts), ids)
    if not desk.sop.flows:
        return _without_flow(desk, parts)
    before, after = listings(desk, TablePlace.BEFORE), listings(desk, TablePlace.AFTER)
    problems: tuple[Problem, ...] = ()
    alone = replace(place, sheet=plain_paper)
    whole = one_page(desk, alone) if says_anything(desk) and asked.one_page else None
    if whole is not None:
        parts, after = [*parts, whole], before + after
    elif not says_anything(desk):
        found = _under_masthead(desk, alone)
        parts, after, problems = [*parts, *found.parts], before + after, found.problems
    else:
        wide = sheet(desk.profile, asked.identity, typesetter, mark, status=status)
        paper = _under_head(desk, wide)
        first = identity(desk, paper)
        parts.append(Part("Identitas", (("Identitas", 0),), paper, first.pages))
        parts, refused = with_listings(desk, parts, before, place.sheet)
        taken = desk.counting.first + sum(len(part.pages) for part in parts)
        found = series(desk, replace(place, first_page=taken), Head())
        parts += found.parts
        problems = (*first.problems, *refused, *found.problems)
    if problems:
        return parts, list(problems)
    parts, refused = with_listings(desk, parts, after, place.sheet)
    return parts, list(refused)


def _without_flow(desk: Desk, parts: list[Part]) -> tuple[list[Part], list[Problem]]:
    """Return `parts` with a sheet of boxes alone: tables and signatures stand below them.

    All its pages lie as the first does.
    """
    status = status_of(desk)
    plain = sheet(
        desk.profile,
        desk.profile.paper.identity,
        desk.typesetter,
        desk.fingerprint,
        status=status,
    )
    paper = _under_head(desk, plain)
    first = identity(desk, paper)
    if first.problems:
        return parts, list(first.problems)
    asked = (*listings(desk, TablePlace.BEFORE), *listings(desk, TablePlace.AFTER))
    parts = [*parts, Part("Identitas", (("Identitas", 0),), paper, first.pages)]
    parts, refused = with_listings(desk, parts, asked, paper)
    return [*parts[:-1], with_signatures(desk, parts[-1])], list(refused)


def _under_masthead(desk: Desk, place: Place) -> Series:
    """Return the flowcharts under agency and name, on paper turned where that alone lets them."""
    found = series(desk, place, masthead(desk, place.sheet))
    hardly_fits = found.refused or found.is_narrow
    if hardly_fits and desk.profile.paper.other_orientation:
        other = turned(place.sheet)
        again = series(desk, replace(place, sheet=other), masthead(desk, other))
        return again if not again.refused and (found.refused or not again.is_narrow) else found
    return found


def _under_head(desk: Desk, paper: Sheet) -> Sheet:
    """Return `paper` with the head that its pages repeat, where the profile asks for that."""
    if not desk.profile.head.repeated or not says_anything(desk):
        return paper
    return paper.under(partial(repeated_head, desk))


def _cover(desk: Desk) -> tuple[list[Part], tuple[Problem, ...]]:
    """Return the cover, where there is to be one, and what does not fit on it.

    Its logo is a picture of its own, so it has a desk of its own.
    """
    asked, chosen = desk.profile.paper, desk.profile.cover
    if not isinstance(chosen, Cover):
        return [], ()
    paper = sheet(desk.profile, asked.cover, desk.typesetter, "", asked.binding, status_of(desk))
    content, problems = cover(desk, chosen, paper)
    if content is None:
        return [], problems
    return [Part("Sampul", (("Sampul", 0),), paper, (content,), numbered=False)], ()


def _document(desk: Desk, parts: list[Part], ids: count[int]) -> Document:
    first = desk.counting.first
    total = desk.counting.total or sum(len(part.pages) for part in parts)
    pages: list[Page] = []
    outline: list[OutlineEntry] = []
    for part in parts:
        outline += (OutlineEntry(title, len(pages) + page) for title, page in part.outline)
        for content in part.pages:
            own = replace(content, items=tuple(_numbered(each, ids) for each in content.items))
            running = _running(desk) if any(each.footer for each in pages) else ""
            page = part.sheet.page(part.name, own, first + len(pages), total, running)
            if IdentityRow.PAGE in desk.profile.identity.rows:
                items = (numbered(each, first + len(pages), total) for each in page.items)
                page = replace(page, items=tuple(items))
            pages.append(page if part.numbered else replace(page, footer=None))
    return Document(
        title=f"SOP {desk.sop.name}",
        subject=desk.sop.number or "",
        author=" ".join(lines_of(desk.letterhead.agency)),
        pages=tuple(pages),
        outline=tuple(outline),
    )


def _running(desk: Desk) -> str:
    """Return what all pages but the first say at their foot: of which SOP they are."""
    return " · ".join(each for each in (desk.sop.number, desk.sop.name) if each)


def _numbered(item: Item, ids: count[int]) -> Item:
    """Return `item`, with an id of its own if it is a picture that has none yet."""
    return replace(item, id=next(ids)) if isinstance(item, Image) and not item.id else item
