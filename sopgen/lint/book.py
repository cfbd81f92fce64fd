"""All definitions of one run, as the rules over a set look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sopgen.lint.papers import Papers
from sopgen.lint.subject import Subject
from sopgen.lint.wording import folded_name


@dataclass(frozen=True)
class Book:
    """Definitions in the order of their files, and what names them."""

    subjects: tuple[Subject, ...]
    papers: Papers = field(default_factory=Papers)

    @cached_property
    def by_letterhead(self) -> Mapping[str, tuple[Subject, ...]]:
        """The definitions of each letterhead, by its file."""
        out: dict[str, list[Subject]] = {}
        for subject in self.subjects:
            out.setdefault(str(subject.definition.agency.source.path), []).append(subject)
        return {path: tuple(subjects) for path, subjects in out.items()}

    @cached_property
    def by_folder(self) -> Mapping[str, tuple[Subject, ...]]:
        """The definitions of each folder: a book of SOPs lies in one."""
        out: dict[str, list[Subject]] = {}
        for subject in self.subjects:
            out.setdefault(str(subject.definition.source.path.parent), []).append(subject)
        return {folder: tuple(subjects) for folder, subjects in out.items()}

    @cached_property
    def agencies(self) -> tuple[tuple[Subject, ...], ...]:
        """The definitions that one letterhead or one folder holds together.

        The units of an agency have letterheads of their own, yet name one another's SOPs.
        """
        held: dict[str, list[Subject]] = {}
        for subject in self.subjects:
            letterhead = held.setdefault(str(subject.definition.agency.source.path), [])
            folder = held.setdefault(str(subject.definition.source.path.parent), [])
            if folder is not letterhead:
                letterhead += folder
                for key in [key for key, each in held.items() if each is folder]:
                    held[key] = letterhead
            letterhead.append(subject)
        return tuple(tuple(each) for each in {id(each): each for each in held.values()}.values())


def by_name(subjects: tuple[Subject, ...]) -> dict[str, Subject]:
    """Return `subjects` by their names, made comparable; of equal names the first."""
    out: dict[str, Subject] = {}
    for subject in subjects:
        out.setdefault(folded_name(subject.sop.name), subject)
    return out
