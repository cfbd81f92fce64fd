"""Write a value that is new to a file as YAML: as a person would type it.

A text stands plain where YAML reads it so, a text of several lines as a literal block; a
list of texts has a dash a line, a map a key a line. Between brackets everything stands
between brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from sopgen.definition.composer import MapNode, compose
from sopgen.definition.validation import Data, plain
from sopgen.editing.scalars import double_quoted, reads_as, spelled


def on_the_line(value: Data, *, in_flow: bool) -> str | None:
    """Return `value` as it stands behind a key on its line; None where it takes lines below.

    An empty text stands as nothing behind a key.
    """
    match value:
        case "":
            return '""' if in_flow else ""
        case str() if "\n" in value and not in_flow and _block_reads(value):
            return None
        case str():
            return spelled(value, in_flow=in_flow)
        case list() | dict() if not value:
            return "[]" if isinstance(value, list) else "{}"
        case list() | dict() if in_flow:
            return between_brackets(value)
        case list() | dict():
            return None
        case _:
            assert_never(value)


def entry(key: str | None, value: Data, indent: str, newline: str, *, in_flow: bool) -> str:
    """Return an entry of a map (`key`) or of a list (None), its first line without `indent`."""
    if in_flow:
        if key is None:
            return between_brackets(value)
        return f"{spelled_key(key, in_flow=True)}: {between_brackets(value)}"
    return newline.join(_lines(key, value, indent))


def behind(value: Data, indent: str, *, is_item: bool) -> list[str]:
    """Return what stands behind the colon or dash of an entry at `indent`, then its lines."""
    if is_item:
        first, *rest = _lines(None, value, indent)
        return [first.removeprefix("-").strip(), *rest]
    first, *rest = _behind("", value, indent, is_item=False)
    return [first.strip(), *rest]


def spelled_key(key: str, *, in_flow: bool) -> str:
    """Return `key` as it stands before its colon: plain where it is read so."""
    return key if _key_reads(key, in_flow=in_flow) else double_quoted(key)


def _key_reads(key: str, *, in_flow: bool) -> bool:
    root = compose(f"k: {{{key}: x}}\n" if in_flow else f"{key}: x\n").root
    if root is not None and in_flow:
        inner = root.entries["k"][1]
        root = inner if isinstance(inner, MapNode) and len(root.entries) == 1 else None
    return root is not None and {name: plain(each) for name, (_, each) in root.entries.items()} == {
        key: "x"
    }


def _lines(key: str | None, value: Data, indent: str) -> Iterator[str]:
    if key is not None:
        yield from _behind(f"{spelled_key(key, in_flow=False)}:", value, indent, is_item=False)
        return
    match value:
        case dict() if value:
            inner = f"{indent}  "
            for number, (name, each) in enumerate(value.items()):
                first, *rest = _lines(name, each, inner)
                yield f"{'- ' if number == 0 else inner}{first}"
                yield from rest
        case _:
            yield from _behind("-", value, indent, is_item=True)


def _behind(mark: str, value: Data, indent: str, *, is_item: bool) -> Iterator[str]:
    """Yield the lines of `value` behind `mark`, those after the first with their indent."""
    typed = on_the_line(value, in_flow=False)
    if typed is not None:
        words = '""' if is_item and not typed else typed
        yield f"{mark} {words}" if words else mark
        return
    inner = f"{indent}  "
    match value:
        case str():
            yield f"{mark} |-"
            yield from (f"{inner}{line}" if line else "" for line in value.split("\n"))
        case list():
            yield mark
            for item in value:
                first, *rest = _lines(None, item, inner)
                yield f"{inner}{first}"
                yield from rest
        case dict():
            yield mark
            for name, each in value.items():
                first, *rest = _lines(name, each, inner)
                yield f"{inner}{first}"
                yield from rest
        case _:
            assert_never(value)


def between_brackets(value: Data) -> str:
    """Return `value` as it stands between the brackets of another."""
    match value:
        case str():
            return spelled(value, in_flow=True)
        case list():
            return f"[{', '.join(between_brackets(item) for item in value)}]"
        case dict():
            pairs = (entry(key, each, "", "", in_flow=True) for key, each in value.items())
            return f"{{{', '.join(pairs)}}}"
        case _:
            assert_never(value)


def _block_reads(value: str) -> bool:
    """Tell whether a literal block gives `value` back."""
    return reads_as(
        "|-\n" + "\n".join(f"  {line}" for line in value.split("\n")), value, in_flow=False
    )
