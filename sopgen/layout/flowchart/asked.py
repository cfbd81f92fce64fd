"""How wide columns are to be that were given a width of their own under `format.alur.lebar`."""

from __future__ import annotations

from collections.abc import Mapping

from sopgen.document.page import PIXEL
from sopgen.layout.paper import twips
from sopgen.model.profile import FlowFormat, TableColumn


def asked_widths(format: FlowFormat) -> Mapping[TableColumn, int]:
    """Return the widths in twips, whole pixels, of the columns that are shown and were given one.

    That of `Column.LANES` is of all lanes together.
    """
    asked = format.widths
    return {
        column: round(twips(asked[column.value]) / PIXEL) * PIXEL
        for column in format.columns
        if column.value in asked
    }
