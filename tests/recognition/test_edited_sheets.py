"""What a person changes in one of our drawings is understood, whatever the program keeps."""

from collections.abc import Callable
from random import Random

import pytest
from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Point, Site, Symbol
from sopgen.document.sheet import SeenGlue, SeenLine, SeenShape
from sopgen.document.symbols import site
from sopgen.recognition.flow import seen_flow
from sopgen.recognition.reading import Panel, SeenFlow
from tests.catalogue import DEFINITIONS
from tests.recognition.drawn import changed, drawn, keyless, moved, unglued

ENDS = (Site.BOTTOM, Site.TOP)
TIMES = 3

Told = tuple[set[tuple[object, ...]], set[tuple[object, ...]]]


class Scene(Struct, frozen=True):
    """The panels of a flow, one of which is edited, and what is seen of them before that."""

    panels: tuple[Panel, ...]
    at: int
    seen: SeenFlow

    @property
    def panel(self) -> Panel:
        return self.panels[self.at]

    def steps(self) -> list[SeenShape]:
        """Return the symbols of steps in the panel."""
        ids = {mark.shape for mark in self.seen.marks}
        return [shape for shape in self.panel.sheet.shapes if shape.id in ids]

    def arrows(self) -> list[SeenLine]:
        """Return the arrows between steps in the panel."""
        keys = {each.key for each in self.seen.arrows if not each.plain}
        ids = {shape.id for shape in self.steps()}
        return [
            line
            for line in self.panel.sheet.lines
            if line.key in keys and line.start.shape in ids and line.end.shape in ids
        ]

    def edited(self, shape=None, line=None, new: SeenLine | None = None) -> tuple[Panel, ...]:
        panel = changed(self.panel, shape, line)
        if new is not None:
            lines = (*panel.sheet.lines, new)
            panel = replace(panel, sheet=replace(panel.sheet, lines=lines))
        return (*self.panels[: self.at], panel, *self.panels[self.at + 1 :])


Edit = Callable[[Scene, Random], tuple[tuple[Panel, ...], Told] | None]


def told(seen: SeenFlow) -> Told:
    """Return symbols and arrows by the ids of shapes, which no edit here changes."""
    ids = [mark.shape for mark in seen.marks]
    return (
        {(m.shape, m.row, m.lane, m.last_lane, m.symbol, m.text) for m in seen.marks},
        {
            (
                *_ends(ids[each.source], ids[each.target], each.plain),
                each.label,
                each.plain,
                each.dashed,
            )
            for each in seen.arrows
        },
    )


def _ends(one: int, other: int, plain: bool) -> tuple[int, int]:
    """Return the ends of an arrow; a line of joint work goes neither way."""
    return (min(one, other), max(one, other)) if plain else (one, other)


def dragged(scene: Scene, chance: Random, *, followed: bool):
    """Drag a symbol to a lane of its row where none stands; its lines follow, or stay behind."""
    shape = chance.choice(scene.steps())
    mark = next(each for each in scene.seen.marks if each.shape == shape.id)
    taken = {
        lane
        for each in scene.seen.marks
        if each.row == mark.row
        for lane in range(each.lane, each.last_lane + 1)
    }
    free = [lane for lane in range(len(scene.panel.lanes)) if lane not in taken]
    band = next(band for band in scene.panel.rows if band.row == mark.row)
    beside = [
        scene.panel.lanes.index(edges)
        for each in scene.panel.sheet.shapes
        if not each.bare and band.top <= each.box.center.y < band.bottom
        for edges in scene.panel.lanes
        if edges[0] <= each.box.center.x < edges[1]
    ]
    free = [lane for lane in free if lane not in beside]
    if not free or mark.last_lane > mark.lane:
        return None
    lane = chance.choice(free)
    off = sum(scene.panel.lanes[lane]) // 2 - shape.box.center.x
    after = replace(shape, box=moved(shape.box, off))

    def pulled(line: SeenLine) -> SeenLine:
        path = list(line.path)
        if line.start and line.start.shape == shape.id:
            path[0] = moved_point(path[0], off)
        if line.end and line.end.shape == shape.id:
            path[-1] = moved_point(path[-1], off)
        return replace(line, path=tuple(path))

    panels = scene.edited(
        lambda each: after if each.id == shape.id else each, pulled if followed else None
    )
    marks, arrows = told(scene.seen)
    old = (shape.id, mark.row, mark.lane, mark.lane, mark.symbol, mark.text)
    new = (shape.id, mark.row, lane, lane, mark.symbol, mark.text)
    return panels, ((marks - {old}) | {new}, arrows)


def moved_point(point: Point, x: int) -> Point:
    return Point(point.x + x, point.y)


def follows(scene: Scene, chance: Random):
    return dragged(scene, chance, followed=True)


def stays_behind(scene: Scene, chance: Random):
    return dragged(scene, chance, followed=False)


def reshaped(scene: Scene, chance: Random):
    shape = chance.choice(scene.steps())
    kinds = {
        "flowChartDecision": Symbol.DECISION,
        "rect": Symbol.PROCESS,
        "flowChartTerminator": Symbol.TERMINATOR,
    }
    preset = chance.choice(sorted(kinds))
    panels = scene.edited(lambda e: replace(e, preset=preset) if e.id == shape.id else e)
    marks, arrows = told(scene.seen)
    return panels, (
        {(*each[:4], kinds[preset], each[5]) if each[0] == shape.id else each for each in marks},
        arrows,
    )


def cut(scene: Scene, chance: Random):
    if not scene.arrows():
        return None
    gone = chance.choice(scene.arrows())
    panels = scene.edited(
        lambda each: None if each.bare and each.key == gone.key else each,
        lambda each: None if each.id == gone.id else each,
    )
    marks, arrows = told(scene.seen)
    return panels, (marks, {each for each in arrows if each[:2] != ends(gone)})


def ends(line: SeenLine) -> tuple[int, int]:
    return line.start.shape, line.end.shape


def retargeted(scene: Scene, chance: Random):
    """Drag the head of an arrow to a site of another symbol."""
    if not scene.arrows():
        return None
    line, target = chance.choice(scene.arrows()), chance.choice(scene.steps())
    marks, arrows = told(scene.seen)
    joined = {each[:2] for each in arrows}
    if target.id in ends(line) or (line.start.shape, target.id) in joined:
        return None
    at = chance.choice(list(Site))
    path = (*line.path[:-1], site(target.box, at))
    after = replace(line, path=path, end=SeenGlue(target.id, int(at)))
    panels = scene.edited(line=lambda each: after if each.id == line.id else each)
    new = {(each[0], target.id, *each[2:]) if each[:2] == ends(line) else each for each in arrows}
    return panels, (marks, new)


def drawn_anew(scene: Scene, chance: Random):
    """Draw an arrow by hand from one symbol to another, both ends a little off."""
    one, other = chance.choice(scene.steps()), chance.choice(scene.steps())
    marks, arrows = told(scene.seen)
    if one is other or (one.id, other.id) in {each[:2] for each in arrows}:
        return None
    path = tuple(
        Point(at.x + chance.randint(-40, 40), at.y + chance.randint(-40, 40))
        for at in (site(one.box, ENDS[0]), site(other.box, ENDS[1]))
    )
    new = SeenLine(99_999, "", path, head_at_end=True)
    return scene.edited(new=new), (marks, arrows | {(one.id, other.id, "", False, False)})


EDITS: tuple[Edit, ...] = (follows, stays_behind, reshaped, cut, retargeted, drawn_anew)
LEFT = {"all": lambda panel: panel, "unglued": unglued, "keyless": keyless}


@pytest.mark.parametrize("name", DEFINITIONS)
@pytest.mark.parametrize("left", LEFT)
def test_one_edit_is_understood(name, left):
    for flow in drawn(name):
        for edit in EDITS:
            if left == "keyless" and edit in (follows, stays_behind, retargeted):
                continue
            chance = Random(f"{name} {edit.__name__}")
            for _ in range(TIMES):
                at = chance.randrange(len(flow.panels))
                scene = Scene(flow.panels, at, seen_flow(flow.panels))
                found = edit(scene, chance) if scene.steps() else None
                if found is None:
                    continue
                panels, expected = found
                if edit is stays_behind:
                    panels = tuple(unglued(panel) for panel in panels)
                seen = seen_flow([LEFT[left](panel) for panel in panels], flow.panels)
                assert told(seen) == expected, edit.__name__
