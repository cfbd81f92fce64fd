"""Write a new definition from answers: complete where it was answered, a draft elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sopgen.definition.validation import Data
from sopgen.editing.written import entry
from sopgen.problems.files import DEFINITIONS
from sopgen.project.filenames import plain_slug

_ID = re.compile(r"[a-z0-9]+")
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for devices."""

_RESERVED = frozenset({"berikutnya", "selesai"})

NEXT, END = 0, -1
"""Where an answer may lead besides a step, which is told by its number from 1."""

USUAL_EQUIPMENT = ("Komputer dan printer", "ATK")
USUAL_RECORDS = "Disimpan sebagai data elektronik dan manual"

_Group: TypeAlias = dict[str, Data]
"""Entries of a definition that stand together, empty lines around them."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer of a decision, and the step that it leads to, by its number."""

    text: str
    target: int


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as answered; `actor` is the name of one of the performers."""

    activity: str
    actor: str
    requirements: str = ""
    duration: str = ""
    output: str = ""
    answers: tuple[NewAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a new SOP; what is empty is asked of the draft by the reviewer."""

    letterhead: str
    name: str
    actors: tuple[str, ...]
    steps: tuple[NewStep, ...]
    number: str = ""
    unit: str = ""
    created: str = ""
    approver: str = ""
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = USUAL_EQUIPMENT
    warning: str = ""
    records: str = USUAL_RECORDS


def definition_text(answers: Answers) -> str:
    """Return the definition that says `answers`, in the order of the guide."""
    actors = dict(zip(lane_ids(answers.actors), answers.actors, strict=True))
    head: _Group = {"kop": answers.letterhead, "nomor": answers.number, "nama": answers.name}
    if answers.unit:
        head["unit"] = answers.unit
    head |= {
        "tanggal_pembuatan": answers.created,
        "tanggal_revisi": "-",
        "tanggal_efektif": "",
        "status": "draf",
        "pengesah": answers.approver,
    }
    boxes: _Group = {
        "dasar_hukum": _items(answers.legal_basis),
        "kualifikasi_pelaksana": _items(answers.qualifications),
        "keterkaitan": _items(answers.related),
        "peralatan": _items(answers.equipment),
        "peringatan": answers.warning or _usual_warning(answers.name),
        "pencatatan": answers.records,
    }
    lanes: _Group = {"pelaksana": dict(actors) if actors else ""}
    steps: list[Data] = list(_steps(answers.steps, {name: key for key, name in actors.items()}))
    groups: tuple[_Group, ...] = (head, boxes, lanes, {"langkah": steps or ""})
    return "\n".join(map(_written, groups))


def _written(group: _Group) -> str:
    lines = (entry(key, value, "", "\n", in_flow=False) for key, value in group.items())
    return "".join(f"{line}\n" for line in lines)


def _items(texts: Sequence[str]) -> Data:
    return list(texts) or ""


def _usual_warning(name: str) -> str:
    return f"Jika SOP ini tidak dijalankan, maka {lowered(name)} akan terhambat."


def lowered(name: str) -> str:
    """Return a name for the inside of a sentence: its first word small, unless in capitals."""
    first, _, rest = name.partition(" ")
    return f"{first if first.isupper() else first.lower()} {rest}".strip()


def file_name(name: str) -> str:
    """Return the file for an SOP of that name, without folder; one that Windows can hold."""
    found = slug(name) or "sop"
    return f"{found}-sop.yaml" if _DEVICE.fullmatch(found) else f"{found}.yaml"


def slug(name: str) -> str:
    """Return `name` as the name of a file or an id: small letters and digits, parted by hyphens."""
    return plain_slug(name, "")[:60].strip("-")


def approver_of(officials: Sequence[str]) -> str:
    """Return the official who approves where nobody is named: the only or the first one."""
    return officials[0] if officials else ""


def place(project: Path, letterhead: str, name: str) -> Path:
    """Return where a new definition of `project` goes."""
    return project / DEFINITIONS / letterhead / file_name(name)


def lane_ids(actors: Sequence[str]) -> Iterator[str]:
    """Yield a short id for each actor: its first word, with a number where that is taken."""
    taken: set[str] = set(_RESERVED)
    for name in actors:
        found = _ID.findall(name.casefold()) or ["pelaksana"]
        candidates = (
            *("_".join(found[:count]) for count in range(1, len(found) + 1)),
            *(f"{found[0]}{number}" for number in range(2, len(actors) + 2)),
        )
        chosen = next(each for each in candidates if each not in taken)
        taken.add(chosen)
        yield chosen


def _steps(steps: Sequence[NewStep], ids: dict[str, str]) -> Iterator[_Group]:
    """Yield the steps; one that an answer leads to has an id."""
    targets = {answer.target for step in steps for answer in step.answers}
    for number, step in enumerate(steps, start=1):
        named: _Group = {"id": _step_id(number)} if number in targets else {}
        named |= {
            "kegiatan": step.activity,
            "pelaksana": ids[step.actor],
            "kelengkapan": step.requirements,
            "waktu": step.duration,
            "output": step.output,
        }
        if step.answers:
            named["cabang"] = {answer.text: _target(answer.target) for answer in step.answers}
        yield named


def _step_id(number: int) -> str:
    return f"langkah-{number}"


def _target(number: int) -> str:
    if number == NEXT:
        return "berikutnya"
    return "selesai" if number == END else _step_id(number)
