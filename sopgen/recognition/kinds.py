"""Which symbol of an SOP a DrawingML preset stands for, ours and those that clerks draw."""

from __future__ import annotations

from sopgen.document.page import Symbol

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
_SYMBOLS = {preset: symbol for symbol, presets in _PRESETS.items() for preset in presets}


def symbol_of(preset: str) -> Symbol | None:
    """Return the symbol that `preset` is drawn for; None where it is none of an SOP."""
    return _SYMBOLS.get(preset)
