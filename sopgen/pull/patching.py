"""Decide what a flow is to show after a pull: what it shows on disk, changed as its drawing was.

Symbols and arrows of the definition, of the drawing as it was made and as it is now are found in
each other; only what differs between the drawings is changed, so that what the recogniser
misreads in both is left alone, and what the definition has gained meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from sopgen.editing.ways.drawing import order_in_cell
from sopgen.layout.flowchart.chart import Chart, Mark
from sopgen.model.graph import Arrow
from sopgen.pull.changes import NewStep, Row
from sopgen.pull.drawings import END, START, Drawings
from sopgen.recognition.reading import SeenArrow, SeenFlow, SeenMark

Token = Row | str
"""A row by what it is: of the base, new, of capsules alone, or one that only the definition has."""

_Place = tuple[Token, str, str, int]


@dataclass(frozen=True)
class Wanted:
    """What a flow is to show: symbols and arrows between them, rows as in its chart."""

    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    joined: int = 0
    """How many symbols without arrows were put beside others: joint work."""
    without: int = 0
    """How many rows lost all their symbols; they are kept."""
    crowded: int = 0
    """How many new symbols without arrows stand in a cell with others; they are left out."""


@dataclass(frozen=True)
class Side:
    """A chart of the definition, with what its rows are and the ids of its lanes."""

    chart: Chart
    rows: tuple[Token, ...]
    lanes: tuple[str, ...]

    def place(self, at: int) -> _Place:
        """Return where mark `at` stands, as the recogniser counts."""
        mark = self.chart.marks[at]
        lanes = self.lanes[mark.lane], self.lanes[mark.last_lane]
        return (self.rows[mark.row], *lanes, order_in_cell(self.chart, at))


def side(chart: Chart, tokens: Sequence[Row | None], lanes: Sequence[str]) -> Side:
    """Return `chart`, whose items are the rows `tokens`."""
    named: list[Token] = []
    for at, row in enumerate(chart.rows):
        token = None if row.item is None else tokens[row.item]
        if row.item is None:
            named.append(START if at == 0 else END)
        elif token is None:
            own = sum(each is None for each in tokens[: row.item])
            named.append(f"sendiri {own}")
        else:
            named.append(token)
    return Side(chart, tuple(named), tuple(lanes))


def with_end_of(current: Side, mine: Side, drawn: Drawings) -> Side:
    """Return `current` with the row of the last capsules, where they are drawn all the same.

    A flow that lost its last step leads nowhere until what was drawn is said of it.
    """
    is_drawn = any(drawn.rows_now[mark.row] == END for mark in drawn.now.marks)
    if not is_drawn or END in current.rows or END not in mine.rows:
        return current
    row = mine.chart.rows[mine.rows.index(END)]
    chart = replace(current.chart, rows=(*current.chart.rows, row))
    return Side(chart, (*current.rows, END), current.lanes)


@dataclass(eq=False)
class _Symbol:
    """A symbol that the flow is to show."""

    token: Token
    mark: Mark
    mine: int | None = None
    before: int | None = None
    now: int | None = None
    kept: bool = False
    """It is gone from the sheet, and kept."""


@dataclass(eq=False)
class _Link:
    """An arrow that the flow is to show; `key` is that of its line."""

    source: _Symbol
    target: _Symbol
    arrow: Arrow
    key: str = ""


@dataclass
class Patch:
    """Puts the differences of two drawings upon the flow on disk, `mine`.

    `current` is the flow with its rows as they are to be; what it shows by default in new rows
    is taken from there.
    """

    drawn: Drawings
    mine: Side
    current: Side
    _symbols: list[_Symbol] = field(default_factory=list)
    _links: list[_Link] = field(default_factory=list)
    _joined: int = 0
    _crowded: int = 0

    def wanted(self) -> Wanted:
        """Return what the flow is to show."""
        self._take_symbols()
        self._take_arrows()
        without = len({str(each.token) for each in self._symbols if each.kept})
        for row in self.current.rows:
            if isinstance(row, NewStep):
                self._thread(row)
        return self._in_order(without)

    def _take_symbols(self) -> None:
        drawn, mine = self.drawn, self.mine
        now_of = _same_marks(drawn)
        places = {
            _seen_place(mark, drawn.rows_before, drawn.lanes_before): at
            for at, mark in enumerate(drawn.before.marks)
        }
        empty = self._emptied_rows(now_of)
        for at, mark in enumerate(mine.chart.marks):
            place = mine.place(at)
            token = place[0]
            before = places.get(place)
            if token not in self.current.rows:
                continue
            if before is None:
                self._symbols.append(_Symbol(token, mark, at))
                continue
            now = now_of.get(before)
            if now is None and token in empty:
                self._symbols.append(_Symbol(token, mark, at, before, kept=True))
            elif now is not None:
                own = self._changed(mark, drawn.before.marks[before], drawn.now.marks[now])
                where = self.drawn.rows_now[drawn.now.marks[now].row]
                if where in self.current.rows:
                    same = where == drawn.rows_before[drawn.before.marks[before].row]
                    self._symbols.append(_Symbol(token if same else where, own, at, before, now))
        known = set(now_of.values())
        for at, seen in enumerate(drawn.now.marks):
            token = drawn.rows_now[seen.row]
            if at not in known and token in self.current.rows:
                self._symbols.append(_Symbol(token, self._seen(seen), now=at))

    def _emptied_rows(self, now_of: Mapping[int, int]) -> list[Token]:
        """Return the rows that are still there and have none of their symbols, nor others."""
        drawn = self.drawn
        left = {mark.row for mark in drawn.now.marks}
        had = {drawn.rows_before[mark.row] for mark in drawn.before.marks}
        return [
            row
            for at, row in enumerate(drawn.rows_now)
            if at not in left and row in had and isinstance(row, int)
        ]

    def _changed(self, mark: Mark, before: SeenMark, now: SeenMark) -> Mark:
        """Return `mark` with what `now` differs in from `before`."""
        seen = self._seen(now)
        drawn = self.drawn
        lanes = (drawn.lanes_before[before.lane], drawn.lanes_before[before.last_lane])
        stays = lanes == (drawn.lanes_now[now.lane], drawn.lanes_now[now.last_lane])
        rows = drawn.rows_before[before.row], drawn.rows_now[now.row]
        settled = stays and rows[0] == rows[1] and before.order == now.order
        return replace(
            mark,
            order=mark.order if settled else seen.order,
            lane=mark.lane if stays else seen.lane,
            last_lane=mark.last_lane if stays else seen.last_lane,
            symbol=mark.symbol if before.symbol is now.symbol else seen.symbol,
            text=mark.text if before.text == now.text else seen.text,
        )

    def _seen(self, seen: SeenMark) -> Mark:
        low, high = (self.drawn.lanes_now[lane] for lane in (seen.lane, seen.last_lane))
        ids = self.current.lanes
        return Mark(0, seen.order, ids.index(low), ids.index(high), seen.symbol, seen.text)

    def _take_arrows(self) -> None:
        by_mine = {each.mine: each for each in self._symbols if each.mine is not None}
        by_before = {each.before: each for each in self._symbols if each.before is not None}
        by_now = {each.now: each for each in self._symbols if each.now is not None}
        for arrow in self.mine.chart.arrows:
            source, target = by_mine.get(arrow.source), by_mine.get(arrow.target)
            if source is not None and target is not None:
                self._links.append(_Link(source, target, arrow))
        had = list(_links(self.drawn.before, by_before))
        has = list(_links(self.drawn.now, by_now))
        gone = [each for each in had if not any(_alike(each, one) for one in has)]
        new = [each for each in has if not any(_alike(each, one) for one in had)]
        for each in gone:
            if not each.source.kept and not each.target.kept:
                self._take_off(each, new)
        self._links += [each for each in new if not self._goes_around_kept(each, had)]

    def _take_off(self, gone: _Link, new: list[_Link]) -> None:
        """Take an arrow off; what came in its place, by its line, takes its place in the order."""
        own = next(
            (
                each
                for each in self._links
                if _ends(each) == _ends(gone) and _is_same(each.arrow.label, gone.arrow.label)
            ),
            None,
        )
        own = own or next((each for each in self._links if _ends(each) == _ends(gone)), None)
        if own is None:
            return
        heir = next((each for each in new if gone.key and each.key == gone.key), None)
        heir = heir or next((each for each in new if _ends(each) == _ends(gone)), None)
        at = self._links.index(own)
        if heir is None:
            del self._links[at]
            return
        new.remove(heir)
        arrow = heir.arrow
        if _is_same(gone.arrow.label, arrow.label):
            arrow = replace(arrow, label=own.arrow.label)
        self._links[at] = _Link(heir.source, heir.target, arrow, heir.key)

    def _goes_around_kept(self, link: _Link, had: Sequence[_Link]) -> bool:
        """Tell whether an arrow leads over symbols that are gone and kept."""
        on = [each.target for each in had if each.source is link.source and each.target.kept]
        seen: list[_Symbol] = []
        while on:
            at = on.pop()
            if at is link.target:
                return True
            if at.kept and at not in seen:
                seen.append(at)
                on += [each.target for each in had if each.source is at]
        return False

    def _thread(self, row: NewStep) -> None:
        """Let a new row that was drawn without arrows, or not at all, stand in the flow."""
        own = [each for each in self._symbols if each.token == row]
        if any(each.source in own or each.target in own for each in self._links):
            return
        current = self.current.chart
        numbers = [
            at for at, mark in enumerate(current.marks) if self.current.rows[mark.row] == row
        ]
        if not own:
            own = [_Symbol(row, current.marks[at]) for at in numbers]
            self._symbols += own
        by_number = dict(zip(numbers, own, strict=False))
        for arrow in current.arrows:
            one, other = by_number.get(arrow.source), by_number.get(arrow.target)
            if one is not None and other is not None:
                self._links.append(_Link(one, other, arrow))
        if not own:
            return
        above, below = self._beside(row, -1), self._beside(row, 1)
        through = [each for each in self._links if each.source in above and each.target in below]
        first, last = own[0], own[-1]
        if any(each.arrow.plain for each in self._links if each.source in own):
            last = first
        for each in through:
            self._links[self._links.index(each)] = _Link(each.source, first, each.arrow)
        for target in dict.fromkeys(each.target for each in through):
            self._links.append(_Link(last, target, Arrow(0, 0)))
        if not through:
            self._thread_as_current(by_number)

    def _thread_as_current(self, own: Mapping[int, _Symbol]) -> None:
        """Let the arrows of a new row be those that the definition gives it of itself."""
        current = self.current
        by_place = {
            current.place(at): symbol
            for at in range(len(current.chart.marks))
            for symbol in self._symbols
            if self._place(symbol) == current.place(at)
        }
        for arrow in current.chart.arrows:
            if (arrow.source in own) is (arrow.target in own):
                continue
            source = by_place.get(current.place(arrow.source))
            target = by_place.get(current.place(arrow.target))
            if source is not None and target is not None:
                self._links.append(_Link(source, target, arrow))

    def _place(self, symbol: _Symbol) -> _Place:
        ids, mark = self.current.lanes, symbol.mark
        return symbol.token, ids[mark.lane], ids[mark.last_lane], mark.order

    def _beside(self, row: NewStep, step: int) -> list[_Symbol]:
        """Return the symbols of the nearest row above or below that has any."""
        at = self.current.rows.index(row) + step
        while 0 <= at < len(self.current.rows):
            found = [each for each in self._symbols if each.token == self.current.rows[at]]
            if found:
                return found
            at += step
        return []

    def _in_order(self, without: int) -> Wanted:
        self._join_loose()
        place = {id(each): self.current.rows.index(each.token) for each in self._symbols}
        ordered = sorted(
            self._symbols, key=lambda each: (place[id(each)], each.mark.lane, each.mark.order)
        )
        number = {id(each): at for at, each in enumerate(ordered)}
        return Wanted(
            tuple(replace(each.mark, row=place[id(each)]) for each in ordered),
            tuple(
                replace(each.arrow, source=number[id(each.source)], target=number[id(each.target)])
                for each in self._links
            ),
            self._joined,
            without,
            self._crowded,
        )

    def _join_loose(self) -> None:
        """Join new symbols without arrows to those beside them in their row: joint work.

        One in the same cell as another is left out.
        """
        for each in list(self._symbols):
            if each.mine is not None or isinstance(each.token, NewStep):
                continue
            if any(each in (link.source, link.target) for link in self._links):
                continue
            beside = [
                other
                for other in self._symbols
                if other.token == each.token
                and other is not each
                and other.mark.lane != each.mark.lane
            ]
            if not beside:
                if any(one.token == each.token and one is not each for one in self._symbols):
                    self._symbols.remove(each)
                    self._crowded += 1
                continue
            self._joined += 1
            other = min(beside, key=lambda one: abs(one.mark.lane - each.mark.lane))
            pair = sorted((each, other), key=lambda one: one.mark.lane)
            self._links.append(_Link(pair[0], pair[1], Arrow(0, 0, plain=True)))


def _same_marks(drawn: Drawings) -> dict[int, int]:
    """Return which symbol of the drawing now is which of that before: by key, then by place."""
    before, now = drawn.before.marks, drawn.now.marks
    by_key = {mark.key: at for at, mark in enumerate(now) if mark.key}
    out = {at: by_key[mark.key] for at, mark in enumerate(before) if mark.key in by_key}
    left = {
        _seen_place(mark, drawn.rows_now, drawn.lanes_now): at
        for at, mark in enumerate(now)
        if at not in out.values()
    }
    for at, mark in enumerate(before):
        own = None
        if at not in out:
            own = left.pop(_seen_place(mark, drawn.rows_before, drawn.lanes_before), None)
        if own is not None:
            out[at] = own
    return out


def _seen_place(mark: SeenMark, rows: Sequence[Token], lanes: Sequence[str]) -> _Place:
    return rows[mark.row], lanes[mark.lane], lanes[mark.last_lane], mark.order


def _links(seen: SeenFlow, symbols: Mapping[int, _Symbol]) -> Iterator[_Link]:
    for each in seen.arrows:
        source, target = symbols.get(each.source), symbols.get(each.target)
        if source is not None and target is not None:
            yield _Link(source, target, _arrow(each), each.key)


def _arrow(seen: SeenArrow) -> Arrow:
    return Arrow(0, 0, seen.label, seen.plain, seen.dashed)


def _alike(one: _Link, other: _Link) -> bool:
    return _ends(one) == _ends(other) and one.arrow == other.arrow


def _ends(link: _Link) -> tuple[int, int]:
    ends = id(link.source), id(link.target)
    return (min(ends), max(ends)) if link.arrow.plain else ends


def _is_same(one: str, other: str) -> bool:
    return one.split() == other.split()
