"""What a PDF prints, whoever made it: lines of text in the cells of a page, words, corners."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import pymupdf

from sopgen.document.page import Box, Drawing, Page, Side, Table

_SPACES = " \u00a0\u200b"


@dataclass(frozen=True)
class _Letter:
    """A printed character by the middle of its box and its sides, in twips."""

    text: str
    x: float
    y: float
    left: float
    right: float
    baseline: float


@dataclass(frozen=True)
class CellLine:
    """A line in a cell, and what it leaves on both sides to the cell's rules, in points."""

    text: str
    left: float
    right: float


def cell_lines(page: Page, printed: pymupdf.Page) -> Iterator[CellLine]:
    """Yield the lines in ruled cells of `page` as they are `printed`; upright cells are one.

    Edges are where the rules are printed, which a workbook moves by up to half a point.
    """
    letters, rules = _loose_letters(page, printed), _upright_rules(printed)
    for table in (item for item in page.items if isinstance(item, Table)):
        for cell in table.cells:
            box = table.cell_box(cell)
            inside = [each for each in letters if cell.borders and _holds(box, each)]
            lines: dict[int, list[_Letter]] = {}
            for each in inside:
                lines.setdefault(0 if cell.upright else round(each.baseline / 40), []).append(each)
            for line in lines.values():
                first, last = min(each.left for each in line), max(each.right for each in line)
                text = "".join(each.text for each in sorted(line, key=lambda each: each.x))
                left = _nearest(rules, box.x) if Side.LEFT in cell.borders else -inf
                right = _nearest(rules, box.right) if Side.RIGHT in cell.borders else inf
                yield CellLine(text, (first - left) / 20, (right - last) / 20)


def _upright_rules(printed: pymupdf.Page) -> list[float]:
    """Return where rules run down the page; spreadsheets draw them as thin rectangles."""
    found = []
    for drawing in printed.get_drawings():
        for kind, *parts in drawing["items"]:
            if kind == "l" and abs(parts[0].x - parts[1].x) < 0.05:
                found.append(20 * parts[0].x)
            elif kind == "re" and parts[0].width < 2:
                found.append(20 * (parts[0].x0 + parts[0].x1) / 2)
            elif kind == "qu" and parts[0].rect.width < 2:
                found.append(20 * (parts[0].rect.x0 + parts[0].rect.x1) / 2)
    return found


def _nearest(rules: list[float], edge: int) -> float:
    """Return the rule that is printed for `edge`, in twips."""
    return min(rules, key=lambda rule: abs(rule - edge))


def _loose_letters(page: Page, printed: pymupdf.Page) -> list[_Letter]:
    """Return the characters that stand in no symbol and no label of `page`."""
    drawn = [
        each.box
        for item in page.items
        if isinstance(item, Drawing)
        for each in (*item.shapes, *item.labels)
    ]
    letters = []
    for block in printed.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for char in (char for span in line["spans"] for char in span["chars"]):
                left, top, right, bottom = (20 * side for side in char["bbox"])
                baseline = 20 * char["origin"][1]
                letter = _Letter(
                    char["c"], (left + right) / 2, (top + bottom) / 2, left, right, baseline
                )
                if letter.text not in _SPACES and not any(_holds(box, letter) for box in drawn):
                    letters.append(letter)
    return letters


def _holds(box: Box, letter: _Letter) -> bool:
    return box.x < letter.x < box.right and box.y < letter.y < box.bottom


def words(printed: pymupdf.Page) -> list[str]:
    """Return the words that are `printed`, in the order of the alphabet."""
    return sorted(printed.get_text().split())


def corners(printed: pymupdf.Page) -> set[tuple[float, float]]:
    """Return the ends of all lines that are `printed`, in points."""
    found = set[tuple[float, float]]()
    for drawing in printed.get_drawings():
        for kind, *parts in drawing["items"]:
            match kind:
                case "l":
                    found |= {(spot.x, spot.y) for spot in parts[:2]}
                case "c":
                    found |= {(spot.x, spot.y) for spot in (parts[0], parts[3])}
                case "re":
                    found |= {(parts[0].x0, parts[0].y0), (parts[0].x1, parts[0].y1)}
    return found
