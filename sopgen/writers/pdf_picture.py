"""Pictures on a PDF canvas: unpacked once for all files that show them, and once in each.

qpdf leaves a stream as it is that names its one filter; what names a list of one, as
reportlab does, it packs anew.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from hashlib import md5
from io import BytesIO

from msgspec import Struct
from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from sopgen.writers.pdf_fonts import drawn


class _Picture(Struct, frozen=True):
    """Deflated samples of RGB, 8 bits each, under the name that files know them by."""

    name: str
    width: int
    height: int
    samples: bytes


def show(png: bytes, canvas: Canvas) -> None:
    """Draw the picture `png` on the unit square of `canvas`."""
    picture = _picture(png)
    if not canvas.hasForm(picture.name):
        drawn(canvas).addForm(picture.name, _stream(picture))
    canvas.doForm(picture.name)


@lru_cache(maxsize=8)
def _picture(png: bytes) -> _Picture:
    with Image.open(BytesIO(png)) as image:
        samples = image.convert("RGB").tobytes()
        name = md5(samples + b"None", usedforsecurity=False).hexdigest()
        return _Picture(name, image.width, image.height, zlib.compress(samples))


def _stream(picture: _Picture) -> PDFStream:
    kind = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "BitsPerComponent": 8,
        "ColorSpace": PDFName("DeviceRGB"),
        "Filter": PDFName("FlateDecode"),
    }
    return PDFStream(PDFDictionary(kind), picture.samples)
