"""The letterhead through the page: changed as a text, shown by a sheet, its logo."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from sopgen.definition.entries import data_in
from sopgen.definition.logo import rgb_png
from sopgen.definition.reading import profile_names
from sopgen.definition.validation import found
from sopgen.model.profile import Paper
from tests.project.batches import project as new_project
from tests.server.pages import opened

KOP = Path("letterheads/alam.yaml")
SHIPPED = Path(__file__).parents[2] / "letterheads"
PAPER = ["format", "kertas", "ukuran"]


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip"], "baru": ["lppd"]}))
    return opened(tmp_path)


def changed(
    client: TestClient, *edits: dict[str, Any], draft: bool = False, known: Sequence[str] = ()
) -> tuple[int, Any]:
    base = client.get("/api/kop/alam").json()["sidik"]
    asked = {"dasar": base, "sunting": edits, "punya": list(known), "draf": draft}
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


def test_a_new_key_stands_where_letterheads_have_it(client: TestClient) -> None:
    before = KOP.read_text(encoding="utf-8")
    edits = [set_at([key], "", value) for key, value in (("profil", "spo"), ("alamat", "Jalan 1"))]
    assert changed(client, *edits)[0] == 200
    said = "alamat: Jalan 1\nprofil: spo\npejabat:"
    assert KOP.read_text(encoding="utf-8") == before.replace("pejabat:", said)


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
    for method, behind in (("GET", ""), ("POST", "/batal"), ("PUT", "/logo"), ("GET", "/logo")):
        kind = "image/png" if method == "PUT" else "application/json"
        body = picture("PNG") if method == "PUT" else b'{"punya": []}'
        address = f"/api/kop/{name}{behind}"
        answer = client.request(method, address, content=body, headers={"content-type": kind})
        assert answer.status_code == 404


def test_the_logo_is_given_as_nothing_but_a_picture(client: TestClient) -> None:
    answer = client.get("/api/kop/alam/logo")
    assert (answer.status_code, answer.json()) == (404, {"pesan": "Kop ini belum berlogo."})
    assert client.get("/api/kop/alam").json()["logo"] is None
    jpeg = picture("JPEG")[:2] + b"\xff\xfe\x00\x0arahasia!" + picture("JPEG")[2:]
    told = client.put("/api/kop/alam/logo", content=jpeg, headers={"content-type": "image/jpeg"})
    digest = told.json()["logo"]
    answer = client.get(f"/api/kop/alam/logo?{digest}")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content == rgb_png(jpeg, "")
    assert b"rahasia" in KOP.with_name("alam-logo.jpg").read_bytes()
    assert b"rahasia" not in answer.content
    head = {"content-type": "image/png"}
    other = client.put("/api/kop/alam/logo", content=picture("PNG", "navy"), headers=head).json()
    assert other["logo"] not in (None, digest)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bukan.png", "bukan gambar PNG atau JPEG"),
        ("tidak-ada.png", "tidak ada di map letterheads"),
        ("../sopgen.yaml", "di luar map kop"),
        ("/etc/passwd", "di luar map kop"),
        ("tautan.png", "di luar map kop"),
    ],
)
def test_what_is_no_logo_is_not_given(
    client: TestClient, tmp_path_factory: pytest.TempPathFactory, name: str, said: str
) -> None:
    outside = tmp_path_factory.mktemp("luar") / "luar.png"
    outside.write_bytes(picture("PNG"))
    KOP.with_name("bukan.png").write_text("kata sandi", encoding="utf-8")
    KOP.with_name("tautan.png").symlink_to(outside)
    _, told = changed(client, set_at(["logo"], "", name), draft=True)
    assert told["logo"] is None
    answer = client.get("/api/kop/alam/logo")
    assert answer.status_code == 404
    assert said in answer.json()["pesan"]


def test_which_sops_show_a_letterhead_is_told(client: TestClient) -> None:
    other = "kop: alam\nnama: Lain\n"
    Path("definitions/baru/lain.yaml").write_text(other, encoding="utf-8")
    told = client.get("/api/kop/alam").json()
    names = {each["id"]: each["nama"] for each in told["pilihan"]["sop"]}
    assert list(names.values()) == ["lakip", "Lain"]
    first, second = names
    assert told["tampil"] == first
    assert client.get(f"/api/kop/alam?sop={second}").json()["tampil"] == second
    (foreign,) = {0, 1, 2} - names.keys()
    assert client.get(f"/api/kop/alam?sop={foreign}").json()["tampil"] is None
    Path("definitions/baru/lain.yaml").write_text(other.replace("alam", "baru"), encoding="utf-8")
    sops = client.get("/api/kop/alam").json()["pilihan"]["sop"]
    assert [each["nama"] for each in sops] == ["lakip"]


def look(told: dict[str, Any], *place: str) -> dict[str, Any]:
    (found,) = (each for each in told["pilihan"]["bentuk"] if each["di"] == list(place))
    return dict(found)


def test_what_may_be_chosen_is_what_the_model_takes_and_the_profile_gives(
    client: TestClient,
) -> None:
    told = client.get("/api/kop/alam").json()
    assert look(told, "profil")["bawaan"] == "permenpan35"
    assert look(told, "profil")["pilihan"] == list(profile_names())
    paper = look(told, *PAPER)
    assert paper == {"di": PAPER, "pilihan": [each.value for each in Paper], "bawaan": "F4"}
    assert look(told, "format", "kertas", "satu_halaman")["pilihan"] == ["ya", "tidak"]
    assert look(told, "format", "huruf", "jenis")["pilihan"][:2] == ["Arial", "Arial Narrow"]
    _, told = changed(client, set_at(["profil"], "", "spo"), draft=True)
    assert look(told, *PAPER)["bawaan"] == "A4"


def test_what_may_be_chosen_is_told_again_only_where_it_is_another(client: TestClient) -> None:
    choices = client.get("/api/kop/alam").json()["pilihan"]
    known = [choices["kunci"]]
    _, told = changed(client, set_at(["alamat"], "", "Jalan 1"), known=known)
    assert told["pilihan"] == {"kunci": choices["kunci"]}
    _, told = changed(client, set_at(["profil"], "", "spo"), known=known)
    assert told["pilihan"]["sop"] == choices["sop"]
    assert told["pilihan"]["bentuk"] != choices["bentuk"]


def test_every_choice_is_taken_and_leaves_no_trace_when_it_is_taken_back(
    client: TestClient,
) -> None:
    before = KOP.read_bytes()
    for each in client.get("/api/kop/alam").json()["pilihan"]["bentuk"]:
        for value in each["pilihan"]:
            code, told = changed(client, set_at(each["di"], "", value))
            missing = [problem["kode"] for problem in told["masalah"]]
            assert code == 200
            assert missing == [] or (missing == ["FNT001"] and each["di"][-1] == "jenis")
            assert bool(told["halaman"]) is not bool(missing)
            lines = set(KOP.read_bytes().splitlines()) - set(before.splitlines())
            assert len(lines) == len(each["di"])
            code, _ = changed(client, {"op": "buang", "di": each["di"]})
            assert (code, KOP.read_bytes()) == (200, before)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_choice_taken_back_leaves_the_letterheads_of_the_project_as_they_were(
    client: TestClient, path: Path
) -> None:
    text = path.read_bytes()
    KOP.write_bytes(text)
    said = data_in(text)
    for each in client.get("/api/kop/alam").json()["pilihan"]["bentuk"]:
        code, _ = changed(client, set_at(each["di"], "", each["pilihan"][0]), draft=True)
        if found(said, tuple(each["di"])) is None:
            assert code == 200
            changed(client, {"op": "buang", "di": each["di"]})
        else:
            assert code == 409
        assert KOP.read_bytes() == text


@pytest.mark.parametrize(
    "said", ["format:\n", "format: {}\n", "format:\n  kertas:\n", "format: {kertas: {}}\n"]
)
def test_a_format_that_says_nothing_is_filled_and_goes_with_its_last_word(
    client: TestClient, said: str
) -> None:
    text = KOP.read_text(encoding="utf-8")
    KOP.write_text(text + said, encoding="utf-8")
    changed(client, set_at(PAPER, "", "A4"))
    assert KOP.read_text(encoding="utf-8").startswith(text + "format:")
    changed(client, {"op": "buang", "di": PAPER})
    assert KOP.read_text(encoding="utf-8") == text


def test_what_a_format_says_besides_stays(client: TestClient) -> None:
    text = KOP.read_text(encoding="utf-8")
    said = "format:\n  label: {no: NO}   # huruf besar\n  kertas:\n    alur: tegak\n"
    KOP.write_text(text + said, encoding="utf-8")
    changed(client, set_at(PAPER, "", "A4"))
    assert KOP.read_text(encoding="utf-8") == text + said + "    ukuran: A4\n"
    changed(client, {"op": "buang", "di": PAPER})
    assert KOP.read_text(encoding="utf-8") == text + said
    changed(client, {"op": "buang", "di": ["format", "kertas", "alur"]})
    assert KOP.read_text(encoding="utf-8") == text + "".join(said.splitlines(keepends=True)[:2])


def test_a_look_that_is_none_is_told_at_its_place(client: TestClient) -> None:
    code, told = changed(client, set_at(PAPER, "", "B5"), draft=True)
    assert (code, told["halaman"]) == (200, [])
    assert told["masalah"][0]["di"] == PAPER
