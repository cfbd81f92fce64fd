"""Print the yardstick of drawings beside what is asked and what others reach.

`python -m benchmarks.routing [FILE.json | FOLDER]...` measures sets of flows in the
format of `typical.json`; without arguments, sets made by `benchmarks.flows`. Each set is
laid out whole, with real texts on real pages; its flows are routed alone on a bare
grid; and they are routed by libavoid on the same grid. Times are CPU time of layout and
routing together, from a definition in memory to a `Document`; libavoid's are its own.
libavoid also leaves upwards, enters from below, and lets lines come in where others go
out: these count among the overlaps and the other faults.
"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import TypeVar

from benchmarks import libavoid
from benchmarks.flows import Flow, Outline, bare, chains, mixed, read
from benchmarks.sheet import sheet
from benchmarks.sops import sop
from sopgen.document.page import Document
from sopgen.document.yardstick import HARMLESS, Flaw, Measures, measure
from sopgen.layout import lay_out
from sopgen.layout.routing import Routes, route
from sopgen.model.profile import Profile
from sopgen.model.sop import Letterhead, Sop
from sopgen.rendering import new_typesetter

Work = TypeVar("Work")

ASKED = {
    "typical": "asked                 0.0100        0       0       0   0.8000      4.0     15.0",
    "hard": "asked                 0.8000        0       0       0   0.8800     30.0    120.0",
}
"""What the two sets are held to; per SOP, in all, per connector, in milliseconds."""

ASKED_TO_READ = {
    "typical": "    per flow: detours 0, main path upwards 0",
    "hard": "    per flow: detours 0.1000, main path upwards 0.0200",
}

LABELS = (Flaw.LABEL_ON_LINE, Flaw.LABEL_ON_SHAPE, Flaw.LABEL_ON_LABEL)
WARM = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """One flow, drawn and measured."""

    milliseconds: float
    measures: Measures


def main(arguments: Sequence[str]) -> None:
    """Measure the sets that `arguments` name, or those made here."""
    import_module("sopgen.project.warm")
    for name, outlines in _sets(arguments):
        _print_head(f"{name}: {len(outlines)} flows")
        if name in ASKED:
            print(f"  {ASKED[name]}\n{ASKED_TO_READ[name]}")
        _print("sopgen, whole", _timed([*map(sop, range(len(outlines)), outlines)], _laid_out))
        flows = [bare(outline) for outline in outlines]
        _print_bare(flows)
    if not arguments:
        flows = mixed(200, 3)
        _print_head(f"mixed: {len(flows)} flows of all kinds of rows")
        _print_bare(flows)


def _sets(arguments: Sequence[str]) -> Iterator[tuple[str, list[Outline]]]:
    for argument in arguments:
        path = Path(argument)
        for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
            yield file.stem, read(file)
    if not arguments:
        yield "typical", chains(400, 1, hard=False)
        yield "hard", chains(400, 2, hard=True)


def _print_bare(flows: Sequence[Flow]) -> None:
    _print("sopgen, bare grid", _timed(flows, _routed))
    others = libavoid.routed(flows)
    if others is None:
        print("  libavoid: there is no Node here that could run it")
    else:
        pairs = zip(flows, others, strict=True)
        drawn = [Outcome(spent, measure(sheet(flow, routes))) for flow, (spent, routes) in pairs]
        _print("libavoid, bare grid", drawn)


def _timed(works: Sequence[Work], draw: Callable[[Work], Document]) -> list[Outcome]:
    """Draw and measure each of `works`, in a process that is warm as in a build."""
    for work in works[:WARM]:
        draw(work)
    gc.collect()
    gc.freeze()
    outcomes = []
    for work in works:
        begin = process_time()
        document = draw(work)
        outcomes.append(Outcome(1000 * (process_time() - begin), measure(document)))
    return outcomes


_TYPESETTER = new_typesetter()
_LETTERHEAD = Letterhead.model_validate({"instansi": ("PEMERINTAH CONTOH", "DINAS CONTOH")})


def _laid_out(work: Sop) -> Document:
    document, problems = lay_out(work, _LETTERHEAD, Profile(), None, _TYPESETTER)
    if problems:
        raise ValueError(problems)
    return document


def _routed(flow: Flow) -> Document:
    plan = route(flow.grid, flow.stops, flow.legs)
    routes: Routes = plan.place(plan.lanes, plan.rows)
    return sheet(flow, routes)


def _print_head(title: str) -> None:
    print(title)
    print(
        "                      crossings overlaps through  labels   bends/       ms       ms"
        "       ms   other\n"
        "                        per flow                    over    line      p50      p95"
        "     most  faults"
    )


def _print(name: str, outcomes: Sequence[Outcome]) -> None:
    flows = len(outcomes)
    connectors = sum(outcome.measures.connectors for outcome in outcomes)
    bends = sum(outcome.measures.bends for outcome in outcomes)
    counts: Counter[Flaw] = sum((outcome.measures.counts for outcome in outcomes), Counter())
    times = sorted(outcome.milliseconds for outcome in outcomes)
    shown = {Flaw.CROSSING, Flaw.OVERLAP, Flaw.THROUGH, *LABELS, *HARMLESS}
    others = sum(count for flaw, count in counts.items() if flaw not in shown)
    print(
        f"  {name:19} {counts[Flaw.CROSSING] / flows:8.4f} {counts[Flaw.OVERLAP]:8}"
        f" {counts[Flaw.THROUGH]:7} {sum(counts[flaw] for flaw in LABELS):7}"
        f"  {bends / connectors:7.4f} {times[flows // 2]:8.1f} {times[flows * 95 // 100]:8.1f}"
        f" {times[-1]:8.1f} {others:7}"
    )
    _print_reading(outcomes, counts, connectors)


def _print_reading(outcomes: Sequence[Outcome], counts: Counter[Flaw], connectors: int) -> None:
    """Print how well the drawings of `outcomes` read."""
    flows = len(outcomes)
    at_links = sum(outcome.measures.at_links for outcome in outcomes)
    bent = sum(outcome.measures.bent_at_links for outcome in outcomes)
    print(
        f"    per flow: detours {counts[Flaw.DETOUR] / flows:.4f},"
        f" main path upwards {counts[Flaw.UPWARDS] / flows:.4f}; in all: {counts[Flaw.ASTRAY]}"
        f" labels astray, {counts[Flaw.LABEL_ON_RULE]} over a rule,\n    {counts[Flaw.HUGGING]} of"
        f" {connectors} lines hugging, {bent} of {at_links} at segilima bent; captions:"
        f" {counts[Flaw.CAPTION_ON_RULE]} over a rule, {counts[Flaw.CAPTION_TOUCHING]} touching,"
        f" {counts[Flaw.CAPTION_OUTSIDE_LANE]} outside their lane"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
