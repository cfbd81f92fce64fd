"""Build each definition from where it was placed, to see how it looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sopgen.importer.bounded import Overrun, done
from sopgen.importer.draft import DraftSop
from sopgen.importer.letterheads import Kop
from sopgen.importer.placing import Fate, Placed
from sopgen.importer.report.reporting import Written, reported_sop
from sopgen.importer.run import WARM, Progress, Wish, stopped
from sopgen.importer.shelf import Shelf
from sopgen.importer.spelling import doubts_of
from sopgen.importer.working import REBUILT, Rebuilt, ToRebuild, rebuild
from sopgen.model.sop import Letterhead
from sopgen.problems.files import LETTERHEADS
from sopgen.project.fingerprints import digest, file_digest
from sopgen.project.outcome import Crash


class PlacedSop(Struct, frozen=True):
    """The `number`-th SOP of the file with the digest `key`, its text and where that lies."""

    key: str
    number: int
    draft: DraftSop
    kop: Kop
    text: str
    placed: Placed


def all_rebuilt(
    sops: Sequence[PlacedSop],
    existing: Mapping[str, Letterhead],
    wish: Wish,
    shelf: Shelf,
    progress: Progress,
) -> list[Rebuilt]:
    """Return how each of `sops` looks; `existing` are the letterheads that were there before."""
    progress.begin(len(sops), "SOP")
    folder = wish.project / LETTERHEADS
    heads = {name: _head(folder, name, existing.get(name)) for name in {s.kop.name for s in sops}}
    out: dict[int, Rebuilt] = {}
    waiting: dict[str, int] = {}
    tasks: list[ToRebuild] = []
    for at, sop in enumerate(sops):
        task = _task(sop, heads[sop.kop.name], wish, shelf)
        kept = shelf.found(task.own, REBUILT, Rebuilt)
        if sop.placed.fate is Fate.LEFT:
            out[at] = _without_pages(
                sop, "Definisinya tidak ditulis, jadi belum ada lembar barunya."
            )
        elif kept is not None:
            out[at] = kept
        else:
            waiting[task.own] = at
            tasks.append(task)
            continue
        progress.advance()
    for each in done(rebuild, tasks, wish.jobs, WARM, wish.bounds):
        at = waiting[each.task.own]
        out[at] = _outcome(sops[at], each.result)
        progress.advance()
    return [out[at] for at in range(len(sops))]


def _head(folder: Path, name: str, letterhead: Letterhead | None) -> str:
    """Return the digest of a letterhead and its logo."""
    logo = letterhead.logo if letterhead else None
    files = [folder / f"{name}.yaml", *([folder / logo] if logo else [])]
    return "\n".join(map(file_digest, files))


def _task(sop: PlacedSop, head: str, wish: Wish, shelf: Shelf) -> ToRebuild:
    path = sop.placed.path
    own = digest("\n".join((sop.key, str(sop.number), str(path), head, sop.text)).encode())
    return ToRebuild(
        sop.key,
        sop.number,
        _with_all_doubts(sop),
        path.absolute(),
        str(path),
        own,
        wish.vocabulary,
        shelf,
    )


def _outcome(sop: PlacedSop, result: Rebuilt | Overrun | Crash) -> Rebuilt:
    if isinstance(result, Rebuilt):
        return result
    problem = stopped(result)
    found = _without_pages(sop, f"Lembar barunya tidak dapat dibuat: {problem.message}")
    crash = result.text if isinstance(result, Crash) else ""
    return Rebuilt(found.sop, (problem,), crash)


def _without_pages(sop: PlacedSop, why: str) -> Rebuilt:
    written = Written(str(sop.placed.path), sop.text, remarks=(why,))
    return Rebuilt(reported_sop(_with_all_doubts(sop), (), written))


def _with_all_doubts(sop: PlacedSop) -> DraftSop:
    return replace(sop.draft, doubts=doubts_of(sop.draft, sop.kop))
