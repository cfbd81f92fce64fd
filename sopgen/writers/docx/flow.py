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

from sopgen.document.page import Drawing, Image, Page, Point, Table, Text
from sopgen.writers.docx.drawing import drawing_text, image_text
from sopgen.writers.docx.table import joined, table_bottom, table_text
from sopgen.writers.docx.text import Room, gap, gap_properties, text_bottom, text_of

CARRIER = 20
"""Height of the paragraph that a page begins with: 1 pt."""

_Flow: TypeAlias = Text | Table


def page_text(
    page: Page, pictures: Mapping[bytes, str], *, breaks: bool, followed: bool = False
) -> str:
    """Return `page` as XML; `pictures` holds the relation of each PNG.

    It `breaks` if another page of its section is before it, and is `followed` if one is after
    it.
    """
    carrier = Point(page.margins.left, page.margins.top - CARRIER)
    floating, flow = "", list[_Flow]()
    for item in page.items:
        match item:
            case Drawing():
                floating += f"<w:r>{drawing_text(item, carrier)}</w:r>"
            case Image():
                floating += f"<w:r>{image_text(item, carrier, pictures[item.png])}</w:r>"
            case Table() | Text():
                flow.append(item)
            case _:
                assert_never(item)
    items = _with_touching_tables_joined(flow)
    broken = "<w:pageBreakBefore/>" if breaks else ""
    after = _room_above(items[0], page.margins.top) if items else 0
    properties = f"{broken}{gap_properties(CARRIER, after)}"
    end = gap(CARRIER) if followed and items and isinstance(items[-1], Table) else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{floating}</w:p>{_flow_text(items, page)}{end}"


def _with_touching_tables_joined(flow: Sequence[_Flow]) -> list[_Flow]:
    items: list[_Flow] = []
    for item in flow:
        above = items[-1] if items else None
        if isinstance(item, Table) and isinstance(above, Table) and above.rows[-1] == item.rows[0]:
            items[-1] = joined(above, item)
        else:
            items.append(item)
    return items


def _flow_text(flow: Sequence[_Flow], page: Page) -> str:
    """Return texts and tables from top to bottom."""
    left, right, bottom = page.margins.left, page.width - page.margins.right, page.margins.top
    out = ""
    for item, following in zip(flow, (*flow[1:], None), strict=False):
        match item:
            case Text():
                style = f"Heading{item.heading}" if item.heading else ""
                room = Room(left, right, bottom)
                bottom = max(bottom, *map(text_bottom, item.paragraphs))
                out += text_of(item.paragraphs, room, style, _room_above(following, bottom))
            case Table():
                out += table_text(item, left)
                bottom = table_bottom(item)
                if isinstance(following, Table):
                    out += gap(max(1, following.box.y - bottom))
            case _:
                assert_never(item)
    return out


def _room_above(item: _Flow | None, bottom: int) -> int:
    """Return what the paragraph that ends at `bottom` leaves to `item`: a table asks for it."""
    return max(0, item.box.y - bottom) if isinstance(item, Table) else 0
