"""SET: what only shows when the SOPs of an agency lie side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from sopgen.lint.book import Book
from sopgen.lint.near import NEAR_NAME, near_pairs, spelt_alike, trigrams
from sopgen.lint.numbering import printed, series_of
from sopgen.lint.rule import BookCheck, Finding, Ground, Rule
from sopgen.lint.subject import Subject
from sopgen.lint.wording import folded_name, object_of, short_names, words
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import listed, quoted

NEAR_FLOW = Fraction(4, 5)
MOST = Fraction(2, 3)
"""A folder is one book if so many of its SOPs agree; else it holds several units' SOPs."""

_FEW_STEPS = 4
_ROLE_WORDS = {
    "kasubbag": "kepala subbagian",
    "kasubag": "kepala subbagian",
    "kabag": "kepala bagian",
    "kabid": "kepala bidang",
    "kasi": "kepala seksi",
    "kadis": "kepala dinas",
    "kadin": "kepala dinas",
    "subbag": "subbagian",
    "subag": "subbagian",
    "staff": "staf",
    "ka": "kepala",
}


def duplicate_number(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that a number belongs to one SOP of an agency."""
    for subjects in book.by_letterhead.values():
        first: dict[str, Subject] = {}
        for subject in subjects:
            number = "".join((subject.sop.number or "").casefold().split())
            if number.strip("-") and first.setdefault(number, subject) is not subject:
                yield (
                    subject,
                    Finding(
                        ("nomor",),
                        f"Nomor ini sudah dipakai {_file(first[number])}.",
                        "Beri nomor lain.",
                    ),
                )


def near_name(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that a name belongs to one SOP of an agency."""
    for subjects in book.by_letterhead.values():
        names = [folded_name(subject.sop.name) for subject in subjects]
        sets = [trigrams(name) for name in names]

        def same(later: int, earlier: int, names: list[str] = names) -> bool:
            return spelt_alike(names[later], names[earlier])

        for later, earlier in near_pairs(sets, NEAR_NAME, same):
            equal = names[later] == names[earlier]
            message = "sama dengan" if equal else "hampir sama dengan"
            yield (
                subjects[later],
                Finding(
                    ("nama",),
                    f"Nama SOP ini {message} {quoted(subjects[earlier].sop.name)} "
                    f"({_file(subjects[earlier])}).",
                    "Kegiatan yang sama punya SOP yang sama.",
                ),
            )


def near_flow(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that two SOPs of an agency do not have the same flow."""
    for subjects in book.by_letterhead.values():
        bare = [_flow_pairs(subject, _own_words(subject)) for subject in subjects]
        whole = [_flow_pairs(subject, frozenset()) for subject in subjects]
        pairs = dict(near_pairs(whole, NEAR_FLOW)) | dict(near_pairs(bare, NEAR_FLOW))
        for later, earlier in sorted(pairs.items()):
            yield (
                subjects[later],
                Finding(
                    ("alur",) if subjects[later].sop.several_flows else ("langkah",),
                    f"Alur ini hampir sama dengan {quoted(subjects[earlier].sop.name)} "
                    f"({_file(subjects[earlier])}).",
                    "Pertimbangkan satu SOP umum untuk keduanya.",
                ),
            )


def _own_words(subject: Subject) -> frozenset[str]:
    """Return the words of what an SOP is about, which tell it from another with its flow."""
    return frozenset((*object_of(subject.sop.name), *short_names(subject.sop.name)))


def _flow_pairs(subject: Subject, own: frozenset[str]) -> frozenset[str]:
    """Return the pairs of neighbouring words of the activities, without the words in `own`."""
    steps = [[word for word in words(step.activity) if word not in own] for step in subject.steps]
    if len(steps) < _FEW_STEPS:
        return frozenset()
    return frozenset(
        f"{left} {right}"
        for step in steps
        for left, right in zip(("", *step), (*step, ""), strict=True)
    )


def odd_numbering(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that the numbers of an agency run on without gaps, in one form."""
    for subjects in book.by_letterhead.values():
        numbers = ["".join((subject.sop.number or "").split()) for subject in subjects]
        series, misprints = series_of(numbers)
        for position, skeleton in misprints.items():
            yield (
                subjects[position],
                Finding(
                    ("nomor",),
                    f"Nomor {quoted(numbers[position])} menyimpang dari pola "
                    f"{quoted(printed(skeleton))}.",
                    "Periksa ejaan bagian-bagiannya.",
                ),
            )
        for each in series:
            for position, missing in each.gaps():
                yield (
                    subjects[position],
                    Finding(
                        ("nomor",),
                        f"Nomor urut {listed(map(str, missing))} sebelum nomor ini tidak ada.",
                        "Periksa apakah ada SOP yang belum masuk.",
                    ),
                )


def mixed_book(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that SOPs of one folder have one letterhead, one approver and one profile."""
    for subjects in book.by_folder.values():
        for key, values in (
            ("kop", [subject.sop.letterhead for subject in subjects]),
            ("pengesah", [subject.sop.approver or "" for subject in subjects]),
            ("profil", [subject.sop.profile or "" for subject in subjects]),
        ):
            usual, count = Counter(values).most_common(1)[0]
            if count == len(values) or count == 1 or Fraction(count, len(values)) < MOST:
                continue
            for subject, value in zip(subjects, values, strict=True):
                if value != usual and (value or key == "profil"):
                    yield (
                        subject,
                        Finding(
                            (key,),
                            f"“{key}” di sini {quoted(value)}, di SOP lain map ini "
                            f"{quoted(usual) if usual else 'tidak ditulis'}.",
                            "Samakan dalam satu buku SOP.",
                        ),
                    )


def other_number_same_title(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that one title of a regulation has one number throughout a book."""
    for subjects in book.by_letterhead.values():
        keys: dict[str, Counter[str]] = {}
        for subject in subjects:
            for _, _, each in subject.citations:
                if each and each.complete and len(each.title.split()) > 3:
                    keys.setdefault(each.title, Counter())[each.key] += 1
        for subject in subjects:
            for at, _, each in subject.citations:
                counted = keys.get(each.title, Counter()) if each else Counter[str]()
                usual = counted.most_common(1)[0][0] if len(counted) > 1 else ""
                if each and usual and usual != each.key:
                    yield (
                        subject,
                        Finding(
                            at,
                            f"{each.key} di sini, {usual} dengan judul yang sama di SOP lain.",
                            "Periksa nomor mana yang berlaku, lalu samakan.",
                        ),
                    )


def role_spelt_otherwise(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that a role is written alike in all SOPs of an agency."""
    for subjects in book.by_letterhead.values():
        forms: dict[tuple[str, ...], Counter[str]] = {}
        for subject in subjects:
            for flow in subject.flows:
                for name in flow.lane_names:
                    forms.setdefault(_role(name), Counter())[name] += 1
        told: set[str] = set()
        for subject in subjects:
            for flow in subject.flows:
                for lane in flow.flow.placed_lanes:
                    usual = forms[_role(lane.name)].most_common(1)[0][0]
                    if lane.name != usual and lane.name not in told:
                        told.add(lane.name)
                        yield (
                            subject,
                            Finding(
                                (*flow.at, *lane.at),
                                f"Pelaksana {quoted(lane.name)} di SOP lain ditulis "
                                f"{quoted(usual)}.",
                                "Samakan sebutannya.",
                            ),
                        )


def _role(name: str) -> tuple[str, ...]:
    """Return a role for comparing: abbreviations written out."""
    folded = re.sub(r"\bsub\s+bag", "subbag", name.casefold())
    return words(" ".join(_ROLE_WORDS.get(word, word) for word in words(folded)))


def _file(subject: Subject) -> str:
    return subject.definition.source.path.name


SET_RULES: tuple[Rule[BookCheck], ...] = (
    Rule(
        "SET001",
        Severity.ERROR,
        "Nomor ganda",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012, lampiran: nomor SOP menurut tata naskah dinas, satu untuk tiap SOP.",
        "dua SOP bernomor 060/12/SOP/2024",
        "060/12/SOP/2024 dan 060/13/SOP/2024",
        duplicate_number,
    ),
    Rule(
        "SET002",
        Severity.WARNING,
        "Nama SOP ganda atau hampir sama",
        Ground.PRACTICE,
        "Paparan Kementerian PAN-RB: kegiatan yang sama punya SOP yang sama.",
        "Penyusunan Laporan Kinerja dan Penyusunan Laporan Kinerya",
        "Penyusunan Laporan Kinerja dan Penyusunan Rencana Kerja",
        near_name,
    ),
    Rule(
        "SET003",
        Severity.WARNING,
        "Alur hampir sama dengan SOP lain",
        Ground.PRACTICE,
        "Paparan Kementerian PAN-RB: kegiatan yang sama punya SOP yang sama.",
        "Penyusunan LAKIP dan Penyusunan LPPD dengan langkah yang sama",
        "satu SOP Penyusunan Laporan",
        near_flow,
    ),
    Rule(
        "SET004",
        Severity.WARNING,
        "Nomor meloncat atau menyimpang",
        Ground.PRACTICE,
        "Praktik pemeriksa: nomor dalam satu instansi urut dan sepola.",
        "503/22/SOP/DISPMPPTSPTK, lalu 503/23/SOP/DISPMPTSPTK",
        "503/22/SOP/DISPMPTSPTK, lalu 503/23/SOP/DISPMPTSPTK",
        odd_numbering,
    ),
    Rule(
        "SET008",
        Severity.NOTE,
        "Kop, pengesah atau profil tidak seragam",
        Ground.CONSISTENCY,
        "SOP dalam satu map adalah satu buku.",
        "pengesah: sekretaris, di map yang lain-lainnya kepala-dinas",
        "pengesah: kepala-dinas di semua SOP map itu",
        mixed_book,
    ),
    Rule(
        "SET011",
        Severity.WARNING,
        "Peraturan berjudul sama dengan nomor lain",
        Ground.CONSISTENCY,
        "Satu judul peraturan punya satu nomor di seluruh buku.",
        "PP 13/2019 di sini, PP 3/2007 dengan judul yang sama di SOP lain",
        "PP 13/2019 di semua SOP",
        other_number_same_title,
    ),
    Rule(
        "PLK007",
        Severity.NOTE,
        "Pelaksana ditulis berbeda-beda",
        Ground.CONSISTENCY,
        "Jabatan yang sama ditulis sama di semua SOP instansi.",
        "KASUBBAG di sini, Kasubag di SOP lain",
        "Kasubbag di semua SOP",
        role_spelt_otherwise,
    ),
)
