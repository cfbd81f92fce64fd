"""What stands in an SOP and belongs to another: titles, regions, related SOPs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from sopgen.lint.book import Book, by_name
from sopgen.lint.relations import Neighbours, called, may_mean, misspelt_names
from sopgen.lint.rule import BookCheck, Finding, Ground, Rule, SopCheck
from sopgen.lint.subject import Subject
from sopgen.lint.wording import WORD, folded_name, object_of, short_names, words
from sopgen.problems.problem import Loc, Severity
from sopgen.problems.spelling import listed, quoted

_JUDGED = frozenset({"kegiatan", "kelengkapan", "output", "keterangan"})
_JUDGED_BOXES = frozenset({"kualifikasi_pelaksana", "peringatan", "pencatatan"})
_PLACES = frozenset({"di", "ke", "dari", "kepada", "pada", "oleh", "untuk", "dengan", "melalui"})
"""What a title says behind these is not what the SOP makes."""

_NUMBER_LENGTH = 6
"""A shorter number may stand in a name by chance."""

_LOCAL = frozenset({"Perda", "Perda Provinsi", "Pergub", "Perkada", "Keputusan"})


def foreign_title(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that the product of another SOP appears only where that SOP is named as related."""
    for subjects in book.by_letterhead.values():
        owners: dict[str, Subject] = {}
        for subject in subjects:
            for name in sorted(_product_names(subject)):
                owners.setdefault(name, subject)
        for subject in subjects:
            yield from _foreign_in(subject, owners)


def _foreign_in(subject: Subject, owners: dict[str, Subject]) -> Iterator[tuple[Subject, Finding]]:
    own = {*words(subject.sop.name), *words(subject.sop.unit or ""), *words(subject.agency_text)}
    own |= {word for _, related in subject.related for word in words(related)}
    related = {folded_name(name) for _, name in subject.related}
    for at, text in _judged_texts(subject):
        for word in dict.fromkeys(words(text)):
            owner = owners.get(word)
            if owner is None or owner is subject or word in own:
                continue
            if folded_name(owner.sop.name) not in related:
                yield (
                    subject,
                    Finding(
                        at,
                        f"{quoted(_as_typed(word, text))} milik SOP lain, "
                        f"{quoted(owner.sop.name)}.",
                        "Periksa apakah tersalin; jika memang perlu, sebut SOP itu di keterkaitan.",
                    ),
                )


def _judged_texts(subject: Subject) -> Iterator[tuple[Loc, str]]:
    for at, text in subject.step_texts:
        if at[-1] in _JUDGED:
            yield at, text
    for at, text in subject.box_texts:
        if at[0] in _JUDGED_BOXES:
            yield at, text


def _as_typed(word: str, text: str) -> str:
    return next((typed for typed in WORD.findall(text) if typed.casefold() == word), word)


def _product_names(subject: Subject) -> frozenset[str]:
    """Return the short names of what an SOP makes: LAKIP, RENJA, RKT.

    A word of the title counts if the steps write it in capitals too; a title may be in
    capitals as a whole.
    """
    wanted = set(takewhile(lambda word: word not in _PLACES, object_of(subject.sop.name)))
    found = set(short_names(subject.sop.name))
    for step in subject.steps:
        for word in WORD.findall(step.activity):
            if len(word) > 2 and word.isupper() and not step.activity.isupper():
                found |= {word.casefold()} & wanted
    common = subject.registers.acronyms | set(words(subject.agency_text))
    return frozenset(found - common)


def foreign_region(subject: Subject) -> Iterator[Finding]:
    """Check that no other region than the agency's own and those around it is named."""
    known = subject.registers.regions
    own = {region for _, meant in known.named_in(subject.agency_text) for region in meant}
    if not own:
        return
    provinces = {region.province for region in own}
    legal = (
        (at, text)
        for at, text, each in subject.citations
        if each is not None and each.kind in _LOCAL
    )
    for at, text in (*subject.box_texts, *subject.step_texts, *legal):
        for name, meant in known.named_in(text):
            if not any(region.province in provinces for region in meant):
                yield Finding(
                    at,
                    f"Di sini disebut daerah lain: {quoted(name)}.",
                    f"Kop ini dari {listed(sorted(region.name for region in own))}.",
                )


def unresolved(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that related SOPs are there, under the names that they are called by."""
    for subjects in book.agencies:
        neighbours = Neighbours(by_name(subjects))
        if len(neighbours.known) < 2:
            continue
        missing = {
            called(name): None
            for subject in subjects
            for _, entry in subject.related
            for name in neighbours.named_in(entry)
            if not neighbours.has(name)
        }
        misspelt = misspelt_names(tuple(neighbours.known), tuple(missing))
        for subject in subjects:
            for finding in _unresolved_in(subject, neighbours, misspelt):
                yield subject, finding


def _unresolved_in(
    subject: Subject, neighbours: Neighbours, misspelt: Mapping[str, str]
) -> Iterator[Finding]:
    missing = []
    placed = ((at, name) for at, entry in subject.related for name in neighbours.named_in(entry))
    for at, name in placed:
        if neighbours.has(name):
            continue
        wrong = misspelt.get(called(name), "")
        meant = wrong or neighbours.abbreviated(name)
        if meant:
            there = neighbours.known[meant].sop.name
            yield Finding(
                at,
                f"Tidak ada SOP bernama {quoted(name)}; yang ada {quoted(there)}.",
                "Samakan namanya.",
                severity=None if wrong else Severity.NOTE,
            )
        else:
            missing.append(name)
    if missing:
        yield Finding(
            ("keterkaitan",),
            f"Keterkaitan yang bukan nama SOP di antara definisi: {listed(missing)}.",
            "Sebut SOP yang ada dengan namanya, atau susun SOP-nya.",
            severity=Severity.NOTE,
        )


def one_sided(book: Book) -> Iterator[tuple[Subject, Finding]]:
    """Check that a relation between two SOPs is named by both."""
    for subjects in book.by_letterhead.values():
        neighbours = Neighbours(by_name(subjects))
        named = {id(each): list(_named(each, neighbours)) for each in subjects}
        for subject in subjects:
            own = folded_name(subject.sop.name)
            for at, name in named[id(subject)]:
                other = neighbours.known.get(name)
                if other is None or other is subject or _numbered_in(other, subject):
                    continue
                if any(may_mean(entry, own) for _, entry in named[id(other)]):
                    continue
                yield (
                    subject,
                    Finding(
                        at,
                        f"{quoted(other.sop.name)} tidak menyebut SOP ini di keterkaitannya.",
                        f"Tambahkan di {other.definition.source.path.name}.",
                    ),
                )


def _numbered_in(other: Subject, subject: Subject) -> bool:
    """Tell whether `other` names `subject` by its number, be it beside a misprinted name."""
    number = "".join((subject.sop.number or "").split())
    entries = "".join("".join(entry.split()) for _, entry in other.related)
    return len(number) >= _NUMBER_LENGTH and number in entries


def _named(subject: Subject, neighbours: Neighbours) -> Iterator[tuple[Loc, str]]:
    """Yield the related SOPs with their places, each name made comparable."""
    for at, entry in subject.related:
        yield from ((at, called(name)) for name in neighbours.named_in(entry))


FOREIGN_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "SET006",
        Severity.WARNING,
        "Nama daerah lain",
        Ground.PRACTICE,
        "Praktik pemeriksa: nama daerah lain biasanya sisa salinan. Daftar daerah: "
        "registers/wilayah.yaml.",
        "kegiatan: Menyusun Renja Kota Mataram, di kop Kota Batam",
        "kegiatan: Menyusun Renja Kota Batam",
        foreign_region,
    ),
)

RELATION_RULES: tuple[Rule[BookCheck], ...] = (
    Rule(
        "KEG005",
        Severity.WARNING,
        "Produk SOP lain di dalam SOP ini",
        Ground.PRACTICE,
        "Praktik pemeriksa: sisa salinan, misalnya LAKIP di dalam SOP LPPD.",
        "nama: Penyusunan LPPD, kelengkapan: Draf LAKIP",
        "nama: Penyusunan LPPD, kelengkapan: Draf LPPD",
        foreign_title,
    ),
    Rule(
        "ISI011",
        Severity.WARNING,
        "SOP terkait tidak ditemukan",
        Ground.PRACTICE,
        "Asas keselarasan; perbandingan dengan definisi yang diperiksa bersama.",
        "keterkaitan: [SOP Surat Kluar], padahal yang ada Surat Keluar",
        "keterkaitan: [SOP Surat Keluar]",
        unresolved,
    ),
    Rule(
        "ISI013",
        Severity.NOTE,
        "Keterkaitan sepihak",
        Ground.PRACTICE,
        "Praktik pemeriksa: dua SOP yang terkait saling menyebut.",
        "A menyebut B, B tidak menyebut A",
        "A menyebut B, B menyebut A",
        one_sided,
    ),
)
