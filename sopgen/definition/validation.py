"""A tree of nodes to a model, and every fault of it as a sentence in Indonesian.

pydantic judges, this module speaks: none of pydantic's own words reach a user. A key
with nothing after it, where text means nothing (a list, a map, a choice), is as if
it had not been typed. What is faulty is mended after it is reported, so that the
checks across fields can still run and all problems come out at once.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from types import NoneType, UnionType
from typing import Annotated, Generic, TypeAlias, TypeVar, Union, assert_never, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sopgen.definition.composer import ListNode, MapNode, Node, TextNode
from sopgen.model.entry import Entry
from sopgen.model.flow import LanesKind, RowKind, Unknown
from sopgen.model.kinds import Kind, kind_of
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import ENOUGH, listed, nearest, quoted, suggestion

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
T = TypeVar("T", bound=Entry)

_ROUNDS = 8
"""How often the data is mended at most: a mended part may show another fault inside."""

_KIND_WORDS = {Kind.TEXT: "teks", Kind.LIST: "daftar", Kind.MAP: "pasangan “kunci: nilai”"}
_WANTED_KIND = {
    "string_type": (Kind.TEXT,),
    "tuple_type": (Kind.LIST,),
    "dict_type": (Kind.MAP,),
    "model_type": (Kind.MAP,),
}
_NUMBER_FAULTS = ("float_type", "float_parsing", "finite_number")
_BOUNDS = {
    "greater_than": ("gt", "harus lebih dari"),
    "greater_than_equal": ("ge", "tidak boleh kurang dari"),
    "less_than": ("lt", "harus kurang dari"),
    "less_than_equal": ("le", "tidak boleh lebih dari"),
}
_TWO_LEVELS = "Tajuk pelaksana paling banyak dua tingkat: unit, lalu jabatan."
_TAGS = frozenset((*Kind, *RowKind, *LanesKind))
_COMMA = (
    "Di antara kurung kurawal, koma memulai kunci baru. Untuk kerja bersama tulis “pelaksana: "
    "[a, b]”; teks yang memuat koma ditulis di antara tanda kutip."
)


@dataclass(frozen=True, slots=True)
class Validated(Generic[T]):
    """A model, or None where too much of it is wrong, and its problems.

    A model beside problems is mended: good for finding further problems, not for use.
    """

    model: T | None
    problems: tuple[Problem, ...]


def validated(kind: type[T], root: MapNode) -> Validated[T]:
    """Return what `root` says as a `kind`; places of problems are given by `at`."""
    data: Data = plain(root)
    problems: dict[Loc, Problem] = {}
    unsaid: set[Loc] = set()
    for _ in range(_ROUNDS):
        try:
            model = kind.model_validate(data, by_alias=True, by_name=False)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                at = _place(fault)
                if _says_nothing(fault):
                    unsaid.add(at)
                elif not follows(at, problems):
                    problems[at] = _problem(fault, at, unsaid)
                _mend(data, at, fault)
        else:
            return Validated(model, tuple(_advised(problems.values(), kind)))
    return Validated(None, tuple(_advised(problems.values(), kind)))


def follows(at: Loc, told: Container[Loc]) -> bool:
    """Tell whether a problem at `at` may only follow from one that is told already."""
    return any(at[:depth] in told for depth in range(1, len(at) + 1))


def plain(node: Node) -> Data:
    """Return `node` without places."""
    match node:
        case TextNode():
            return node.text
        case ListNode():
            return [plain(item) for item in node.items]
        case MapNode():
            return {key: plain(value) for key, (_, value) in node.entries.items()}
        case _:
            assert_never(node)


def _place(fault: ErrorDetails) -> Loc:
    """Return where `fault` is, without the steps that only pydantic takes."""
    steps = fault["loc"][:-1] if _is_about_key(fault) else fault["loc"]
    return tuple(step for step in steps if step not in _TAGS)


def _is_about_key(fault: ErrorDetails) -> bool:
    return fault["type"] in ("enum", "literal_error") and fault["loc"][-1] == "[key]"


def _says_nothing(fault: ErrorDetails) -> bool:
    """Tell whether nothing was typed where text would mean nothing."""
    if fault["input"] != "" or fault["type"] == "extra_forbidden" or _is_about_key(fault):
        return False
    return fault["type"] == "model_type" or isinstance(fault["loc"][-1], str)


def _problem(fault: ErrorDetails, at: Loc, unsaid: Container[Loc]) -> Problem:
    code, message, hint = _empty(at) if at in unsaid else _sentence(fault, at)
    return Problem(code, message, at=at, hint=hint)


def _advised(problems: Iterable[Problem], kind: type[Entry]) -> Iterator[Problem]:
    """Yield `problems`, with the key that an unknown one may stand for."""
    for number, problem in enumerate(problems):
        if problem.code == Code.UNKNOWN_KEY and not problem.hint and number < ENOUGH:
            yield replace(problem, hint=_key_advice(problem.at, kind))
        else:
            yield problem


def _key_advice(at: Loc, kind: type[Entry]) -> str:
    known = known_keys(kind, at[:-1])
    name, colon, _ = str(at[-1]).partition(":")
    if colon and name in known:
        return f"Beri spasi sesudah titik dua: “{name}: …”."
    return suggestion(str(at[-1]), known)


def _sentence(fault: ErrorDetails, at: Loc) -> tuple[Code, str, str]:
    """Return code, sentence and advice for `fault`."""
    match fault["type"]:
        case "missing":
            return _missing(at)
        case "extra_forbidden" if RowKind.HEADING in fault["loc"]:
            return _beside_heading(at)
        case "extra_forbidden" if at[-3::2] == ("langkah", "judul"):
            return _heading_in_step()
        case "extra_forbidden" if _is_behind_a_comma(fault, at):
            return *_unknown_key(at)[:2], _COMMA
        case "extra_forbidden":
            return _unknown_key(at)
        case "enum" | "literal_error":
            return _unknown_value(fault, at)
        case "value_error":
            return Code.UNKNOWN_VALUE, f"{_subject(at)} hanya dapat berisi ya atau tidak.", ""
        case "too_short":
            return _empty(at)
        case number if number in _NUMBER_FAULTS:
            hint = "Pakai titik untuk pecahan, tanpa satuan."
            return Code.BAD_NUMBER, f"{_subject(at)} harus berupa angka, misalnya 12.5.", hint
        case bound if bound in _BOUNDS:
            name, words = _BOUNDS[bound]
            limit = fault["ctx"][name]
            return Code.BAD_NUMBER, f"{_subject(at)} {words} {limit:g}.", ""
        case _:
            return _wrong_kind(fault, at)


def _is_behind_a_comma(fault: ErrorDetails, at: Loc) -> bool:
    """Tell whether an unknown key of a step is but the second of two names."""
    return fault["input"] == "" and "langkah" in at[:-1] and ":" not in str(at[-1])


def _empty(at: Loc) -> tuple[Code, str, str]:
    return Code.EMPTY_VALUE, f"{_subject(at)} belum ada.", f"Lengkapi “{at[-1]}: …”."


def _missing(at: Loc) -> tuple[Code, str, str]:
    return (
        Code.MISSING_KEY,
        f"Kunci {quoted(str(at[-1]))} belum ada{_in(at[:-1])}.",
        f"Tambahkan “{at[-1]}: …”.",
    )


def _unknown_key(at: Loc) -> tuple[Code, str, str]:
    return Code.UNKNOWN_KEY, f"Kunci {quoted(str(at[-1]))} tidak dikenal{_in(at[:-1])}.", ""


def _beside_heading(at: Loc) -> tuple[Code, str, str]:
    return (
        Code.MISPLACED_KEY,
        f"{quoted(str(at[-1]))} tidak berlaku di baris judul, yang hanya berisi “judul”.",
        "Pindahkan ke langkah di bawahnya, atau hapus.",
    )


def _heading_in_step() -> tuple[Code, str, str]:
    return (
        Code.MISPLACED_KEY,
        "“judul” berdiri sendiri di barisnya; langkah ini punya kegiatan atau pelaksana.",
        "Pindahkan ke butir tersendiri di atas langkah ini: “- judul: …”.",
    )


def _unknown_value(fault: ErrorDetails, at: Loc) -> tuple[Code, str, str]:
    typed = fault["input"]
    allowed = re.findall(r"'([^']*)'", fault["ctx"]["expected"])
    choices = f"Yang ada: {listed(allowed)}."
    if _is_about_key(fault):
        return Code.UNKNOWN_KEY, f"Kunci {quoted(typed)} tidak dikenal{_in(at[:-1])}.", choices
    if kind_of(typed) is not Kind.TEXT:
        return Code.WRONG_KIND, f"{_subject(at)} harus satu kata.", choices
    near = nearest(typed, allowed)
    return (
        Code.UNKNOWN_VALUE,
        f"{quoted(typed)} tidak dikenal untuk {_lower(_subject(at))}.",
        f"Barangkali maksudnya {quoted(near)}. {choices}" if near else choices,
    )


def _wrong_kind(fault: ErrorDetails, at: Loc) -> tuple[Code, str, str]:
    typed = kind_of(fault["input"])
    wanted = _WANTED_KIND.get(fault["type"]) or _kinds_in(fault)
    if not wanted:
        return Code.WRONG_KIND, f"Nilai {_lower(_subject(at))} tidak dapat dipakai di sini.", ""
    words = " atau ".join(_KIND_WORDS[each] for each in wanted)
    return (
        Code.WRONG_KIND,
        f"{_subject(at)} harus berupa {words}, bukan {_KIND_WORDS[typed]}.",
        _lanes_advice(fault, typed, at) or _kind_advice(typed, wanted),
    )


def _lanes_advice(fault: ErrorDetails, typed: Kind, at: Loc) -> str:
    """Return the advice where lanes are nested too deep, or their one word is mistyped."""
    if "langkah" in at:
        return ""
    if typed is Kind.MAP and at[-3:-2] == ("pelaksana",):
        return _TWO_LEVELS
    if typed is Kind.TEXT and at[-1:] == ("pelaksana",) and nearest(fault["input"], Unknown):
        return f"Barangkali maksudnya {quoted(Unknown.PERFORMER)}."
    return ""


def _kinds_in(fault: ErrorDetails) -> tuple[Kind, ...]:
    expected = fault.get("ctx", {}).get("expected_tags", "")
    return tuple(kind for kind in Kind if repr(kind.value)[1:-1] in expected)


def _kind_advice(typed: Kind, wanted: tuple[Kind, ...]) -> str:
    match typed:
        case Kind.MAP if Kind.TEXT in wanted:
            return "Jika titik dua itu bagian dari teks, tulis seluruhnya di antara tanda kutip."
        case Kind.LIST if Kind.TEXT in wanted:
            return "Tulis satu teks saja; jika kurung siku bagian dari teks, pakai tanda kutip."
        case _ if Kind.LIST in wanted:
            return "Tulis tiap butir di baris sendiri yang diawali “- ”."
        case _:
            return "Tulis “kunci: nilai” di baris-baris di bawahnya, menjorok lebih dalam."


def _subject(at: Loc) -> str:
    """Return how a sentence names the value at `at`, to begin it with."""
    keys = [step for step in at if isinstance(step, str)]
    name = quoted(keys[-1]) if keys else "berkas ini"
    if at and isinstance(at[-1], int):
        return f"Butir ke-{at[-1] + 1} dari {name}"
    return f"Isi {name}"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _in(at: Loc) -> str:
    """Return where a key is missing or unknown, as the end of a sentence."""
    match at:
        case (*_, "langkah", int(row)):
            return f" di langkah ke-{row + 1}"
        case (*_, str(key), int(position)):
            return f" di butir ke-{position + 1} dari {quoted(key)}"
        case (*_, str(key)):
            return f" di {quoted(key)}"
        case _:
            return ""


def known_keys(kind: type[Entry], at: Loc) -> tuple[str, ...]:
    """Return the keys that may stand in the map at `at` of a `kind`."""
    annotations: list[object] = [kind]
    for step in at:
        annotations = [inner for each in annotations for inner in _inside(each, step)]
    return tuple(
        field.alias or name
        for annotation in annotations
        for entry in _alternatives(annotation)
        if isinstance(entry, type) and issubclass(entry, Entry)
        for name, field in entry.model_fields.items()
    )


def _alternatives(annotation: object) -> Iterator[object]:
    """Yield what `annotation` may be, its unions taken apart."""
    if get_origin(annotation) is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for each in get_args(annotation):
            yield from _alternatives(each)
    elif annotation is not NoneType:
        yield annotation


def _inside(annotation: object, step: str | int) -> Iterator[object]:
    """Yield what may stand under `step` of what `annotation` describes."""
    for each in _alternatives(annotation):
        origin = get_origin(each)
        if origin is tuple and isinstance(step, int):
            yield get_args(each)[0]
        elif origin is dict and isinstance(step, str):
            yield get_args(each)[1]
        elif isinstance(each, type) and issubclass(each, Entry):
            fields = each.model_fields.values()
            yield from (field.annotation for field in fields if field.alias == step)


def _mend(data: Data, at: Loc, fault: ErrorDetails) -> None:
    """Put something harmless in the place of what is faulty, or take it away.

    Lists keep their length, because places count their items.
    """
    if not at:
        return
    parent, step = found(data, at[:-1]), at[-1]
    filling: dict[str, Data] = {"missing": "", "string_type": "", "model_type": {}}
    harmless = "" if Kind.TEXT in _kinds_in(fault) else filling.get(fault["type"])
    if isinstance(parent, dict) and isinstance(step, str):
        if harmless is None:
            parent.pop(step, None)
        else:
            parent[step] = harmless
    elif isinstance(parent, list) and isinstance(step, int) and harmless is not None:
        parent[step] = harmless
    elif parent is not None:
        _take_away(data, at[:-1])


def _take_away(data: Data, at: Loc) -> None:
    """Remove the nearest key at or above `at`."""
    keys = [depth for depth, step in enumerate(at) if isinstance(step, str)]
    parent = found(data, at[: keys[-1]]) if keys else None
    if isinstance(parent, dict):
        parent.pop(str(at[keys[-1]]), None)


def found(data: Data, at: Loc) -> Data | None:
    """Return what stands at `at` in plain data; None where nothing does."""
    here: Data | None = data
    for step in at:
        match here, step:
            case dict(), str():
                here = here.get(step)
            case list(), int() if step < len(here):
                here = here[step]
            case _:
                return None
    return here
