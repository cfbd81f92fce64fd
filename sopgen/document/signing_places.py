"""Where one signs, as services that sign take it: pages from 1, points from the bottom left."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sopgen.document.page import RULE_WIDTH, Document


class PlaceOnPaper(Struct, frozen=True):
    """A free box: its lower left corner and its size, in points."""

    name: str
    label: str
    page: int
    x: float
    y: float
    width: float
    height: float
    electronic: bool

    def as_json(self) -> dict[str, str | int | float | bool]:
        """Return the place in the words of the build's report."""
        return {
            "nama": self.name,
            "penanda_tangan": self.label,
            "halaman": self.page,
            "x": self.x,
            "y": self.y,
            "lebar": self.width,
            "tinggi": self.height,
            "bidang_elektronik": self.electronic,
        }


def places_on_paper(document: Document) -> Iterator[PlaceOnPaper]:
    """Yield where one signs in the PDF of `document`, moved as its writer moves everything."""
    half_rule = RULE_WIDTH // 2
    for number, page in enumerate(document.pages, start=1):
        for place in page.signing:
            box = place.box
            yield PlaceOnPaper(
                place.name,
                place.label,
                number,
                (box.x + half_rule) / 20,
                (page.height - box.bottom - half_rule) / 20,
                box.width / 20,
                box.height / 20,
                place.electronic,
            )
