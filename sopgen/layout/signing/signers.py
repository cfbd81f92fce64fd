"""Decide who signs where: on the cover, side by side in the head, beside the logo, at the end.

Each signs once. Who is named for the cover or the head signs there; all others sign at the
end, and the approver where the profile has the approval.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.origins import Holder, origin_of
from sopgen.layout.typed import TypedLine, typed_lines
from sopgen.model.profile import APPROVER, ApprovalPlace, IdentityRow, Profile
from sopgen.model.sop import Acting, Letterhead, Official, Sop

APPROVER_KEY = "ttd-pengesah"


class Signer(Struct, frozen=True):
    """One who signs at one place of the sheet.

    `key` names the place, and the field over it; `number` counts the signers from 1 and
    is 0 for one who is alone. Only one of a signer's places is `anchored`. The definition has
    role and date at `origin`, the letterhead the official at `person`.
    """

    key: str
    role: str
    official: Official
    date: str = ""
    number: int = 0
    anchored: bool = True
    origin: str = ""
    person: str = ""

    def place(self, field: str) -> str:
        """Return where `field` of the signature stands in the definition, if it does."""
        return f"{self.origin}/{field}" if self.origin else ""

    @property
    def label(self) -> str:
        """The signer in words, for who cannot see the place."""
        post = " ".join(" ".join(line for line, _ in position_lines(self.official)).split())
        told = post or self.official.name or self.role
        return f"Tanda tangan {told}".rstrip()


class Signers(Struct, frozen=True):
    """Who signs at each place; `row` is the approver beside the logo, who may sign elsewhere."""

    cover: tuple[Signer, ...]
    head: tuple[Signer, ...]
    row: Signer | None
    row_signs: bool
    end: tuple[Signer, ...]

    @property
    def places(self) -> tuple[Signer, ...]:
        """All who sign, once for each place where they do."""
        row = (self.row,) if self.row and self.row_signs else ()
        return (*self.cover, *self.head, *row, *self.end)


def signers(sop: Sop, letterhead: Letterhead, profile: Profile) -> Signers:
    """Return who signs where on the sheet of `sop`."""
    others, approver = tuple(_others(sop, letterhead)), _approver(sop, letterhead, profile)
    all_of = (*others, *((approver,) if approver else ()))
    cover = tuple(_named(profile.cover_roles, all_of))
    head = tuple(_named(profile.approval.head, [each for each in all_of if each not in cover]))
    end = [each for each in others if each not in cover and each not in head]
    if approver is None or approver in head:
        return Signers(cover, head, None, False, tuple(end))
    row, place = _beside_logo(approver, profile), profile.approval.place
    if approver in cover:
        return Signers(cover, head, row, False, tuple(end))
    if place is not ApprovalPlace.HEAD:
        end.append(replace(approver, role="", anchored=place is ApprovalPlace.END))
    return Signers(cover, head, row, place is not ApprovalPlace.END, tuple(end))


def _named(names: Iterable[str], of: Sequence[Signer]) -> Iterator[Signer]:
    """Yield who `of` these signs under `names`: roles, or the approver's key."""
    for name in dict.fromkeys(names):
        for each in of:
            if name == (APPROVER if each.key == APPROVER_KEY else each.role):
                yield each


def _others(sop: Sop, letterhead: Letterhead) -> Iterator[Signer]:
    """Yield who sign besides the approver, in their order."""
    alone = signers_beside(sop) == 1 and sop.approver is None
    named = ((at, each, name) for at, each in enumerate(sop.signatories) for name in each.officials)
    for number, (at, each, name) in enumerate(named, start=1):
        official = letterhead.officials.get(name, Official())
        yield Signer(
            f"ttd-{number}",
            each.role,
            official,
            each.date,
            0 if alone else number,
            origin=origin_of(("penandatangan", at)),
            person=_person(name),
        )


def _approver(sop: Sop, letterhead: Letterhead, profile: Profile) -> Signer | None:
    if sop.approver is None:
        return None
    official = letterhead.officials.get(sop.approver, Official())
    others = signers_beside(sop)
    number = others + 1 if others else 0
    person = _person(sop.approver)
    return Signer(APPROVER_KEY, profile.labels.approver, official, "", number, person=person)


def _person(name: str) -> str:
    """Return where the official called `name` stands in the letterhead."""
    return origin_of(("pejabat", name), Holder.LETTERHEAD)


def _beside_logo(approver: Signer, profile: Profile) -> Signer | None:
    """Return the approver as the row beside the logo has one, if there is such a row."""
    if IdentityRow.APPROVER not in profile.identity.rows:
        return None
    at_end = profile.approval.place is not ApprovalPlace.HEAD
    key = f"{APPROVER_KEY}-kepala" if at_end else approver.key
    return replace(approver, key=key)


def signers_beside(sop: Sop) -> int:
    """Return how many sign besides the approver."""
    return sum(len(each.officials) for each in sop.signatories)


def position_lines(official: Official, person: str = "") -> Iterator[TypedLine]:
    """Yield the lines of the post: whose it is, and in whose place it is held.

    `person` is where the official stands.
    """
    if official.on_behalf_of:
        yield from typed_lines(f"a.n. {official.on_behalf_of}", f"{person}/atas_nama")
    if official.by_order_of:
        yield from typed_lines(official.by_order_of, f"{person}/untuk_beliau")
        yield TypedLine("u.b.")
    post = f"{person}/jabatan"
    match official.acting:
        case Acting.FOR_NOW:
            yield from typed_lines(f"Plt. {official.position}", post)
        case Acting.FOR_DAYS:
            yield from typed_lines(f"Plh. {official.position}", post)
        case None:
            yield from typed_lines(official.position, post)
        case _:
            assert_never(official.acting)
