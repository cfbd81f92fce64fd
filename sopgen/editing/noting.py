"""Tell a revision in the history of the definition that it changed."""

from __future__ import annotations

from dataclasses import replace

from sopgen.definition.composer import ListNode, MapNode, TextNode, compose
from sopgen.definition.validation import Data
from sopgen.editing.asked import Insert
from sopgen.editing.asking import Note
from sopgen.editing.changes import Change, Revised
from sopgen.editing.operations import edited
from sopgen.problems.problem import Problem

_KEY = "riwayat"
_BODY = ("pelaksana", "langkah", "alur")
"""The keys before which a new history stands."""


def noted(revised: Revised, note: Note) -> Revised:
    """Return `revised` with a line of history, if anything was changed in it."""
    root = compose(revised.text).root
    if not revised.changes or root is None:
        return revised
    line = _line(root, note)
    present = root.entries.get(_KEY)
    count = len(present[1].items) if present and isinstance(present[1], ListNode) else 0
    if present is None:
        keys = list(root.entries)
        before = next((keys.index(key) for key in _BODY if key in keys), None)
        found = edited(revised.text, Insert((_KEY,), [line], before))
    else:
        found = edited(revised.text, Insert((_KEY, count), line))
    if isinstance(found, Problem):
        return replace(revised, problems=(*revised.problems, found))
    change = Change((_KEY, count, "uraian"), "", note.description)
    return replace(revised, text=found, changes=(*revised.changes, change))


def _line(root: MapNode, note: Note) -> dict[str, Data]:
    number = root.entries.get("revisi_ke")
    typed = number[1].text if number and isinstance(number[1], TextNode) else ""
    said = {"revisi": typed, "tanggal": note.date, "uraian": note.description}
    return {key: value for key, value in said.items() if value}
