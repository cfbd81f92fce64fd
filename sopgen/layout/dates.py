"""Print dates in Indonesian long form."""

from __future__ import annotations

import datetime
import re

from sopgen.model.dates import MONTHS


def long_date(text: str) -> str:
    """Return `2024-01-23` as `23 Januari 2024` and `2024-01` as `Januari 2024`.

    Anything else, a day that no calendar has included, prints as typed.
    """
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text)
    if found is None:
        return text
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    try:
        datetime.date(year, month, day)
    except ValueError:
        return text
    words = f"{MONTHS[month - 1]} {found[1]}"
    return f"{day} {words}" if found[3] else words
