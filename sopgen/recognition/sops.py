"""Part the sheets of a file into SOPs: an identity of its own begins another one.

Sheets repeat the number and the name on every page; only a sheet with several fields, whose
number or name is another one, is a new identity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.sheet import Sheet
from sopgen.recognition.distances import POINT
from sopgen.recognition.identity import Identity, identity_of
from sopgen.recognition.labelled import NAME, NUMBER, SeenField
from sopgen.recognition.tables import FlowTable, flow_tables
from sopgen.recognition.vocabulary import Lexicon, plain

_FEWEST_FIELDS = 3
_FARTHEST = 40 * POINT
_LINE = 10 * POINT


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
        sop = _sop(first, own, lexicon)
        if sop.flows or _is_identity(sop.identity):
            sops.append(sop)
        first = end
    return sops


def _sop(first: int, sheets: tuple[Sheet, ...], lexicon: Lexicon) -> SeenSop:
    flows = flow_tables(sheets, lexicon)
    tables: dict[int, list[tuple[int, int]]] = {}
    for part in (part for flow in flows for part in flow.parts):
        tables.setdefault(part.sheet, []).append((part.top, part.bottom))
    identity = identity_of(sheets, lexicon, tables)
    titles = [list(_above(flow, flows, identity.rest)) for flow in flows]
    used = [each for lines in titles for each in lines]
    drawn = {
        (part.sheet, shape.box)
        for flow in flows
        for part, panel in zip(flow.parts, flow.panels, strict=True)
        for shape in panel.sheet.shapes
    }
    rest = tuple(
        each for each in identity.rest if each not in used and (each.sheet, each.box) not in drawn
    )
    named = tuple(
        replace(flow, title="\n".join(line.text for line in lines))
        for flow, lines in zip(flows, titles, strict=True)
    )
    return SeenSop(first, sheets, replace(identity, rest=rest), named)


def _above(
    flow: FlowTable, flows: Sequence[FlowTable], rest: Sequence[SeenField]
) -> Iterator[SeenField]:
    """Yield the lines right above the head of `flow`, from above: those that touch one another."""
    part, columns = flow.parts[0], flow.head.columns
    before = [
        other.bottom
        for each in flows
        for other in each.parts
        if other.sheet == part.sheet and other.bottom <= part.top
    ]
    lines = [
        each
        for each in rest
        if each.sheet == part.sheet
        and max(before, default=0) <= each.box.center.y < part.top
        and columns[0].left <= each.box.center.x <= columns[-1].right
    ]
    lines.sort(key=lambda each: -each.box.bottom)
    title: list[SeenField] = []
    edge = part.top
    for line in lines:
        if edge - line.box.bottom > (_FARTHEST if not title else _LINE):
            break
        title.insert(0, line)
        edge = line.box.y
    yield from title


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
