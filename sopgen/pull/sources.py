"""What a sheet was made from, as plain data, and what stands at the places of its origins.

A place need not be there yet: what prints as an empty cell was often not typed at all.
"""

from __future__ import annotations

from msgspec import Struct

from sopgen.definition.validation import Data, found
from sopgen.document.origins import Holder, Origin, read_origin


class Sources(Struct, frozen=True):
    """What definition and letterhead say, as plain data."""

    definition: Data
    letterhead: Data

    def value(self, origin: Origin) -> Data | None:
        """Return what stands there; None where nothing does."""
        whole = self.letterhead if origin.holder is Holder.LETTERHEAD else self.definition
        return found(whole, origin.at)


def origin_written(written: str) -> Origin | None:
    """Return the place that `written` means; None for what is printed of itself."""
    return read_origin(written) if written else None
