"""Find lines that came to lie on each other although they share no site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sopgen.document.page import Point
from sopgen.layout.routing.ways import Way, share_a_site

CLOSE = 20
"""Parallel lines nearer than this read as one, in twips."""


class Run(NamedTuple):
    """A straight part of a path: where it lies across and along its direction."""

    upright: bool
    at: int
    low: int
    high: int
    leg: int


def contacts(paths: Sequence[tuple[Point, ...]], ways: Sequence[Way]) -> list[tuple[int, int]]:
    """Return the pairs of legs that lie on each other without a common site."""
    runs = sorted(run for leg, path in enumerate(paths) for run in _runs(leg, path))
    found = set()
    for index, run in enumerate(runs):
        for other in runs[index + 1 :]:
            if other.upright != run.upright or other.at > run.at + CLOSE:
                break
            if run.leg != other.leg and other.low < run.high and run.low < other.high:
                pair = min(run.leg, other.leg), max(run.leg, other.leg)
                if not share_a_site(ways[run.leg], ways[other.leg]):
                    found.add(pair)
    return sorted(found)


def _runs(leg: int, path: tuple[Point, ...]) -> Iterator[Run]:
    for start, end in pairwise(path):
        if start.x == end.x:
            yield Run(True, start.x, min(start.y, end.y), max(start.y, end.y), leg)
        else:
            yield Run(False, start.y, min(start.x, end.x), max(start.x, end.x), leg)
