"""What a document consists of: its parts, and what stands over the flowcharts in one of them."""

from __future__ import annotations

from msgspec import Struct

from sopgen.document.page import Item, SigningPlace
from sopgen.layout.paper import PageContent, Sheet


class Part(Struct, frozen=True):
    """Pages of one sheet that belong together, under one name.

    `outline` pairs the titles of what stands on them with the pages where it begins, the
    first of them being 0.
    """

    name: str
    outline: tuple[tuple[str, int], ...]
    sheet: Sheet
    pages: tuple[PageContent, ...]
    numbered: bool = True


class Head(Struct, frozen=True):
    """What stands over the first flowchart on its page, `height` twips from the top of the body."""

    items: tuple[Item, ...] = ()
    signing: tuple[SigningPlace, ...] = ()
    height: int = 0

    def over(self, page: PageContent) -> PageContent:
        """Return `page` with this at its head."""
        return PageContent(self.items, self.signing).with_more(page)
