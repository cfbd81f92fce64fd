"""Find what a sheet says of its SOP beside the flow: fields with their labels, boxes, the agency.

A field's value stands in the cell beside its label, in the same cell behind a colon or a tab, or
on the lines below. Several labels may share one cell; then each value goes on until the next
label, or stands on the same line of the cell beside it. A box has its text below its title, in
the same cell or in those below. What stands left of the labels is the agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from sopgen.document.sheet import Sheet
from sopgen.recognition.distances import POINT
from sopgen.recognition.heads import heads_of
from sopgen.recognition.placed import Cells, Placed
from sopgen.recognition.vocabulary import Lexicon, Words

NUMBER, NAME, AGENCY = "nomor", "nama", "instansi"

_LABEL = re.compile(r"\s*([^:\t]{3,45}?)\s*(?::\s*|\t\s*:?\s*|$)(.*)", re.DOTALL)
_SLACK = 3 * POINT
_BESIDE = 4 * POINT
_LEFT = 6 * POINT
_OVERLAP = 0.5
_UNDER = 0.6
_WIDER = 1.5
"""What is so much wider than the title of a box stands below several: it is the first one's, if
that has no text of its own."""

_EVERYWHERE = 1 << 40
_PERSON = re.compile(r"\s*NIP\b", re.IGNORECASE)


class SeenField(Struct, frozen=True):
    """A field or box by its key, and where its label stands."""

    key: str
    text: str
    sheet: int
    row: int


class Identity(Struct, frozen=True):
    """What is said of an SOP: `fields` and `boxes`, each once, in the order found.

    `rest` are the texts of cells above the flow that belong to none of them, without a key.
    """

    fields: tuple[SeenField, ...]
    boxes: tuple[SeenField, ...]
    rest: tuple[SeenField, ...] = ()

    def field(self, key: str) -> str:
        """Return the text of the field `key`, "" if there is none."""
        return next((field.text for field in self.fields if field.key == key), "")

    def box(self, key: str) -> str:
        """Return the text of the box `key`, "" if there is none."""
        return next((box.text for box in self.boxes if box.key == key), "")


def identity_of(sheets: Sequence[Sheet], lexicon: Lexicon) -> Identity:
    """Return what `sheets`, all of one SOP, say of it."""
    fields: dict[str, SeenField] = {}
    boxes: dict[str, SeenField] = {}
    rest: list[SeenField] = []
    for number, sheet in enumerate(sheets):
        if sheet.hidden:
            continue
        part = _Part(Cells(sheet), number, lexicon)
        for field in part.fields():
            if field.key not in fields or not fields[field.key].text:
                fields[field.key] = field
        for box in part.boxes():
            known = boxes.get(box.key)
            if known is None or not known.text:
                boxes[box.key] = box
            elif known.sheet != number and box.text not in known.text:
                text = f"{known.text}\n{box.text}"
                boxes[box.key] = SeenField(box.key, text, known.sheet, known.row)
        if AGENCY not in fields:
            fields |= {each.key: each for each in part.agency()}
        rest += part.rest()
    return Identity(tuple(fields.values()), tuple(boxes.values()), tuple(rest))


class _Part:
    """What stands above the flow on one sheet."""

    def __init__(self, cells: Cells, number: int, lexicon: Lexicon) -> None:
        heads = heads_of(cells, lexicon)
        limit = heads[0].top if heads else _EVERYWHERE
        self._number = number
        self._lexicon = lexicon
        self._limit = limit - 2 * POINT
        self._said = list(self._with_texts(cells, cells.listed))
        self._unlisted = list(self._with_texts(cells, cells.with_words_only()))
        self._labels: list[Placed] = []
        self._used: set[tuple[int, int]] = set()

    def _with_texts(self, cells: Cells, placed: Iterable[Placed]) -> Iterator[tuple[Placed, str]]:
        for cell in placed:
            text = cell.text or cells.words_left_of(cell, _EVERYWHERE)
            if cell.box.y < self._limit and text.strip():
                yield cell, text

    def fields(self) -> Iterator[SeenField]:
        """Yield the fields with their values."""
        for cell, text in self._said:
            for key, value in self._values(cell, text):
                self._labels.append(cell)
                self._use(cell)
                if key == NAME:
                    value = "\n".join(line for line in value.split("\n") if not _PERSON.match(line))
                yield self._field(key, value, cell)

    def boxes(self) -> Iterator[SeenField]:
        """Yield the boxes with their texts."""
        words = self._lexicon.boxes
        for cell, text in self._said:
            lines = text.split("\n")
            hits = list(_hits(lines, words))
            if not hits or (hits[0][0] > 0 and len(hits) < 2):
                continue
            self._use(cell)
            for at, (line, key, value) in enumerate(hits):
                end = hits[at + 1][0] if at + 1 < len(hits) else len(lines)
                inside = "\n".join(filter(None, (value, *lines[line + 1 : end])))
                if not inside and at + 1 == len(hits):
                    inside = self._below(cell)
                yield self._field(key, inside, cell)

    def agency(self) -> Iterator[SeenField]:
        """Yield what stands left of the labels, no lower than they do."""
        if not self._labels:
            return
        left = min(cell.box.x for cell in self._labels)
        bottom = max(cell.box.bottom for cell in self._labels)
        beside = [
            (cell, text)
            for cell, text in self._said
            if cell.box.right <= left + _LEFT
            and cell.box.bottom <= bottom + _LEFT
            and not any(_hits(text.split("\n")[:1], self._lexicon.boxes))
        ]
        if beside:
            text = "\n".join(text for _, text in beside)
            for cell, _ in beside:
                self._use(cell)
            yield self._field(AGENCY, text, beside[0][0])

    def rest(self) -> Iterator[SeenField]:
        """Yield what none of the others took."""
        for cell, text in (*self._said, *self._unlisted):
            if (cell.row, cell.column) not in self._used:
                yield self._field("", text, cell)

    def _use(self, cell: Placed) -> None:
        self._used.add((cell.row, cell.column))

    def _field(self, key: str, text: str, cell: Placed) -> SeenField:
        value = text.strip().removeprefix(":").strip()
        return SeenField(key, value, self._number, cell.row)

    def _values(self, cell: Placed, text: str) -> Iterator[tuple[str, str]]:
        words = self._lexicon.fields
        lines = text.split("\n")
        hits = list(_hits(lines, words))
        if len(hits) > 1 and not any(value for _, _, value in hits):
            beside = self._beside(cell).split("\n")
            for line, key, _ in hits:
                yield key, beside[line] if line < len(beside) else ""
        elif len(hits) > 1:
            for at, (line, key, value) in enumerate(hits):
                end = hits[at + 1][0] if at + 1 < len(hits) else len(lines)
                yield key, "\n".join([value, *lines[line + 1 : end]])
        elif key := words.key(text):
            yield key, self._beside(cell)
        elif hits and hits[0][0] == 0:
            _, key, value = hits[0]
            rest = "\n".join([value, *lines[1:]]).strip()
            yield key, rest or self._beside(cell)

    def _beside(self, cell: Placed) -> str:
        """Return the text of the next cell on the right, but for one with a colon alone."""
        for said in (self._said, self._unlisted):
            right = self._right_of(cell, said)
            if right:
                other, text = min(right, key=lambda each: each[0].box.x)
                if self._lexicon.fields.key(text):
                    return ""
                self._use(other)
                return text
        return ""

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
            for other, text in (*self._said, *touching)
            if other is not cell
            and other.box.y >= cell.box.bottom - _SLACK
            and _common_width(cell, other) > _UNDER * min(cell.box.width, other.box.width)
        ]
        under.sort(key=lambda each: (each[0].box.y, each[0].box.x))
        kept: list[tuple[Placed, str]] = []
        for other, text in under:
            first = text.split("\n")[:1]
            is_title = any(
                any(_hits(first, words)) for words in (self._lexicon.boxes, self._lexicon.fields)
            )
            is_of_all = other.box.width > _WIDER * cell.box.width
            if is_title or (is_of_all and (kept or other.box.x < cell.box.x - _LEFT)):
                break
            kept.append((other, text))
            self._use(other)
        rows = groupby(kept, key=lambda each: each[0].row)
        return "\n".join("\t".join(text for _, text in row) for _, row in rows)


def _hits(lines: Sequence[str], words: Words) -> Iterator[tuple[int, str, str]]:
    """Yield the lines that begin with a label: which, its key, and what stands behind it."""
    for at, line in enumerate(lines):
        match = _LABEL.fullmatch(line)
        key = words.key(match[1]) if match else ""
        if match and key:
            yield at, key, match[2].strip()


def _common_height(one: Placed, other: Placed) -> int:
    return min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y)


def _common_width(one: Placed, other: Placed) -> int:
    return min(one.box.right, other.box.right) - max(one.box.x, other.box.x)
