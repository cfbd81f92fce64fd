"""What was written into a workbook is seen again, also after Calc saved it."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from sopgen.document.page import Connector, Drawing, Image, Label, Shape
from sopgen.document.sheet import Sheet
from sopgen.readers.packages import opened_package
from sopgen.readers.xlsx import PARTS, sheets_of_workbook
from sopgen.writers import Format
from sopgen.writers.xlsx.cells import blocks
from sopgen.writers.xlsx.grid import Grid, Strip, grid_of
from tests.catalogue import DEFINITIONS, document, file
from tests.readers.written import (
    SAVED_LINE_LIMIT,
    SAVED_SHAPE_LIMIT,
    Move,
    check_glue,
    check_line,
    check_shape,
)
from tests.writers.programs import converted_by_libreoffice

every_definition = pytest.mark.parametrize("name", DEFINITIONS)

LINE_LIMIT = 5
"""What a line may be off as written, in twips: half of the least box that its path may leave."""


@cache
def read(name: str) -> tuple[Sheet, ...]:
    return sheets_of_workbook(opened_package(file(name, Format.XLSX), PARTS))


@cache
def grids(name: str) -> tuple[Grid, ...]:
    """Return the grid of each sheet as the writer had it."""
    parts = groupby(document(name).pages, key=lambda page: page.part)
    return tuple(grid_of(tuple(pages)) for _, pages in parts)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every workbook as Calc saves it."""
    folder = tmp_path_factory.mktemp("saved")
    for name in DEFINITIONS:
        (folder / f"{name}.xlsx").write_bytes(file(name, Format.XLSX))
    target = "xlsx:Calc MS Excel 2007 XML"
    made = folder / "saved"
    converted_by_libreoffice(folder.glob("*.xlsx"), target, made, folder / "profile")
    return made


def read_saved(folder: Path, name: str) -> tuple[Sheet, ...]:
    data = (folder / f"{name}.xlsx").read_bytes()
    return sheets_of_workbook(opened_package(data, PARTS))


Cells = dict[tuple[int, int], tuple[int, int, str]]


def written_cells(grid: Grid) -> Cells:
    """Return what is in cells and what is merged: rows, columns and text by its first cell."""
    found: Cells = {}
    for block in blocks(grid):
        area, text = block.area, "".join(run.text for run in block.text)
        if area.size > 1 or (area.size and text):
            size = area.bottom - area.top, area.right - area.left
            found[area.top, area.left] = (*size, text.replace("\u200b", ""))
    return found


def seen_cells(sheet: Sheet) -> Cells:
    return {
        (each.row, each.column): (each.row_span, each.column_span, each.text)
        for each in sheet.cells
    }


@every_definition
def test_cells_edges_and_breaks_of_a_workbook_are_seen_as_written(name):
    for grid, sheet in zip(grids(name), read(name), strict=True):
        check_cells(grid, sheet)


def check_cells(grid: Grid, sheet: Sheet) -> None:
    assert seen_cells(sheet) == written_cells(grid)
    assert sheet.columns == grid.columns
    assert sheet.rows == grid.rows
    assert sheet.breaks == tuple(strip.end for strip in grid.strips[:-1])
    assert not sheet.hidden


@every_definition
def test_italics_of_a_workbook_are_seen_as_written(name):
    for grid, sheet in zip(grids(name), read(name), strict=True):
        slanted = {(each.row, each.column): each.italic for each in sheet.cells if each.italic}
        assert slanted == dict(written_italics(grid))


def written_italics(grid: Grid) -> Iterator[tuple[tuple[int, int], tuple[tuple[int, int], ...]]]:
    for block in blocks(grid):
        at, parts = 0, []
        for run in block.text:
            length = len(run.text.replace("\u200b", ""))
            if run.font.italic:
                parts.append((at, at + length))
            at += length
        if parts:
            yield (block.area.top, block.area.left), tuple(parts)


@every_definition
def test_drawings_of_a_workbook_are_seen_as_written(name):
    for grid, sheet in zip(grids(name), read(name), strict=True):
        check_drawing(grid, sheet, 0, LINE_LIMIT)
        for (_, connector), line in zip(connectors(grid), sheet.lines, strict=True):
            check_glue(connector, line)


def check_drawing(grid: Grid, sheet: Sheet, shape_limit: int, line_limit: int) -> None:
    """Check that all is drawn in the order of the writer, and nothing else."""
    for (strip, item), shape in zip(shapes(grid), sheet.shapes, strict=True):
        check_shape(item, shape, mover(strip), shape_limit)
    for (strip, connector), line in zip(connectors(grid), sheet.lines, strict=True):
        check_line(connector, line, mover(strip), line_limit)


def mover(strip: Strip) -> Move:
    return lambda x, y: (strip.x(x), strip.y(y))


def drawings(grid: Grid) -> Iterator[tuple[Strip, Drawing | Image]]:
    for strip in grid.strips:
        for item in strip.items:
            if isinstance(item, Drawing | Image):
                yield strip, item


def shapes(grid: Grid) -> Iterator[tuple[Strip, Shape | Label | Image]]:
    for strip, item in drawings(grid):
        held = (item,) if isinstance(item, Image) else (*item.shapes, *item.labels)
        yield from ((strip, each) for each in held)


def connectors(grid: Grid) -> Iterator[tuple[Strip, Connector]]:
    for strip, item in drawings(grid):
        if isinstance(item, Drawing):
            yield from ((strip, each) for each in item.connectors)


@pytest.mark.office
@every_definition
def test_a_workbook_that_calc_saved_shows_the_same(name, saved):
    for grid, sheet in zip(grids(name), read_saved(saved, name), strict=True):
        check_cells(grid, sheet)
        check_drawing(grid, sheet, SAVED_SHAPE_LIMIT, SAVED_LINE_LIMIT)
