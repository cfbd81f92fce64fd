"""Tell what is printed over something else apart.

A text over which a page paints white later is not seen: so are numbers and names replaced in
finished files. A text that is printed over another one is read apart from it, letters of both in
turn mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import floor
from typing import Any, TypeAlias

from sopgen.readers.pdf.outlines import is_square
from sopgen.readers.pdf.painted import is_white
from sopgen.readers.pdf.plane import Frame, without_repeats

Thing: TypeAlias = Mapping[str, Any]
"""A character or a path of pdfplumber."""

_ROW = 10.0
_MOST = 0.5
"""Characters of two texts that share more of the smaller one are printed over each other."""

_SAME_LINE = 0.3
_BACK = 0.5
_ONWARD = 2.0


def visible(things: Sequence[Thing]) -> list[Thing]:
    """Return the characters of `things`, which are in the order painted, that stay visible."""
    rows: dict[int, dict[int, Frame]] = {}
    for at, thing in enumerate(things):
        if thing["object_type"] == "char":
            frame = _frame(thing)
            rows.setdefault(floor(frame.center[1] / _ROW), {})[at] = frame
        elif rows and _is_mask(thing):
            mask = _frame(thing)
            for row in range(floor(mask.top / _ROW), floor(mask.bottom / _ROW) + 1):
                below = rows.get(row, {})
                for hidden in [each for each, frame in below.items() if _covers(mask, frame)]:
                    del below[hidden]
    return [things[at] for at in sorted(at for row in rows.values() for at in row)]


def layers(chars: Sequence[Thing]) -> list[list[Thing]]:
    """Return `chars`, in the order painted, in groups in which no text is over another.

    Blanks that lie within the letters of another text are left out.
    """
    texts = list(_texts(chars))
    printed = _Printed(texts)
    layer: list[int] = []
    for at, text in enumerate(texts):
        over = {each for char in text if _is_letter(char) for each, _ in printed.below(char, at)}
        taken = {layer[other] for other in over if other < at}
        layer.append(next(each for each in range(len(taken) + 1) if each not in taken))
    return [
        [
            char
            for at, text in enumerate(texts)
            if layer[at] == each
            for char in text
            if _is_letter(char) or not printed.is_within(char, at)
        ]
        for each in range(max(layer, default=-1) + 1)
    ]


class _Printed:
    """Finds which letters of other texts are printed where a character is."""

    def __init__(self, texts: Sequence[Sequence[Thing]]) -> None:
        self._at: dict[tuple[int, int], list[tuple[int, bool, Frame]]] = {}
        for number, text in enumerate(texts):
            for at, char in enumerate(text):
                if _is_letter(char):
                    frame = _frame(char)
                    is_inner = 0 < at < len(text) - 1
                    self._at.setdefault(_place(frame), []).append((number, is_inner, frame))

    def below(self, char: Thing, text: int) -> Iterator[tuple[int, bool]]:
        """Yield the other texts with a letter there, and whether it is neither first nor last."""
        frame = _frame(char)
        column, row = _place(frame)
        for place in ((column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)):
            for number, is_inner, printed in self._at.get(place, ()):
                if number != text and _is_over(frame, printed):
                    yield number, is_inner

    def is_within(self, char: Thing, text: int) -> bool:
        """Tell whether `char` lies between the letters of another text."""
        return any(is_inner for _, is_inner in self.below(char, text))


def _is_mask(path: Thing) -> bool:
    if not path.get("fill") or path.get("object_type") not in ("rect", "curve"):
        return False
    points = without_repeats(path["pts"])
    return is_white(path.get("non_stroking_color")) and is_square(points, _frame(path))


def _covers(mask: Frame, char: Frame) -> bool:
    """Tell whether nearly all of `char` lies below `mask`; accents may stand out."""
    x, y = char.center
    inside = mask.left <= x <= mask.right and mask.top <= y <= mask.bottom
    return inside and mask.common(char) > 0.8 * char.area


def _texts(chars: Sequence[Thing]) -> Iterator[list[Thing]]:
    """Yield what is painted in one go: one character behind the other on one line."""
    text: list[Thing] = []
    for char in chars:
        if text and not _goes_on(text[-1], char):
            yield text
            text = []
        text.append(char)
    if text:
        yield text


def _goes_on(before: Thing, char: Thing) -> bool:
    height = max(before["bottom"] - before["top"], 1.0)
    end = before["x1"] if _is_letter(before) else min(before["x1"], before["x0"] + height)
    gap = char["x0"] - end
    level = abs(char["bottom"] - before["bottom"]) < _SAME_LINE * height
    return bool(level and -_BACK * height < gap < _ONWARD * height)


def _is_over(one: Frame, other: Frame) -> bool:
    return one.common(other) > _MOST * min(one.area, other.area)


def _is_letter(char: Thing) -> bool:
    return bool(char["text"].strip())


def _place(frame: Frame) -> tuple[int, int]:
    across, down = frame.center
    return floor(across / _ROW), floor(down / _ROW)


def _frame(thing: Thing) -> Frame:
    return Frame(
        float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"])
    )
