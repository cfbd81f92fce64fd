"""The pages of a PDF by what is painted on them."""

import math

import pymupdf

from sopgen.document.page import Symbol
from tests.writers.reading import ReadLine, ReadPage, ReadShape, ReadText, Rect, Spot

DRAWN, RULED = 1.0, 0.5
"""The strokes of a drawing and of a table, in points."""


def read_pdf(data: bytes) -> list[ReadPage]:
    """Return the pages of a PDF; their cells are single letters in the order of painting."""
    with pymupdf.open(stream=data) as document:
        return [_page(page) for page in document]


def _page(page: pymupdf.Page) -> ReadPage:
    found = ReadPage()
    for place in list(page.widgets()):
        page.delete_widget(place)
    paths = page.get_drawings()
    heads = [_spots(path) for path in paths if path["type"] == "f" and len(_spots(path)) == 3]
    for path in paths:
        stroke = round(path["width"] or 0, 3)
        if path["type"] == "fs" and stroke == DRAWN:
            found.shapes.append(ReadShape(_symbol(path), _rect(path["rect"])))
        elif path["type"] == "s" and stroke == DRAWN:
            found.lines.append(_line(_spots(path), heads))
        elif path["type"] == "s" and stroke == RULED:
            start, end = _spots(path)
            if abs(start[0] - end[0]) < 0.01:
                found.across.add(start[0])
            else:
                found.down.add(start[1])
    flags = pymupdf.TEXTFLAGS_RAWDICT & ~pymupdf.TEXT_PRESERVE_LIGATURES
    for block in page.get_text("rawdict", flags=flags, sort=False)["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                letters = (ReadText(_rect(c["bbox"]), c["c"]) for c in span["chars"])
                found.cells.extend(letters)
    return found


def _rect(box) -> Rect:
    return Rect(*box)


def _spots(path) -> list[Spot]:
    """Return the corners of a path, in their order, none twice in a row."""
    spots: list[Spot] = []
    for item in path["items"]:
        match item[0]:
            case "l":
                corners = [item[1], item[2]]
            case "re":
                corners = [item[1].tl, item[1].tr, item[1].br, item[1].bl]
            case "qu":
                corners = [item[1].ul, item[1].ur, item[1].lr, item[1].ll]
            case _:
                corners = list(item[1:])
        for corner in corners:
            if not spots or math.dist(spots[-1], corner) > 0.001:
                spots.append((corner.x, corner.y))
    if len(spots) > 2 and math.dist(spots[0], spots[-1]) < 0.001:
        spots.pop()
    return spots


def _symbol(path) -> Symbol:
    if any(item[0] == "c" for item in path["items"]):
        return Symbol.TERMINATOR
    spots = _spots(path)
    if len(spots) == 5:
        return Symbol.OFF_PAGE
    box = _rect(path["rect"])
    corners = sum(math.dist(spot, (box.left, box.top)) < 0.1 for spot in spots)
    return Symbol.PROCESS if corners else Symbol.DECISION


def _line(path: list[Spot], heads: list[list[Spot]]) -> ReadLine:
    """Return a connector, to the point of its head where it runs into one."""
    end = path[-1]
    for head in heads:
        if _rect_of(head).holds(end, 0.1):
            return ReadLine(
                (*path[:-1], max(head, key=lambda spot: math.dist(spot, path[-2]))), True
            )
    return ReadLine(tuple(path), False)


def _rect_of(spots: list[Spot]) -> Rect:
    across, down = [x for x, _ in spots], [y for _, y in spots]
    return Rect(min(across), min(down), max(across), max(down))
