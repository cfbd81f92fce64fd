"""The formats that a document can be written in.

A writer is one function, `write(document) -> bytes`. Each is imported when it is asked
for: the libraries behind them are what starting takes longest for.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import assert_never

from sopgen.document.page import Document
from sopgen.document.sheet import Sheet


class Format(StrEnum):
    """A format by the extension of its files."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    SVG = "svg"


OFFICE = (Format.DOCX, Format.XLSX, Format.PDF)
"""What an SOP is built into unless one is asked for; SVG is for looking."""


OF_A_BOOK = (Format.DOCX, Format.PDF)
"""What a book is built into: it is printed and signed, and no workbook of its own."""


def writer(asked: Format) -> Callable[[Document], bytes]:
    """Return the function that turns a document into a file of format `asked`."""
    match asked:
        case Format.DOCX:
            from sopgen.writers import docx

            return docx.write
        case Format.XLSX:
            from sopgen.writers import xlsx

            return xlsx.write
        case Format.PDF:
            from sopgen.writers import pdf

            return pdf.write
        case Format.SVG:
            from sopgen.writers import svg

            return svg.write


def seen(document: Document, asked: Format) -> tuple[Sheet, ...]:
    """Return what a file that is edited shows of `document`: its map; none of other formats."""
    match asked:
        case Format.DOCX:
            from sopgen.writers import docx

            return docx.seen(document)
        case Format.XLSX:
            from sopgen.writers import xlsx

            return xlsx.seen(document)
        case Format.PDF | Format.SVG:
            return ()
        case _:
            assert_never(asked)
