"""What was known of a drawing before it was edited, by the keys of its shapes and lines."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from sopgen.document.page import Box, Point


class KnownLine(Struct, frozen=True):
    """A line: its path, the keys of the shapes at its two ends ("" for none), and its words."""

    path: tuple[Point, ...]
    start: str
    end: str
    label: str = ""
    plain: bool = False
    dashed: bool = False
    backwards: bool = False

    @property
    def source(self) -> str:
        return self.end if self.backwards else self.start

    @property
    def target(self) -> str:
        return self.start if self.backwards else self.end


class Known(Struct, frozen=True):
    """Boxes of shapes and lines by key, and the widths of those that stood in one lane."""

    boxes: Mapping[str, Box] = MappingProxyType({})
    single: Mapping[str, int] = MappingProxyType({})
    lines: Mapping[str, KnownLine] = MappingProxyType({})

    def held(self, key: str, *, start: bool) -> str:
        """Return the key of the shape that held this end of the line `key`."""
        line = self.lines.get(key) if key else None
        return "" if line is None else line.start if start else line.end


NOTHING_KNOWN = Known()
