"""Letterheads for drafts: one for all SOPs of an agency, with everyone who approved any of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sopgen.definition.reading import DEFAULT_PROFILE, shipped_profile
from sopgen.definition.validation import Data
from sopgen.editing.new import file_name
from sopgen.editing.references import Map
from sopgen.editing.written import entry
from sopgen.importer.draft import DraftSop
from sopgen.importer.looks import beyond, most, nearest_profile, with_format
from sopgen.model.profile import Profile
from sopgen.model.sop import Letterhead, Official, Service
from sopgen.problems.codes import Code

NO_AGENCY = "INSTANSI BELUM TERBACA"
"""What stands for the agency where no sheet names it: a letterhead without one builds nothing."""

_APART = re.compile(r"[\W_]+")
_LONGEST_NAME = 40
_LOGO = (
    f"# periksa {Code.IMPORT_LOGO}: logo tidak ikut. Simpan gambarnya di map ini dan sebut "
    "di sini, misalnya “logo: logo.png”.\n"
)


class Kop(Struct, frozen=True):
    """A letterhead by its name: how its sheets look, and its officials by id.

    `text` is what its file is to hold, "" for one that stands in the project already. It
    `names_agency` unless no sheet did.
    """

    name: str
    profile: Profile
    officials: Mapping[str, Official]
    text: str = ""
    names_agency: bool = True

    def id_of(self, official: Official) -> str:
        """Return the id of `official`, "" if it is none of this letterhead."""
        own = _person(official)
        return next((key for key, each in self.officials.items() if _person(each) == own), "")


def chosen(name: str, letterhead: Letterhead) -> Kop:
    """Return the letterhead `name` of the project."""
    own = shipped_profile(letterhead.profile or DEFAULT_PROFILE)
    looks = (
        own
        if letterhead.format is None
        else with_format(own, letterhead.format.model_dump(exclude_unset=True, by_alias=True))
    )
    named = _lines(_agency_lines(letterhead)) != _lines((NO_AGENCY,))
    return Kop(name, looks, letterhead.officials, names_agency=named)


def shared(drafts: Sequence[DraftSop], existing: Mapping[str, Letterhead]) -> tuple[Kop, ...]:
    """Return the letterhead of each draft: one that the project has, else a new one.

    Of those that are `existing` one is taken if it has the agency's lines and all who sign.
    """
    out: dict[int, Kop] = {}
    waiting: dict[str, list[int]] = {}
    for number, draft in enumerate(drafts):
        own = _lines(draft.agency.lines or (NO_AGENCY,))
        known = (
            chosen(name, each)
            for name, each in existing.items()
            if _lines(_agency_lines(each)) == own
        )
        found = next((kop for kop in known if _has_all(kop, draft)), None)
        if found is not None:
            out[number] = found
        else:
            waiting.setdefault(own, []).append(number)
    taken = set(existing)
    for group in waiting.values():
        kop = _made([drafts[number] for number in group], taken)
        taken.add(kop.name)
        out |= dict.fromkeys(group, kop)
    return tuple(out[number] for number in range(len(drafts)))


def _has_all(kop: Kop, draft: DraftSop) -> bool:
    return all(map(kop.id_of, draft.agency.officials))


def _agency_lines(letterhead: Letterhead) -> Sequence[str]:
    lines = letterhead.agency
    return lines.split("\n") if isinstance(lines, str) else lines


def _lines(lines: Sequence[str]) -> str:
    """Return what makes an agency another one; how its name is broken does not."""
    return _folded("".join(lines))


def _folded(text: str) -> str:
    return _APART.sub("", text.casefold())


def _person(official: Official) -> tuple[str, ...]:
    """Return what makes an official another one; blanks and capitals do not."""
    said = (official.position, official.name, official.rank, official.grade, official.nip)
    held = (str(official.acting), official.on_behalf_of, official.by_order_of)
    return tuple(map(_folded, (*said, *held)))


def _made(drafts: Sequence[DraftSop], taken: set[str]) -> Kop:
    """Return a new letterhead for drafts of one agency."""
    lines = Counter(draft.agency.lines for draft in drafts).most_common(1)[0][0]
    officials = dict(_officials(drafts))
    format = most([draft.format for draft in drafts])
    profile = nearest_profile(format)
    own = beyond(format, shipped_profile(profile))
    said: Map = {"instansi": [*(lines or (NO_AGENCY,))]}
    if profile != DEFAULT_PROFILE:
        said["profil"] = profile
    if officials:
        said["pejabat"] = {key: _typed(each) for key, each in officials.items()}
    if own:
        said["format"] = own
    body = "\n".join(entry(key, value, "", "\n", in_flow=False) for key, value in said.items())
    looks = with_format(shipped_profile(profile), own)
    return Kop(_name(lines, taken), looks, officials, f"{_LOGO}{body}\n", bool(lines))


def _name(lines: Sequence[str], taken: set[str]) -> str:
    """Return a free name out of the words of an agency, but for those of its government."""
    own = [line for line in lines if not line.casefold().startswith("pemerintah")]
    words = file_name(" ".join(own or lines)).removesuffix(".yaml").split("-")
    name = words[0]
    for word in words[1:]:
        if len(name) + len(word) >= _LONGEST_NAME:
            break
        name = f"{name}-{word}"
    return next(each for each in _numbered(name, len(taken) + 1) if each not in taken)


def _officials(drafts: Sequence[DraftSop]) -> Iterator[tuple[str, Official]]:
    """Yield all who sign, each once and as most of the sheets have them."""
    spelled: dict[tuple[str, ...], Counter[Official]] = {}
    for own in (official for draft in drafts for official in draft.agency.officials):
        spelled.setdefault(_person(own), Counter())[own] += 1
    taken: set[str] = set()
    for found in spelled.values():
        official = found.most_common(1)[0][0]
        words = file_name(official.position).removesuffix(".yaml").split("-")
        base = "-".join(words[:2]) if official.position else "pengesah"
        key = next(each for each in _numbered(base, len(taken) + 1) if each not in taken)
        taken.add(key)
        yield key, official


def _numbered(name: str, most: int) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in range(2, most + 2))


def _typed(official: Official) -> Map:
    """Return what is typed of an official."""
    said: dict[str, Data] = {
        "jabatan": official.position,
        "nama": official.name,
        "pangkat": official.rank,
        "golongan": official.grade,
        "nip": official.nip,
        "jenis": "" if official.service is Service.CIVIL else str(official.service),
        "sebagai": str(official.acting) if official.acting else "",
        "atas_nama": official.on_behalf_of,
        "untuk_beliau": official.by_order_of,
    }
    return {key: value for key, value in said.items() if value}
