"""What is to be laid out: one flowchart of an SOP, with what stands above and below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from sopgen.document.origins import origin_of
from sopgen.document.page import Align, Font
from sopgen.fonts import SHEET_PADDING
from sopgen.layout.desk import Desk
from sopgen.layout.flowchart.asked import asked_widths
from sopgen.layout.flowchart.content import FlowContent
from sopgen.layout.paper import Sheet, points
from sopgen.layout.signing.ending import Ending, ending, no_ending
from sopgen.layout.typed import TypedLine
from sopgen.layout.typeset import SetText, pixels_up
from sopgen.model.flow import Flow
from sopgen.model.profile import Column, TableColumn
from sopgen.problems.problem import Loc

TITLE_GAP = 120


class FlowTask(Struct, frozen=True, dict=True):
    """One flowchart of an SOP, what it says, and where it stands in the document.

    `number` counts the flows from 0; `first_page` is the printed number of its first
    page, `first_letter` the first free letter for pairs of off-page symbols. So much of the
    first page is taken `above` it. With a `size` its texts have that one and no other; its
    text columns are as wide as `columns` says, if it says anything. With `fewer`, only a layout
    on fewer pages than that is of use. All tasks for one flow share the `endings` that were set,
    by their font and the width of the sheet.
    """

    desk: Desk
    sheet: Sheet
    flow: Flow
    content: FlowContent
    number: int
    last: bool
    at: Loc
    first_page: int
    first_letter: int
    ids: Iterator[int]
    above: int = 0
    size: int | None = None
    columns: Mapping[TableColumn, int] | None = None
    fewer: int | None = None
    endings: dict[tuple[Font, int], Ending] = field(default_factory=dict)

    @cached_property
    def titles(self) -> tuple[SetText, ...]:
        """What stands over the table on the first page."""
        desk, flow = self.desk, self.desk.profile.flow
        font = Font(desk.profile.font.face, points(desk.profile.font.flow + 2), bold=True)
        default = flow.title_prefix + desk.sop.name
        default = default.upper() if flow.uppercase_title else default
        typed = desk.sop.flow_title
        words = [TypedLine(flow.section_heading if self.number == 0 else "")]
        if self.flow.title is None:
            words.append(TypedLine(default if typed is None else typed, "judul_alur"))
        else:
            words.append(TypedLine(typed or "" if self.number == 0 else "", "judul_alur"))
            words.append(TypedLine(self.flow.title, origin_of((*self.at, "judul"))))
        width = self.sheet.body.width - 2 * SHEET_PADDING
        lines = (desk.set(text, font, width, Align.CENTER, at) for text, at in words if text)
        return tuple(lines)

    @cached_property
    def lanes(self) -> int | None:
        """How wide all lanes are together where that is said: as what is left, or by itself."""
        asked = asked_widths(self.desk.profile.flow)
        typed = {column: width for column, width in asked.items() if column is not Column.LANES}
        texts = self.columns or typed
        if texts and len(texts) == len(self.desk.profile.flow.columns) - 1:
            return self.sheet.body.width - sum(texts.values())
        return asked.get(Column.LANES)

    @property
    def taken(self) -> int:
        """What titles and all above them take of the first page."""
        height = sum(pixels_up(title.height) for title in self.titles)
        return self.above + height + (TITLE_GAP if self.titles else 0)


def ending_of(task: FlowTask, font: Font) -> Ending:
    """Return the signatures after the last row, set in `font`; none but after the last flow."""
    if not task.last:
        return no_ending()
    asked = font, task.sheet.body.width
    if asked not in task.endings:
        task.endings[asked] = ending(task.desk, *asked)
    return task.endings[asked]
