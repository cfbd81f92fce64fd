"""Edits of a drawing as a clerk makes them, one at a time and by chance of a seed."""

from collections.abc import Callable, Iterator
from random import Random

from msgspec.structs import replace

from sopgen.document.page import Symbol
from sopgen.editing.ways import Drawing, WantedArrow, WantedMark

Edit = Callable[[Drawing, Random, int], Drawing | None]


def moved(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Drag a symbol to another lane of its row, where none stands."""
    at = chance.randrange(len(drawing.marks))
    mark = drawing.marks[at]
    width = mark.last_lane - mark.lane
    free = [
        lane
        for lane in range(lanes - width)
        if lane != mark.lane and not _taken(drawing, mark.item, lane, lane + width, at)
    ]
    if not free or mark.order or _taken(drawing, mark.item, mark.lane, mark.last_lane, at):
        return None
    lane = chance.choice(free)
    return _with_mark(drawing, at, replace(mark, lane=lane, last_lane=lane + width))


def widened(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Draw a symbol over the lane beside its own too, or over its first only."""
    at = chance.randrange(len(drawing.marks))
    mark = drawing.marks[at]
    if mark.last_lane > mark.lane:
        return _with_mark(drawing, at, replace(mark, last_lane=mark.lane))
    last = mark.lane + 1
    if last == lanes or _taken(drawing, mark.item, mark.lane, last, at):
        return None
    return _with_mark(drawing, at, replace(mark, last_lane=last))


def reshaped(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Make a box a lozenge, or the like; a capsule says what capsules say there."""
    at = chance.randrange(len(drawing.marks))
    kinds = [Symbol.TERMINATOR, Symbol.PROCESS, Symbol.DECISION]
    kinds.remove(drawing.marks[at].symbol)
    return _with_mark(drawing, at, replace(drawing.marks[at], symbol=chance.choice(kinds)))


def reworded(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Type other words into a symbol, or none."""
    at = chance.randrange(len(drawing.marks))
    words = chance.choice(["", "Arsip", "Tujuan: disposisi", "# 1"])
    return _with_mark(drawing, at, replace(drawing.marks[at], text=words))


def retargeted(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Drag the head of an arrow to another symbol."""
    arrows = _arrows(drawing)
    if not arrows:
        return None
    at = chance.choice(arrows)
    arrow = drawing.arrows[at]
    target = chance.randrange(len(drawing.marks))
    if target == arrow.source or _joins(drawing, arrow.source, target):
        return None
    return _with_arrow(drawing, at, replace(arrow, target=target))


def cut(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Delete an arrow."""
    arrows = _arrows(drawing)
    return _with_arrow(drawing, chance.choice(arrows), None) if arrows else None


def drawn(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Draw a new arrow, sometimes with words or dashed."""
    source, target = (chance.randrange(len(drawing.marks)) for _ in range(2))
    if source == target or _joins(drawing, source, target):
        return None
    words = chance.choice(["", "", "Lengkap"])
    arrow = WantedArrow(source, target, words, dashed=chance.random() < 0.2)
    return replace(drawing, arrows=(*drawing.arrows, arrow))


def relabelled(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Type other words beside an arrow."""
    arrows = [at for at in _arrows(drawing) if drawing.arrows[at].label]
    if not arrows:
        return None
    at = chance.choice(arrows)
    return _with_arrow(drawing, at, replace(drawing.arrows[at], label="Perlu: ulang"))


def dashed(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Draw an arrow dashed, or solid again."""
    arrows = _arrows(drawing)
    if not arrows:
        return None
    at = chance.choice(arrows)
    arrow = drawing.arrows[at]
    return _with_arrow(drawing, at, replace(arrow, dashed=not arrow.dashed))


def added(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Draw a further box into a row, in a lane where none stands, with an arrow to it."""
    beside = chance.randrange(len(drawing.marks))
    item = drawing.marks[beside].item
    free = [lane for lane in range(lanes) if not _taken(drawing, item, lane, lane, -1)]
    if not free:
        return None
    lane = chance.choice(free)
    new = WantedMark(item, lane, lane, 0, Symbol.PROCESS)
    arrow = WantedArrow(beside, len(drawing.marks))
    return Drawing((*drawing.marks, new), (*drawing.arrows, arrow))


def together(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Draw a further box beside the only one of a row, with a line of joint work."""
    at = chance.randrange(len(drawing.marks))
    mark = drawing.marks[at]
    alone = sum(each.item == mark.item for each in drawing.marks) == 1
    free = [lane for lane in range(lanes) if not mark.lane <= lane <= mark.last_lane]
    if not alone or not free or mark.symbol is not Symbol.PROCESS:
        return None
    lane = chance.choice(free)
    ends = (at, len(drawing.marks)) if mark.lane < lane else (len(drawing.marks), at)
    new = WantedMark(mark.item, lane, lane, 0, Symbol.PROCESS)
    return Drawing((*drawing.marks, new), (*drawing.arrows, WantedArrow(*ends, plain=True)))


def removed(drawing: Drawing, chance: Random, lanes: int) -> Drawing | None:
    """Delete one of several symbols of a row with its arrows; what led there leads on."""
    several = [
        at
        for at, mark in enumerate(drawing.marks)
        if sum(each.item == mark.item for each in drawing.marks) > 1
        and not any(each.plain and at in (each.source, each.target) for each in drawing.arrows)
        and not _taken(drawing, mark.item, mark.lane, mark.last_lane, at)
    ]
    if not several:
        return None
    at = chance.choice(several)
    arrows = tuple(
        replace(
            each, source=each.source - (each.source > at), target=each.target - (each.target > at)
        )
        for each in drawing.arrows
        if at not in (each.source, each.target)
    )
    return Drawing((*drawing.marks[:at], *drawing.marks[at + 1 :]), arrows)


EDITS: tuple[Edit, ...] = (
    moved,
    widened,
    reshaped,
    reworded,
    retargeted,
    cut,
    drawn,
    relabelled,
    dashed,
    added,
    together,
    removed,
)


def edits(drawing: Drawing, lanes: int, seed: int, count: int) -> Iterator[tuple[str, Drawing]]:
    """Yield drawings in which one thing is otherwise, up to `count` of each kind."""
    for edit in EDITS:
        chance = Random(f"{seed} {edit.__name__}")
        for _ in range(count):
            found = edit(drawing, chance, lanes)
            if found is not None:
                yield edit.__name__, found


def _arrows(drawing: Drawing) -> list[int]:
    return [at for at, each in enumerate(drawing.arrows) if not each.plain]


def _joins(drawing: Drawing, source: int, target: int) -> bool:
    return any((each.source, each.target) == (source, target) for each in drawing.arrows)


def _taken(drawing: Drawing, item: int, lane: int, last_lane: int, but: int) -> bool:
    return any(
        at != but and mark.item == item and mark.lane <= last_lane and lane <= mark.last_lane
        for at, mark in enumerate(drawing.marks)
    )


def _with_mark(drawing: Drawing, at: int, mark: WantedMark) -> Drawing:
    return replace(drawing, marks=(*drawing.marks[:at], mark, *drawing.marks[at + 1 :]))


def _with_arrow(drawing: Drawing, at: int, arrow: WantedArrow | None) -> Drawing:
    new = () if arrow is None else (arrow,)
    return replace(drawing, arrows=(*drawing.arrows[:at], *new, *drawing.arrows[at + 1 :]))
