"""What the page shows and changes of a project, below the browser."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from starlette.testclient import TestClient

from sopgen.definition.reading import read_definition
from sopgen.project.writing import locked
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers.svg import pages
from tests.project.batches import project as new_project
from tests.server.browsing import WITH_RETURN, project_with
from tests.server.pages import change, opened, sop

LAKIP = Path("definitions/alam/lakip.yaml")

FORMER = """\
tanggal_efektif: 2026-01-23
status: berlaku
riwayat:
  - {revisi: 0, tanggal: 2026-01-23, uraian: Terbit pertama}
"""


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip", "lppd"]}))
    LAKIP.write_text(f"# catatan\n{LAKIP.read_text(encoding='utf-8')}", encoding="utf-8")
    client = opened(tmp_path)
    client.get("/api/proyek")
    return client


def text() -> str:
    return LAKIP.read_text(encoding="utf-8")


def set_at(place: list[str | int], old: str, new: str) -> dict[str, object]:
    return {"op": "atur", "di": place, "lama": old, "baru": new}


def test_the_project_is_listed_with_states(client: TestClient) -> None:
    told = client.get("/api/proyek").json()
    assert [(each["nama"], each["keadaan"]) for each in told["sop"]] == [
        ("lakip", "draf"),
        ("lppd", "draf"),
    ]
    assert told["kop"] == ["alam"]


def test_a_rule_is_explained(client: TestClient) -> None:
    assert "Dasar :" in client.get("/api/aturan/IDN004").json()["teks"]
    for code in ("DEF999", "..", "IDN004%00", "<b>"):
        assert client.get(f"/api/aturan/{code}").status_code == 404


def test_an_sop_is_told_with_its_pages_and_problems(client: TestClient) -> None:
    told = sop(client)
    definition = read_definition(LAKIP)
    made = list(pages(laid_out(definition, new_typesetter())))
    assert [each["svg"] for each in told["halaman"]] == made
    assert told["pohon"]["nama"] == "lakip"
    assert told["tersimpan"]
    assert {each["kode"] for each in told["masalah"]} >= {"MTB002"}


def test_a_word_is_changed_in_its_line_alone(client: TestClient) -> None:
    before = text().splitlines()
    code, told = change(client, set_at(["langkah", 0, "kegiatan"], "Membentuk tim", "Memilih tim"))
    assert code == 200
    after = text().splitlines()
    assert [(one, two) for one, two in zip(before, after, strict=True) if one != two] == [
        ("  - kegiatan: Membentuk tim", "  - kegiatan: Memilih tim")
    ]
    assert "Memilih tim" in told["halaman"][1]["svg"]


def test_a_draft_is_drawn_and_not_written(client: TestClient) -> None:
    before = text()
    code, told = change(client, set_at(["nama"], "lakip", "Laporan"), draft=True)
    assert (code, told["tersimpan"], told["pohon"]["nama"]) == (200, False, "Laporan")
    assert text() == before


def test_only_pages_that_changed_are_sent(client: TestClient) -> None:
    first = sop(client)
    known = [each["kunci"] for each in first["halaman"]]
    asked = {
        "dasar": first["sidik"],
        "sunting": [set_at(["langkah", 1, "waktu"], "", "2 jam")],
        "punya": known,
        "draf": True,
    }
    told = client.post("/api/sop/0/ubah", json=asked).json()
    assert [each["svg"] is None for each in told["halaman"]] == [True, False]


def test_while_a_text_is_wrong_there_are_problems_and_no_pages(client: TestClient) -> None:
    _, told = change(client, set_at(["langkah", 0, "pelaksana"], "kadis", "camat"), draft=True)
    assert told["halaman"] == []
    (problem,) = [each for each in told["masalah"] if each["bobot"] == "galat"]
    assert (problem["kode"], problem["di"]) == ("DEF042", ["langkah", 0, "pelaksana"])


def test_undo_gives_the_bytes_of_the_beginning(client: TestClient) -> None:
    before = LAKIP.read_bytes()
    for number, word in enumerate(("A", "B", "C")):
        old = "lakip" if not number else "ABC"[number - 1]
        assert change(client, set_at(["nama"], old, word))[0] == 200
    for _ in range(3):
        told = client.post("/api/sop/0/batal", json={"punya": []}).json()
    assert LAKIP.read_bytes() == before
    assert (told["bisa_batal"], told["bisa_ulang"]) == (False, True)
    client.post("/api/sop/0/ulang", json={"punya": []})
    assert "nama: A\n" in text()


def test_steps_are_added_copied_moved_and_deleted(client: TestClient) -> None:
    change(client, {"op": "sisip", "di": ["langkah", 1], "pelaksana": "tim"})
    change(client, set_at(["langkah", 1, "kegiatan"], "", "Menyusun jadwal"))
    change(client, {"op": "salin", "di": ["langkah", 0]})
    change(client, {"op": "pindah", "di": ["langkah", 0], "ke": 2})
    code, told = change(client, {"op": "hapus", "di": ["langkah", 3]})
    assert code == 200
    assert [step["kegiatan"] for step in told["pohon"]["langkah"]] == [
        "Membentuk tim",
        "Menyusun jadwal",
        "Membentuk tim",
    ]
    assert text().startswith("# catatan\n")


def test_an_arrow_names_its_step_and_comes_back_as_nothing(client: TestClient) -> None:
    ways = [["Ya", "berikutnya"], ["Tidak", 0]]
    change(client, {"op": "sisip", "di": ["langkah", 1], "pelaksana": "kadis"})
    change(client, set_at(["langkah", 1, "kegiatan"], "", "Memeriksa tim"))
    code, told = change(client, {"op": "arah", "di": ["langkah", 1], "cabang": ways})
    assert code == 200
    first, second, _ = told["pohon"]["langkah"]
    assert second["cabang"] == {"Ya": "berikutnya", "Tidak": first["id"]}
    _, told = change(client, {"op": "arah", "di": ["langkah", 1], "cabang": [["", 0]]})
    assert told["pohon"]["langkah"][1]["lanjut"] == first["id"]
    _, told = change(client, {"op": "arah", "di": ["langkah", 1], "cabang": [["", "berikutnya"]]})
    assert not {"cabang", "lanjut"} & told["pohon"]["langkah"][1].keys()


def test_deleting_a_step_leads_its_arrows_on(client: TestClient) -> None:
    change(client, {"op": "sisip", "di": ["langkah", 1], "pelaksana": "kadis"})
    change(client, set_at(["langkah", 1, "kegiatan"], "", "Memeriksa tim"))
    change(client, {"op": "arah", "di": ["langkah", 0], "cabang": [["", 1]]})
    code, told = change(client, {"op": "hapus", "di": ["langkah", 1]})
    assert code == 200
    assert told["halaman"]


def test_lists_and_texts_become_each_other(client: TestClient) -> None:
    items = {"op": "atur", "di": ["dasar_hukum"], "lama": "", "baru": ["UU 1", "UU 2"]}
    code, told = change(client, items)
    assert (code, told["pohon"]["dasar_hukum"]) == (200, ["UU 1", "UU 2"])
    one = {"op": "atur", "di": ["dasar_hukum"], "lama": ["UU 1", "UU 2"], "baru": "UU 3"}
    code, told = change(client, one)
    assert (code, told["pohon"]["dasar_hukum"]) == (200, "UU 3")
    code, told = change(client, {"op": "buang", "di": ["dasar_hukum"]})
    assert "dasar_hukum" not in told["pohon"]


def test_what_another_program_saved_elsewhere_survives(client: TestClient) -> None:
    change(client, set_at(["nama"], "lakip", "Laporan"), draft=True)
    LAKIP.write_text(text().replace("2024-01-23", "2025-01-23"), encoding="utf-8")
    code, told = change(client, set_at(["langkah", 0, "waktu"], "", "1 jam"))
    assert code == 200
    assert "2025-01-23" in text()
    assert "nama: Laporan" in text()
    assert told["pohon"]["langkah"][0]["waktu"] == "1 jam"


def test_two_changes_of_one_place_are_a_conflict_and_nothing_is_lost(client: TestClient) -> None:
    LAKIP.write_text(text().replace("nama: lakip", "nama: Lain"), encoding="utf-8")
    before = LAKIP.read_bytes()
    asked = {
        "dasar": "",
        "sunting": [set_at(["nama"], "lakip", "Punya saya")],
        "punya": [],
        "draf": False,
    }
    answer = client.post("/api/sop/0/ubah", json=asked)
    assert answer.status_code == 409
    assert answer.json()["bentrok"] == {
        "di": ["nama"],
        "sekarang": "Lain",
        "punya": "Punya saya",
    }
    assert LAKIP.read_bytes() == before


def test_an_sop_is_built_and_downloaded(client: TestClient) -> None:
    assert client.get("/api/hasil/0/pdf").status_code == 404
    told = client.post("/api/bangun", json={"sop": [0]}).json()
    assert [(each["id"], each["status"]) for each in told["hasil"]] == [(0, "dibuat")]
    answer = client.get("/api/hasil/0/pdf")
    assert answer.content == Path("output/alam/lakip.pdf").read_bytes()
    assert answer.headers["content-disposition"] == 'attachment; filename="lakip.pdf"'


def test_a_new_sop_draws_at_once(client: TestClient) -> None:
    asked = {
        "kop": "alam",
        "nama": "Pelayanan Cuti",
        "pelaksana": ["Staf", "Kepala"],
        "kegiatan": "Mencatat permohonan cuti",
    }
    number = client.post("/api/baru", json=asked).json()["id"]
    assert sop(client, number)["halaman"]
    again = client.post("/api/baru", json=asked)
    assert (again.status_code, "sudah ada" in again.json()["pesan"]) == (422, True)


def test_a_copy_is_a_draft_of_its_own_name_and_its_source_stays(tmp_path: Path) -> None:
    source = project_with(tmp_path, FORMER + WITH_RETURN)
    before = source.read_bytes()
    client = opened(tmp_path)
    asked = {"sop": 0, "nama": "Penerimaan Paket", "nomor": "8/SOP"}
    tree = sop(client, client.post("/api/salin", json=asked).json()["id"])["pohon"]
    said = [tree[key] for key in ("nama", "nomor", "status", "tanggal_efektif")]
    assert said == ["Penerimaan Paket", "8/SOP", "draf", ""]
    assert tree.get("riwayat") in (None, "")
    assert "tanggal_revisi" not in tree
    assert tree["langkah"][0]["kegiatan"] == "Menerima surat"
    assert source.read_bytes() == before
    for wrong, code in ((asked, 422), ({**asked, "nama": " "}, 422), ({**asked, "sop": 9}, 404)):
        assert client.post("/api/salin", json=wrong).status_code == code


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"dasar": 1}',
        b'{"dasar": "", "sunting": [{"op": "hapus_semua"}]}',
        b'{"dasar": "", "sunting": [{"op": "atur", "di": {}, "lama": "", "baru": ""}]}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_what_is_not_understood_is_refused_in_words(client: TestClient, body: bytes) -> None:
    head = {"content-type": "application/json"}
    answer = client.post("/api/sop/0/ubah", content=body, headers=head)
    assert answer.status_code == 422
    assert answer.json()["pesan"] == "Permintaan ini tidak dimengerti."


def test_places_that_are_not_there_change_nothing(client: TestClient) -> None:
    before = LAKIP.read_bytes()
    for edit in (
        {"op": "hapus", "di": ["langkah", 99]},
        {"op": "pindah", "di": ["langkah", 0], "ke": 99},
        {"op": "salin", "di": ["nama"]},
        {"op": "arah", "di": ["langkah", 0], "cabang": [["Ya", 99]]},
        {"op": "sisip", "di": ["langkah", 99], "pelaksana": "tim"},
        {"op": "buang", "di": ["tidak_ada"]},
        set_at(["langkah", 99, "kegiatan"], "", "x"),
    ):
        assert change(client, edit)[0] == 422, edit
    assert LAKIP.read_bytes() == before
    assert client.get("/api/sop/99").status_code == 404


def refusal(client: TestClient) -> tuple[int, dict[str, object]]:
    asked = {"dasar": "", "sunting": [set_at(["nama"], "lakip", "Lain")], "draf": False}
    answer = client.post("/api/sop/0/ubah", json=asked)
    return answer.status_code, answer.json()


def test_a_definition_that_is_no_text_any_more_is_told_in_a_sentence(client: TestClient) -> None:
    sop(client)
    LAKIP.write_bytes(b"nama: \xff\xfe")
    told = sop(client)
    assert (told["pohon"], told["halaman"]) == ({}, [])
    assert [each["kode"] for each in told["masalah"]] == ["DEF003"]
    code, told = refusal(client)
    assert code == 422
    assert "UTF-8" in str(told["pesan"])
    assert LAKIP.read_bytes() == b"nama: \xff\xfe"


def test_a_definition_that_is_no_yaml_any_more_is_told_in_a_sentence(client: TestClient) -> None:
    sop(client)
    LAKIP.write_text("nama: [lakip\n", encoding="utf-8")
    assert sop(client)["halaman"] == []
    code, told = refusal(client)
    assert code == 422
    assert told["pesan"]


def test_a_definition_that_was_deleted_is_told_in_a_sentence(client: TestClient) -> None:
    change(client, set_at(["nama"], "lakip", "Laporan"), draft=True)
    kept = LAKIP.read_bytes()
    LAKIP.unlink()
    for method, address in (("GET", "/api/sop/0"), ("POST", "/api/sop/0/batal")):
        answer = client.request(method, address, json={"punya": []})
        assert answer.status_code == 404
        assert answer.json()["pesan"].startswith("Berkasnya tidak ada lagi")
    LAKIP.write_bytes(kept)
    assert sop(client)["pohon"]["nama"] == "Laporan"


def test_a_letterhead_that_is_broken_or_comes_back_is_seen_at_once(client: TestClient) -> None:
    kop = Path("letterheads/alam.yaml")
    kept = kop.read_bytes()
    assert sop(client)["halaman"]
    kop.write_text("instansi: [A\n", encoding="utf-8")
    told = sop(client)
    assert told["halaman"] == []
    assert told["masalah"][0]["berkas"].endswith("letterheads/alam.yaml")
    kop.unlink()
    assert sop(client)["masalah"][0]["di"] == ["kop"]
    kop.write_bytes(kept)
    assert sop(client)["halaman"]


def test_a_build_that_another_one_keeps_out_is_told(client: TestClient) -> None:
    with locked(Path("output/.sopgen")):
        answer = client.post("/api/bangun", json={"sop": [0]})
    assert answer.status_code == 409
    assert answer.json()["pesan"].startswith("Map hasil sedang dipakai")


def test_what_is_typed_is_built(client: TestClient) -> None:
    change(client, set_at(["nama"], "lakip", "Laporan Kinerja"), draft=True)
    client.post("/api/bangun", json={"sop": [0]})
    assert "nama: Laporan Kinerja" in text()


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "]]></text><script>alert(1)</script>",
    '" onload="alert(1)',
    "javascript:alert(1)",
    "</svg><iframe>",
    "{{7*7}} ${x} &lt; &#60;b",
)
FIELDS: tuple[list[str | int], ...] = (
    *(
        [each]
        for each in (
            *("nama", "nomor", "unit", "judul_alur", "dasar_hukum", "kualifikasi_pelaksana"),
            *("keterkaitan", "peralatan", "peringatan", "pencatatan"),
        )
    ),
    ["pelaksana", "kadis"],
    ["pelaksana", "tim"],
    *(["langkah", 0, each] for each in ("kegiatan", "kelengkapan", "output", "keterangan")),
    *(["langkah", 1, each] for each in ("kegiatan", "kelengkapan", "output", "keterangan")),
)


def test_hostile_words_make_no_node_in_any_field(client: TestClient) -> None:
    plain_names = {
        each.tag for svg in sop(client)["halaman"] for each in fromstring(svg["svg"]).iter()
    }
    plain_names |= {f"{{http://www.w3.org/2000/svg}}{each}" for each in ("g", "tspan", "text")}
    for number, field in enumerate(FIELDS):
        word = HOSTILE[number % len(HOSTILE)]
        tree = sop(client)["pohon"]
        for step in field:
            tree = tree.get(step, "") if isinstance(tree, dict) else tree[step]
        code, told = change(client, set_at(field, tree, word))
        assert (code, bool(told["halaman"])) == (200, True), (field, told["masalah"])
        words = ""
        for page in told["halaman"]:
            root = fromstring(page["svg"])
            words += " ".join("".join(each.itertext()) for each in root.iter())
            for node in root.iter():
                assert node.tag in plain_names
                assert not [name for name in node.attrib if name.lower().startswith("on")]
        assert word[:5] in words
    for method, address in (("GET", "/api/sop/0"), ("GET", "/api/proyek")):
        kind = client.request(method, address).headers["content-type"]
        assert kind == "application/json"


def test_two_tabs_that_type_at_once_in_two_fields_both_are_kept(client: TestClient) -> None:
    client.get("/api/sop/1")
    fields = (["nama"], ["langkah", 1, "output"])

    def typed(field: list[str | int]) -> int:
        base, old, done = sop(client)["sidik"], "lakip" if field == ["nama"] else "", 0
        for number in range(25):
            new = f"Kata {number}"
            asked = {
                "dasar": base,
                "sunting": [set_at(field, old, new)],
                "punya": [],
                "draf": number % 3 != 0,
            }
            answer = client.post("/api/sop/0/ubah", json=asked)
            base, old = answer.json()["sidik"], new
            done += answer.status_code == 200
        return done

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(typed, fields)) == [25, 25]
    _, told = change(client)
    assert (told["pohon"]["nama"], told["pohon"]["langkah"][1]["output"]) == ("Kata 24", "Kata 24")
    assert told["tersimpan"]
    while sop(client)["bisa_batal"]:
        client.post("/api/sop/0/batal", json={"punya": []})
    assert sop(client)["pohon"]["nama"] == "lakip"
    assert "output" not in sop(client)["pohon"]["langkah"][1]
