"""What stands over the tables of flows, as a definition says it; and a name where none is said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from sopgen.definition.validation import Data
from sopgen.editing.references import Map
from sopgen.importer.texts import in_one_line
from sopgen.recognition.tables import FlowTable
from sopgen.recognition.vocabulary import plain

_AGENCIES = frozenset(
    (
        *("pemerintah", "kementerian", "dinas", "badan", "lembaga", "kantor", "komisi", "balai"),
        *("kabupaten", "kota", "provinsi", "kecamatan", "kelurahan", "desa", "sekretariat"),
        *("mahkamah", "pengadilan", "kejaksaan", "kepolisian", "universitas", "politeknik"),
        *("inspektorat", "rumah", "rsud", "puskesmas", "sekolah"),
    )
)
"""Words that the lines of an agency begin with."""


def agency_over(flows: Sequence[FlowTable]) -> tuple[str, ...]:
    """Return the lines of an agency that begin what stands over the first flow."""
    return tuple(takewhile(_is_agency, _lines(flows[0])[:-1])) if flows else ()


def name_over(flows: Sequence[FlowTable]) -> str:
    """Return what stands over the first flow, which is the name of an SOP without identity.

    Of several flows, each has the last line over it as its own title.
    """
    lines = _over(flows)
    return " ".join(lines[:-1] or lines if len(flows) > 1 else lines)


def titled(said: Map, flows: Sequence[FlowTable]) -> Map:
    """Return `said` with the words over its flows, but for the name, which is there anyway."""
    over, drawn = _over(flows), said.get("alur")
    if isinstance(drawn, list):
        titles = (_lines(flow)[-1:] for flow in flows)
        each = [_with_title(flow, title) for flow, title in zip(drawn, titles, strict=False)]
        said = said | {"alur": [*each, *drawn[len(each) :]]}
        over = over[:-1]
    words = " ".join(over)
    is_name = plain(words).endswith(plain(str(said.get("nama", ""))))
    return said if not words or is_name else said | {"judul_alur": words}


def _over(flows: Sequence[FlowTable]) -> list[str]:
    """Return the lines over the first flow that are none of an agency."""
    return _lines(flows[0])[len(agency_over(flows)) :] if flows else []


def _is_agency(line: str) -> bool:
    return line.casefold().split()[0] in _AGENCIES


def _lines(flow: FlowTable) -> list[str]:
    return [in_one_line(line) for line in flow.title.split("\n") if line.strip()]


def _with_title(flow: Data, title: Sequence[str]) -> Data:
    return {"judul": title[0], **flow} if title and isinstance(flow, dict) else flow
