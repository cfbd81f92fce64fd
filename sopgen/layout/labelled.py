"""What the rows of an SOP say: a label and a value, None where nobody typed it."""

from __future__ import annotations

from sopgen.layout.dates import long_date
from sopgen.layout.desk import Desk
from sopgen.model.profile import IdentityRow


def labelled(desk: Desk, field: IdentityRow) -> list[tuple[str, str | None]]:
    """Return the rows of `field`: one, or as many as the definition adds."""
    sop, labels = desk.sop, desk.profile.labels
    match field:
        case IdentityRow.NUMBER:
            return [(labels.number, sop.number)]
        case IdentityRow.CREATED:
            return [(labels.created, _date(sop.created))]
        case IdentityRow.REVISED:
            return [(labels.revised, _date(sop.revised))]
        case IdentityRow.REVISION:
            return [(labels.revision, sop.revision)]
        case IdentityRow.EFFECTIVE:
            return [(labels.effective, _date(sop.effective))]
        case IdentityRow.APPROVER:
            return [(labels.approver, sop.approver)]
        case IdentityRow.NAME:
            upper = desk.profile.identity.uppercase_name
            return [(labels.name, sop.name.upper() if upper else sop.name)]
        case IdentityRow.UNIT:
            return [(labels.unit, sop.unit)]
        case IdentityRow.PAGE:
            return [(labels.page, "")]
        case IdentityRow.ADDITIONAL:
            return list(sop.extra_identity.items())


def _date(text: str | None) -> str | None:
    return None if text is None else long_date(text)
