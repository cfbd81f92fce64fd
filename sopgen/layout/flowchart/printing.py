"""Turn what was decided about a flowchart into the items of its pages."""

from __future__ import annotations

from msgspec.structs import replace

from sopgen.document.page import Anchor, Box, Item, Point, Text
from sopgen.fonts import SHEET_PADDING
from sopgen.layout.flowchart.drawing import Artist
from sopgen.layout.flowchart.fitting import Fit
from sopgen.layout.flowchart.header import column_widths
from sopgen.layout.flowchart.plan import PagePlan
from sopgen.layout.flowchart.task import TITLE_GAP, FlowTask, ending_of
from sopgen.layout.flowchart.telling import telling
from sopgen.layout.grid import Ruled, table
from sopgen.layout.paper import PageContent
from sopgen.layout.routing import Routes
from sopgen.layout.typeset import pixels_up
from sopgen.model.profile import Column


def printed(task: FlowTask, fit: Fit) -> tuple[PageContent, ...]:
    """Return what stands on every page of the flow."""
    shown, title = task.content.chart, task.flow.title or task.desk.sop.name
    teller = telling(shown, title, [plan.rows for plan in fit.plans], task.first_page)
    artist = Artist(shown, fit.scale, task.ids, teller)
    return tuple(
        _page(task, fit, plan, routes, artist, number)
        for number, (plan, routes) in enumerate(zip(fit.plans, fit.routes, strict=True))
    )


def _page(
    task: FlowTask, fit: Fit, plan: PagePlan, routes: Routes, artist: Artist, number: int
) -> PageContent:
    body_box = task.sheet.body
    items: list[Item] = []
    y = body_box.y
    if number == 0:
        y += task.above
        for text in task.titles:
            box = Box(body_box.x, y, body_box.width, pixels_up(text.height))
            inner = replace(box, x=box.x + SHEET_PADDING, width=text.width)
            items.append(Text(box, text.anchored(inner, Anchor.TOP), heading=1))
            y = box.bottom
        y += TITLE_GAP if items else 0
    cells = fit.header.cells(body_box.x, y)
    top = y + fit.header.height
    edges = _edges(plan, routes, top)
    cells += _body_cells(fit, plan, edges, body_box.x)
    framed = task.desk.profile.rules.is_framed
    heads = len(fit.header.heights)
    rows = [artist.chart.rows[row].origin for row in plan.rows]
    origins = (*[""] * (heads + plan.head), *rows, *[""] * plan.foot)
    items.append(replace(table(cells, heads, framed=framed), origins=origins))
    lanes = Point(body_box.x + _left_of_lanes(fit), top)
    items.append(artist.draw(plan, routes, lanes, task.first_page + number))
    if plan.rows.stop == len(artist.chart.rows):
        sides = [body_box.x]
        for width in column_widths(task.desk.profile, fit.columns):
            sides.append(sides[-1] + width)
        signatures = ending_of(task, fit.scale.font).placed(sides, edges[-1])
        if signatures is not None:
            return PageContent((*items, signatures[0]), signatures[1])
    return PageContent(tuple(items))


def _edges(plan: PagePlan, routes: Routes, top: int) -> list[int]:
    """Return the rules of the table's body: grid rows within a table row have none."""
    out, at = [top], 0
    for depth in plan.depths:
        at += depth
        out.append(top + routes.row_edges[at])
    return out


def _left_of_lanes(fit: Fit) -> int:
    left = 0
    for column in fit.header.profile.flow.columns:
        if column is Column.LANES:
            break
        left += fit.columns.texts[column]
    return left


def _body_cells(fit: Fit, plan: PagePlan, edges: list[int], x: int) -> list[Ruled]:
    """Return the cells of the steps and of the rows of off-page symbols around them."""
    inner = edges[plan.head : len(edges) - plan.foot]
    cells = fit.body.cells(plan.rows, inner, x)
    link_rows = []
    if plan.head:
        link_rows.append((edges[0], edges[1]))
    if plan.foot:
        link_rows.append((edges[-2], edges[-1]))
    for top, bottom in link_rows:
        left = x
        for width in column_widths(fit.header.profile, fit.columns):
            cells.append(Ruled(Box(left, top, width, bottom - top)))
            left += width
    return cells
