"""Write a document as a workbook that people edit.

In: a laid-out `Document`. Out: an XLSX package with a worksheet for each part. It
decides which pages share a sheet; `xlsx_grid` decides its columns and rows,
`xlsx_cells` what stands in them, `xlsx_drawing` what is drawn over them and
`xlsx_print` how it is printed. openpyxl keeps cells, styles and print set-up, the
drawing parts are our own.

What Excel does: a sheet's name has at most 31 characters, none of `[]:*?/\\`, no
apostrophe at its ends, and is unique whatever the case of its letters. A column's
width is counted in digits of the Normal style's font: with Times New Roman 12 a digit
is 8 pixels everywhere, with other fonts spreadsheets disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sopgen.page import Document, Page
