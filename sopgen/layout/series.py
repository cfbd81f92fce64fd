"""Decide which flowcharts share a page.

Each begins on a page of its own, unless all of it has room below the one before, in type of
the same size, and its first step is not told to begin a page. Those on one page have the same
columns if that makes them hardly higher. Those that share a page share a sheet of the workbook,
and none has two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.layout.desk import Desk
from sopgen.layout.flowchart import FlowPages, FlowTask, Refusal, flowchart
from sopgen.layout.flowchart.chart import chart
from sopgen.layout.flowchart.content import FlowContent
from sopgen.layout.paper import PageContent, Sheet
from sopgen.layout.parts import Head, Part
from sopgen.layout.typeset import pixels_up
from sopgen.model.graph import graph
from sopgen.model.profile import TableColumn
from sopgen.model.sop import Sop
from sopgen.problems.problem import Problem

_NAME = "Bagan Alir"
_GAP = 300
"""What parts two flowcharts of one page."""

_HARDLY = 1.15
"""So much higher may a flowchart be in the columns of the one above."""


class Series(Struct, frozen=True):
    """The flowcharts of an SOP on their pages, and what keeps one of them off.

    They are narrow where the lanes of one are narrower than is good.
    """

    parts: tuple[Part, ...]
    refused: tuple[Refusal | Problem, ...] = ()
    is_narrow: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is told of those that were refused."""
        return tuple(each.advised() if isinstance(each, Refusal) else each for each in self.refused)


class Place(Struct, frozen=True):
    """Where the flowcharts of a document stand: their sheet and the number of the first page.

    Pictures, symbols and lines are counted by `ids`.
    """

    sheet: Sheet
    first_page: int
    ids: Iterator[int]


class _Member(Struct, frozen=True):
    """A flowchart with what it was made of."""

    task: FlowTask
    drawn: FlowPages


class _Group(Struct, frozen=True):
    """Flowcharts on pages that neighbours share."""

    members: tuple[_Member, ...]

    @property
    def pages(self) -> tuple[PageContent, ...]:
        """What stands on their pages: each begins on the one that the one before ends on."""
        pages = list(self.members[0].drawn.pages)
        for member in self.members[1:]:
            pages[-1] = pages[-1].with_more(member.drawn.pages[0])
        return tuple(pages)

    @property
    def sheet(self) -> Sheet:
        """The sheet of their pages, turned where the first of them had to be."""
        return self.members[0].drawn.sheet or self.members[0].task.sheet

    @property
    def starts(self) -> tuple[int, ...]:
        """The pages, from 0, on which they begin: all but the first on the last."""
        return (0, *(len(self.pages) - 1 for _ in self.members[1:]))

    @property
    def bottom(self) -> int:
        """Where the lowest of them ends."""
        return self.members[-1].drawn.pages[-1].bottom

    def joined(self, task: FlowTask) -> _Group | None:
        """Return the group with one more below the last; None if that is not to be there.

        All of it must fit, and it must not be told to begin a page.
        """
        if 0 in task.content.chart.page_starts:
            return None
        page = self.members[0].task.first_page + len(self.pages) - 1
        size = self.members[-1].drawn.size
        here = replace(task, sheet=self.sheet, first_page=page, size=size)
        added = _below(here, self.bottom)
        return replace(self, members=(*self.members, added)) if added.drawn.pages else None

    def aligned(self) -> _Group:
        """Return the group in the columns of one of its own where all on one page go so.

        The first in whose columns they are no higher than now is taken, else the best.
        """
        if len(self.members) == 1 or len(self.pages) > 1:
            return self
        top = self.members[0].task.sheet.body.y
        most = top + round((self.bottom - top) * _HARDLY)
        lowest: _Group | None = None
        for member in self.members:
            found = self._in_columns(member.drawn.columns)
            if found and (lowest is None or found.bottom < lowest.bottom):
                lowest = found
            if lowest and lowest.bottom <= self.bottom:
                break
        return lowest if lowest and lowest.bottom <= most else self

    def _in_columns(self, columns: Mapping[TableColumn, int]) -> _Group | None:
        size = self.members[0].drawn.size
        first = replace(self.members[0].task, sheet=self.sheet, size=size, fewer=2)
        tasks = [first, *(member.task for member in self.members[1:])]
        members: list[_Member] = []
        for task in tasks:
            asked = replace(task, columns=columns)
            bottom = members[-1].drawn.pages[-1].bottom if members else None
            found = _below(asked, bottom) if bottom else _Member(asked, flowchart(asked))
            if not found.drawn.pages:
                return None
            members.append(found)
        return replace(self, members=tuple(members))


def series(desk: Desk, place: Place, head: Head) -> Series:
    """Return all flowcharts of the SOP, the first below `head`."""
    groups: list[_Group] = []
    refused: list[Refusal | Problem] = []
    letters, page = 0, place.first_page
    for each in _tasks(desk, place):
        task = replace(each, first_letter=letters)
        joined = groups[-1].joined(task) if groups else None
        if joined:
            groups[-1] = joined
            continue
        above = 0 if groups else head.height
        task = replace(task, first_page=page, above=above)
        drawn = flowchart(task)
        refused += [drawn.refused] if drawn.refused else []
        letters, page = letters + drawn.letters, page + len(drawn.pages)
        if drawn.pages:
            groups.append(_Group((_Member(task, drawn),)))
    parts = [_part(desk, group.aligned()) for group in groups]
    narrow = any(member.drawn.is_narrow for group in groups for member in group.members)
    return Series(tuple(_with_head(parts, head)), tuple(refused), narrow)


def _with_head(parts: Sequence[Part], head: Head) -> Iterator[Part]:
    """Yield `parts`, the first of which begins with `head`."""
    for number, part in enumerate(parts):
        first, *others = part.pages
        yield part if number else replace(part, pages=(head.over(first), *others))


def whole_page(desk: Desk, place: Place, head: Head, size: int) -> PageContent | None:
    """Return all flowcharts below `head` on one page in type of this `size`; None without room."""
    content, bottom = PageContent(head.items, head.signing), place.sheet.body.y + head.height
    for task in _tasks(desk, place):
        if 0 in task.content.chart.page_starts:
            return None
        drawn = _below(replace(task, size=size), bottom).drawn
        if not drawn.pages:
            return None
        content = content.with_more(drawn.pages[0])
        bottom = content.bottom
    return content


def _tasks(desk: Desk, place: Place) -> Iterator[FlowTask]:
    """Yield the flowcharts of the SOP, none of them placed yet."""
    flows = desk.sop.flows
    for number, flow in enumerate(flows):
        at = desk.sop.flow_at(number)
        shown = chart(flow, graph(flow)[0], desk.profile, at)
        yield FlowTask(
            desk=desk,
            sheet=place.sheet,
            flow=flow,
            content=FlowContent(shown, desk.profile, desk.typesetter),
            number=number,
            last=number == len(flows) - 1,
            at=at,
            first_page=place.first_page,
            first_letter=0,
            ids=place.ids,
        )


def _below(task: FlowTask, bottom: int) -> _Member:
    """Return a flowchart below `bottom` on its page; without pages if not all of it fits there."""
    above = pixels_up(bottom + _GAP) - task.sheet.body.y
    asked = replace(task, above=above, fewer=2)
    return _Member(asked, flowchart(asked))


def _part(desk: Desk, group: _Group) -> Part:
    first = group.members[0].task.number
    end = first + len(group.members)
    titles = outline_of(desk.sop)
    outline = tuple(zip(titles[first:end], group.starts, strict=True))
    return Part(_name(len(titles), first, end), outline, group.sheet, group.pages)


def outline_of(sop: Sop) -> list[str]:
    """Return what each flowchart is called where one looks for it."""
    flows = sop.flows
    names = (_name(len(flows), number, number + 1) for number in range(len(flows)))
    return [flow.title or name for flow, name in zip(flows, names, strict=True)]


def _name(count: int, first: int, end: int) -> str:
    """Return what the flowcharts from `first` to before `end` of `count` are called together."""
    if count == 1:
        return _NAME
    return f"{_NAME} {first + 1}" + (f"-{end}" if end - first > 1 else "")
