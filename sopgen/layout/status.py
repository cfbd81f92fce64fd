"""Decide which words say that a sheet is not in force."""

from __future__ import annotations

from typing import assert_never

from sopgen.layout.desk import Desk
from sopgen.model.profile import StatusMark
from sopgen.model.status import Status


def status_of(desk: Desk) -> str:
    """Return the words in the top margin of every page; none for a sheet in force.

    A draft has them where the profile asks for it, a revoked SOP unless it asks for none.
    """
    asked, labels = desk.profile.status_mark, desk.profile.labels
    match desk.sop.status:
        case Status.DRAFT:
            return labels.draft if asked is StatusMark.ALL else ""
        case Status.WITHDRAWN:
            return labels.withdrawn if asked is not StatusMark.NONE else ""
        case Status.IN_FORCE:
            return ""
        case _:
            assert_never(desk.sop.status)
