"""Definitions and letterheads that no one would type, and what becomes of them.

A seed stands for one case: a shipped definition and its letterhead, one of them changed
a few times in its text or in its tree. Whatever a case is, it is either refused with
problems that have a place, or it becomes files.
"""

from __future__ import annotations

import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sopgen.definition.composer import compose
from sopgen.definition.reading import Definition, read_definition
from sopgen.definition.validation import plain
from sopgen.document.page import Document
from sopgen.layout.typeset import Typesetter
from sopgen.lint import Choice, Task, review
from sopgen.model.profile import Profile
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.rendering import drawn, laid_out
from sopgen.writers import Format

MOST_CPU = 10
"""Seconds of the processor that one case may take."""

DAY = date(2025, 1, 31)
FORMATS = (*Format,)

_SHIPPED = tuple(sorted(Path("definitions").rglob("*.yaml")))
_SMALL = tuple(sorted(Path("tests/definitions").glob("*.yaml")))


@dataclass(frozen=True, slots=True)
class Case:
    """A definition and its letterhead as bytes, and the name of that."""

    definition: bytes
    letterhead: bytes
    kop: str


def case(seed: int) -> Case:
    """Return the case that `seed` stands for."""
    chance = random.Random(seed)
    path = chance.choice(_SHIPPED + _SMALL * 2)
    definition = path.read_text(encoding="utf-8")
    kop = str(plain_of(definition)["kop"])
    folder = Path("letterheads") if path in _SHIPPED else Path("tests/definitions/letterheads")
    letterhead = (folder / f"{kop}.yaml").read_text(encoding="utf-8")
    letterhead = "".join(f"{line}\n" for line in letterhead.splitlines() if "logo:" not in line)
    definition = _shortened(definition, chance)
    if chance.random() < 0.3:
        letterhead = _changed(letterhead, chance)
        return Case(definition.encode(), _encoded(letterhead, chance), kop)
    return Case(_encoded(_changed(definition, chance), chance), letterhead.encode(), kop)


def plain_of(text: str) -> dict[str, Any]:
    root = compose(text).root
    assert root is not None
    told = plain(root)
    assert isinstance(told, dict)
    return told


def _shortened(definition: str, chance: random.Random) -> str:
    """Return a definition of at most some steps: most of what can go wrong needs no more."""
    tree = plain_of(definition)
    steps = tree.get("langkah")
    if not isinstance(steps, list) or chance.random() < 0.1:
        return definition
    tree["langkah"] = [_without_lost_aims(step, steps) for step in steps[: chance.randint(2, 5)]]
    return _typed(tree)


def _without_lost_aims(step: Any, steps: list[Any]) -> Any:
    """Return `step` without arrows to steps that were cut away."""
    if not isinstance(step, dict):
        return step
    return {
        key: value
        for key, value in step.items()
        if key not in ("cabang", "lanjut") or set(_leaves(value)) <= {"berikutnya", "selesai"}
    }


def _leaves(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for each in node.values():
            yield from _leaves(each)
    elif isinstance(node, list):
        for each in node:
            yield from _leaves(each)
    else:
        yield str(node)


def _typed(tree: object) -> str:
    return str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=1000))


def _changed(text: str, chance: random.Random) -> str:
    if chance.random() < 0.25:
        for _ in range(chance.randint(1, 4)):
            text = chance.choice(_TEXT_CHANGES)(text, chance)
        return text
    tree = plain_of(text)
    change = _change_tree if chance.random() < 0.3 else _change_gently
    for _ in range(chance.randint(1, 4)):
        change(tree, chance)
    return _typed(tree)


def _encoded(text: str, chance: random.Random) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.03:
        data = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)
    return data


# Texts

_SNIPPETS = (
    "\t",
    "- ",
    ": ",
    "#",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "|",
    ">",
    "&a ",
    "*a",
    "!x ",
    "---\n",
    "...\n",
    "<<: ",
    "\u00a0",
    "– ",
    "\u202e",
    "\x1b[31m",
    "\x00",
    "\ufeff",
    "\r",
    "\r\n",
    "\n\n",
    "format: {alur: {kolom: [pelaksana]}}\n",
    "lanjut: selesai\n",
    "  - {}\n",
    "? x\n",
    "%YAML 1.1\n",
)


def _insert(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(_SNIPPETS) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randint(1, 40) :]


def _truncate(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _repeat(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    piece = text[start : start + chance.randint(1, 60)]
    return text[:start] + piece * chance.randint(2, 30) + text[start:]


def _lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            del lines[one]
        case _:
            lines[one] = " " * chance.randint(0, 8) + lines[one].lstrip()
    return "\n".join(lines)


_TEXT_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _insert,
    _cut,
    _truncate,
    _repeat,
    _lines,
    _lines,
)


# Trees

_VALUES: tuple[object, ...] = (
    "",
    " ",
    "-",
    "0",
    "-1",
    "1e309",
    "nan",
    "99999999999999999999",
    "²",
    "ya",
    "tidak",
    "selesai",
    "berikutnya",
    "tidak ada",
    "a/b/2",
    "/",
    "2025-02-30",
    "1½ jam",
    "=1+1",
    "_x0041_",
    "</w:t>]]>&amp;",
    "{0}{x.__class__}",
    "☑ ☐ ✓",
    "نص عربي",
    "漢字",
    "a\u0301\u0302",
    "\U0001f600",
    "x" * 400,
    "kata " * 300,
    "/" * 3000,
    "*" * 3000,
    "*a" * 500,
    "a\n" * 80,
    "https://contoh.go.id/" + "a" * 500,
    [],
    {},
    [""],
    [[]],
    [{}],
    {"": ""},
    {"a": {"b": {"c": "d"}}},
    ["a"] * 60,
    [["a", "b"], ["c"]],
    {f"k{number}": "x" for number in range(60)},
)


_TEXTS = tuple(value for value in _VALUES if isinstance(value, str))


def _change_gently(tree: dict[str, Any], chance: random.Random) -> None:
    """Change one thing in `tree` that may well stay a definition."""
    match chance.randrange(5):
        case 0:
            _set_format(tree, chance)
        case 1:
            steps = tree.get("langkah")
            if isinstance(steps, list) and steps and isinstance(steps[0], dict):
                step = dict(chance.choice(steps))
                step.pop("id", None)
                steps.insert(chance.randrange(len(steps) + 1), step)
        case 2 if isinstance(tree.get("pelaksana"), dict):
            lanes = tree["pelaksana"]
            lanes[f"k{len(lanes)}"] = chance.choice(_TEXTS)
        case _:
            texts = [
                (holder, key)
                for holder in _holders(tree)
                for key in (holder if isinstance(holder, dict) else range(len(holder)))
                if isinstance(holder[key], str) and key not in _REFERENCES
            ]
            holder, key = chance.choice(texts)
            holder[key] = chance.choice(_TEXTS)


_REFERENCES = ("kop", "id", "pengesah", "pelaksana", "pejabat", "profil", "keluar", "logo")


def _set_format(tree: dict[str, Any], chance: random.Random) -> None:
    section, key = chance.choice(_settings())
    value = chance.choice(_allowed(section, key) or _TEXTS)
    format = tree.setdefault("format", {})
    inner = format.setdefault(section, {}) if isinstance(format, dict) else None
    if isinstance(inner, dict):
        inner[key] = value


def _value(chance: random.Random) -> object:
    return deepcopy(chance.choice(_VALUES))


def _change_tree(tree: dict[str, Any], chance: random.Random) -> None:
    """Change one thing somewhere in `tree`."""
    holders = list(_holders(tree))
    holder = chance.choice(holders)
    match chance.randrange(7):
        case 0 | 1:
            _put(holder, _value(chance), chance)
        case 2:
            _drop(holder, chance)
        case 3:
            other = chance.choice(holders)
            _put(holder, yaml.safe_load(_typed(other)), chance)
        case 4 if isinstance(holder, dict):
            holder[chance.choice(_keys())] = _value(chance)
        case 5:
            _set_format(tree, chance)
        case _ if isinstance(holder, list) and holder:
            chance.shuffle(holder)
            holder.extend(holder[: chance.randint(0, 3)])
        case _:
            _put(holder, _value(chance), chance)


def _holders(node: object) -> Iterator[Any]:
    """Yield every list and map in `node`."""
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from _holders(each)
    elif isinstance(node, list):
        yield node
        for each in node:
            yield from _holders(each)


def _put(holder: Any, value: object, chance: random.Random) -> None:
    if isinstance(holder, dict):
        holder[chance.choice([*holder, "tambahan"])] = value
    elif holder:
        holder[chance.randrange(len(holder))] = value
    else:
        holder.append(value)


def _drop(holder: Any, chance: random.Random) -> None:
    if isinstance(holder, dict) and holder:
        del holder[chance.choice([*holder])]
    elif holder:
        del holder[chance.randrange(len(holder))]


@cache
def _settings() -> tuple[tuple[str, str], ...]:
    """Return every setting of a profile, as its section and its key."""
    sections = Profile().model_dump(by_alias=True)
    return tuple(
        (section, key)
        for section, inner in sections.items()
        if isinstance(inner, dict)
        for key in inner
    )


@cache
def _allowed(section: str, key: str) -> tuple[object, ...]:
    """Return the words of a closed choice, and numbers where one is meant."""
    field = next(
        inner
        for outer in Profile.model_fields.values()
        if outer.alias == section and hasattr(outer.annotation, "model_fields")
        for inner in outer.annotation.model_fields.values()
        if inner.alias == key
    )
    words = getattr(field.annotation, "__members__", {})
    if words:
        return tuple(str(each.value) for each in words.values())
    if field.annotation in (int, float):
        return ("0", "1", "7", "12.5", "40", "200", "1000")
    return ()


@cache
def _keys() -> tuple[str, ...]:
    """Return every key of the definition's and the letterhead's format."""
    from sopgen.model.sop import Letterhead, Sop

    return tuple(
        str(field.alias) for kind in (Sop, Letterhead) for field in kind.model_fields.values()
    )


# What becomes of them


class TooLongError(Exception):
    """A case that took more of the processor than it may."""


@contextmanager
def bounded(seconds: int = MOST_CPU) -> Iterator[None]:
    """Raise TooLongError where what is inside takes longer."""

    def ended(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def outcome(seed: int, folder: Path, typesetter: Typesetter) -> tuple[Problem, ...]:
    """Return why the case of `seed` is refused; nothing where it became files."""
    made = case(seed)
    (folder / "letterheads").mkdir(exist_ok=True)
    (folder / "letterheads" / f"{made.kop}.yaml").write_bytes(made.letterhead)
    path = folder / "kasus.yaml"
    path.write_bytes(made.definition)
    try:
        definition = read_definition(path)
    except ProblemsError as error:
        return error.problems

    laid: list[tuple[Document | None, tuple[Problem, ...]]] = []

    def sheets(each: Definition) -> tuple[Document | None, tuple[Problem, ...]]:
        try:
            laid.append((laid_out(each, typesetter), ()))
        except ProblemsError as error:
            laid.append((None, error.problems))
        return laid[0]

    review([definition], Task(DAY, Choice(), sheets))
    document, problems = laid[0]
    if document is None:
        return problems
    try:
        assert all(drawn(definition, document, FORMATS).values())
    except ProblemsError as error:
        return error.problems
    return ()
