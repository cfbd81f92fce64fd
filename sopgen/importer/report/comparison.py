"""One SOP of the report: what is not sure, the old pages, the rebuilt ones, the definition.

Rows and marks are drawn over the pictures as SVG in twips of the page, so that they lie where
they were found whatever the size of the picture. A row carries its number among the rows of the
SOP on both sides and in the definition; who chooses one lights the other two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from sopgen.document.page import Box
from sopgen.importer.report.listing import kind_of
from sopgen.importer.report.markup import H
from sopgen.importer.report.reported import (
    OldPage,
    Picture,
    ReportedDoubt,
    ReportedFile,
    ReportedRow,
    ReportedSop,
    Reread,
)

_MARK = 180
_ROOM = 60
_BADGE = 150
_SIGN = 230
_SIGNS = {Reread.SAME: "✓", Reread.OTHER: "≠"}


def picture_name(sop: int, side: str, page: int) -> str:
    """Return what the picture of a page is called in the report."""
    return f"g{sop}-{side}-{page}"


def comparison(number: int, file: ReportedFile, sop: ReportedSop) -> etree._Element:
    """Return what is shown of SOP `number` when it is opened."""
    return H.template(
        {"id": f"isi-{number}"},
        H.header(
            {"class": "kepala"},
            H.h1({"tabindex": "-1"}, sop.name or "(tanpa nama)"),
            H.p(
                kind_of(sop.kind),
                *([H.span(sop.number)] if sop.number else []),
                H.span(f"{sop.steps} langkah"),
                H.span(file.path),
            ),
        ),
        H.section({"class": "catatan", "aria-label": "Catatan"}, *_remarks(sop)),
        H.section(
            {"class": "lama", "aria-label": "Lembar lama"},
            *(_old_page(number, at, page, sop) for at, page in enumerate(sop.old)),
        ),
        H.section(
            {"class": "baru", "aria-label": "Lembar baru"},
            *(_new_page(number, at, page, sop) for at, page in enumerate(sop.new)),
        ),
        H.section({"class": "definisi", "aria-label": "Definisi"}, *_definition(sop)),
    )


def _remarks(sop: ReportedSop) -> Iterator[etree._Element]:
    """Yield the doubts and differences, or the sentence that there is none."""
    yield from (H.p({"class": "ket"}, remark) for remark in sop.remarks)
    doubts = [_doubt(number, doubt) for number, doubt in enumerate(sop.doubts, start=1)]
    others = [
        *(_difference("Lembar baru", (text,), -1) for text in sop.differences),
        *(
            _difference(row.name, row.differences, number)
            for number, row in enumerate(sop.rows)
            if row.differences
        ),
    ]
    if doubts or others:
        yield H.ol(*doubts, *others)
    elif not sop.remarks:
        yield H.p({"class": "ket"}, "Tidak ada catatan.")
    read = [row for row in sop.rows if row.reread is not Reread.NOT_READ]
    if read and not others:
        sign = H.span({"class": "tanda-sama", "aria-hidden": "true"}, "✓")
        yield H.p(
            {"class": "ket"},
            sign,
            f" Lembar baru, dibaca ulang, sama dengan yang terbaca pada lembar lama: {len(read)} "
            "baris bagan alir.",
        )


def _doubt(number: int, doubt: ReportedDoubt) -> etree._Element:
    place = f"definisi baris {doubt.line} [{doubt.code}]" if doubt.line else f"[{doubt.code}]"
    return H.li(
        H.button(
            {
                "type": "button",
                "data-catatan": str(number),
                "data-baris": str(doubt.row),
                "data-halaman": str(doubt.page),
                "data-garis": str(doubt.line),
            },
            H.span({"class": "bulat"}, str(number)),
            H.span({"class": "kalimat"}, doubt.text),
            H.span({"class": "tempat"}, place),
        )
    )


def _difference(what: str, sentences: Sequence[str], row: int) -> etree._Element:
    told = "; ".join(sentence.rstrip(".") for sentence in sentences)
    return H.li(
        H.button(
            {"type": "button", "data-baris": str(row)},
            H.span({"class": "kotak", "aria-hidden": "true"}, _SIGNS[Reread.OTHER]),
            H.span({"class": "kalimat"}, f"{what} beda setelah dibaca ulang: {told}."),
        )
    )


def _old_page(sop: int, at: int, page: OldPage, whole: ReportedSop) -> etree._Element:
    picture = _picture(picture_name(sop, "lama", at), page.picture, f"lembar lama, {page.name}")
    for number, row in enumerate(whole.rows):
        picture.extend(_row(number, row, place.box) for place in row.old if place.page == at)
    beside: Counter[Box] = Counter()
    for number, doubt in enumerate(whole.doubts, start=1):
        if doubt.old and doubt.old.page == at:
            mark = _mark(number, doubt, doubt.old.box, beside[doubt.old.box], page.picture.frame)
            picture.append(mark)
            beside[doubt.old.box] += 1
    return H.figure(picture, H.figcaption(f"Lembar lama, {page.name}"))


def _new_page(sop: int, at: int, page: Picture, whole: ReportedSop) -> etree._Element:
    name = f"lembar baru, halaman {at + 1}"
    picture = _picture(picture_name(sop, "baru", at), page, name)
    for number, row in enumerate(whole.rows):
        for place in row.new:
            if place.page == at:
                picture.append(_row(number, row, place.box))
                picture.extend(_agreement(row, place.box))
    for number, doubt in enumerate(whole.doubts, start=1):
        for place in doubt.new:
            if place.page == at and doubt.row < 0:
                picture.append(_rect({"class": "asal", "data-catatan": str(number)}, place.box))
    return H.figure(picture, H.figcaption(name.capitalize()))


def _picture(name: str, picture: Picture, words: str) -> etree._Element:
    """Return a page, framed; what is drawn over it is measured as it is."""
    frame = picture.frame
    return H.svg(
        {
            "viewBox": f"{frame.x} {frame.y} {frame.width} {frame.height}",
            "role": "group",
            "aria-label": f"Baris di {words}",
        },
        H.image(
            {
                "data-gambar": name,
                "role": "img",
                "aria-label": words.capitalize(),
                "width": str(picture.width),
                "height": str(picture.height),
            }
        ),
    )


def _row(number: int, row: ReportedRow, box: Box) -> etree._Element:
    name = f"{row.name}: {row.words}" if row.words else row.name
    return H.g(
        {
            "class": "baris",
            "data-baris": str(number),
            "role": "button",
            "tabindex": "-1",
            "aria-pressed": "false",
            "aria-label": name,
        },
        _rect({}, box),
    )


def _mark(number: int, doubt: ReportedDoubt, box: Box, beside: int, frame: Box) -> etree._Element:
    """Return the red mark around `box`; its number stands `beside` others of the same box.

    That is at its corner, but left of what is narrow, which mostly ends at a symbol; in any case
    within the `frame` of the page.
    """
    around = Box(box.x - _ROOM, box.y - _ROOM, box.width + 2 * _ROOM, box.height + 2 * _ROOM)
    if around.width < 3 * _MARK:
        x, y = around.x - _MARK - beside * 2 * _MARK, around.center.y
    else:
        x, y = around.x + beside * 2 * _MARK, around.y - _MARK // 2
    x, y = max(x, frame.x + _MARK), max(y, frame.y + _MARK)
    return H.g(
        {
            "class": "tanda",
            "data-catatan": str(number),
            "data-baris": str(doubt.row),
            "role": "button",
            "tabindex": "-1",
            "aria-label": f"Catatan {number}: {doubt.text}",
        },
        _rect({}, around),
        H.circle({"cx": str(x), "cy": str(y), "r": str(_MARK)}),
        H.text({"x": str(x), "y": str(y + 80)}, str(number)),
    )


def _agreement(row: ReportedRow, box: Box) -> Iterator[etree._Element]:
    """Yield the sign, left of a rebuilt row, for what reading it again said."""
    sign = _SIGNS.get(row.reread)
    if sign is not None:
        x, y = max(box.x - _SIGN, _BADGE), box.center.y
        yield H.g(
            {"class": row.reread.name.lower()},
            H.title(f"{row.name}: {row.reread}"),
            H.circle({"cx": str(x), "cy": str(y), "r": str(_BADGE)}),
            H.text({"x": str(x), "y": str(y + 68)}, sign),
        )


def _rect(attributes: dict[str, str], box: Box) -> etree._Element:
    return H.rect(
        {
            **attributes,
            "x": str(box.x),
            "y": str(box.y),
            "width": str(box.width),
            "height": str(box.height),
        }
    )


def _definition(sop: ReportedSop) -> Iterator[etree._Element]:
    """Yield the text of the definition, the lines of each row together."""
    yield H.p({"class": "berkas"}, sop.path)
    yield H.pre({"tabindex": "0", "role": "region", "aria-label": "Isi definisi"}, *_passages(sop))


def _passages(sop: ReportedSop) -> Iterator[etree._Element]:
    lines = sop.text.split("\n")
    told = sorted((row.lines, number) for number, row in enumerate(sop.rows) if row.lines != (0, 0))
    edges = [1, *(edge for (first, end), _ in told for edge in (first, end)), len(lines) + 1]
    owners = {first: number for (first, _), number in told}
    for first, end in pairwise(edges):
        if first < end:
            yield _passage(first, lines[first - 1 : end - 1], owners.get(first))


def _passage(first: int, lines: Sequence[str], row: int | None) -> etree._Element:
    attributes = {} if row is None else {"data-baris": str(row)}
    return H.span(
        attributes,
        *(
            H.span({"class": "baris-teks", "data-nomor": str(first + at)}, line + "\n")
            for at, line in enumerate(lines)
        ),
    )
