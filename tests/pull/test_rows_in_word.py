"""Rows of a Word page, whose drawing stays where it is, are found again whatever came and went."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopgen.pull.pairing import pair
from sopgen.writers import Format
from tests.pull.edits.scenes import scene
from tests.pull.edits.word import Page

PAGES = (("kepala-berulang", 1), ("lppd", 2), ("evaluasi-kinerja", 1), ("cabang-jauh", 1))
"""Few rows with few words, rows that are alike word for word, numbers with a full stop."""


@dataclass
class Table:
    """The table of a page that is being edited, and what each of its rows was."""

    page: Page
    was: list[int | None]
    steps: dict[int, int] = field(default_factory=dict)
    """The rows of steps with a symbol, and the column of their words."""

    def at(self, row: int) -> int:
        return self.was.index(row)

    def delete(self, row: int) -> None:
        """Take a row away with its symbols, after those below it, which then lie over others."""
        self.page.delete_row(self.at(row))
        self.was.remove(row)

    def insert(self, below: int, words: str) -> None:
        """Put a row with words below another one."""
        at = self.at(below) + 1
        self.page.insert_row(at)
        self.was.insert(at, None)
        self.page.type(at, self.steps[below], words)

    def renumber(self) -> None:
        """Number all rows from above again."""
        columns = {column - 1 for column in self.steps.values()}
        own = [at for at, row in enumerate(self.was) if row is None or row in self.steps]
        for number, at in enumerate(own, 1):
            self.page.type(at, min(columns), str(number))


def table(name: str, number: int) -> Table:
    own = scene(name, Format.DOCX)
    sheet = own.sheets[number]
    steps = {
        cell.row: cell.column
        for cell in sheet.cells
        if cell.origin.endswith("/kegiatan") and _has_symbol(sheet, cell.row)
    }
    return Table(Page(own.edited.sheets[number]), list(range(len(sheet.rows) - 1)), steps)


def _has_symbol(sheet, row):
    top, bottom = sheet.rows[row], sheet.rows[row + 1]
    return any(top <= each.box.center.y < bottom for each in sheet.shapes if each.key)


@pytest.mark.parametrize(("name", "number"), PAGES)
@given(data=st.data())
@settings(max_examples=40)
def test_rows_are_found_again_after_others_came_and_went_and_one_was_retyped(name, number, data):
    own = table(name, number)
    gone = data.draw(st.lists(st.sampled_from(sorted(own.steps)), unique=True, max_size=2))
    kept = [row for row in own.steps if row not in gone]
    for row in sorted(gone, reverse=True):
        own.delete(row)
    for at, row in enumerate(data.draw(st.lists(st.sampled_from(kept), unique=True, max_size=2))):
        own.insert(row, f"Membuat salinan ke-{at + 1}")
    retyped = data.draw(st.sampled_from(kept))
    own.page.type(own.at(retyped), own.steps[retyped], "Menyusun naskah pengantar")
    if data.draw(st.booleans()):
        own.renumber()
    assert list(pair(scene(name, Format.DOCX).sheets[number], own.page.sheet).rows) == own.was


def test_a_row_of_which_nothing_is_left_is_the_one_whose_symbols_are_still_drawn():
    own = table("kepala-berulang", 1)
    gone, retyped = sorted(own.steps)[1:3]
    own.delete(gone)
    for cell in own.page.sheet.cells:
        if cell.row == own.at(retyped) and cell.text:
            own.page.type(cell.row, cell.column, "Kata lain sama sekali")
    assert list(pair(scene("kepala-berulang", Format.DOCX).sheets[1], own.page.sheet).rows) == (
        own.was
    )


def test_a_drawing_that_is_gone_altogether_tells_nothing_of_rows():
    own = table("kepala-berulang", 1)
    for shape in own.page.sheet.shapes:
        own.page.drop(shape.id)
    row = sorted(own.steps)[2]
    own.page.type(own.at(row), own.steps[row], "Menyusun naskah pengantar")
    found = pair(scene("kepala-berulang", Format.DOCX).sheets[1], own.page.sheet)
    assert list(found.rows) == own.was
