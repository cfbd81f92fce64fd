"""Tables behind the sheets of a book: what relates to what, what was revised, forms to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.layout.book.desk import BookDesk, BookPages
from sopgen.layout.book.looks import Column, centred, listing_of, worded, written
from sopgen.layout.dates import long_date
from sopgen.layout.listings import Look, listed
from sopgen.model.book import BookForm

MOST_IN_MATRIX = 25
"""More SOPs than these are listed beside their relations: a matrix would not be read."""

_MARK = "●"
_ROOM_TO_SIGN = 1200
"""The height of what one signs in: 60 pt."""


def relations(desk: BookDesk) -> BookPages:
    """Return which SOP of the book relates to which, as a matrix or, of many, as a list."""
    sops = desk.sops
    names = [each.sop.name for each in sops]
    related = [each.related for each in sops]
    words, labels = desk.words, desk.desk.profile.labels
    counted = [str(number) for number in range(1, len(sops) + 1)]
    if len(sops) <= MOST_IN_MATRIX:
        heads = (*centred(words.count), *worded(labels.name), *centred(*counted))
        rows = tuple(
            (number, name, *(_MARK if column in found else "" for column in range(len(sops))))
            for number, name, found in zip(counted, names, related, strict=True)
        )
        return _table(desk, words.relations, heads, rows)
    heads = (*centred(words.count), *worded(labels.name, words.related_to))
    listed_rows = tuple(
        (number, name, "\n".join(names[each] for each in found))
        for number, name, found in zip(counted, names, related, strict=True)
    )
    return _table(desk, words.relations, heads, listed_rows)


def history(desk: BookDesk) -> BookPages:
    """Return what was changed in each SOP, and since when that holds."""
    words = desk.words
    rows = tuple(
        (str(number), each.sop.name, line.description, long_date(line.date))
        for number, (each, line) in enumerate(
            ((each, line) for each in desk.sops for line in each.sop.history), start=1
        )
    )
    heads = (*centred(words.count), *worded(words.changed, words.change, words.since))
    return _table(desk, words.history, heads, rows)


def forms(desk: BookDesk) -> Iterator[BookPages]:
    """Yield the forms that the book asks for."""
    for form in desk.book.forms:
        match form:
            case BookForm.MONITORING:
                yield _monitoring(desk)
            case BookForm.EVALUATION:
                yield _evaluation(desk)
            case BookForm.MINUTES:
                yield _minutes(desk)


def _monitoring(desk: BookDesk) -> BookPages:
    """Return table 7 of PermenPAN-RB 35/2012, all names filled in."""
    words = desk.words
    heads = (
        *centred(words.count),
        *worded(words.procedure, words.runs_well, words.runs_badly),
        *written(words.note, words.measure),
        *worded(words.initials),
    )
    rows = tuple(
        (str(number), each.sop.name, "", "", "", "", "")
        for number, each in enumerate(desk.sops, start=1)
    )
    return _table(desk, words.monitoring, heads, rows)


def _evaluation(desk: BookDesk) -> BookPages:
    """Return the statements for each SOP."""
    words = desk.words
    heads = (*centred(words.count), *worded(words.statement), *centred(words.yes, words.no))
    rows, named = list[tuple[str, ...]](), set[int]()
    for number, each in enumerate(desk.sops, start=1):
        named.add(len(rows))
        rows.append((str(number), each.sop.name, "", ""))
        rows += ((f"{number}.{at}", text, "", "") for at, text in enumerate(words.statements, 1))
    return _table(desk, words.evaluation, heads, rows, frozenset(named))


def _minutes(desk: BookDesk) -> BookPages:
    """Return what was found against each SOP when it was verified, and room for two to sign."""
    words = desk.words
    heads = (
        *centred(words.count),
        *worded(words.procedure),
        *written(words.finding, words.measure),
    )
    rows = [
        (str(number), each.sop.name, "\n".join(each.findings), "")
        for number, each in enumerate(desk.sops, start=1)
    ]
    signers = written(words.verified_by, words.verified_for)
    asked = (
        listing_of(desk, words.minutes, heads, rows),
        listing_of(desk, "", signers, [("", "")], Look(least=_ROOM_TO_SIGN)),
    )
    pages, problems = listed(desk.desk, asked, desk.paper)
    return BookPages(words.minutes, pages, problems)


def _table(
    desk: BookDesk,
    title: str,
    heads: Sequence[Column],
    rows: Sequence[tuple[str, ...]],
    strong: frozenset[int] = frozenset(),
) -> BookPages:
    if not rows:
        return BookPages(title, ())
    listing = listing_of(desk, title, heads, rows, Look(strong=strong))
    pages, problems = listed(desk.desk, (listing,), desk.paper)
    return BookPages(title, pages, problems)
