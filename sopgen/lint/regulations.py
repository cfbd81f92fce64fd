"""A legal basis as typed: which regulation it is, and its rank among the others.

The ranks follow UU 12/2011 Pasal 7 and 8 and the customary order of a Mengingat. A
regulation that is named inside another's title or amendment is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Citation:
    """A regulation: its short kind (`UU`, `Permendagri`), rank from 1, number, year, title.

    Number, year and title are empty where they could not be found. A `draft` is a
    Rancangan.
    """

    kind: str
    rank: int
    number: str
    year: str
    title: str
    draft: bool

    @property
    def key(self) -> str:
        """How registers name it: `UU 32/2004`."""
        return f"{self.kind} {self.number}/{self.year}"

    @property
    def level(self) -> str:
        """What it is ordered among by year: all of ministers, all of agencies, or its kind."""
        return _LEVELS.get(self.kind, self.kind)

    @property
    def complete(self) -> bool:
        return bool(self.number and self.year and self.title) or self.kind in _WITHOUT_YEAR


_KINDS: tuple[tuple[str, int, str], ...] = (
    ("UUD", 1, r"undang[- ]undang dasar|uud\b"),
    ("TAP MPR", 1, r"(?:tap|ketetapan) m(?:pr|ajelis)"),
    ("Perppu", 2, r"peraturan pemerintah pengganti|perp+u\b"),
    ("UU", 2, r"undang[- ]undang|uu\b"),
    ("Kitab undang-undang", 2, r"pasal\b|kitab undang|kuh\w+\b|hir\b|h\.i\.r|rbg\b|r\.bg|bw\b"),
    ("PP", 3, r"peraturan pemerintah\b|pp\b"),
    ("Perpres", 4, r"peraturan presiden|perpres\b"),
    ("Keppres", 4, r"keputusan presiden|keppres\b"),
    ("Inpres", 4, r"instruksi presiden|inpres\b"),
    ("Permendagri", 5, r"(?:peraturan menteri|permen) dalam negeri|permendagri\b"),
    ("Permenpan", 5, r"(?:peraturan menteri(?: negara)?|permen) pendayagunaan|permenpan"),
    (
        "Permenpan",
        5,
        r"per(?:aturan)?/\d+/m\.?pan|(?:peraturan menteri(?: negara)?|permen) pan(?:[ -]?rb)?\b",
    ),
    ("PMK", 5, r"(?:peraturan menteri|permen) keuangan|pmk\b"),
    ("Peraturan ANRI", 5, r"(?:peraturan|perka)(?: kepala)? (?:anri|arsip nasional)"),
    ("Peraturan BKN", 5, r"(?:peraturan|perka)(?: kepala)? (?:bkn|badan kepegawaian negara)"),
    ("Peraturan bersama", 5, r"peraturan bersama"),
    ("Permen", 5, r"peraturan menteri|permen\w*"),
    (
        "Peraturan Dirjen",
        6,
        r"peraturan (?:direktur jenderal|dirjen|sekretaris jenderal|sekjen|inspektur jenderal)"
        r"|perdirjen\b",
    ),
    ("Perma", 5, r"perma\b|peraturan (?:ketua )?(?:mahkamah agung|ma)\b"),
    ("Kepmen", 6, r"keputusan menteri|kepmen\w*|kmk\b|kma\b|keputusan bersama"),
    ("SE", 6, r"surat edaran|se\b|sema\b"),
    ("Pergub", 8, r"peraturan gubernur|pergub\b"),
    ("Perda Provinsi", 7, r"(?:peraturan daerah|perda) (?:prov|daerah (?:istimewa|khusus))"),
    ("Perda", 9, r"peraturan daerah|perda\b|qanun"),
    ("Perkada", 10, r"peraturan (?:bupati|wali ?kota|kepala daerah)|perbup\b|perwal|perwako\b"),
    ("Peraturan desa", 10, r"peraturan (?:kepala )?desa|perdes\b|perkades\b"),
    ("Keputusan", 11, r"keputusan|sk\b|surat keputusan|instruksi"),
    ("Surat", 12, r"surat\b|nota dinas\b"),
    ("Standar", 12, r"(?:persyaratan |standar )?(?:sni|iso|iec)\b"),
    (
        "Peraturan dinas",
        11,
        r"peraturan (?:kepala dinas|kepala badan daerah|rektor|direktur|camat)",
    ),
    ("Peraturan lembaga", 5, r"peraturan|per\w+(?= no)|pkpu\b|pojk\b|pbi\b|statuta\b"),
)
_WITHOUT_YEAR = frozenset({"UUD", "TAP MPR", "Kitab undang-undang", "Standar"})
_LEVELS = {
    "Perppu": "UU",
    "Permendagri": "Permen",
    "Permenpan": "Permen",
    "PMK": "Permen",
    "Peraturan bersama": "Permen",
    "Peraturan ANRI": "Peraturan lembaga",
    "Peraturan BKN": "Peraturan lembaga",
}
_PATTERNS = tuple((kind, rank, re.compile(pattern)) for kind, rank, pattern in _KINDS)
_LEAD = re.compile(r"\s*(?:\d{1,2}[.)]|[a-z][.)]|[-•])?\s*")
_DRAFT = re.compile(r"rancangan\s+|draf[t]?\s+")
_NUMBER = re.compile(
    r"(?:(?:\bnomor|\bnomer|\bno\b|\bno\.)\s*[.:]?\s*|(?<=\s)(?=\d))(?P<number>[\w./-]*?\w)\s*,?\s+"
    r"(?:tahun|thn?\.?)\s*(?P<year>\d{4})\b"
)
_CODED = re.compile(r"(?<![\w./-])(?P<number>[\w.-]+(?:/[\w.-]+)*?)/(?P<year>(?:19|20)\d{2})(?!\d)")
_STROKE = re.compile(r" ?/ ?")
_TITLE = re.compile(r"\btentang\s+(?P<title>.+)", re.DOTALL)
_AFTER_TITLE = re.compile(r"\(\s*lembaran|\(\s*berita|sebagaimana telah|sebagaimana di", re.DOTALL)


@lru_cache(maxsize=4096)
def citation(text: str) -> Citation | None:
    """Return the regulation that `text` names first, or None where it names none."""
    folded = _STROKE.sub("/", " ".join(text.casefold().split()))
    folded = folded[_lead(folded) :]
    draft = _DRAFT.match(folded)
    if draft:
        folded = folded[draft.end() :]
    kind = next(((k, rank) for k, rank, p in _PATTERNS if p.match(folded)), None)
    if kind is None:
        return None
    numbered = _numbered(folded)
    title = _TITLE.search(folded, numbered.end() if numbered else 0)
    return Citation(
        kind[0],
        kind[1],
        _plain_number(numbered["number"]) if numbered else "",
        numbered["year"] if numbered else "",
        _AFTER_TITLE.split(title["title"])[0].strip(" .;,") if title else "",
        draft is not None,
    )


def _lead(folded: str) -> int:
    found = _LEAD.match(folded)
    return found.end() if found else 0


def _numbered(folded: str) -> re.Match[str] | None:
    """Return number and year: `Nomor 5 Tahun 2014`, `215/PMK.05/2016`, `PER-40/PB/2006`.

    They stand before the title; there another regulation may be named.
    """
    name = folded.partition(" tentang ")[0]
    found = [each for each in (_NUMBER.search(name), _CODED.search(name)) if each is not None]
    counted = [each for each in found if any(map(str.isdigit, each["number"]))]
    return min(counted, key=lambda each: each.start(), default=None)


def _plain_number(number: str) -> str:
    """Return `03` as `3`, and of `PER-40/PB` or `215/PMK.05` the number that counts."""
    counted = re.match(r"(?:[a-z]+[-/. ]+)?0*(\d+)(?=/|$)", number)
    return counted[1] if counted else number
