"""Find the arrow that a printer turned into a small picture.

Printers to PDF do so with pale, dashed and half transparent lines. In: the picture. Out: the
line from end to end and its head. The mask of what is not white is made coarser until its
dashes touch; the longest of the shortest ways through it is the line if nearly all ink lies along
it, and an end with clearly more ink than the line has on its way carries the head.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from sopgen.readers.pdf.heads import Arrow
from sopgen.readers.pdf.plane import Frame

MOST_PIXELS = 900_000

_FEWEST = 6
_INKED = 90
_DARK = 215
_DARK_OPAQUE = 140
_COVERED = 0.6
_STRIP = 12
_COARSER = (1, 2, 3, 4, 6, 8, 11)
_MOST_COARSE = 40_000
"""A mask is not searched for ways while it has more pixels than this."""

_WHOLE = 0.85
_ALONG = 0.9
_POINTS = 12
_HEAD = 1.45
_AGAINST_OTHER = 1.15
_BOTH = 1.8


def traced(picture: Image.Image, frame: Frame) -> Arrow | None:
    """Return the line that `picture`, seen in `frame`, shows; None where it shows none."""
    width, height = picture.size
    if width < 2 or height < 2 or width * height > MOST_PIXELS:
        return None
    mask = _mask(picture)
    inked = mask.histogram()[255]
    is_filled = inked > _COVERED * width * height and min(width, height) > _STRIP
    if inked < _FEWEST or is_filled:
        return None
    way = _way(mask)
    if not way or _along(mask, way) < _ALONG * inked:
        return None
    head_at_start, head_at_end = _heads(mask, way)
    step = max(1, len(way) // _POINTS)
    across, down = frame.width / width, frame.height / height
    points = [(frame.left + x * across, frame.top + y * down) for x, y in (*way[:-1:step], way[-1])]
    return Arrow(tuple(points), False, head_at_start, head_at_end, traced=True)


def _mask(picture: Image.Image) -> Image.Image:
    grey = picture.convert("L")
    if "A" not in picture.getbands():
        return grey.point([255 if value < _DARK_OPAQUE else 0 for value in range(256)])
    dark = grey.point([255 if value < _DARK else 0 for value in range(256)])
    inked = picture.getchannel("A").point([255 if value > _INKED else 0 for value in range(256)])
    return ImageChops.darker(dark, inked)


def _way(mask: Image.Image) -> list[tuple[float, float]]:
    """Return the longest way through the mask, from end to end, in its pixels."""
    for size in _COARSER:
        wide, high = -(-mask.width // size), -(-mask.height // size)
        if wide * high > _MOST_COARSE:
            continue
        coarse = Image.new("L", (wide * size, high * size))
        coarse.paste(mask, (0, 0))
        pixels = coarse.reduce(size).tobytes()
        found = _longest([value > 0 for value in pixels], wide)
        if found:
            return [((at % wide + 0.5) * size, (at // wide + 0.5) * size) for at in found]
    return []


def _longest(inked: Sequence[bool], width: int) -> list[int]:
    """Return the longest shortest way, if nearly all that is `inked` hangs together."""
    left = {at for at, is_inked in enumerate(inked) if is_inked}
    enough = _WHOLE * len(left)
    while len(left) >= max(enough, 1):
        end, reached = _spread(min(left), inked, width)
        if len(reached) >= enough:
            start, back = _spread(end, inked, width)
            way = [start]
            while back[way[-1]] >= 0:
                way.append(back[way[-1]])
            return way
        left -= reached.keys()
    return []


def _spread(start: int, inked: Sequence[bool], width: int) -> tuple[int, dict[int, int]]:
    """Return what is reached last from `start`, and where each pixel was reached from."""
    reached = {start: -1}
    queue = deque([start])
    last = start
    while queue:
        last = queue.popleft()
        column = last % width
        for across in (-1, 0, 1):
            if not 0 <= column + across < width:
                continue
            for at in (last + across - width, last + across, last + across + width):
                if 0 <= at < len(inked) and inked[at] and at not in reached:
                    reached[at] = last
                    queue.append(at)
    return last, reached


def _along(mask: Image.Image, way: Sequence[tuple[float, float]]) -> int:
    """Return how much ink lies on the way or so near that it may be a head."""
    near = Image.new("L", mask.size)
    ImageDraw.Draw(near).line(list(way), fill=255, width=3 * _reach(mask), joint="curve")
    return ImageChops.darker(mask, near).histogram()[255]


def _reach(mask: Image.Image) -> int:
    """Return how many pixels around the end of a line its head may take."""
    return max(3, min(14, max(mask.size) // 14))


def _heads(mask: Image.Image, way: Sequence[tuple[float, float]]) -> tuple[bool, bool]:
    reach = _reach(mask)
    ink = [_ink(mask, x, y, reach) for x, y in way[:: max(1, len(way) // 40)]]
    fifth = max(1, len(ink) // 5)
    middle = sorted(ink)[len(ink) // 2] or 1
    first, last = max(ink[:fifth]), max(ink[-fifth:])
    at_start = first >= _HEAD * middle and first >= _AGAINST_OTHER * last
    at_end = last >= _HEAD * middle and last >= _AGAINST_OTHER * first
    if not at_start and not at_end and min(first, last) >= _BOTH * middle:
        return True, True
    return at_start, at_end


def _ink(mask: Image.Image, x: float, y: float, reach: int) -> int:
    box = (
        max(0, int(x) - reach),
        max(0, int(y) - reach),
        min(mask.width, int(x) + reach + 1),
        min(mask.height, int(y) + reach + 1),
    )
    return mask.crop(box).histogram()[255]
