"""Put the parts of a book in their order, count its pages, and let contents lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.labels import Numerals, label
from sopgen.document.page import (
    Align,
    Box,
    Document,
    Field,
    Footer,
    OutlineEntry,
    Page,
    Run,
)
from sopgen.layout.book.decree import decree
from sopgen.layout.book.desk import BookDesk, BookPages
from sopgen.layout.book.front import (
    COVER,
    chapter_key,
    contents,
    cover_of,
    explanation,
    preface,
    sop_key,
    sop_list,
)
from sopgen.layout.book.joining import Joint, joined
from sopgen.layout.book.leading import Leading, led
from sopgen.layout.book.tables import forms, history, relations
from sopgen.layout.paper import SIGNATURE_STRIP, PageContent
from sopgen.model.book import BookNumbers, BookPart
from sopgen.problems.problem import Problem

Laid = BookPages | Leading
"""A part of the book on its pages; rows that lead somewhere still wait for their numbers."""


class _Order(Struct, frozen=True):
    """The parts before the sheets and those behind them, which are counted on."""

    front: tuple[Laid, ...]
    back: tuple[Laid, ...]
    has_sheets: bool


def assembled(whole: Document, desk: BookDesk) -> tuple[Document, tuple[Problem, ...]]:
    """Return `whole` with all parts of the book, and what does not fit on a page."""
    order = _ordered(desk)
    problems = [each for part in (*order.front, *order.back) for each in part.problems]
    if problems:
        return whole, tuple(problems)
    documents = [each.document for each in desk.sops] if order.has_sheets else []
    places = _places(desk, order, [len(each.pages) for each in documents])
    made = _with_parts(whole, desk, order.front, places)
    if order.has_sheets:
        made = joined(made, list(_joints(desk, documents)))
    made = _with_parts(made, desk, order.back, places)
    return _counted(made, desk, _length(order.front)), ()


def _ordered(desk: BookDesk) -> _Order:
    asked = desk.book.parts
    split = asked.index(BookPart.SHEETS) if BookPart.SHEETS in asked else len(asked)
    front = {part: list(_parts(desk, part)) for part in asked[:split]}
    back = {part: list(_parts(desk, part)) for part in asked[split + 1 :]}
    for parts in (front, back):
        if BookPart.CONTENTS in parts:
            parts[BookPart.CONTENTS] = [contents(desk, _titles(front), _titles(back))]
    return _Order(_all(front), _all(back), split < len(asked))


def _titles(parts: Mapping[BookPart, Sequence[Laid]]) -> list[str]:
    """Return what the contents name of `parts`: not the cover."""
    return [each.title for each in _all(parts) if each.title != COVER]


def _all(parts: Mapping[BookPart, Sequence[Laid]]) -> tuple[Laid, ...]:
    return tuple(each for group in parts.values() for each in group if each.pages)


def _parts(desk: BookDesk, part: BookPart) -> Iterator[Laid]:
    """Yield what stands in `part`; the contents are made when all others are known."""
    match part:
        case BookPart.COVER:
            yield cover_of(desk)
        case BookPart.DECREE:
            yield decree(desk)
        case BookPart.PREFACE if desk.book.preface:
            yield preface(desk)
        case BookPart.EXPLANATION:
            yield explanation(desk)
        case BookPart.LIST:
            yield sop_list(desk)
        case BookPart.RELATIONS:
            yield relations(desk)
        case BookPart.HISTORY:
            yield history(desk)
        case BookPart.FORMS:
            yield from forms(desk)
        case BookPart.PREFACE | BookPart.CONTENTS | BookPart.SHEETS:
            return
        case _:
            assert_never(part)


def _length(parts: Iterable[Laid]) -> int:
    return sum(len(each.pages) for each in parts)


def _places(desk: BookDesk, order: _Order, lengths: Sequence[int]) -> dict[str, tuple[int, str]]:
    """Return the page, from 0, of what rows lead to, and what that page is called."""
    before = _length(order.front)
    starts: dict[str, int] = {}
    page = 0
    for each in order.front:
        starts[each.title] = page
        page += len(each.pages)
    number = 0
    for at, chapter in enumerate(desk.chapters if lengths else ()):
        starts[chapter_key(at)] = page
        for _ in chapter.sops:
            starts[sop_key(number)] = page
            page += lengths[number]
            number += 1
    for each in order.back:
        starts[each.title] = page
        page += len(each.pages)
    return {key: (start, _label(start, before)) for key, start in starts.items()}


def _label(page: int, front: int) -> str:
    """Return what `page`, from 0, is called in a book with `front` pages before its sheets."""
    if page < front:
        return label(page + 1, Numerals.ROMAN)
    return label(page - front + 1, Numerals.ARABIC)


def _with_parts(
    whole: Document, desk: BookDesk, parts: Sequence[Laid], places: Mapping[str, tuple[int, str]]
) -> Document:
    """Return `whole` with `parts` behind it."""
    pages, outline = list(whole.pages), list(whole.outline)
    for each in parts:
        outline.append(OutlineEntry(each.title, len(pages)))
        own = led(each, places, desk.paper.typesetter) if isinstance(each, Leading) else each.pages
        pages += (_page(desk, each.title, content) for content in own)
    return replace(whole, pages=tuple(pages), outline=tuple(outline))


def _page(desk: BookDesk, title: str, content: PageContent) -> Page:
    paper = desk.paper
    return Page(
        paper.width, paper.height, paper.margins, title, content.items, None, content.signing
    )


def _joints(desk: BookDesk, documents: Sequence[Document]) -> Iterator[Joint]:
    """Yield the sheets, those of a chapter with a title one level below it."""
    found = iter(documents)
    number = 0
    for chapter in desk.chapters:
        level = 2 if chapter.title else 1
        for at, each in enumerate(chapter.sops):
            number += 1
            over = "" if at else chapter.title
            yield Joint(next(found), each.sop.name, level, f"SOP {number}", over)


def _counted(made: Document, desk: BookDesk, front: int) -> Document:
    """Return `made` with its pages called by their labels, and the labels at their feet."""
    pages = (
        _with_foot(replace(page, label=_label(number, front)), desk)
        for number, page in enumerate(made.pages)
    )
    return replace(made, pages=tuple(pages))


def _with_foot(page: Page, desk: BookDesk) -> Page:
    """Return `page` with its number in the book; a sheet has its own beside that, or alone."""
    if page.footer is not None and desk.book.numbers is not BookNumbers.BOTH:
        return page
    if page.part == COVER:
        return page
    paper = desk.paper
    font, pitch = paper.footer_font, paper.typesetter.metrics.line_height(paper.footer_font)
    left, right = page.margins.left, page.width - page.margins.right
    box = Box(left, page.height - SIGNATURE_STRIP - pitch, right - left, pitch)
    words = (Run(f"{desk.words.foot} · ", font), Run(page.label, font, Field.PAGE))
    align = Align.CENTER if page.footer is None else Align.RIGHT
    line = paper.typesetter.single_line(words, box, align)
    if page.footer is None:
        return replace(page, footer=Footer(box, (line,)))
    return replace(page, footer=replace(page.footer, paragraphs=(*page.footer.paragraphs, line)))
