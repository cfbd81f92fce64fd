"""Decide in which size identity and flowcharts stand on one page together.

The largest type wins in which all of it has room; there may be none.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sopgen.layout.desk import Desk
from sopgen.layout.fitting import lowest
from sopgen.layout.paper import points
from sopgen.layout.parts import Head, Part
from sopgen.layout.series import Place, outline_of, whole_page

_NAME = "Identitas dan Bagan Alir"
_STEP = 10


def one_page(desk: Desk, place: Place) -> Part | None:
    """Return the page with everything on it; None where no size lets it."""
    for size in _sizes(desk):
        found = lowest(_in_size(desk, size), place.sheet)
        if found is None:
            continue
        (content,) = found.pages
        head = Head(content.items, content.signing, content.bottom - place.sheet.body.y)
        page = whole_page(_in_size(desk, size), place, head, size)
        if page is not None:
            outline = (("Identitas", 0), *((title, 0) for title in outline_of(desk.sop)))
            return Part(_NAME, outline, place.sheet, (page,))
    return None


def _sizes(desk: Desk) -> Iterator[int]:
    font = desk.profile.font
    yield from range(points(font.flow), points(font.smallest) - 1, -_STEP)


def _in_size(desk: Desk, size: int) -> Desk:
    """Return the desk with all texts in this `size`."""
    font = replace(desk.identity_font, size=size)
    wished = desk.profile.font.model_copy(update={"flow": size / 20, "identity": size / 20})
    profile = desk.profile.model_copy(update={"font": wished})
    return replace(desk, identity_font=font, profile=profile)
