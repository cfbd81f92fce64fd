"""A revision through the page: seen first, then carried out as the command does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sopgen.project.writing import locked
from tests.project.batches import project as new_project
from tests.server.pages import change, opened

LAKIP = Path("definitions/alam/lakip.yaml")
LPPD = Path("definitions/alam/lppd.yaml")
KOP = Path("letterheads/alam.yaml")
WORDS = {
    "tanggal": "2025-01-02",
    "ganti": [{"lama": "Membentuk", "baru": "Memilih"}],
    "kolom": ["kegiatan"],
}


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip", "lppd"]}))
    client = opened(tmp_path)
    client.get("/api/proyek")
    return client


def test_a_preview_tells_each_change_and_writes_nothing(client: TestClient) -> None:
    before = LAKIP.read_bytes()
    told = client.post("/api/revisi/pratinjau", json={**WORDS, "sop": [0]}).json()
    (file,) = told["berkas"]
    assert (file["nama"], file["nomor"]) == ("lakip", "503/1/SOP/2024")
    assert file["perubahan"] == [
        {
            "di": ["langkah", 0, "kegiatan"],
            "dahulu": "Membentuk tim",
            "sekarang": "Memilih tim",
            "label": "langkah 1, kegiatan",
        }
    ]
    assert "+  - kegiatan: Memilih tim\n" in file["beda"]
    assert told["masalah"] == []
    assert LAKIP.read_bytes() == before


def test_a_revision_is_carried_out_once_with_its_notice(client: TestClient) -> None:
    told = client.post("/api/revisi/terapkan", json=WORDS).json()
    assert told["ditulis"] == [str(LAKIP), str(LPPD)]
    assert told["pemberitahuan"] == [
        "output/pemberitahuan/2025-01-02.docx",
        "output/pemberitahuan/2025-01-02.pdf",
    ]
    assert "kegiatan: Memilih tim" in LPPD.read_text(encoding="utf-8")
    again = client.post("/api/revisi/terapkan", json=WORDS).json()
    assert again["ditulis"] == []


def test_what_is_typed_is_revised_too(client: TestClient) -> None:
    edit = {"op": "atur", "di": ["langkah", 1, "kegiatan"], "lama": "Menyusun lakip"}
    change(client, {**edit, "baru": "Membentuk regu"}, draft=True)
    client.post("/api/revisi/terapkan", json={**WORDS, "sop": [0]})
    text = LAKIP.read_text(encoding="utf-8")
    assert ("kegiatan: Memilih regu" in text, "kegiatan: Memilih tim" in text) == (True, True)


def test_a_new_official_stands_in_the_letterhead(client: TestClient) -> None:
    new = {
        "kop": "alam",
        "id": "kepala-dinas",
        "nama": "NAMA PENGGANTI",
        "nip": "19750101 200001 1 001",
        "mulai": "2025-02-01",
    }
    told = client.post("/api/revisi/pratinjau", json={"pejabat": new}).json()
    (file,) = told["berkas"]
    assert [each["nama"] for each in file["diterbitkan_ulang"]] == ["lakip", "lppd"]
    told = client.post("/api/revisi/terapkan", json={"pejabat": new}).json()
    assert told["ditulis"] == [str(KOP)]
    assert "nama: NAMA PENGGANTI" in KOP.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "message", "field"),
    [
        ({}, "Isi yang diubah", "tanggal_revisi"),
        ({"ganti": [{"lama": "a", "baru": "b"}]}, "Pilih isian", "lama"),
        (
            {"ganti": [{"lama": "", "baru": "b"}], "kolom": ["nama"]},
            "Tulis kata yang diganti",
            "lama",
        ),
        ({"ganti": [{"lama": "a", "baru": "b"}], "kolom": ["kop"]}, "Isian kop tidak ada", "lama"),
        (
            {"ganti": [{"lama": "a", "baru": "b\u202e"}], "kolom": ["nama"]},
            "Di sini ada U+202E",
            "baru",
        ),
        (
            {"ganti": [{"lama": "a", "baru": "b"}], "kolom": ["nama"]},
            "Isi tanggal pemberitahuan",
            "tanggal",
        ),
        ({"tanggal_revisi": "2 Januari"}, "“2 Januari” bukan tanggal", "tanggal_revisi"),
        (
            {"pejabat": {"kop": "lain", "id": "a", "nama": "b", "nip": "1", "mulai": "2025-01-01"}},
            "Pilih kop pejabat itu",
            "kop",
        ),
        (
            {"pejabat": {"kop": "alam", "id": "a", "nama": "", "nip": "", "mulai": ""}},
            "Isi nama",
            "nama",
        ),
    ],
)
def test_what_is_missing_is_asked_for(
    client: TestClient, asked: dict[str, object], message: str, field: str
) -> None:
    answer = client.post("/api/revisi/pratinjau", json=asked)
    told = answer.json()
    assert told["pesan"].startswith(message)
    assert told["isian"] == field


def test_while_a_build_is_at_work_nothing_is_revised(client: TestClient) -> None:
    with locked(Path("output/.sopgen")):
        assert client.post("/api/revisi/terapkan", json=WORDS).status_code == 409
    assert "Membentuk tim" in LAKIP.read_text(encoding="utf-8")
