"""The logo at its size on the identity page, before it has a place."""

from __future__ import annotations

import struct

from sopgen.document.page import Box, Image

LOGO_HEIGHT = 1200
"""The logo is 60 pt high on the identity page, or as wide as three times that."""


def logo_image(png: bytes, number: int) -> Image:
    """Return the picture `png` as the thing with this `number`, its place open."""
    # PNG (ISO/IEC 15948) 11.2.2: IHDR begins with width and height.
    width, height = struct.unpack(">II", png[16:24])
    scale = min(LOGO_HEIGHT / height, 3 * LOGO_HEIGHT / width)
    box = Box(0, 0, round(width * scale), round(height * scale))
    return Image(number, box, png, "Logo", "Logo instansi")
