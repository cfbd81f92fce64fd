"""Pictures of a PDF: unpacked once for all files that show them, and once in each."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image

from sopgen.writers.pdf.file import File, Stream, deflated


class Pictures:
    """The pictures of one file."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._numbers: dict[bytes, int] = {}

    def number(self, png: bytes) -> int:
        """Return the number of the object that is the picture `png`."""
        if png not in self._numbers:
            self._numbers[png] = self._file.add_stream(_stream(png))
        return self._numbers[png]


def picture_name(number: int) -> str:
    """Return the name by which pages call the picture with this number."""
    return f"/Im{number}"


@lru_cache(maxsize=8)
def _stream(png: bytes) -> Stream:
    """Return `png` as samples of RGB, 8 bits each."""
    with Image.open(BytesIO(png)) as image:
        kind = (
            f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height}"
            " /BitsPerComponent 8 /ColorSpace /DeviceRGB"
        )
        return deflated(image.convert("RGB").tobytes(), kind)
