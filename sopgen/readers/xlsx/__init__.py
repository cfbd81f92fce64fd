"""See what the worksheets of a workbook show, whoever made it.

In: a guarded package. Out: a `Sheet` for each worksheet, in the order of its tabs, hidden ones
told. `cells` reads texts, `formats` shows numbers, `edges` decides how wide and high columns
and rows are, `drawings` reads what is drawn over them.

What is left out: columns and rows behind the last one that holds a cell, a merged range or a
drawing; empty cells that are not merged; charts and other diagrams; hidden shapes.

Two things are our own, if they are there: a hidden column that tells which row is which is no
column of the table, what stands in it becomes the sheet's `row_keys`; and the sheet that
carries the source is none that is shown.

Raises BadPackageError for a workbook that is none, is damaged, or is larger than the bounds
that the modules state.
"""

from __future__ import annotations

from lxml import etree

from sopgen.document.carried import SOURCE_SHEET
from sopgen.document.sheet import Sheet
from sopgen.readers.office.markup import R, main_part, refuse_crowds, relations
from sopgen.readers.packages import BadPackageError, Package
from sopgen.readers.xlsx.cells import S, Texts, texts_of
from sopgen.readers.xlsx.worksheet import read_worksheet

PARTS = (
    "_rels/",
    "xl/_rels/",
    "xl/workbook",
    "xl/worksheets/",
    "xl/drawings/",
    "xl/sharedStrings",
    "xl/styles",
)
"""How the names of the parts begin that are read."""

MOST_SHEETS = 100


def sheets_of_workbook(package: Package) -> tuple[Sheet, ...]:
    """Return what each worksheet shows; raises BadPackageError."""
    refuse_crowds(package)
    sentence = "berkasnya bukan buku kerja Excel"
    part, workbook = main_part(package, "xl/workbook.xml", f"{S}workbook", sentence)
    tabs = workbook.iterfind(f"{S}sheets/{S}sheet")
    listed = [tab for tab in tabs if tab.get("name") != SOURCE_SHEET]
    if len(listed) > MOST_SHEETS:
        raise BadPackageError(f"lembarnya lebih dari {MOST_SHEETS}")
    related = relations(package, part)
    texts = texts_of(package, related, is_1904=_counts_from_1904(workbook))
    sheets = (_sheet(package, entry, related, texts) for entry in listed)
    return tuple(sheet for sheet in sheets if sheet is not None)


def _counts_from_1904(workbook: etree._Element) -> bool:
    properties = workbook.find(f"{S}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _sheet(
    package: Package,
    entry: etree._Element,
    related: dict[str, tuple[str, str]],
    texts: Texts,
) -> Sheet | None:
    """Return what a tab shows, None where that is a chart or missing."""
    kind, part = related.get(entry.get(f"{R}id", ""), ("", ""))
    root = package.xml(part) if kind == "worksheet" else None
    if root is None:
        return None
    hidden = entry.get("state", "visible") != "visible"
    return read_worksheet(package, part, root, texts, entry.get("name", ""), hidden=hidden)
