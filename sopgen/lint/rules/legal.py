"""ISI001 to ISI008: the legal bases of an SOP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sopgen.lint.rule import Finding, Ground, Rule, SopCheck
from sopgen.lint.subject import Subject
from sopgen.lint.wording import joined_text
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import quoted

_STRUCTURE = re.compile(r"organisasi|sotk|susunan|tata kerja|tugas dan fungsi", re.IGNORECASE)


def no_legal_basis(subject: Subject) -> Iterator[Finding]:
    """Check that an SOP rests on a law."""
    if subject.has_regular_boxes and not joined_text(subject.sop.legal_basis).strip(" -"):
        yield Finding(
            ("dasar_hukum",),
            "Dasar hukum belum ada.",
            "Sebut peraturan yang mendasari prosedur ini.",
        )


def out_of_rank(subject: Subject) -> Iterator[Finding]:
    """Check that legal bases stand by their rank."""
    known = [(at, each) for at, _, each in subject.citations if each is not None]
    for (_, above), (at, each) in pairwise(known):
        if each.rank < above.rank:
            yield Finding(
                at,
                f"{each.kind} berdiri di bawah {above.kind}, padahal lebih tinggi.",
                "Urutkan: UU, PP, Perpres, peraturan menteri atau lembaga, perda, peraturan kepala "
                "daerah.",
            )


def out_of_time(subject: Subject) -> Iterator[Finding]:
    """Check that legal bases of one rank stand by their year."""
    known = [(at, each) for at, _, each in subject.citations if each is not None and each.year]
    for (_, above), (at, each) in pairwise(known):
        if each.level == above.level and each.year < above.year:
            yield Finding(
                at,
                f"{each.kind} tahun {each.year} berdiri di bawah yang tahun {above.year}.",
                "Urutkan yang setingkat menurut tahunnya.",
            )


def unread_basis(subject: Subject) -> Iterator[Finding]:
    """Check that a legal basis names kind, number, year and title."""
    for at, text, each in subject.citations:
        if not text.strip(" -"):
            continue
        if each is None:
            yield Finding(
                at,
                f"{quoted(text)} tidak terbaca sebagai peraturan.",
                "Tulis jenis, nomor, tahun dan judulnya.",
            )
        elif not each.complete:
            lacking = [
                word
                for word, value in (
                    ("nomor", each.number),
                    ("tahun", each.year),
                    ("judul sesudah “tentang”", each.title),
                )
                if not value
            ]
            yield Finding(
                at,
                f"{quoted(text)} tidak lengkap: {', '.join(lacking)}.",
                "Tulis “… Nomor … Tahun … tentang …”.",
            )


def revoked(subject: Subject) -> Iterator[Finding]:
    """Check that a legal basis is in force."""
    for at, _, each in subject.citations:
        entry = subject.registers.replaced.get(each.key.casefold()) if each else None
        if entry is not None:
            about = f" tentang {entry.about}" if entry.about else ""
            yield Finding(
                at,
                f"{entry.old} sudah dicabut atau diganti.",
                f"Barangkali maksudnya {entry.new}{about} ({entry.source}).",
            )


def draft_basis(subject: Subject) -> Iterator[Finding]:
    """Check that a draft of a regulation is no legal basis."""
    for at, _, each in subject.citations:
        if each is not None and each.draft:
            yield Finding(
                at,
                "Rancangan peraturan belum berlaku, jadi bukan dasar hukum.",
                "Ganti dengan peraturan yang sudah diundangkan.",
            )


def no_structure(subject: Subject) -> Iterator[Finding]:
    """Check that the regulation on the agency's structure is among the bases."""
    texts = [text for _, text, _ in subject.citations]
    if len(texts) > 1 and not any(_STRUCTURE.search(text) for text in texts):
        yield Finding(
            ("dasar_hukum",),
            "Tidak ada peraturan tentang susunan organisasi di antara dasar hukum.",
            "Tambahkan peraturan kepala daerah, menteri atau kepala lembaga tentang organisasi "
            "dan tata kerja.",
        )


_RECALLED = "PermenPAN-RB 35/2012, lampiran, bagian identitas (dari ingatan penyusun)"

LEGAL_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "ISI001",
        Severity.WARNING,
        "Dasar hukum belum ada",
        Ground.MEMORY,
        f"{_RECALLED}: dasar hukum.",
        "dasar_hukum: ''",
        "dasar_hukum: [Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah]",
        no_legal_basis,
    ),
    Rule(
        "ISI002",
        Severity.WARNING,
        "Dasar hukum tidak urut tingkatnya",
        Ground.REGULATION,
        "UU 12/2011 Pasal 7 ayat (1): jenis dan hierarki peraturan perundang-undangan.",
        "Perpres 29/2014 di atas PP 3/2007",
        "PP 13/2019 di atas Perpres 29/2014",
        out_of_rank,
    ),
    Rule(
        "ISI003",
        Severity.NOTE,
        "Dasar hukum setingkat tidak urut tahunnya",
        Ground.MEMORY,
        "UU 12/2011 Lampiran II (dari ingatan penyusun): yang setingkat diurutkan menurut waktu.",
        "Permendagri 52/2011 di atas Permendagri 73/2009",
        "Permendagri 73/2009 di atas Permendagri 52/2011",
        out_of_time,
    ),
    Rule(
        "ISI004",
        Severity.WARNING,
        "Dasar hukum tidak lengkap atau tidak terbaca",
        Ground.PRACTICE,
        "Kebiasaan tata naskah dinas: jenis, nomor, tahun, tentang.",
        "dasar_hukum: [UU Pemerintahan Daerah]",
        "dasar_hukum: [UU Nomor 23 Tahun 2014 tentang Pemerintahan Daerah]",
        unread_basis,
    ),
    Rule(
        "ISI005",
        Severity.WARNING,
        "Dasar hukum sudah dicabut",
        Ground.PRACTICE,
        "Daftar peraturan yang diganti (registers/peraturan.yaml); sumber tiap entri di sana.",
        "Undang-Undang Nomor 32 Tahun 2004 tentang Pemerintahan Daerah",
        "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
        revoked,
    ),
    Rule(
        "ISI006",
        Severity.ERROR,
        "Rancangan peraturan sebagai dasar hukum",
        Ground.REGULATION,
        "UU 12/2011 Pasal 7 dan 8: yang mengikat adalah peraturan, bukan rancangannya.",
        "Rancangan Peraturan BKPM Nomor 8 Tahun 2020 tentang …",
        "Peraturan BKPM Nomor 8 Tahun 2020 tentang …",
        draft_basis,
    ),
    Rule(
        "ISI008",
        Severity.NOTE,
        "Tanpa peraturan organisasi",
        Ground.PRACTICE,
        "Paparan Kementerian PAN-RB: SOP disusun dari susunan organisasi dan tata kerja.",
        "dasar hukum tanpa peraturan organisasi",
        "Peraturan Bupati Nomor 18 Tahun 2017 tentang Kedudukan, Susunan Organisasi …",
        no_structure,
    ),
)
