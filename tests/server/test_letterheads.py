"""The letterhead through the page: changed as a text, shown by a sheet, its logo."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from tests.project.batches import project as new_project
from tests.server.pages import opened

KOP = Path("letterheads/alam.yaml")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip"], "baru": ["lppd"]}))
    return opened(tmp_path)


def changed(client: TestClient, *edits: dict[str, Any], draft: bool = False) -> tuple[int, Any]:
    base = client.get("/api/kop/alam").json()["sidik"]
    asked = {"dasar": base, "sunting": edits, "punya": [], "draf": draft}
    answer = client.post("/api/kop/alam/ubah?sop=0", json=asked)
    return answer.status_code, answer.json()


def set_at(place: list[str | int], old: object, new: object) -> dict[str, object]:
    return {"op": "atur", "di": place, "lama": old, "baru": new}


def picture(kind: str, colour: str = "red") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (40, 40), colour).save(buffer, kind)
    return buffer.getvalue()


def test_a_letterhead_is_shown_by_a_sheet_of_its_own(client: TestClient) -> None:
    told = client.get("/api/kop/alam").json()
    assert told["pohon"]["instansi"] == "PEMERINTAH ALAM"
    assert "PEMERINTAH ALAM" in "".join(each["svg"] for each in told["halaman"])
    assert client.get("/api/kop/alam?sop=1").json()["halaman"] == []


def test_what_is_typed_in_a_letterhead_is_drawn_before_it_is_saved(client: TestClient) -> None:
    before = KOP.read_bytes()
    name = set_at(["pejabat", "kepala-dinas", "nama"], "NAMA KEPALA DINAS", "NAMA LAIN")
    code, told = changed(client, name, draft=True)
    assert (code, told["tersimpan"]) == (200, False)
    assert "NAMA LAIN" in "".join(each["svg"] for each in told["halaman"])
    assert KOP.read_bytes() == before
    changed(client)
    assert KOP.read_bytes() == before.replace(b"NAMA KEPALA DINAS", b"NAMA LAIN")
    client.post("/api/kop/alam/batal", json={"punya": []})
    assert KOP.read_bytes() == before


def test_an_official_is_added_and_a_wrong_letterhead_is_told(client: TestClient) -> None:
    code, told = changed(client, set_at(["pejabat", "sekretaris", "jabatan"], "", "Sekretaris"))
    assert (code, told["masalah"]) == (200, [])
    assert told["pohon"]["pejabat"]["sekretaris"] == {"jabatan": "Sekretaris"}
    code, told = changed(client, set_at(["profil"], "", "tidak-ada"), draft=True)
    assert (code, told["halaman"]) == (200, [])
    assert told["masalah"][0]["di"] == ["profil"]


def test_why_the_sheet_under_a_letterhead_cannot_be_drawn_is_told(client: TestClient) -> None:
    path = Path("definitions/alam/lakip.yaml")
    path.write_text(path.read_text("utf-8") + "pengesah: kepala-dinas\n", encoding="utf-8")
    code, told = changed(client, {"op": "hapus", "di": ["pejabat", "kepala-dinas"]}, draft=True)
    assert (code, told["halaman"]) == (200, [])
    assert told["masalah"][0]["di"] == ["pengesah"]


def test_two_changes_of_one_place_meet(client: TestClient) -> None:
    client.get("/api/kop/alam")
    KOP.write_text(KOP.read_text("utf-8").replace("PEMERINTAH ALAM", "A"), encoding="utf-8")
    asked = {"dasar": "", "sunting": [set_at(["instansi"], "PEMERINTAH ALAM", "B")]}
    answer = client.post("/api/kop/alam/ubah", json=asked)
    assert answer.status_code == 409
    assert answer.json()["bentrok"]["sekarang"] == "A"


@pytest.mark.parametrize(("kind", "name"), [("PNG", "alam-logo.png"), ("JPEG", "alam-logo.jpg")])
def test_a_logo_stands_on_the_sheet_at_once(client: TestClient, kind: str, name: str) -> None:
    head = {"content-type": f"image/{kind.lower()}"}
    told = client.put("/api/kop/alam/logo", content=picture(kind), headers=head).json()
    assert told["pohon"]["logo"] == name
    assert "<image" in told["halaman"][0]["svg"]
    assert KOP.with_name(name).read_bytes() == picture(kind)
    assert f"logo: {name}\n" in KOP.read_text(encoding="utf-8")


def test_a_logo_is_never_written_over_another_one(client: TestClient) -> None:
    own = KOP.with_name("alam-logo.png")
    own.write_bytes(b"milik orang")
    head = {"content-type": "image/png"}
    for _ in range(2):
        told = client.put("/api/kop/alam/logo", content=picture("PNG"), headers=head).json()
        assert told["pohon"]["logo"] == "alam-logo-2.png"
    assert own.read_bytes() == b"milik orang"


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"<svg onload='alert(1)'/>", "image/png", 422),
        (b"\x89PNG" + b"\0" * 99, "image/png", 422),
        (b"\0" * 5_000_001, "image/png", 413),
        (picture("PNG"), "image/svg+xml", 415),
        (picture("PNG"), "application/json", 415),
    ],
)
def test_what_is_no_logo_is_refused(client: TestClient, data: bytes, kind: str, code: int) -> None:
    before = KOP.read_bytes()
    answer = client.put("/api/kop/alam/logo", content=data, headers={"content-type": kind})
    assert answer.status_code == code
    assert KOP.read_bytes() == before
    assert sorted(each.name for each in KOP.parent.iterdir()) == ["alam.yaml", "baru.yaml"]


@pytest.mark.parametrize(
    "name", ["tidak-ada", "..%2fsopgen", "%2fetc%2fpasswd", "x%00", "CON", "a" * 300, "luar"]
)
def test_only_letterheads_of_the_project_are_given(
    client: TestClient, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    outside = tmp_path_factory.mktemp("luar") / "luar.yaml"
    outside.write_text("instansi: RAHASIA\n", encoding="utf-8")
    KOP.with_name("luar.yaml").symlink_to(outside)
    for method, behind in (("GET", ""), ("POST", "/batal"), ("PUT", "/logo")):
        kind = "image/png" if method == "PUT" else "application/json"
        body = picture("PNG") if method == "PUT" else b'{"punya": []}'
        address = f"/api/kop/{name}{behind}"
        answer = client.request(method, address, content=body, headers={"content-type": kind})
        assert answer.status_code == 404
