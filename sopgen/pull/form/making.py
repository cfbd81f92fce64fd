"""Write the form of a definition, or an empty one for an agency.

Every text that is a value of the definition has its place as origin, so that it comes back like
a text of any edited sheet; what else stands there is understood by `flows`, `boxes`, `records`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sopgen.definition.attachments import attachments_of
from sopgen.definition.entries import data_of
from sopgen.definition.naming import letterheads_in
from sopgen.definition.reading import (
    DEFAULT_PROFILE,
    Agency,
    Definition,
    profile_names,
    shipped_profile,
)
from sopgen.definition.validation import found
from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.origins import origin_of
from sopgen.document.sheet import FileKind
from sopgen.editing.references import Map
from sopgen.layout.typeset import runs_of
from sopgen.model.entry import overridden
from sopgen.model.profile import Profile
from sopgen.model.sop import Letterhead
from sopgen.model.status import Status
from sopgen.problems.problem import Loc
from sopgen.pull.form.cells import FEW_SPARE, FONT, SPARE, plain_cell, value_cell
from sopgen.pull.form.flow_sheets import ShownFlow, lane_table, shown_flow, step_table
from sopgen.pull.form.words import (
    BOXES,
    IDENTITY,
    RECORDS,
    Named,
    RecordTable,
)
from sopgen.pull.workshop import charts
from sopgen.writers.office.tables import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    Words,
    workbook,
)

NEW_NAME = "baru.yaml"
"""What the definition is called that an empty form was made from."""


class _Office(Struct, frozen=True):
    """What can be chosen from, by the words that definitions use."""

    letterheads: tuple[str, ...]
    officials: tuple[str, ...]


def form_of(definition: Definition) -> bytes:
    """Return the form that says what `definition` says."""
    data = data_of(definition.source.text)
    whole = data if isinstance(data, dict) else {}
    flows = [
        shown_flow(whole, definition.sop.flow_at(number), shown_numbers, definition.profile)
        for number, shown_numbers in enumerate(_numbers(definition))
    ]
    tables = _tables(whole, flows, _office(definition.agency), definition.profile)
    title = f"Formulir {definition.sop.name}"
    return workbook(tables, title, FileKind.FORM, attachments_of(definition))


def new_form(agency: Agency) -> bytes:
    """Return an empty form for a definition of `agency`."""
    source = agency.source
    text = blank_definition(source.path.stem)
    data = data_of(text)
    assert isinstance(data, dict)
    flow = ShownFlow((), {}, {}, (), (), {}, {})
    tables = _tables(data, [flow], _office(agency), _profile(agency.letterhead))
    attachments = (
        Attachment(AttachmentKind.DEFINITION, NEW_NAME, text.encode()),
        Attachment(AttachmentKind.LETTERHEAD, source.path.name, source.data),
    )
    return workbook(tables, "Formulir SOP baru", FileKind.NEW_FORM, attachments)


def blank_definition(letterhead: str) -> str:
    """Return a definition that says nothing yet, its keys in the order of the guide."""
    return (
        f"kop: {letterhead}\nnomor:\nnama:\nunit:\ntanggal_pembuatan:\ntanggal_revisi:\n"
        "tanggal_efektif:\nstatus:\npengesah:\n\ndasar_hukum:\nkualifikasi_pelaksana:\n"
        "keterkaitan:\nperalatan:\nperingatan:\npencatatan:\n\npelaksana:\n\nlangkah:\n"
    )


def _profile(letterhead: Letterhead) -> Profile:
    own = shipped_profile(letterhead.profile or DEFAULT_PROFILE)
    return own if letterhead.format is None else overridden(own, letterhead.format)


def _office(agency: Agency) -> _Office:
    files = letterheads_in(agency.source.path.parent)
    return _Office(tuple(file.stem for file in files), tuple(agency.letterhead.officials))


def _numbers(definition: Definition) -> Iterator[Mapping[int, str]]:
    for shown in charts(definition):
        yield {row.item: row.number for row in shown.rows if row.item is not None}


def _tables(
    data: Map, flows: Sequence[ShownFlow], office: _Office, profile: Profile
) -> tuple[Table, ...]:
    several = len(flows) > 1
    tables = [_identity(data, flows, office), _boxes(data)]
    for number, flow in enumerate(flows, start=1):
        behind = f" {number}" if several else ""
        lanes = lane_table(flow, f"Pelaksana{behind}")
        extra = profile.flow.extra_columns
        tables += [lanes, step_table(flow, f"Langkah{behind}", lanes, extra)]
    return (*tables, *(_records(data, each, office) for each in RECORDS))


def _identity(data: Map, flows: Sequence[ShownFlow], office: _Office) -> Table:
    choices = {
        "kop": office.letterheads,
        "pengesah": office.officials,
        "status": tuple(Status),
        "profil": profile_names(),
    }
    several = len(flows) > 1 or bool(flows and flows[0].at)
    named: list[tuple[Loc, Named]] = [
        ((each.key,), each) for each in IDENTITY if not (several and each.key == "judul_alur")
    ]
    named += [
        ((*f.at, "judul"), Named("judul", f"Judul bagan {f.at[-1] + 1}"))
        for f in flows
        if f.at and isinstance(f.at[-1], int)
    ]
    match data.get("identitas_tambahan"):
        case dict() as more:
            named += [(("identitas_tambahan", key), Named(key, key)) for key in more]
    rows = tuple(
        TableRow(
            (plain_cell(each.title), value_cell(data, at), plain_cell(_hint(each, choices))),
            origin_of(at),
        )
        for at, each in named
    )
    columns = (
        TableColumn("Isian", 26, "isian", "Nama isian; jangan diubah."),
        TableColumn("Nilai", 70, "nilai", "Isilah di kolom ini."),
        TableColumn("Petunjuk", 60, "petunjuk", ""),
    )
    return Table("Identitas", "identitas", columns, rows)


def _hint(named: Named, choices: Mapping[str, Sequence[str]]) -> str:
    known = choices.get(named.key)
    return f"{named.hint} Pilihan: {', '.join(known)}." if known else named.hint


def _boxes(data: Map) -> Table:
    rows: list[TableRow] = []
    titles = [each.title for each in BOXES]
    boxes: list[tuple[Loc, str]] = [((each.key,), each.title) for each in BOXES]
    match data.get("kotak_tambahan"):
        case dict() as more:
            boxes += [(("kotak_tambahan", title), title) for title in more]
            titles += more
    for at, title in boxes:
        match found(data, at):
            case list() as items if items:
                places = [(*at, number) for number in range(len(items))]
            case _:
                places = [at]
        rows += [
            TableRow((plain_cell(title), value_cell(data, each)), origin_of(each))
            for each in places
        ]
    columns = (
        TableColumn("Kotak", 26, "kotak", "Pilih kotaknya.", Words(tuple(titles))),
        TableColumn("Butir", 110, "butir", "Satu baris untuk tiap butir, tanpa nomor."),
    )
    return Table("Kotak", "kotak", columns, tuple(rows), SPARE)


def _records(data: Map, table: RecordTable, office: _Office) -> Table:
    items = data.get(table.key)
    rows = tuple(
        TableRow(
            tuple(_value_lines(data, (table.key, number, each.key)) for each in table.columns),
            origin_of((table.key, number)),
        )
        for number in range(len(items) if isinstance(items, list) else 0)
    )
    columns = tuple(
        TableColumn(
            each.title,
            60 if each.key == "uraian" else 30,
            each.key,
            each.hint,
            Words(office.officials) if each.key == "pejabat" and office.officials else None,
        )
        for each in table.columns
    )
    return Table(table.sheet, table.key, columns, rows, FEW_SPARE)


def _value_lines(data: Map, at: Loc) -> TableCell:
    """Return the cell of a value of a record: a list stands line by line, without dashes."""
    match found(data, at):
        case list() as items:
            text = "\n".join(str(each) for each in items)
            return TableCell(runs_of(text, FONT), origin_of(at))
        case _:
            return value_cell(data, at)


def _in_columns(
    columns: Sequence[TableColumn],
    cells: Mapping[str, TableCell],
    key: str,
    *,
    strong: bool = False,
) -> TableRow:
    return TableRow(tuple(cells.get(each.means, TableCell()) for each in columns), key, strong)
