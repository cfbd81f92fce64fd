"""Texts keep clear of the rules at their sides, in every format as it is printed."""

import pymupdf
import pytest

from tests.catalogue import DEFINITIONS, document
from tests.writers.printed_lines import cell_lines

pytestmark = pytest.mark.office

LEAST = 3.0

every_printed_file = pytest.mark.parametrize(
    ("name", "folder"),
    [(name, folder) for name in DEFINITIONS for folder in ("pdf", "docx-pdf", "xlsx-pdf")],
)


@every_printed_file
def test_every_line_keeps_three_points_clear_of_the_rules_beside_it(name, folder, converted):
    with pymupdf.open(converted / folder / f"{name}.pdf") as printed:
        pages = zip(document(name).pages, printed, strict=True)
        lines = [line for page, made in pages for line in cell_lines(page, made)]
    assert lines
    assert [line for line in lines if min(line.left, line.right) < LEAST] == []
