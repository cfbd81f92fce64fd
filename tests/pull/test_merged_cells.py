"""Cells of the flow table that were merged with those above by hand, or parted again."""

from dataclasses import replace as with_values
from pathlib import Path

import pytest
from msgspec.structs import replace

from sopgen.definition.entries import data_of
from sopgen.document.sheet import SeenCell
from sopgen.pull.opening import Edited, opened
from sopgen.pull.pulling import Pulled, Wish, brought_back
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, file

NAME = "sel-gabung"


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    path = tmp_path / f"{NAME}.xlsx"
    path.write_bytes(file(NAME, Format.XLSX))
    return opened(path)


def cell_of(edited: Edited, origin: str) -> tuple[str, SeenCell]:
    """Return the sheet and the cell of the base that show the place `origin`."""
    return next(
        (sheet.name, cell) for sheet in edited.base for cell in sheet.cells if cell.origin == origin
    )


def pulled(edited: Edited, sheet: str, *cells: SeenCell) -> Pulled:
    """Pull the file with `cells` in the place of those that stood there."""
    now = []
    for each in edited.sheets:
        covered = {(cell.row, cell.column) for cell in cells}
        kept = tuple(cell for cell in each.cells if (cell.row, cell.column) not in covered)
        shown = tuple(cell for cell in cells if cell.row_span)
        now.append(replace(each, cells=(*kept, *shown)) if each.name == sheet else each)
    wish = Wish(edited.path, DEFINITIONS[NAME])
    return brought_back(with_values(edited, sheets=tuple(now)), wish)


def steps(found: Pulled) -> list[dict[str, object]]:
    (changed,) = found.files
    data = data_of(changed.after.decode("utf-8"))
    assert isinstance(data, dict)
    return data["langkah"]  # type: ignore[return-value]


def test_a_cell_that_was_parted_is_merged_no_more_and_says_what_was_typed(edited: Edited) -> None:
    sheet, cell = cell_of(edited, "langkah/0/waktu")
    _, below = cell_of(edited, "langkah/1/kegiatan")
    upper = replace(cell, row_span=below.row - cell.row, origin="")
    lower = replace(upper, row=below.row, row_span=below.row_span, text="2 jam")
    found = pulled(edited, sheet, upper, lower)
    assert steps(found)[1]["gabung"] == ["kelengkapan"]
    assert steps(found)[1]["waktu"] == "2 jam"
    assert [done.at for done in found.files[0].done] == [("langkah", 1, "gabung")]
    assert found.problems == ()


def test_cells_that_were_merged_by_hand_are_one_and_the_lower_says_nothing(edited: Edited) -> None:
    sheet, upper = cell_of(edited, "langkah/0/output")
    _, lower = cell_of(edited, "langkah/1/output")
    taller = replace(upper, row_span=upper.row_span + lower.row_span, origin="")
    found = pulled(edited, sheet, taller, replace(lower, row_span=0))
    assert steps(found)[1]["gabung"] == ["kelengkapan", "waktu", "output"]
    assert "output" not in steps(found)[1]
    assert found.problems == ()
