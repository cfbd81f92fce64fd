"""Part the sheets of a file into SOPs: an identity of its own begins another one.

Sheets repeat the number and the name on every page; only a sheet with several fields, whose
number or name is another one, is a new identity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sopgen.document.sheet import Sheet
from sopgen.recognition.identity import NAME, NUMBER, Identity, identity_of
from sopgen.recognition.tables import FlowTable, flow_tables
from sopgen.recognition.vocabulary import Lexicon, plain

_FEWEST_FIELDS = 3


class SeenSop(Struct, frozen=True):
    """An SOP on the sheets from `first` on; places in it are counted from that sheet."""

    first: int
    sheets: tuple[Sheet, ...]
    identity: Identity
    flows: tuple[FlowTable, ...]


def sops_of(sheets: Sequence[Sheet], lexicon: Lexicon) -> list[SeenSop]:
    """Return the SOPs on `sheets`; none where there is neither a flow nor an identity."""
    starts = [*_starts(sheets, lexicon), len(sheets)]
    sops: list[SeenSop] = []
    first = 0
    for end in starts:
        own = tuple(sheets[first:end])
        sop = SeenSop(first, own, identity_of(own, lexicon), tuple(flow_tables(own, lexicon)))
        if sop.flows or _is_identity(sop.identity):
            sops.append(sop)
        first = end
    return sops


def _starts(sheets: Sequence[Sheet], lexicon: Lexicon) -> Iterator[int]:
    """Yield the sheets on which another SOP begins."""
    before: Identity | None = None
    for number, sheet in enumerate(sheets):
        found = identity_of([sheet], lexicon)
        if not _is_identity(found):
            continue
        if before is not None and any(
            _differ(before.field(key), found.field(key)) for key in (NUMBER, NAME)
        ):
            yield number
        before = found


def _is_identity(found: Identity) -> bool:
    told = [field for field in found.fields if field.text and field.key]
    return len(told) >= _FEWEST_FIELDS and bool(found.field(NUMBER) or found.field(NAME))


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and plain(one) != plain(other)
