"""Apply a revision to files in memory: read, change, compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from types import MappingProxyType

from sopgen.definition.composer import ListNode, MapNode, Node, TextNode, compose
from sopgen.definition.naming import letterheads_in
from sopgen.definition.places import Places
from sopgen.definition.plaintext import decoded, encoded_like
from sopgen.definition.reading import find_letterhead, read_letterhead
from sopgen.editing.asking import Revision
from sopgen.editing.changes import Change, Done, Revised, revised_definition, revised_letterhead
from sopgen.editing.checking import date_problems, successor_problems
from sopgen.editing.noting import noted
from sopgen.problems.codes import Code
from sopgen.problems.files import DEFINITIONS, LETTERHEADS, from_here, plain_bytes
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.problems.spelling import quoted, suggestion
from sopgen.project.finding import definitions_in

"""The byte order mark that some editors put before UTF-8."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An SOP as people call it."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class RevisedFile:
    """A file before and after, and what changed in it."""

    path: Path
    title: str
    number: str
    before: bytes
    after: bytes
    changes: tuple[Change, ...]
    reissued: tuple[Sheet, ...] = ()
    """The SOPs whose sheets name what changed in this letterhead."""

    def diff(self) -> str:
        """Return the difference as people know it from other tools."""
        old, new = (
            data.decode("utf-8-sig").splitlines(keepends=True) for data in (self.before, self.after)
        )
        return "".join(unified_diff(old, new, str(self.path), str(self.path)))


@dataclass(frozen=True, slots=True)
class Files:
    """The definitions and the letterheads that a revision may change, and what it may not."""

    definitions: tuple[Path, ...]
    letterheads: tuple[Path, ...]
    problems: tuple[Problem, ...]


def files_in(paths: Sequence[Path]) -> Files:
    """Return the definitions and the letterheads that `paths` name or hold."""
    letterheads: dict[Path, None] = {}
    others = []
    for path in paths:
        if path.is_dir() and path.absolute().name == LETTERHEADS:
            letterheads.update(dict.fromkeys(map(from_here, letterheads_in(path))))
        elif not path.is_dir() and path.absolute().parent.name == LETTERHEADS:
            letterheads[from_here(path)] = None
        else:
            others.append(path)
    found = definitions_in(others)
    return Files(found.definitions, tuple(letterheads), found.problems)


def letterheads_of(definitions: Iterable[Path]) -> tuple[Path, ...]:
    """Return the letterheads that `definitions` name, as far as they can be found."""
    found: dict[Path, None] = {}
    for definition in definitions:
        opened = _opened(definition)
        if isinstance(opened, _Opened):
            path = find_letterhead(definition, _text(opened.root, "kop"))
            if isinstance(path, Path):
                found[from_here(path)] = None
    return tuple(found)


def revised_files(
    definitions: Sequence[Path],
    letterheads: Sequence[Path],
    revision: Revision,
    done: Mapping[Path, frozenset[Done]] = MappingProxyType({}),
) -> Iterator[RevisedFile | tuple[Problem, ...]]:
    """Yield what becomes of each file that changes, or why it cannot be changed.

    Values that are `done` in a file are none of those whose words are replaced.
    """
    for path in definitions:
        opened = _opened(path)
        if isinstance(opened, _Opened):
            problems = (*_approver_problems(opened, revision), *date_problems(path, revision))
            made = done.get(path, frozenset())
            revised = revised_definition(opened.text, opened.root, revision, made)
            if revision.note is not None:
                revised = noted(revised, revision.note)
            yield from _outcome(opened, revised, problems)
        else:
            yield opened
    for path in letterheads:
        opened = _opened(path)
        if isinstance(opened, _Opened):
            made = done.get(path, frozenset())
            revised = revised_letterhead(opened.text, opened.root, revision, made)
            successor = revision.successor
            problems = tuple(successor_problems(path, successor)) if successor else ()
            signed = tuple(_signed_by(path, successor.official)) if successor else ()
            for each in _outcome(opened, revised, problems):
                yield replace(each, reissued=signed) if isinstance(each, RevisedFile) else each
        else:
            yield opened


def _signed_by(letterhead: Path, official: str) -> Iterator[Sheet]:
    """Yield the SOPs of a letterhead's project that this official of it signs."""
    folder = letterhead.absolute().parent.parent / DEFINITIONS
    if not folder.is_dir():
        return
    for path in definitions_in([folder]).definitions:
        opened = _opened(path)
        if not isinstance(opened, _Opened) or _text(opened.root, "kop") != letterhead.stem:
            continue
        if official in {_text(opened.root, "pengesah"), *_signatories(opened.root)}:
            yield Sheet(_text(opened.root, "nama"), _text(opened.root, "nomor"))


def _signatories(root: MapNode) -> Iterator[str]:
    entry = root.entries.get("penandatangan")
    for item in entry[1].items if entry and isinstance(entry[1], ListNode) else ():
        if isinstance(item, MapNode) and "pejabat" in item.entries:
            yield from _texts(item.entries["pejabat"][1])


def _texts(node: Node) -> Iterator[str]:
    """Yield what `node` says: one text, or those of a list."""
    for each in node.items if isinstance(node, ListNode) else (node,):
        if isinstance(each, TextNode):
            yield each.text


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file whose text is a tree."""

    path: Path
    data: bytes
    text: str
    root: MapNode

    def located(self, problem: Problem) -> Problem:
        return Places(str(self.path), self.root).located(problem)


def _opened(path: Path) -> _Opened | tuple[Problem, ...]:
    try:
        data = plain_bytes(path)
    except OSError:
        hint = "Periksa nama dan izinnya."
        message = "Berkas ini tidak dapat dibuka."
        return (Problem(Code.UNREADABLE, message, path=str(path), hint=hint),)
    text = decoded(data)
    if isinstance(text, Problem):
        return (replace(text, path=str(path)),)
    composition = compose(text)
    if composition.root is None or composition.problems:
        return tuple(replace(problem, path=str(path)) for problem in composition.problems)
    return _Opened(path, data, text, composition.root)


def _outcome(
    opened: _Opened, revised: Revised, problems: tuple[Problem, ...]
) -> Iterator[RevisedFile | tuple[Problem, ...]]:
    problems = (*problems, *(opened.located(problem) for problem in revised.problems))
    if problems:
        yield problems
    elif revised.changes:
        yield RevisedFile(
            opened.path,
            _text(opened.root, "nama"),
            _text(opened.root, "nomor"),
            opened.data,
            encoded_like(opened.data, revised.text),
            revised.changes,
        )


def _approver_problems(opened: _Opened, revision: Revision) -> Iterator[Problem]:
    """Yield that the new approver is no official of the definition's letterhead."""
    approver = next((each.value for each in revision.settings if each.key == "pengesah"), None)
    if approver is None:
        return
    kop = _text(opened.root, "kop")
    found = find_letterhead(opened.path, kop)
    if isinstance(found, Problem):
        yield opened.located(found)
        return
    try:
        officials = read_letterhead(found).letterhead.officials
    except ProblemsError as error:
        yield from error.problems
        return
    if approver not in officials:
        yield opened.located(
            Problem(
                Code.UNKNOWN_OFFICIAL,
                f"Pejabat {quoted(approver)} tidak ada di kop {quoted(kop)}.",
                at=("pengesah",),
                hint=suggestion(approver, officials),
            )
        )


def _text(root: MapNode, key: str) -> str:
    entry = root.entries.get(key)
    value: Node | None = entry[1] if entry else None
    return value.text if isinstance(value, TextNode) else ""
