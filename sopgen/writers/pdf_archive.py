"""Make a drawn PDF one that may lie in an archive: PDF/A-3a, 3u and PDF/UA-1.

In: the PDF as drawn, its document and the tree of its tags. Out: the finished file,
with colours defined, its structure, its sources attached and its empty signature fields.

What validators and readers ask for:

- PDF/A-3 wants every attached file listed under `AF` of the catalog, with its relation
  to the document and the day of its last change (ISO 19005-3, 6.8).
- A field without an appearance is refused even where nothing is to be seen (6.3.3).
- PDF/UA wants a field inside a `Form` element, with words for it (ISO 14289-1, 7.18).
- qpdf packs every stream and ends it as PDF/A wants it; reportlab does not.
- pikepdf sets XMP anew to keep its version of PDF true; ours tells none.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from typing import assert_never

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String
from PIL import ImageCms

from sopgen.page import RULE_WIDTH, Attachment, AttachmentKind, Box, Document, Head
from sopgen.writers.pdf_metadata import PROGRAM, dates, pdf_date, xmp_packet
from sopgen.writers.pdf_tags import Content, Element, Field

_PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, table 165)."""

_TOLD = {
    AttachmentKind.DEFINITION: "Definisi SOP (YAML)",
    AttachmentKind.LETTERHEAD: "Kop instansi (YAML)",
}
_MEDIA_TYPE = "application/yaml"
_HALF_RULE = RULE_WIDTH / 2


def archived(drawn: bytes, document: Document, tree: Element) -> bytes:
    """Return the PDF `drawn` from `document` with all that an archive asks for."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        _describe(pdf, document)
        _define_colours(pdf)
        _attach(pdf, document)
        fields = _add_fields(pdf, document)
        _Structure(pdf, document, fields).add(tree)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def attached_name(attachment: Attachment) -> str:
    """Return the name under which a PDF carries `attachment`: kinds apart, no folders."""
    return f"{attachment.kind.value}-{attachment.name}"


def rectangle(box: Box, page_height: int) -> list[float]:
    """Return `box` as PDF's rectangle in points, where the writer draws what stands in it."""
    left, right = (box.x + _HALF_RULE) / 20, (box.right + _HALF_RULE) / 20
    low = (page_height - box.bottom - _HALF_RULE) / 20
    high = (page_height - box.y - _HALF_RULE) / 20
    return [left, low, right, high]


def _describe(pdf: Pdf, document: Document) -> None:
    when = dates(document.metadata)
    told = {
        "/Title": document.title,
        "/Subject": document.subject,
        "/Author": document.author,
        "/Creator": PROGRAM,
        "/Producer": PROGRAM,
        "/CreationDate": pdf_date(when.created),
        "/ModDate": pdf_date(when.modified),
    }
    strings = {key: String(value) for key, value in told.items() if value}
    pdf.trailer.Info = pdf.make_indirect(Dictionary(strings))
    metadata = pdf.make_stream(xmp_packet(document), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = metadata
    pdf.Root.Lang = String(document.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _define_colours(pdf: Pdf) -> None:
    profile = pdf.make_stream(_srgb(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@cache
def _srgb() -> bytes:
    """Return the profile of sRGB; ICC.1:2010 7.2 says where it holds today's date and its id."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    profile[84:100] = bytes(16)
    return bytes(profile)


def _attach(pdf: Pdf, document: Document) -> None:
    if not document.attachments:
        return
    changed = String(pdf_date(dates(document.metadata).modified))
    names, files = Array(), Array()
    for attachment in sorted(document.attachments, key=attached_name):
        name = String(attached_name(attachment))
        stream = pdf.make_stream(
            attachment.data,
            Type=Name.EmbeddedFile,
            Subtype=Name(f"/{_MEDIA_TYPE}"),
            Params=Dictionary(ModDate=changed, Size=len(attachment.data)),
        )
        file = Dictionary(
            Type=Name.Filespec,
            F=name,
            UF=name,
            Desc=String(_TOLD[attachment.kind]),
            AFRelationship=Name.Source,
            EF=Dictionary(F=stream, UF=stream),
        )
        reference = pdf.make_indirect(file)
        names.extend([name, reference])
        files.append(reference)
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = files


def _add_fields(pdf: Pdf, document: Document) -> dict[str, pikepdf.Object]:
    """Put an empty signature field over every place for an electronic signature."""
    fields: dict[str, pikepdf.Object] = {}
    for number, page in enumerate(document.pages):
        places = [place for place in page.signing if place.electronic]
        paper = pdf.pages[number].obj
        annotations = Array()
        for place in places:
            left, low, right, high = rectangle(place.box, page.height)
            look = pdf.make_stream(
                b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, right - left, high - low]
            )
            widget = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(place.name),
                TU=String(place.label),
                Rect=[left, low, right, high],
                F=_PRINTED,
                P=paper,
                AP=Dictionary(N=look),
            )
            fields[place.name] = pdf.make_indirect(widget)
            annotations.append(fields[place.name])
        if places:
            paper.Annots = annotations
    if fields:
        pdf.Root.AcroForm = Dictionary(Fields=Array(list(fields.values())))
    return fields


@cache
def _kind(name: str) -> Name:
    return Name(f"/{name}")


_ELEMENT = Name.StructElem
_TABLE = Name.Table
_SCOPES: Mapping[Head, Name] = {Head.COLUMN: Name.Column, Head.ROW: Name.Row}


class _Structure(Struct, frozen=True):
    """The tree of a file while it is built."""

    pdf: Pdf
    document: Document
    fields: Mapping[str, pikepdf.Object]

    def add(self, tree: Element) -> None:
        """Put `tree` into the file, and on each page the way back from marks to elements."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        marked: list[list[pikepdf.Object]] = [[] for _ in self.document.pages]
        owners: list[pikepdf.Object] = []
        papers: list[pikepdf.Object] = [page.obj for page in self.pdf.pages]
        root.K = self._element(tree, root, _Back(papers, marked, owners))
        for number, paper in enumerate(papers):
            paper.StructParents = number
            paper.Tabs = Name.S
        numbers: list[pikepdf.Object | int] = []
        for number, elements in enumerate(marked):
            numbers += [number, self.pdf.make_indirect(Array(elements))]
        for number, owner in enumerate(owners, start=len(marked)):
            numbers += [number, owner]
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(marked) + len(owners)
        self.pdf.Root.StructTreeRoot = root

    def _element(self, element: Element, parent: pikepdf.Object, back: _Back) -> pikepdf.Object:
        made = self.pdf.make_indirect(
            Dictionary({"/Type": _ELEMENT, "/S": _kind(element.kind), "/P": parent})
        )
        kids: list[pikepdf.Object | int] = []
        for kid in element.kids:
            match kid:
                case Element():
                    kids.append(self._element(kid, made, back))
                case Content():
                    made.Pg = back.papers[kid.page]
                    # Marks count up in the order in which they are drawn.
                    back.place(kid, made)
                    kids.append(kid.mark)
                case Field():
                    kids.append(self._field(kid, made, back))
                case _:
                    assert_never(kid)
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        if element.alternative:
            made.Alt = String(element.alternative)
        attributes = list(self._attributes(element))
        if attributes:
            made.A = attributes[0] if len(attributes) == 1 else Array(attributes)
        return made

    def _field(self, field: Field, element: pikepdf.Object, back: _Back) -> pikepdf.Object:
        widget, paper = self.fields[field.name], back.papers[field.page]
        widget.StructParent = len(self.document.pages) + len(back.owners)
        back.owners.append(element)
        element.Pg = paper
        return Dictionary(Type=Name.OBJR, Obj=widget, Pg=paper)

    def _attributes(self, element: Element) -> Iterable[Dictionary]:
        table: dict[str, pikepdf.Object | int | Name] = {}
        if element.head is not None:
            table["/Scope"] = _SCOPES[element.head]
        if element.row_span > 1:
            table["/RowSpan"] = element.row_span
        if element.column_span > 1:
            table["/ColSpan"] = element.column_span
        if table:
            yield Dictionary({"/O": _TABLE} | table)
        if element.box is not None:
            content = next(kid for kid in element.kids if isinstance(kid, Content))
            height = self.document.pages[content.page].height
            box = rectangle(element.box, height)
            yield Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)
        if element.kind == "L":
            yield Dictionary(O=Name.List, ListNumbering=Name.Decimal)


class _Back(Struct, frozen=True):
    """From pages and their marks, and from fields, back to the elements."""

    papers: list[pikepdf.Object]
    marked: list[list[pikepdf.Object]]
    owners: list[pikepdf.Object]

    def place(self, content: Content, element: pikepdf.Object) -> None:
        """Remember that `content` belongs to `element`."""
        elements = self.marked[content.page]
        if content.mark != len(elements):
            raise ValueError(f"mark {content.mark} of page {content.page} is told out of turn")
        elements.append(element)
