"""Pages as other programs print them, with words of our own, made with reportlab.

The page has a table of a head and four rows. Columns: number, activity, three lanes, time. The
flow: a capsule in the first lane, a box in the second, a decision in the third, whose answers
lead to the box and to a capsule in the last row of the first lane.
"""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 842, 595
COLUMNS = (40, 70, 260, 350, 440, 530, 620)
ROWS = (60, 100, 180, 260, 340, 420)
HEAD = ("No", "Kegiatan", "Juru Tulis", "Ketua Regu", "Kepala Kebun", "Waktu")
STEPS = (
    "Mencatat bibit yang datang",
    "Menghitung bibit per bedeng",
    "Memeriksa hitungan",
    "Menyimpan catatan",
)
TIMES = ("10 menit", "1 jam", "30 menit", "5 menit")

START, BOX, ASKED, END = (
    (280, 125, 330, 155),
    (365, 205, 425, 235),
    (450, 280, 520, 320),
    (280, 365, 330, 395),
)
"""The symbols by left, top, right and bottom, in points from the top of the page."""

WAYS = (
    ((305, 155), (305, 220), (365, 220)),
    ((395, 235), (395, 300), (450, 300)),
    ((485, 280), (485, 220), (425, 220)),
    ((485, 320), (485, 380), (330, 380)),
)
ANSWERS = (("Keliru", 488, 250), ("Cocok", 400, 372))

Spot = tuple[float, float]


class Sheet:
    """A canvas whose y grows downwards."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self.canvas = Canvas(self._out, pagesize=(WIDTH, HEIGHT), invariant=True)
        self.canvas.setFont("Helvetica", 8)

    def bytes(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()

    def word(self, x: float, y: float, text: str) -> None:
        self.canvas.drawString(x, HEIGHT - y, text)

    def turned(self, x: float, y: float, text: str) -> None:
        self.canvas.saveState()
        self.canvas.translate(x, HEIGHT - y)
        self.canvas.rotate(90)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def path(self, points: Sequence[Spot], *, stroke: bool, fill: bool, closed: bool) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, HEIGHT - y)
        if closed:
            path.close()
        self.canvas.drawPath(path, stroke=int(stroke), fill=int(fill))

    def rectangle(self, box: Sequence[float], *, stroke: bool, fill: bool) -> None:
        left, top, right, bottom = box
        self.canvas.rect(
            left, HEIGHT - bottom, right - left, bottom - top, stroke=int(stroke), fill=int(fill)
        )

    def bar(self, one: Spot, other: Spot, width: float = 0.6) -> None:
        """Fill a straight line along an axis."""
        half = width / 2
        box = (one[0] - half, one[1] - half, other[0] + half, other[1] + half)
        self.rectangle(box, stroke=False, fill=True)


def texts(sheet: Sheet) -> None:
    for x, text in zip(COLUMNS, HEAD, strict=False):
        sheet.word(x + 4, 84, text)
    for number, (top, step, time) in enumerate(zip(ROWS[1:], STEPS, TIMES, strict=False), start=1):
        sheet.word(COLUMNS[0] + 4, top + 30, f"{number}.")
        sheet.word(COLUMNS[1] + 4, top + 30, step)
        sheet.word(COLUMNS[5] + 4, top + 30, time)
    for text, x, y in ANSWERS:
        sheet.word(x, y, text)


def capsule(box: Sequence[float], sides: int = 1) -> list[Spot]:
    """Return the outline of a capsule, each quarter of a circle in `sides` straight pieces."""
    from math import cos, pi, sin

    left, top, right, bottom = box
    radius = (bottom - top) / 2
    middle = (top + bottom) / 2
    out: list[Spot] = []
    for x, first in ((right - radius, -pi / 2), (left + radius, pi / 2)):
        for step in range(2 * sides + 1):
            angle = first + step * pi / (2 * sides)
            out.append((x + radius * cos(angle), middle + radius * sin(angle)))
    return out


def diamond(box: Sequence[float]) -> list[Spot]:
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    return [(x, top), (right, y), (x, bottom), (left, y)]


def ribbon(way: Sequence[Spot], width: float = 1.0) -> list[Spot]:
    """Return the outline of a stroke along `way`, whose pieces lie along the axes."""
    half = width / 2

    def beside(side: int) -> Iterator[Spot]:
        turns = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(way)]
        normals = [(-_sign(y) * half * side, _sign(x) * half * side) for x, y in turns]
        for at, (x, y) in enumerate(way):
            around = normals[max(0, at - 1) : at + 1]
            yield x + sum({n[0] for n in around}), y + sum({n[1] for n in around})

    return [*beside(1), *reversed(list(beside(-1)))]


def triangle(way: Sequence[Spot], size: float = 5.0) -> list[Spot]:
    """Return the head at the end of `way`."""
    (ax, ay), (x, y) = way[-2], way[-1]
    dx, dy = _sign(x - ax), _sign(y - ay)
    back = x - dx * size, y - dy * size
    half = size / 2
    return [
        (x, y),
        (back[0] - dy * half, back[1] + dx * half),
        (back[0] + dy * half, back[1] - dx * half),
    ]


def chevron(way: Sequence[Spot], size: float = 6.0) -> list[Spot]:
    """Return the head at the end of `way` as Excel prints it: an open one, in 12 points."""
    (x, y), one, other = triangle(way, size)
    dx, dy = _sign(x - way[-2][0]), _sign(y - way[-2][1])
    in_x, in_y = -dx * 1.2, -dy * 1.2
    outer = [one, ((one[0] + x) / 2, (one[1] + y) / 2), (x, y)]
    outer += [((other[0] + x) / 2, (other[1] + y) / 2), other]
    inner = [(px + in_x, py + in_y) for px, py in reversed(outer)]
    return [*outer, *inner, (inner[-1][0] + 0.2, inner[-1][1]), (one[0] + 0.1, one[1])]


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def shortened(way: Sequence[Spot], by: float) -> list[Spot]:
    """Return `way` without the last `by` points of it, which the head covers."""
    (ax, ay), (x, y) = way[-2], way[-1]
    return [*way[:-1], (x - _sign(x - ax) * by, y - _sign(y - ay) * by)]


def filled_rules(sheet: Sheet) -> None:
    """Draw the table as Word does: a bar on each side of each cell."""
    for top, bottom in pairwise(ROWS):
        for x in COLUMNS:
            sheet.bar((x, top), (x, bottom))
    for left, right in pairwise(COLUMNS):
        for y in ROWS:
            sheet.bar((left, y), (right, y))


def word() -> bytes:
    """Return a page of Word: fill and stroke apart, connectors as ribbons with a triangle."""
    sheet = Sheet()
    canvas = sheet.canvas
    canvas.setFillGray(0.85)
    for left, right in pairwise(COLUMNS):
        sheet.rectangle((left, ROWS[0], right, ROWS[1]), stroke=False, fill=True)
    canvas.setFillGray(0)
    filled_rules(sheet)
    for outline in (capsule(START, 3), rectangle(BOX), diamond(ASKED), capsule(END, 3)):
        canvas.setFillGray(1)
        sheet.path(outline, stroke=False, fill=True, closed=True)
        canvas.setFillGray(0)
        sheet.path(outline, stroke=True, fill=False, closed=True)
    for way in WAYS:
        sheet.path(ribbon(shortened(way, 4)), stroke=False, fill=True, closed=True)
        sheet.path(triangle(way), stroke=False, fill=True, closed=True)
    texts(sheet)
    return sheet.bytes()


def excel() -> bytes:
    """Return a page of Excel: cells and lines as strokes, heads as chevrons."""
    sheet = Sheet()
    for top, bottom in pairwise(ROWS):
        for left, right in pairwise(COLUMNS):
            sheet.rectangle((left, top, right, bottom), stroke=True, fill=False)
    sheet.canvas.setFillColorRGB(0.9, 0.95, 1)
    for outline in (capsule(START, 2), rectangle(BOX), diamond(ASKED), capsule(END, 2)):
        sheet.path(outline, stroke=True, fill=True, closed=True)
    sheet.canvas.setFillGray(0)
    for way in WAYS:
        for one, other in pairwise(way):
            sheet.path((one, other), stroke=True, fill=False, closed=False)
        sheet.path(chevron(way), stroke=False, fill=True, closed=True)
    texts(sheet)
    return sheet.bytes()


def printer() -> bytes:
    """Return a page of a printer to PDF: what is stroked is filled, pale lines are pictures."""
    sheet = Sheet()
    filled_rules(sheet)
    outlines: tuple[Callable[[float], list[Spot]], ...] = (
        lambda by: capsule(inset(START, by), 6),
        lambda by: rectangle(inset(BOX, by)),
        lambda by: diamond(inset(ASKED, by)),
        lambda by: capsule(inset(END, by), 6),
    )
    for outline in outlines:
        frame(sheet, outline(0), outline(1))
    for way in WAYS[:2]:
        sheet.path(ribbon(shortened(way, 4)), stroke=False, fill=True, closed=True)
        sheet.path(triangle(way), stroke=False, fill=True, closed=True)
    for way in WAYS[2:]:
        picture(sheet, way)
    texts(sheet)
    return sheet.bytes()


def rectangle(box: Sequence[float]) -> list[Spot]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def inset(box: Sequence[float], by: float) -> tuple[float, ...]:
    left, top, right, bottom = box
    return left + by, top + by, right - by, bottom - by


def frame(sheet: Sheet, outer: Sequence[Spot], inner: Sequence[Spot]) -> None:
    """Fill what lies between two outlines."""
    path = sheet.canvas.beginPath()
    for outline in (outer, inner[::-1]):
        path.moveTo(outline[0][0], HEIGHT - outline[0][1])
        for x, y in outline[1:]:
            path.lineTo(x, HEIGHT - y)
        path.close()
    sheet.canvas.drawPath(path, stroke=0, fill=1)


def picture(sheet: Sheet, way: Sequence[Spot], scale: int = 2, dash: int = 5) -> None:
    """Draw an arrow of dashes as a small picture with a mask."""
    margin = 4
    left, top = min(x for x, _ in way) - margin, min(y for _, y in way) - margin
    right, bottom = max(x for x, _ in way) + margin, max(y for _, y in way) + margin
    size = int((right - left) * scale), int((bottom - top) * scale)
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    at = [((x - left) * scale, (y - top) * scale) for x, y in way]
    for (ax, ay), (bx, by) in pairwise(at):
        long = int(abs(bx - ax) + abs(by - ay))
        for start in range(0, long, dash + 3):
            ends = [min(each, long) / long for each in (start, start + dash)]
            pen.line(
                [(ax + (bx - ax) * part, ay + (by - ay) * part) for part in ends],
                fill=(90, 90, 90, 255),
                width=2,
            )
    head = [((x - left) * scale, (y - top) * scale) for x, y in triangle(way)]
    pen.polygon(head, fill=(90, 90, 90, 255))
    sheet.canvas.drawImage(
        ImageReader(image), left, HEIGHT - bottom, right - left, bottom - top, mask="auto"
    )
