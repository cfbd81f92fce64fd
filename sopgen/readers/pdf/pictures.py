"""Fetch the pictures of a page: where they stand, and what small ones show.

In: the images of pdfplumber and the file they come from. Out: `Picture`s; the pixels of one
that may be an arrow, None for one that is too large for it or cannot be unpacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import pikepdf
from msgspec import Struct
from PIL import Image

from sopgen.readers.pdf.plane import Frame
from sopgen.readers.pdf.tracing import MOST_PIXELS

PlacedImage: TypeAlias = Mapping[str, Any]
"""An image of pdfplumber."""

_OPAQUE = 128

MOST_LOOKED_AT = 60
"""So many pictures of a page are looked at, whether they are arrows."""

_DAMAGE = (
    pikepdf.PikepdfError,
    NotImplementedError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What pikepdf and Pillow raise, by kind of damage, for an image that is none."""


class Picture(Struct, frozen=True):
    """A picture where it stands on the page."""

    frame: Frame
    pixels: Image.Image | None = None


def pictures_of(images: Sequence[PlacedImage], pdf: pikepdf.Pdf) -> Iterator[Picture]:
    """Yield the pictures of a page of `pdf`."""
    for number, each in enumerate(images):
        frame = Frame(
            float(each["x0"]), float(each["top"]), float(each["x1"]), float(each["bottom"])
        )
        if frame.longer <= 1:
            continue
        pixels = _pixels(each, pdf) if number < MOST_LOOKED_AT else None
        if pixels is None or not _is_faint(pixels):
            yield Picture(frame, pixels)


def _pixels(image: PlacedImage, pdf: pikepdf.Pdf) -> Image.Image | None:
    number = getattr(image.get("stream"), "objid", None)
    if not number:
        return None
    try:
        stream = pdf.get_object(int(number), 0)
        mask = stream.get("/SMask")
        if _too_large(stream):
            return None
        pixels = _decoded(stream)
        if mask is None or pixels is None:
            return pixels
        alpha = None if _too_large(mask) else _decoded(mask)
        if alpha is None:
            return None
        with_alpha = pixels.convert("RGB")
        with_alpha.putalpha(alpha.convert("L").resize(with_alpha.size))
    except _DAMAGE:
        return None
    return with_alpha


def _is_faint(pixels: Image.Image) -> bool:
    """Tell whether a picture is the shadow of words, or nothing at all, as Word prints them."""
    if "A" not in pixels.getbands():
        return False
    most = pixels.getchannel("A").getextrema()[1]
    return isinstance(most, int | float) and most < _OPAQUE


def _decoded(image: pikepdf.Object) -> Image.Image | None:
    """Return `image` without its mask."""
    if not isinstance(image, pikepdf.Stream):
        return None
    return pikepdf.PdfImage(image).as_pil_image(apply_mask=False)


def _too_large(image: pikepdf.Object) -> bool:
    return int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > MOST_PIXELS
