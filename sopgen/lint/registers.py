"""Registers: what the rules know of the world, as data that a project can extend.

The shipped ones lie in `sopgen/registers/`; a project puts its own in `registers/`,
beside `letterheads/`. Every file says in `sumber` where its entries come from, and an
entry may say it for itself. What a project says holds over what is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from sopgen.definition.composer import compose
from sopgen.definition.places import Places
from sopgen.definition.plaintext import MAX_BYTES, decoded
from sopgen.definition.validation import validated
from sopgen.lint.regions import Regions, regions
from sopgen.model.entry import Entry
from sopgen.model.kinds import Kind, kind_of
from sopgen.problems.codes import Code
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError

REGISTERS = "registers"
"""The folder of a project that holds its registers."""


class SourcedText(Entry):
    """A text that says for itself where it comes from."""

    text: str = Field(alias="isi")
    source: str = Field("", alias="sumber")


_TextOrSourced: TypeAlias = Annotated[
    Annotated[str, Tag(Kind.TEXT)] | Annotated[SourcedText, Tag(Kind.MAP)], Discriminator(kind_of)
]


class Replaced(Entry):
    """A regulation that is revoked, and what took its place (empty: nothing)."""

    old: str = Field(alias="lama")
    new: str = Field("", alias="baru")
    about: str = Field("", alias="tentang")
    source: str = Field("", alias="sumber")


class Register(Entry):
    """One register file."""

    source: str = Field(alias="sumber")
    regulations: tuple[Replaced, ...] = Field((), alias="peraturan")
    ranks: dict[str, _TextOrSourced] = Field({}, alias="pangkat")
    verbs: dict[str, _TextOrSourced] = Field({}, alias="kata_kerja")
    not_verbs: tuple[str, ...] = Field((), alias="bukan_kata_kerja")
    other_verbs: tuple[str, ...] = Field((), alias="kata_kerja_tanpa_me")
    light_verbs: tuple[str, ...] = Field((), alias="kata_kerja_umum")
    manner_verbs: tuple[str, ...] = Field((), alias="kata_kerja_keterangan")
    things: tuple[str, ...] = Field((), alias="juga_benda")
    deciding: tuple[str, ...] = Field((), alias="memutuskan")
    approving: tuple[str, ...] = Field((), alias="menyetujui")
    making: tuple[str, ...] = Field((), alias="menghasilkan")
    not_names: tuple[str, ...] = Field((), alias="bukan_nama")
    tools: dict[str, tuple[str, ...]] = Field({}, alias="alat")
    periods: tuple[str, ...] = Field((), alias="waktu_berkala")
    acronyms: tuple[str, ...] = Field((), alias="singkatan_umum")
    spelling: dict[str, _TextOrSourced] = Field({}, alias="ejaan")
    regions: dict[str, tuple[str, ...]] = Field({}, alias="wilayah")
    number_patterns: dict[str, str] = Field({}, alias="pola_nomor")


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers as one; keys in small letters."""

    replaced: Mapping[str, Replaced]
    ranks: Mapping[str, str]
    verbs: Mapping[str, str]
    not_verbs: frozenset[str]
    other_verbs: frozenset[str]
    light_verbs: frozenset[str]
    manner_verbs: frozenset[str]
    things: frozenset[str]
    deciding: frozenset[str]
    approving: frozenset[str]
    making: frozenset[str]
    not_names: frozenset[str]
    tools: Mapping[str, str]
    tool_names: re.Pattern[str]
    periods: frozenset[str]
    acronyms: frozenset[str]
    spelling: Mapping[str, str]
    misspelt: re.Pattern[str]
    regions: Regions
    number_patterns: Mapping[str, str]


def shipped_files() -> tuple[str, ...]:
    """Return the names of the registers that the package carries."""
    names = (file.name for file in (files("sopgen") / REGISTERS).iterdir())
    return tuple(sorted(name for name in names if name.endswith(".yaml")))


@cache
def shipped_registers() -> tuple[Register, ...]:
    """Return the registers of the package."""
    out = []
    for name in shipped_files():
        with as_file(files("sopgen") / REGISTERS / name) as path:
            out.append(read_register(path))
    return tuple(out)


def read_register(path: Path) -> Register:
    """Return the register in `path`; raises ProblemsError with all that is wrong with it."""
    text = _text(path)
    if isinstance(text, Problem):
        raise ProblemsError([replace(text, path=str(path))])
    composition = compose(text)
    if composition.root is None:
        raise ProblemsError([replace(each, path=str(path)) for each in composition.problems])
    places = Places(str(path), composition.root)
    result = validated(Register, composition.root)
    problems = [places.located(each) for each in (*composition.problems, *result.problems)]
    if result.model is None or problems:
        raise ProblemsError(problems)
    return result.model


def _text(path: Path) -> str | Problem:
    try:
        return decoded(plain_bytes(path, MAX_BYTES + 1))
    except OSError:
        message = "Register ini tidak dapat dibuka."
        return Problem(Code.UNREADABLE, message, hint="Periksa nama dan izin membacanya.")


def project_registers(project: Path) -> Registers:
    """Return what the rules know for definitions of `project`; raises ProblemsError."""
    own = sorted((project / REGISTERS).glob("*.yaml"))
    return merged((*shipped_registers(), *map(read_register, own))) if own else _shipped()


@cache
def _shipped() -> Registers:
    return merged(shipped_registers())


def merged(registers: Sequence[Register]) -> Registers:
    """Return `registers` as one; later ones hold over earlier ones."""
    spelling = _texts(register.spelling for register in registers)
    tools = {
        spelt.casefold(): tool
        for register in registers
        for tool, others in register.tools.items()
        for spelt in (tool, *others)
    }
    return Registers(
        replaced={
            each.old.casefold(): each if each.source else _sourced(each, register)
            for register in registers
            for each in register.regulations
        },
        ranks=_texts(register.ranks for register in registers),
        verbs=_texts(register.verbs for register in registers),
        not_verbs=_words(register.not_verbs for register in registers),
        other_verbs=_words(register.other_verbs for register in registers),
        light_verbs=_words(register.light_verbs for register in registers),
        manner_verbs=_words(register.manner_verbs for register in registers),
        things=_words(register.things for register in registers),
        deciding=_words(register.deciding for register in registers),
        approving=_words(register.approving for register in registers),
        making=_words(register.making for register in registers),
        not_names=_words(register.not_names for register in registers),
        tools=tools,
        tool_names=_any_of(tools),
        periods=_words(register.periods for register in registers),
        acronyms=_words(register.acronyms for register in registers),
        spelling=spelling,
        misspelt=_any_of(spelling),
        regions=regions(register.regions for register in registers),
        number_patterns={
            kop: pattern
            for register in registers
            for kop, pattern in register.number_patterns.items()
        },
    )


def _sourced(entry: Replaced, register: Register) -> Replaced:
    return entry.model_copy(update={"source": register.source})


def _texts(maps: Iterable[Mapping[str, str | SourcedText]]) -> dict[str, str]:
    return {
        key.casefold(): value if isinstance(value, str) else value.text
        for each in maps
        for key, value in each.items()
    }


def _any_of(known: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of `known` as words of a text, the longest first."""
    names = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    return re.compile(rf"\b(?:{names or '(?!)'})\b")


def _words(lists: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(word.casefold() for each in lists for word in each)
