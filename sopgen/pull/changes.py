"""What may be different on an edited sheet: a closed set of changes, each with its place there.

Places in the source are those of the definition that the sheet was made from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sopgen.definition.validation import Data
from sopgen.document.origins import Origin


@dataclass(frozen=True, slots=True)
class TextSet:
    """The text at `origin`, typed as `old` or not at all (None), is `new`.

    `told` where its form is not the one that was shown.
    """

    origin: Origin
    old: Data | None
    new: Data
    where: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class KeyRemoved:
    """What was typed at `origin` as `old` holds no longer."""

    origin: Origin
    old: str
    where: str


@dataclass(frozen=True, slots=True)
class KeyRenamed:
    """What is printed of the key at `origin` is `new`."""

    origin: Origin
    new: str
    where: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list as it is now; `number` is its place in the base, None of a new one."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ListSet:
    """The list at `origin` has these items now."""

    origin: Origin
    old: tuple[str, ...]
    items: tuple[Item, ...]
    where: str


@dataclass(frozen=True, slots=True)
class RecordRemoved:
    """A row of a table outside the flow is gone."""

    origin: Origin
    where: str


@dataclass(frozen=True, slots=True)
class RecordAdded:
    """A row was typed into a table outside the flow, whose list is at `origin`."""

    origin: Origin
    position: int
    value: Data
    where: str


@dataclass(frozen=True, slots=True)
class DerivedText:
    """A text that is printed of itself, a label or a caption, was changed."""

    before: str
    after: str
    where: str


@dataclass(frozen=True, slots=True)
class ForeignText:
    """A text stands where the sheet has no place for one."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class UnplacedText:
    """A text was changed whose place within a longer one cannot be found again."""

    text: str
    where: str


@dataclass(frozen=True, slots=True, eq=False)
class NewStep:
    """A row that was put into a flow: what stands in its columns, or its heading.

    Two of the same words are two.
    """

    cells: tuple[tuple[str, Data], ...]
    where: str
    heading: str = ""


Row: TypeAlias = int | NewStep
"""A row of a flow as it is now: the place in `langkah` that it had, or a new one."""


@dataclass(frozen=True, slots=True, eq=False)
class NewLane:
    """A column that was put among the lanes, before lane `position`."""

    title: str
    position: int
    where: str


Change: TypeAlias = (
    TextSet
    | KeyRemoved
    | KeyRenamed
    | ListSet
    | RecordRemoved
    | RecordAdded
    | DerivedText
    | ForeignText
    | UnplacedText
)
