"""A file that users type: its bytes, and what they say as a part of the model, places kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from sopgen.definition.composer import compose
from sopgen.definition.look_alikes import FOLLOWING, look_alikes
from sopgen.definition.places import Places
from sopgen.definition.plaintext import MAX_BYTES, decoded
from sopgen.definition.validation import Data, follows, plain, validated
from sopgen.model.entry import Entry
from sopgen.model.sop import Letterhead
from sopgen.problems.codes import Code
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError

T = TypeVar("T", bound=Entry)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read. `text` has no byte order mark; places count in it."""

    path: Path
    data: bytes
    text: str
    places: Places


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A file as far as it could be read; without a model there is nothing more to check."""

    source: Source
    model: T | None
    problems: tuple[Problem, ...]

    def further(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield those of `problems` that do not follow from one told already, with their places."""
        told = {problem.at for problem in self.problems}
        for problem in problems:
            if not follows(problem.at, told) and not _misses_a_lane(problem, self.problems):
                yield self.source.places.located(problem)


def _misses_a_lane(problem: Problem, told: Iterable[Problem]) -> bool:
    """Tell whether `problem` may be there only because lanes nested too deep could not be read."""
    flow = problem.at[:2] if problem.at[:1] == ("alur",) else ()
    lanes = (*flow, "pelaksana")
    return problem.code in (Code.UNKNOWN_LANE, Code.UNKNOWN_TARGET, Code.LANES) and any(
        each.code == Code.WRONG_KIND and each.at[:-2] == lanes for each in told
    )


def read_entry(kind: type[T], path: Path, typed: bytes | None = None) -> Reading[T]:
    """Return what `path` says as a `kind`; raises ProblemsError where it is no YAML.

    What was `typed` and is not saved stands for what the file holds.
    """
    data = _bytes(path) if typed is None else typed
    text = decoded(data)
    if isinstance(text, Problem):
        raise ProblemsError([replace(text, path=str(path))])
    composition = compose(text)
    if composition.root is None:
        misled = look_alikes(text, None, composition.problems)
        told = (
            replace(each, path=str(path), hint=_hint(each, kind))
            for each in misled or composition.problems
        )
        raise ProblemsError(in_order(told, path))
    places = Places(str(path), composition.root)
    result = validated(kind, composition.root)
    source = Source(path, data, text, places)
    problems = [places.located(each) for each in (*composition.problems, *result.problems)]
    misled = look_alikes(text, composition.root, problems) if problems else []
    if misled:
        rest = [each for each in problems if each.code not in FOLLOWING]
        found = (*rest, *(replace(each, path=str(path)) for each in misled))
        return Reading(source, None, in_order(found, path))
    return Reading(source, result.model, in_order(problems, path))


def data_of(text: str) -> Data:
    """Return what a text says as plain data."""
    root = compose(text).root
    return {} if root is None else plain(root)


def data_in(data: bytes) -> Data:
    """Return what the bytes of a file say as plain data: nothing where they are no text."""
    text = decoded(data)
    return {} if isinstance(text, Problem) else data_of(text)


def _hint(problem: Problem, kind: type[Entry]) -> str:
    """Return the advice of `problem`; an empty letterhead needs other keys than a definition."""
    is_empty_kop = problem.code == Code.EMPTY_FILE and kind is Letterhead
    return "Isi paling sedikit dengan instansi." if is_empty_kop else problem.hint


def _bytes(path: Path) -> bytes:
    """Return what `path` holds, and of a file that is too large only a little more than may be."""
    try:
        return plain_bytes(path, MAX_BYTES + 1)
    except FileNotFoundError:
        message, hint = "Berkas ini tidak ada.", "Periksa namanya."
    except IsADirectoryError:
        message, hint = "Ini map, bukan berkas.", "Sebut berkas .yaml di dalamnya."
    except OSError:
        message, hint = "Berkas ini tidak dapat dibuka.", "Periksa izin membacanya."
    raise ProblemsError([Problem(Code.UNREADABLE, message, path=str(path), hint=hint)])


def in_order(problems: Iterable[Problem], path: Path) -> tuple[Problem, ...]:
    """Return `problems` as they stand in `path`, those of other files behind."""
    own = str(path)
    return tuple(sorted(problems, key=lambda each: (each.path != own, each.line, each.column)))
