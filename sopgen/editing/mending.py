"""Mend what is safe to mend: edits of the text in place, comments and order kept.

A mending replaces a few characters at the beginning or end of a value, or a whole NIP.
It is read back: a file whose other values would change is left as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sopgen.definition.composer import TextNode, compose
from sopgen.definition.entries import Source
from sopgen.definition.plaintext import encoded_like
from sopgen.definition.validation import Data, plain
from sopgen.editing.scalars import Edit, Wording, applied, replaced
from sopgen.lint import Remark
from sopgen.lint.rule import Fix
from sopgen.problems.problem import Loc
from sopgen.project.writing import replace_file


@dataclass(frozen=True, slots=True)
class Mended:
    """A file, its new text, and how many findings are mended in it."""

    path: Path
    text: str
    count: int


def save(file: Mended) -> None:
    """Put the new text in place of the old, a byte order mark kept; raises OSError."""
    replace_file(file.path.resolve(), encoded_like(file.path.read_bytes(), file.text))


def mended(remarks: Iterable[Remark]) -> list[Mended]:
    """Return the files that the fixes of `remarks` change."""
    by_path: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.fix is not None:
            by_path.setdefault(remark.source.places.path, []).append(remark)
    found = (_mended(each[0].source, each) for each in by_path.values())
    return [each for each in found if each is not None]


def mending(remark: Remark, mended: str | None = None) -> str | None:
    """Return what the whole text at the place of `remark` may safely become; None for nothing.

    Others may have `mended` it so far.
    """
    node = remark.source.places.node(remark.at)
    if remark.fix is None or not isinstance(node, TextNode):
        return None
    return _fixed(node.text if mended is None else mended, remark.fix)


def _mended(source: Source, remarks: Sequence[Remark]) -> Mended | None:
    wanted: dict[Loc, str] = {}
    count = 0
    for remark in remarks:
        value = mending(remark, wanted.get(remark.at))
        if value is not None:
            wanted[remark.at] = value
            count += 1
    edits = [edit for at, value in wanted.items() if (edit := _edit(source, at, value))]
    text = applied(source.text, edits)
    if not edits or not _reads_as(text, source, wanted):
        return None
    return Mended(source.path, text, count)


def _fixed(value: str, fix: Fix) -> str | None:
    """Return `value` with `fix` done at its beginning or its end; None where it is not there."""
    if value.startswith(fix.old):
        return fix.new + value[len(fix.old) :]
    body = value.rstrip()
    if body.endswith(fix.old):
        return body[: -len(fix.old)] + fix.new
    return None


def _edit(source: Source, at: Loc, value: str) -> Edit | None:
    """Return the edit that makes the text at `at` read `value`, as little as possible."""
    node = source.places.node(at)
    if not isinstance(node, TextNode):
        return None
    typed = source.text[node.start : node.end]
    quote = typed[:1] if typed[:1] in ("'", '"') else ""
    body = typed[len(quote) : len(typed) - len(quote)]
    old = node.text.rstrip()
    if value and old.endswith(value) and body.startswith(cut := old[: -len(value)]):
        start = node.start + len(quote)
        return Edit(start, start + len(cut), "")
    if value and old.startswith(value) and body.endswith(cut := old[len(value) :]):
        end = node.end - len(quote)
        return Edit(end - len(cut), end, "")
    return replaced(source.text, node, Wording(value), in_flow=_in_flow(source, at))


def _in_flow(source: Source, at: Loc) -> bool:
    """Tell whether the value at `at` stands between brackets."""
    owners = (source.places.node(at[:depth]) for depth in range(len(at)))
    starts = (source.text[owner.start : owner.start + 1] for owner in owners if owner is not None)
    return any(start in ("[", "{") for start in starts)


def _reads_as(text: str, source: Source, wanted: dict[Loc, str]) -> bool:
    composition = compose(text)
    if composition.root is None or composition.problems:
        return False
    expected = plain(source.places.root)
    for at, value in wanted.items():
        _put(expected, at, value)
    return plain(composition.root) == expected


def _put(data: Data, at: Loc, value: str) -> None:
    for step in at[:-1]:
        match data, step:
            case dict(), str():
                data = data[step]
            case list(), int():
                data = data[step]
    match data, at[-1]:
        case dict(), str(key):
            data[key] = value
        case list(), int(index):
            data[index] = value
