"""Which pictures may be a logo, and the one form in which they go on.

Whatever a user's file holds (transparency, CMYK, an orientation, metadata, a profile
of colours), pages get a plain RGB PNG. A file that says it is larger than a logo can
be is refused before it is unpacked.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath

from PIL import Image, ImageOps

from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem
from sopgen.problems.spelling import quoted

MAX_BYTES = 5_000_000
MAX_PIXELS = 25_000_000
MAX_SIDE = 10_000
"""A row or column of pixels as long as a whole picture takes Pillow seconds and a gigabyte."""

_AT = ("logo",)
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)
"""What Pillow raises, by kind of damage, for files that are no pictures or only half of one."""


def read_logo(folder: Path, name: str) -> bytes | Problem:
    """Return the picture `name` in `folder` as RGB PNG on white, or what is wrong with it."""
    path = folder / name
    try:
        if not _is_beside(folder, name):
            return _problem(
                Code.LOGO_PLACE,
                f"Logo {quoted(name)} berada di luar map kop.",
                "Simpan gambarnya di map letterheads, lalu tulis nama berkasnya saja.",
            )
        if not path.is_file():
            return _problem(
                Code.LOGO_MISSING,
                f"Logo {quoted(name)} tidak ada di map {folder.name}.",
                "Periksa namanya, termasuk huruf besar dan akhirannya (.png atau .jpg).",
            )
        if path.stat().st_size > MAX_BYTES:
            return _too_large(f"Berkas logo {quoted(name)} lebih besar dari 5 MB.")
        data = path.read_bytes()
    except (OSError, RuntimeError):
        # RuntimeError is what Python before 3.13 raises for a link that leads to itself.
        return _problem(
            Code.LOGO_MISSING,
            f"Logo {quoted(name)} tidak dapat dibuka.",
            "Periksa namanya dan izin membaca berkasnya.",
        )
    return rgb_png(data, name)


def _is_beside(folder: Path, name: str) -> bool:
    """Tell whether `name` leads into `folder`, also where it is a link."""
    relative = PurePosixPath(name.replace("\\", "/"))
    if relative.is_absolute() or ".." in relative.parts or ":" in name or "\0" in name:
        return False
    return (folder / name).resolve().is_relative_to(folder.resolve())


@lru_cache(maxsize=4)
def rgb_png(data: bytes, name: str) -> bytes | Problem:
    """Return the PNG or JPEG `data` as RGB PNG on white, without anything but its pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about metadata, which does not go on
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    return _too_many_pixels(name)
                if max(picture.size) > MAX_SIDE:
                    return _too_large(f"Logo {quoted(name)} panjangnya lebih dari 10.000 piksel.")
                picture.verify()
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
                picture.load()
                return _encoded(_on_white(ImageOps.exif_transpose(picture)))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return _too_many_pixels(name)
    except _DAMAGE:
        return _problem(
            Code.LOGO_DAMAGED,
            f"Logo {quoted(name)} bukan gambar PNG atau JPEG yang utuh.",
            "Simpan ulang gambarnya sebagai PNG.",
        )


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        # Pillow clips 16 bits to 8 instead of scaling them.
        picture = picture.point(lambda level: level / 257).convert("L")
    white = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        opaque = picture.convert("RGBA")
        white.paste(opaque, mask=opaque.getchannel("A"))
    else:
        white.paste(picture.convert("RGB"))
    return white


def _encoded(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _too_many_pixels(name: str) -> Problem:
    return _too_large(f"Logo {quoted(name)} lebih besar dari 25 megapiksel.")


def _too_large(message: str) -> Problem:
    return _problem(
        Code.LOGO_TOO_LARGE, message, "Perkecil gambarnya; 1000 × 1000 piksel sudah cukup."
    )


def _problem(code: Code, message: str, hint: str) -> Problem:
    return Problem(code, message, at=_AT, hint=hint)
