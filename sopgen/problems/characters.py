r"""Characters that nobody can see, and how they are shown to who must know of them.

What comes from files, names and the command line is text, also where it reaches a
terminal: a control or direction mark in it is printed as `\x1b` or `\u202e`, never sent.
"""

from __future__ import annotations

import re

BREAKS = "\x0b\x0c\x85\u2028\u2029"
BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
ZERO_WIDTH = (
    "\u00ad\u034f\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_NONCHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)

HIDDEN = re.compile(f"[{BREAKS}{BIDIRECTIONAL}{CONTROLS}{ZERO_WIDTH}{_NONCHARACTERS}]")
"""Characters that no definition may hold (tabs are judged where they stand)."""

_UNSEEN = re.compile(f"[\t\n\r{HIDDEN.pattern[1:-1]}]")
_BYTES = range(0xDC80, 0xDD00)
"""How Python holds the bytes of a file name that are no UTF-8 (PEP 383)."""


def shown(text: str) -> str:
    """Return `text` on one line, with what cannot be seen in it spelled out."""
    return _UNSEEN.sub(lambda found: _spelled(ord(found[0])), text)


def _spelled(code: int) -> str:
    if code in _BYTES:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
