"""Which file stands for which face, how wide a string is, where a paragraph breaks.

`files` finds and cuts, `metrics` measures, `breaking` breaks. All lengths are twips.
"""

from sopgen.fonts.breaking import break_lines, opportunities, parts_of
from sopgen.fonts.files import Style, postscript_name, problem_with, program
from sopgen.fonts.metrics import (
    MOST_WORDS,
    SHEET_PADDING,
    FontMetrics,
    Metrics,
    sheet_advances,
    stretch,
)
from sopgen.fonts.signs import SIGNS

__all__ = [
    "MOST_WORDS",
    "SHEET_PADDING",
    "SIGNS",
    "FontMetrics",
    "Metrics",
    "Style",
    "break_lines",
    "opportunities",
    "parts_of",
    "postscript_name",
    "problem_with",
    "program",
    "sheet_advances",
    "stretch",
]
