"""Join documents into one: the same pages, what is drawn numbered anew, counts kept as words.

In its book a sheet is the sheet that was signed: it says “Halaman 2 dari 4” as it did, which Word
must not count again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import (
    Cell,
    Connector,
    Document,
    Drawing,
    Glue,
    Image,
    Item,
    OutlineEntry,
    Page,
    Paragraph,
    Run,
    Table,
    Text,
)


class Joint(Struct, frozen=True):
    """A document in a book: what the outline calls it, and at which level from 1.

    Its own outline stands below. The names of its parts begin with `part`, which makes them
    its own. `over` is the title of the chapter that begins with it, if one does.
    """

    document: Document
    title: str
    level: int
    part: str
    over: str = ""


def joined(whole: Document, joints: Sequence[Joint]) -> Document:
    """Return `whole`, whose pages stay as they are, followed by all of `joints`."""
    pages, outline = list(whole.pages), list(whole.outline)
    used = highest_id(whole.pages)
    for each in joints:
        first = len(pages)
        if each.over:
            outline.append(OutlineEntry(each.over, first, each.level - 1))
        outline.append(OutlineEntry(each.title, first, each.level))
        outline += (
            replace(entry, page=first + entry.page, level=each.level + entry.level)
            for entry in each.document.outline
        )
        pages += (_moved(page, used, each.part) for page in each.document.pages)
        used += highest_id(each.document.pages)
    return replace(whole, pages=tuple(pages), outline=tuple(outline))


def without_cover(document: Document) -> Document:
    """Return `document` without the pages of its cover, which the whole book has one of."""
    kept = tuple(page for page in document.pages if page.part != _COVER)
    gone = len(document.pages) - len(kept)
    outline = tuple(
        replace(each, page=each.page - gone) for each in document.outline if each.page >= gone
    )
    return replace(document, pages=kept, outline=outline)


_COVER = "Sampul"


def highest_id(pages: Iterable[Page]) -> int:
    """Return the highest number of a thing that is drawn on `pages`, 0 without any."""
    return max(
        (number for page in pages for item in page.items for number in _ids(item)), default=0
    )


def _ids(item: Item) -> Iterator[int]:
    match item:
        case Drawing():
            yield item.id
            yield from (shape.id for shape in item.shapes)
            yield from (connector.id for connector in item.connectors)
            yield from (label.id for label in item.labels)
        case Image():
            yield item.id
        case Table() | Text():
            return
        case _:
            assert_never(item)


def _moved(page: Page, by: int, part: str) -> Page:
    """Return `page` with all that is drawn numbered on, in a part of its own.

    Nobody signs on a sheet in its book: the sheet itself was signed.
    """
    header, footer = page.header, page.footer
    return replace(
        page,
        part=f"{part} {page.part}",
        items=tuple(_numbered_on(item, by) for item in page.items),
        signing=(),
        header=header and replace(header, paragraphs=_counted(header.paragraphs)),
        footer=footer and replace(footer, paragraphs=_counted(footer.paragraphs)),
    )


def _numbered_on(item: Item, by: int) -> Item:
    match item:
        case Drawing():
            return replace(
                item,
                id=item.id + by,
                shapes=tuple(replace(each, id=each.id + by) for each in item.shapes),
                connectors=tuple(_connector(each, by) for each in item.connectors),
                labels=tuple(
                    replace(each, id=each.id + by, owner=each.owner + by) for each in item.labels
                ),
            )
        case Image():
            return replace(item, id=item.id + by)
        case Table():
            return replace(item, cells=tuple(map(_cell, item.cells)))
        case Text():
            return replace(item, paragraphs=_counted(item.paragraphs))
        case _:
            assert_never(item)


def _connector(connector: Connector, by: int) -> Connector:
    return replace(
        connector,
        id=connector.id + by,
        start=_glue(connector.start, by),
        end=_glue(connector.end, by),
    )


def _glue(glue: Glue, by: int) -> Glue:
    return replace(glue, shape=glue.shape + by)


def _cell(cell: Cell) -> Cell:
    counted = _counted(cell.paragraphs)
    return cell if counted is cell.paragraphs else replace(cell, paragraphs=counted)


def _counted(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return `paragraphs` with what was counted as words; the same ones where nothing was."""
    if not any(run.field for each in paragraphs for run in each.runs):
        return paragraphs
    return tuple(
        replace(
            each,
            runs=tuple(map(_as_words, each.runs)),
            lines=tuple(
                replace(line, runs=tuple(map(_as_words, line.runs))) for line in each.lines
            ),
        )
        for each in paragraphs
    )


def _as_words(run: Run) -> Run:
    return replace(run, field=None) if run.field else run
