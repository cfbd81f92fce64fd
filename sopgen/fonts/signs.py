"""Signs that Word prints in a second face, because the face of the text has none of them.

Boxes to tick, ticks, crosses, stars, arrows of a list: Office takes them from Segoe UI
Symbol. What every face of a sheet has itself (the arrows, operators and shapes of the
Windows Glyph List 4: `→ ≤ ≥ ● ► □ ■` and their kin) stays in that face.
"""

from __future__ import annotations

_BLOCKS = (
    range(0x2190, 0x2200),  # arrows
    range(0x2200, 0x2300),  # mathematical operators
    range(0x2300, 0x2400),  # technical
    range(0x2460, 0x2500),  # enclosed figures and letters
    range(0x25A0, 0x2600),  # geometric shapes
    range(0x2600, 0x2700),  # miscellaneous
    range(0x2701, 0x27C0),  # dingbats
    range(0x27F0, 0x2800),  # long arrows
    range(0x2B00, 0x2BF0),  # arrows and shapes
)

_IN_EVERY_FACE = "←↑→↓↔↕↨∂∆∏∑−∕∙√∞∟∩∫≈≠≡≤≥■□▪▫▬▲►▼◄◊○●◘◙◦"

SIGNS = frozenset(chr(code) for block in _BLOCKS for code in block) - frozenset(_IN_EVERY_FACE)
"""The characters that are printed in the second face."""
