"""Cells of a form: words of its own, and values of the definition with their places."""

from __future__ import annotations

from sopgen.definition.validation import found
from sopgen.document.origins import origin_of
from sopgen.document.page import Face, Font, Run
from sopgen.editing.references import Map
from sopgen.layout.typeset import runs_of
from sopgen.problems.problem import Loc
from sopgen.writers.office.tables import TableCell

FONT = Font(Face.ARIAL, 200)
SPARE, FEW_SPARE = 40, 15
"""Empty rows below those of a table that may grow much, or a little."""


def plain_cell(text: str) -> TableCell:
    """Return the cell of words that come from no place."""
    return TableCell((Run(text, FONT),) if text else ())


def value_cell(data: Map, at: Loc) -> TableCell:
    """Return the cell of the value at `at`: a text, or a list with a dash before each item."""
    runs: list[Run] = []
    match found(data, at):
        case str(text):
            runs += runs_of(text, FONT)
        case list() as items:
            for number, item in enumerate(items):
                runs.append(Run("\n- " if number else "- ", FONT))
                runs += runs_of(str(item), FONT)
    return TableCell(tuple(runs), origin_of(at))
