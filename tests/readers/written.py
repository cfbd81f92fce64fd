"""Check that what was drawn of a page is seen as it was written."""

from collections.abc import Callable, Iterable, Sequence

from sopgen.document.page import Box, Connector, Image, Label, Paragraph, Point, Shape
from sopgen.document.sheet import SeenGlue, SeenLine, SeenShape
from sopgen.writers.office.drawingml import PRESETS

Move = Callable[[int, int], tuple[int, int]]
"""Where a point of the page lies on the sheet."""

SAVED_SHAPE_LIMIT, SAVED_LINE_LIMIT = 1, 12
"""What LibreOffice may move as it saves, in twips: it counts in hundredths of a millimetre."""


def told(item: Shape | Label | Image) -> tuple[str, str, bool]:
    """Return preset and text of what was drawn, and whether it is words alone."""
    match item:
        case Shape():
            return PRESETS[item.symbol], text_of(item.paragraphs), False
        case Label():
            return "rect", text_of(item.paragraphs), True
        case Image():
            return "picture", "", False


def text_of(paragraphs: Iterable[Paragraph]) -> str:
    return "\n".join("".join(run.text for run in each.runs) for each in paragraphs)


def check_shape(
    item: Shape | Label | Image, shape: SeenShape, move: Move, limit: int, *, named: bool = True
) -> None:
    assert (shape.preset, shape.text, shape.bare) == told(item)
    x, y = move(item.box.x, item.box.y)
    assert apart(shape.box, Box(x, y, item.box.width, item.box.height)) <= limit
    if named:
        assert shape.name == item.name


def apart(box: Box, other: Box) -> int:
    sides = zip(corners(box), corners(other), strict=True)
    return max(abs(mine - theirs) for mine, theirs in sides)


def corners(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.right, box.bottom


def check_line(
    connector: Connector, line: SeenLine, move: Move, limit: int, *, named: bool = True
) -> None:
    path = [move(point.x, point.y) for point in connector.path]
    check_path(path, line.path, limit)
    assert line.head_at_start is False
    assert line.head_at_end is connector.arrow
    assert line.dashed is connector.dashed
    assert line.other == ()
    if named:
        assert line.name == connector.name


def check_path(path: Sequence[tuple[int, int]], seen: Sequence[Point], limit: int) -> None:
    for (x, y), point in zip(path, seen, strict=True):
        assert abs(x - point.x) <= limit
        assert abs(y - point.y) <= limit


def check_glue(connector: Connector, line: SeenLine) -> None:
    ends = (connector.start, connector.end)
    assert (line.start, line.end) == tuple(SeenGlue(end.shape, int(end.site)) for end in ends)
