"""Find what one sheet says by labels: fields with their values, boxes, the agency, who sign.

A field's value stands in the cell beside its label, in the same cell behind a colon or a tab, or
on the lines below. Several labels may share one cell; then each value goes on until the next
label, or stands on the same line of the cell beside it. A box has its text below its title, in
the same cell or in those below. What stands left of the labels is the agency. Labels and titles
that no word is known of are those of the agency's own: a label stands among the known ones, with
a value beside it, a title over the whole width of a text below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct

from sopgen.document.page import Box
from sopgen.recognition.distances import POINT
from sopgen.recognition.heads import heads_of
from sopgen.recognition.placed import Cells, Placed
from sopgen.recognition.vocabulary import LONGEST, Lexicon, Words, plain

NUMBER, NAME, AGENCY, APPROVER = "nomor", "nama", "instansi", "pengesah"

_LABEL = re.compile(r"\s*([^:\t]{3,45}?)\s*(?::\s*|\t\s*:?\s*|$)(.*)", re.DOTALL)
_SLACK = 3 * POINT
_BESIDE = 4 * POINT
_LEFT = 6 * POINT
_PADDING = 8 * POINT
"""Rows lower than this are the padding of a cell."""

_OVERLAP = 0.5
_UNDER = 0.6
_WIDER = 1.5
"""What is so much wider than the title of a box stands below several: it is the first one's, if
that has no text of its own."""

_EVERYWHERE = 1 << 40
_LONGEST_VALUE = 200
_OVER_FLOW = 40 * POINT
"""What stands nearer above the table of a flow is its title."""

PERSON = re.compile(r"\s*(NIP|NRP|NI PPPK)\b", re.IGNORECASE)
_TITLES_ALONE = frozenset(
    ("pengertian", "tujuan", "ruang_lingkup", "kebijakan", "prosedur", "unit_terkait")
)
"""Words that are titles within or below a text only where nothing stands behind them."""

_LIST_MARK = re.compile(r"\s*(\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|[-–•▪])\s*")
_LIST_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]")


Extent: TypeAlias = tuple[int, int]
"""From which height to which."""


class SeenField(Struct, frozen=True):
    """A field or box by its key ("" for one of the agency's own), and where its label stands.

    `label` are the words of the label or title as the sheet has them, `box` is where its cell
    stands, or the words where no cell holds them.
    """

    key: str
    text: str
    sheet: int
    row: int
    label: str = ""
    box: Box = Box(0, 0, 0, 0)


class Labelled:
    """What stands above the flow on one sheet, and loose on it.

    `persons` are numbers of persons in its name.
    """

    def __init__(
        self, cells: Cells, number: int, lexicon: Lexicon, tables: Sequence[Extent]
    ) -> None:
        heads = heads_of(cells, lexicon)
        if heads and not tables:
            tables = ((heads[0].top, _EVERYWHERE),)
        limit = min((top for top, _ in tables), default=_EVERYWHERE) - 2 * POINT
        self._top = limit
        self._number = number
        self._lexicon = lexicon
        listed, unlisted = (
            list(_with_texts(cells, each)) for each in (cells.listed, cells.with_words_only())
        )
        outside = [
            (Placed(-1, number, 1, 1, shape.text, shape.box, listed=False), shape.text)
            for number, shape in enumerate(cells.words_outside())
        ]
        self._said = [each for each in listed if each[0].box.y < limit]
        self._unlisted = [each for each in unlisted if each[0].box.y < limit]
        self._loose = [
            each
            for each in (*listed, *unlisted, *outside)
            if (each[0].row < 0 or each[0].box.y >= limit)
            and not any(top - POINT <= each[0].box.center.y < bottom for top, bottom in tables)
        ]
        self._labels: list[Placed] = []
        self._valued: list[Placed] = []
        self._titles: list[Placed] = []
        self._used: set[tuple[int, int]] = set()
        self.persons: list[str] = []

    def fields(self) -> Iterator[SeenField]:
        """Yield the fields with their values."""
        own: list[tuple[Placed, str]] = []
        for cell, text in self._said:
            known = list(self._values(cell, text))
            for key, label, value in known:
                self._labels.append(cell)
                self._valued += [cell] if value else []
                self._use(cell)
                if key == APPROVER:
                    value = "\n".join([value, *self._below_value(cell)]).strip()
                    value = value if value.strip(" :") else self._below(cell)
                if key == NAME:
                    lines = _lines(value)
                    self.persons += [line.strip() for line in lines if PERSON.match(line)]
                    value = "\n".join(line for line in lines if not PERSON.match(line))
                yield self._field(key, value, cell, label)
            if not known:
                own.append((cell, text))
        for cell, label in own:
            if self._is_label(cell, label):
                self._labels.append(cell)
                self._use(cell)
                yield self._field("", self._beside(cell), cell, label)

    def _is_label(self, cell: Placed, text: str) -> bool:
        """Tell whether `cell` stands between the known labels, one above the other with them."""
        above_or_below = [other.box for other in self._labels if _is_above(cell, other)]
        if not above_or_below or (cell.row, cell.column) in self._used or not _is_label(text):
            return False
        top, bottom = min(b.y for b in above_or_below), max(b.bottom for b in above_or_below)
        return top <= cell.box.y < bottom

    def boxes(self) -> Iterator[SeenField]:
        """Yield the boxes with their texts."""
        words = self._lexicon.boxes
        own: list[tuple[Placed, str]] = []
        for cell, text in self._said:
            lines = text.split("\n")
            hits = [
                (line, key, value)
                for at, (line, key, value) in enumerate(_hits(lines, words))
                if not at or not value or key not in _TITLES_ALONE
            ]
            if self._is_used(cell):
                continue
            if not hits or (hits[0][0] > 0 and len(hits) < 2):
                own.append((cell, text))
                continue
            self._use(cell)
            for at, (line, key, value) in enumerate(hits):
                end = hits[at + 1][0] if at + 1 < len(hits) else len(lines)
                inside = "\n".join(filter(None, (value, *lines[line + 1 : end])))
                if not inside and at + 1 == len(hits):
                    inside = self._text_beside(cell) or self._below(cell)
                yield self._field(key, inside, cell, _label(lines[line]))
            self._titles.append(cell)
        for cell, title in own:
            text_below = self._text_below(cell) if self._is_title(cell, title) else None
            if text_below is not None:
                self._use(cell)
                yield self._field("", text_below, cell, title)
        for cell, text in own:
            label, value = _label_and_value(text)
            if value and not self._is_used(cell) and words.key(label) in _TITLES_ALONE:
                self._use(cell)
                yield self._field(words.key(label), value, cell, label)

    def continued(self, titles: Sequence[tuple[str, Box]]) -> Iterator[tuple[str, str]]:
        """Yield what stands above all else below a title of the sheet before: which, and the text.

        Of the `titles` there the lowest of each column counts.
        """
        used = [cell.box.y for cell, _ in self._said if self._is_used(cell)]
        edge = min(used, default=_EVERYWHERE)
        for cell, text in self._said:
            is_over_flow = self._top - cell.box.bottom < _OVER_FLOW
            if cell.box.y >= edge or self._is_used(cell) or is_over_flow:
                continue
            over = [(box.y, name) for name, box in titles if _have_same_sides(cell.box, box)]
            if over:
                self._use(cell)
                yield max(over)[1], text

    def _text_beside(self, cell: Placed) -> str:
        """Return the text beside a title where titles stand one above the other, each by its text.

        Beside a title over its text stands another title, or nothing.
        """
        right = self._right_of(cell, self._said)
        if not right:
            return ""
        other, text = min(right, key=lambda each: each[0].box.x)
        same_row = abs(other.box.y - cell.box.y) < _SLACK
        if not same_row or self._is_used(other) or self._is_next(text, is_text=False):
            return ""
        stacked = any(
            _is_above(each, cell)
            and min(abs(each.box.y - cell.box.bottom), abs(each.box.bottom - cell.box.y)) < _SLACK
            for each, title in self._said
            if each is not cell and any(_hits(_lines(title)[:1], self._lexicon.boxes))
        )
        if stacked:
            self._use(other)
        return text if stacked else ""

    def _is_title(self, cell: Placed, text: str) -> bool:
        """Tell whether `cell` may be the title of a box: as wide as known ones, and not used."""
        if self._is_used(cell) or not _is_label(text) or not self._titles:
            return False
        if cell.box.y < max((each.box.bottom for each in self._valued), default=0) - _SLACK:
            return False
        left = min(each.box.x for each in self._titles)
        right = max(each.box.right for each in self._titles)
        is_wide = abs(cell.box.x - left) < _SLACK and abs(cell.box.right - right) < _SLACK
        return is_wide or any(_is_above(cell, each) for each in self._titles)

    def _text_below(self, cell: Placed) -> str | None:
        """Return the text of the cell right below one of the same width; None if there is none."""
        for other, text in self._said:
            touches = abs(other.box.y - cell.box.bottom) < _PADDING and _is_above(cell, other)
            if touches and (other.row, other.column) not in self._used:
                self._use(other)
                return text
        return None

    def agency(self) -> Iterator[SeenField]:
        """Yield what stands left of the labels, no lower than they do."""
        labels = self._valued or self._labels
        if not labels:
            return
        edges = Counter(cell.box.x for cell in labels)
        left = max(edges, key=lambda edge: (edges[edge], -edge))
        bottom = max(cell.box.bottom for cell in labels if cell.box.x >= left)
        beside = [
            (cell, text)
            for cell, text in self._said
            if not self._is_used(cell)
            and cell.box.right <= left + _LEFT
            and cell.box.bottom <= bottom + _LEFT
            and not any(_hits(text.split("\n")[:1], self._lexicon.boxes))
        ]
        if beside:
            text = "\n".join(text for _, text in beside)
            for cell, _ in beside:
                self._use(cell)
            yield self._field(AGENCY, text, beside[0][0])

    def signatories(self) -> Iterator[SeenField]:
        """Yield who sign besides the approver: the role, and beside or below it the person."""
        for cell, text in (*self._said, *self._loose):
            role, *lines = _lines(text)
            if self._is_used(cell) or not self._lexicon.is_role(role):
                continue
            self._use(cell)
            person = "\n".join(lines) or self._beside(cell) or self._below(cell)
            yield self._field("", person, cell, role)

    def approver(self) -> Iterator[SeenField]:
        """Yield who approves, where that stands loose on the sheet: below the flow."""
        for cell, text in self._loose:
            label, *lines = _lines(text)
            if not self._is_used(cell) and self._lexicon.fields.key(label.strip(" :")) == APPROVER:
                self._use(cell)
                person = "\n".join(lines) or self._below(cell)
                yield self._field(APPROVER, person, cell, label)

    def rest(self) -> Iterator[SeenField]:
        """Yield what none of the others took, from above."""
        left = [
            self._field("", text, cell)
            for cell, text in (*self._said, *self._unlisted, *self._loose)
            if plain(text) and not self._is_used(cell) and not self._lexicon.is_margin(text)
        ]
        yield from sorted(left, key=lambda each: (each.box.y, each.box.x))

    def _is_used(self, cell: Placed) -> bool:
        return (cell.row, cell.column) in self._used

    def _use(self, cell: Placed) -> None:
        self._used.add((cell.row, cell.column))

    def _field(self, key: str, text: str, cell: Placed, label: str = "") -> SeenField:
        value = text.strip().removeprefix(":").strip()
        return SeenField(key, value, self._number, cell.row, label.strip(" :\t\n"), cell.box)

    def _values(self, cell: Placed, text: str) -> Iterator[tuple[str, str, str]]:
        """Yield what `cell` is the label of: the key, the words of the label, the value."""
        words = self._lexicon.fields
        lines = text.split("\n")
        hits = list(_hits(lines, words))
        if len(hits) > 1 and not any(value for _, _, value in hits):
            beside = self._beside(cell).split("\n")
            for line, key, _ in hits:
                yield key, _label(lines[line]), beside[line] if line < len(beside) else ""
        elif len(hits) > 1:
            for at, (line, key, value) in enumerate(hits):
                end = hits[at + 1][0] if at + 1 < len(hits) else len(lines)
                yield key, _label(lines[line]), "\n".join([value, *lines[line + 1 : end]])
        elif (key := words.exact(text)) or (not hits and (key := words.key(text))):
            yield key, text, self._beside(cell)
        elif hits and hits[0][0] == 0:
            _, key, value = hits[0]
            rest = "\n".join([value, *lines[1:]]).strip()
            yield key, _label(lines[0]), rest or self._beside(cell)
        elif not hits and len(text) <= _LONGEST_VALUE and not self._is_used(cell):
            key, label, value = words.behind(lines[0])
            if key:
                yield key, label, "\n".join([value, *lines[1:]])

    def _beside(self, cell: Placed) -> str:
        """Return the text of the next cell on the right, but for one with a colon alone."""
        for said in (self._said, self._unlisted, self._loose_with(cell)):
            right = self._right_of(cell, said)
            if right:
                other, text = min(right, key=lambda each: each[0].box.x)
                if self._lexicon.fields.key(text) or self._lexicon.is_role(_lines(text)[0]):
                    return ""
                self._use(other)
                return text
        return ""

    def _below_value(self, label: Placed) -> Iterator[str]:
        """Yield what stands below the value of `label`, down to the next label: name and NIP."""
        words = self._lexicon.fields
        ends = [
            cell.box.y
            for cell, text in self._said
            if cell.box.y >= label.box.bottom - _SLACK
            and (words.key(text.strip(" :")) or any(_hits(_lines(text)[:1], words)))
        ]
        value = next((cell for cell, _ in self._right_of(label, self._said)), None)
        if value is None or not self._is_used(value):
            return
        for cell, text in self._said:
            is_under = _common_width(value, cell) > _UNDER * min(value.box.width, cell.box.width)
            is_below = value.box.bottom - _SLACK <= cell.box.y < min(ends, default=0)
            if is_under and is_below and not self._is_used(cell):
                self._use(cell)
                yield text

    def _right_of(
        self, cell: Placed, said: Sequence[tuple[Placed, str]]
    ) -> list[tuple[Placed, str]]:
        return [
            (other, text)
            for other, text in said
            if other.box.x >= cell.box.right - _BESIDE
            and _common_height(cell, other) > _OVERLAP * min(cell.box.height, other.box.height)
            and text.strip(" :")
        ]

    def _below(self, cell: Placed) -> str:
        """Return the texts of the cells below a title, down to the next title."""
        touching = [
            (other, text)
            for other, text in self._unlisted
            if abs(other.box.y - cell.box.bottom) < _SLACK
        ]
        under = [
            (other, text)
            for other, text in (*self._said, *touching, *self._loose_with(cell))
            if other is not cell
            and other.box.y >= cell.box.bottom - _SLACK
            and _common_width(cell, other) > _UNDER * min(cell.box.width, other.box.width)
        ]
        under.sort(key=lambda each: (each[0].box.y, each[0].box.x))
        kept: list[tuple[Placed, str]] = []
        for other, text in under:
            is_of_all = other.box.width > _WIDER * cell.box.width
            is_text = not kept and not is_of_all and _is_above(cell, other)
            if self._is_next(text, is_text=is_text) or (
                is_of_all and (kept or other.box.x < cell.box.x - _LEFT)
            ):
                break
            kept.append((other, text))
            self._use(other)
        rows = groupby(kept, key=lambda each: each[0].row)
        return _down([[text for _, text in row] for _, row in rows])

    def _loose_with(self, cell: Placed) -> Sequence[tuple[Placed, str]]:
        """Return what stands loose on the sheet, if `cell` does."""
        is_loose = any(other is cell for other, _ in self._loose)
        return [each for each in self._loose if not self._is_used(each[0])] if is_loose else ()

    def _is_next(self, text: str, *, is_text: bool) -> bool:
        """Tell whether `text` begins another box or field.

        If it is the text right below a title, words and a colon at its start are part of it.
        """
        lexicon = self._lexicon
        return lexicon.is_role(_lines(text)[0]) or any(
            not value or not (is_text or key in _TITLES_ALONE)
            for words in (lexicon.boxes, lexicon.fields, lexicon.tables)
            for _, key, value in _hits(_lines(text)[:1], words)
        )


def _with_texts(cells: Cells, placed: Iterable[Placed]) -> Iterator[tuple[Placed, str]]:
    for cell in placed:
        text = cell.text or cells.words_left_of(cell, _EVERYWHERE)
        if text.strip():
            yield cell, text


def _down(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as lines; a list that goes on beside itself by its numbers."""
    lefts: list[Sequence[str]] = []
    rights: list[Sequence[str]] = []
    for row in rows:
        starts = [at for at, text in enumerate(row) if at and _LIST_NUMBER.match(text)]
        edge = starts[0] if starts and _LIST_NUMBER.match(row[0]) else len(row)
        lefts.append(row[:edge])
        if edge < len(row):
            rights.append(row[edge:])
    first, second = (
        [int(match[1]) for each in half if (match := _LIST_NUMBER.match(each[0]))]
        for half in (lefts, rights)
    )
    goes_on = bool(first and second) and second[0] == first[-1] + 1
    return "\n".join(map(_across, [*lefts, *rights] if goes_on else rows))


def _across(row: Sequence[str]) -> str:
    """Return the cells of a row as lines: the marks of a list stand each before its own item."""
    if len(row) == 2:
        marks, items = ([line for line in _lines(text) if line.strip()] for text in row)
        if len(marks) == len(items) > 1 and all(map(_LIST_MARK.fullmatch, marks)):
            return "\n".join("\t".join(pair) for pair in zip(marks, items, strict=True))
    return "\t".join(row)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _hits(lines: Sequence[str], words: Words) -> Iterator[tuple[int, str, str]]:
    """Yield the lines that begin with a label: which, its key, and what stands behind it."""
    for at, line in enumerate(lines):
        match = _LABEL.fullmatch(line)
        key = words.key(match[1]) if match else ""
        if match and key:
            yield at, key, match[2].strip()


def _label_and_value(text: str) -> tuple[str, str]:
    match = _LABEL.fullmatch(text)
    return (match[1], match[2].strip()) if match else (text, "")


def _label(line: str) -> str:
    """Return the label that `line` begins with."""
    match = _LABEL.fullmatch(line)
    return match[1] if match else line


def _is_label(text: str) -> bool:
    """Tell whether `text` may be a label or a title: a few words in one line."""
    return len(text) <= LONGEST and "\n" not in text.strip() and any(map(str.isalpha, text))


def _is_above(one: Placed, other: Placed) -> bool:
    """Tell whether both have the same left and right edge."""
    return _have_same_sides(one.box, other.box)


def _have_same_sides(one: Box, other: Box) -> bool:
    return max(abs(one.x - other.x), abs(one.right - other.right)) < _SLACK


def _common_height(one: Placed, other: Placed) -> int:
    return min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y)


def _common_width(one: Placed, other: Placed) -> int:
    return min(one.box.right, other.box.right) - max(one.box.x, other.box.x)
