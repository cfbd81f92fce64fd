"""IDN012 to IDN019: the officials who sign, and the letterhead they sign under."""

from __future__ import annotations

import datetime
import re
import struct
from collections.abc import Collection, Iterator, Mapping
from typing import assert_never

from sopgen.lint.nip import Nip, is_nip, is_usual_form, label_of, nip_digits, spaced, spacing
from sopgen.lint.rule import Finding, Fix, Ground, Rule, SopCheck
from sopgen.lint.subject import Subject
from sopgen.lint.wording import FILLERS, words
from sopgen.model.dates import day_in
from sopgen.model.sop import Official, Service
from sopgen.problems.problem import Loc, Severity
from sopgen.problems.spelling import quoted

RETIREMENT = 60
"""The highest retirement age of managers (BUP); others retire at 58."""

SMALLEST_LOGO = 125
"""Pixels: 60 pt at 150 dpi."""

_LEVEL = re.compile(r"\btk\.?\s*1\b|\btk\.?\s*i\b|\btingkat\s+(?:1|i)\b|\btk\.i\b")
_GRADE = re.compile(r"(?:gol(?:ongan)?\.?\s*)?([IV]{1,3})\s*[./\s]?\s*([a-eA-E])")
_POLICE = re.compile(r"\d{8}")
_CIVIL = (Service.CIVIL, Service.CONTRACT)
_ACTING = re.compile(r"\b(?P<word>plt|plh|pj|pjs)\b(?P<stop>\.?)", re.IGNORECASE)
_ACTING_FORMS = {"plt": "Plt.", "plh": "Plh.", "pj": "Pj.", "pjs": "Pjs."}
_SYLLABLE = 3
_LONGEST_BLEND = 16
_BODIES = ("dinas", "badan", "inspektorat", "kantor", "kecamatan", "kelurahan", "satuan")


def signing(subject: Subject) -> Iterator[tuple[str, Official]]:
    """Yield the officials of the letterhead who sign this SOP, each once."""
    sop = subject.sop
    others = (name for each in sop.signatories for name in each.officials)
    named = dict.fromkeys((sop.approver or "", *others))
    for key in named:
        official = subject.definition.agency.letterhead.officials.get(key)
        if official is not None:
            yield key, official


def _at(key: str, field: str) -> Loc:
    return ("pejabat", key, field)


def bad_nip(subject: Subject) -> Iterator[Finding]:
    """Check that a number is one that the service of its official gives."""
    for key, official in signing(subject):
        yield from nip_findings(key, official, subject.today)


def nip_findings(key: str, official: Official, today: datetime.date) -> Iterator[Finding]:
    """Yield what is impossible about the number of `official`."""
    text = official.nip.strip()
    if not text.strip("- "):
        return
    if label := label_of(text):
        yield _labelled(_at(key, "nip"), text, label)
        return
    match official.service:
        case Service.CIVIL | Service.CONTRACT as service:
            contract = service is Service.CONTRACT
            message = _nip_fault(text, contract, today)
            hint = _nip_advice(text, contract)
        case Service.POLICE:
            message = "" if _POLICE.fullmatch(text) else f"NRP {quoted(text)} tidak 8 angka."
            hint = "Periksa pada SK pejabat itu."
        case Service.MILITARY | Service.OTHER:
            return
        case unreachable:
            assert_never(unreachable)
    if message:
        yield Finding(_at(key, "nip"), message, hint, in_letterhead=True)


def _labelled(at: Loc, text: str, label: str) -> Finding:
    right = text.removeprefix(label)
    digits = nip_digits(right)
    return Finding(
        at,
        f"{quoted(text)} memuat kata {quoted(label.strip())}, yang sudah tercetak di depannya.",
        f"Hapus kata itu; tulis {spaced(digits) if is_nip(digits) else right}.",
        in_letterhead=True,
        fix=Fix(text, right) if right else None,
    )


def _nip_fault(text: str, contract: bool, today: datetime.date) -> str:
    """Return what is wrong with a NIP or NI PPPK, an empty text where nothing is."""
    digits = nip_digits(text)
    if not is_nip(digits):
        return f"NIP {quoted(text)} tidak 18 angka ({sum(map(str.isdigit, text))} angka)."
    faults = list(Nip(digits, contract).faults(today))
    return f"NIP {quoted(text)} tidak mungkin: {'; '.join(faults)}." if faults else ""


def _nip_advice(text: str, contract: bool) -> str:
    digits = nip_digits(text)
    other = Nip(digits, contract=True) if is_nip(digits) else None
    if not contract and other and not list(other.faults(datetime.date.max)):
        return "Jika ini NI PPPK, tulis “jenis: pppk”."
    return "Periksa pada SK pejabat itu."


def nip_form(subject: Subject) -> Iterator[Finding]:
    """Check that NIPs are written in the usual form, all alike."""
    forms = {}
    for key, official in subject.definition.agency.letterhead.officials.items():
        text = official.nip.strip()
        if official.service not in _CIVIL:
            continue
        if is_nip(nip_digits(text)):
            forms[key] = text
    compact = [key for key, text in forms.items() if is_nip(text)]
    together = len(compact) == len(forms)
    for key, text in forms.items():
        if is_usual_form(text) and (together or not is_nip(text)):
            continue
        right = spaced(nip_digits(text))
        yield Finding(
            _at(key, "nip"),
            f"NIP {quoted(text)} {spacing(text) or 'tidak ditulis seperti lazimnya'}.",
            f"Tulis {right}.",
            in_letterhead=True,
            fix=Fix(text, right),
        )


def rank_off_grade(subject: Subject) -> Iterator[Finding]:
    """Check that a golongan is one, and that Pangkat and golongan belong together."""
    for key, official in signing(subject):
        yield from rank_findings(key, official, subject.registers.ranks)


def rank_findings(key: str, official: Official, ranks: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong between Pangkat and golongan of `official`, given the known `ranks`."""
    typed = official.grade.strip()
    grade = _GRADE.fullmatch(typed)
    right = ranks.get(f"{grade[1]}/{grade[2]}".casefold()) if grade else None
    if right is None and official.service is Service.CIVIL and typed.strip("- "):
        yield Finding(
            _at(key, "golongan"),
            f"Golongan {quoted(typed)} tidak ada.",
            "Tulis golongan ruang, misalnya IV/c.",
            in_letterhead=True,
        )
    rank = _folded_rank(official.rank)
    if rank and right is not None and _folded_rank(right) != rank:
        yield Finding(
            _at(key, "pangkat"),
            f"Pangkat {quoted(official.rank)} bukan pangkat golongan {official.grade}.",
            f"Golongan {official.grade} adalah {right}.",
            in_letterhead=True,
        )


def _folded_rank(rank: str) -> str:
    return " ".join(_LEVEL.sub("tingkat i", rank.casefold()).split())


def too_old(subject: Subject) -> Iterator[Finding]:
    """Check that who signs is not yet retired on the day."""
    effective = day_in(subject.sop.effective)
    for key, official in signing(subject):
        digits = nip_digits(official.nip)
        if effective is None or official.service not in _CIVIL:
            continue
        if not is_nip(digits):
            continue
        birth = Nip(digits).birth
        if birth is None:
            continue
        age = (
            effective.year
            - birth.year
            - ((effective.month, effective.day) < (birth.month, birth.day))
        )
        if age > RETIREMENT:
            yield Finding(
                _at(key, "nip"),
                f"Menurut NIP-nya pejabat ini berumur {age} tahun pada tanggal efektif.",
                "Periksa NIP dan pejabat yang mengesahkan.",
                in_letterhead=True,
            )


def acting_form(subject: Subject) -> Iterator[Finding]:
    """Check that Plt. and Plh. are written with their stop, before the position."""
    for key, official in signing(subject):
        found = _ACTING.search(official.position) or _ACTING.search(official.name)
        if found is None:
            continue
        right = _ACTING_FORMS[found["word"].casefold()]
        in_name = not _ACTING.search(official.position)
        if in_name or found[0] != right or found.start() > 0:
            yield Finding(
                _at(key, "nama" if in_name else "jabatan"),
                f"{quoted(found[0])} tidak ditulis seperti lazimnya.",
                f"Tulis “sebagai: {right[:-1].lower()}”, atau “{right} Kepala Dinas” di jabatan.",
                in_letterhead=True,
            )


def other_agency(subject: Subject) -> Iterator[Finding]:
    """Check that the position names the agency of the letterhead."""
    known = set(words(subject.agency_text))
    for key, official in signing(subject):
        found = words(official.position)
        start = next((i for i, word in enumerate(found) if word in _BODIES), None)
        if start is None:
            continue
        typed = {word.casefold() for word in re.findall(r"\b[A-Z]{3,}\b", official.position)}
        all_capitals = official.position.isupper()
        foreign = [
            word
            for word in found[start + 1 :]
            if word not in known
            and word not in FILLERS
            and (all_capitals or word not in typed)
            and not _shortens(word, known)
        ]
        if foreign:
            yield Finding(
                _at(key, "jabatan"),
                f"Jabatan {quoted(official.position)} menyebut instansi lain daripada kop.",
                "Samakan nama instansinya.",
                in_letterhead=True,
            )


def _shortens(word: str, known: Collection[str]) -> bool:
    """Tell whether `word` is made of the beginnings of words of the agency: Kominfo."""
    if not word:
        return True
    if len(word) > _LONGEST_BLEND:
        return False
    starts = (
        size
        for size in range(_SYLLABLE, len(word) + 1)
        if any(each.startswith(word[:size]) for each in known)
    )
    return any(_shortens(word[size:], known) for size in starts)


def poor_logo(subject: Subject) -> Iterator[Finding]:
    """Check that the agency's logo is there and sharp."""
    logo = subject.definition.agency.logo
    if logo is None:
        yield Finding(
            ("logo",),
            "Kop ini tidak punya logo.",
            "Tambahkan “logo: berkas.png” di map letterheads.",
            in_letterhead=True,
        )
        return
    # PNG (ISO/IEC 15948) 11.2.2: IHDR begins with width and height.
    width, height = struct.unpack(">II", logo[16:24])
    if max(width, height) < SMALLEST_LOGO:
        yield Finding(
            ("logo",),
            f"Logo ini hanya {width} x {height} piksel.",
            f"Pakai gambar paling sedikit {SMALLEST_LOGO} piksel agar tidak kabur.",
            in_letterhead=True,
        )


_NIP = "Perka BKN 22/2007: 18 angka (tanggal lahir, pengangkatan, jenis kelamin, nomor urut)."

OFFICIAL_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "IDN012",
        Severity.ERROR,
        "NIP tidak mungkin",
        Ground.REGULATION,
        _NIP,
        "nip: 19661231 199403 1 04",
        "nip: 19661231 199403 1 004",
        bad_nip,
    ),
    Rule(
        "IDN013",
        Severity.WARNING,
        "Penulisan NIP tidak lazim atau tidak seragam",
        Ground.PRACTICE,
        "Kebiasaan tata naskah dinas: 19860926 201505 1 001, atau semuanya tanpa spasi.",
        "nip: 19860926.201505.1.001",
        "nip: 19860926 201505 1 001",
        nip_form,
    ),
    Rule(
        "IDN014",
        Severity.WARNING,
        "Pangkat tidak sesuai golongan",
        Ground.PRACTICE,
        "Daftar pangkat dan golongan ruang (registers/pangkat.yaml).",
        "pangkat: Pembina, golongan: IV/c",
        "pangkat: Pembina Utama Muda, golongan: IV/c",
        rank_off_grade,
    ),
    Rule(
        "IDN015",
        Severity.WARNING,
        "Pengesah sudah melewati usia pensiun",
        Ground.MEMORY,
        "Batas usia pensiun 60 tahun bagi pejabat pimpinan, dari ingatan penyusun.",
        "nip: 19500101 ..., tanggal_efektif: 2024-01-23",
        "nip: 19700101 ..., tanggal_efektif: 2024-01-23",
        too_old,
    ),
    Rule(
        "IDN017",
        Severity.WARNING,
        "Penulisan Plt. atau Plh. tidak lazim",
        Ground.PRACTICE,
        "Kebiasaan tata naskah dinas: Plt. atau Plh. mengawali jabatan.",
        "jabatan: KEPALA DINAS (PLH)",
        "jabatan: KEPALA DINAS, sebagai: plh",
        acting_form,
    ),
    Rule(
        "IDN018",
        Severity.NOTE,
        "Jabatan menyebut instansi lain daripada kop",
        Ground.CONSISTENCY,
        "Instansi pengesah sama dengan instansi di kop.",
        "instansi: DINAS PENDIDIKAN, jabatan: Kepala Dinas Kesehatan",
        "instansi: DINAS PENDIDIKAN, jabatan: Kepala Dinas Pendidikan",
        other_agency,
    ),
    Rule(
        "IDN019",
        Severity.WARNING,
        "Logo tidak ada atau terlalu kecil",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012, lampiran, bagian identitas: logo dan nama instansi; ukuran piksel "
        "adalah praktik.",
        "kop tanpa logo",
        "logo: kota.png, 300 x 300 piksel",
        poor_logo,
    ),
)
