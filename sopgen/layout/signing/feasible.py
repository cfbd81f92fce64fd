"""Decide whether a sheet can be signed as its profile says.

A signing service that looks for an anchor stamps wherever it finds that character, so it
may stand nowhere but where one signs: a definition that holds it is refused with the
place, and what else prints it, a letterhead or a label, is found on the finished pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.document.page import Document, Paragraph
from sopgen.layout.desk import Desk
from sopgen.layout.glyphs import typed_texts
from sopgen.layout.signing.approval import LEAST_BOX
from sopgen.layout.signing.groups import MOST_ROWS, rows_of, too_many
from sopgen.model.profile import SigningMode
from sopgen.problems.problem import Problem

_OWN_ENTRY = ("format", "pengesahan", "jangkar")


def signing_problems(desk: Desk, document: Document) -> Iterator[Problem]:
    """Yield what keeps `document` from being signed."""
    yield from _too_many(desk)
    yield from _too_narrow(desk, document)
    if desk.profile.approval.anchor:
        typed = list(_typed_anchors(desk))
        yield from typed or _printed_anchors(desk, document)


def _too_many(desk: Desk) -> Iterator[Problem]:
    found = desk.signers.end
    if len(rows_of(found)) > MOST_ROWS:
        yield too_many(len(found), "sesudah langkah terakhir")


def _too_narrow(desk: Desk, document: Document) -> Iterator[Problem]:
    places = (place for page in document.pages for place in page.signing)
    if any(place.electronic and place.box.width < LEAST_BOX for place in places):
        yield Problem(
            "LAY007",
            "Tempat tanda tangan elektronik kurang dari 25 mm lebarnya.",
            ("penandatangan",),
            hint="Pakai kertas yang lebih lebar atau kurangi penanda tangannya.",
        )


def _typed_anchors(desk: Desk) -> Iterator[Problem]:
    """Yield every text of the definition that holds the anchor."""
    anchor = desk.profile.approval.anchor
    for at, text in typed_texts(desk.sop):
        if anchor in text and at != _OWN_ENTRY:
            yield Problem(
                "LAY008",
                f"Teks ini memuat “{anchor}”, jangkar tanda tangan elektronik.",
                at,
                hint="Hapus tandanya, atau pilih jangkar lain pada profil.",
            )


def _printed_anchors(desk: Desk, document: Document) -> Iterator[Problem]:
    """Yield that the anchor is printed more often than there are signers."""
    anchor, expected = desk.profile.approval.anchor, _anchored(desk)
    pages = document.pages
    printed = sum(_count(anchor, paragraph) for page in pages for paragraph in page.paragraphs)
    if printed > expected:
        yield Problem(
            "LAY008",
            f"Kop atau profil mencetak “{anchor}”, jangkar tanda tangan elektronik,"
            f" {printed - expected} kali di luar tempat tanda tangan.",
            ("kop",),
            hint="Hapus tandanya dari kop, atau pilih jangkar lain pada profil.",
        )


def _anchored(desk: Desk) -> int:
    """Return how many places carry the anchor."""
    if desk.profile.approval.mode is SigningMode.SRIKANDI:
        return 0
    places = desk.signers.places
    return sum(signer.anchored for signer in places)


def _count(anchor: str, paragraph: Paragraph) -> int:
    marker = [paragraph.marker] if paragraph.marker else []
    return sum(run.text.count(anchor) for run in (*marker, *paragraph.runs))
