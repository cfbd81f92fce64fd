"""What of a flow has to be looked at: each doubt as a sentence, where it stands, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from sopgen.document.page import Symbol
from sopgen.importer.draft import Doubt
from sopgen.importer.places import Placed, Sheets
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc
from sopgen.problems.spelling import quoted
from sopgen.recognition import reading
from sopgen.recognition.reading import Doubtful, SeenFlow, SeenMark
from sopgen.recognition.tables import FlowTable


class Telling:
    """Tells the doubts about one flow at `at`; `items` are the places of its rows there."""

    def __init__(self, flow: FlowTable, sheets: Sheets, at: Loc, items: Sequence[int]) -> None:
        self._flow = flow
        self._sheets = sheets
        self._at = at
        self._items = items

    def seen(self, seen: SeenFlow) -> Iterator[Doubt]:
        """Yield what the recogniser doubts."""
        for each in seen.doubts:
            code, hint = _told(each.doubt)
            words = self._words(each)
            place = self._sheets.of_drawn(each.about, each.row)
            yield self._doubt(code, f"{each.doubt.value}{words}. {hint}", each.row, place)

    def ways(self, seen: SeenFlow) -> Iterator[Doubt]:
        """Yield the symbols that no arrow enters or leaves, where one is expected.

        One that is entered may stop where another of its row leads on.
        """
        ways = [arrow for arrow in seen.arrows if not arrow.plain]
        joined = {end for a in seen.arrows if a.plain for end in (a.source, a.target)}
        left = {arrow.source for arrow in ways}
        left_rows = {seen.marks[at].row for at in left}
        for at, mark in enumerate(seen.marks if ways else ()):
            into = sum(arrow.target == at for arrow in ways)
            out = sum(arrow.source == at for arrow in ways)
            stops = into > 0 and not out and mark.row in left_rows
            fault = "" if at in joined or stops else _way_fault(mark.symbol, into, out)
            if fault:
                text = f"{_NAMES[mark.symbol]} {fault}. Apakah gambar aslinya memang begitu?"
                place = self._sheets.of_drawn(mark.shape, mark.row)
                yield self._doubt(Code.IMPORT_NO_WAY, text, mark.row, place)

    def without_symbol(self, rows: Sequence[int]) -> Iterator[Doubt]:
        """Yield the steps in whose row no symbol stands."""
        for row in rows:
            text = "tidak ada simbol di baris ini, ditulis seperti di atasnya. Isi pelaksana."
            place = self._sheets.of_row_first(row)
            yield self._doubt(Code.IMPORT_NO_SYMBOL, text, row, place, "pelaksana")

    def unsaid(self, rows: Sequence[int]) -> Iterator[Doubt]:
        """Yield the steps whose drawing is not all said."""
        for row in rows:
            text = "simbol atau panahnya tidak dapat dikatakan seluruhnya. Periksa langkah ini."
            yield self._doubt(Code.IMPORT_UNSAID, text, row, self._sheets.of_row_first(row))

    def numbers(self, faults: Iterator[tuple[int, str]]) -> Iterator[Doubt]:
        """Yield the numbers that jump."""
        for row, text in faults:
            sentence = f"{text} Periksa apakah ada langkah yang hilang."
            yield self._doubt(Code.IMPORT_NUMBERS, sentence, row, self._sheets.of_row_first(row))

    def columns(self) -> Iterator[Doubt]:
        """Yield the parts of the table whose heads name its columns in another order."""
        for part in self._flow.parts:
            if part.shifted:
                text = "judul kolomnya bergeser; dibaca seperti di bagian pertama. Periksa selnya."
                place = self._sheets.of_row_first(part.first)
                yield self._doubt(Code.IMPORT_COLUMNS, text, part.first, place)

    def lanes(self, faults: Iterator[str]) -> Iterator[Doubt]:
        """Yield what is odd about the lanes."""
        for text in faults:
            yield Doubt(
                Code.IMPORT_LANES,
                text,
                (*self._at, "pelaksana"),
                self._sheets.of_row_first(0).sheet,
            )

    def picture(self, *, has_lanes: bool) -> Doubt:
        """Return that the drawing was not read."""
        place = self._sheets.of_row_first(0)
        text = (
            "Simbol dan panah bagan ini tidak terbaca: gambarnya berupa foto, atau tidak ada. Isi "
            f"{'' if has_lanes else 'pelaksana, lalu '}pelaksana tiap langkah."
        )
        return Doubt(Code.IMPORT_PICTURE, text, (*self._at, "pelaksana"), place.sheet)

    def _words(self, each: Doubtful) -> str:
        if each.doubt not in (reading.Doubt.LOOSE_LABEL, reading.Doubt.BETWEEN):
            return f" {quoted(each.name)}" if each.name else ""
        shapes = (shape for panel in self._flow.panels for shape in panel.sheet.shapes)
        text = next((s.text for s in shapes if s.id == each.about and s.text.strip()), "")
        return f": {quoted(text)}" if text else ""

    def _doubt(self, code: Code, text: str, row: int, place: Placed, *inside: str) -> Doubt:
        known = 0 <= row < len(self._items)
        at = (*self._at, "langkah", self._items[row], *inside) if known else (*self._at, "langkah")
        where = self._sheets.called(place.sheet)
        where += f", {self._sheets.row_called(row)}" if known else ""
        return Doubt(code, f"{_capital(where)}: {text}", at, place.sheet, row, place.box)


_NAMES = {
    Symbol.PROCESS: "kotak",
    Symbol.DECISION: "belah ketupat",
    Symbol.TERMINATOR: "kapsul",
    Symbol.OFF_PAGE: "segilima",
}


def _way_fault(symbol: Symbol, into: int, out: int) -> str:
    if not into and not out:
        return "tidak dimasuki dan tidak ditinggalkan panah"
    match symbol:
        case Symbol.DECISION if out == 1:
            return "hanya ditinggalkan satu panah"
        case Symbol.PROCESS | Symbol.DECISION if not out:
            return "tidak ditinggalkan panah"
        case Symbol.PROCESS | Symbol.DECISION if not into:
            return "tidak dimasuki panah"
        case _:
            return ""


def _told(doubt: reading.Doubt) -> tuple[Code, str]:
    """Return the code of a doubt, and what to do about it."""
    match doubt:
        case reading.Doubt.OUTSIDE | reading.Doubt.OVER_ANOTHER:
            return Code.IMPORT_OUTSIDE, "Periksa pelaksananya."
        case reading.Doubt.UNKNOWN_SYMBOL:
            return Code.IMPORT_UNKNOWN_SYMBOL, "Periksa simbolnya."
        case reading.Doubt.LOOSE_END:
            return Code.IMPORT_LOOSE_END, "Tambahkan tujuannya."
        case reading.Doubt.FAR_END:
            return Code.IMPORT_FAR_END, "Dianggap sampai; periksa tujuannya."
        case reading.Doubt.NO_HEAD:
            return Code.IMPORT_NO_HEAD, "Dibaca ke bawah; periksa arahnya."
        case reading.Doubt.LOOSE_LABEL:
            return Code.IMPORT_LOOSE_LABEL, "Tulis sebagai jawaban atau label panahnya."
        case reading.Doubt.BETWEEN:
            return Code.IMPORT_LOOSE_LABEL, "Diberikan kepada yang lebih dekat; periksa."
        case reading.Doubt.LONE_SEGILIMA | reading.Doubt.SHARED_LETTER:
            return Code.IMPORT_SEGILIMA, "Tambahkan tujuannya."
        case _:
            assert_never(doubt)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def rows_without_symbol(flow: FlowTable, marks: Sequence[SeenMark]) -> list[int]:
    """Return the rows of steps in which no symbol stands."""
    marked = {mark.row for mark in marks}
    return [at for at, row in enumerate(flow.rows) if not row.heading and at not in marked]
