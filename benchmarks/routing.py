"""Print the yardstick's figures and the router's times.

`python -m benchmarks.routing [FILE.json | FOLDER]...` measures sets of flows in the
format of `typical.json`; without arguments, sets made by `benchmarks.flows`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from benchmarks.flows import Flow, chains, mixed, read
from benchmarks.sheet import sheet
from sopgen.layout.routing import route
from sopgen.yardstick import Flaw, Measures, faults, measure


@dataclass(frozen=True, slots=True)
class Outcome:
    """One flow, routed and measured."""

    milliseconds: float
    measures: Measures
    notes: int
    wider: float
    higher: float


def main(arguments: Sequence[str]) -> None:
    """Measure the sets that `arguments` name, or those made here."""
    for name, flows in _sets(arguments):
        _print(name, [_outcome(flow) for flow in flows])


def _sets(arguments: Sequence[str]) -> Iterator[tuple[str, list[Flow]]]:
    for argument in arguments:
        path = Path(argument)
        for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
            yield file.name, read(file)
    if not arguments:
        yield "typical", chains(400, 1, hard=False)
        yield "hard", chains(400, 2, hard=True)
        yield "mixed", mixed(200, 3)


def _outcome(flow: Flow) -> Outcome:
    begin = process_time()
    plan = route(flow.grid, flow.stops, flow.legs)
    routes = plan.place(plan.lanes, plan.rows)
    passed = 1000 * (process_time() - begin)
    return Outcome(
        passed,
        measure(sheet(flow, routes)),
        len(routes.notes),
        sum(plan.lanes) / sum(flow.grid.lanes),
        sum(plan.rows) / sum(flow.grid.rows),
    )


def _print(name: str, outcomes: Sequence[Outcome]) -> None:
    flows = len(outcomes)
    connectors = sum(outcome.measures.connectors for outcome in outcomes)
    bends = sum(outcome.measures.bends for outcome in outcomes)
    length = sum(outcome.measures.length for outcome in outcomes)
    shared = sum(outcome.measures.shared for outcome in outcomes)
    counts: Counter[Flaw] = sum((outcome.measures.counts for outcome in outcomes), Counter())
    crossing = sum(1 for outcome in outcomes if outcome.measures.counts[Flaw.CROSSING])
    illegal = sum(1 for outcome in outcomes if faults(outcome.measures) or outcome.notes)
    times = sorted(outcome.milliseconds for outcome in outcomes)
    print(f"{name}: {flows} flows, {connectors} connectors")
    print(
        f"  crossings/flow {counts[Flaw.CROSSING] / flows:.4f}  overlaps {counts[Flaw.OVERLAP]}"
        f"  through {counts[Flaw.THROUGH]}  bends/connector {bends / connectors:.4f}"
        f"  length/connector {length / connectors / 20:.1f} pt"
        f"  shared/connector {shared / connectors / 20:.2f} pt"
    )
    print(
        f"  flows with a crossing {100 * crossing / flows:.1f} %, illegal {illegal}"
        f"  wider {100 * (sum(o.wider for o in outcomes) / flows - 1):.1f} %"
        f"  higher {100 * (sum(o.higher for o in outcomes) / flows - 1):.1f} %"
    )
    print(
        f"  ms p50 {times[flows // 2]:.2f}  p95 {times[flows * 95 // 100]:.1f}  max {times[-1]:.1f}"
    )
    others = {flaw: count for flaw, count in counts.items() if flaw is not Flaw.CROSSING}
    for flaw, count in sorted(others.items(), key=lambda item: item[0].name):
        print(f"  {flaw.value}: {count}")


if __name__ == "__main__":
    main(sys.argv[1:])
