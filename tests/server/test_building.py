"""Many SOPs are built at once, and what was built is downloaded."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from tests.project.batches import project as new_project
from tests.server.browsing import NARROW, accessibility_faults, browsed, reflows
from tests.server.pages import opened


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip", "lppd"], "biru": ["renja"]}))
    client = opened(tmp_path)
    client.get("/api/proyek")
    return client


def test_only_what_is_asked_for_is_built(client: TestClient) -> None:
    told = client.post("/api/bangun", json={"sop": [0, 2], "format": ["pdf"]}).json()
    assert [each["status"] for each in told["hasil"]] == ["dibuat", "dibuat"]
    assert sorted(path.as_posix() for path in Path("output").glob("[a-z]*/*.*")) == [
        "output/alam/lakip.pdf",
        "output/biru/renja.pdf",
    ]
    listed = client.get("/api/proyek").json()["sop"]
    assert [(each["map"], list(each["hasil"])) for each in listed] == [
        ("alam", ["pdf"]),
        ("alam", []),
        ("biru", ["pdf"]),
    ]
    assert client.post("/api/bangun", json={"sop": [0], "format": ["exe"]}).status_code == 422


def test_all_files_of_an_agency_come_in_one_zip(client: TestClient) -> None:
    client.post("/api/bangun", json={"sop": [0, 1, 2]})
    Path("output/alam/catatan.txt").write_text("milik orang", encoding="utf-8")
    answer = client.get("/api/unduh/alam")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''alam.zip"
    with ZipFile(io.BytesIO(answer.content)) as package:
        assert sorted(package.namelist()) == sorted(
            f"{name}.{kind}" for name in ("lakip", "lppd") for kind in ("docx", "xlsx", "pdf")
        )
        for name in package.namelist():
            assert package.read(name) == Path("output/alam", name).read_bytes()


@pytest.mark.parametrize("name", ["lain", "..", "%2e%2e", "output", "alam%2f..%2fbiru"])
def test_nothing_else_is_packed(client: TestClient, name: str) -> None:
    client.post("/api/bangun", json={"sop": [0, 1, 2]})
    assert client.get(f"/api/unduh/{name}").status_code in (404, 200)
    assert b"PK" not in client.get(f"/api/unduh/{name}").content


@pytest.mark.office
def test_one_agency_is_built_into_one_format_and_downloaded(tmp_path: Path) -> None:
    project = new_project(tmp_path, {"alam": ["lakip", "lppd"], "biru": ["renja"]})
    (project / "definitions/biru/salah.yaml").write_text("kop: biru\nnama: a\n", encoding="utf-8")
    with browsed(project) as page:
        page.get_by_role("link", name="Bangun dan unduh").click()
        page.get_by_text("Belum ada. Bangun dahulu.").wait_for()
        faults = accessibility_faults(page)
        page.get_by_label("Yang dibangun").select_option("biru")
        for format in ("Word (.docx)", "Excel (.xlsx)", "PDF (.pdf)"):
            page.get_by_label(format).uncheck()
        page.get_by_role("button", name="Bangun sekarang").click()
        page.get_by_text("Pilih paling sedikit satu.").wait_for()
        faults += accessibility_faults(page)
        page.get_by_label("PDF (.pdf)").check()
        page.get_by_role("button", name="Bangun sekarang").click()
        page.get_by_text("1 dibuat, 0 tidak berubah, 1 gagal.").wait_for()
        page.get_by_role("link", name="PDF (.pdf) dari renja").wait_for()
        faults += accessibility_faults(page)
        page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
        faults += accessibility_faults(page)
        assert reflows(page)
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Unduh semua berkas biru (ZIP)").click()
        with ZipFile(waiting.value.path()) as package:
            assert package.namelist() == ["renja.pdf"]
    assert faults == []
