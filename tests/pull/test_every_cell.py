"""Every text cell of every shipped SOP, typed over one at a time, is one line of the definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as with_values
from difflib import unified_diff
from pathlib import Path

import pytest
from msgspec.structs import replace

from sopgen.definition.entries import data_of
from sopgen.definition.validation import found
from sopgen.document.origins import Holder, read_origin
from sopgen.document.sheet import SeenCell, Sheet
from sopgen.pull.opening import Edited, opened
from sopgen.pull.pulling import Wish, brought_back
from sopgen.writers import Format
from tests.catalogue import SHIPPED, file

TYPED = " Xyz"


def typed_over(sheet: Sheet, cell: SeenCell) -> Sheet:
    """Return `sheet` with more words behind those of `cell`."""
    cells = [each for each in sheet.cells if (each.row, each.column) != (cell.row, cell.column)]
    return replace(
        sheet, cells=(*cells, replace(cell, text=cell.text + TYPED, origin="", parts=()))
    )


def _is_content(line: str) -> bool:
    return line[0] in "+-" and not line.startswith(("+++", "---"))


def edits(edited: Edited) -> Iterator[tuple[SeenCell, tuple[Sheet, ...]]]:
    """Yield each text cell that comes from the definition, and the sheets with it typed over."""
    data = data_of(edited.text)
    for base in edited.base:
        now = next(each for each in edited.sheets if each.name == base.name)
        for cell in base.cells:
            written = cell.origin or next((each for each in cell.parts if each), "")
            origin = read_origin(written)
            if not written or origin.holder is Holder.LETTERHEAD or origin.at[-1] == "no":
                continue
            is_room_below = not cell.text.strip() and found(data, origin.at)
            if not is_room_below:
                yield (
                    cell,
                    tuple(
                        typed_over(each, cell) if each is now else each for each in edited.sheets
                    ),
                )


@pytest.mark.parametrize("format", [Format.XLSX, Format.DOCX])
@pytest.mark.parametrize("definition", SHIPPED, ids=lambda path: path.stem)
def test_a_cell_typed_over_is_one_line(definition: Path, format: Format, tmp_path: Path) -> None:
    sheet = tmp_path / f"{definition.stem}.{format.value}"
    sheet.write_bytes(file(definition.stem, format))
    edited, count = opened(sheet), 0
    before = definition.read_text(encoding="utf-8").splitlines()
    for cell, sheets in edits(edited):
        pulled = brought_back(with_values(edited, sheets=sheets), Wish(sheet, definition))
        assert not pulled.problems, (cell, pulled.problems)
        (changed,) = pulled.files
        after = changed.after.decode("utf-8").splitlines()
        lines = [line for line in unified_diff(before, after, n=0) if _is_content(line)]
        assert [line[0] for line in lines] in (["-", "+"], ["+"]), (cell, lines)
        assert TYPED.strip() in lines[-1], (cell, lines)
        count += 1
    assert count > 15
