"""Which symbol of an SOP a shape stands for, by its DrawingML preset, ours and clerks' own."""

from __future__ import annotations

from sopgen.document.page import Symbol
from sopgen.document.sheet import SeenShape

_PRESETS = {
    Symbol.TERMINATOR: ("roundRect", "flowChartTerminator", "ellipse", "round2SameRect"),
    Symbol.PROCESS: (
        "rect",
        "flowChartProcess",
        "flowChartAlternateProcess",
        "flowChartPredefinedProcess",
        "flowChartDocument",
        "flowChartMultidocument",
        "flowChartInputOutput",
        "flowChartManualOperation",
        "flowChartManualInput",
        "flowChartPreparation",
        "flowChartInternalStorage",
        "flowChartMagneticDisk",
        "flowChartOnlineStorage",
        "flowChartDelay",
        "flowChartDisplay",
        "parallelogram",
        "trapezoid",
        "hexagon",
        "snip1Rect",
        "can",
    ),
    Symbol.DECISION: ("diamond", "flowChartDecision"),
    Symbol.OFF_PAGE: (
        "flowChartOffpageConnector",
        "flowChartConnector",
        "homePlate",
        "pentagon",
    ),
}
ROUNDED = "flowChartAlternateProcess"
"""A box with round corners: what it is, other symbols of the flow tell."""

_SYMBOLS = {preset: symbol for symbol, presets in _PRESETS.items() for preset in presets}


_CIRCLE = "flowChartConnector"
_FEWEST_LETTERS = 3


def symbol_of(shape: SeenShape) -> Symbol | None:
    """Return the symbol that `shape` is drawn for; None where it is none of an SOP.

    A circle with a letter or a number in it leads to another page; one with a word is a capsule.
    """
    if shape.preset == _CIRCLE and _is_word(shape.text):
        return Symbol.TERMINATOR
    return _SYMBOLS.get(shape.preset)


def _is_word(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST_LETTERS and not any(map(str.isdigit, text))
