"""Decide how a text stands in XML.

XML keeps `&`, `<` and `>` for itself, and a reader turns a carriage return, and every
break of a line inside an attribute, into something else, so these are written as
references. XML 1.0 has no way to write most control characters at all.
"""

from __future__ import annotations

import re

DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
"""What a part begins with."""


def escaped(text: str) -> str:
    """Return `text` as it stands between two tags.

    Raises ValueError for a character that XML has not.
    """
    if not text.isprintable() and _REFUSED.search(text):
        raise ValueError(f"XML cannot hold {text!r}")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def quoted(text: str) -> str:
    """Return `text` as the value of an attribute, with its quotation marks."""
    value = escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{value}"'


_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
