"""Files that are dropped on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sopgen.project.writing import locked
from sopgen.server import receiving
from tests.cli.test_import import SHEET
from tests.project.batches import project as new_project
from tests.pull.packages import rewritten
from tests.server.pages import opened, sop

LAKIP = Path("definitions/alam/lakip.yaml")
BYTES = {"content-type": "application/octet-stream"}


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip", "lppd"]}))
    client = opened(tmp_path)
    client.get("/api/proyek")
    return client


def sent(client: TestClient, address: str, data: bytes) -> tuple[int, dict[str, Any]]:
    answer = client.post(address, content=data, headers=BYTES)
    return answer.status_code, answer.json()


@pytest.fixture
def edited(client: TestClient) -> bytes:
    """Return the workbook of lakip in which a word was changed."""
    client.post("/api/bangun", json={"sop": [0]})
    path = Path("output/alam/lakip.xlsx")

    def change(name: str, text: str) -> str:
        return text.replace("Membentuk tim", "Memilih tim") if name.endswith(".xml") else text

    return rewritten(path, change, Path("suntingan.xlsx")).read_bytes()


def test_an_edited_sheet_is_seen_and_then_written(client: TestClient, edited: bytes) -> None:
    before = LAKIP.read_bytes()
    code, told = sent(client, "/api/tarik?nama=lakip (1).xlsx", edited)
    assert code == 200
    (file,) = told["berkas"]
    assert file["id"] == 0
    (one,) = file["perubahan"]
    assert (one["di"], one["dahulu"], one["sekarang"]) == (
        ["langkah", 0, "kegiatan"],
        "Membentuk tim",
        "Memilih tim",
    )
    assert LAKIP.read_bytes() == before
    code, told = sent(client, "/api/tarik?nama=lakip.xlsx&simpan=ya&sop=0", edited)
    assert (code, told["ditulis"], told["masalah"]) == (200, True, [])
    assert LAKIP.read_bytes() == before.replace(b"Membentuk tim", b"Memilih tim")
    assert sop(client)["bisa_batal"] is False
    client.post("/api/sop/0/batal", json={"punya": []})
    assert list(Path("output/.sopgen").glob("unggahan-*")) == []


def test_a_sheet_of_another_project_changes_nothing_here(client: TestClient, edited: bytes) -> None:
    for path in (LAKIP, LAKIP.with_name("lppd.yaml")):
        path.unlink()
    code, told = sent(client, "/api/tarik?nama=lakip.xlsx&simpan=ya", edited)
    assert (code, "berkas" in told) == (200, False)
    assert [each["kode"] for each in told["masalah"]] == ["TRK002"]
    assert "unggahan" not in told["pesan"]


def test_an_old_sheet_becomes_a_definition_with_its_doubts(client: TestClient) -> None:
    code, told = sent(client, "/api/impor?nama=../../siram bibit.txt&kop=alam", SHEET.encode())
    assert code == 200
    (one,) = told["sop"]
    assert one["berkas"].endswith("definitions/alam/menyiram-bibit.yaml")
    assert one["nasib"] == "baru"
    assert sop(client, one["id"])["pohon"]["nama"] == "Menyiram Bibit"
    assert all({"kode", "pesan", "di", "lembar", "baris"} == set(each) for each in one["keraguan"])
    assert told["laporan"].endswith("output/impor.html")
    assert "siram bibit.txt" in Path("output/impor.html").read_text(encoding="utf-8")
    report = client.get("/api/laporan")
    assert report.content == Path("output/impor.html").read_bytes()
    assert report.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("foto.png", b"\x89PNG", "IMP002"),
        ("tanpa-akhiran", b"x", "IMP002"),
        ("", b"", "IMP002"),
    ],
)
def test_what_is_no_document_is_refused(
    client: TestClient, name: str, data: bytes, code: str
) -> None:
    for address, answer in (("/api/tarik", 200), ("/api/impor", 422)):
        status, told = sent(client, f"{address}?nama={name}", data)
        assert (status, told["masalah"][0]["kode"]) == (answer, code)
        assert "berkas" not in told


def test_a_spoilt_file_is_told_and_stops_nothing(client: TestClient) -> None:
    for name in ("rusak.xlsx", "rusak.pdf", "rusak.docx"):
        status, told = sent(client, f"/api/tarik?nama={name}", b"PK\x03\x04" + b"\0" * 5000)
        assert (status, "berkas" in told) == (200, False)
        assert told["pesan"]
        status, told = sent(client, f"/api/impor?nama={name}", b"PK\x03\x04" + b"\0" * 5000)
        assert (status, told["sop"]) == (200, [])
        assert told["masalah"]
    assert sop(client)["halaman"]


def test_an_upload_may_be_large_but_not_endless(client: TestClient) -> None:
    status, _ = sent(client, "/api/impor?nama=besar.txt", b"x" * (2 << 20))
    assert status == 200
    for address in ("/api/impor", "/api/tarik"):
        length = {**BYTES, "content-length": str((50 << 20) + 1)}
        answer = client.post(f"{address}?nama=a.pdf", content=b"x", headers=length)
        assert answer.status_code == 413


def test_an_upload_is_no_form_and_no_json(client: TestClient) -> None:
    for kind in ("application/json", "multipart/form-data", "text/plain"):
        answer = client.post("/api/impor?nama=a.pdf", content=b"x", headers={"content-type": kind})
        assert answer.status_code == 415


def test_one_file_is_read_at_a_time(client: TestClient) -> None:
    with receiving._at_work():
        assert sent(client, "/api/impor?nama=a.txt", b"x")[0] == 409
    with locked(Path("output/.sopgen")):
        assert sent(client, "/api/impor?nama=a.txt", b"x")[0] == 409
