"""What is open: the text of each SOP as it is typed, with the way back, and as it was saved.

A text is written when it is to be, never over what another program saved meanwhile: then what
was typed since is done upon the new text, and told where it meets another's. Who works with a
text holds its lock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from threading import RLock

from msgspec import Struct
from msgspec.structs import replace

from sopgen.definition.composer import compose
from sopgen.definition.naming import letterheads_in
from sopgen.definition.plaintext import decoded, encoded_like
from sopgen.definition.validation import Data
from sopgen.problems.files import BOOKS, DEFINITIONS, LETTERHEADS, plain_bytes
from sopgen.problems.problem import Problem
from sopgen.project.finding import definitions_in, targets_with_books
from sopgen.project.writing import stage, sync_folder
from sopgen.pull.draft import Draft
from sopgen.server.asking import Asked, At, Conflict, Set, carried_out
from sopgen.server.standing import stands

LONGEST_WAY_BACK = 1000
LARGEST_WAY_BACK = 64 << 20
"""So many steps, and so many bytes of texts, are kept to go back."""

MOST_SEEN = 100
"""So many texts are known by their digests: those that a page may have seen."""

ONE_STEP = 1.0
"""Keys typed in one field within so many seconds are one step back."""


class Refused(Struct, frozen=True):
    """Why nothing was changed: another change met it, or the text does not allow it.

    `wanted` is what the page typed where another change met it.
    """

    conflict: Conflict | None = None
    problem: Problem | None = None
    wanted: str | list[str] | None = None


class _Step(Struct, frozen=True):
    """A text before or after a step, and the place that the step changed."""

    data: bytes
    at: At


class OpenText:
    """The text of one definition, `first` as it was opened; `saved` is what its file holds.

    Raises OSError.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self.lock = RLock()
        self.first = self.saved = plain_bytes(path)
        self._clock = clock
        self._back: list[_Step] = []
        self._forth: list[_Step] = []
        self._unsaved: list[Asked] = []
        self._seen: dict[str, bytes] = {}
        self._typed_at: tuple[At, float] | None = None
        self.focus: At = ()
        self._take(self.saved)

    def _take(self, data: bytes) -> None:
        """Let `data` be the text, known by its digest."""
        self.data = data
        self._draft: Draft | Problem | None = None
        self.digest = sha256(data).hexdigest()
        self._seen.pop(self.digest, None)
        self._seen[self.digest] = data
        if len(self._seen) > MOST_SEEN:
            del self._seen[next(iter(self._seen))]

    @property
    def is_saved(self) -> bool:
        """Tell whether the file holds what is typed."""
        return self.data == self.saved

    @property
    def can_go_back(self) -> bool:
        return bool(self._back)

    @property
    def can_go_forth(self) -> bool:
        return bool(self._forth)

    @property
    def tree(self) -> dict[str, Data]:
        """What the text says as plain data; an empty map where it is no YAML."""
        draft = self._read()
        return {} if isinstance(draft, Problem) else draft.whole

    def _read(self) -> Draft | Problem:
        """Return what the text says, read once."""
        if self._draft is None:
            self._draft = _draft(self.data)
        return self._draft

    def refresh(self) -> Refused | None:
        """Take over what another program saved; what is unsaved is done upon it, or told why not.

        What could not be done stays one step back.
        """
        present = plain_bytes(self.path)
        if present == self.saved:
            return None
        old, unsaved = self.saved, self._unsaved
        was_saved = self.is_saved
        self._remember(())
        self.saved, self._unsaved = present, []
        self._take(present)
        if was_saved:
            return None
        if not unsaved:
            return Refused(problem=_saved_meanwhile(self.path))
        seen = _draft(old)
        refusals = [self._changed(seen, [each]) for each in unsaved]
        return next((each for each in refusals if each is not None), None)

    def change(self, base: str, asked: Sequence[Asked]) -> Refused | None:
        """Do all that is `asked` of the text with the digest `base`, or nothing; return why."""
        before = self.data
        seen = None if base == self.digest else _draft(self._seen.get(base, b""))
        refused = self._changed(seen, asked)
        if refused is None and asked:
            places = {each.at for each in asked if isinstance(each, Set)}
            one = len(places) == 1 and all(isinstance(each, Set) for each in asked)
            self._note(before, asked[0].at, is_typing=one)
        return refused

    def save(self) -> Refused | None:
        """Write the text; what another program saved meanwhile is taken over as by `refresh`."""
        refused = self.refresh()
        while not self.is_saved:
            staged = stage(self.path.resolve(), (self.data,))
            if plain_bytes(self.path) != self.saved:
                staged.drop()
                met = self.refresh()
                refused = refused or met
                continue
            staged.put_in_place()
            sync_folder(staged.path.parent)
            self.saved = self.data
        self._unsaved.clear()
        self._typed_at = None
        return refused

    def go_back(self) -> None:
        """Undo the last change."""
        self._go(self._back, self._forth)

    def go_forth(self) -> None:
        """Do again what was undone last."""
        self._go(self._forth, self._back)

    def go_to_first(self) -> None:
        """Make it what it was when it was opened, as a step that can be undone."""
        if self.data != self.first:
            self._remember(())
            self._typed_at = None
            self._unsaved.clear()
            self._take(self.first)

    def difference(self) -> str:
        """Return what was changed since it was opened, as lines that went and came."""
        old, new = (
            data.decode("utf-8-sig", "replace").splitlines() for data in (self.first, self.data)
        )
        lines = list(unified_diff(old, new, lineterm="", n=1))[2:]
        return "\n".join(line for line in lines if not line.startswith("@@"))

    def _go(self, way: list[_Step], other: list[_Step]) -> None:
        if not way:
            return
        step = way.pop()
        other.append(_Step(self.data, step.at))
        self.focus = step.at
        self._typed_at = None
        self._unsaved.clear()
        self._take(step.data)

    def _changed(self, seen: Draft | Problem | None, asked: Sequence[Asked]) -> Refused | None:
        """Do all that is `asked` or nothing; it was `seen` where that is not the text of now."""
        draft = self._read()
        if isinstance(draft, Problem):
            return Refused(problem=draft)
        self._draft = None
        for each in asked:
            if isinstance(seen, Draft):
                is_elsewhere = not stands(each, seen.data, draft.data)
                carried_out(seen, each)
                if is_elsewhere:
                    present = draft.at(each.at)
                    return _met(each, Conflict(each.at, "" if present is None else present))
            refused = carried_out(draft, each)
            if refused is None:
                continue
            faults = compose(draft.text).problems
            if faults:
                return Refused(problem=faults[0])
            if isinstance(refused, Conflict):
                return _met(each, refused)
            return Refused(problem=refused)
        for each in asked:
            self._keep_unsaved(each)
        self._take(encoded_like(self.data, draft.text))
        draft.refused.clear()
        self._draft = draft
        return None

    def _keep_unsaved(self, asked: Asked) -> None:
        last = self._unsaved[-1] if self._unsaved else None
        match last, asked:
            case Set(at=one), Set(at=other) if one == other:
                self._unsaved[-1] = replace(last, new=asked.new)
            case _:
                self._unsaved.append(asked)

    def _note(self, before: bytes, at: At, *, is_typing: bool) -> None:
        """Keep the way back to `before`, unless it is a further key of the step before."""
        now = self._clock()
        last, self._typed_at = self._typed_at, (at, now) if is_typing else None
        if is_typing and last is not None and last[0] == at and now - last[1] <= ONE_STEP:
            return
        self._remember(at, before)

    def _remember(self, at: At, before: bytes | None = None) -> None:
        self._back.append(_Step(self.data if before is None else before, at))
        self._forth.clear()
        del self._back[:-LONGEST_WAY_BACK]
        while sum(len(each.data) for each in self._back) > LARGEST_WAY_BACK:
            del self._back[0]


class Desk:
    """The SOPs of a project by numbers that are given when they are seen first."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self._lock = RLock()
        self._numbers: dict[Path, int] = {}
        self._books: dict[Path, int] = {}
        self._open: dict[int, OpenText] = {}
        self._letterheads: dict[str, OpenText] = {}

    def paths(self) -> list[tuple[int, Path]]:
        """Return the number and the file of every SOP that is there now.

        What a link leads to outside the project is none of it.
        """
        folder = self.project / DEFINITIONS
        found = definitions_in([folder]).definitions if folder.is_dir() else ()
        inside = self.project.resolve()
        own = [path for path in found if path.resolve().is_relative_to(inside)]
        with self._lock:
            return [(self._numbers.setdefault(path, len(self._numbers)), path) for path in own]

    def books(self) -> list[tuple[int, Path]]:
        """Return the number and the file of every book; what a link leads to outside is none."""
        folder, inside = self.project / BOOKS, self.project.resolve()
        found = targets_with_books([folder], None).targets if folder.is_dir() else ()
        paths = [each.definition for each in found]
        own = [path for path in paths if path.resolve().is_relative_to(inside)]
        with self._lock:
            return [(self._books.setdefault(path, len(self._books)), path) for path in own]

    def opened(self, number: int) -> OpenText | None:
        """Return the text of an SOP by its number; None where it is none. Raises OSError."""
        with self._lock:
            known = self._open.get(number)
        if known is not None:
            return known
        path = next((path for own, path in self.paths() if own == number), None)
        if path is None:
            return None
        with self._lock:
            return self._open.setdefault(number, OpenText(path))

    def open_texts(self) -> Iterator[tuple[int, OpenText]]:
        """Yield the texts that were opened, by their numbers."""
        with self._lock:
            yield from list(self._open.items())

    def letterhead_paths(self) -> list[Path]:
        """Return the files of the letterheads; what a link leads to outside is none of them."""
        folder, inside = self.project / LETTERHEADS, self.project.resolve()
        found = letterheads_in(folder) if folder.is_dir() else []
        return [path for path in found if path.resolve().is_relative_to(inside)]

    def letterhead(self, name: str) -> OpenText | None:
        """Return the text of a letterhead by its name; None where it is none. Raises OSError."""
        path = next((each for each in self.letterhead_paths() if each.stem == name), None)
        if path is None:
            return None
        with self._lock:
            return self._letterheads.setdefault(name, OpenText(path))

    def open_letterhead(self, name: str) -> OpenText | None:
        """Return the text of a letterhead that was opened."""
        with self._lock:
            return self._letterheads.get(name)

    def all_open(self) -> list[OpenText]:
        """Return all texts that were opened."""
        with self._lock:
            return [*self._letterheads.values(), *self._open.values()]

    def save_all(self) -> None:
        """Write what is typed, and as much of it as fits what other programs saved."""
        for text in self.all_open():
            with text.lock:
                if not text.is_saved:
                    text.save()

    def number_of(self, path: Path) -> int:
        """Return the number of the SOP in `path`."""
        own = path.absolute()
        return next(number for number, each in self.paths() if each.absolute() == own)


def _met(asked: Asked, conflict: Conflict) -> Refused:
    return Refused(conflict, wanted=asked.new if isinstance(asked, Set) else None)


def _draft(data: bytes) -> Draft | Problem:
    text = decoded(data)
    return text if isinstance(text, Problem) else Draft(text)


def _saved_meanwhile(path: Path) -> Problem:
    return Problem(
        "REV005",
        "Berkas ini disimpan program lain; yang terakhir Anda ketik satu langkah ke belakang.",
        path=str(path),
        hint="Urungkan untuk melihatnya.",
    )
