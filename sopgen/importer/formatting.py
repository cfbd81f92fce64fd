"""How a sheet looks, in the words of `format`: all that was seen, what is usual too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.definition.validation import Data
from sopgen.document.sheet import Sheet
from sopgen.editing.references import Map
from sopgen.importer.steps import Columns, Numbering
from sopgen.importer.texts import in_one_line
from sopgen.layout.paper import SIZES
from sopgen.model.profile import ListStyle, Orientation, Paper
from sopgen.recognition.heads import ACTIVITY, COLUMNS, LANES, STANDARDS, Head
from sopgen.recognition.identity import Identity
from sopgen.recognition.tables import FlowTable

_SAME_SIZE = 0.02
"""How much a page may differ from a paper's size: printers trim, and F4 is often set as Folio."""


def flow_format(flow: FlowTable, columns: Columns, way: Numbering, style: ListStyle) -> Map:
    """Return what the head and the rows of a table say of its format."""
    own: Map = {
        "kolom": [*_order(flow.head, columns)],
        "kelompok_mutu_baku": _yes_or_no(said=STANDARDS in dict(flow.head.words)),
        "baris_nomor_kolom": _yes_or_no(said=flow.numbered),
        "akhiran_nomor": way.suffix,
        "nomor_tahap": str(way.phases),
        "kolom_tambahan": {**columns.extra},
    }
    return {"label": dict(_labels(flow.head)), "alur": own, "daftar": {"sel": str(style)}}


def _order(head: Head, columns: Columns) -> Iterator[str]:
    """Yield the columns from the left, the lanes as one; they stand behind activities at least."""
    placed = [(c.left, key) for c, key in zip(head.columns, columns.keys, strict=True)]
    activity = head.column(ACTIVITY)
    if head.lanes:
        placed.append((head.lanes[0].left, LANES))
    else:
        placed.append((activity.right if activity else 0, LANES))
    for _, key in sorted(placed):
        yield key


def _labels(head: Head) -> Iterator[tuple[str, Data]]:
    for column in head.columns:
        if column.key in COLUMNS:
            yield column.key, in_one_line(column.head)
    over = dict(head.words)
    for key in (LANES, STANDARDS):
        if key in over or (key == LANES and head.lanes):
            yield key, in_one_line(over.get(key, ""))


def _yes_or_no(*, said: bool) -> str:
    return "ya" if said else "tidak"


def paper_format(seen: Identity, flows: Sequence[FlowTable], sheets: Sequence[Sheet]) -> Map:
    """Return on what paper the sheets are printed, where they know that."""
    own: Map = {}
    identity = {field.sheet for field in (*seen.fields, *seen.boxes)}
    drawn = {part.sheet for flow in flows for part in flow.parts}
    for key, on in (("identitas", identity), ("alur", drawn)):
        if on:
            size, turned = _paper(sheets[min(on)])
            if size:
                own |= {"ukuran": size, key: str(turned)}
    if own and identity and drawn:
        own["satu_halaman"] = _yes_or_no(said=len(identity | drawn) == 1)
    return {"kertas": own} if own else {}


def _paper(sheet: Sheet) -> tuple[str, Orientation]:
    width, height = sheet.paper
    turned = Orientation.LANDSCAPE if width > height else Orientation.PORTRAIT
    short, long = sorted((width, height))
    apart = {
        paper: max(abs(short / own[0] - 1), abs(long / own[1] - 1)) for paper, own in SIZES.items()
    }
    nearest = min(apart, key=lambda paper: apart[paper])
    nearest = Paper.F4 if nearest is Paper.FOLIO else nearest
    return (str(nearest) if apart[nearest] <= _SAME_SIZE else ""), turned


def merged(*formats: Map) -> Map:
    """Return all entries of `formats`, each over those before it."""
    out: Map = {}
    for format in formats:
        for key, value in format.items():
            out[key] = _over(out.get(key), value)
    return out


def _over(own: Data | None, value: Data) -> Data:
    return own | value if isinstance(own, dict) and isinstance(value, dict) else value
