"""Decide the area that a sheet may print on.

The strip for the electronic signature, 50 pt at the foot of every page, stays empty;
the page number stands right above it, the body above that.
"""

from __future__ import annotations

from dataclasses import dataclass

from sopgen.layout.typeset import Typesetter, pixels_down, pixels_up
from sopgen.page import Align, Box, Field, Font, Footer, Item, Padding, Page, Run
from sopgen.profile import Orientation, Paper, Profile

SIGNATURE_STRIP = 1000
"""What stays empty at the foot of every page: 50 pt."""

_FOOTER_GAP = 60

_SIZES = {
    Paper.A4: (11906, 16838),
    Paper.F4: (12189, 18709),
    Paper.FOLIO: (12240, 18720),
    Paper.LETTER: (12240, 15840),
    Paper.LEGAL: (12240, 20160),
}
"""Width and height in twips, upright. F4 is 215 x 330 mm."""


def twips(millimetres: float) -> int:
    """Return a length of `millimetres` in twips."""
    return round(millimetres * 1440 / 25.4)


def points(size: float) -> int:
    """Return a font size of `size` points in twips, on Word's half points."""
    return round(size * 2) * 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper with its margins; `body` is what tables and texts may fill."""

    width: int
    height: int
    body: Box
    footer_font: Font
    profile: Profile
    typesetter: Typesetter

    @property
    def margins(self) -> Padding:
        body = self.body
        return Padding(body.y, body.x, self.height - body.bottom, self.width - body.right)

    def page(self, part: str, items: tuple[Item, ...], number: int, count: int) -> Page:
        """Return page `number` of `count`, both counted from 1."""
        footer = self._footer(number, count)
        return Page(self.width, self.height, self.margins, part, items, footer)

    def _footer(self, number: int, count: int) -> Footer:
        labels, font = self.profile.labels, self.footer_font
        whole = (
            Run(f"{labels.page} ", font),
            Run(str(number), font, Field.PAGE),
            Run(f" {labels.of_pages} ", font),
            Run(str(count), font, Field.PAGES),
        )
        metrics = self.typesetter.metrics
        pitch = metrics.line_height(font)
        top = self.height - SIGNATURE_STRIP - pitch
        box = Box(self.body.x, top, self.body.width, pitch)
        line = self.typesetter.single_line(whole, box, Align.CENTER)
        return Footer(box, (line,))


def sheet(profile: Profile, orientation: Orientation, typesetter: Typesetter) -> Sheet:
    """Return the sheet that `profile` prints on, upright or across."""
    width, height = _SIZES[profile.paper.size]
    if orientation is Orientation.LANDSCAPE:
        width, height = height, width
    margins = profile.paper.margins
    font = Font(profile.font.face, points(min(8, profile.font.flow)))
    foot = SIGNATURE_STRIP + typesetter.metrics.line_height(font) + _FOOTER_GAP
    left, top = pixels_up(twips(margins.left)), pixels_up(twips(margins.top))
    right = width - twips(margins.right)
    bottom = height - max(twips(margins.bottom), foot)
    body = Box(left, top, pixels_down(right - left), pixels_down(bottom - top))
    return Sheet(width, height, body, font, profile, typesetter)
