"""Fill pages from the top, one thing below the other; what does not fit begins the next page."""

from __future__ import annotations

from sopgen.document.page import Box, Item, SigningPlace
from sopgen.layout.paper import PageContent


class Filling:
    """Pages that are being filled; `is_too_high` where one thing was higher than a page."""

    def __init__(self, body: Box) -> None:
        self.body = body
        self.is_too_high = False
        self._full: list[PageContent] = []
        self._items: list[Item] = []
        self._signing: list[SigningPlace] = []
        self._y = body.y

    def room(self, height: int, below: int) -> int:
        """Return where a thing so high begins, with `below` left free under it."""
        self.is_too_high |= height > self.body.height
        if self._y + height > self.body.bottom and self._items:
            self.turn()
        top = self._y
        self._y += height + below
        return top

    def put(self, item: Item, signing: tuple[SigningPlace, ...] = ()) -> None:
        """Put `item`, which has its place, on this page."""
        self._items.append(item)
        self._signing += signing

    def turn(self) -> None:
        """Begin a page, if anything stands on this one."""
        if self._items:
            self._full.append(PageContent(tuple(self._items), tuple(self._signing)))
        self._items, self._signing, self._y = [], [], self.body.y

    @property
    def pages(self) -> tuple[PageContent, ...]:
        """All pages that were filled."""
        last = [PageContent(tuple(self._items), tuple(self._signing))] if self._items else []
        return (*self._full, *last)
