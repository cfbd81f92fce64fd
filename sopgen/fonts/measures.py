"""What layout must know of a font file, and how it is kept beside it."""

from __future__ import annotations

import json

from msgspec import Struct
from msgspec.structs import asdict


class Measures(Struct, frozen=True):
    """Names and sizes of a font in its own units; `unknown` is the width of the empty box."""

    name: str
    units_per_em: int
    ascent: int
    descent: int
    unknown: int
    advances: dict[str, int]

    def dumped(self) -> bytes:
        """Return the measures as JSON."""
        return json.dumps(asdict(self), sort_keys=True).encode()


class Cut(Struct, frozen=True):
    """A font program and its measures."""

    program: bytes
    measures: Measures


def loaded(data: bytes) -> Measures:
    """Return the measures that `dumped` wrote."""
    return Measures(**json.loads(data))
