"""Who may speak with the page: a table of requests, and what each is answered with."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sopgen.server.guard import LARGEST_BODY, Guard
from tests.project.batches import project as new_project
from tests.server.pages import HOST, PORT, browser, guarded, opened


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip"]}))
    return tmp_path


@pytest.fixture
def client(project: Path) -> TestClient:
    return opened(project)


def link(guard: Guard) -> str:
    return guard.address.removeprefix(f"http://{HOST}")


def test_the_link_is_good_once(project: Path) -> None:
    guard = guarded(project)
    first, second = browser(guard), browser(guard)
    address = link(guard)
    assert first.get(address).status_code == 303
    assert second.get(address).status_code == 403
    assert first.get("/api/proyek").status_code == 200
    assert second.get("/api/proyek").status_code == 403


def test_a_wrong_link_opens_nothing(project: Path) -> None:
    guard = guarded(project)
    client = browser(guard)
    for address in ("/masuk", "/masuk?kunci=", "/masuk?kunci=x", "/masuk?lain=x"):
        assert client.get(address).status_code == 403
    assert client.get(link(guard)).status_code == 303


def test_the_cookie_is_for_this_port_and_no_script(project: Path) -> None:
    guard = guarded(project)
    cookie = browser(guard).get(link(guard)).headers["set-cookie"]
    assert cookie.startswith(f"sopgen-{PORT}=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    "host",
    [
        "contoh.go.id",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"localhost.:{PORT}",
        f"127.0.0.1.nip.io:{PORT}",
        f"[::1%lo]:{PORT}",
        "",
    ],
)
def test_another_host_is_misdirected(client: TestClient, host: str) -> None:
    for method in ("GET", "POST"):
        answer = client.request(method, "/api/proyek", headers={"host": host})
        assert answer.status_code == 421


@pytest.mark.parametrize("host", [f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_other_names_of_this_machine_are_ours(client: TestClient, host: str) -> None:
    cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    answer = client.get("/api/proyek", headers={"host": host, "cookie": cookie})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": f"http://{HOST}"}, 403),
        ({"origin": f"http://{HOST}"}, 200),
        ({"origin": f"https://{HOST}"}, 403),
        ({"origin": "http://contoh.go.id"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_page_changes_anything(
    project: Path, headers: dict[str, str], code: int
) -> None:
    client = opened(project)
    del client.headers["sec-fetch-site"]
    answer = client.post("/api/bangun", json={"sop": []}, headers=headers)
    assert answer.status_code == code


def test_a_form_of_another_page_is_no_json(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = client.post("/api/bangun", content=b'{"sop": []}', headers={"content-type": kind})
        assert answer.status_code == 415


def test_reading_changes_nothing_and_writing_is_no_reading(client: TestClient) -> None:
    for address in ("/api/bangun", "/api/baru", "/api/sop/0/ubah", "/api/sop/0/batal"):
        assert client.get(address).status_code == 405


def test_every_answer_has_the_headers_that_keep_others_out(client: TestClient) -> None:
    for address in ("/", "/api/proyek", "/api/sop/99", "/masuk?kunci=x", "/tidak-ada"):
        headers = client.get(address).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert not [name for name in headers if name.startswith("access-control-")]


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    body = b" " * (LARGEST_BODY + 1)
    head = {"content-type": "application/json"}
    assert client.post("/api/bangun", content=body, headers=head).status_code == 413


@pytest.mark.parametrize(
    "address",
    [
        "/aset/../app.py",
        "/aset/..%2fapp.py",
        "/aset/%2e%2e/guard.py",
        "/aset//etc/passwd",
        "/aset/CON",
        "/aset/x%00.js",
        f"/aset/{'a' * 300}.js",
        "/definitions/alam/lakip.yaml",
    ],
)
def test_only_what_belongs_to_the_page_is_given(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404
