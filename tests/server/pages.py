"""A page of a project made for a test, spoken with as a browser does, without a socket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from sopgen.server.app import page_of
from sopgen.server.desk import Desk
from sopgen.server.guard import Guard
from sopgen.server.happenings import Happenings

PORT = 8123
HOST = f"127.0.0.1:{PORT}"


def guarded(project: Path) -> Guard:
    desk = Desk(project)
    return Guard(page_of(desk, Happenings(desk)), PORT)


def browser(guard: Guard) -> TestClient:
    """Return a browser that has not opened the link yet."""
    return TestClient(guard, base_url=f"http://{HOST}", follow_redirects=False)


def opened(project: Path) -> TestClient:
    """Return a browser in which the page of `project` is open."""
    guard = guarded(project)
    client = browser(guard)
    assert client.get(guard.address.removeprefix(f"http://{HOST}")).status_code == 303
    client.headers["sec-fetch-site"] = "same-origin"
    return client


def sop(client: TestClient, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/sop/{number}").json()
    return found


def change(
    client: TestClient, *edits: dict[str, Any], draft: bool = False, number: int = 0
) -> tuple[int, dict[str, Any]]:
    """Ask for `edits` of an SOP as it is now; return the code and what is told."""
    base = sop(client, number)["sidik"]
    asked = {"dasar": base, "sunting": list(edits), "punya": [], "draf": draft}
    answer = client.post(f"/api/sop/{number}/ubah", json=asked)
    return answer.status_code, answer.json()
