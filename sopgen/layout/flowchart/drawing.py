"""Turn the routes of one page into its drawing: names, words and alternative texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import (
    Align,
    Anchor,
    Box,
    Connector,
    Drawing,
    Glue,
    Label,
    Paragraph,
    Point,
    Shape,
    Symbol,
)
from sopgen.document.symbols import text_box
from sopgen.layout.flowchart.chart import Chart, Mark
from sopgen.layout.flowchart.links import Link
from sopgen.layout.flowchart.plan import PagePlan
from sopgen.layout.flowchart.scale import LabelChoice, Scale
from sopgen.layout.flowchart.telling import Telling
from sopgen.layout.routing import Routes
from sopgen.layout.typeset import Passage, runs_of

_KINDS = {
    Symbol.TERMINATOR: "mulai atau selesai",
    Symbol.PROCESS: "proses",
    Symbol.DECISION: "keputusan",
    Symbol.OFF_PAGE: "sambungan halaman",
}


class Artist(Struct, frozen=True):
    """Draws the pages of one flow."""

    chart: Chart
    scale: Scale
    ids: Iterator[int]
    telling: Telling

    def draw(self, plan: PagePlan, routes: Routes, origin: Point, page: int) -> Drawing:
        """Return the drawing of `plan` with the lanes' top left at `origin`."""
        canvas = next(self.ids)
        shapes = [
            self._shape(self.chart.marks[mark], _moved(box, origin))
            for mark, box in zip(plan.marks, routes.boxes, strict=False)
        ]
        for link, box in zip(plan.links, routes.boxes[len(plan.marks) :], strict=True):
            shapes.append(self._segilima(link, _moved(box, origin)))
        connectors = tuple(self._connectors(plan, routes, shapes, origin))
        labels = [
            *self._labels(plan, routes, connectors, origin),
            *self._captions(plan, routes, shapes[len(plan.marks) :], origin),
        ]
        width, height = routes.lane_edges[-1], routes.row_edges[-1]
        return Drawing(
            canvas,
            Box(origin.x, origin.y, width, height),
            tuple(shapes),
            connectors,
            tuple(labels),
            f"Bagan alir halaman {page}",
            self.telling.told(plan.rows, page),
        )

    def _shape(self, mark: Mark, box: Box) -> Shape:
        name = self._name(mark)
        activity = self.chart.rows[mark.row].activity
        told = f"{name}: {activity}" if activity else f"{name}: {mark.text}"
        kind = f" ({_KINDS[mark.symbol]})" if mark.symbol is not Symbol.PROCESS else ""
        words = self._words(mark, box) if mark.text else ()
        id = next(self.ids)
        description, key = told + kind, f"m{id}"
        return Shape(id, mark.symbol, box, name, description, words, key, mark.origin)

    def _name(self, mark: Mark) -> str:
        lanes = self.chart.lane_told(mark.lane, mark.last_lane)
        number = self.chart.number_told(mark.row)
        place = f"langkah {number}" if number else (mark.text or "tanpa nomor")
        return f"{place}, {lanes}"

    def _words(self, mark: Mark, box: Box) -> tuple[Paragraph, ...]:
        text = self.scale.words(mark)
        area = text_box(mark.symbol, box)
        left = area.x + (area.width - text.width) // 2
        inner = Box(left, area.y, text.width, area.height)
        return text.anchored(inner, Anchor.MIDDLE)

    def _segilima(self, link: Link, box: Box) -> Shape:
        font = self.scale.symbol_font
        typesetter = self.scale.typesetter
        text = typesetter.set([Passage(runs_of(link.letter, font))], font, box.width, Align.CENTER)
        area = text_box(Symbol.OFF_PAGE, box)
        words = text.anchored(Box(box.x, area.y, box.width, area.height), Anchor.MIDDLE)
        way = "ke" if link.leaving else "dari"
        target = self.chart.rows[link.other_row].number.rstrip(".")
        told = f"sambungan {link.letter} {way} langkah {target}".rstrip()
        return Shape(
            next(self.ids),
            Symbol.OFF_PAGE,
            box,
            f"segilima {link.letter}",
            told,
            words,
            f"{link.letter}.{way}",
            self.chart.arrow_origin(link.arrow),
        )

    def _connectors(
        self, plan: PagePlan, routes: Routes, shapes: list[Shape], origin: Point
    ) -> Iterator[Connector]:
        ways = zip(plan.legs, plan.arrows, routes.paths, routes.sites, strict=True)
        for leg, arrow, path, (leaves, enters) in ways:
            source, target = shapes[leg.source], shapes[leg.target]
            drawn = self.chart.arrows[arrow]
            label = drawn.label
            what = "garis" if leg.plain else "panah putus-putus" if drawn.dashed else "panah"
            told = f"{what} dari {source.name} ke {target.name}"
            id = next(self.ids)
            yield Connector(
                id,
                tuple(Point(point.x + origin.x, point.y + origin.y) for point in path),
                Glue(source.id, leaves),
                Glue(target.id, enters),
                f"{told}: {label}" if label else told,
                f"{told}: {label}" if label else told,
                not leg.plain,
                drawn.dashed,
                f"p{id}",
                self.chart.arrow_origin(arrow),
            )

    def _labels(
        self, plan: PagePlan, routes: Routes, connectors: Sequence[Connector], origin: Point
    ) -> Iterator[Label]:
        for arrow, choices, number, box, connector in zip(
            plan.arrows, plan.labels, routes.label_choice, routes.labels, connectors, strict=True
        ):
            if box is not None:
                name = f"jawaban {self.chart.arrows[arrow].label}"
                label = self._label(choices[number], _moved(box, origin), name, connector)
                yield replace(label, origin=connector.origin)

    def _captions(
        self, plan: PagePlan, routes: Routes, shapes: Sequence[Shape], origin: Point
    ) -> Iterator[Label]:
        first = len(plan.marks)
        boxes, numbers = routes.captions[first:], routes.caption_choice[first:]
        captions = zip(plan.links, plan.captions, numbers, boxes, shapes, strict=True)
        for link, choices, number, box, shape in captions:
            if box is not None:
                name = f"keterangan segilima {link.letter}"
                yield self._label(choices[number], _moved(box, origin), name, shape)

    def _label(self, choice: LabelChoice, box: Box, name: str, owner: Connector | Shape) -> Label:
        inner = Box(box.x, box.y, choice.text.width, box.height)
        paragraphs = choice.text.anchored(inner, Anchor.MIDDLE)
        return Label(next(self.ids), box, paragraphs, name, owner.id, owner.key)


def _moved(box: Box, origin: Point) -> Box:
    return Box(box.x + origin.x, box.y + origin.y, box.width, box.height)
