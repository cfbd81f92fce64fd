"""Notice that definitions, letterheads or logos were saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch

_ENDINGS = (".yaml", ".png", ".jpg", ".jpeg")


def savings(folders: Sequence[Path]) -> Iterator[None]:
    """Yield whenever something in `folders` was saved that an SOP is made from.

    Raises KeyboardInterrupt with Ctrl-C.
    """
    for _ in watch(*folders, watch_filter=_concerns_us, raise_interrupt=True):
        yield


def _concerns_us(change: Change, path: str) -> bool:
    name = Path(path).name
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")
