"""Measure the drawings of a laid-out document: what is illegal, and how well it reads.

Looks at pages alone, as a reader would: it knows nothing of how paths were chosen.
An illegal drawing is a fault of sopgen, never of a definition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from sopgen.document.page import Document, Drawing
from sopgen.document.yardstick.drawn import Drawn, drawn
from sopgen.document.yardstick.flaws import HARMLESS, Finding, Flaw
from sopgen.document.yardstick.lines import line_findings, pair_findings, shared, symbol_findings
from sopgen.document.yardstick.reading import (
    answer_findings,
    arrows_at_links,
    caption_findings,
    way_findings,
)
from sopgen.document.yardstick.rules import rule_findings
from sopgen.document.yardstick.words import label_findings, sheet_findings

__all__ = ["HARMLESS", "Finding", "Flaw", "Measure", "Measures", "faults", "measure"]


class Measure(Struct, frozen=True):
    """The yardstick of one drawing; lengths in twips, `shared` by two connectors each.

    `at_links` are the arrows from and to off-page symbols, and `bent_at_links` those that bend.
    """

    page: int
    connectors: int
    bends: int
    length: int
    shared: int
    at_links: int
    bent_at_links: int
    findings: tuple[Finding, ...]


class Measures(Struct, frozen=True):
    """The yardstick of a document, drawing by drawing."""

    drawings: tuple[Measure, ...]

    @property
    def connectors(self) -> int:
        return sum(drawing.connectors for drawing in self.drawings)

    @property
    def bends(self) -> int:
        return sum(drawing.bends for drawing in self.drawings)

    @property
    def length(self) -> int:
        return sum(drawing.length for drawing in self.drawings)

    @property
    def shared(self) -> int:
        return sum(drawing.shared for drawing in self.drawings)

    @property
    def at_links(self) -> int:
        return sum(drawing.at_links for drawing in self.drawings)

    @property
    def bent_at_links(self) -> int:
        return sum(drawing.bent_at_links for drawing in self.drawings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for drawing in self.drawings for finding in drawing.findings)

    @property
    def counts(self) -> Counter[Flaw]:
        """How often each flaw occurs."""
        return Counter(finding.flaw for finding in self.findings)


def measure(document: Document) -> Measures:
    """Return the yardstick of every drawing in `document`."""
    return Measures(tuple(map(_measured, _drawings(document))))


def faults(document: Document) -> tuple[Finding, ...]:
    """Return the findings that must never be printed; what is harmless is not looked for."""
    found = chain.from_iterable(map(_illegal, _drawings(document)))
    return tuple(finding for finding in found if finding.flaw not in HARMLESS)


def _drawings(document: Document) -> Iterator[Drawn]:
    for number, page in enumerate(document.pages, 1):
        for item in page.items:
            if isinstance(item, Drawing):
                yield drawn(number, page, item)


def _measured(found: Drawn) -> Measure:
    drawing, links = found.drawing, list(arrows_at_links(found))
    return Measure(
        page=found.number,
        connectors=len(drawing.connectors),
        bends=sum(max(0, len(connector.path) - 2) for connector in drawing.connectors),
        length=sum(stroke.high - stroke.low for line in found.strokes for stroke in line),
        shared=shared(found),
        at_links=len(links),
        bent_at_links=sum(len(connector.path) > 2 for connector in links),
        findings=(*_illegal(found), *_unwanted(found)),
    )


def _illegal(found: Drawn) -> Iterator[Finding]:
    """Yield all that is illegal, and what is seen on the way."""
    yield from line_findings(found)
    yield from pair_findings(found)
    yield from symbol_findings(found)
    yield from label_findings(found)
    yield from sheet_findings(found)


def _unwanted(found: Drawn) -> Iterator[Finding]:
    """Yield what only reads badly: none of it is illegal."""
    yield from rule_findings(found)
    yield from way_findings(found)
    yield from answer_findings(found)
    yield from caption_findings(found)
