"""The page as a process of its own: who reaches it, what it prints, how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sopgen.server.running import bound, usually_bound
from tests.project.batches import project as new_project

SECRET_WORD = "kata-rahasia-negara"
ENDS_WITHIN = 1.0


class Page:
    """A page that runs, and a browser in which its link was opened."""

    def __init__(self, project: Path, *options: str) -> None:
        command = [sys.executable, "-m", "sopgen", "serve", "--tanpa-peramban", str(project)]
        command += options
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.link = self.process.stdout.readline().strip()
        self.port = int(urlsplit(self.link).port or 0)
        self.cookie = ""
        self.open = ExitStack()

    def enter(self) -> int:
        parts = urlsplit(self.link)
        answer = self.asked("GET", f"{parts.path}?{parts.query}")
        self.cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        return answer.status

    def asked(self, method: str, address: str, body: object = None):  # type: ignore[no-untyped-def]
        connection = self.open.enter_context(
            closing(HTTPConnection("127.0.0.1", self.port, timeout=20))
        )
        heads = {"cookie": self.cookie, "sec-fetch-site": "same-origin"}
        data = None
        if body is not None:
            data, heads["content-type"] = json.dumps(body), "application/json"
        connection.request(method, address, data, heads)
        return self.open.enter_context(closing(connection.getresponse()))

    def told(self, method: str, address: str, body: object = None) -> dict:  # type: ignore[type-arg]
        found: dict = json.loads(self.asked(method, address, body).read())  # type: ignore[type-arg]
        return found

    def raw(self, *heads: str) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            lines = ("GET /api/proyek HTTP/1.1", *heads, f"Cookie: {self.cookie}", "", "")
            connection.sendall("\r\n".join(lines).encode())
            return connection.recv(100)

    def stop(self) -> tuple[float, str, str]:
        """Stop it with Ctrl-C; return the seconds it took, and what it printed."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        out, log = self.process.communicate(timeout=20)
        return time.monotonic() - begin, out, log


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "proyek", {"alam": ["lakip"]})


@pytest.fixture
def page(project: Path) -> Iterator[Page]:
    page = Page(project)
    assert page.enter() == 303
    yield page
    page.open.close()
    if page.process.poll() is None:
        page.process.kill()
    if page.process.stdout is not None and not page.process.stdout.closed:
        page.process.communicate()


def test_two_host_lines_are_misdirected(page: Page) -> None:
    own = f"Host: 127.0.0.1:{page.port}"
    assert page.raw(own).startswith(b"HTTP/1.1 200")
    for heads in ([own, own], [own, "Host: contoh.go.id"], ["Host: contoh.go.id", own]):
        assert page.raw(*heads)[9:12] in (b"400", b"421")


def test_no_answer_waits_for_the_browser_to_acknowledge_its_head() -> None:
    with closing(bound(0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_project_has_the_same_port_every_time_and_another_where_that_is_taken(
    tmp_path: Path,
) -> None:
    with closing(usually_bound(tmp_path)) as first:
        usual = first.getsockname()[1]
    with closing(usually_bound(tmp_path)) as again:
        assert again.getsockname()[1] == usual
        again.listen()
        with closing(usually_bound(tmp_path)) as other:
            assert other.getsockname()[1] != usual
    with closing(usually_bound(tmp_path / "lain")) as elsewhere:
        assert elsewhere.getsockname()[1] != usual


def test_nobody_but_this_machine_reaches_the_page(page: Page) -> None:
    others = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None)}
    reached = []
    for address in {*others, "127.0.0.2"} - {"127.0.0.1", "::1"}:
        family = socket.AF_INET6 if ":" in str(address) else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.settimeout(2)
            if trial.connect_ex((address, page.port)) == 0:
                reached.append(address)
    assert reached == []


def test_the_log_holds_no_link_and_nothing_that_was_typed(page: Page, project: Path) -> None:
    base = page.told("GET", "/api/sop/0")["sidik"]
    edit = {"op": "atur", "di": ["nama"], "lama": "lakip", "baru": SECRET_WORD}
    asked = {"dasar": base, "sunting": [edit], "draf": False}
    assert page.told("POST", "/api/sop/0/ubah", asked)["pohon"]["nama"] == SECRET_WORD
    page.asked("POST", "/api/sop/0/ubah", {"dasar": SECRET_WORD, "sunting": "salah"})
    page.asked("GET", f"/api/{SECRET_WORD}")
    (project / "definitions" / "alam" / "lakip.yaml").unlink()
    assert page.asked("POST", "/api/sop/0/ubah", asked).status == 404
    _, _, log = page.stop()
    assert SECRET_WORD not in log
    assert urlsplit(page.link).query.removeprefix("kunci=") not in log
    assert page.cookie.partition("=")[2] not in log
    assert log.splitlines() == [
        "Tautan ini berlaku sekali. Berhenti dengan Ctrl-C.",
        "Dihentikan. Semua yang diketik sudah disimpan.",
    ]


def test_it_stops_within_a_second_and_saves_what_was_typed(page: Page, project: Path) -> None:
    listening = page.asked("GET", "/api/kejadian")
    assert listening.readline() == b"retry: 1000\n"
    base = page.told("GET", "/api/sop/0")["sidik"]
    edit = {"op": "atur", "di": ["nama"], "lama": "lakip", "baru": "Laporan"}
    page.told("POST", "/api/sop/0/ubah", {"dasar": base, "sunting": [edit], "draf": True})
    definition = project / "definitions" / "alam" / "lakip.yaml"
    assert "nama: lakip" in definition.read_text(encoding="utf-8")
    taken, _, _ = page.stop()
    assert "nama: Laporan" in definition.read_text(encoding="utf-8")
    assert b"event: berhenti\n" in listening.read()
    assert page.process.returncode == 0
    assert taken <= ENDS_WITHIN * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert not (project / "output" / ".sopgen" / "serve.json").exists()


def test_what_another_program_saves_is_told_to_who_listens(page: Page, project: Path) -> None:
    page.told("GET", "/api/sop/0")
    listening = page.asked("GET", "/api/kejadian")
    assert listening.readline() == b"retry: 1000\n"
    definition = project / "definitions" / "alam" / "lakip.yaml"
    definition.write_text(definition.read_text("utf-8").replace("lakip", "lain"), encoding="utf-8")
    assert listening.readline() == b"\n"
    assert [listening.readline(), listening.readline()] == [
        b"event: berkas\n",
        b'data: {"id":0}\n',
    ]
    listening.readline()
    (project / "letterheads" / "alam.yaml").write_text("instansi: A\n", encoding="utf-8")
    assert [listening.readline(), listening.readline()] == [
        b"event: kop\n",
        b'data: {"kop":"alam"}\n',
    ]


def test_a_second_start_opens_the_page_that_runs(page: Page, project: Path) -> None:
    command = [sys.executable, "-m", "sopgen", "serve", "--tanpa-peramban", str(project)]
    second = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    link = urlsplit(second.stdout.strip())
    assert link.port == page.port
    assert second.stdout.strip() != page.link
    answer = page.asked("GET", f"{link.path}?{link.query}")
    assert answer.status == 303
    note = project / "output" / ".sopgen" / "serve.json"
    assert note.stat().st_mode & 0o077 == 0


def test_a_page_that_was_killed_is_no_first_one(page: Page, project: Path) -> None:
    page.process.kill()
    page.process.wait()
    assert (project / "output" / ".sopgen" / "serve.json").exists()
    again = Page(project)
    assert again.enter() == 303
    again.open.close()
    assert again.stop()[2].splitlines()[-1] == "Dihentikan. Semua yang diketik sudah disimpan."


def test_who_does_not_know_the_secret_gets_no_link(page: Page) -> None:
    for address in ("/tautan", "/tautan?kunci=x"):
        assert page.asked("POST", address, {}).status == 403
        assert page.asked("GET", address).status == 403
