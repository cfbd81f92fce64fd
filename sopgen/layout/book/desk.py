"""What the layout of every part of a book needs to know."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sopgen.document.page import Document, Font
from sopgen.layout.desk import Desk
from sopgen.layout.logo import logo_image
from sopgen.layout.paper import PageContent, Sheet, points, sheet
from sopgen.layout.typeset import Typesetter
from sopgen.model.book import Book
from sopgen.model.book_words import BookWords
from sopgen.model.profile import Orientation, Profile
from sopgen.model.sop import Letterhead, Sop
from sopgen.problems.problem import Problem


class LaidSop(Struct, frozen=True):
    """An SOP of a book, its pages as a single build makes them, and to which others it relates.

    `findings` is what the reviewer says against it, where the book asks for that.
    """

    sop: Sop
    document: Document
    related: tuple[int, ...] = ()
    findings: tuple[str, ...] = ()


class LaidChapter(Struct, frozen=True):
    """SOPs under a title, "" without one."""

    title: str
    sops: tuple[LaidSop, ...]


class BookPages(Struct, frozen=True):
    """Pages of a part under its title, and what does not fit on one."""

    title: str
    pages: tuple[PageContent, ...]
    problems: tuple[Problem, ...] = ()


class BookDesk(Struct, frozen=True):
    """A book with its sheets, and a desk whose SOP stands for the book itself."""

    book: Book
    chapters: tuple[LaidChapter, ...]
    desk: Desk
    paper: Sheet

    @property
    def words(self) -> BookWords:
        return self.desk.profile.book

    @property
    def sops(self) -> tuple[LaidSop, ...]:
        return tuple(each for chapter in self.chapters for each in chapter.sops)


def book_desk(
    book: Book,
    letterhead: Letterhead,
    profile: Profile,
    logo: bytes | None,
    chapters: Sequence[LaidChapter],
    typesetter: Typesetter,
) -> BookDesk:
    """Return the desk of `book`; its front and back pages stand upright."""
    title = book.title if isinstance(book.title, str) else " ".join(book.title)
    own = Sop(
        letterhead=book.letterhead, name=title, unit=book.unit or None, year=book.year or None
    )
    font = Font(profile.font.face, points(profile.font.identity))
    picture = None if logo is None else logo_image(logo, 1)
    desk = Desk(own, letterhead, profile, picture, typesetter, font)
    bound = profile.paper.binding
    paper = sheet(profile, Orientation.PORTRAIT, typesetter, "", bound)
    return BookDesk(book, tuple(chapters), desk, paper)
