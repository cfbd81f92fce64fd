"""What a definition says of the life of its SOP."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The three states that are typed; `project/life` finds the others."""

    DRAFT = "draf"
    IN_FORCE = "berlaku"
    WITHDRAWN = "dicabut"
