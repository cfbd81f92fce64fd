"""Lay out what stands over the first flowchart where a definition has no identity: the agency.

Its logo stands at the left edge. The name of the SOP follows where the flowchart has another
title.
"""

from __future__ import annotations

from msgspec.structs import replace

from sopgen.document.page import Align, Anchor, Box, Font, Image, Text
from sopgen.fonts import SHEET_PADDING
from sopgen.layout.desk import Desk
from sopgen.layout.paper import Sheet, points
from sopgen.layout.parts import Head
from sopgen.layout.typed import TypedLine, typed_lines
from sopgen.layout.typeset import pixels_up
from sopgen.model.profile import UnitPlace

_GAP = 60
_LOGO_HEIGHT = 720
"""The logo is 36 pt high at the left edge."""


def masthead(desk: Desk, sheet: Sheet) -> Head:
    """Return the logo, and agency, unit and name in lines beside it."""
    body, logo = sheet.body, _logo(desk, sheet)
    beside = pixels_up(logo.box.width + _GAP) if logo else 0
    across = Box(body.x + beside, body.y, body.width - 2 * beside, 0)
    wished = desk.profile.font
    font = Font(wished.face, points(wished.flow + 2), bold=True)
    text = desk.set_lines(_lines(desk), font, across.width - 2 * SHEET_PADDING, Align.CENTER)
    box = replace(across, height=pixels_up(max(text.height, logo.box.height if logo else 0)))
    if not box.height:
        return Head()
    inner = replace(box, x=box.x + SHEET_PADDING, width=text.width)
    words = Text(box, text.anchored(inner, Anchor.MIDDLE), Anchor.MIDDLE)
    return Head((logo, words) if logo else (words,), height=box.height + pixels_up(_GAP))


def _logo(desk: Desk, sheet: Sheet) -> Image | None:
    if desk.logo is None:
        return None
    box, body = desk.logo.box, sheet.body
    width = box.width * _LOGO_HEIGHT // box.height
    return replace(desk.logo, box=Box(body.x, body.y, width, _LOGO_HEIGHT))


def _lines(desk: Desk) -> list[TypedLine]:
    sop, lines = desk.sop, list(desk.agency)
    if sop.unit and desk.profile.identity.unit is not UnitPlace.NOWHERE:
        lines += typed_lines(sop.unit, "unit")
    if sop.flow_title is not None or sop.flows[0].title is not None:
        upper = desk.profile.identity.uppercase_name
        lines += typed_lines(sop.name.upper() if upper else sop.name, "nama")
    return lines
