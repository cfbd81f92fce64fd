"""What stands over the tables of flows, as a definition says it; and a name where none is said."""

from __future__ import annotations

from collections.abc import Sequence

from sopgen.definition.validation import Data
from sopgen.editing.references import Map
from sopgen.importer.texts import in_one_line
from sopgen.recognition.tables import FlowTable
from sopgen.recognition.vocabulary import plain


def name_over(flows: Sequence[FlowTable]) -> str:
    """Return what stands over the first flow, which is the name of an SOP without identity."""
    return in_one_line(flows[0].title) if flows else ""


def titled(said: Map, flows: Sequence[FlowTable]) -> Map:
    """Return `said` with the words over its flows, but for the name, which is there anyway."""
    titles = [
        [in_one_line(line) for line in flow.title.split("\n") if line.strip()] for flow in flows
    ]
    drawn = said.get("alur")
    if not isinstance(drawn, list):
        over = titles[0] if titles else []
    else:
        over = titles[0][:-1] if titles else []
        each = [_with_title(flow, title[-1:]) for flow, title in zip(drawn, titles, strict=False)]
        said = said | {"alur": [*each, *drawn[len(each) :]]}
    words = " ".join(over)
    is_name = plain(words).endswith(plain(str(said.get("nama", ""))))
    return said if not words or is_name else said | {"judul_alur": words}


def _with_title(flow: Data, title: Sequence[str]) -> Data:
    return {"judul": title[0], **flow} if title and isinstance(flow, dict) else flow
