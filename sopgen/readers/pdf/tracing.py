"""Find the arrow that a printer turned into a small picture.

Printers to PDF do so with pale, dashed and half transparent lines. In: the picture. Out: the
line from end to end and its heads. The mask of what is not white is made coarser until its
dashes touch; the longest of the shortest ways through it is the line if nearly all ink lies on
it. A head is where the ink beside the line, near one of its ends, is clearly wider than the
line is elsewhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from statistics import median

from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw

from sopgen.readers.pdf.heads import Arrow
from sopgen.readers.pdf.painted import LARGEST_HEAD
from sopgen.readers.pdf.plane import XY, Frame, length

MOST_PIXELS = 900_000

_FEWEST = 6
_INKED = 90
_DARK = 215
_DARK_OPAQUE = 140
_COVERED = 0.6
_STRIP = 12
_DISTORTED = 1.2
_COARSER = (1, 2, 3, 4, 6, 8, 11)
_MOST_COARSE = 40_000
"""A mask is not searched for ways while it has more pixels than this."""

_WHOLE = 0.85
_ALONG = 0.9
_UPRIGHT = 3
"""A leg is level if it goes so many times as far across as down."""

_SAMPLES = 300
_THINNER_PART = 0.4
"""So much of a line, of one with a large head too, is no wider than its stroke."""

_HEAD = 1.5
_WIDER = 1.2
"""A head is so much wider than the line: times, and by points."""

_OTHER_HEAD = 0.5
_PEAK = 0.9


class _Width(Struct, frozen=True):
    """How wide the ink is across the line, `along` pixels from its start."""

    along: float
    wide: float


def traced(picture: Image.Image, frame: Frame) -> Arrow | None:
    """Return the line that `picture`, seen in `frame`, shows; None where it shows none."""
    width, height = picture.size
    if max(width, height) < 2 or width * height > MOST_PIXELS:
        return None
    mask = _undistorted(_mask(picture), frame)
    width, height = mask.size
    inked = mask.histogram()[255]
    is_filled = inked > _COVERED * width * height and min(width, height) > _STRIP
    if inked < _FEWEST or is_filled:
        return None
    size, way = _way(mask)
    if not way:
        return None
    scale = max(width / frame.width, height / frame.height)
    legs = _legs(way, LARGEST_HEAD / 2 * scale + size)
    widths = _widths(mask, legs, round(LARGEST_HEAD / 2 * scale), size)
    thin = _thickness(widths)
    if _along(mask, legs, thin + 4 * size, LARGEST_HEAD * scale) < _ALONG * inked:
        return None
    head_at_start, head_at_end = _heads(widths, thin, length(legs), scale)
    across, down = frame.width / width, frame.height / height
    points = tuple((frame.left + x * across, frame.top + y * down) for x, y in legs)
    return Arrow(points, False, head_at_start, head_at_end, traced=True)


def _mask(picture: Image.Image) -> Image.Image:
    grey = picture.convert("L")
    if "A" not in picture.getbands():
        return grey.point([255 if value < _DARK_OPAQUE else 0 for value in range(256)])
    dark = grey.point([255 if value < _DARK else 0 for value in range(256)])
    inked = picture.getchannel("A").point([255 if value > _INKED else 0 for value in range(256)])
    return ImageChops.darker(dark, inked)


def _undistorted(mask: Image.Image, frame: Frame) -> Image.Image:
    """Return `mask` with as many pixels to a point across as down."""
    scales = mask.width / frame.width, mask.height / frame.height
    if max(scales) <= _DISTORTED * min(scales):
        return mask
    scale = min(scales)
    size = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    return mask.resize(size, Image.Resampling.NEAREST)


def _way(mask: Image.Image) -> tuple[int, list[XY]]:
    """Return the longest way through the mask, in its pixels, and how exact it is."""
    for size in _COARSER:
        wide, high = -(-mask.width // size), -(-mask.height // size)
        if wide * high > _MOST_COARSE:
            continue
        coarse = Image.new("L", (wide * size, high * size))
        coarse.paste(mask, (0, 0))
        pixels = coarse.reduce(size).tobytes()
        found = _longest([value > 0 for value in pixels], wide)
        if found:
            return size, [((at % wide + 0.5) * size, (at // wide + 0.5) * size) for at in found]
    return 1, []


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


def _along(mask: Image.Image, way: Sequence[XY], thin: float, head: float) -> int:
    """Return how much ink lies on the way, or so near one of its ends that it may be a head."""
    near = Image.new("L", mask.size)
    pen = ImageDraw.Draw(near)
    pen.line(list(way), fill=255, width=max(3, round(thin) + 2), joint="curve")
    for x, y in (way[0], way[-1]):
        pen.ellipse((x - head, y - head, x + head, y + head), fill=255)
    return ImageChops.darker(mask, near).histogram()[255]


def _legs(way: Sequence[XY], slack: float) -> list[XY]:
    """Return the ends and corners of a way that wavers by `slack`, most of all within a head."""
    corners = _corners(way, slack)
    levels = [_level(way[first : last + 1]) for first, last in pairwise(corners)]
    legs: list[XY] = []
    for at, place in enumerate(corners):
        x, y = way[place]
        for level in levels[max(0, at - 1) : at + 1]:
            if level is not None:
                x, y = (x, level[1]) if level[0] else (level[1], y)
        legs.append((x, y))
    return legs


def _corners(way: Sequence[XY], slack: float) -> list[int]:
    """Return where the way turns (Douglas and Peucker)."""
    kept = {0, len(way) - 1}
    waiting = [(0, len(way) - 1)]
    while waiting:
        first, last = waiting.pop()
        (ax, ay), (across, down) = way[first], _unit(way[first], way[last])
        offs = [
            (abs((x - ax) * down - (y - ay) * across), at)
            for at, (x, y) in enumerate(way[first + 1 : last], start=first + 1)
        ]
        off, at = max(offs, default=(0.0, 0))
        if off > slack:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return sorted(kept)


def _level(leg: Sequence[XY]) -> tuple[bool, float] | None:
    """Return whether `leg` lies level, and where it lies; None for one that stands askew."""
    across, down = abs(leg[-1][0] - leg[0][0]), abs(leg[-1][1] - leg[0][1])
    if max(across, down) < _UPRIGHT * min(across, down):
        return None
    is_level = across > down
    return is_level, median(spot[1 if is_level else 0] for spot in leg)


def _widths(mask: Image.Image, legs: Sequence[XY], reach: int, size: int) -> list[_Width]:
    """Return how wide the ink is across the straight parts of the way."""
    pixels = mask.tobytes()
    step = max(1.0, length(legs) / _SAMPLES)
    found: list[_Width] = []
    behind = 0.0
    for one, other in pairwise(legs):
        across, down = _unit(one, other)
        long = length((one, other))
        for number in range(int(long / step) + 1):
            far = number * step
            x, y = one[0] + across * far, one[1] + down * far
            inked = [
                off
                for off in range(-reach, reach + 1)
                if _is_inked(pixels, mask.size, x - down * off, y + across * off)
            ]
            middle = min(inked, key=abs, default=reach)
            at_corner = min(far if behind else long, long - far if other != legs[-1] else long)
            if abs(middle) <= size + 2 and at_corner > 2 * size + 2:
                found.append(_Width(behind + far, _run(inked, middle)))
        behind += long
    return found


def _unit(one: XY, other: XY) -> XY:
    long = hypot(other[0] - one[0], other[1] - one[1])
    return ((other[0] - one[0]) / long, (other[1] - one[1]) / long) if long else (0.0, 0.0)


def _is_inked(pixels: bytes, size: tuple[int, int], x: float, y: float) -> bool:
    column, row = int(x), int(y)
    return 0 <= column < size[0] and 0 <= row < size[1] and pixels[row * size[0] + column] > 0


def _run(inked: Sequence[int], middle: int) -> int:
    """Return how many of the offsets `inked` hang together with `middle`."""
    known = set(inked)
    first = last = middle
    while first - 1 in known:
        first -= 1
    while last + 1 in known:
        last += 1
    return last - first + 1


def _thickness(widths: Sequence[_Width]) -> float:
    ordered = sorted(each.wide for each in widths)
    return ordered[int(len(ordered) * _THINNER_PART)] if ordered else 1.0


def _heads(widths: Sequence[_Width], thin: float, long: float, scale: float) -> tuple[bool, bool]:
    """Tell whether the ink at the start and at the end of a line is that of a head."""
    largest = LARGEST_HEAD * scale
    enough = max(_HEAD * thin, thin + _WIDER * scale) - thin
    more = [
        _Width(each.along, each.wide - thin if 2 * (each.wide - thin) > enough else 0.0)
        for each in widths
    ]
    if long < 2 * largest:
        return _only_head(more, enough)
    at_start = [each.wide for each in more if each.along <= largest]
    at_end = [each.wide for each in more if each.along >= long - largest]
    return (
        max(at_start, default=0) >= enough and sum(at_start) >= _OTHER_HEAD * sum(at_end),
        max(at_end, default=0) >= enough and sum(at_end) >= _OTHER_HEAD * sum(at_start),
    )


def _only_head(more: Sequence[_Width], enough: float) -> tuple[bool, bool]:
    """Tell to which end the head of a short line tapers, by what is wider than the line."""
    widest = max((each.wide for each in more), default=0.0)
    if widest < enough:
        return False, False
    peaks = [each.along for each in more if each.wide >= _PEAK * widest]
    before = sum(each.wide for each in more if each.along < peaks[0])
    after = sum(each.wide for each in more if each.along > peaks[-1])
    return before > after, after >= before
