"""Who signs by name: officials that the letterhead has, and roles that somebody signs in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.model.cover import Cover
from sopgen.model.profile import APPROVER
from sopgen.model.sop import Letterhead, Sop
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import listed, nearest, quoted, suggestion


def official_problems(sop: Sop, letterhead: Letterhead) -> Iterator[Problem]:
    """Yield the officials that the letterhead does not have."""
    named: list[tuple[str | None, Loc]] = [(sop.approver, ("pengesah",))]
    for index, signatory in enumerate(sop.signatories):
        at: Loc = ("penandatangan", index, "pejabat")
        if isinstance(signatory.named, str):
            named.append((signatory.named, at))
        else:
            named += [(each, (*at, number)) for number, each in enumerate(signatory.named)]
    for name, at in named:
        if name and name not in letterhead.officials:
            yield Problem(
                Code.UNKNOWN_OFFICIAL,
                f"Pejabat {quoted(name)} tidak ada di kop {quoted(sop.letterhead)}.",
                at=at,
                hint=suggestion(name, letterhead.officials)
                or "Tambahkan di bawah “pejabat” dalam berkas kop itu.",
            )


def role_problems(sop: Sop) -> Iterator[Problem]:
    """Yield the roles that the definition itself puts in head or cover and nobody signs in.

    A letterhead may name more roles than one SOP has.
    """
    if sop.format is None:
        return
    known = (*dict.fromkeys(each.role for each in sop.signatories), APPROVER)
    head, cover = sop.format.approval.head, sop.format.cover
    yield from _unknown_roles(head, known, ("format", "pengesahan", "kepala"))
    if isinstance(cover, Cover):
        yield from _unknown_roles(cover.approval, known, ("format", "sampul", "pengesahan"))


def _unknown_roles(named: Sequence[str], known: Sequence[str], at: Loc) -> Iterator[Problem]:
    for position, role in enumerate(named):
        if role not in known:
            near, choices = nearest(role, known), f"Yang ada: {listed(known)}."
            yield Problem(
                Code.UNKNOWN_VALUE,
                f"Tidak ada yang bertanda tangan sebagai {quoted(role)}.",
                at=(*at, position),
                hint=f"Barangkali maksudnya {quoted(near)}. {choices}" if near else choices,
            )
