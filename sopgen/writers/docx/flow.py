"""Let what a page holds follow each other from top to bottom, as Word keeps it.

In: a `Page`, and by which relation each of its pictures is known. Out: its paragraphs and
tables. It owns the room between them.

Every page begins with a paragraph 1 pt high that stands just above the top margin.
It carries what floats on the page; texts and tables follow below it. After a table that ends
a page stands another one: Writer saves a page break at the end of the paragraph before it,
and where a table is before it, loses the break or the place of what floats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct

from sopgen.document.page import Drawing, Image, OutlineEntry, Page, Point, Table, Text
from sopgen.writers.docx.drawing import drawing_text, image_text
from sopgen.writers.docx.looks import PLAIN, Look, Looks
from sopgen.writers.docx.numbering import Numbering
from sopgen.writers.docx.table import joined, table_bottom, table_text
from sopgen.writers.docx.template import LOWEST_HEADING
from sopgen.writers.docx.text import (
    Room,
    bookmark,
    gap,
    gap_properties,
    text_bottom,
    text_of,
)
from sopgen.writers.office.markup import escaped

CARRIER = 20
"""Height of the paragraph that a page begins with: 1 pt."""

_Flow: TypeAlias = Text | Table


class Supplies(Struct, frozen=True):
    """What all pages share: the relation of each PNG, the styles, and the lists."""

    pictures: Mapping[bytes, str]
    looks: Looks
    numbering: Numbering


class Beginning(Struct, frozen=True):
    """What leads to a page: its entry in the outline, and its number, from 0, where a link does.

    The navigation pane has the entry where no heading stands on the page.
    """

    entry: OutlineEntry | None = None
    marked: int | None = None


def page_text(
    page: Page,
    supplies: Supplies,
    beginning: Beginning,
    *,
    breaks: bool,
    followed: bool = False,
) -> str:
    """Return `page` as XML.

    It `breaks` if another page of its section is before it, and is `followed` if one is after
    it.
    """
    carrier = Point(page.margins.left, page.margins.top - CARRIER)
    floating = ""
    for item in page.items:
        match item:
            case Drawing():
                floating += f"<w:r>{drawing_text(item, carrier, supplies.looks.symbol)}</w:r>"
            case Image():
                floating += f"<w:r>{image_text(item, carrier, supplies.pictures[item.png])}</w:r>"
            case Table() | Text():
                pass
            case _:
                assert_never(item)
    items = flowing(page)
    broken = "<w:pageBreakBefore/>" if breaks else ""
    after = room_above(items[0], page.margins.top) if items else 0
    properties, named = f"{broken}{gap_properties(CARRIER, after)}", ""
    entry, marked = beginning.entry, beginning.marked
    if entry and not any(isinstance(item, Text) and item.heading for item in page.items):
        level = min(entry.level, LOWEST_HEADING)
        properties = f'<w:pStyle w:val="Heading{level}"/>{properties}'
        named = _unseen(entry.title)
    if marked is not None:
        named = f"{bookmark(marked)}{named}"
    end = gap(CARRIER) if followed and items and isinstance(items[-1], Table) else ""
    inside = _flow_text(items, page, supplies)
    return f"<w:p><w:pPr>{properties}</w:pPr>{named}{floating}</w:p>{inside}{end}"


def _unseen(entry: str) -> str:
    """Return words that are white and 1 pt high: Word knows no heading without words."""
    properties = '<w:color w:val="FFFFFF"/><w:sz w:val="2"/><w:szCs w:val="2"/>'
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{escaped(entry)}</w:t></w:r>"


def flowing(page: Page) -> list[Text | Table]:
    """Return the texts and tables of `page` from top to bottom, tables that touch as one."""
    items: list[_Flow] = []
    for item in page.items:
        if not isinstance(item, Text | Table):
            continue
        above = items[-1] if items else None
        if isinstance(item, Table) and isinstance(above, Table) and above.rows[-1] == item.rows[0]:
            items[-1] = joined(above, item)
        else:
            items.append(item)
    return items


def _flow_text(flow: Sequence[_Flow], page: Page, supplies: Supplies) -> str:
    """Return texts and tables from top to bottom."""
    left, right, bottom = page.margins.left, page.width - page.margins.right, page.margins.top
    out = ""
    for item, following in zip(flow, (*flow[1:], None), strict=False):
        match item:
            case Text():
                look = Look(f"Heading{item.heading}") if item.heading else PLAIN
                room = Room(left, right, bottom)
                bottom = max(bottom, *map(text_bottom, item.paragraphs))
                out += text_of(item.paragraphs, room, look, room_above(following, bottom))
            case Table():
                out += table_text(item, left, supplies.looks, supplies.numbering)
                bottom = table_bottom(item)
                if isinstance(following, Table):
                    out += gap(max(1, following.box.y - bottom))
            case _:
                assert_never(item)
    return out


def room_above(item: _Flow | None, bottom: int) -> int:
    """Return what the paragraph that ends at `bottom` leaves to `item`: a table asks for it."""
    return max(0, item.box.y - bottom) if isinstance(item, Table) else 0
