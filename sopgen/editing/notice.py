"""The change notice: per SOP what changed, the old and the new value, and from when.

It is laid out as a document of the middle type, so the same writers make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sopgen.document.page import (
    Align,
    Anchor,
    Box,
    Document,
    Face,
    Field,
    Font,
    Footer,
    Item,
    OutlineEntry,
    Padding,
    Page,
    Run,
    Text,
)
from sopgen.editing.changes import Change
from sopgen.layout.dates import long_date
from sopgen.layout.grid import Ruled, table
from sopgen.layout.typeset import (
    CELL_PADDING,
    CELL_SIDES,
    Passage,
    SetText,
    Typesetter,
    pixels_up,
)
from sopgen.problems.problem import Loc

WIDTH, HEIGHT = 11906, 16838
"""A4, upright."""

BODY = Box(1080, 1080, 9750, 14400)
COLUMNS = (0, 510, 3510, 5010, 7380, 9750)
"""Edges of the columns No, SOP, what changed, old and new, from the left of the body."""

TITLES = ("No", "SOP", "Yang berubah", "Semula", "Menjadi")
FONT = Font(Face.ARIAL, 180)
TITLE_FONT = Font(Face.ARIAL, 260, bold=True)
LONGEST = 400
"""So many characters of a value are shown, those around what changed."""

_ROW_PADDING = 90


@dataclass(frozen=True, slots=True)
class Subject:
    """What changed: an SOP or a letterhead, in two lines, with its changes."""

    name: str
    detail: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """All that a notice says; `starts` is when a new official begins, or empty.

    `reissued` are SOPs whose own files stay, but whose sheets name the new official.
    """

    date: str
    starts: str
    subjects: tuple[Subject, ...]
    reissued: tuple[Subject, ...] = ()


def notice_document(notice: Notice, typesetter: Typesetter) -> Document:
    """Return the pages of `notice`."""
    head = _head(notice, typesetter)
    pages: list[list[Item]] = [[*head]]
    y = head[-1].box.bottom + 240
    rows: list[list[Ruled]] = [_titles(typesetter, y)]
    y = _bottom(rows[-1])
    for row in _rows(notice, typesetter):
        height = _height(row)
        if y + height > BODY.bottom:
            pages[-1].append(table([cell for each in rows for cell in each], header_rows=1))
            pages.append([])
            rows = [_titles(typesetter, BODY.y)]
            y = _bottom(rows[-1])
        rows.append(_cells(row, y, height))
        y += height
    pages[-1].append(table([cell for each in rows for cell in each], header_rows=1))
    title = f"Pemberitahuan Perubahan SOP, {long_date(notice.date)}"
    return Document(
        title=title,
        subject="",
        author="",
        pages=tuple(
            _page(tuple(items), number, len(pages), typesetter)
            for number, items in enumerate(pages, 1)
        ),
        outline=(OutlineEntry(title, 0),),
    )


def _head(notice: Notice, typesetter: Typesetter) -> list[Text]:
    count = len(notice.subjects)
    lines = [f"Tanggal {long_date(notice.date)}"]
    if notice.starts:
        lines.append(f"Pejabat baru berlaku mulai {long_date(notice.starts)}")
    counted = f"{count} berkas berubah"
    if notice.reissued:
        counted += f", {len(notice.reissued)} SOP diterbitkan ulang"
    lines.append(f"{counted}; isi selengkapnya di tabel berikut.")
    title = typesetter.set(
        [Passage((Run("PEMBERITAHUAN PERUBAHAN SOP", TITLE_FONT),))],
        TITLE_FONT,
        BODY.width - 40,
        Align.CENTER,
    )
    under = typesetter.set(
        [Passage((Run(line, FONT),)) for line in lines], FONT, BODY.width - 40, Align.CENTER
    )
    first = Box(BODY.x, BODY.y, BODY.width, pixels_up(title.height + 120))
    second = Box(BODY.x, first.bottom, BODY.width, pixels_up(under.height))
    return [
        Text(first, title.placed(first.x + 20, first.y), heading=1),
        Text(second, under.placed(second.x + 20, second.y)),
    ]


def _rows(notice: Notice, typesetter: Typesetter) -> Iterator[list[SetText]]:
    number = 0
    for subject in (*notice.subjects, *notice.reissued):
        for change in subject.changes:
            number += 1
            old, new = shown_values(change)
            name = [subject.name, subject.detail] if subject.detail else [subject.name]
            called = change.label or place_name(change.at)
            texts = ([str(number)], name, [called], [old], [new])
            yield _set(texts, typesetter, FONT)


def _titles(typesetter: Typesetter, y: int) -> list[Ruled]:
    bold = Font(FONT.face, FONT.size, bold=True)
    row = _set([[title] for title in TITLES], typesetter, bold)
    return _cells(row, y, _height(row))


def _set(texts: Iterable[Sequence[str]], typesetter: Typesetter, font: Font) -> list[SetText]:
    out = []
    for index, lines in enumerate(texts):
        width = COLUMNS[index + 1] - COLUMNS[index] - CELL_SIDES
        passages = [
            Passage((Run(line, font),) if line else ())
            for text in lines
            for line in text.split("\n")
        ]
        align = Align.LEFT if index else Align.CENTER
        out.append(typesetter.set(passages, font, width, align))
    return out


def _height(row: Sequence[SetText]) -> int:
    return pixels_up(max(text.height for text in row) + _ROW_PADDING)


def _cells(row: Sequence[SetText], y: int, height: int) -> list[Ruled]:
    cells = []
    for index, text in enumerate(row):
        left, right = BODY.x + COLUMNS[index], BODY.x + COLUMNS[index + 1]
        inner = Box(left + CELL_PADDING.left, y, text.width, height)
        cells.append(
            Ruled(
                Box(left, y, right - left, height),
                text.anchored(inner, Anchor.MIDDLE),
                Anchor.MIDDLE,
                padding=CELL_PADDING,
            )
        )
    return cells


def _bottom(cells: Sequence[Ruled]) -> int:
    return cells[0].box.bottom


def _page(items: tuple[Item, ...], number: int, count: int, typesetter: Typesetter) -> Page:
    runs = (
        Run("Halaman ", FONT),
        Run(str(number), FONT, Field.PAGE),
        Run(" dari ", FONT),
        Run(str(count), FONT, Field.PAGES),
    )
    pitch = typesetter.metrics.line_height(FONT)
    box = Box(BODY.x, BODY.bottom + 60, BODY.width, pitch)
    footer = Footer(box, (typesetter.single_line(runs, box, Align.CENTER),))
    margins = Padding(BODY.y, BODY.x, HEIGHT - BODY.bottom, WIDTH - BODY.right)
    return Page(WIDTH, HEIGHT, margins, "Pemberitahuan", items, footer)


def place_name(at: Loc) -> str:
    """Return a place of a definition in the words of who typed it: `langkah 3, waktu`."""
    parts: list[str] = []
    for step in at:
        if isinstance(step, int) and parts:
            parts[-1] += f" {step + 1}"
        else:
            parts.append(str(step).replace("_", " "))
    return ", ".join(parts)


def shown_values(change: Change) -> tuple[str, str]:
    """Return old and new value as they print; of long ones what stands around the change."""
    old, new = change.old, change.new
    if str(change.at[-1]).startswith("tanggal"):
        old, new = long_date(old), long_date(new)
    return _shortened(old, new) or "(kosong)", _shortened(new, old) or "(kosong)"


def _shortened(text: str, other: str) -> str:
    if len(text) <= LONGEST:
        return text
    same = next((at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    start = max(0, min(same - LONGEST // 2, len(text) - LONGEST))
    end = start + LONGEST
    return "…" * (start > 0) + text[start:end] + "…" * (end < len(text))
