"""Set texts: markup to runs, lists to hanging paragraphs, paragraphs to placed lines.

In: texts as typed. Out: `Paragraph`s with their printed lines at their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import (
    PIXEL,
    Align,
    Anchor,
    Box,
    Face,
    Font,
    Line,
    Padding,
    Paragraph,
    Run,
)
from sopgen.fonts import SHEET_PADDING, SIGNS, Metrics, break_lines, opportunities
from sopgen.layout.typed import item_origin
from sopgen.model.kinds import Items
from sopgen.model.profile import ListStyle

CELL_PADDING = Padding(left=SHEET_PADDING + 3 * PIXEL, right=SHEET_PADDING + 4 * PIXEL)
"""What texts keep clear of the rules beside them, so that 3 pt are left in every program.

That is what a spreadsheet keeps free by itself, and columns of some pixels; a line may be
half a point longer there than in the layout.
"""

CELL_SIDES = CELL_PADDING.left + CELL_PADDING.right
"""How much narrower a text is than its cell."""

_SPARE = 2
"""A workbook's line must be narrower than its room, by a dot of its device."""

_SCREEN_SLACK = 1.05
"""Excel's lines stand a little wider apart on the screen than on paper."""

DOWN_TO_BASELINE = 0.8
"""Where letters stand on a line of exact height, as Word sets them."""

NO_BREAK = "\u00a0"

_DEEPEST = 4
"""Markers stand under so many others at most; deeper ones stand beside the last of them."""

_HAIR = 8
"""What a workbook's measure may be off on a whole line."""

_LETTER = r"[^\W\d_]"
_STAR = r"\\(?P<star>\*)"
_BOLD_END = rf"(?:(?<=\S)\*\*(?![\w*])|(?<={_LETTER})\*\*(?={_LETTER}))"
_BOLD = rf"(?<!\w)\*\*(?=\S)(?P<bold>.+?){_BOLD_END}"
_OTHERS = (
    rf"(?<!\w)\*(?=\S)(?P<italic>[^*]+?)(?:(?<=\S)\*(?!\w)|(?<={_LETTER})\*(?={_LETTER}))"
    rf"|(?<={_LETTER})\*\*(?={_LETTER})(?P<inner_bold>[^*\s]+)\*\*(?![\d_*])"
    rf"|(?<={_LETTER})\*(?={_LETTER})(?P<inner_italic>[^*\s]+)\*(?![\d_*])"
)
_EMPHASIS = re.compile(f"{_STAR}|{_BOLD}|{_OTHERS}")
"""Stars around words; inside a word only between letters, so that `2*3*4` stays as it is."""

_WITHOUT_BOLD = re.compile(f"{_STAR}|{_OTHERS}")
_ENDS_BOLD = re.compile(_BOLD_END)
_DEEPEST = 2
"""Italics in bold, or bold in italics; stars in these are stars."""

_FLUSH = (0,) * (_DEEPEST + 2)
"""How far texts hang at each level where no marker hangs."""

_MARKER = re.compile(
    r"(-|•|[a-z][.)]|\(?(?:\d{1,3}|[a-z])\)|\d{1,3}\.|\d{1,3}(?:\.\d{1,3}){1,4}\.)[ \t]+(?=\S)"
)
_MARKER_OF_SEVERAL = re.compile(r"([A-Z]\.|[IVXLC]{1,6}\.|\d{1,2}(?:\.\d{1,2}){1,4})[ \t]+(?=\S)")
"""What may be the beginning of a name or a quantity too, unless another line has one."""


def pixels_up(length: float) -> int:
    """Return `length` twips rounded up to a whole pixel."""
    return -int(-length // PIXEL) * PIXEL


def pixels_down(length: float) -> int:
    """Return `length` twips rounded down to a whole pixel."""
    return int(length // PIXEL) * PIXEL


def runs_of(text: str, font: Font) -> tuple[Run, ...]:
    r"""Return `text` with `*miring*` in italics, `**tebal**` in bold, `\*` as a star."""
    if "*" not in text:
        return _in_faces(text, font) if text else ()
    return _joined(tuple(_emphasised(text, font, 0)))


def _emphasised(text: str, font: Font, depth: int) -> Iterator[Run]:
    at = 0
    for found in _emphases(text) if depth < _DEEPEST else ():
        if found.start() > at:
            yield from _in_faces(text[at : found.start()], font)
        kind = found.lastgroup or ""
        match kind:
            case "star":
                yield Run("*", font)
            case "bold" | "inner_bold":
                yield from _emphasised(found[kind], replace(font, bold=True), depth + 1)
            case _:
                yield from _emphasised(found[kind], replace(font, italic=True), depth + 1)
        at = found.end()
    if at < len(text):
        yield from _in_faces(text[at:], font)


def _emphases(text: str) -> Iterator[re.Match[str]]:
    """Yield what is emphasised; where no bold can end any more, none is looked for."""
    at, end = 0, max((found.end() for found in _ENDS_BOLD.finditer(text)), default=0)
    while found := _EMPHASIS.search(text, at, end):
        yield found
        at = found.end()
    yield from _WITHOUT_BOLD.finditer(text, at)


def _in_faces(text: str, font: Font) -> tuple[Run, ...]:
    """Return `text` in the face of `font`, and signs in the face that has them."""
    if text.isascii() or SIGNS.isdisjoint(text):
        return (Run(text, font),)
    signs = Font(Face.SEGOE_UI_SYMBOL, font.size)
    parts = groupby(text, SIGNS.__contains__)
    return tuple(Run("".join(part), signs if is_sign else font) for is_sign, part in parts)


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    out: list[Run] = []
    for run in runs:
        if out and out[-1].font == run.font:
            out[-1] = Run(out[-1].text + run.text, run.font)
        else:
            out.append(run)
    return tuple(out)


class Passage(Struct, frozen=True):
    """A paragraph before it is set: its marker hangs `indent` twips left of its text."""

    runs: tuple[Run, ...]
    marker: str = ""
    level: int = 0
    origin: str = ""


def passages(
    items: Items, style: ListStyle, font: Font, first: int = 1, origin: str = ""
) -> tuple[Passage, ...]:
    """Return what `items` prints: a text by its lines, a list with markers of `style`.

    The markers of a list count from `first`. `origin` is the place of `items`.
    """
    if isinstance(items, str):
        return tuple(_by_lines(items, font, 0, origin)) if items else ()
    out: list[Passage] = []
    for position, item in enumerate(items):
        marker, own = _marker(style, first - 1 + position), item_origin(origin, position)
        line, *rest = item.split("\n")
        out.append(Passage(runs_of(line, font), marker, origin=own))
        if rest:
            out.extend(_by_lines("\n".join(rest), font, 1 if marker else 0, own))
    return tuple(out)


def _by_lines(text: str, font: Font, level: int, origin: str) -> Iterable[Passage]:
    lines = text.split("\n")
    several = sum(_MARKER_OF_SEVERAL.match(line) is not None for line in lines) > 1
    outer: list[int] = []
    for line in lines:
        inner = line.lstrip(" ")
        found = _MARKER.match(inner) or (several and _MARKER_OF_SEVERAL.match(inner))
        if found:
            depth = _depth(outer, len(line) - len(inner))
            words = runs_of(inner[found.end() :], font)
            yield Passage(words, found[1], level + depth, origin)
        else:
            outer.clear()
            yield Passage(runs_of(line, font), "", level, origin)


def _depth(outer: list[int], indent: int) -> int:
    """Return how many markers a marker so far in stands under, those in `outer`; add it there."""
    while outer and outer[-1] >= indent:
        outer.pop()
    outer.append(indent)
    return min(len(outer) - 1, _DEEPEST)


def _marker(style: ListStyle, number: int) -> str:
    match style:
        case ListStyle.NUMBERS:
            return f"{number + 1}."
        case ListStyle.LETTERS:
            letters = ""
            count = number + 1
            while count:
                count, letter = divmod(count - 1, 26)
                letters = chr(ord("a") + letter) + letters
            return f"{letters}."
        case ListStyle.DASHES:
            return "-"
        case ListStyle.BULLETS:
            return "•"
        case ListStyle.PLAIN:
            return ""


def run_in(passage: Passage, font: Font) -> tuple[Run, ...]:
    """Return the runs of `passage` behind its marker, which never stands alone on a line."""
    lead = _lead(passage)
    return (Run(f"{lead}{NO_BREAK}", font), *passage.runs) if lead else passage.runs


def _lead(passage: Passage) -> str:
    """Return the marker of `passage` as it begins a line, an inner one under its outer's text."""
    spaces = max(0, 4 * passage.level - 2)
    return spaces * NO_BREAK + passage.marker if passage.marker else ""


class Lists(Enum):
    """How the items of a list stand under each other.

    In a cell their markers run in: a workbook has no hanging indent, and would break their
    lines elsewhere. `ITEMISED` ones hang, and their lines fill whole pixels, because a
    workbook gives them rows of their own; only lists inside them run in.
    """

    HANGING = "hanging"
    RUN_IN = "run in"
    ITEMISED = "itemised"


class SetPassage(Struct, frozen=True):
    """A passage broken into lines `left` twips right of the text's edge.

    A `marker` that does not hang in the `indent` is part of the first line.
    """

    passage: Passage
    font: Font
    marker: str
    left: int
    indent: int
    lines: tuple[tuple[Run, ...], ...]
    pitch: int
    ascent: int
    height: int


class SetText(Struct, frozen=True):
    """A text of known size that has not found its place yet."""

    passages: tuple[SetPassage, ...]
    width: int
    align: Align
    metrics: Metrics

    @property
    def height(self) -> int:
        return sum([passage.height for passage in self.passages])

    def breaks_by_a_hair(self, sheet: Metrics) -> bool:
        """Tell whether a workbook that measures a little differently breaks this elsewhere."""
        return any(
            _is_tight(each.lines, self.width - each.left - each.indent, sheet)
            for each in self.passages
        )

    def followed_by(self, other: SetText) -> SetText:
        """Return both texts as one, `other` right below this one."""
        return replace(self, passages=self.passages + other.passages)

    def placed(self, x: int, y: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs with the text's top left at (`x`, `y`)."""
        out = []
        for each in self.passages:
            out.append(self._paragraph(each, x, y))
            y += each.height
        return tuple(out)

    def anchored(self, box: Box, anchor: Anchor) -> tuple[Paragraph, ...]:
        """Return the paragraphs standing at the top, middle or bottom of `box`."""
        room = box.height - self.height
        match anchor:
            case Anchor.TOP:
                return self.placed(box.x, box.y)
            case Anchor.MIDDLE:
                return self.placed(box.x, box.y + room // 2)
            case Anchor.BOTTOM:
                return self.placed(box.x, box.y + room)

    def _paragraph(self, each: SetPassage, x: int, y: int) -> Paragraph:
        pitch, ascent = each.pitch, each.ascent
        left, width = x + each.left + each.indent, self.width - each.left - each.indent
        marker = Run(each.marker, each.font) if each.marker else None
        lines = []
        if marker and each.indent:
            lines.append(Line(x + each.left, y + ascent, (marker,)))
        for number, runs in enumerate(each.lines):
            if runs:
                start, baseline = left + self._shift(runs, width), y + number * pitch + ascent
                if marker and not each.indent and not number:
                    lines.append(Line(start, baseline, (marker,)))
                    start += round(self.metrics.width(f"{each.marker}{NO_BREAK}", each.font))
                    runs = _without(f"{each.marker}{NO_BREAK}", runs)
                if runs:
                    lines.append(Line(start, baseline, runs))
        return Paragraph(
            runs=each.passage.runs,
            box=Box(left, y, width, each.height),
            line_height=pitch,
            align=self.align,
            marker=marker,
            indent=each.indent,
            lines=tuple(lines),
            wrap=self._wrap(each.lines, width),
            origin=each.passage.origin,
        )

    def _wrap(self, lines: Sequence[tuple[Run, ...]], width: int) -> int | None:
        """Return the width in the middle of those at which text breaks into `lines`."""
        if len(lines) < 2:
            return None
        widest = max(_width(line, self.metrics) for line in lines)
        longer = _with_a_word_more(lines, self.metrics)
        upper = min(max(2 * width - widest, widest + 40), *longer, 2.0 * width)
        return round((widest + upper) / 2) if upper > widest else None

    def _shift(self, runs: tuple[Run, ...], width: int) -> int:
        if self.align is Align.LEFT:
            return 0
        room = width - _width(runs, self.metrics)
        return round(room / 2 if self.align is Align.CENTER else room)


def _without(lead: str, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return `runs` without the `lead` that they begin with."""
    first, *others = runs
    rest = replace(first, text=first.text[len(lead) :])
    return (rest, *others) if rest.text else tuple(others)


def _is_tight(lines: Sequence[tuple[Run, ...]], room: int, sheet: Metrics) -> bool:
    if any(line and room - _width(line, sheet) < _HAIR for line in lines):
        return True
    return any(longer - room < _HAIR for longer in _with_a_word_more(lines, sheet))


def _width(line: Sequence[Run], metrics: Metrics) -> float:
    if len(line) == 1:
        return metrics.width(line[0].text, line[0].font)
    return sum([metrics.width(run.text, run.font) for run in line])


def _with_a_word_more(lines: Sequence[tuple[Run, ...]], metrics: Metrics) -> Iterator[float]:
    """Yield how wide each line but the last would be with the first word of the next.

    No space parts them after a hyphen or slash.
    """
    for line, following in pairwise(lines):
        if line and following:
            last, first = line[-1], following[0]
            space = "" if last.text.endswith(("-", "/")) else " "
            end = opportunities(first.text)[0] if first.text else 0
            word = first.text[:end].rstrip(" ")
            parting = metrics.width(space, last.font)
            yield _width(line, metrics) + parting + metrics.width(word, first.font)


class Typesetter(Struct, frozen=True):
    """Sets texts: lines break by `sheet`, a workbook's measure, and are placed by `metrics`.

    Of all programs a workbook leaves least choice of where a text wraps, so the
    other formats follow it.
    """

    metrics: Metrics
    sheet: Metrics

    def set(
        self,
        texts: Sequence[Passage],
        font: Font,
        width: int,
        align: Align = Align.LEFT,
        lists: Lists = Lists.HANGING,
    ) -> SetText:
        """Return `texts` broken to `width` twips."""
        indents = self._indents(texts, font, lists)
        pitch, ascent = self._lines(font, lists)
        out = []
        for passage in texts:
            left = sum(indents[: passage.level]) if passage.level else 0
            indent = indents[passage.level] if passage.marker else 0
            runs, marker = passage.runs, passage.marker
            if marker and not indent:
                runs, marker = run_in(passage, font), _lead(passage)
            lines = self.broken(runs, width - left - indent) or ((),)
            height = len(lines) * pitch
            out.append(
                SetPassage(passage, font, marker, left, indent, lines, pitch, ascent, height)
            )
        return SetText(tuple(out), width, align, self.metrics)

    def _lines(self, font: Font, lists: Lists) -> tuple[int, int]:
        """Return the pitch of lines and how deep in it their letters stand."""
        metrics = self.metrics
        if lists is not Lists.ITEMISED:
            return metrics.line_height(font), metrics.ascent(font)
        pitch = pixels_up(metrics.line_height(font) * _SCREEN_SLACK)
        return pitch, round(pitch * DOWN_TO_BASELINE)

    def broken(self, runs: tuple[Run, ...], room: int) -> tuple[tuple[Run, ...], ...]:
        """Return the lines of `runs`, which fit into `room` printed too.

        At 8 pt a workbook's measure is 1.1 % narrower, which tells in wide columns.
        """
        lines = break_lines(runs, room - _SPARE, self.sheet)
        excess = max([_width(line, self.metrics) for line in lines], default=0.0) - room
        return break_lines(runs, room - _SPARE - excess, self.sheet) if excess > _SPARE else lines

    def _indents(self, texts: Sequence[Passage], font: Font, lists: Lists) -> Sequence[int]:
        """Return how far the text hangs behind its markers, level by level."""
        marked = [each for each in texts if each.marker]
        if lists is Lists.RUN_IN or not marked:
            return _FLUSH
        widest = [0.0] * len(_FLUSH)
        gap = self.metrics.width(" ", font) * 1.5
        for passage in marked:
            if not (passage.level and lists is Lists.ITEMISED):
                width = self.metrics.width(passage.marker, font) + gap
                widest[passage.level] = max(widest[passage.level], width)
        return [pixels_up(width) for width in widest]

    def single_line(self, runs: tuple[Run, ...], box: Box, align: Align) -> Paragraph:
        """Return `runs` on one line that fills `box`, whatever their width."""
        font = runs[0].font
        width = sum(self.metrics.width(run.text, run.font) for run in runs)
        room = box.width - width
        shift = {Align.LEFT: 0.0, Align.CENTER: room / 2, Align.RIGHT: room}[align]
        line = Line(box.x + round(shift), box.y + self.metrics.ascent(font), runs)
        return Paragraph(runs, box, self.metrics.line_height(font), align, lines=(line,))

    def longest_word(self, text: str, font: Font) -> int:
        """Return the width of the widest part of `text` that should not be broken."""
        parts = (
            line[start:end].rstrip(" ")
            for line in text.split("\n")
            for start, end in pairwise((0, *opportunities(line)))
        )
        return round(max((self.metrics.width(part, font) for part in parts), default=0))
