"""KEG: how an activity is worded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopgen.lint.acts import active_form, second_actions
from sopgen.lint.rule import Finding, Fix, Ground, Rule, SopCheck
from sopgen.lint.subject import StepView, Subject
from sopgen.lint.wording import (
    FILLERS,
    WORD,
    acronyms,
    is_active,
    listed_texts,
    unnumbered,
    words,
)
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import listed, quoted

LONG_CHARACTERS = 400
LONG_WORDS = 25
_PLACEHOLDER = re.compile(
    r"\.{3,}|…|\bx{3,}\b|\{\{|_{3,}|\?{2,}|\[\s*(?:isi|diisi)[^\]]*\]|<(?:isi|nama)[^>]*>",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXLC]+")
_TERMINATORS = frozenset({("mulai",), ("selesai",), ("start",), ("end",)})


def not_active(subject: Subject) -> Iterator[Finding]:
    """Check that an activity begins with an active verb."""
    known = subject.registers
    for step in subject.steps:
        first = step.first_word
        if not first or words(step.activity) in _TERMINATORS:
            continue
        if not is_active(first, known.not_verbs, known.other_verbs):
            yield Finding(
                (*step.at, "kegiatan"),
                f"Kegiatan diawali {quoted(_first_typed(step))}, bukan kata kerja aktif.",
                _verb_advice(first, subject),
            )


def _first_typed(step: StepView) -> str:
    return unnumbered(step.activity).split()[0].rstrip(",;:")


def _verb_advice(word: str, subject: Subject) -> str:
    form = active_form(word, subject.registers)
    return f"Misalnya {quoted(form)}." if form else "Mulai dengan kata kerja berawalan me-."


def two_actions(subject: Subject) -> Iterator[Finding]:
    """Check that an activity is one action."""
    for step in subject.steps:
        joint = next(second_actions(step.activity, subject.registers), "")
        if joint:
            yield Finding(
                (*step.at, "kegiatan"),
                f"Kegiatan memuat dua tindakan ({quoted(joint)}).",
                "Bagi menjadi dua langkah, atau pilih kata kerja yang mencakup keduanya.",
            )


def long_activity(subject: Subject) -> Iterator[Finding]:
    """Check that an activity is short."""
    for step in subject.steps:
        count = len(step.activity.split())
        if len(step.activity) > LONG_CHARACTERS or count > LONG_WORDS:
            yield Finding(
                (*step.at, "kegiatan"),
                f"Kegiatan ini panjang ({count} kata).",
                f"Persingkat sampai {LONG_WORDS} kata; rinciannya dapat ke keterangan.",
            )


def uneven_ends(subject: Subject) -> Iterator[Finding]:
    """Check that activities end alike, and begin with a capital letter alike."""
    for flow in subject.flows:
        steps = [step for step in flow.steps if step.activity]
        stopped = [step for step in steps if _ends_with_stop(step.activity)]
        if stopped and len(stopped) < len(steps):
            for step in stopped:
                yield Finding(
                    (*step.at, "kegiatan"),
                    "Kegiatan ini berakhir dengan titik, yang lain tidak.",
                    "Hapus titiknya.",
                    fix=Fix(".", ""),
                )
        small = [step for step in steps if unnumbered(step.activity)[:1].islower()]
        if small and len(small) < len(steps):
            yield Finding(
                (*small[0].at, "kegiatan"),
                "Kegiatan ini diawali huruf kecil, yang lain huruf besar.",
                "Awali semua kegiatan dengan huruf besar.",
            )


def _ends_with_stop(text: str) -> bool:
    return text.endswith(".") and not re.search(r"(?:\b(?:dll|dsb|dst|dkk)|\.\w|\.\.)\.$", text)


def unknown_acronym(subject: Subject) -> Iterator[Finding]:
    """Check that an acronym is explained somewhere on the sheet."""
    found: dict[str, StepView] = {}
    for step in subject.steps:
        for acronym in (each.rstrip("0123456789") for each in acronyms(step.activity)):
            common = acronym.casefold() in subject.registers.acronyms
            if len(acronym) > 2 and not common and not _ROMAN.fullmatch(acronym):
                found.setdefault(acronym, step)
    if not found:
        return
    explained = _sheet_text(subject)
    initials = _initials(explained)
    plain = {word.casefold() for word in WORD.findall(explained) if not word.isupper()}
    unknown = [
        acronym
        for acronym in found
        if acronym.casefold() not in plain
        and acronym.casefold() not in initials
        and not _in_brackets(acronym, explained)
    ]
    if unknown:
        yield Finding(
            (*found[unknown[0]].at, "kegiatan"),
            f"Singkatan tanpa kepanjangan di lembar ini: {listed(unknown)}.",
            "Tulis kepanjangannya sekali, atau daftarkan di registers/*.yaml (singkatan_umum).",
        )


def _sheet_text(subject: Subject) -> str:
    legal = (text for _, text in listed_texts(subject.sop.legal_basis))
    texts = (text for _, text in (*subject.box_texts, *subject.step_texts))
    return "\n".join((subject.agency_text, *legal, *texts, *subject.lane_texts))


def _in_brackets(acronym: str, text: str) -> bool:
    return re.search(rf"\([^()]*\b{acronym}\b[^()]*\)|\b{acronym}\s*\(", text) is not None


def _initials(text: str) -> str:
    """Return the first letters of all words in a row, where acronyms are looked for."""
    return "".join(word[0] for word in words(text) if word not in FILLERS)


def placeholder(subject: Subject) -> Iterator[Finding]:
    """Check that nothing is left to be filled in."""
    for at, text in (*subject.box_texts, *subject.step_texts):
        found = _PLACEHOLDER.search(text)
        if found:
            yield Finding(
                at,
                f"Di sini masih ada isian yang belum dilengkapi ({quoted(found[0])}).",
                "Lengkapi atau hapus.",
            )


_VERB = "PermenPAN-RB 35/2012, lampiran: kegiatan ditulis dengan kata kerja aktif tanpa pelaku."

ACTIVITY_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "KEG001",
        Severity.WARNING,
        "Kegiatan tidak diawali kata kerja aktif",
        Ground.REGULATION,
        _VERB,
        "kegiatan: Penandatanganan surat",
        "kegiatan: Menandatangani surat",
        not_active,
    ),
    Rule(
        "KEG002",
        Severity.WARNING,
        "Dua tindakan dalam satu kegiatan",
        Ground.PRACTICE,
        "Praktik pemeriksa: satu baris satu tindakan, dengan satu waktu dan satu output.",
        "kegiatan: Mencetak dan mengirim surat",
        "kegiatan: Mencetak surat, lalu kegiatan: Mengirim surat",
        two_actions,
    ),
    Rule(
        "KEG003",
        Severity.NOTE,
        "Kegiatan terlalu panjang",
        Ground.PRACTICE,
        "Batas isian e-SOP Kementerian Sekretariat Negara: 400 karakter; 25 kata adalah praktik.",
        "kegiatan sepanjang 30 kata",
        "kegiatan: Menyusun konsep laporan kinerja",
        long_activity,
    ),
    Rule(
        "KEG004",
        Severity.NOTE,
        "Titik akhir atau huruf awal tidak seragam",
        Ground.CONSISTENCY,
        "Kegiatan dalam satu alur ditulis seragam.",
        "satu kegiatan berakhir dengan titik, yang lain tidak",
        "semua kegiatan tanpa titik",
        uneven_ends,
    ),
    Rule(
        "KEG006",
        Severity.NOTE,
        "Singkatan tanpa kepanjangan",
        Ground.PRACTICE,
        "Praktik pemeriksa: pembaca dari luar unit harus memahami lembarnya.",
        "kegiatan: Menyusun laporan DISPMPTSPTK",
        "kegiatan: Menyusun laporan Dinas",
        unknown_acronym,
    ),
    Rule(
        "KEG007",
        Severity.WARNING,
        "Isian yang belum dilengkapi",
        Ground.CONSISTENCY,
        "Lembar yang selesai tidak memuat tempat kosong untuk diisi.",
        "kelengkapan: '...'",
        "kelengkapan: Surat permohonan",
        placeholder,
    ),
)
