"""A definition with its pages, for the rules that judge the print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopgen.document.page import Document, Drawing, Page, Symbol, Table
from sopgen.lint.subject import Subject
from sopgen.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class SheetSubject:
    """`document` is None where the layout refuses it; `refusals` say why."""

    subject: Subject
    document: Document | None
    refusals: tuple[Problem, ...]

    def flow_pages(self) -> list[Page]:
        """Return the pages that have a flow."""
        pages = self.document.pages if self.document else ()
        return [page for page in pages if any(isinstance(item, Drawing) for item in page.items)]

    def identity_pages(self) -> int:
        """Return how many pages have nothing but the identity."""
        pages, flows = self.document.pages if self.document else (), self.flow_pages()
        return sum(page.part.startswith("Identitas") for page in pages if page not in flows)

    def off_page_pairs(self) -> int:
        """Return how many arrows go on on another page."""
        pages = self.document.pages if self.document else ()
        drawings = (item for page in pages for item in page.items if isinstance(item, Drawing))
        pentagons = sum(
            shape.symbol is Symbol.OFF_PAGE for drawing in drawings for shape in drawing.shapes
        )
        return pentagons // 2

    def flow_sizes(self) -> Iterator[int]:
        """Yield the sizes of the letters in the flow tables, in twips."""
        for page in self.flow_pages():
            for item in page.items:
                if isinstance(item, Table):
                    yield from (
                        run.font.size
                        for cell in item.cells
                        for paragraph in cell.paragraphs
                        for run in paragraph.runs
                    )
