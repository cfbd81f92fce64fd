"""Lay out the QR code at which a sheet can be verified, under the identity boxes.

It stands in a row of its own without rules, so it is never in the strip for the
electronic signature; where the page has no room for it, it goes on to a further one.
"""

from __future__ import annotations

from io import BytesIO

import segno
from PIL import Image as Picture

from sopgen.document.page import Anchor, Box, Image, Item, Run
from sopgen.layout.desk import Desk
from sopgen.layout.grid import Ruled, table
from sopgen.layout.paper import Sheet
from sopgen.layout.typeset import CELL_PADDING, CELL_SIDES, Passage, pixels_down, pixels_up, runs_of

_SIZE = 1245
"""The code is 22 mm wide, quiet zone included."""

_GAP = 120
_QUIET = 4
"""The quiet zone in modules (ISO/IEC 18004, 9.1)."""

_SCALE = 8
_PLACEHOLDER = "{sidik}"


def asks_for_page(desk: Desk, sheet: Sheet, y: int) -> bool:
    """Tell whether the code has no room below `y`."""
    asked = bool(desk.profile.verification.address)
    return asked and y + _GAP + pixels_up(_SIZE) > sheet.body.bottom


def verification(desk: Desk, sheet: Sheet, y: int) -> tuple[Item, ...]:
    """Return the code with its words, below `y` or at the head of a page of its own.

    Nothing where the profile has no address.
    """
    if not desk.profile.verification.address:
        return ()
    body, size = sheet.body, pixels_up(_SIZE)
    top = body.y if asks_for_page(desk, sheet, y) else pixels_up(y + _GAP)
    code = Box(body.x, top, size, size)
    beside = Box(code.right, top, pixels_down(body.right - code.right), size)
    address = verification_address(desk)
    cells = [Ruled(code, borders=frozenset()), _words(desk, beside, address)]
    return table(cells), _picture(address, code)


def verification_address(desk: Desk) -> str:
    """Return the profile's address with the fingerprint of this sheet in it."""
    address = desk.profile.verification.address
    if _PLACEHOLDER in address:
        return address.replace(_PLACEHOLDER, desk.fingerprint)
    return address + desk.fingerprint


def _words(desk: Desk, box: Box, address: str) -> Ruled:
    font = desk.identity_font
    words = Passage(runs_of(desk.profile.verification.words, font))
    lines = [words, Passage((Run(address, font),))]
    text = desk.typesetter.set(lines, font, box.width - CELL_SIDES)
    inner = Box(box.x + CELL_PADDING.left, box.y, text.width, box.height)
    shown = text.anchored(inner, Anchor.MIDDLE)
    return Ruled(box, shown, borders=frozenset(), padding=CELL_PADDING)


def _picture(address: str, box: Box) -> Image:
    """Return the code; it gets its id with the document."""
    modules = segno.make_qr(address, error="m").matrix
    side = len(modules) + 2 * _QUIET
    plain = Picture.new("RGB", (side, side), "white")
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                plain.putpixel((column + _QUIET, row + _QUIET), (0, 0, 0))
    buffer = BytesIO()
    plain.resize((side * _SCALE, side * _SCALE), Picture.Resampling.NEAREST).save(buffer, "PNG")
    return Image(0, box, buffer.getvalue(), "Kode QR", f"Kode QR: {address}")
