"""Whether a text names a person by a title.

Titles are also common words: Ibu Hamil and Dr. Spesialis are no persons.
"""

from __future__ import annotations

import re

from sopgen.lint.registers import Registers

_TITLED = re.compile(r"\b(?:Bapak|Bpk|Ibu|Sdr|Saudara|Drs?|Ir)\.?\s+(?P<next>[A-Z][\w-]*)")


def is_titled(text: str, known: Registers) -> bool:
    """Tell whether a title stands before a name in `text`."""
    following = (found["next"].casefold() for found in _TITLED.finditer(text))
    return any(word not in known.not_names for word in following)
