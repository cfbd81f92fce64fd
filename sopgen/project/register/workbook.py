"""A register as a workbook: the list, what was revised, what relates, what was reviewed.

Nothing in it is of today: whether a review is late is a formula, and its colour a rule on that
word. So the same project gives the same bytes, and the file is right whenever it is opened.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from sopgen.definition.monev import Log
from sopgen.document.page import Face, Font, Run
from sopgen.lint.relations import relations_among
from sopgen.lint.wording import unmarked
from sopgen.model.dates import day_in, read_date
from sopgen.model.due import SOON, Urgency
from sopgen.model.monev import Review
from sopgen.project.register.places import BookPage, link_to
from sopgen.project.register.rows import Row
from sopgen.writers.office.carrier import CELL_LENGTH
from sopgen.writers.office.tables import (
    FileLink,
    Formula,
    Table,
    TableCell,
    TableColumn,
    TableRow,
    WordLook,
    listing,
)

MOST_IN_MATRIX = 25
"""More SOPs than these are listed beside their relations: a matrix would not be read."""

FIRST_YEAR = 1901
"""Workbooks count no days before 1900, and count those of that year wrongly."""

_FONT = Font(Face.ARIAL, 200)
_RED = "C00000"
_MARK = "●"

STATES = (
    (WordLook(Urgency.LATE, "FFC7CE", "9C0006"), "tinjauan berikutnya sudah lewat"),
    (WordLook(Urgency.SOON, "FFEB9C", "7F4F00"), f"tinjauan dalam {SOON} hari ini"),
    (WordLook(Urgency.GOOD, "C6EFCE", "006100"), f"tinjauan masih lebih dari {SOON} hari lagi"),
    (
        WordLook("belum dijadwalkan", "D9E1F2", "1F3864"),
        "tanpa tanggal efektif, revisi atau tinjauan yang terbaca",
    ),
    (WordLook("dicabut", "D9D9D9", "404040"), "SOP-nya dicabut; tidak ditinjau lagi"),
)
"""How it stands with an SOP: its word with its colours, and what that means."""

_STATE = Formula(
    'IF(J{row}="dicabut","dicabut",IF(L{row}="","belum dijadwalkan",'
    'IF(OR(ISTEXT(L{row}),L{row}<TODAY()),"terlambat",'
    f'IF(L{{row}}<=TODAY()+{SOON},"segera","baik"))))'
)
"""A day that workbooks cannot count is a text, and long past."""


class Register(Struct, frozen=True):
    """What a register tells of the SOPs of an agency; one list of files for each row."""

    agency: str
    rows: tuple[Row, ...]
    log: Log
    sheets: tuple[Path | None, ...]
    pages: tuple[BookPage | None, ...]
    sources: tuple[str, ...]
    """The files that it was made from, as the project calls them."""


def register_workbook(register: Register, folder: Path) -> bytes:
    """Return the workbook of `register`, which is to lie in `folder`."""
    tables = (
        _listed(register, folder),
        _history(register),
        _relations(register),
        _reviews(register),
        _guide(register),
    )
    return listing(tables, f"Daftar SOP {register.agency}")


def _listed(register: Register, folder: Path) -> Table:
    looks = tuple(look for look, _ in STATES)
    columns = (
        TableColumn("No", 5),
        TableColumn("Nomor", 18, hint="Jangan menyunting di sini; lihat Petunjuk."),
        TableColumn("Nama", 30, hint="Tautan ke lembar PDF-nya."),
        TableColumn("Unit", 15),
        TableColumn("Pengesah", 15),
        TableColumn("Tanggal pembuatan", 17),
        TableColumn("Revisi ke", 7),
        TableColumn("Tanggal revisi", 17),
        TableColumn("Tanggal efektif", 17),
        TableColumn("Status", 9),
        TableColumn("Tinjauan terakhir", 17),
        TableColumn("Tinjauan berikutnya", 17),
        TableColumn("Jenis tinjauan", 12),
        TableColumn("Keadaan", 15, hint="Dihitung dari hari ini saat dibuka.", looks=looks),
        TableColumn("Halaman buku", 9, hint="Tautan ke bukunya."),
    )
    whole = zip(register.rows, register.sheets, register.pages, strict=True)
    rows = tuple(
        TableRow(_cells(number, row, sheet, page, folder))
        for number, (row, sheet, page) in enumerate(whole, start=1)
    )
    return Table("Daftar", "", columns, rows, frozen=3, keyed=False)


def _cells(
    number: int, row: Row, sheet: Path | None, page: BookPage | None, folder: Path
) -> tuple[TableCell, ...]:
    sop, due = row.sop, row.due
    link = FileLink(link_to(sheet, folder)) if sheet else None
    book = FileLink(link_to(page.book, folder), f"page={page.number}") if page else None
    return (
        TableCell(value=number),
        _text(sop.number),
        _text(unmarked(sop.name), link),
        _text(sop.unit),
        _text(row.approver),
        _date(sop.created),
        _text(sop.revision),
        _date(sop.revised),
        _date(sop.effective),
        _text(sop.status),
        _day_cell(due.last),
        _day_cell(due.next),
        _text(due.kind),
        TableCell(value=_STATE),
        _text(page.label if page else "", book),
    )


def _history(register: Register) -> Table:
    columns = (
        TableColumn("Nama", 42),
        TableColumn("Revisi", 10),
        TableColumn("Tanggal", 17),
        TableColumn("Uraian", 80, hint="Dari “riwayat” di definisi."),
    )
    rows = tuple(
        TableRow(
            (
                _text(unmarked(row.sop.name)),
                _text(each.revision),
                _date(each.date),
                _text(each.description),
            )
        )
        for row in register.rows
        for each in row.sop.history
    )
    return Table("Riwayat", "", columns, rows, frozen=1, keyed=False)


def _relations(register: Register) -> Table:
    names = [unmarked(row.sop.name) for row in register.rows]
    found = relations_among([row.sop for row in register.rows])
    unknown = TableColumn("Nama yang tidak ada", 42, hint="Bukan SOP di daftar ini.", ink=_RED)
    in_matrix = len(names) <= MOST_IN_MATRIX
    between = (
        tuple(TableColumn(str(number), 4) for number in range(1, len(names) + 1))
        if in_matrix
        else (TableColumn("Terkait dengan", 60),)
    )
    rows = []
    for number, (name, each) in enumerate(zip(names, found, strict=True), start=1):
        cells = (
            [_text(_MARK if column in each.related else "") for column in range(len(names))]
            if in_matrix
            else [_lines(names[other] for other in each.related)]
        )
        last = _lines(each.unknown)
        rows.append(TableRow((TableCell(value=number), _text(name), *cells, last)))
    columns = (TableColumn("No", 5), TableColumn("Nama", 42), *between, unknown)
    return Table("Keterkaitan", "", columns, tuple(rows), frozen=2, keyed=False)


def _reviews(register: Register) -> Table:
    names = {id(each): row.sop.name for row in register.rows for each in row.reviews}
    newest = sorted(register.log.log.reviews, key=_day, reverse=True)
    columns = (
        TableColumn("Tanggal", 17),
        TableColumn("Nama", 42),
        TableColumn("Jenis", 12),
        TableColumn("Hasil", 16),
        TableColumn("Catatan", 50, hint="Ditambah dengan “sopgen monev catat”."),
        TableColumn("Tindakan", 50),
        TableColumn("Penilai", 24),
    )
    rows = tuple(
        TableRow(
            (
                _date(each.date),
                _text(unmarked(names.get(id(each), each.sop))),
                *map(_text, (each.kind, each.result, each.note, each.measure, each.assessor)),
            )
        )
        for each in newest
    )
    return Table("Monev", "", columns, rows, frozen=2, keyed=False)


def _guide(register: Register) -> Table:
    looks = tuple(look for look, _ in STATES)
    columns = (
        TableColumn("Keadaan", 22, looks=looks),
        TableColumn("Arti", 90, hint=f"Daftar SOP {register.agency}"),
    )
    lines = [(look.word, meaning) for look, meaning in STATES]
    lines += [
        ("", ""),
        (
            "Jangan menyunting",
            "Berkas ini dibuat dari definisi. Ubah definisinya, catat tinjauan dengan “sopgen "
            "monev catat”, lalu jalankan “sopgen register”.",
        ),
        ("Dibuat dari", "\n".join(register.sources)),
    ]
    rows = tuple(TableRow((_text(word), _text(meaning))) for word, meaning in lines)
    return Table("Petunjuk", "", columns, rows, keyed=False)


def _day(review: Review) -> datetime.date:
    return day_in(review.date) or datetime.date.min


def _text(text: str | None, link: FileLink | None = None) -> TableCell:
    return TableCell((Run(text, _FONT),), link=link) if text else TableCell()


def _lines(names: Iterable[str]) -> TableCell:
    """Return `names` under each other, as many as a cell holds."""
    whole = "\n".join(names)
    if len(whole) > CELL_LENGTH:
        whole = whole[:CELL_LENGTH].rpartition("\n")[0] + "\n…"
    return _text(whole)


def _date(text: str | None) -> TableCell:
    """Return a day as a date; what is none, or lacks the day, as it was typed."""
    found = read_date(text or "")
    whole = found is not None and found.day is not None and found.date is not None
    if not found or not whole or found.year < FIRST_YEAR:
        return _text(text)
    return TableCell(value=found.date)


def _day_cell(day: datetime.date | None) -> TableCell:
    if day is None or day.year < FIRST_YEAR:
        return _text(day.isoformat() if day else "")
    return TableCell(value=day)
