"""Put words together that stand side by side in one line, though a rule of the table parts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sopgen.document.page import Box
from sopgen.document.sheet import SeenShape
from sopgen.recognition.distances import POINT, Near

_SPACE = 5 * POINT
_BESIDE = 0.6
"""Words are in one line if so much of the lower ones' height is common to both."""


def in_lines(shapes: Sequence[SeenShape]) -> Iterator[SeenShape]:
    """Yield `shapes`, words in one line as one."""
    words = [shape for shape in shapes if shape.bare and shape.text and not shape.key]
    yield from (shape for shape in shapes if not (shape.bare and shape.text and not shape.key))
    words.sort(key=lambda shape: (shape.box.x, shape.box.y))
    index = Near((at, shape.box) for at, shape in enumerate(words))
    done: set[int] = set()
    for at, shape in enumerate(words):
        if at in done:
            continue
        whole = shape
        while (following := _following(whole, words, index, done | {at})) is not None:
            done.add(following)
            whole = _joined(whole, words[following])
        yield whole


def _following(
    shape: SeenShape, words: Sequence[SeenShape], index: Near, done: set[int]
) -> int | None:
    end = Box(shape.box.right, shape.box.y, 0, shape.box.height)
    for at in index.within(end, _SPACE):
        box = words[at].box
        common = min(shape.box.bottom, box.bottom) - max(shape.box.y, box.y)
        is_level = common >= _BESIDE * min(shape.box.height, box.height)
        if at not in done and is_level and -_SPACE < box.x - shape.box.right <= _SPACE:
            return at
    return None


def _joined(shape: SeenShape, rest: SeenShape) -> SeenShape:
    one, other = shape.box, rest.box
    left, top = min(one.x, other.x), min(one.y, other.y)
    width, height = max(one.right, other.right) - left, max(one.bottom, other.bottom) - top
    return replace(shape, text=f"{shape.text} {rest.text}", box=Box(left, top, width, height))
