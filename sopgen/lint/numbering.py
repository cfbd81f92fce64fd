"""Running numbers: which part of a nomor counts, and what is odd in a series."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

Skeleton = tuple[str, ...]

_RUNNING = "\0"
_ANY = "\1"
_ALIKE = 0.85
_WIDEST_GAP = 10
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers that differ in one counting part: positions in the input, by their count."""

    skeleton: Skeleton
    counts: Mapping[int, int]

    def gaps(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield what is missing before a number, with the position of that number."""
        ordered = sorted(self.counts.items(), key=lambda item: item[1])
        for (_, before), (position, count) in pairwise(ordered):
            missing = tuple(range(before + 1, count))
            if 0 < len(missing) < _WIDEST_GAP:
                yield position, missing


def series_of(numbers: Sequence[str]) -> tuple[list[Series], dict[int, Skeleton]]:
    """Return the series in `numbers`, and which numbers stand beside one by a misprint.

    A misprint is a part that is nearly that of the series (DISPMPPTSPTK); the number
    counts in the series all the same.
    """
    readings = [list(_readings(number)) for number in numbers]
    groups: dict[Skeleton, dict[int, int]] = {}
    for position, each in enumerate(readings):
        for skeleton, count in each:
            groups.setdefault(skeleton, {})[position] = count
    series: dict[Skeleton, dict[int, int]] = {}
    lonely = []
    for position, each in enumerate(readings):
        best = max((skeleton for skeleton, _ in each), key=lambda s: len(groups[s]), default=None)
        if best is None:
            continue
        if len(groups[best]) > 1:
            series.setdefault(best, {})[position] = groups[best][position]
        else:
            lonely.append(position)
    misprints = _misprints(lonely, readings, series)
    return [Series(skeleton, counts) for skeleton, counts in series.items()], misprints


def _readings(number: str) -> Iterator[tuple[Skeleton, int]]:
    """Yield each way to take one part of `number` as the one that counts."""
    parts = number.split("/")
    for index, part in enumerate(parts):
        digits = part.strip()
        is_number = digits.isascii() and digits.isdecimal()
        if is_number and len(digits) < 6 and not _YEAR.fullmatch(digits):
            yield (*parts[:index], _RUNNING, *parts[index + 1 :]), int(digits)


def _misprints(
    lonely: list[int],
    readings: list[list[tuple[Skeleton, int]]],
    series: dict[Skeleton, dict[int, int]],
) -> dict[int, Skeleton]:
    """Return the lonely numbers that belong to a series, adding them to it."""
    by_rest: dict[Skeleton, Skeleton] = {}
    for skeleton in series:
        for rest, _ in _without_one(skeleton):
            by_rest.setdefault(rest, skeleton)
    out = {}
    for position in lonely:
        for skeleton, count in readings[position]:
            near = next(
                (
                    by_rest[rest]
                    for rest, part in _without_one(skeleton)
                    if rest in by_rest and _misprinted(part, by_rest[rest][rest.index(_ANY)])
                ),
                None,
            )
            if near is not None:
                series[near][position] = count
                out[position] = near
                break
    return out


def _without_one(skeleton: Skeleton) -> Iterator[tuple[Skeleton, str]]:
    for index, part in enumerate(skeleton):
        if part != _RUNNING:
            yield (*skeleton[:index], _ANY, *skeleton[index + 1 :]), part


def _misprinted(part: str, right: str) -> bool:
    if any(map(str.isdigit, part + right)):
        return False
    return SequenceMatcher(None, part, right, autojunk=False).ratio() >= _ALIKE


def printed(skeleton: Skeleton) -> str:
    """Return a skeleton as a pattern that a sentence can show."""
    return "/".join("…" if part == _RUNNING else part for part in skeleton)
