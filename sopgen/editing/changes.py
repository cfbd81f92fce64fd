"""Find the values that a revision means, and change them in the text.

The result is read back: had an edit touched anything else than it should, it would be
a problem and not a changed file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sopgen.definition.composer import ListNode, MapNode, Node, TextNode, compose
from sopgen.editing.asking import KEY_ORDER, OFFICIAL_ORDER, Revision, Substitution, Successor
from sopgen.editing.scalars import Edit, Wording, added, applied, filled, replaced
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import quoted, suggestion


@dataclass(frozen=True, slots=True)
class Change:
    """A value at its place, before and after; one that was not typed was empty.

    `label` is what people call the place where that says more than its keys.
    """

    at: Loc
    old: str
    new: str
    label: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Done:
    """A value that the same words made in an earlier run: they are not replaced in it again."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Revised:
    """A text after a revision, what changed in it, and what could not be changed."""

    text: str
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A text in the tree: its place, and whether it stands between brackets."""

    at: Loc
    node: TextNode
    in_flow: bool


def revised_definition(
    text: str, root: MapNode, revision: Revision, done: frozenset[Done] = frozenset()
) -> Revised:
    """Return a definition with the settings and substitutions of `revision`.

    In values that are `done` no words are replaced.
    """
    editor = _Editor(text, root, done)
    for setting in revision.settings:
        editor.set((), root, setting.key, setting.value, KEY_ORDER)
    editor.substitute(revision.substitutions)
    return editor.result()


def revised_letterhead(
    text: str, root: MapNode, revision: Revision, done: frozenset[Done] = frozenset()
) -> Revised:
    """Return a letterhead with the successor and the substitutions of `revision`."""
    editor = _Editor(text, root, done)
    if revision.successor is not None:
        editor.succeed(revision.successor)
    editor.substitute(revision.substitutions)
    return editor.result()


class _Editor:
    """Collects the edits of one text."""

    def __init__(self, text: str, root: MapNode, done: frozenset[Done]) -> None:
        self._text = text
        self._root = root
        self._done = done
        self._edits: list[Edit] = []
        self._changes: dict[Loc, Change] = {}
        self._problems: list[Problem] = []

    def set(self, at: Loc, owner: MapNode, key: str, value: str, order: Sequence[str]) -> None:
        """Give `key` of the map `owner` a value, adding the key where it belongs."""
        place = (*at, key)
        in_flow = self._text[owner.start : owner.start + 1] == "{"
        match owner.entries.get(key):
            case (_, TextNode(text=present)) if present == value:
                return
            case (TextNode() as name, TextNode(start=start, end=end)) if start == end:
                self._edits.append(filled(self._text, name, value, in_flow=in_flow))
                self._changes[place] = Change(place, "", value)
            case (_, TextNode() as node):
                self._replace(_Found(place, node, in_flow), Wording(value))
            case None:
                neighbour = _neighbour(owner, key, order)
                self._edits.append(added(self._text, owner, neighbour, key, value))
                self._changes[place] = Change(place, "", value)
            case (_, node):
                self._refuse(place, node)

    def succeed(self, successor: Successor) -> None:
        """Put `successor` in the place of the official of that id."""
        officials = self._root.entries.get("pejabat")
        known = officials[1].entries if officials and isinstance(officials[1], MapNode) else {}
        at = ("pejabat", successor.official)
        match known.get(successor.official):
            case (_, MapNode() as owner):
                self._succeed(at, owner, successor)
            case None:
                self._problems.append(
                    Problem(
                        "REV001",
                        f"Pejabat {quoted(successor.official)} tidak ada di kop ini.",
                        at=("pejabat",),
                        hint=suggestion(successor.official, known),
                    )
                )
            case (_, node):
                self._refuse(at, node)

    def _succeed(self, at: Loc, owner: MapNode, successor: Successor) -> None:
        post = owner.entries.get("jabatan")
        called = post[1].text if post and isinstance(post[1], TextNode) else successor.official
        for key, value in successor.values.items():
            if value is not None:
                self.set(at, owner, key, value, OFFICIAL_ORDER)
                change = self._changes.get((*at, key))
                if change is not None:
                    self._changes[change.at] = replace(change, label=f"{called}: {key}")
                continue
            match owner.entries.get(key):
                case (_, TextNode(text=present)) if present:
                    self._problems.append(
                        Problem(
                            "REV002",
                            f"Nilai {quoted(key)} ini milik pejabat yang lama.",
                            at=(*at, key),
                            hint=f"Sebutkan --{key} bagi penggantinya, bila perlu kosong.",
                        )
                    )

    def substitute(self, substitutions: Sequence[Substitution]) -> None:
        """Replace words in all texts of the chosen fields."""
        for found in _texts(self._text, (), self._root, in_flow=False):
            field, value = field_of(found.at), found.node.text
            if found.at in self._changes or Done(field, value) in self._done:
                continue
            asked = [each for each in substitutions if field in each.fields]
            for each in asked:
                value = value.replace(each.old, each.new)
            if value != found.node.text:
                one = asked[0] if len(asked) == 1 else None
                words = (one.old, one.new) if one else ("", "")
                self._replace(found, Wording(value, *words))

    def _replace(self, found: _Found, wording: Wording) -> None:
        edit = replaced(self._text, found.node, wording, in_flow=found.in_flow)
        if edit is None:
            self._refuse(found.at, found.node)
            return
        self._edits.append(edit)
        self._changes[found.at] = Change(found.at, found.node.text, wording.value)

    def _refuse(self, at: Loc, node: Node) -> None:
        self._problems.append(
            Problem(
                "REV003",
                "Nilai ini tidak dapat diubah dengan “sopgen revise”.",
                at=at,
                line=node.line,
                column=node.column,
                hint="Ubahlah sendiri di berkasnya.",
            )
        )

    def result(self) -> Revised:
        """Return the changed text once it reads as it should."""
        if self._problems:
            return Revised(self._text, (), tuple(self._problems))
        text = applied(self._text, self._edits)
        changes = tuple(self._changes.values())
        expected = _values(self._text, self._root) | {each.at: each.new for each in changes}
        composition = compose(text)
        if composition.root is None or _values(text, composition.root) != expected:
            self._refuse((), self._root)
            return Revised(self._text, (), tuple(self._problems))
        return Revised(text, changes)


def _neighbour(owner: MapNode, key: str, order: Sequence[str]) -> str | None:
    """Return the nearest key before `key` in `order` that the map has."""
    before = order[: order.index(key)]
    return next((each for each in reversed(before) if each in owner.entries), None)


def field_of(at: Loc) -> str:
    """Return the field that the text at `at` belongs to.

    Ids and targets are no words: what a step says of them belongs to no field. Neither is the
    one that stands for lanes of which none is known.
    """
    keys = [step for step in at if isinstance(step, str)]
    match keys:
        case ["kotak_tambahan" | "identitas_tambahan" as field, *_]:
            return field
        case ["format", *_]:
            return ""
        case [*_, "langkah", "tambahan", _]:
            return "tambahan"
        case [*before, last] if "cabang" in before or "lanjut" in before:
            return last if last == "label" else ""
        case [*before, last] if "langkah" in before and "pelaksana" in (*before, last):
            return last if last == "teks" else ""
        case [*_, "pelaksana", _] | [*_, "pelaksana", _, _]:
            return "pelaksana"
        case [*_, "pelaksana"]:
            return ""
        case [*_, last]:
            return last
        case _:
            return ""


def _texts(source: str, at: Loc, node: Node, *, in_flow: bool) -> Iterator[_Found]:
    """Yield every text of the tree, in the order of the file."""
    in_flow = in_flow or source[node.start : node.start + 1] in ("[", "{")
    match node:
        case TextNode():
            yield _Found(at, node, in_flow)
        case ListNode(items=items):
            for index, item in enumerate(items):
                yield from _texts(source, (*at, index), item, in_flow=in_flow)
        case MapNode(entries=entries):
            for key, (_, value) in entries.items():
                yield from _texts(source, (*at, key), value, in_flow=in_flow)


def _values(source: str, root: MapNode) -> dict[Loc, str]:
    return {found.at: found.node.text for found in _texts(source, (), root, in_flow=False)}
