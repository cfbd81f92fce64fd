"""Page numbers within the sheet: in the head, where Word counts them and others print them."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Cell, Field, Font, Item, Paragraph, Run, Table
from sopgen.model.labels import Labels


def page_of_pages(lead: str, labels: Labels, font: Font) -> tuple[Run, ...]:
    """Return what stands for a page's number and their count until both are known."""
    words = (Run(lead, font),) if lead else ()
    first, last = Run("1", font, Field.PAGE), Run("1", font, Field.PAGES)
    return (*words, first, Run(f" {labels.of_pages} ", font), last)


class Counting(Struct, frozen=True):
    """How the pages of a sheet are counted: from `first` on, of `total`, 0 for all its own."""

    first: int = 1
    total: int = 0


ALONE = Counting()


def numbered(item: Item, number: int, count: int) -> Item:
    """Return `item` with the number of its page, and of all pages, where it prints them."""
    if not isinstance(item, Table) or not any(map(_counts, item.paragraphs)):
        return item
    values = {Field.PAGE: str(number), Field.PAGES: str(count)}
    return replace(item, cells=tuple(_cell(cell, values) for cell in item.cells))


def _counts(paragraph: Paragraph) -> bool:
    return any(run.field is not None for run in paragraph.runs)


def _cell(cell: Cell, values: dict[Field, str]) -> Cell:
    if not any(map(_counts, cell.paragraphs)):
        return cell
    return replace(cell, paragraphs=tuple(_paragraph(each, values) for each in cell.paragraphs))


def _paragraph(paragraph: Paragraph, values: dict[Field, str]) -> Paragraph:
    lines = (replace(line, runs=_runs(line.runs, values)) for line in paragraph.lines)
    return replace(paragraph, runs=_runs(paragraph.runs, values), lines=tuple(lines))


def _runs(runs: tuple[Run, ...], values: dict[Field, str]) -> tuple[Run, ...]:
    return tuple(replace(run, text=values[run.field]) if run.field else run for run in runs)
