"""Run a build and tell of it: problems on stderr, paths or a report on stdout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sopgen.cli.exits import INTERRUPTED, PROBLEMS, UNUSABLE
from sopgen.cli.machine import write_for_programs
from sopgen.cli.places import around, existing
from sopgen.cli.progress import Progress
from sopgen.cli.stopping import Stopped, stopped_in_order
from sopgen.cli.terminal import say, say_all, tell, tell_all, tell_text

if TYPE_CHECKING:
    from sopgen.problems.problem import Problem
    from sopgen.project.building import Request
    from sopgen.project.finding import Wanted
    from sopgen.project.reporting import Built
    from sopgen.writers import Format


def asked_formats(names: Sequence[str], paths: Sequence[Path]) -> tuple[Format, ...]:
    """Return the formats by `names`; without any, those of the project around `paths`."""
    from sopgen.project.roots import settings_file
    from sopgen.writers import OFFICE, Format

    if not names:
        folder = around(paths)
        if settings_file(folder) is None:
            return OFFICE
        from sopgen.project.settings import settings_of

        names = settings_of(folder).project.formats
    return tuple(dict.fromkeys(map(Format, names)))


def asked_targets(paths: Sequence[Path], output: Path | None) -> Wanted:
    """Return what `paths` hold to be built; without any, the project's definitions and books."""
    from sopgen.project.finding import targets_with_books

    return targets_with_books(to_build(paths), output)


def to_build(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return `paths`, or the definitions and books of the project around the working folder."""
    from sopgen.project.finding import own_books

    books = None if paths else own_books()
    return (*existing(paths), *([] if books is None else [books]))


def run(request: Request, *, as_json: bool = False, quiet: bool = False) -> int:
    """Build, tell of it and return the exit code."""
    from concurrent.futures import BrokenExecutor

    from sopgen.project.outcome import SchedulerError
    from sopgen.project.writing import LockedError

    if request.scheduler:
        _require_dask()
    try:
        with stopped_in_order():
            return _run(request, as_json=as_json, quiet=quiet)
    except LockedError:
        return _refuse("Map hasil sedang dipakai oleh sopgen yang lain. Tunggu sampai selesai.")
    except SchedulerError as error:
        return _refuse(str(error))
    except BrokenExecutor:
        return _refuse(
            "Sebuah proses berhenti mendadak, barangkali kehabisan memori. Coba dengan -j 1."
        )
    except KeyboardInterrupt as stop:
        tell("Dihentikan. Jalankan lagi untuk melanjutkan.")
        return stop.code if isinstance(stop, Stopped) else INTERRUPTED


def check(request: Request, *, quiet: bool) -> int:
    """Tell which outputs are not what their definitions say; return the exit code."""
    from sopgen.problems.problem import Problem
    from sopgen.project.checking import checked

    holding = stale = 0
    for result in checked(request):
        if isinstance(result, Problem):
            stale += result.stops
            tell(result)
            continue
        holding, stale = holding + result.holds, stale + (not result.holds)
        for path in result.stale:
            say(path)
        tell_all(result.problems)
    if not quiet:
        tell(f"{holding} SOP sesuai, {stale} tidak.")
    return PROBLEMS if stale else 0


def _run(request: Request, *, as_json: bool, quiet: bool) -> int:
    from sopgen.project.building import build

    telling = _Telling(len(request.targets), as_json=as_json, quiet=quiet)
    with closing(build(request)) as results, telling.progress:
        for result in chain(_unfinished(request), results):
            telling.tell(result)
    if as_json:
        write_for_programs(telling.report())
    bad = telling.bad
    if telling.has_written:
        from sopgen.cli.register import renewed

        bad |= renewed(request.targets, names_files=not (as_json or quiet))
    if not quiet:
        tell(telling.tally)
    return PROBLEMS if bad else 0


def _unfinished(request: Request) -> Iterator[Problem]:
    """Yield the revisions that were cut off: half of their sheets would say the old."""
    from sopgen.project.manifest import FOLDER, REVISION

    for root in dict.fromkeys(target.root for target in request.targets):
        if (root / FOLDER / REVISION).exists():
            from sopgen.editing.journal import unfinished

            yield from unfinished(root)


class _Telling:
    """Says what is new about each result, once: a letterhead's fault stops many SOPs."""

    def __init__(self, total: int, *, as_json: bool, quiet: bool) -> None:
        from sopgen.project.reporting import Tally

        self.tally = Tally()
        self.entries: list[str] = []
        self.general: list[Problem] = []
        self.bad = False
        self.has_written = False
        self.progress = Progress(0 if quiet else total)
        self._as_json = as_json
        self._names_files = not (as_json or quiet)
        self._said: set[str] = set()

    def tell(self, result: Built | Problem) -> None:
        from sopgen.problems.problem import Problem
        from sopgen.project.reporting import entry

        if isinstance(result, Problem):
            self.general.append(result)
            problems: tuple[Problem, ...] = (result,)
        else:
            self.tally = self.tally.with_one(result.status)
            self.entries += [entry(result)] if self._as_json else []
            problems = result.problems
        for problem in problems:
            self.bad |= problem.stops
            self._say(str(problem))
        if not isinstance(result, Problem):
            self._tell_files(result)

    def _tell_files(self, result: Built) -> None:
        if result.crash:
            self._say(result.crash.rstrip())
        self.has_written |= bool(result.written)
        with self.progress.aside():
            say_all(result.written if self._names_files else ())
        for file in result.files:
            if file.kept is not None:
                self._say(f"{file.path}: catatan: yang lama disimpan di {file.kept}.")
        self.progress.advance()

    def _say(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            with self.progress.aside():
                tell_text(text)

    def report(self) -> Iterator[str]:
        from sopgen.project.reporting import report

        return report(self.entries, self.tally, self.general)


def _require_dask() -> None:
    from importlib.util import find_spec

    if find_spec("distributed") is None:
        raise click.UsageError("--scheduler memerlukan Dask: pip install distributed.")


def _refuse(sentence: str) -> int:
    tell(f"galat: {sentence}")
    return UNUSABLE
