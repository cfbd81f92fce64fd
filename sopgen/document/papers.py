"""The papers that Excel knows by a code: what writers say and readers read."""

from __future__ import annotations

EXCEL_CODES = {
    (11906, 16838): 9,
    (12240, 15840): 1,
    (12240, 20160): 5,
    (12240, 18720): 14,
    (16838, 23811): 8,
}
"""Excel's codes of A4, Letter, Legal, Folio and A3 by width and height in twips.

F4 has no code; Folio, which all spreadsheets know, is 0.9 mm wider and 0.2 mm higher.
"""
