"""Write a new definition from answers: complete where it was answered, a draft elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sopgen.editing.scalars import spelled

_ID = re.compile(r"[a-z0-9]+")
_RESERVED = frozenset({"berikutnya", "selesai"})


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as answered; `actor` is the name of one of the performers."""

    activity: str
    actor: str
    requirements: str = ""
    duration: str = ""
    output: str = ""


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
    equipment: tuple[str, ...] = field(default=("Komputer dan printer", "ATK"))
    warning: str = ""
    records: str = "Disimpan sebagai data elektronik dan manual"


def definition_text(answers: Answers) -> str:
    """Return the definition that says `answers`, in the order of the guide."""
    actors = dict(zip(_ids(answers.actors), answers.actors, strict=True))
    by_name = {name: key for key, name in actors.items()}
    lines = [
        _entry("kop", answers.letterhead),
        _entry("nomor", answers.number),
        _entry("nama", answers.name),
        *([_entry("unit", answers.unit)] if answers.unit else []),
        _entry("tanggal_pembuatan", answers.created),
        'tanggal_revisi: "-"',
        "tanggal_efektif:",
        "status: draf",
        _entry("pengesah", answers.approver),
        "",
        *_list("dasar_hukum", answers.legal_basis),
        *_list("kualifikasi_pelaksana", answers.qualifications),
        *_list("keterkaitan", answers.related),
        *_list("peralatan", answers.equipment),
        _entry("peringatan", answers.warning or _usual_warning(answers.name)),
        _entry("pencatatan", answers.records),
        "",
        "pelaksana:",
        *(f"  {_entry(key, name)}" for key, name in actors.items()),
        "",
        "langkah:",
        *(line for step in answers.steps for line in _step(step, by_name)),
    ]
    return "\n".join(lines) + "\n"


def _usual_warning(name: str) -> str:
    return f"Jika SOP ini tidak dijalankan, maka {lowered(name)} akan terhambat."


def lowered(name: str) -> str:
    """Return a name for the inside of a sentence: its first word small, unless in capitals."""
    first, _, rest = name.partition(" ")
    return f"{first if first.isupper() else first.lower()} {rest}".strip()


def file_name(name: str) -> str:
    """Return the file for an SOP of that name, without folder."""
    slug = "-".join(_ID.findall(name.casefold()))[:60].strip("-")
    return f"{slug or 'sop'}.yaml"


def approver_of(officials: Sequence[str]) -> str:
    """Return the official who approves where nobody is named: the only or the first one."""
    return officials[0] if officials else ""


def place(project: Path, letterhead: str, name: str) -> Path:
    """Return where a new definition of `project` goes."""
    return project / "definitions" / letterhead / file_name(name)


def _ids(actors: Sequence[str]) -> Iterator[str]:
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


def _entry(key: str, value: str) -> str:
    return f"{key}: {spelled(value, in_flow=False)}" if value else f"{key}:"


def _list(key: str, items: Sequence[str]) -> Iterator[str]:
    yield f"{key}:"
    yield from (f"  - {spelled(item, in_flow=False)}" for item in items)


def _step(step: NewStep, by_name: dict[str, str]) -> Iterator[str]:
    yield f"  - {_entry('kegiatan', step.activity)}"
    yield f"    {_entry('pelaksana', by_name[step.actor])}"
    for key, value in (
        ("kelengkapan", step.requirements),
        ("waktu", step.duration),
        ("output", step.output),
    ):
        yield f"    {_entry(key, value)}"
