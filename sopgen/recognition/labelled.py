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
from sopgen.recognition.beginnings import (
    TITLES_ALONE,
    down,
    hits,
    label_of,
    lines_of,
    may_be_label,
)
from sopgen.recognition.distances import POINT
from sopgen.recognition.heads import heads_of
from sopgen.recognition.placed import Cells, Placed
from sopgen.recognition.vocabulary import Lexicon, plain

NUMBER, NAME, AGENCY, APPROVER = "nomor", "nama", "instansi", "pengesah"

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
        self._has_colons = any(
            text.rstrip().endswith(":") and key not in TITLES_ALONE
            for _, text in self._said
            for _, key, value in hits(lines_of(text)[:1], lexicon.boxes)
            if not value
        )
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
                self._use(cell)
                if not value and key != APPROVER:
                    value = self._value_below(cell)
                self._valued += [cell] if value else []
                if key == APPROVER:
                    value = "\n".join([value, *self._below_value(cell)]).strip()
                    value = value if value.strip(" :") else self._below(cell)
                if key == NAME:
                    lines = lines_of(value)
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
        if not above_or_below or (cell.row, cell.column) in self._used or not may_be_label(text):
            return False
        top, bottom = min(b.y for b in above_or_below), max(b.bottom for b in above_or_below)
        return top <= cell.box.y < bottom

    def boxes(self) -> Iterator[SeenField]:
        """Yield the boxes with their texts."""
        words = self._lexicon.boxes
        own: list[tuple[Placed, str]] = []
        for cell, text in self._said:
            lines = text.split("\n")
            found = [
                (line, key, value)
                for at, (line, key, value) in enumerate(hits(lines, words))
                if not at or not value or key not in TITLES_ALONE
            ]
            if self._is_used(cell):
                continue
            if not found or (found[0][0] > 0 and len(found) < 2):
                own.append((cell, text))
                continue
            self._use(cell)
            for at, (line, key, value) in enumerate(found):
                end = found[at + 1][0] if at + 1 < len(found) else len(lines)
                inside = "\n".join(filter(None, (value, *lines[line + 1 : end])))
                if not inside and at + 1 == len(found):
                    inside = self._text_beside(cell) or self._below(cell)
                yield self._field(key, inside, cell, label_of(lines[line]))
            self._titles.append(cell)
        for cell, title in own:
            text_below = self._text_below(cell) if self._is_title(cell, title) else None
            if text_below is not None:
                self._use(cell)
                yield self._field("", text_below, cell, title)

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
        left = min(other.box.x for other, _ in right)
        beside = sorted(
            (each for each in right if each[0].box.x == left), key=lambda each: each[0].box.y
        )
        same_row = abs(beside[0][0].box.y - cell.box.y) < _SLACK
        if not same_row or any(
            self._is_used(other) or self._is_next(text, is_text=False) for other, text in beside
        ):
            return ""
        stacked = any(
            _is_above(each, cell)
            and min(abs(each.box.y - cell.box.bottom), abs(each.box.bottom - cell.box.y)) < _SLACK
            for each, title in self._said
            if each is not cell and any(hits(lines_of(title)[:1], self._lexicon.boxes))
        )
        for other, _ in beside if stacked else ():
            self._use(other)
        return "\n".join(text for _, text in beside) if stacked else ""

    def _is_title(self, cell: Placed, text: str) -> bool:
        """Tell whether `cell` may be the title of a box: as wide as known ones, and not used."""
        if self._is_used(cell) or not may_be_label(text) or not self._titles:
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
            and not any(hits(text.split("\n")[:1], self._lexicon.boxes))
        ]
        if beside:
            text = "\n".join(text for _, text in beside)
            for cell, _ in beside:
                self._use(cell)
            yield self._field(AGENCY, text, beside[0][0])

    def signatories(self) -> Iterator[SeenField]:
        """Yield who sign besides the approver: the role, and beside or below it the person."""
        for cell, text in (*self._said, *self._loose):
            role, *lines = lines_of(text)
            if self._is_used(cell) or not self._lexicon.is_role(role):
                continue
            self._use(cell)
            person = "\n".join(lines) or self._beside(cell) or self._below(cell)
            yield self._field("", person, cell, role)

    def approver(self) -> Iterator[SeenField]:
        """Yield who approves, where that stands loose on the sheet: below the flow."""
        for cell, text in self._loose:
            label, *lines = lines_of(text)
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
        found = list(hits(lines, words))
        if len(found) > 1 and not any(value for _, _, value in found):
            beside = self._beside(cell).split("\n")
            for line, key, _ in found:
                yield key, label_of(lines[line]), beside[line] if line < len(beside) else ""
        elif len(found) > 1:
            for at, (line, key, value) in enumerate(found):
                end = found[at + 1][0] if at + 1 < len(found) else len(lines)
                yield key, label_of(lines[line]), "\n".join([value, *lines[line + 1 : end]])
        elif (key := words.exact(text)) or (not found and (key := words.key(text))):
            yield key, text, self._beside(cell)
        elif found and found[0][0] == 0:
            _, key, value = found[0]
            rest = "\n".join([value, *lines[1:]]).strip()
            yield key, label_of(lines[0]), rest or self._beside(cell)
        elif not found and len(text) <= _LONGEST_VALUE and not self._is_used(cell):
            key, label, value = words.behind(lines[0])
            if key == APPROVER or (key and any(map(str.isdigit, value))):
                yield key, label, "\n".join([value, *lines[1:]])

    def _beside(self, cell: Placed) -> str:
        """Return the text of the next cell on the right, but for one with a colon alone."""
        for said in (self._said, self._unlisted, self._loose_with(cell)):
            right = self._right_of(cell, said)
            if right:
                other, text = min(right, key=lambda each: each[0].box.x)
                if self._lexicon.fields.key(text) or self._lexicon.is_role(lines_of(text)[0]):
                    return ""
                self._use(other)
                return text
        return ""

    def _value_below(self, label: Placed) -> str:
        """Return the text of the cell right below one of several labels beside one another."""
        words = self._lexicon.fields
        beside = [
            cell
            for cell, text in self._said
            if cell.row == label.row and cell is not label and words.key(lines_of(text)[0])
        ]
        for cell, text in self._said if beside else ():
            touches = abs(cell.box.y - label.box.bottom) < _SLACK and _is_above(cell, label)
            if touches and not self._is_used(cell) and not self._is_next(text, is_text=False):
                self._use(cell)
                return text
        return ""

    def _below_value(self, label: Placed) -> Iterator[str]:
        """Yield what stands below the value of `label`, down to the next label: name and NIP."""
        words = self._lexicon.fields
        ends = [
            cell.box.y
            for cell, text in self._said
            if cell.box.y >= label.box.bottom - _SLACK
            and (words.key(text.strip(" :")) or any(hits(lines_of(text)[:1], words)))
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
            above = kept[-1][0] if kept else cell
            if (
                self._top - other.box.bottom < _OVER_FLOW
                and other.box.y - above.box.bottom >= _SLACK
            ):
                break
            is_of_all = other.box.width > _WIDER * cell.box.width
            is_text = not kept and not is_of_all and _is_above(cell, other)
            if self._is_next(text, is_text=is_text) or (
                is_of_all and (kept or other.box.x < cell.box.x - _LEFT)
            ):
                break
            kept.append((other, text))
            self._use(other)
        rows = groupby(kept, key=lambda each: each[0].row)
        return down([[text for _, text in row] for _, row in rows])

    def _loose_with(self, cell: Placed) -> Sequence[tuple[Placed, str]]:
        """Return what stands loose on the sheet, if `cell` does."""
        is_loose = any(other is cell for other, _ in self._loose)
        return [each for each in self._loose if not self._is_used(each[0])] if is_loose else ()

    def _is_next(self, text: str, *, is_text: bool) -> bool:
        """Tell whether `text` begins another box or field.

        If it is the text right below a title, words and a colon at its start are part of it. So
        is a purpose with a colon where no other title has one.
        """
        lexicon = self._lexicon
        first, *more = lines_of(text)
        return lexicon.is_role(first) or any(
            not (value and (is_text or key in TITLES_ALONE))
            and not (is_text and more and key in TITLES_ALONE)
            and not (key in TITLES_ALONE and first.rstrip().endswith(":") and not self._has_colons)
            for words in (lexicon.boxes, lexicon.fields, lexicon.tables)
            for _, key, value in hits([first], words)
        )


def _with_texts(cells: Cells, placed: Iterable[Placed]) -> Iterator[tuple[Placed, str]]:
    for cell in placed:
        text = cell.text or cells.words_left_of(cell, _EVERYWHERE)
        if text.strip():
            yield cell, text


def _is_above(one: Placed, other: Placed) -> bool:
    """Tell whether both have the same left and right edge."""
    return _have_same_sides(one.box, other.box)


def _have_same_sides(one: Box, other: Box) -> bool:
    return max(abs(one.x - other.x), abs(one.right - other.right)) < _SLACK


def _common_height(one: Placed, other: Placed) -> int:
    return min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y)


def _common_width(one: Placed, other: Placed) -> int:
    return min(one.box.right, other.box.right) - max(one.box.x, other.box.x)
