"""What is open: the text of each SOP as it is typed, with the way back, and as it was saved.

A text is written when it is to be, never over what another program saved meanwhile: then the
changes are tried upon the new text, and told where they meet another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from sopgen.definition.plaintext import decoded
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.finding import definitions_in
from sopgen.project.roots import DEFINITIONS
from sopgen.project.writing import replace_file
from sopgen.pull.draft import Draft
from sopgen.server.asking import Asked, Conflict, carried_out

LONGEST_WAY_BACK = 200
_MARK = b"\xef\xbb\xbf"


class Refused(Struct, frozen=True):
    """Why nothing was changed: another change met it, or the text does not allow it."""

    conflict: Conflict | None = None
    problem: Problem | None = None


class OpenText:
    """The text of one definition; `saved` is what its file holds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.saved = plain_bytes(path)
        self.data = self.saved
        self._back: list[bytes] = []
        self._forth: list[bytes] = []

    @property
    def digest(self) -> str:
        """The SHA-256 of the text as it is typed."""
        return sha256(self.data).hexdigest()

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
    def tree(self) -> object:
        """What the text says as plain data; an empty map where it is no YAML."""
        return _draft(self.data).whole

    def refresh(self) -> bool:
        """Take over what another program saved, where nothing here is unsaved; tell whether."""
        present = plain_bytes(self.path)
        if present == self.saved or not self.is_saved:
            return False
        self._remember()
        self.saved = self.data = present
        return True

    def change(self, asked: Sequence[Asked]) -> Refused | None:
        """Do all that is `asked` or nothing; return why nothing."""
        draft = _draft(self.data)
        for each in asked:
            refused = carried_out(draft, each)
            if isinstance(refused, Conflict):
                return Refused(conflict=refused)
            if isinstance(refused, Problem):
                return Refused(problem=refused)
        self._remember()
        self.data = _written(self.data, draft.text)
        return None

    def save(self, asked: Sequence[Asked] = ()) -> Refused | None:
        """Write the text; what another program saved meanwhile is kept, and `asked` done upon it.

        Raises OSError.
        """
        present = plain_bytes(self.path)
        if present != self.saved:
            typed, self.saved = self.data, present
            self.data = present
            refused = self.change(asked)
            if refused is not None:
                self.data = typed
                return refused
        if not self.is_saved:
            replace_file(self.path, self.data)
            self.saved = self.data
        return None

    def go_back(self) -> None:
        """Undo the last change."""
        if self._back:
            self._forth.append(self.data)
            self.data = self._back.pop()

    def go_forth(self) -> None:
        """Do again what was undone last."""
        if self._forth:
            self._back.append(self.data)
            self.data = self._forth.pop()

    def _remember(self) -> None:
        self._back.append(self.data)
        del self._back[:-LONGEST_WAY_BACK]
        self._forth.clear()


class Desk:
    """The SOPs of a project by numbers that are given when they are seen first."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self._paths: list[Path] = []
        self._open: dict[int, OpenText] = {}

    def paths(self) -> Iterator[tuple[int, Path]]:
        """Yield the number and the file of every SOP that is there now."""
        folder = self.project / DEFINITIONS
        found = definitions_in([folder]).definitions if folder.is_dir() else ()
        for path in found:
            if path not in self._paths:
                self._paths.append(path)
            yield self._paths.index(path), path

    def opened(self, number: int) -> OpenText | None:
        """Return the text of an SOP by its number; None where it is none, or its file is gone."""
        if number not in self._open:
            if not 0 <= number < len(self._paths):
                return None
            try:
                self._open[number] = OpenText(self._paths[number])
            except OSError:
                return None
        return self._open[number]

    def number_of(self, path: Path) -> int:
        """Return the number of the SOP in `path`."""
        own = path.absolute()
        return next(number for number, each in self.paths() if each.absolute() == own)


def _draft(data: bytes) -> Draft:
    text = decoded(data)
    if isinstance(text, Problem):
        raise ProblemsError([text])
    return Draft(text)


def _written(before: bytes, text: str) -> bytes:
    """Return `text` as bytes, with the byte order mark that the file had."""
    return (_MARK if before.startswith(_MARK) else b"") + text.encode()
