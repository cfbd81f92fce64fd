"""What a definition shows, and where two show something else: what an import is held against."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from sopgen.definition.reading import Definition
from sopgen.document.page import Face, Font
from sopgen.layout.dates import long_date
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.layout.signing.signers import position_lines
from sopgen.layout.typeset import passages
from sopgen.model.graph import graph
from sopgen.model.kinds import Items
from sopgen.model.profile import Column, ExtraColumn, IdentityRow, ListStyle, OfficialLine, Profile
from tests.recognition.drawn import arrows_of, marks_of

_FONT = Font(Face.ARIAL, 200)


def folded(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def printed(items: Items, style: ListStyle, first: int = 1) -> list[str]:
    """Return the lines that `items` print, folded."""
    return [
        folded(each.marker + "".join(run.text for run in each.runs))
        for each in passages(items, style, _FONT, first)
    ]


def charts_of(read: Definition) -> list[Chart]:
    return [chart(flow, graph(flow)[0], read.profile) for flow in read.sop.flows]


def flow_differences(one: Definition, other: Definition) -> Iterator[str]:
    """Yield what the flows of two definitions show otherwise."""
    ours, theirs = charts_of(one), charts_of(other)
    if len(ours) != len(theirs):
        yield f"{len(ours)} flows, {len(theirs)}"
        return
    for own, seen in zip(ours, theirs, strict=True):
        yield from _chart_differences(own, seen, one.profile, other.profile)


def _chart_differences(
    one: Chart, other: Chart, profile: Profile, other_profile: Profile
) -> Iterator[str]:
    yield from _unlike("lanes", map(folded, one.lanes), map(folded, other.lanes))
    yield from _unlike("units", _units(one), _units(other))
    yield from _unlike("marks", marks_of(one), marks_of(other))
    yield from _unlike(
        "arrows", sorted(map(str, arrows_of(one))), sorted(map(str, arrows_of(other)))
    )
    yield from _unlike("rows", _rows(one, profile), _rows(other, other_profile))


def _units(shown: Chart) -> list[str]:
    return [f"{folded(each.title)} {each.lanes}" for each in shown.lane_headings]


def _rows(shown: Chart, profile: Profile) -> list[object]:
    """Return the rows but for a sum, with all that is printed in them."""
    style = profile.lists.cells
    out: list[object] = []
    for row in shown.rows:
        if row.activity == profile.labels.total and row.item is None:
            continue
        cells = [
            (folded(_title(column, profile)), printed(row.text(column), style))
            for column in profile.flow.columns
            if column is not Column.LANES
        ]
        merged = sorted(folded(_title(column, profile)) for column in row.merged)
        out.append((folded(row.heading), cells, merged))
    return out


def _title(column: Column | ExtraColumn, profile: Profile) -> str:
    if isinstance(column, ExtraColumn):
        return column.title
    labels = profile.labels.model_dump(by_alias=True)
    return str(labels[column.value])


def identity_differences(one: Definition, other: Definition) -> Iterator[str]:
    """Yield what two definitions say otherwise of the SOP itself."""
    yield from _unlike("agency", _lines(one), _lines(other))
    for name in ("number", "name", "created", "revised", "revision", "effective"):
        row = IdentityRow(str(type(one.sop).model_fields[name].alias))
        if row not in one.profile.identity.rows:
            continue
        pair = [_words(getattr(each.sop, name)) for each in (one, other)]
        if name == "name" and True in (
            one.profile.identity.uppercase_name,
            other.profile.identity.uppercase_name,
        ):
            pair = [each.upper() for each in pair]
        yield from _unlike(name, pair[:1], pair[1:])
    yield from _unlike("approver", _approver(one), _approver(other))
    for key in ("legal_basis", "qualifications", "related", "equipment", "warnings", "records"):
        yield from _unlike(key, _box(one, key), _box(other, key))
    yield from _unlike("own rows", _own(one), _own(other))
    yield from _unlike("own boxes", _own_boxes(one), _own_boxes(other))


def _words(text: str | None) -> str:
    return folded(long_date(text or ""))


def _lines(read: Definition) -> list[str]:
    agency = read.agency.letterhead.agency
    lines = agency.split("\n") if isinstance(agency, str) else agency
    return [folded("".join((*lines, read.sop.unit or "")))]


def _approver(read: Definition) -> list[str]:
    key = read.sop.approver
    official = read.agency.letterhead.officials.get(key or "")
    if official is None:
        return []
    rank = [part for part in (official.rank, official.grade) if part]
    lines = {
        OfficialLine.POSITION: "".join(line for line, _ in position_lines(official)),
        OfficialLine.NAME: official.name,
        OfficialLine.RANK: read.profile.approval.rank_separator.join(rank),
        OfficialLine.NIP: official.nip,
    }
    shown = (lines.get(line, "") for line in read.profile.approval.head_lines)
    return [text for each in shown if (text := folded(each))]


def _box(read: Definition, key: str) -> list[str]:
    items = getattr(read.sop, key)
    style = getattr(read.profile.lists, key)
    alias = type(read.sop).model_fields[key].alias
    firsts = {str(field): first for field, first in read.profile.first_numbers.items()}
    return [] if items is None else printed(items, style, firsts.get(str(alias), 1))


def _own(read: Definition) -> list[str]:
    return [folded(f"{label}={value}") for label, value in read.sop.extra_identity.items()]


def _own_boxes(read: Definition) -> list[str]:
    style = read.profile.lists.others
    return [
        line
        for title, items in sorted(read.sop.extra_boxes.items())
        for line in (folded(title), *printed(items, style))
    ]


def _unlike(what: str, one: Sequence[object] | object, other: Sequence[object] | object):
    ours, theirs = list(one), list(other)
    if ours != theirs:
        pairs = zip_longest(ours, theirs)
        first = next((a, b) for a, b in pairs if a != b)
        yield f"{what}: {first[0]} | {first[1]}"
