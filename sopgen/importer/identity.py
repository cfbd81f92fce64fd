"""What a definition says beside the flow, and how the sheet shows it: fields, boxes, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sopgen.definition.validation import Data
from sopgen.editing.references import Map
from sopgen.importer.approver import Approved, approved
from sopgen.importer.draft import Doubt, Signing
from sopgen.importer.texts import in_lines, in_one_line, listed, typed, with_stops
from sopgen.importer.titles import agency_over, name_over
from sopgen.layout.dates import long_date
from sopgen.model.dates import read_date
from sopgen.model.profile import BoxField, IdentityRow, ListStyle, UnitPlace
from sopgen.problems.codes import Code
from sopgen.problems.spelling import quoted
from sopgen.recognition.identity import Identity
from sopgen.recognition.labelled import AGENCY, SeenField
from sopgen.recognition.sops import SeenSop

NO_NAME = "NAMA SOP BELUM TERBACA"
"""What stands for the name where the sheet has none: a definition without a name builds nothing."""

_DATES = (IdentityRow.CREATED, IdentityRow.REVISED, IdentityRow.EFFECTIVE)
_PLAIN = (IdentityRow.NUMBER, IdentityRow.NAME, IdentityRow.UNIT, IdentityRow.REVISION, *_DATES)
_UNIT = re.compile(
    r"(?:tim|sub\s?bagian|subbag|sub\s?bidang|bagian|bidang|seksi|fungsi|satuan|instalasi)\b",
    re.IGNORECASE,
)
_BOXES = tuple(str(field) for field in BoxField)


class Identified(Struct, frozen=True):
    """The keys of a definition beside its flow, its agency's lines, and the sheet's `format`."""

    said: Map
    agency: tuple[str, ...]
    approved: Approved | None
    signing: tuple[Signing, ...]
    format: Map
    doubts: tuple[Doubt, ...]


def identified(sop: SeenSop) -> Identified:
    """Return what the identity of `sop` says.

    What stands over the flow is name and agency where no label says them.
    """
    seen = sop.identity
    fields = {field.key: field for field in seen.fields if field.key}
    said: Map = {row: _value(row, fields[row].text) for row in _PLAIN if row in fields}
    approver = approved(fields["pengesah"].text) if "pengesah" in fields else None
    if "pengesah" in fields and approver is None:
        said["pengesah"] = ""
    own = {in_one_line(f.label): in_one_line(f.text) for f in seen.fields if not f.key and f.label}
    if own:
        said["identitas_tambahan"] = {**own}
    said["nama"] = said.get("nama") or name_over(sop.flows) or NO_NAME
    agency = fields[AGENCY].text if AGENCY in fields else "\n".join(agency_over(sop.flows))
    lines = [line for each in agency.split("\n") if (line := in_one_line(each))]
    rows = _rows(seen)
    if len(lines) > 1 and lines[-1] in (said.get("unit"), _unit(lines[-1])):
        said["unit"] = lines.pop()
        rows["letak_unit"] = str(UnitPlace.UNDER_AGENCY)
    boxes, box_format = _boxes(seen.boxes)
    format: Map = {"label": dict(_labels(seen)), "identitas": rows, **box_format}
    signing = tuple(
        Signing(in_one_line(each.label), who.official)
        for each in seen.signatories
        if (who := approved(each.text))
    )
    doubts = list(_doubts(said, lines, sop.first))
    if approver is not None and not approver.sure:
        doubts.append(_unsure(fields["pengesah"], sop.first))
    return Identified(said | boxes, tuple(lines), approver, signing, format, tuple(doubts))


def _value(row: IdentityRow, text: str) -> str:
    words = in_one_line(text)
    date = read_date(words) if row in _DATES else None
    return date.iso if date is not None and long_date(date.iso) == words else words


def _labels(seen: Identity) -> Iterator[tuple[str, Data]]:
    rows = {str(row) for row in IdentityRow}
    for field in (*seen.fields, *seen.boxes):
        if field.label and (field.key in rows or field.key in _BOXES):
            yield field.key, in_one_line(field.label)


def _rows(seen: Identity) -> Map:
    """Return which rows stand beside the logo, in their order."""
    rows: list[Data] = []
    for field in sorted(seen.fields, key=lambda each: (each.sheet, each.row)):
        key = "" if field.key == AGENCY else field.key or str(IdentityRow.ADDITIONAL)
        if key and key not in rows:
            rows.append(key)
    out: Map = {"baris": rows}
    if IdentityRow.UNIT in rows:
        out["letak_unit"] = str(UnitPlace.ROW)
    return out


def _unit(line: str) -> str | None:
    """Return the last line of an agency if it is a unit of it."""
    return line if _UNIT.match(line) else None


def _boxes(seen: Sequence[SeenField]) -> tuple[Map, Map]:
    """Return the boxes with their texts, and the styles of the lists in them."""
    said: Map = {}
    own: dict[str, Data] = {}
    styles: Map = {}
    firsts: Map = {}
    style_of_own = _style_of_own(seen)
    for box in seen:
        text = typed(with_stops(box.text))
        found = listed(text) or in_lines(text)
        if box.key in _BOXES:
            said[box.key] = [*found.items] if found else text
            if found:
                styles[box.key] = str(found.style)
                firsts |= {box.key: str(found.first)} if found.first != 1 else {}
        else:
            fits = found is not None and found.style is style_of_own and found.first == 1
            own[in_one_line(box.label)] = [*found.items] if found and fits else text
    if style_of_own is not None:
        styles["lainnya"] = str(style_of_own)
    ordered: Map = {key: said[key] for key in _BOXES if key in said}
    if own:
        ordered["kotak_tambahan"] = own
    format: Map = {"nomor_pertama": firsts}
    return ordered, format | ({"daftar": styles} if styles else {})


def _style_of_own(seen: Sequence[SeenField]) -> ListStyle | None:
    texts = (typed(with_stops(box.text)) for box in seen if box.key not in _BOXES)
    lists = [listed(text) or in_lines(text) for text in texts]
    return next((found.style for found in lists if found is not None), None)


def _doubts(said: Map, agency: Sequence[str], first: int) -> Iterator[Doubt]:
    if not agency:
        text = "Nama instansi tidak terbaca di lembarnya. Isi di kop."
        yield Doubt(Code.IMPORT_NO_NAME, text, ("kop",), first)
    if said["nama"] == NO_NAME:
        text = "Nama SOP tidak terbaca di lembarnya. Isi nama SOP ini."
        yield Doubt(Code.IMPORT_NO_NAME, text, ("nama",), first)


def _unsure(approver: SeenField, first: int) -> Doubt:
    shown = quoted(in_one_line(approver.text))
    text = f"Pengesah {shown} tidak terbaca lengkap. Periksa pejabat di kop."
    where = first + approver.sheet
    return Doubt(Code.IMPORT_APPROVER, text, ("pengesah",), where, box=approver.box)
