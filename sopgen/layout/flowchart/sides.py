"""Decide what stands on which side of the lanes: columns, and the words of a heading row."""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.document.page import Font
from sopgen.layout.typeset import Passage, runs_of
from sopgen.model.profile import Column, TableColumn


def parts(
    shown: Sequence[TableColumn],
) -> tuple[tuple[TableColumn, ...], tuple[TableColumn, ...], tuple[TableColumn, ...]]:
    """Return the columns left of the lanes, that of the lanes, and those right of them."""
    at = list(shown).index(Column.LANES)
    return tuple(shown[:at]), (Column.LANES,), tuple(shown[at + 1 :])


def columns_below(shown: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    """Return the neighbouring columns that the words of a heading row stand over.

    They are on that side of the lanes where the activity is, else where more columns are.
    """
    left, _, right = parts(shown)
    if Column.ACTIVITY in (*left, *right):
        return left if Column.ACTIVITY in left else right
    return max(left, right, key=lambda part: len(_wide(part)))


def bearer(shown: Sequence[TableColumn]) -> TableColumn:
    """Return the column that is no narrower than the longest word of a heading."""
    below = columns_below(shown)
    return Column.ACTIVITY if Column.ACTIVITY in below else (*_wide(below), *below)[0]


def heading_words(title: str, font: Font) -> list[Passage]:
    """Return the words of a heading row; a letter or number before them is no list marker."""
    return [Passage(runs_of(line, font)) for line in title.split("\n")]


def _wide(part: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    return tuple(column for column in part if column is not Column.NUMBER)
