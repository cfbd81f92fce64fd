"""Who approved a sheet: the lines beside “Disahkan oleh”, understood as an official."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sopgen.editing.references import Map
from sopgen.importer.texts import in_one_line
from sopgen.layout.signing.signers import position_lines
from sopgen.lint.nip import label_of
from sopgen.model.profile import OfficialLine
from sopgen.model.sop import Acting, Official, Service

_GRADE = r"(?:I|II|III|IV)\s?/\s?[a-e]"
_RANKED = re.compile(rf"(.*?\S)(\s*[,/(-]\s*|\s+)({_GRADE})\)?", re.IGNORECASE)
_RANKS = ("juru", "pengatur", "penata", "pembina")
_PARTS = re.compile(
    rf"\s(?=(?:NIP|NRP|NI PPPK)[\s.:]*\d)|\s(?=(?:Juru|Pengatur|Penata|Pembina)\b.*{_GRADE})"
)
_DEGREE = re.compile(r",\s*[A-Z]\w{0,4}\b\.?|^(?:Dr|dr|drg|Drs|Dra|Ir|Prof|H|Hj)\b\.?\s")
_POSTS = frozenset(
    (
        *("kepala", "sekretaris", "direktur", "ketua", "wakil", "inspektur", "rektor", "dekan"),
        *("menteri", "gubernur", "bupati", "walikota", "camat", "lurah", "dinas", "badan"),
        *("bagian", "bidang", "kantor", "kabupaten", "kota", "provinsi", "daerah", "dan"),
    )
)
"""Words of posts and of agencies, which no name has."""
_ACTING = {"plt": Acting.FOR_NOW, "plh": Acting.FOR_DAYS}
_ACTS = re.compile(r"(plt|plh)\.?\s+", re.IGNORECASE)
_BEHALF = re.compile(r"a\.?\s?n\.?\s+", re.IGNORECASE)
_BY_ORDER = re.compile(r"u\.?\s?b\.?", re.IGNORECASE)


class Approved(Struct, frozen=True):
    """The official, and what a profile says of how the lines stand; `sure` if all is understood."""

    official: Official
    format: Map
    sure: bool = True


def approved(text: str) -> Approved | None:
    """Return who approved by the lines of `text`; None where nobody is named."""
    lines = [part for line in text.strip("\n").split("\n") for part in _parts(in_one_line(line))]
    if not any(lines):
        return None
    number = next((line for line in lines if label_of(line)), "")
    rank = next((line for line in lines if line and line != number and _is_rank(line)), "")
    people = [line for line in lines if line not in (number, rank) or not line]
    post, name = _post_and_name(people)
    label, digits = _number(number)
    ranked = _RANKED.fullmatch(rank)
    exact = ranked is not None and f"{ranked[1]}{ranked[2]}{ranked[3]}" == rank
    official = _in_post(
        Official(
            name=name,
            rank=ranked[1] if ranked and exact else rank,
            grade=ranked[3] if ranked and exact else "",
            nip=digits,
            service=_service(label),
        ),
        post,
    )
    format: Map = {}
    if ranked and exact:
        format["pemisah_pangkat"] = ranked[2]
    if rank and number and lines.index(number) < lines.index(rank):
        last = (OfficialLine.NAME, OfficialLine.NIP, OfficialLine.RANK)
        format["baris_kepala"] = [str(e) for e in (OfficialLine.POSITION, OfficialLine.ROOM, *last)]
    out: Map = {"pengesahan": format} if format else {}
    if digits and official.service is not Service.OTHER:
        out["label"] = {_label_key(official.service): label}
    return Approved(official, out, sure=bool(name or not digits) and len(post) < 4)


def _parts(line: str) -> list[str]:
    """Return the lines that were printed: number and rank begin one, also behind a name."""
    return [part.strip() for part in _PARTS.split(line)]


def _is_rank(line: str) -> bool:
    graded = _RANKED.fullmatch(line) is not None
    return graded or line.casefold().split()[0] in _RANKS


def _post_and_name(lines: Sequence[str]) -> tuple[list[str], str]:
    """Return the lines of the post and the name: what a gap parts, else the last line."""
    said = [line for line in lines if line]
    gap = next((at for at, line in enumerate(lines) if not line), len(lines))
    below = [line for line in lines[gap:] if line]
    if below and len(below) < len(said):
        return [line for line in lines[:gap] if line], " ".join(below)
    if said and _is_name(said[-1], said[:-1]):
        return said[:-1], said[-1]
    return said, ""


def _is_name(line: str, above: Sequence[str]) -> bool:
    """Tell whether `line` is a person: it has a degree, or no word of a post and a post above."""
    if _DEGREE.search(line):
        return True
    words = set(re.findall(r"[a-z]+", line.casefold()))
    goes_on = above and above[-1].endswith(",")
    return bool(above) and not goes_on and not words & _POSTS


def _number(line: str) -> tuple[str, str]:
    label = label_of(line)
    return label, line[len(label) :].strip()


def _service(label: str) -> Service:
    word = label.casefold()
    if "pppk" in word:
        return Service.CONTRACT
    return Service.POLICE if word.startswith("nrp") else Service.CIVIL


def _label_key(service: Service) -> str:
    match service:
        case Service.CONTRACT:
            return "ni_pppk"
        case Service.POLICE | Service.MILITARY:
            return "nrp"
        case Service.CIVIL | Service.OTHER:
            return "nip"


def _in_post(official: Official, lines: Sequence[str]) -> Official:
    """Return `official` in the post that these lines say, in the words that print them again."""
    whole = " ".join(lines)
    for said in _said_posts(lines):
        held = official.model_copy(update=said)
        if " ".join(line for line, _ in position_lines(held)) == whole:
            return held
    return official.model_copy(update={"position": whole})


def _said_posts(lines: Sequence[str]) -> Iterator[dict[str, object]]:
    first, *rest = lines or ("",)
    acts = _ACTS.match(first)
    if acts:
        post = " ".join((first[acts.end() :], *rest))
        yield {"position": post, "acting": _ACTING[acts[1].casefold()]}
    behalf = _BEHALF.match(first)
    if behalf and rest:
        higher = first[behalf.end() :]
        by_order = next((at for at, line in enumerate(rest) if _BY_ORDER.fullmatch(line)), None)
        if by_order:
            between, own = " ".join(rest[:by_order]), " ".join(rest[by_order + 1 :])
            yield {"on_behalf_of": higher, "by_order_of": between, "position": own}
        yield {"on_behalf_of": higher, "position": " ".join(rest)}
