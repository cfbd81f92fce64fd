"""Strict YAML: text to a tree whose every scalar is text as typed, with its place.

PyYAML's parser gives the events; what they mean is decided here. Nothing is
converted, so `010`, `No`, `~` and `2024-01-23` stay those characters. Whatever
a definition does not need (anchors, aliases, tags, merge keys, keys that are not
text, several documents, invisible characters) is a problem with its place. All
problems of a text come in one run; only a fault of syntax or of depth ends it.

Lines and columns count from 1. `start` and `end` count characters of the text from
0, so that a value can be replaced where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias
from unicodedata import normalize

import yaml
from msgspec import Struct

from sopgen.definition.plaintext import (
    hidden_problem,
    hidden_problems,
    place_in,
    without_hidden,
)
from sopgen.definition.yaml_syntax import syntax_problem
from sopgen.problems.characters import HIDDEN
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem
from sopgen.problems.spelling import quoted

MAX_DEPTH = 20
"""How deep lists and maps may nest."""

LONGEST_TEXT = 32_000
"""Characters of one text: no cell of a workbook holds more than 32,767."""

MOST_LINES = 1_000
"""Lines of one text, some fifteen pages."""

_REMEMBERED = 4
"""So many texts are remembered: who edits one asks for it before, after and to draw it."""


class TextNode(Struct, frozen=True):
    """A scalar; `start` and `end` enclose what was typed for it, quotes included."""

    text: str
    line: int
    column: int
    start: int
    end: int


class ListNode(Struct, frozen=True):
    """A list, from its first item (or bracket) to the end of its last."""

    items: tuple[Node, ...]
    line: int
    column: int
    start: int
    end: int


class MapNode(Struct, frozen=True):
    """A map in the order of its keys; a key that stands twice is kept once, the first."""

    entries: Mapping[str, tuple[TextNode, Node]]
    line: int
    column: int
    start: int
    end: int


Node: TypeAlias = TextNode | ListNode | MapNode


class Composition(Struct, frozen=True):
    """What a text holds: its tree, or none where it could not be read, and its problems."""

    root: MapNode | None
    problems: tuple[Problem, ...]


@lru_cache(_REMEMBERED)
def compose(text: str) -> Composition:
    """Return the tree of `text` (without a byte order mark) and all that is wrong with it."""
    problems = list(hidden_problems(text))
    composer = _Composer(without_hidden(text) if problems else text)
    root = composer.document()
    problems += composer.problems
    if isinstance(root, MapNode) or problems:
        return Composition(root if isinstance(root, MapNode) else None, tuple(problems))
    return Composition(None, (_not_a_map(root),))


def _not_a_map(root: Node | None) -> Problem:
    match root:
        case None | TextNode(text=""):
            return Problem(
                Code.EMPTY_FILE,
                "Berkas ini kosong.",
                line=1,
                column=1,
                hint="Isi paling sedikit dengan kop, nama, pelaksana dan langkah.",
            )
        case _:
            return Problem(
                Code.NOT_A_MAP,
                "Isi berkas harus berupa pasangan “kunci: nilai”.",
                line=root.line,
                column=root.column,
                hint="Mulai misalnya dengan “nama: Penyusunan LAKIP” di tepi kiri.",
            )


_SWALLOWED = {
    True: re.compile(r"[ \t]+(#\d\S{,60})"),
    False: re.compile(r"[ \t]+(#[^\s#]\S{,60})"),
}
"""What looks like text behind a value, or in place of one, and is a comment to YAML."""


_WORD = re.compile(r"\S{1,60}")


class _UnreadableError(Exception):
    """Nothing after this place can be read."""


class _Composer:
    """Reads the events of one text, keeping what is wrong with it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._depth = 0

    def document(self) -> Node | None:
        """Return the only document; None where there is none or it cannot be read."""
        root = None
        try:
            for event in self._events:
                match event:
                    case yaml.DocumentStartEvent() if root is None:
                        root = self._node(next(self._events))
                    case yaml.DocumentStartEvent():
                        self._report(
                            event,
                            Code.SEVERAL_DOCUMENTS,
                            "Satu berkas hanya boleh memuat satu SOP; “---” memulai yang kedua.",
                            "Hapus baris “---”, atau pindahkan sisanya ke berkas lain.",
                        )
                        break
        except yaml.MarkedYAMLError as error:
            self._add(_parser_problem(error, self.text))
            return None
        except _UnreadableError:
            return None
        return root

    def _add(self, problem: Problem) -> None:
        """Keep what stopped the parser, unless its line is told already."""
        if all(known.line != problem.line for known in self.problems):
            self.problems.append(problem)

    def _node(self, event: yaml.Event) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor is not None:
            self._refuse_anchor(event, "&")
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                return self._list(event)
            case yaml.MappingStartEvent():
                return self._map(event)
            case _:
                raise AssertionError(event)

    def _alias(self, event: yaml.AliasEvent) -> TextNode:
        self._refuse_anchor(event, "*")
        return TextNode("", *_start(event), _end(event))

    def _refuse_anchor(self, event: yaml.NodeEvent, sign: str) -> None:
        name = quoted(f"{sign}{event.anchor}")
        self._report(
            event,
            Code.ANCHOR,
            f"{name} dibaca YAML sebagai rujukan, dan rujukan tidak dipakai di sini.",
            "Jika itu bagian dari teks, tulis seluruh nilai di antara tanda kutip.",
        )

    def _scalar(self, event: yaml.ScalarEvent) -> TextNode:
        line, column, start = _start(event)
        end = _end(event)
        text = event.value
        if event.tag is not None:
            self._refuse_tag(event, event.tag)
        if event.style in ("|", ">"):
            text = text.removesuffix("\n")
            end = start + len(self.text[start:end].rstrip())
        elif not event.style:
            self._check_comment(event, end)
        elif "\\" in self.text[start:end]:
            self._check_escapes(event)
        if "\t" in text:
            self._refuse_tab(event)
        if len(text) > LONGEST_TEXT or text.count("\n") > MOST_LINES:
            self._refuse_length(event, text)
        if not text.isascii():
            text = normalize("NFC", text)
        return TextNode(text, line, column, start, end)

    def _check_comment(self, event: yaml.ScalarEvent, end: int) -> None:
        if not self.text.startswith((" ", "\t"), end):
            return
        swallowed = _SWALLOWED[bool(event.value)].match(self.text, end)
        if swallowed:
            self._report(
                event,
                Code.SWALLOWED_TEXT,
                f"{quoted(swallowed[1])} dibaca YAML sebagai komentar, jadi tidak akan tercetak.",
                "Tulis seluruh nilai di antara tanda kutip; untuk komentar, beri spasi sesudah #.",
            )

    def _check_escapes(self, event: yaml.ScalarEvent) -> None:
        line, column, _ = _start(event)
        found = HIDDEN.findall(event.value)
        self.problems += (hidden_problem(character, line, column) for character in found)

    def _refuse_tab(self, event: yaml.ScalarEvent) -> None:
        first_line, first_column, start = _start(event)
        source = self.text[start : _end(event)]
        line, column = place_in(source, max(source.find("\t"), 0))
        self.problems.append(
            Problem(
                Code.HIDDEN_CHARACTER,
                "Teks ini memuat tabulasi.",
                line=first_line + line - 1,
                column=column if line > 1 else first_column + column - 1,
                hint="Ganti tabulasi dengan spasi.",
            )
        )

    def _refuse_length(self, event: yaml.ScalarEvent, text: str) -> None:
        is_wide = len(text) > LONGEST_TEXT
        told = f"{len(text)} huruf" if is_wide else f"{text.count(chr(10)) + 1} baris"
        most = LONGEST_TEXT if is_wide else MOST_LINES
        self._report(
            event,
            Code.LONG_TEXT,
            f"Teks ini {told}; paling panjang {most}.",
            "Persingkat, atau bagi menjadi beberapa butir.",
        )

    def _refuse_tag(self, event: yaml.Event, tag: str) -> None:
        word = _WORD.match(self.text, _start(event)[2])
        typed = quoted(word[0] if word else tag)
        self._report(
            event,
            Code.TAG,
            f"{typed} dibaca YAML sebagai penanda jenis, dan itu tidak dipakai di sini.",
            "Jika itu bagian dari teks, tulis seluruh nilai di antara tanda kutip.",
        )

    def _list(self, event: yaml.SequenceStartEvent) -> ListNode:
        self._go_down(event)
        items = []
        while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(inner))
        self._depth -= 1
        end = _end(inner) if event.flow_style or not items else items[-1].end
        return ListNode(tuple(items), *_start(event), end)

    def _map(self, event: yaml.MappingStartEvent) -> MapNode:
        self._go_down(event)
        entries: dict[str, tuple[TextNode, Node]] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._key(inner)
            value = self._node(next(self._events))
            if key is None:
                continue
            first = entries.setdefault(key.text, (key, value))[0]
            if first is not key:
                self._refuse_duplicate(key, first)
        self._depth -= 1
        values = [value for _, value in entries.values()]
        end = _end(inner) if event.flow_style or not values else values[-1].end
        return MapNode(entries, *_start(event), end)

    def _key(self, event: yaml.Event) -> TextNode | None:
        """Return the key, or None where it is none that a definition could have."""
        key = self._node(event)
        if not isinstance(key, TextNode):
            self._report(
                event,
                Code.COMPLEX_KEY,
                "Kunci harus berupa teks, bukan daftar atau pasangan “kunci: nilai”.",
                "Jika kurung itu bagian dari teks, tulis kuncinya di antara tanda kutip.",
            )
            return None
        if self.text[key.start : key.end] == "<<":
            self._report(
                event,
                Code.MERGE_KEY,
                "Kunci “<<” (penggabungan) tidak dipakai di sini.",
                "Tulis isinya langsung di tempat ini.",
            )
            return None
        return key

    def _refuse_duplicate(self, key: TextNode, first: TextNode) -> None:
        self.problems.append(
            Problem(
                Code.DUPLICATE_KEY,
                f"Kunci {quoted(key.text)} di baris {key.line} sudah ada di baris {first.line}.",
                line=key.line,
                column=key.column,
                hint="Hapus salah satunya.",
            )
        )

    def _go_down(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        """Enter a list or map; libyaml needs minutes for 200,000 brackets, so stop early."""
        if event.tag is not None:
            self._refuse_tag(event, event.tag)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            line, column, _ = _start(event)
            self.problems.append(_too_deep(line, column))
            raise _UnreadableError

    def _report(self, event: yaml.Event, code: Code, message: str, hint: str) -> None:
        line, column, _ = _start(event)
        self.problems.append(Problem(code, message, line=line, column=column, hint=hint))


def _parser_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """Return what stopped the parser; since PyYAML 6.0.4 that may be the depth of a text.

    The parser reads up to a thousand characters ahead, so it can meet its own bound of
    1,000 levels before it has given us the event of our twentieth.
    """
    mark = error.problem_mark
    if error.problem == "exceeded maximum nesting depth" and mark is not None:
        return _too_deep(mark.line + 1, mark.column + 1)
    return syntax_problem(error, text)


def _too_deep(line: int, column: int) -> Problem:
    return Problem(
        Code.TOO_DEEP,
        f"Susunan di sini bertingkat lebih dari {MAX_DEPTH}.",
        line=line,
        column=column,
        hint="Periksa kurung “[” dan “{” serta tanda “- ” di baris ini.",
    )


def _start(event: yaml.Event) -> tuple[int, int, int]:
    """Return line and column, from 1, and the number of characters before `event`."""
    mark = event.start_mark
    assert mark is not None
    return mark.line + 1, mark.column + 1, mark.index


def _end(event: yaml.Event) -> int:
    """Return the number of characters up to the end of `event`."""
    mark = event.end_mark
    assert mark is not None
    return mark.index


def texts_of(node: Node) -> Iterator[TextNode]:
    """Yield the keys and the values of `node` that are texts, in their order."""
    match node:
        case TextNode():
            yield node
        case ListNode(items=items):
            for item in items:
                yield from texts_of(item)
        case MapNode(entries=entries):
            for key, value in entries.values():
                yield key
                yield from texts_of(value)
