"""Links of a PDF: annotations over words that lead to a page of the same file.

PDF/UA wants each of them inside a `Link` element, with words that say where it leads
(ISO 14289-1, 7.18.5), and PDF/A wants it to be printed (ISO 19005-3, 6.3.2).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sopgen.document.page import Box, Paragraph
from sopgen.writers.pdf.file import File, text_string
from sopgen.writers.pdf.measures import rectangle

_PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, table 165)."""


class Annotation(Struct, frozen=True):
    """An annotation by its object; `key` leads from it to its structure element."""

    number: int
    key: int


class Links:
    """Puts links into a file whose pages are the objects `papers`; keys are given from `first`."""

    def __init__(self, file: File, papers: Sequence[int], first: int) -> None:
        self._file = file
        self._papers = papers
        self._next = first
        self._on_page: list[int] = []

    def add(self, paragraph: Paragraph, target: int, paper: int, page_height: int) -> Annotation:
        """Put a link over the lines of `paragraph` to the page `target`, from 0."""
        words = "".join(run.text for run in paragraph.runs)
        number, key = self._file.number(), self._next
        self._next += 1
        self._file.put(
            number,
            f"<</Type /Annot /Subtype /Link /Rect {rectangle(_area(paragraph), page_height)}"
            f" /Border [0 0 0] /F {_PRINTED} /P {paper} 0 R /Contents {text_string(words)}"
            f" /Dest [{self._papers[target]} 0 R /Fit] /StructParent {key}>>",
        )
        self._on_page.append(number)
        return Annotation(number, key)

    def of_page(self) -> tuple[int, ...]:
        """Return the links that were added since this was asked last."""
        found = tuple(self._on_page)
        self._on_page.clear()
        return found


def _area(paragraph: Paragraph) -> Box:
    """Return the lines of `paragraph` over the width of its box."""
    box = paragraph.box
    return Box(box.x, box.y, box.width, paragraph.line_height * len(paragraph.text_lines))
