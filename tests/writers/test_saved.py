"""A Word file that LibreOffice Writer saved looks as before, saved once and twice."""

from math import inf
from pathlib import Path

import pymupdf
import pytest

from sopgen.writers import Format
from tests.catalogue import DEFINITIONS
from tests.writers.printed_lines import corners, words
from tests.writers.programs import EXPORTS, converted_by_libreoffice

pytestmark = pytest.mark.office

LIMIT = 0.3
"""What a rule, a symbol or an arrow may move, in points."""

every_saved_sheet = pytest.mark.parametrize(
    ("name", "folder"), [(name, folder) for name in DEFINITIONS for folder in ("once", "twice")]
)


@pytest.fixture(scope="module")
def saved(converted: Path) -> Path:
    """Return a folder with every DOCX as Writer saves it, and printed from that."""
    before = converted / Format.DOCX
    for folder in ("once", "twice"):
        files, profile = converted / folder, converted / f"profile-{folder}"
        converted_by_libreoffice(before.iterdir(), "docx:MS Word 2007 XML", files, profile)
        target = f"pdf:{EXPORTS[Format.DOCX]}"
        converted_by_libreoffice(files.iterdir(), target, converted / f"{folder}-pdf", profile)
        before = files
    return converted


@every_saved_sheet
def test_a_saved_sheet_has_the_same_words_on_the_same_pages(name, folder, saved):
    with (
        pymupdf.open(saved / "docx-pdf" / f"{name}.pdf") as first,
        pymupdf.open(saved / f"{folder}-pdf" / f"{name}.pdf") as later,
    ):
        assert len(later) == len(first)
        for mine, other in zip(first, later, strict=True):
            assert words(other) == words(mine)


@every_saved_sheet
def test_table_and_drawing_of_a_saved_sheet_stay_where_they_were(name, folder, saved):
    with (
        pymupdf.open(saved / "docx-pdf" / f"{name}.pdf") as first,
        pymupdf.open(saved / f"{folder}-pdf" / f"{name}.pdf") as later,
    ):
        for mine, other in zip(first, later, strict=True):
            ours, theirs = corners(mine), corners(other)
            assert max(_farthest(ours, theirs), _farthest(theirs, ours)) <= LIMIT


def _farthest(spots: set[tuple[float, float]], others: set[tuple[float, float]]) -> float:
    """Return how far that one of `spots` is from all `others` which is farthest from them.

    In thousandths of a point: what reads the PDF gives places in numbers of 32 bits.
    """
    distances = (
        min((max(abs(x - a), abs(y - b)) for a, b in others), default=inf) for x, y in spots
    )
    return round(max(distances, default=0.0), 3)
