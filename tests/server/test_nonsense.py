"""Whatever is asked, it is answered: with what became of it, or with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sopgen.definition.composer import compose
from tests.project.batches import project as new_project
from tests.server.pages import opened

LAKIP = Path("definitions/alam/lakip.yaml")
STEPS = st.sampled_from(
    ["langkah", "pelaksana", "kegiatan", "nama", "cabang", "kadis", "", "x", "\0", "a: b", "<<"]
)
NUMBERS = st.sampled_from([0, 1, 2, -1, -2, 99, 2**31, 2**70])
PLACES = st.lists(STEPS | NUMBERS, max_size=4)
WORDS = st.text(max_size=6) | st.sampled_from(["\u202e", "\0", "a\tb", "|", "- x", "{", "\r\n", ""])
VALUES = WORDS | st.lists(WORDS, max_size=3)
OPERATIONS = st.one_of(
    st.fixed_dictionaries({"op": st.just("atur"), "di": PLACES, "lama": VALUES, "baru": VALUES}),
    st.fixed_dictionaries({"op": st.just("sisip"), "di": PLACES, "pelaksana": WORDS}),
    st.fixed_dictionaries({"op": st.just("pindah"), "di": PLACES, "ke": NUMBERS}),
    st.fixed_dictionaries(
        {"op": st.sampled_from(["buang", "salin", "hapus", "lain", ""]), "di": PLACES}
    ),
    st.fixed_dictionaries(
        {
            "op": st.just("arah"),
            "di": PLACES,
            "cabang": st.lists(st.tuples(WORDS, WORDS | NUMBERS), max_size=3),
        }
    ),
)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STEPS, inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip"]}))
    return opened(tmp_path)


def test_any_change_is_done_or_refused_in_a_sentence(client: TestClient) -> None:
    before = LAKIP.read_bytes()

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(OPERATIONS, max_size=3), st.booleans(), st.booleans())
    def ask(edits: list[dict[str, Any]], draft: bool, is_seen: bool) -> None:
        LAKIP.write_bytes(before)
        base = client.get("/api/sop/0").json()["sidik"] if is_seen else "x"
        asked = {"dasar": base, "sunting": edits, "punya": [], "draf": draft}
        answer = client.post("/api/sop/0/ubah", json=asked)
        assert answer.status_code in (200, 409, 422)
        assert answer.status_code == 200 or answer.json().keys() & {"pesan", "bentrok"}
        composition = compose(LAKIP.read_text(encoding="utf-8"))
        assert composition.root is not None

    ask()


@pytest.mark.parametrize(
    "address",
    [
        *("/api/sop/0/ubah", "/api/sop/0/batal", "/api/sop/0/ulang", "/api/kop/alam/ubah"),
        *("/api/bangun", "/api/baru", "/api/revisi/pratinjau", "/api/revisi/terapkan"),
    ],
)
def test_what_is_no_request_is_refused(client: TestClient, address: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(JSON)
    def ask(body: object) -> None:
        data = json.dumps(body).encode()
        assert client.post(address, content=data, headers=head).status_code in (200, 422)

    head = {"content-type": "application/json"}
    ask()
    for body in (b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000):
        assert client.post(address, content=body, headers=head).status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        *("../../luar", "/etc/passwd", "CON", "nul", "a\0b", "x" * 300, "..", "con.yaml"),
        *("<img src=x>", "lakip", "Ａ", "日本"),
    ],
)
def test_a_new_sop_gets_a_name_of_ours_within_the_project(client: TestClient, name: str) -> None:
    before = {path.as_posix() for path in Path().rglob("*")}
    kept = LAKIP.read_bytes()
    asked = {"kop": "alam", "nama": name, "pelaksana": ["Staf"], "kegiatan": "Mencatat"}
    code = client.post("/api/baru", json=asked).status_code
    new = {path.as_posix() for path in Path().rglob("*")} - before
    assert (code, len(new)) in ((200, 1), (422, 0))
    for path in map(Path, new):
        assert path.parent == LAKIP.parent
        assert path.stem not in ("con", "nul")
    assert LAKIP.read_bytes() == kept
    answer = client.post("/api/baru", json={**asked, "kop": "../alam"})
    assert answer.status_code == 422
