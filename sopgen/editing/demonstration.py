"""A project to look at and to spoil: an agency that does not exist, with three SOPs."""

from __future__ import annotations

import datetime
from pathlib import Path

from sopgen.editing.starting import NewFile, Start, files_of, sop_text
from sopgen.model.profile import Paper
from sopgen.problems.files import DEFINITIONS
from sopgen.problems.problem import Problem

_SOPS = {
    "pengendalian-surat-keluar.yaml": "contoh_surat_keluar.yaml",
    "pelayanan-cuti-tahunan.yaml": "contoh_cuti.yaml",
}


def demonstration(day: datetime.date) -> tuple[NewFile, ...]:
    """Return the files of the project, whose SOPs were made on `day`."""
    start = Start(
        agency=("PEMERINTAH KOTA CONTOH", "DINAS PELAYANAN"),
        profile="permenpan35",
        paper=Paper.F4,
        day=day,
        position="Kepala Dinas Pelayanan",
        name="Nama Kepala Dinas, S.Sos.",
        rank="Pembina Utama Muda",
        grade="IV/c",
        nip="19700101 199503 1 001",
    )
    begun = files_of(start)
    assert not isinstance(begun, Problem)
    folder = Path(DEFINITIONS, start.key)
    more = (
        NewFile(folder / name, sop_text(template, start).encode())
        for name, template in _SOPS.items()
    )
    return (*begun, *more)
