"""The tree of tags as a PDF has it: structure elements, and the way back to them.

In: the tree, and the numbers of the pages and fields in the file. Out: objects, of which the
catalog names the root (ISO 32000-1, 14.7). PDF/UA wants a field inside a `Form`
element, with words for it (ISO 14289-1, 7.18).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from sopgen.page import Document, Head
from sopgen.writers.pdf_fields import Widget
from sopgen.writers.pdf_file import File, references, text_string
from sopgen.writers.pdf_measures import rectangle
from sopgen.writers.pdf_tags import Content, Element, Field

_SCOPES: Mapping[Head, str] = {Head.COLUMN: "/Column", Head.ROW: "/Row"}


def add_structure(
    file: File,
    document: Document,
    tree: Element,
    papers: Sequence[int],
    widgets: Mapping[str, Widget],
) -> int:
    """Put `tree` into `file`; return the number of its root.

    The parents of the marks on a page have the number of the page from 0 for a key, that of
    a field has its widget's.
    """
    root = file.number()
    marked: list[list[int]] = [[] for _ in papers]
    structure = _Structure(file, document, papers, widgets, marked, {})
    top = structure.add(tree, root)
    parents = [f"{key} {file.add(references(each))} 0 R" for key, each in enumerate(marked)]
    parents += [f"{key} {owner} 0 R" for key, owner in sorted(structure.owners.items())]
    back = file.add(f"<</Nums [{' '.join(parents)}]>>")
    file.put(
        root,
        f"<</Type /StructTreeRoot /K {top} 0 R /ParentTree {back} 0 R"
        f" /ParentTreeNextKey {len(parents)}>>",
    )
    return root


@dataclass(frozen=True, slots=True)
class _Structure:
    """The tree of a file while it is built; `marked` and `owners` lead back to elements."""

    file: File
    document: Document
    papers: Sequence[int]
    widgets: Mapping[str, Widget]
    marked: list[list[int]]
    owners: dict[int, int]

    def add(self, element: Element, parent: int) -> int:
        """Put `element` and all below it into the file; return its number."""
        number = self.file.number()
        kids: list[str] = []
        paper = ""
        for kid in element.kids:
            match kid:
                case Element():
                    kids.append(f"{self.add(kid, number)} 0 R")
                case Content():
                    paper = f" /Pg {self.papers[kid.page]} 0 R"
                    self._place(kid, number)
                    kids.append(str(kid.mark))
                case Field():
                    paper = f" /Pg {self.papers[kid.page]} 0 R"
                    widget = self.widgets[kid.name]
                    self.owners[widget.key] = number
                    kids.append(f"<</Type /OBJR /Obj {widget.number} 0 R{paper}>>")
                case _:
                    assert_never(kid)
        told = f" /Alt {text_string(element.alternative)}" if element.alternative else ""
        self.file.put(
            number,
            f"<</Type /StructElem /S /{element.kind} /P {parent} 0 R{paper}"
            f"{_one_or_all('K', kids)}{told}{_one_or_all('A', self._attributes(element))}>>",
        )
        return number

    def _place(self, content: Content, element: int) -> None:
        """Remember that `content` belongs to `element`; marks count up as they are drawn."""
        elements = self.marked[content.page]
        if content.mark != len(elements):
            raise ValueError(f"mark {content.mark} of page {content.page} is told out of turn")
        elements.append(element)

    def _attributes(self, element: Element) -> list[str]:
        told: list[str] = []
        scope = f" /Scope {_SCOPES[element.head]}" if element.head else ""
        rows = f" /RowSpan {element.row_span}" if element.row_span > 1 else ""
        columns = f" /ColSpan {element.column_span}" if element.column_span > 1 else ""
        if scope or rows or columns:
            told.append(f"<</O /Table{scope}{rows}{columns}>>")
        if element.box is not None:
            content = next(kid for kid in element.kids if isinstance(kid, Content))
            height = self.document.pages[content.page].height
            told.append(f"<</O /Layout /BBox {rectangle(element.box, height)} /Placement /Block>>")
        if element.kind == "L":
            told.append("<</O /List /ListNumbering /Decimal>>")
        return told


def _one_or_all(key: str, values: Sequence[str]) -> str:
    """Return the entry `key`: left out, one value or an array of them."""
    if not values:
        return ""
    return f" /{key} {values[0]}" if len(values) == 1 else f" /{key} [{' '.join(values)}]"
