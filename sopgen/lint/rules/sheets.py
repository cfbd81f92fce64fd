"""RND: what shows only on the pages."""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.lint.rule import Finding, Ground, Rule, SheetCheck
from sopgen.lint.sheet import SheetSubject
from sopgen.problems.problem import Severity

MANY_PAGES = 4
_TOO_TALL = frozenset({"LAY001", "LAY004"})
_NO_ROOM = frozenset({"LAY002", "LAY003", "LAY011"})


def too_tall(sheet: SheetSubject) -> Iterator[Finding]:
    """Check that every row and item fits on a page."""
    yield from _refused(sheet, _TOO_TALL)


def no_room(sheet: SheetSubject) -> Iterator[Finding]:
    """Check that the columns fit on the paper in the smallest letters that are allowed."""
    yield from _refused(sheet, _NO_ROOM)


def missing_character(sheet: SheetSubject) -> Iterator[Finding]:
    """Check that the face has every character."""
    yield from _refused(sheet, frozenset({"LAY005"}))


def bad_drawing(sheet: SheetSubject) -> Iterator[Finding]:
    """Check that no arrow runs over a text or a symbol."""
    yield from _refused(sheet, frozenset({"LAY900"}))


def _refused(sheet: SheetSubject, codes: frozenset[str]) -> Iterator[Finding]:
    for problem in sheet.refusals:
        if problem.code in codes:
            elsewhere = problem.path != sheet.subject.definition.source.places.path
            message = problem.message[0].upper() + problem.message[1:]
            yield Finding(problem.at, message, problem.hint, in_letterhead=elsewhere)


def shrunk(sheet: SheetSubject) -> Iterator[Finding]:
    """Check that the letters of the flow are as large as the profile asks."""
    font = sheet.subject.definition.profile.font
    smallest = min(sheet.flow_sizes(), default=0)
    if smallest and smallest <= font.smallest * 20 < font.flow * 20:
        yield Finding(
            (*sheet.subject.sop.flow_at(0), "pelaksana"),
            f"Huruf tabel alur mengecil sampai {smallest / 20:g} poin agar muat.",
            "Kurangi kolom, persingkat teks, atau pakai kertas yang lebih lebar.",
        )


def many_pages(sheet: SheetSubject) -> Iterator[Finding]:
    """Check that a flow is read on few pages."""
    pages = len(sheet.flow_pages())
    if pages >= MANY_PAGES:
        yield Finding(
            (*sheet.subject.sop.flow_at(0), "langkah"),
            f"Bagan alir {pages} halaman, dengan {sheet.off_page_pairs()} pasang penghubung.",
            "Pertimbangkan memperpendek atau membaginya.",
        )


def identity_runs_over(sheet: SheetSubject) -> Iterator[Finding]:
    """Check that the identity fits on one page."""
    pages = sheet.identity_pages()
    if pages > 1:
        yield Finding(
            ("dasar_hukum",),
            f"Bagian identitas {pages} halaman.",
            "Boleh; persingkat dasar hukum jika ingin satu halaman.",
        )


_LEGIBLE = "Praktik pemeriksa: lembar harus terbaca."

SHEET_RULES: tuple[Rule[SheetCheck], ...] = (
    Rule(
        "RND001",
        Severity.ERROR,
        "Baris lebih tinggi daripada halaman",
        Ground.CONSISTENCY,
        "Baris tidak boleh terpotong; lembar ini tidak dapat dibuat.",
        "kegiatan sepanjang seratus baris",
        "kegiatan dibagi menjadi beberapa langkah",
        too_tall,
    ),
    Rule(
        "RND002",
        Severity.WARNING,
        "Huruf mengecil sampai batasnya",
        Ground.PRACTICE,
        _LEGIBLE,
        "empat belas kolom pelaksana di kertas A4",
        "tujuh kolom pelaksana di kertas F4",
        shrunk,
    ),
    Rule(
        "RND003",
        Severity.NOTE,
        "Bagan alir banyak halaman",
        Ground.PRACTICE,
        _LEGIBLE,
        "satu alur empat halaman",
        "satu alur dua halaman",
        many_pages,
    ),
    Rule(
        "RND004",
        Severity.ERROR,
        "Gambar melanggar aturan gambar",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012, lampiran: panah menghubungkan simbol. Pemeriksaan diri sopgen.",
        "panah menembus simbol",
        "panah di sela simbol",
        bad_drawing,
    ),
    Rule(
        "RND007",
        Severity.ERROR,
        "Karakter yang tidak ada di huruf",
        Ground.CONSISTENCY,
        "Yang tidak dapat dicetak tidak boleh hilang diam-diam; lembar ini tidak dapat dibuat.",
        "kegiatan dengan aksara yang tidak ada di Arial",
        "kegiatan dengan huruf Latin",
        missing_character,
    ),
    Rule(
        "RND008",
        Severity.NOTE,
        "Identitas lebih dari satu halaman",
        Ground.PRACTICE,
        _LEGIBLE,
        "sebelas dasar hukum yang panjang",
        "tujuh dasar hukum",
        identity_runs_over,
    ),
    Rule(
        "RND009",
        Severity.ERROR,
        "Kolom tidak muat pada kertas",
        Ground.CONSISTENCY,
        "Lembar ini tidak dapat dibuat.",
        "tiga puluh kolom pelaksana",
        "sepuluh kolom pelaksana",
        no_room,
    ),
)
