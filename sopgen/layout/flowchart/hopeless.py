"""What no page can hold, whatever is tried: told before anything is.

A text needs at least the lines that it would have over the whole width of the paper, in
the smallest type. Most texts are far below that, so this costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sopgen.document.page import Font
from sopgen.fonts import Metrics
from sopgen.layout.flowchart.asked import asked_widths
from sopgen.layout.flowchart.chart import Row
from sopgen.layout.flowchart.task import FlowTask
from sopgen.layout.flowchart.unfit import ASKED
from sopgen.layout.paper import points
from sopgen.model.profile import TableColumn
from sopgen.problems.problem import Problem
from sopgen.problems.spelling import quoted

_SPACES_AND_STARS = re.compile(r"[ \u00a0*]")

_WIDEST_LETTER = 2
"""No letter is wider than so many times the size of its type."""


def hopeless(task: FlowTask) -> Problem | None:
    """Return why no layout of this flowchart can fit; None where one may."""
    page, columns = task.sheet.body.height, task.desk.profile.flow.columns
    if task.taken > page:
        return Problem(
            "LAY004",
            f"judul bagan lebih tinggi daripada satu halaman ({task.taken // 20} pt, tersedia "
            f"{page // 20} pt);",
            (*task.at, "judul") if task.at else ("nama",),
            hint="persingkat judul atau nama SOP ini.",
        )
    if (problem := _too_narrow(task)) is not None:
        return problem
    smallest = _smallest_type(task)
    for row in task.content.chart.rows:
        texts = list(_texts(row, columns))
        if smallest.holds("\n".join(texts), page):
            continue
        least = max(map(smallest.least, texts))
        if least > page:
            return Problem(
                "LAY004",
                f"langkah {row.number} lebih tinggi daripada satu halaman"
                f" (sedikitnya {least // 20} pt, tersedia {page // 20} pt);",
                (*task.at, "langkah", row.item or 0),
                hint="persingkat teksnya atau bagi menjadi beberapa langkah.",
            )
    return None


def _too_narrow(task: FlowTask) -> Problem | None:
    """Return that a column was given less than its title needs."""
    format = task.desk.profile.flow
    asked = asked_widths(format)
    if not asked:
        return None
    widths = task.content.texts(_smallest(task)).widths
    for column, each in widths.items():
        if each.given and asked[column] < each.title:
            least = _millimetres_up(each.title)
            return Problem(
                "LAY011",
                f"kolom {quoted(column.value)} selebar {format.widths[column.value]:g} mm lebih "
                f"sempit daripada judulnya (sedikitnya {least} mm);",
                (*ASKED, column.value),
                hint="lebarkan, atau hapus lebarnya.",
            )
    return None


def _millimetres_up(length: int) -> int:
    return -(-length * 254 // 14400)


def _texts(row: Row, columns: Sequence[TableColumn]) -> Iterator[str]:
    """Yield the texts of the cells of `row`, lists as one text of several lines."""
    for column in columns:
        typed = row.text(column)
        yield typed if isinstance(typed, str) else "\n".join(typed)


class _Type(Struct, frozen=True):
    """Type on paper of this `width`, its lines so far apart."""

    font: Font
    metrics: Metrics
    pitch: int
    width: int

    def holds(self, text: str, height: int) -> bool:
        """Tell whether `text` is no higher than that even in nothing but the widest letters."""
        lines = 1 + text.count("\n") + len(text) * _WIDEST_LETTER * self.font.size / self.width
        return lines * self.pitch <= height

    def least(self, text: str) -> int:
        """Return how high `text` is at least: spaces may end lines, stars may be marks."""
        words = (_SPACES_AND_STARS.sub("", line) for line in text.split("\n"))
        lines = sum(1 + int(self.metrics.width(each, self.font)) // self.width for each in words)
        return lines * self.pitch


def _smallest_type(task: FlowTask) -> _Type:
    font, metrics = _smallest(task), task.desk.typesetter.metrics
    return _Type(font, metrics, metrics.line_height(font), task.sheet.body.width)


def _smallest(task: FlowTask) -> Font:
    profile = task.desk.profile
    return Font(profile.font.face, points(profile.font.smallest))
