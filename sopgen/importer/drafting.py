"""What was seen of an SOP as the draft of a definition: nothing that was not read is in it."""

from __future__ import annotations

from sopgen.editing.references import Map
from sopgen.importer.draft import Agency, DraftSop
from sopgen.importer.flows import drafted_flows
from sopgen.importer.formatting import merged, paper_format
from sopgen.importer.identity import identified
from sopgen.recognition.sops import SeenSop

ORDER = (
    "kop",
    "nomor",
    "nama",
    "unit",
    "tanggal_pembuatan",
    "tanggal_revisi",
    "revisi_ke",
    "tanggal_efektif",
    "pengesah",
    "identitas_tambahan",
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
    "kotak_tambahan",
    "judul_alur",
    "pelaksana",
    "langkah",
    "alur",
    "format",
)
"""The order in which the keys of a definition are usually typed."""


def draft_of(seen: SeenSop) -> DraftSop:
    """Return the draft of the SOP that was `seen`."""
    identity = identified(seen.identity, seen.first)
    flows = drafted_flows(seen)
    said = identity.said | flows.said
    who = identity.approved
    format = merged(
        identity.format,
        flows.format,
        paper_format(seen.identity, seen.flows, seen.sheets),
        who.format if who else {},
    )
    return DraftSop(
        Agency(identity.agency, who.official if who else None),
        ordered(said),
        format,
        (*identity.doubts, *flows.doubts),
        flows.rows,
    )


def ordered(said: Map) -> Map:
    """Return the keys of a definition in their usual order."""
    return {key: said[key] for key in ORDER if key in said}
