"""Decide who stands beside whom where several sign: rows of groups under one role each.

Neighbours of one role are a group, whose role is said once, above all of them. A row
holds as many as can be read; the next ones stand below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from sopgen.layout.signing.signers import Signer
from sopgen.problems.problem import Problem

MOST_IN_A_ROW = 5
MOST_ROWS = 4
"""More rows are higher than what is left of a page with a step on it."""


class Group(Struct, frozen=True):
    """Who sign side by side under one role."""

    role: str
    signers: tuple[Signer, ...]

    @property
    def origin(self) -> str:
        """Where the role was typed."""
        return self.signers[0].place("peran")


def rows_of(signers: Sequence[Signer]) -> tuple[tuple[Group, ...], ...]:
    """Return the fewest rows of groups in which `signers` stand, in their order, evenly filled."""
    groups = list(_groups(signers))
    fewest = len(_filled(groups, MOST_IN_A_ROW))
    sizes = range(max((len(group.signers) for group in groups), default=1), MOST_IN_A_ROW + 1)
    return next(rows for size in sizes if len(rows := _filled(groups, size)) == fewest)


def too_many(count: int, place: str) -> Problem:
    """Return that so many signers at `place` are higher than a page."""
    return Problem(
        "LAY006",
        f"Lembar ini ditandatangani {count} orang {place}; tempatnya lebih tinggi daripada "
        "satu halaman.",
        ("penandatangan",),
        hint="Kurangi penanda tangannya.",
    )


def _filled(groups: Sequence[Group], most: int) -> tuple[tuple[Group, ...], ...]:
    """Return rows of at most so many signers, each as full as it can be."""
    rows: list[list[Group]] = []
    taken = most
    for group in groups:
        if taken + len(group.signers) > most:
            rows.append([])
            taken = 0
        rows[-1].append(group)
        taken += len(group.signers)
    return tuple(map(tuple, rows))


def _groups(signers: Sequence[Signer]) -> Iterator[Group]:
    """Yield groups that go into a row; one that does not is parted into equal ones."""
    for role, found in groupby(signers, key=lambda signer: signer.role):
        members = tuple(found)
        parts = -(-len(members) // MOST_IN_A_ROW)
        size = -(-len(members) // parts)
        for start in range(0, len(members), size):
            yield Group(role, members[start : start + size])
