"""SET: what books and logs say of the SOPs that they name."""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.definition.entries import Source
from sopgen.lint.book import Book
from sopgen.lint.papers import PrintedBook
from sopgen.lint.relations import relations_among
from sopgen.lint.rule import BookCheck, Finding, Ground, PaperCheck, Rule
from sopgen.lint.subject import Subject
from sopgen.model.book import BookPart, DecreeKind
from sopgen.model.status import Status
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import listed, quoted


def in_no_book(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that an SOP is in a book, where its agency has any: in force in one in force."""
    for subject in book.subjects:
        own = [each for each in book.papers.books if each.book.letterhead == subject.sop.letterhead]
        if subject.sop.status is not Status.IN_FORCE:
            own = [each for each in own if each.book.status is not Status.IN_FORCE]
        if not own or subject.sop.status is Status.WITHDRAWN:
            continue
        path = subject.definition.source.path.absolute()
        if not any(path in each.definitions for each in own):
            names = listed([each.source.path.name for each in own])
            yield (
                subject,
                Finding(
                    ("nama",),
                    f"SOP ini tidak ada di buku instansinya ({names}).",
                    "Tambahkan di “isi” buku, atau biarkan bila memang tidak dibukukan.",
                ),
            )


def without_decree(book: Book) -> Iterator[tuple[Source, Finding]]:
    """Check that a book has the decree by which its SOPs are enacted, or says that it has none."""
    for each in book.papers.books:
        decree = each.book.decree
        if decree is None:
            yield (
                each.source,
                Finding(
                    ("penetapan",),
                    "Buku ini tanpa penetapan.",
                    "Isi “penetapan”, atau tulis “penetapan: {jenis: tidak ada}”.",
                ),
            )
        elif decree.kind is not DecreeKind.NONE and BookPart.DECREE not in each.book.parts:
            yield (
                each.source,
                Finding(
                    ("susunan",),
                    "Penetapannya tidak dicetak di buku ini.",
                    "Tambahkan “penetapan” ke susunan.",
                ),
            )


def related_outside(book: Book) -> Iterator[tuple[Source, Finding]]:
    """Check that the SOPs that a book's SOPs relate to are in it, where it prints relations."""
    for each in book.papers.books:
        if BookPart.RELATIONS not in each.book.parts:
            continue
        sops = [subject.sop for subject in _members(book, each)]
        unknown = dict.fromkeys(
            name for relations in relations_among(sops) for name in relations.unknown
        )
        if unknown:
            yield (
                each.source,
                Finding(
                    ("isi",),
                    f"Keterkaitan dengan SOP yang tidak ada di buku ini: {listed(unknown)}.",
                    "Tambahkan SOP-nya ke “isi”, atau samakan namanya.",
                ),
            )


def _members(book: Book, printed: PrintedBook) -> list[Subject]:
    paths = printed.definitions
    return [each for each in book.subjects if each.definition.source.path.absolute() in paths]


def unknown_sop(book: Book) -> Iterator[tuple[Source, Finding]]:
    """Check that the SOPs that books and logs name are there."""
    hint = "Perbaiki namanya, atau hapus."
    for printed in book.papers.books:
        for at, name, files in printed.named:
            if not files:
                message = f"Buku ini menyebut SOP {quoted(name)}, yang tidak ada."
                yield printed.source, Finding(at, message, hint)
    for log in book.papers.logs:
        for number, review in enumerate(log.log.reviews):
            if not log.knows(review.sop):
                message = f"Catatan ini menyebut SOP {quoted(review.sop)}, yang tidak ada."
                yield log.source, Finding(("monev", number, "sop"), message, hint)


MEMBER_RULES: tuple[Rule[BookCheck], ...] = (
    Rule(
        "SET007",
        Severity.NOTE,
        "SOP tidak ada di buku instansinya",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012, lampiran: dokumen SOP memuat daftar isi semua SOP di dalamnya.",
        "buku/umum.yaml ber-isi: [lakip], sedangkan definisinya lakip dan lppd",
        "isi: [lakip, lppd]",
        in_no_book,
    ),
)

PAPER_CHECKS: tuple[Rule[PaperCheck], ...] = (
    Rule(
        "SET009",
        Severity.WARNING,
        "Buku tanpa penetapan",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012, lampiran: SOP ditetapkan dengan peraturan atau keputusan pimpinan.",
        "buku tanpa kunci penetapan",
        "penetapan: {nomor: 188.4/12/2024, tanggal: 2024-01-23, pejabat: kepala-dinas}",
        without_decree,
    ),
    Rule(
        "SET012",
        Severity.NOTE,
        "Keterkaitan di luar buku",
        Ground.PRACTICE,
        "Tabel keterkaitan buku memuat SOP buku itu saja.",
        "buku berisi lakip, yang keterkaitannya SOP Surat Keluar",
        "buku berisi lakip dan surat-keluar",
        related_outside,
    ),
    Rule(
        "SET013",
        Severity.WARNING,
        "Buku atau catatan monev menyebut SOP yang tidak ada",
        Ground.CONSISTENCY,
        "Yang disebut adalah nama berkas definisi, di map kopnya atau di definitions.",
        "monev: [{sop: lakib, …}], sedangkan definisinya lakip.yaml",
        "monev: [{sop: lakip, …}]",
        unknown_sop,
    ),
)
