"""Empty signature fields of a PDF, one over every place for an electronic signature.

PDF/A refuses a field without an appearance even where nothing is to be seen
(ISO 19005-3, 6.3.3).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sopgen.document.page import Document, Page, SigningPlace
from sopgen.writers.pdf.file import File, Stream, references, text_string
from sopgen.writers.pdf.measures import lengths, rectangle

_PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, table 165)."""


class Widget(Struct, frozen=True):
    """A field as it stands on its page; `key` leads from it to its structure element."""

    number: int
    key: int
    paper: int
    label: str


def add_fields(file: File, document: Document, papers: Sequence[int]) -> list[Widget]:
    """Put the fields of `document` into `file`; its pages are the objects `papers`."""
    widgets: list[Widget] = []
    for page, paper in zip(document.pages, papers, strict=True):
        for place in page.signing:
            if place.electronic:
                key = len(papers) + len(widgets)
                number = file.add(_field(file, place, page, paper, key))
                widgets.append(Widget(number, key, paper, place.label))
    return widgets


def annotation_entry(widgets: Sequence[Widget], links: Sequence[int]) -> str:
    """Return the entry of a page that lists the fields and links on it."""
    numbers = (*(widget.number for widget in widgets), *links)
    return f" /Annots {references(numbers)}" if numbers else ""


def form_entry(widgets: Sequence[Widget]) -> str:
    """Return the entry of the catalog that lists the fields."""
    return f" /AcroForm <</Fields {_all(widgets)}>>" if widgets else ""


def _all(widgets: Sequence[Widget]) -> str:
    return references(widget.number for widget in widgets)


def _field(file: File, place: SigningPlace, page: Page, paper: int, key: int) -> str:
    box = place.box
    size = f"[{lengths(0, 0, box.width, box.height)}]"
    look = file.add_stream(Stream(f"/Type /XObject /Subtype /Form /BBox {size}", b""))
    return (
        f"<</Type /Annot /Subtype /Widget /FT /Sig /T {text_string(place.name)}"
        f" /TU {text_string(place.label)} /Rect {rectangle(box, page.height)} /F {_PRINTED}"
        f" /P {paper} 0 R /AP <</N {look} 0 R>> /StructParent {key}>>"
    )
