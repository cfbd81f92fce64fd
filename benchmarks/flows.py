"""Flows to measure drawings with: read from a file, or made by a fixed recipe."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct

from sopgen.document.page import Symbol
from sopgen.layout.routing import Grid, Leg, Stop

LANE, ROW = 1240, 960
SIZES = {
    Symbol.TERMINATOR: (760, 360),
    Symbol.PROCESS: (720, 360),
    Symbol.DECISION: (840, 520),
    Symbol.OFF_PAGE: (440, 440),
}
KINDS = {"t": Symbol.TERMINATOR, "p": Symbol.PROCESS, "d": Symbol.DECISION}
LETTER, LINE = 70, 165
"""Mean width of a letter, and the height of a line, of labels of 7 pt."""

ANSWERS = (
    ("Ya", "Tidak"),
    ("Ya", "Tidak"),
    ("Setuju", "Tidak setuju"),
    ("Lengkap", "Tidak lengkap"),
    ("Teknis", "Administratif"),
    ("Layak", "Perlu perbaikan besar"),
)


class Outline(Struct, frozen=True):
    """A flow of one symbol a row: lane and kind of each step, arrows as source, target, answer."""

    lanes: int
    steps: tuple[tuple[int, Symbol], ...]
    arrows: tuple[tuple[int, int, str], ...]


class Flow(Struct, frozen=True):
    """What the router is asked."""

    grid: Grid
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]


def read(path: Path) -> list[Outline]:
    """Return the flows of a file in the format of the sets `typical.json` and `hard.json`."""
    return [_outline(sop) for sop in json.loads(path.read_text("utf-8"))["sops"]]


def _outline(sop: dict[str, Any]) -> Outline:
    steps = tuple((lane, KINDS[kind]) for lane, kind in sop["steps"])
    return Outline(
        sop["lanes"],
        steps,
        tuple(
            (source, target, _answer(steps[source][1], kind))
            for source, target, kind in sop["edges"]
        ),
    )


def _answer(source: Symbol, kind: str) -> str:
    if kind == "no":
        return "Tidak"
    return "Ya" if source is Symbol.DECISION else ""


def bare(outline: Outline) -> Flow:
    """Return `outline` on lanes of 62 pt and rows of 48 pt, on one endless page."""
    return Flow(
        _grid(outline.lanes, len(outline.steps)),
        tuple(_stop(row, lane, kind) for row, (lane, kind) in enumerate(outline.steps)),
        tuple(
            Leg(source, target, label_sizes(answer)) for source, target, answer in outline.arrows
        ),
    )


def label_sizes(text: str) -> tuple[tuple[int, int], ...]:
    """Return the sizes that `text` takes on one line and on every narrower number of lines."""
    words = text.split()
    sizes: list[tuple[int, int]] = []
    for lines in range(1, len(words) + 1):
        widths = [
            LETTER * len(" ".join(words[i : i + -(-len(words) // lines)]))
            for i in range(0, len(words), -(-len(words) // lines))
        ]
        size = max(widths) + 10, LINE * len(widths)
        if not sizes or size[0] < sizes[-1][0]:
            sizes.append(size)
    return tuple(sizes)


def _grid(lanes: int, rows: int, lane: int = LANE, row: int = ROW) -> Grid:
    return Grid((lane,) * lanes, (row,) * rows, (True,) * (rows + 1))


def chains(count: int, seed: int, *, hard: bool) -> list[Outline]:
    """Return flows of one symbol a row, comparable to `typical.json` or `hard.json`.

    Every step leads to the next; a decision's other answer goes back a few steps or,
    in hard flows, anywhere.
    """
    random = Random(seed)
    flows = []
    for _ in range(count):
        lanes = random.randint(4, 8) if hard else random.randint(2, 6)
        steps = random.randint(14, 25) if hard else round(random.triangular(6, 20, 9))
        flows.append(_chain(random, lanes, steps, hard=hard))
    return flows


def _chain(random: Random, lanes: int, rows: int, *, hard: bool) -> Outline:
    steps, lane = [], random.randrange(lanes)
    for row in range(rows):
        kind = Symbol.TERMINATOR if row in (0, rows - 1) else Symbol.PROCESS
        if 1 < row < rows - 1 and random.random() < (0.26 if hard else 0.11):
            kind = Symbol.DECISION
        steps.append((lane, kind))
        if random.random() < 0.67:
            lane = random.randrange(lanes)
    arrows = []
    for row, (_, kind) in enumerate(steps[:-1]):
        if kind is not Symbol.DECISION:
            arrows.append((row, row + 1, ""))
            continue
        yes, no = random.choice(ANSWERS)
        arrows.append((row, row + 1, yes))
        forward = hard and random.random() < 0.2 and row + 2 < rows
        back = row if hard else min(4, row)
        target = random.randint(row + 2, rows - 1) if forward else row - random.randint(1, back)
        arrows.append((row, target, no))
    return Outline(lanes, tuple(steps), tuple(arrows))


def _stop(row: int, lane: int, kind: Symbol, last_lane: int | None = None) -> Stop:
    width, height = SIZES[kind]
    last = lane if last_lane is None else last_lane
    captions = ((1100, 165), (600, 330)) if kind is Symbol.OFF_PAGE else ()
    return Stop(row, lane, last, kind, width + LANE * (last - lane) // 2, height, captions)


def mixed(count: int, seed: int, largest: int = 40) -> list[Flow]:
    """Return flows of up to `largest` rows of all kinds.

    Joint and parallel work, chains inside a row, several symbols in one cell or one over
    two lanes, decisions with three answers, several starts and ends, off-page symbols.
    """
    random = Random(seed)
    return [
        Mixture(random, random.randint(1, 15), random.randint(2, largest)).flow()
        for _ in range(count)
    ]


class Mixture:
    """One flow in the making, row by row."""

    def __init__(self, random: Random, lanes: int, rows: int) -> None:
        self.random, self.lanes = random, lanes
        self.stops: list[Stop] = []
        self.rows: list[list[int]] = []
        self.ruled = [True]
        self.legs: list[Leg] = []
        self.pairs: set[tuple[int, int]] = set()
        for row in range(rows):
            self._add_row(row, row in (0, rows - 1))
            self.ruled.append(row == rows - 1 or random.random() > 0.08)

    def flow(self) -> Flow:
        """Return the flow with all its arrows."""
        for row in range(len(self.rows) - 1):
            self._link(row)
        grid = Grid((LANE,) * self.lanes, (ROW,) * len(self.rows), tuple(self.ruled))
        return Flow(grid, tuple(self.stops), tuple(self.legs))

    def _add_row(self, row: int, outermost: bool) -> None:
        random, lanes = self.random, self.lanes
        several = random.random() < 0.25
        count = min(random.choice((2, 2, 2, 3, 3, 4)), lanes) if several else 1
        chosen = sorted(random.sample(range(lanes), count))
        self.rows.append([])
        for lane in chosen:
            kind = Symbol.TERMINATOR if outermost else Symbol.PROCESS
            if not outermost and random.random() < 0.15:
                kind = Symbol.DECISION
            elif outermost and random.random() < 0.2:
                kind = Symbol.OFF_PAGE
            alone = lane + 1 < lanes and lane + 1 not in chosen
            wide = alone and kind is Symbol.PROCESS and random.random() < 0.05
            self.rows[-1].append(len(self.stops))
            self.stops.append(_stop(row, lane, kind, lane + 1 if wide else None))

    def _link(self, row: int) -> None:
        """Draw the arrows that leave a row: jointly, in a chain, or each for itself."""
        here, below = self.rows[row], self.rows[row + 1]
        mode = self.random.choice(("joint", "chain", "parallel"))
        sources = here
        if len(here) > 1 and mode != "parallel":
            for source, target in pairwise(here):
                self._add(source, target, "Ya" if mode == "chain" else "", plain=mode == "joint")
            sources = here[:1] if mode == "joint" else here[-1:]
        for index, source in enumerate(sources):
            if self.stops[source].symbol is Symbol.DECISION:
                self._decide(source, row, below[index % len(below)])
            elif len(sources) == 1 and self.random.random() < 0.7:
                for target in below[:3]:
                    self._add(source, target)
            else:
                self._add(source, below[index % len(below)])
        for target in below:
            if not any(leg.target == target for leg in self.legs):
                self._add(here[0], target, "Lainnya")

    def _decide(self, source: int, row: int, below: int) -> None:
        """Give a decision two or three answers, the first to the next row."""
        answers = self.random.choice((*ANSWERS, ("A", "B", "C"), ("Baik", "Cukup", "Kurang")))
        self._add(source, below, answers[0])
        for answer in answers[1:]:
            near = self.rows[max(0, row - 8) : row] + self.rows[row + 1 : row + 6]
            self._add(source, self.random.choice(self.random.choice(near)), answer)

    def _add(self, source: int, target: int, answer: str = "", *, plain: bool = False) -> None:
        if (source, target) in self.pairs or source == target:
            return
        self.pairs.add((source, target))
        deciding = self.stops[source].symbol is Symbol.DECISION
        labels = label_sizes(answer or "Ya") if deciding and not plain else ()
        self.legs.append(Leg(source, target, labels, plain))
