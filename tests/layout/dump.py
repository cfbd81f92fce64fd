"""A laid-out document as text that a person can read and compare."""

from collections.abc import Iterator
from typing import assert_never

from sopgen.document.page import (
    Box,
    Connector,
    Document,
    Drawing,
    Image,
    Label,
    Page,
    Paragraph,
    Shape,
    SigningPlace,
    Table,
    Text,
)


def dump(document: Document) -> str:
    """Return `document` as text: every page with its edges, lines, symbols and paths, in twips."""
    lines = [f"{document.title} | {document.subject} | {document.author}"]
    lines += [f"isi: {each.title} -> {each.page + 1}" for each in document.outline]
    for number, page in enumerate(document.pages, start=1):
        lines += ["", *_page(number, page)]
    return "\n".join(lines) + "\n"


def _page(number: int, page: Page) -> Iterator[str]:
    margins = page.margins
    sides = f"{margins.top} {margins.right} {margins.bottom} {margins.left}"
    yield f"== halaman {number}: {page.part}, {page.width} x {page.height}, batas {sides}"
    if page.header:
        yield f"kepala {_box(page.header.box)}"
        yield from _paragraphs(page.header.paragraphs)
    for item in page.items:
        match item:
            case Table():
                yield from _table(item)
            case Drawing():
                yield from _drawing(item)
            case Text():
                yield f"teks {_box(item.box)} judul {item.heading}"
                yield from _paragraphs(item.paragraphs)
            case Image():
                yield f"gambar {_box(item.box)} {item.name}"
            case _:
                assert_never(item)
    if page.footer:
        yield f"kaki {_box(page.footer.box)}"
        yield from _paragraphs(page.footer.paragraphs)
    yield from map(_place, page.signing)


def _place(place: SigningPlace) -> str:
    kind = "elektronik" if place.electronic else "basah"
    return f"tempat {place.name} {_box(place.box)} {kind}"


def _table(table: Table) -> Iterator[str]:
    frame = ", berbingkai" if table.framed else ""
    yield f"tabel, {table.header_rows} baris judul{frame}"
    yield f"  x {_numbers(table.columns)}"
    yield f"  y {_numbers(table.rows)}"
    for cell in table.cells:
        if not cell.paragraphs:
            continue
        kinds = {"tegak": cell.upright, "daftar": cell.itemised, "arsir": bool(cell.shade)}
        marks = [f"{cell.row_span}x{cell.column_span}", cell.anchor.value]
        marks += [word for word, holds in kinds.items() if holds]
        yield f"  [{cell.row},{cell.column}] {' '.join(marks)}"
        yield from _paragraphs(cell.paragraphs, "    ")


def _drawing(drawing: Drawing) -> Iterator[str]:
    yield f"bagan {_box(drawing.box)} {drawing.name}"
    names = {shape.id: number for number, shape in enumerate(drawing.shapes, start=1)}
    for shape in drawing.shapes:
        yield f"  {names[shape.id]} {_shape(shape)}"
    for connector in drawing.connectors:
        yield f"  {_connector(connector, names)}"
    for label in drawing.labels:
        yield f"  {_label(label)}"


def _shape(shape: Shape) -> str:
    words = " / ".join(_lines(shape.paragraphs))
    inside = f" “{words}”" if words else ""
    return f"{shape.symbol.value} {_box(shape.box)} {shape.name}{inside}"


def _connector(line: Connector, names: dict[int, int]) -> str:
    start = f"{names[line.start.shape]}.{line.start.site.name.lower()}"
    end = f"{names[line.end.shape]}.{line.end.site.name.lower()}"
    path = " ".join(f"{point.x},{point.y}" for point in line.path)
    return f"{start} {'->' if line.arrow else '--'} {end}: {path}"


def _label(label: Label) -> str:
    return f"label {_box(label.box)} “{' / '.join(_lines(label.paragraphs))}”"


def _paragraphs(paragraphs: tuple[Paragraph, ...], indent: str = "  ") -> Iterator[str]:
    for paragraph in paragraphs:
        for line in paragraph.lines:
            fonts = sorted({_font(run.font) for run in line.runs})
            text = "".join(run.text for run in line.runs)
            yield f"{indent}{line.x},{line.baseline} {'; '.join(fonts)} | {text}"


def _font(font) -> str:
    weights = " tebal" * font.bold + " miring" * font.italic
    return f"{font.face.value} {font.size / 20:g}{weights}"


def _lines(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return ["".join(run.text for run in line.runs) for each in paragraphs for line in each.lines]


def _box(box: Box) -> str:
    return f"{box.x},{box.y} {box.width}x{box.height}"


def _numbers(edges: tuple[int, ...]) -> str:
    return " ".join(map(str, edges))
