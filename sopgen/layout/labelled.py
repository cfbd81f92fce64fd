"""What the rows of an SOP say: a label and a value, None where nobody typed it."""

from __future__ import annotations

from typing import NamedTuple

from sopgen.document.origins import Holder, origin_of
from sopgen.layout.dates import long_date
from sopgen.layout.desk import Desk
from sopgen.model.profile import IdentityRow


class Labelled(NamedTuple):
    """A row, and where its value and its label were typed."""

    label: str
    value: str | None
    origin: str = ""
    label_origin: str = ""


def labelled(desk: Desk, field: IdentityRow) -> list[Labelled]:
    """Return the rows of `field`: one, or as many as the definition adds."""
    sop, labels = desk.sop, desk.profile.labels
    match field:
        case IdentityRow.NUMBER:
            return [Labelled(labels.number, sop.number, "nomor")]
        case IdentityRow.CREATED:
            return [Labelled(labels.created, _date(sop.created), "tanggal_pembuatan")]
        case IdentityRow.REVISED:
            return [Labelled(labels.revised, _date(sop.revised), "tanggal_revisi")]
        case IdentityRow.REVISION:
            return [Labelled(labels.revision, sop.revision, "revisi_ke")]
        case IdentityRow.EFFECTIVE:
            return [Labelled(labels.effective, _date(sop.effective), "tanggal_efektif")]
        case IdentityRow.APPROVER:
            return [Labelled(labels.approver, sop.approver)]
        case IdentityRow.NAME:
            upper = desk.profile.identity.uppercase_name
            return [Labelled(labels.name, sop.name.upper() if upper else sop.name, "nama")]
        case IdentityRow.UNIT:
            return [Labelled(labels.unit, sop.unit, "unit")]
        case IdentityRow.PAGE:
            return [Labelled(labels.page, "")]
        case IdentityRow.ADDITIONAL:
            return [_added(label, value) for label, value in sop.extra_identity.items()]


def _added(label: str, value: str) -> Labelled:
    at = ("identitas_tambahan", label)
    return Labelled(label, value, origin_of(at), origin_of(at, Holder.KEY))


def _date(text: str | None) -> str | None:
    return None if text is None else long_date(text)
