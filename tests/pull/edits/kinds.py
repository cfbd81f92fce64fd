"""The kinds of edits, each done on a file and worked out on the chart."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from msgspec.structs import replace

from sopgen.document.page import Site, Symbol
from sopgen.layout.flowchart.chart import Chart, Row
from sopgen.model.graph import Arrow
from sopgen.writers import Format
from sopgen.writers.office.drawingml import PRESETS
from tests.pull.edits.expected import (
    Expected,
    swapped,
    with_arrow,
    with_lane,
    with_mark,
    with_row,
    without_row,
)
from tests.pull.edits.places import columns_of, flow_of, row_of
from tests.pull.edits.scenes import Flow, Placed, Scene, Wire
from tests.pull.edits.words import (
    WORDS,
    box_item,
    emptied_cell,
    identity,
    lane_title,
    retyped_cell,
    table_cell,
)

Kind = Callable[[Scene, Any, Random, bool], Expected | None]


def words(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Type other words into a symbol."""
    flow = flow_of(scene, chance)
    if flow is None:
        return None
    own = chance.choice(flow.marks)
    book.page(own.sheet).reword(own.shape.id, WORDS)
    return Expected(flow.at, with_mark(flow.chart, own.mark, text=WORDS))


def symbol(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Make a symbol one of another kind."""
    flow = flow_of(scene, chance)
    if flow is None:
        return None
    own = chance.choice(flow.marks)
    kinds = [Symbol.TERMINATOR, Symbol.PROCESS, Symbol.DECISION]
    kinds.remove(flow.chart.marks[own.mark].symbol)
    kind = chance.choice(kinds)
    book.page(own.sheet).reshape(own.shape.id, PRESETS[kind])
    return Expected(flow.at, with_mark(flow.chart, own.mark, symbol=kind))


def answer(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Type another answer beside an arrow."""
    flow = flow_of(scene, chance)
    if flow is None:
        return None
    found = [
        (wire, shape)
        for wire in flow.wires
        for shape in scene.sheets[wire.sheet].shapes
        if shape.bare
        and shape.key == wire.line.key
        and shape.text
        and flow.chart.arrows[wire.arrow].label
    ]
    if not found:
        return None
    wire, shape = chance.choice(found)
    if sum(each.arrow == wire.arrow for each in flow.wires) > 1:
        return None
    book.page(wire.sheet).reword(shape.id, WORDS)
    return Expected(flow.at, with_arrow(flow.chart, wire.arrow, label=WORDS))


def follows(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Drag a symbol to another lane; its arrows follow."""
    return _moved(scene, book, chance, glued, follow=True)


def behind(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Drag a symbol to another lane; its arrows stay, as in LibreOffice."""
    return None if glued else _moved(scene, book, chance, glued, follow=False)


def _moved(
    scene: Scene, book: Any, chance: Random, glued: bool, *, follow: bool
) -> Expected | None:
    flow = flow_of(scene, chance)
    if flow is None:
        return None
    own = chance.choice(flow.marks)
    mark = flow.chart.marks[own.mark]
    if mark.last_lane > mark.lane:
        return None
    top, bottom = _band(scene, own)
    sheet = scene.sheets[own.sheet]
    taken = [
        shape.box for shape in sheet.shapes if not shape.bare and top <= shape.box.center.y < bottom
    ]
    lanes = _lane_edges(scene, flow, own.sheet)
    free = [
        lane
        for lane, (left, right) in lanes.items()
        if lane != mark.lane
        and not any(left < box.right and box.x < right for box in taken)
        and not any(m.row == mark.row and m.lane <= lane <= m.last_lane for m in flow.chart.marks)
    ]
    if not free:
        return None
    lane = chance.choice(free)
    if _several_in_cell(flow, own):
        return None
    dx = (lanes[lane][0] + lanes[lane][1]) // 2 - own.shape.box.center.x
    book.page(own.sheet).move(own.shape.id, dx * 635, 0)
    if follow:
        for line in sheet.lines:
            if line.start and line.end and own.shape.id in (line.start.shape, line.end.shape):
                _relay(book, own.sheet, line, glued)
    return Expected(flow.at, with_mark(flow.chart, own.mark, lane=lane, last_lane=lane))


def _several_in_cell(flow: Flow, own: Placed) -> bool:
    mark = flow.chart.marks[own.mark]
    return any(
        at != own.mark and m.row == mark.row and m.lane <= mark.lane <= m.last_lane
        for at, m in enumerate(flow.chart.marks)
    )


def _relay(book: Any, sheet: int, line: Any, glued: bool) -> None:
    start = line.start.shape, Site(line.start.site)
    book.page(sheet).lay(line.id, start, (line.end.shape, Site(line.end.site)), glued)


def _band(scene: Scene, own: Placed) -> tuple[int, int]:
    """Return the edges of the row of the sheet in which a symbol stands."""
    edges, y = scene.sheets[own.sheet].rows, own.shape.box.center.y
    at = max(n for n, edge in enumerate(edges) if edge <= y)
    return edges[at], edges[at + 1]


def _lane_edges(scene: Scene, flow: Flow, sheet: int) -> dict[int, tuple[int, int]]:
    origins = flow.chart.lane_origins
    edges = scene.sheets[sheet].columns
    return {
        origins.lanes.index(cell.origin): (
            edges[cell.column],
            edges[cell.column + cell.column_span],
        )
        for cell in scene.sheets[sheet].cells
        if origins and cell.origin in origins.lanes
    }


def reglued(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Drag the head of an arrow to another symbol."""
    flow = flow_of(scene, chance)
    wire = _wire(flow, chance, whole=False) if flow else None
    if flow is None or wire is None:
        return None
    arrow = flow.chart.arrows[wire.arrow]
    joined = {(a.source, a.target) for a in flow.chart.arrows}
    targets = [
        each
        for each in flow.marks
        if each.sheet == wire.sheet
        and each.mark not in (arrow.source, arrow.target)
        and (arrow.source, each.mark) not in joined
    ]
    if not targets:
        return None
    target = chance.choice(targets)
    start = wire.line.start.shape, Site(wire.line.start.site)
    end = target.shape.id, chance.choice(list(Site))
    book.page(wire.sheet).lay(wire.line.id, start, end, glued)
    return Expected(flow.at, with_arrow(flow.chart, wire.arrow, target=target.mark))


def cut(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Delete an arrow with its words."""
    flow = flow_of(scene, chance)
    wire = _wire(flow, chance, whole=True) if flow else None
    if flow is None or wire is None:
        return None
    page = book.page(wire.sheet)
    page.drop(wire.line.id)
    for shape in scene.sheets[wire.sheet].shapes:
        if shape.bare and shape.key == wire.line.key:
            page.drop(shape.id)
    arrows = flow.chart.arrows
    rest = (*arrows[: wire.arrow], *arrows[wire.arrow + 1 :])
    return Expected(flow.at, replace(flow.chart, arrows=rest))


def added(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Draw an arrow between two symbols that none joins."""
    flow = flow_of(scene, chance)
    wire = _wire(flow, chance, whole=False) if flow else None
    if flow is None or wire is None:
        return None
    joined = {frozenset((a.source, a.target)) for a in flow.chart.arrows}
    own = [each for each in flow.marks if each.sheet == wire.sheet]
    pairs = [
        (one, other)
        for one in own
        for other in own
        if one is not other and frozenset((one.mark, other.mark)) not in joined
    ]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    start = one.shape.id, chance.choice(list(Site))
    end = other.shape.id, chance.choice(list(Site))
    book.page(wire.sheet).draw(wire.line.id, start, end, glued)
    new = Arrow(one.mark, other.mark)
    return Expected(flow.at, replace(flow.chart, arrows=(*flow.chart.arrows, new)))


def _wire(flow: Flow, chance: Random, *, whole: bool) -> Wire | None:
    """Return an arrow whose end, or both ends, are held by symbols of steps."""
    ids = {(each.sheet, each.shape.id) for each in flow.marks}
    found = [
        wire
        for wire in flow.wires
        if not flow.chart.arrows[wire.arrow].plain
        and wire.line.start
        and wire.line.end
        and (wire.sheet, wire.line.end.shape) in ids
        and (not whole or (wire.sheet, wire.line.start.shape) in ids)
    ]
    return chance.choice(found) if found else None


def row_in(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Insert a row with words only."""
    flow = flow_of(scene, chance)
    if flow is None:
        return None
    found = [
        (at, place, above)
        for at in range(1, len(flow.chart.rows))
        for place in [row_of(scene, flow, at)]
        for above in [row_of(scene, flow, at - 1)]
        if place and above and place[0] == above[0] and place[1] == above[1] + 1
    ]
    if not found:
        return None
    at, (sheet, row), _ = chance.choice(found)
    columns = columns_of(scene, flow, at, sheet)
    page = book.page(sheet)
    page.insert_row(row)
    page.type(row, columns["kegiatan"], "Membuat salinan Xyz")
    new = Row(flow.chart.rows[at].item, activity="Membuat salinan Xyz")
    if "waktu" in columns:
        page.type(row, columns["waktu"], "30 detik")
        new = replace(new, duration="30 detik")
    return Expected(flow.at, with_row(flow.chart, at, new), threaded=at)


def row_out(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Delete a row."""
    flow = flow_of(scene, chance)
    if flow is None or sum(row.item is not None for row in flow.chart.rows) < 3:
        return None
    found = [(at, row_of(scene, flow, at)) for at in range(len(flow.chart.rows))]
    known = [(at, place) for at, place in found if place]
    if not known:
        return None
    at, (sheet, row) = chance.choice(known)
    book.page(sheet).delete_row(row)
    return Expected(flow.at, without_row(flow.chart, at), lines=40)


def _look_alike(chart: Chart, at: int) -> bool:
    """Tell whether the symbols of a row and the next cannot be told from each other by looks."""
    one, other = (
        {(m.lane, m.last_lane, m.order, m.symbol, m.text) for m in chart.marks if m.row == row}
        for row in (at, at + 1)
    )
    return one == other


def swap(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Cut a row and insert it above the one before it, with its symbols; arrows go along."""
    flow = flow_of(scene, chance)
    if flow is None:
        return None
    found = [
        (at, place)
        for at in range(len(flow.chart.rows) - 1)
        for place in [row_of(scene, flow, at)]
        for below in [row_of(scene, flow, at + 1)]
        if place and below and place[0] == below[0] and place[1] + 1 == below[1]
    ]
    if not found:
        return None
    at, (sheet, row) = chance.choice(found)
    nameless = not glued or scene.old
    if scene.format is Format.DOCX and nameless and _look_alike(flow.chart, at):
        return None
    page = book.page(sheet)
    page.move_row(row + 1, row)
    ids = {each.shape.id for each in flow.marks if flow.chart.marks[each.mark].row in (at, at + 1)}
    edges = scene.sheets[sheet].rows
    ids |= {
        shape.id
        for shape in scene.sheets[sheet].shapes
        if edges[row] <= shape.box.center.y < edges[row + 2] and not shape.bare
    }
    for line in scene.sheets[sheet].lines:
        if line.start and line.end and {line.start.shape, line.end.shape} & ids:
            _relay(book, sheet, line, glued)
    return Expected(flow.at, swapped(flow.chart, at), lines=60)


def lane_in(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """Insert a column between two lanes and type its title."""
    flows = [flow for flow in scene.flows if flow.marks]
    if len(flows) != 1 or len(flows[0].chart.lanes) < 2:
        return None
    flow = flows[0]
    lane = chance.randrange(1, len(flow.chart.lanes))
    origins = flow.chart.lane_origins.lanes
    heads = [
        (number, cell)
        for number, sheet in enumerate(scene.sheets)
        for cell in sheet.cells
        if cell.origin == origins[lane]
    ]
    if len(heads) != 1:
        return None
    number, cell = heads[0]
    over = [each for each in flow.chart.lane_headings if lane in each.lanes]
    if over and lane - 1 not in over[0].lanes:
        return None
    page = book.page(number)
    page.insert_column(cell.column, cell.column)
    page.type(cell.row, cell.column, "Verifikator Xyz")
    return Expected(flow.at, with_lane(flow.chart, lane, "Verifikator Xyz"))


def five(scene: Scene, book: Any, chance: Random, glued: bool) -> Expected | None:
    """A row in, a row out, a kegiatan retyped and two cells typed into."""
    flow = flow_of(scene, chance)
    if flow is None:
        return None
    places = {at: row_of(scene, flow, at) for at in range(len(flow.chart.rows))}
    own = [at for at, place in places.items() if place]
    into = [
        at
        for at in own
        if at - 1 in own
        and places[at][0] == places[at - 1][0]
        and places[at][1] == places[at - 1][1] + 1
    ]
    if len(own) < 5 or not into:
        return None
    new = chance.choice(into)
    rest = [at for at in own if at not in (new, new - 1)]
    gone = chance.choice(rest)
    typed = [at for at in own if at != gone]
    chance.shuffle(typed)
    chart = flow.chart
    rows = list(chart.rows)
    for at, column, text in (
        (typed[0], "kegiatan", "Menyusun naskah pengantar Xyz"),
        (typed[1], "waktu", "70 detik"),
        (typed[-1], "kelengkapan", "Berkas Xyz"),
    ):
        columns = columns_of(scene, flow, at, places[at][0])
        if column not in columns:
            return None
        book.page(places[at][0]).type(places[at][1], columns[column], text)
        field = {"kegiatan": "activity", "waktu": "duration", "kelengkapan": "requirements"}
        rows[at] = replace(rows[at], **{field[column]: text})
    chart = replace(chart, rows=tuple(rows))
    for at in sorted((new, gone), reverse=True):
        sheet, row = places[at]
        page = book.page(sheet)
        if at == new:
            columns = columns_of(scene, flow, at, sheet)
            page.insert_row(row)
            page.type(row, columns["kegiatan"], "Membuat salinan Xyz")
            added = Row(chart.rows[at].item, activity="Membuat salinan Xyz")
            chart = with_row(chart, at, added)
        else:
            page.delete_row(row)
            chart = without_row(chart, at)
    return Expected(flow.at, chart, threaded=new - (gone < new), lines=60)


KINDS: dict[str, Kind] = {
    "teks identitas": identity,
    "teks butir": box_item,
    "teks sel": table_cell,
    "sel diketik ulang": retyped_cell,
    "sel dikosongkan": emptied_cell,
    "judul lajur": lane_title,
    "kata di simbol": words,
    "jenis simbol": symbol,
    "kata jawaban": answer,
    "simbol pindah, panah ikut": follows,
    "simbol pindah, panah tinggal": behind,
    "panah pindah": reglued,
    "panah dihapus": cut,
    "panah baru": added,
    "baris masuk": row_in,
    "baris dihapus": row_out,
    "dua baris bertukar": swap,
    "lajur masuk": lane_in,
    "lima sekaligus": five,
}
ALIKE = frozenset(
    {
        "teks identitas",
        "teks butir",
        "teks sel",
        "sel diketik ulang",
        "sel dikosongkan",
        "judul lajur",
        "kata di simbol",
        "jenis simbol",
    }
)
"""Kinds to which it makes no difference whether lines are glued."""
