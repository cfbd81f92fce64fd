"""What stands before the sheets: the cover, the contents, the list of SOPs, the typed texts."""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.layout.book.decree import annex_head
from sopgen.layout.book.desk import BookDesk, BookPages
from sopgen.layout.book.leading import Leading, Row, leading
from sopgen.layout.book.looks import centred, worded
from sopgen.layout.book.prose import Block, prose
from sopgen.layout.cover import cover
from sopgen.layout.dates import long_date
from sopgen.model.cover import Cover, CoverPart

COVER = "Sampul"

_OF_ONE_SOP = frozenset({CoverPart.NAME, CoverPart.ROWS, CoverPart.CONTROL, CoverPart.APPROVAL})


def cover_of(desk: BookDesk) -> BookPages:
    """Return the cover, as covers of the agency's SOPs look, with the title of the book.

    A book that names none has the title that the agency's covers have.
    """
    chosen = desk.desk.profile.cover
    usual = chosen if isinstance(chosen, Cover) else Cover()
    parts = tuple(part for part in usual.parts if part not in _OF_ONE_SOP)
    theirs = "title" in usual.model_fields_set and "title" not in desk.book.model_fields_set
    title = usual.title if theirs else desk.book.title
    asked = usual.model_copy(update={"parts": parts, "title": title})
    content, problems = cover(desk.desk, asked, desk.paper)
    return BookPages(COVER, () if content is None else (content,), problems)


def sop_key(number: int) -> str:
    """Return how the SOP with this number, from 0, is called among the things that rows lead to."""
    return f"sop {number}"


def chapter_key(number: int) -> str:
    """Return the same of a chapter."""
    return f"bagian {number}"


def contents(desk: BookDesk, before: Sequence[str], behind: Sequence[str]) -> Leading:
    """Return the contents: parts before the sheets and behind, chapters, SOPs with revisions."""
    labels = desk.desk.profile.labels
    revised = any(each.sop.revision for each in desk.sops)

    def row(number: str, name: str, revision: str, key: str, *, strong: bool = False) -> Row:
        return Row((number, name, revision) if revised else (number, name), key, strong)

    rows = [row("", title, "", title) for title in before]
    number = 0
    for at, chapter in enumerate(desk.chapters):
        if chapter.title:
            rows.append(row("", chapter.title, "", chapter_key(at), strong=True))
        for each in chapter.sops:
            revision = each.sop.revision or ""
            rows.append(row(str(number + 1), each.sop.name, revision, sop_key(number)))
            number += 1
    rows += (row("", title, "", title) for title in behind)
    heads = (
        *centred(desk.words.count),
        *worded(labels.name),
        *(centred(labels.revision) if revised else ()),
    )
    return leading(desk, desk.words.contents, heads, rows)


def sop_list(desk: BookDesk) -> Leading:
    """Return the list of SOPs, which the decree has as its annex too."""
    labels = desk.desk.profile.labels
    rows = [
        Row(
            (
                str(number),
                each.sop.number or "",
                each.sop.name,
                each.sop.unit or "",
                long_date(each.sop.effective or ""),
            ),
            sop_key(number - 1),
        )
        for number, each in enumerate(desk.sops, start=1)
    ]
    heads = (
        *centred(desk.words.count),
        *worded(labels.number, labels.name, labels.unit, labels.effective),
    )
    return leading(desk, desk.words.listing, heads, rows, annex_head(desk))


def preface(desk: BookDesk) -> BookPages:
    """Return the kata pengantar as it was typed."""
    return prose(desk, desk.words.preface, (Block(desk.book.preface),), ("kata_pengantar",))


def explanation(desk: BookDesk) -> BookPages:
    """Return how the book is to be used, as it was typed."""
    typed, words = desk.book.explanation, desk.words
    if typed is None:
        return BookPages(words.explanation, ())
    terms = tuple(f"{term}: {meaning}" for term, meaning in typed.terms.items())
    blocks = ((words.scope, typed.scope), (words.summary, typed.summary), (words.terms, terms))
    said = [Block(text, heading) for heading, text in blocks if text]
    return prose(desk, words.explanation, said, ("penjelasan",))
