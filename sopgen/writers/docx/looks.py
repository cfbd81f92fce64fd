"""Name the styles of a Word file, so that its type is changed in one place for each.

In: the pages. Out: for texts of each role the style that they have, in the font that most of
them are set in. What is set otherwise says how it differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from sopgen.document.page import Cell, Drawing, Font, Page, Paragraph, Table


class Look(Struct, frozen=True):
    """A paragraph style by its id and its name; without a `font` texts say their own."""

    id: str = ""
    name: str = ""
    font: Font | None = None


PLAIN = Look()


class Looks(Struct, frozen=True):
    """The styles: of steps, of heads of columns, of the identity, of symbols, of the foot."""

    cell: Look
    head: Look
    box: Look
    symbol: Look
    foot: Look

    def of(self, table: Table, cell: Cell) -> Look:
        """Return the style of the texts in a `cell` of `table`."""
        if cell.row < table.header_rows:
            return self.head
        return self.cell if table.header_rows else self.box

    @property
    def named(self) -> tuple[Look, ...]:
        """Those that some text has."""
        every = (self.cell, self.head, self.box, self.symbol, self.foot)
        return tuple(look for look in every if look.font is not None)


def looks_of(pages: Iterable[Page]) -> Looks:
    """Return the styles of `pages`."""
    met: dict[str, list[Font]] = {role: [] for role in _NAMES}
    for page in pages:
        for role, paragraphs in _texts(page):
            met[role] += [run.font for text in paragraphs for run in text.runs]
    return Looks(
        **{
            role: Look(_IDS[role], _NAMES[role], Counter(fonts).most_common(1)[0][0])
            if fonts
            else PLAIN
            for role, fonts in met.items()
        }
    )


_NAMES = {
    "cell": "SOP Sel",
    "head": "SOP Kepala Kolom",
    "box": "SOP Identitas",
    "symbol": "SOP Simbol",
    "foot": "SOP Kaki",
}
_IDS = {role: name.replace(" ", "") for role, name in _NAMES.items()}


def _texts(page: Page) -> Iterator[tuple[str, Iterable[Paragraph]]]:
    for item in page.items:
        match item:
            case Table():
                for cell in item.cells:
                    head = cell.row < item.header_rows
                    body = "cell" if item.header_rows else "box"
                    yield "head" if head else body, cell.paragraphs
            case Drawing():
                yield "symbol", item.paragraphs
            case _:
                pass
    if page.footer:
        yield "foot", page.footer.paragraphs
