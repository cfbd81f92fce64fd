"""Measure what the text columns of a flowchart hold: how narrow they may be, and their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from sopgen.document.page import Font
from sopgen.layout.desk import bold
from sopgen.layout.flowchart.asked import asked_widths
from sopgen.layout.flowchart.chart import Chart
from sopgen.layout.flowchart.lines import MeasuredText, cell_height, measured
from sopgen.layout.flowchart.sharing import Cell, Ladder
from sopgen.layout.flowchart.sides import bearer, columns_below, heading_words
from sopgen.layout.typeset import CELL_SIDES, Passage, Typesetter, passages, pixels_up
from sopgen.model.kinds import Items
from sopgen.model.labels import Labels
from sopgen.model.profile import Column, ExtraColumn, Profile, TableColumn

_WIDEST_WORD = 2400
_NARROWEST: Mapping[TableColumn, int] = {Column.NUMBER: 420, Column.DURATION: 780}
_NARROWEST_TEXT = 1050
_AIR: Mapping[TableColumn, int] = {Column.DURATION: 30}
"""Short centred texts stay on one line."""

_SHORT = 1400
"""Lines no longer than this are kept whole before longer texts get what is left over."""

_LONG = 4800
"""Longer lines than this tire the eye: texts may break there however wide the paper."""

_TITLE_AIR = 10


class Thrift(Enum):
    """What is done without where a flowchart is too wide for its paper, each on top of the last.

    First labels ask for no room and columns are as narrow as their longest word, then that is
    cut where a line is full, then in columns no wider than their titles; at last lines
    stand as close as can be, and rows rather than lanes make room for labels.
    """

    NONE = "none"
    LABELS = "labels"
    WORDS = "words"
    COLUMNS = "columns"
    LANES = "lanes"

    @property
    def cuts_words(self) -> bool:
        """Tell whether words may be cut."""
        return self in (Thrift.WORDS, Thrift.COLUMNS, Thrift.LANES)


class TextWidths(Struct, frozen=True):
    """How wide one column may be.

    `least` is how narrow it may become. Narrower than `word` its longest word is cut,
    narrower than `usual` words of a usual length too, narrower than `title` its title.
    As wide as `short` no short line of it is broken, as wide as `whole` none that the eye takes in
    at once. One that is `given` is as wide as `least` says and not wider.
    """

    least: int
    word: int
    usual: int
    title: int
    short: int
    whole: int
    given: bool = False

    @property
    def narrowest(self) -> int:
        """How narrow it may be where nothing else is left: its title stays whole."""
        return self.least if self.given else min(self.word, self.title)

    def at_least(self, word: int, lengths: Sequence[float]) -> TextWidths:
        """Return the same column with room for a `word`, and lines of these `lengths` whole."""
        if self.given:
            return replace(self, word=max(self.word, word))
        short = max((length for length in lengths if length <= _SHORT), default=0.0)
        whole = min(max(lengths), _LONG)
        least = max(self.least, word)
        return replace(
            self,
            least=least,
            word=max(self.word, word),
            short=max(self.short, least, pixels_up(short)),
            whole=max(self.whole, least, pixels_up(whole)),
        )

    def under(self, thrift: Thrift) -> TextWidths | None:
        """Return the same column where room is as short as `thrift` says.

        None if it is given less than that leaves it.
        """
        if self.given:
            needed = min(self.word, self.title) if thrift.cuts_words else self.word
            return replace(self, word=self.least) if needed <= self.least else None
        match thrift:
            case Thrift.NONE:
                return self
            case Thrift.LABELS:
                return replace(self, least=self.word)
            case Thrift.WORDS:
                return replace(self, least=min(self.word, self.usual))
            case Thrift.COLUMNS | Thrift.LANES:
                return replace(self, least=self.narrowest)
            case _:
                assert_never(thrift)

    def at(self, width: int) -> TextWidths:
        """Return the same column if it may have this `width` and no other."""
        return replace(self, least=width, word=width, short=width, whole=width)


class Texts(Struct, frozen=True):
    """The texts of all text columns in one font: their widths, and their cells measured.

    `words` are what is typed in them as passages, which is the same in cells of any width;
    `ladder` says how high a cell of each number of lines is.
    """

    widths: Mapping[TableColumn, TextWidths]
    cells: tuple[Cell, ...]
    ladder: Ladder
    words: Mapping[Items, Sequence[Passage]]

    @property
    def least(self) -> int:
        """How narrow all columns may become together."""
        return sum(each.least for each in self.widths.values())

    def under(self, thrift: Thrift) -> Texts | None:
        """Return the same texts where room is as short as `thrift` says.

        None if a column is given less than that leaves it.
        """
        found = {column: each.under(thrift) for column, each in self.widths.items()}
        narrowed = {column: each for column, each in found.items() if each is not None}
        return self.within(narrowed) if len(narrowed) == len(found) else None

    def at(self, widths: Mapping[TableColumn, int]) -> Texts | None:
        """Return the same texts in columns of just these `widths`; None if one is too narrow."""
        if any(widths[column] < each.least for column, each in self.widths.items()):
            return None
        return self.within(
            {column: each.at(widths[column]) for column, each in self.widths.items()}
        )

    def within(self, widths: Mapping[TableColumn, TextWidths]) -> Texts:
        """Return the same texts in columns of other `widths`."""
        return replace(self, widths=widths)


def measured_texts(chart: Chart, profile: Profile, font: Font, typesetter: Typesetter) -> Texts:
    """Return what each text column of `chart` has to hold, in the profile's order."""
    measure = _Measure(chart, profile, font, typesetter, asked_widths(profile.flow))
    columns: list[TableColumn] = [
        column for column in profile.flow.columns if column is not Column.LANES
    ]
    widths = measure.all_widths(columns)
    cells = [
        Cell(number, rows, measure.text(chart.rows[rows.start].text(column)))
        for number, column in enumerate(columns)
        for rows in chart.groups(column)
    ]
    cells += (
        Cell(columns.index(bearer(profile.flow.columns)), range(row, row + 1), words)
        for row, words in measure.headings(widths).items()
    )
    narrowest = min((each.narrowest for each in widths.values()), default=0)
    most = max((cell.text.most(narrowest) for cell in cells), default=0)
    pitch = typesetter.metrics.line_height(font)
    ladder = Ladder(tuple(cell_height(pitch * lines) for lines in range(most + 2)))
    return Texts(widths, tuple(cells), ladder, measure.words)


class _Measure(Struct, frozen=True):
    """Measures the texts of `chart` in `font`, each once."""

    chart: Chart
    profile: Profile
    font: Font
    typesetter: Typesetter
    given: Mapping[TableColumn, int]
    words: dict[Items, Sequence[Passage]] = field(default_factory=dict)
    known: dict[Items, MeasuredText] = field(default_factory=dict)

    def text(self, typed: Items) -> MeasuredText:
        found = self.known.get(typed)
        if found is None:
            words = self.words[typed] = passages(typed, self.profile.lists.cells, self.font)
            found = self.known[typed] = measured(words, self.font, self.typesetter)
        return found

    def all_widths(self, columns: Sequence[TableColumn]) -> dict[TableColumn, TextWidths]:
        """Return the widths of `columns`; one of them makes room for heading rows."""
        widths = {column: self._widths(column) for column in columns}
        titles = [row.heading for row in self.chart.rows if row.heading]
        if titles:
            bearing = bearer(self.profile.flow.columns)
            longest = max(self.typesetter.longest_word(each, bold(self.font)) for each in titles)
            room = column_for(bearing, longest)
            texts = self.headings(widths).values()
            lengths = [each.length for text in texts for each in text.passages]
            widths[bearing] = widths[bearing].at_least(room, lengths)
        return widths

    def headings(self, widths: Mapping[TableColumn, TextWidths]) -> dict[int, MeasuredText]:
        """Return the words of heading rows by their row, as if they stood in one column.

        The columns beside that one, as narrow as they may be, are room that they have on top.
        """
        shown, font = self.profile.flow.columns, bold(self.font)
        rows = {at: row.heading for at, row in enumerate(self.chart.rows) if row.heading}
        if not rows:
            return {}
        beside = [each for each in columns_below(shown) if each != bearer(shown)]
        more = sum(widths[column].least for column in beside)
        return {
            at: measured(heading_words(title, font), font, self.typesetter).wider(more)
            for at, title in rows.items()
        }

    def _widths(self, column: TableColumn) -> TextWidths:
        texts = {row.text(column): None for row in self.chart.rows}
        measured = [each for text in texts for each in self.text(text).passages]
        longest = max((each.longest for each in measured), default=0.0)
        words = title_of(column, self.profile.labels)
        title = self.typesetter.longest_word(words, bold(self.font)) + _TITLE_AIR
        word = column_for(column, max(longest, title))
        narrowest = _NARROWEST.get(column, _NARROWEST_TEXT)
        least = max(word, narrowest)
        lines = [each.length for each in measured]
        given = self.given.get(column)
        if given is not None:
            return TextWidths(given, word, word, column_for(column, title), given, given, True)
        short = max((length for length in lines if length <= _SHORT), default=0.0)
        whole = min(max(lines, default=0.0), _LONG)
        return TextWidths(
            least=least,
            word=word,
            usual=max(narrowest, column_for(column, title)),
            title=column_for(column, title),
            short=max(least, pixels_up(short)),
            whole=max(least, pixels_up(whole)),
        )


def column_for(column: TableColumn, longest: float) -> int:
    """Return how wide `column` must be for a word as long as `longest`."""
    word = min(longest * 1.04, _WIDEST_WORD)
    return pixels_up(word + CELL_SIDES + _AIR.get(column, 0))


def title_of(column: TableColumn, labels: Labels) -> str:
    """Return the printed title of `column`."""
    match column:
        case Column.NUMBER:
            return labels.step
        case Column.ACTIVITY:
            return labels.activity
        case Column.LANES:
            return labels.actors
        case Column.REQUIREMENTS:
            return labels.requirements
        case Column.DURATION:
            return labels.duration
        case Column.OUTPUT:
            return labels.output
        case Column.REMARK:
            return labels.remark
        case ExtraColumn(title=title):
            return title
