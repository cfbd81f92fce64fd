"""What the parts of a page are, for who listens to it: marks in its content, and a tree.

In: calls around what is drawn. Out: marked content among the operators, and structure
elements in the file, of which the catalog names the root (ISO 32000-1, 14.7 and 14.8).

An element is written when it is told, or when all inside it is told. All that is drawn and
is no element's is an artifact. PDF/UA wants a field inside a `Form` element, with
words for it (ISO 14289-1, 7.18).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from typing import NamedTuple

from msgspec import Struct, field

from sopgen.document.page import Box, Cell, Head, Table
from sopgen.writers.pdf.fields import Widget
from sopgen.writers.pdf.file import File, references, text_string
from sopgen.writers.pdf.links import Annotation
from sopgen.writers.pdf.measures import rectangle

HEADER = "/Type /Pagination /Subtype /Header"
FOOTER = "/Type /Pagination /Subtype /Footer"
LAYOUT = "/Type /Layout"

_SCOPES: Mapping[Head, str] = {Head.COLUMN: "/Column", Head.ROW: "/Row"}


class Element(NamedTuple):
    """What a part of a page is, and the entries of its dictionary that say more of it."""

    kind: str
    entries: str = ""


_DATA = Element("TD")
LIST = Element("L", " /A <</O /List /ListNumbering /Decimal>>")


def figure(description: str, box: Box, page_height: int) -> Element:
    """Return the element of a picture, which is read as its description."""
    layout = f"<</O /Layout /BBox {rectangle(box, page_height)} /Placement /Block>>"
    return Element("Figure", f"{_alternative(description)} /A {layout}")


def cell_element(cell: Cell, table: Table) -> Element:
    """Return the element of `cell`: a title or one with data."""
    head = Head.COLUMN if cell.row < table.header_rows else cell.head
    if head is None and cell.row_span == cell.column_span == 1:
        return _DATA
    scope = f" /Scope {_SCOPES[head]}" if head else ""
    rows = f" /RowSpan {cell.row_span}" if cell.row_span > 1 else ""
    columns = f" /ColSpan {cell.column_span}" if cell.column_span > 1 else ""
    place = f"{scope}{rows}{columns}"
    return Element("TH" if head else "TD", f" /A <</O /Table{place}>>" if place else "")


def _alternative(text: str) -> str:
    return f" /Alt {text_string(text)}" if text else ""


class _Part:
    """What is told until its end; of all parts that end alike there need be only one."""

    def __init__(self, end: Callable[[], object]) -> None:
        self._end = end

    def __enter__(self) -> None:
        """Begin nothing: that is done."""

    def __exit__(self, *failure: object) -> None:
        self._end()


class _Open(Struct, frozen=True):
    """An element that is not ended, by its number; `begun` are its entries without `kids`."""

    number: int
    begun: str
    kids: list[int] = field(default_factory=list)


class Tags:
    """Marks what is drawn among the operators of each page, and puts its elements into a file.

    All of them are inside one of the whole document, until the tree is `finished`.
    """

    def __init__(self, file: File, operators: list[str]) -> None:
        self._file = file
        self._write = operators.append
        self._root = file.number()
        self._open = [_Open(self._root, "")]
        self._inside = _Part(partial(_end, file, self._open))
        self._marked = _Part(partial(self._write, "EMC"))
        self._paper = 0
        self._marks: list[list[int]] = []
        self._owners: dict[int, int] = {}
        self.inside(Element("Document"))

    def next_page(self, paper: int) -> None:
        """Count marks from 0 again, on the page whose object has the number `paper`."""
        self._paper = paper
        self._marks.append([])

    def inside(self, element: Element) -> AbstractContextManager[None]:
        """Put what is told meanwhile into `element`."""
        number, parent = self._file.number(), self._open[-1]
        parent.kids.append(number)
        self._open.append(
            _Open(number, f"/S /{element.kind} /P {parent.number} 0 R{element.entries}")
        )
        return self._inside

    def drawing(self, element: Element) -> AbstractContextManager[None]:
        """Make what is drawn meanwhile the content of `element`."""
        marks = self._marks[-1]
        self._write(f"/{element.kind} <</MCID {len(marks)}>> BDC")
        marks.append(self._add(element, str(len(marks))))
        return self._marked

    def furniture(self, kind: str) -> AbstractContextManager[None]:
        """Say that what is drawn meanwhile is not read: an artifact of a `kind`."""
        self._write(f"/Artifact <<{kind}>> BDC")
        return self._marked

    def field(self, widget: Widget) -> None:
        """Tell that a signature field comes here."""
        content = f"<</Type /OBJR /Obj {widget.number} 0 R /Pg {self._paper} 0 R>>"
        form = Element("Form", _alternative(widget.label))
        self._owners[widget.key] = self._add(form, content)

    def linked(self, annotation: Annotation) -> AbstractContextManager[None]:
        """Make what is drawn meanwhile the words of a link."""
        marks = self._marks[-1]
        self._write(f"/Link <</MCID {len(marks)}>> BDC")
        content = f"<</Type /OBJR /Obj {annotation.number} 0 R /Pg {self._paper} 0 R>>"
        number = self._add(Element("Link"), f"[{len(marks)} {content}]")
        self._owners[annotation.key] = number
        marks.append(number)
        return self._marked

    def _add(self, element: Element, content: str) -> int:
        """Put `element` into the file with its only `content`, on this page; return its number."""
        parent = self._open[-1]
        number = self._file.add(
            f"<</Type /StructElem /S /{element.kind} /P {parent.number} 0 R"
            f" /Pg {self._paper} 0 R /K {content}{element.entries}>>"
        )
        parent.kids.append(number)
        return number

    def finished(self) -> int:
        """End the tree, with the way back from marks and fields; return the number of its root."""
        _end(self._file, self._open)
        owners = [self._file.add(references(page)) for page in self._marks]
        parents = [*enumerate(owners), *sorted(self._owners.items())]
        numbers = " ".join(f"{key} {owner} 0 R" for key, owner in parents)
        back = self._file.add(f"<</Nums [{numbers}]>>")
        self._file.put(
            self._root,
            f"<</Type /StructTreeRoot{_kids(self._open[0].kids)} /ParentTree {back} 0 R"
            f" /ParentTreeNextKey {len(parents)}>>",
        )
        return self._root


def _end(file: File, elements: list[_Open]) -> None:
    """Put the last of the open `elements`, which ends, into `file`."""
    ended = elements.pop()
    file.put(ended.number, f"<</Type /StructElem {ended.begun}{_kids(ended.kids)}>>")


def _kids(numbers: list[int]) -> str:
    """Return the entry that names the elements inside one: left out, one or an array."""
    if not numbers:
        return ""
    return f" /K {references(numbers) if len(numbers) > 1 else f'{numbers[0]} 0 R'}"
