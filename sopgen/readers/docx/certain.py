"""Tell whether a Word file itself says where everything stands that it shows.

Where it does not, only a program that sets its lines knows which row a floating shape stands
beside, and such a page is better read from its print.
"""

from __future__ import annotations

from lxml import etree

from sopgen.readers.docx.styles import W
from sopgen.readers.docx.tables import children
from sopgen.readers.office.markup import local, main_part, whole
from sopgen.readers.packages import Package

_DRAWN = ("drawing", "pict", "object")
_FEWEST_EXACT = 1 / 4
"""Rows of at least some height may have grown, but in a file that a program laid out some are
exact."""


def tells_where_all_stands(package: Package) -> bool:
    """Tell whether nothing is drawn, or tables have fixed columns and rows that tell their height.

    Raises BadPackageError for a file that is no Word file.
    """
    _, document = main_part(
        package, "word/document.xml", f"{W}document", "berkasnya bukan berkas Word"
    )
    if not any(local(each) in _DRAWN for each in document.iter()):
        return True
    tables = [table for table in document.iter(f"{W}tbl") if not _is_within_another(table)]
    rows = [row for table in tables for row in children(table, "tr")]
    heights = [row.find(f"{W}trPr/{W}trHeight") for row in rows]
    told = [each for each in heights if each is not None and whole(each.get(f"{W}val")) > 0]
    exact = sum(each.get(f"{W}hRule") == "exact" for each in told)
    return (
        bool(rows)
        and len(told) == len(rows)
        and exact >= _FEWEST_EXACT * len(rows)
        and all(_is_fixed(table) for table in tables)
    )


def _is_within_another(table: etree._Element) -> bool:
    return next(table.iterancestors(f"{W}tbl"), None) is not None


def _is_fixed(table: etree._Element) -> bool:
    layout = table.find(f"{W}tblPr/{W}tblLayout")
    return layout is not None and layout.get(f"{W}type") == "fixed"
