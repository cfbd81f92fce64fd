"""Books and registers, as the page asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.project.batches import project as new_project
from tests.server.pages import browser, guarded, opened

BOOK = "kop: alam\nunit: BAGIAN UMUM\nisi: [lppd, lakip]\n"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip", "lppd"]}))
    Path("buku").mkdir()
    Path("buku/umum.yaml").write_text(BOOK, encoding="utf-8")
    return opened(tmp_path)


def test_a_book_is_told_with_its_sops_in_their_order(client: TestClient) -> None:
    (book,) = client.get("/api/buku").json()["buku"]
    assert (book["judul"], book["keadaan"], book["unduhan"]) == ("BAGIAN UMUM", "belum dibuat", [])
    (chapter,) = book["bagian"]
    assert [(each["id"], each["nama"]) for each in chapter["sop"]] == [(1, "lppd"), (0, "lakip")]


def test_a_book_that_was_built_is_given_and_stands_until_an_sop_changes(
    client: TestClient,
) -> None:
    (result,) = client.post("/api/buku/bangun", json={"buku": [0]}).json()["hasil"]
    assert (result["id"], result["status"], result["masalah"]) == (0, "dibuat", [])
    answer = client.get("/api/buku/0/pdf")
    assert answer.content.startswith(b"%PDF")
    assert "umum.pdf" in answer.headers["content-disposition"]
    (book,) = client.get("/api/buku").json()["buku"]
    assert (book["keadaan"], book["unduhan"]) == ("sesuai", ["docx", "pdf"])
    definition = Path("definitions/alam/lakip.yaml")
    definition.write_text(definition.read_text().replace("Membentuk", "Memilih"), encoding="utf-8")
    (book,) = client.get("/api/buku").json()["buku"]
    assert book["keadaan"] == "perlu dibangun lagi"


def test_a_wrong_book_is_told_with_what_is_wrong_and_the_others_stay(client: TestClient) -> None:
    Path("buku/salah.yaml").write_text("kop: alam\nisi: [tidak-ada]\n", encoding="utf-8")
    wrong, right = client.get("/api/buku").json()["buku"]
    assert (wrong["berkas"], wrong["bagian"]) == ("salah.yaml", [])
    assert "tidak-ada" in wrong["masalah"][0]["pesan"]
    assert right["masalah"] == []


def test_registers_are_made_once_and_given(client: TestClient) -> None:
    assert client.get("/api/buku").json()["register"] == [{"kop": "alam", "ada": False}]
    assert client.get("/api/register/alam").status_code == 404
    told = client.post("/api/register", json={}).json()
    assert told == {"ditulis": 1, "tetap": 0, "masalah": []}
    assert client.post("/api/register", json={}).json()["tetap"] == 1
    assert client.get("/api/register/alam").content.startswith(b"PK")
    assert client.get("/api/buku").json()["register"] == [{"kop": "alam", "ada": True}]


@pytest.mark.parametrize(
    "address",
    [
        "/api/buku/7/pdf",
        "/api/buku/0/xlsx",
        "/api/buku/0/exe",
        "/api/register/..",
        "/api/register/..%2Falam",
        "/api/register/tidak-ada",
    ],
)
def test_what_is_no_book_and_no_register_is_not_given(client: TestClient, address: str) -> None:
    client.post("/api/register", json={})
    assert client.get(address).status_code == 404


def test_a_book_that_a_link_brings_from_outside_is_none(
    client: TestClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("luar") / "luar.yaml"
    outside.write_text(BOOK, encoding="utf-8")
    Path("buku/luar.yaml").symlink_to(outside)
    assert [each["berkas"] for each in client.get("/api/buku").json()["buku"]] == ["umum.yaml"]


def test_who_did_not_open_the_link_gets_nothing(client: TestClient, tmp_path: Path) -> None:
    stranger = browser(guarded(tmp_path))
    for address in ("/api/buku", "/api/buku/0/pdf", "/api/register/alam"):
        assert stranger.get(address).status_code == 403
    for address in ("/api/buku/bangun", "/api/register"):
        assert stranger.post(address, json={}).status_code == 403
    client.headers["sec-fetch-site"] = "cross-site"
    for address in ("/api/buku/bangun", "/api/register"):
        assert client.post(address, json={}).status_code == 403
