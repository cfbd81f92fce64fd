"""LibreOffice opens what only it can, and where it does not, a sentence says so."""

import http.server
import os
import random
import shutil
import stat
import threading
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from sopgen.importer.office import converted
from sopgen.importer.opening import Medium, opened
from sopgen.problems.problem import ProblemsError
from sopgen.recognition.sops import sops_of
from sopgen.recognition.vocabulary import Lexicon, shipped_vocabulary
from sopgen.writers import Format
from tests.catalogue import file
from tests.importer.hostile import spoilt
from tests.pull.packages import rewritten
from tests.writers.programs import converted_by_libreoffice, tool

NAME = "PENYUSUNAN LAKIP"
RICH_TEXT = rb"{\rtf1 Menyiram bibit}"


def refusal(data: bytes, seconds: float = 60) -> str:
    with pytest.raises(ProblemsError) as caught:
        converted(data, "rtf", "pdf", seconds)
    (problem,) = caught.value.problems
    return str(problem).removeprefix("galat: ")


def program(folder: Path, script: str) -> None:
    """Put a program called soffice into `folder`."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def only_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which programs are found, besides those of the system."""
    for name in ("sleep", "touch", "cat"):
        found = shutil.which(name)
        assert found
        (tmp_path / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="its programs lie elsewhere")
def test_without_libreoffice_a_sentence_names_both_ways_out(only_here: Path):
    assert refusal(RICH_TEXT) == (
        "Berkas seperti ini (RTF) hanya terbaca dengan bantuan LibreOffice, dan LibreOffice tidak "
        "terpasang. Pasang LibreOffice, atau simpan dahulu sebagai XLSX (buku kerja) atau PDF "
        "(dokumen), lalu impor berkas itu. [IMP007]"
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_libreoffice_that_gives_nothing_is_told(only_here: Path):
    program(only_here, "exit 0")
    assert refusal(RICH_TEXT) == (
        "LibreOffice tidak dapat membuka berkas ini. Simpan dahulu sebagai XLSX (buku kerja) atau "
        "PDF (dokumen), lalu impor berkas itu. [IMP007]"
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_libreoffice_that_hangs_is_ended_with_all_that_it_started(only_here: Path):
    program(only_here, f"(sleep 2; touch {only_here}/late) & sleep 60")
    assert refusal(RICH_TEXT, seconds=0.5) == (
        "LibreOffice tidak selesai membuka berkas ini dalam 0 detik. Simpan dahulu sebagai XLSX "
        "(buku kerja) atau PDF (dokumen), lalu impor berkas itu. [IMP005]"
    )
    time.sleep(2.5)
    assert not (only_here / "late").exists()


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a sheet of ours in the formats that only LibreOffice opens."""
    tool("soffice")
    folder = tmp_path_factory.mktemp("lama")
    for kind, endings in ((Format.DOCX, ("doc", "odt", "rtf")), (Format.XLSX, ("xls", "ods"))):
        source = folder / f"lembar.{kind.value}"
        source.write_bytes(file("lakip", kind))
        for ending in endings:
            converted_by_libreoffice([source], ending, folder, folder / "profil")
    return folder


@pytest.mark.office
@pytest.mark.parametrize(
    ("ending", "medium"),
    [
        ("doc", Medium.PDF),
        ("odt", Medium.PDF),
        ("rtf", Medium.PDF),
        ("xls", Medium.XLSX),
        ("ods", Medium.XLSX),
    ],
)
def test_a_file_that_only_libreoffice_opens_shows_its_flow(
    copies: Path, ending: str, medium: Medium
):
    path = copies / f"lembar.{ending}"
    found = opened(path, path.read_bytes())
    assert found.medium is medium
    assert (found.printed is not None) == (medium is Medium.PDF)
    (sop,) = sops_of(found.sheets, Lexicon(shipped_vocabulary()))
    assert sop.identity.field("nama") == NAME
    assert [len(flow.rows) for flow in sop.flows] == [10]


@pytest.mark.office
def test_a_word_file_whose_rows_may_have_grown_is_seen_on_its_print(copies: Path):
    path = rewritten(
        copies / "lembar.docx",
        lambda _, text: text.replace('w:hRule="exact"', 'w:hRule="atLeast"'),
        copies / "tumbuh.docx",
    )
    found = opened(path, path.read_bytes())
    assert found.medium is Medium.PDF
    (sop,) = sops_of(found.sheets, Lexicon(shipped_vocabulary()))
    assert [len(flow.rows) for flow in sop.flows] == [10]


@pytest.mark.office
@pytest.mark.parametrize("ending", ["doc", "odt", "rtf", "xls", "ods"])
def test_a_spoilt_one_is_opened_or_refused_in_a_sentence(copies: Path, ending: str):
    data = (copies / f"lembar.{ending}").read_bytes()
    for seed in range(int(os.environ.get("SOPGEN_HOSTILE", "40")) // 20):
        try:
            assert opened(Path("lembar"), spoilt(data, random.Random(seed))).sheets is not None
        except ProblemsError as error:
            (problem,) = error.problems
            assert str(problem).startswith("lembar: galat: ")


class _Server(http.server.ThreadingHTTPServer):
    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Noting)


class _Noting(http.server.BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


@pytest.mark.office
def test_nothing_is_fetched_that_a_file_links_to(copies: Path, server: _Server):
    address = f"http://127.0.0.1:{server.server_port}/rahasia.png"
    linked = (
        '<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{address}" xlink:type="simple" xlink:show="embed" '
        'xlink:actuate="onLoad"/></draw:frame></text:p></office:text>'
    )
    out = BytesIO()
    with zipfile.ZipFile(copies / "lembar.odt") as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "content.xml":
                assert b"</office:text>" in data
                data = data.replace(b"</office:text>", linked.encode())
            new.writestr(name, data)
    assert converted(out.getvalue(), "odt", "pdf").startswith(b"%PDF")
    assert server.asked == []
