"""Bare sheets around routed flows, so that the yardstick can measure them."""

from __future__ import annotations

from benchmarks.flows import Flow
from sopgen.document.page import (
    Cell,
    Connector,
    Document,
    Drawing,
    Glue,
    Label,
    Padding,
    Page,
    Shape,
    Table,
)
from sopgen.layout.routing import Routes


def sheet(flow: Flow, routes: Routes) -> Document:
    """Return a document of one page that holds nothing but the flow and its rules."""
    table = _table(flow, routes)
    drawing = Drawing(
        2,
        table.box,
        _shapes(flow, routes),
        _connectors(flow, routes),
        _labels(flow, routes),
        "alur",
        "",
    )
    page = Page(table.box.width, table.box.height, Padding(), "Bagan Alir", (table, drawing))
    return Document("", "", "", (page,))


def _table(flow: Flow, routes: Routes) -> Table:
    rows = tuple(edge for edge, rule in zip(routes.row_edges, flow.grid.ruled, strict=True) if rule)
    cells = tuple(
        Cell(row, column)
        for row in range(len(rows) - 1)
        for column in range(len(routes.lane_edges) - 1)
    )
    return Table(routes.lane_edges, rows, cells)


def _shapes(flow: Flow, routes: Routes) -> tuple[Shape, ...]:
    return tuple(
        Shape(10 + i, stop.symbol, box, f"simbol {i}", "")
        for i, (stop, box) in enumerate(zip(flow.stops, routes.boxes, strict=True))
    )


def _connectors(flow: Flow, routes: Routes) -> tuple[Connector, ...]:
    first = 10 + len(flow.stops)
    return tuple(
        Connector(
            first + i,
            path,
            Glue(10 + leg.source, leaves),
            Glue(10 + leg.target, enters),
            f"garis {i}: {leg.source} ke {leg.target}",
            "",
            not leg.plain,
        )
        for i, (leg, path, (leaves, enters)) in enumerate(
            zip(flow.legs, routes.paths, routes.sites, strict=True)
        )
    )


def _labels(flow: Flow, routes: Routes) -> tuple[Label, ...]:
    lines = 10 + len(flow.stops)
    boxes = [(f"garis {i}", lines + i, box) for i, box in enumerate(routes.labels) if box]
    boxes += [(f"simbol {i}", 10 + i, box) for i, box in enumerate(routes.captions) if box]
    first = lines + len(flow.legs)
    return tuple(
        Label(first + i, box, (), name, owner) for i, (name, owner, box) in enumerate(boxes)
    )
