"""Documents laid out from definitions as the build lays them out."""

from functools import cache
from pathlib import Path
from typing import Any

from sopgen.definition.attachments import attachments_of
from sopgen.definition.reading import Definition, read_definition
from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.page import Document
from sopgen.layout import lay_out
from sopgen.layout.typeset import Typesetter
from sopgen.model.entry import overridden
from sopgen.model.profile import Profile
from sopgen.model.sop import Letterhead, Sop
from sopgen.problems.problem import Problem
from sopgen.rendering import new_typesetter

SHIPPED = sorted(Path("definitions").rglob("*.yaml"))

OFFICIAL = {
    "jabatan": "Kepala Dinas",
    "nama": "NAMA PEJABAT, S.E.",
    "pangkat": "Pembina",
    "golongan": "IV/a",
    "nip": "19700101 199503 1 001",
}
LETTERHEAD = {
    "instansi": ["PEMERINTAH KOTA CONTOH", "DINAS CONTOH"],
    "pejabat": {"kadis": OFFICIAL, "sekda": {"jabatan": "Sekretaris Daerah", "nama": "NAMA SEKDA"}},
}
SOP = {
    "kop": "kota",
    "nomor": "503/22/SOP/2024",
    "nama": "Penyusunan LAKIP",
    "unit": "Subbagian Perencanaan",
    "tanggal_pembuatan": "2024-01-23",
    "tanggal_revisi": "-",
    "tanggal_efektif": "2024-02-01",
    "pengesah": "kadis",
    "dasar_hukum": ["UU Nomor 8 Tahun 2001", "PP Nomor 8\n- pasal satu\n- pasal dua"],
    "pelaksana": {"kadis": "Kepala Dinas", "tim": "Tim Penyusun"},
    "langkah": [
        {"kegiatan": "Membentuk tim", "pelaksana": "kadis", "waktu": "1 jam"},
        {"id": "susun", "kegiatan": "Menyusun draf", "pelaksana": "tim"},
        {
            "kegiatan": "Memeriksa draf",
            "pelaksana": "kadis",
            "cabang": {"Ya": "berikutnya", "Tidak": "susun"},
            "kelengkapan": ["Draf", "Data"],
        },
        {"kegiatan": "Menyerahkan laporan", "pelaksana": "tim", "output": "LAKIP"},
    ],
}
SOURCE = Attachment(AttachmentKind.DEFINITION, "lakip.yaml", b"kop: kota\r\nnama: LAKIP\n")
KOP = Attachment(AttachmentKind.LETTERHEAD, "kota.yaml", b"\xef\xbb\xbfinstansi: KOTA\n")


@cache
def typesetter() -> Typesetter:
    return new_typesetter()


def tried(
    sop: dict[str, Any] | None = None,
    format: dict[str, Any] | None = None,
    letterhead: dict[str, Any] | None = None,
    logo: bytes | None = None,
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document of the SOP above with some of its keys changed, and its problems."""
    kop = Letterhead.model_validate(LETTERHEAD | (letterhead or {}))
    profile = overridden(Profile(), Profile(cover=kop.cover)) if kop.cover else Profile()
    return lay_out(
        Sop.model_validate(SOP | (sop or {})),
        kop,
        overridden(profile, Profile.model_validate(format or {})),
        logo,
        typesetter(),
        (SOURCE, KOP),
    )


def sheet(**changed: Any) -> Document:
    document, problems = tried(**changed)
    assert problems == ()
    return document


def shipped(path: Path, format: dict[str, Any] | None = None) -> Document:
    return laid(read_definition(path), format)


def laid(definition: Definition, format: dict[str, Any] | None = None) -> Document:
    profile = overridden(definition.profile, Profile.model_validate(format or {}))
    document, problems = lay_out(
        definition.sop,
        definition.agency.letterhead,
        profile,
        definition.agency.logo,
        typesetter(),
        attachments_of(definition),
    )
    assert problems == ()
    return document
