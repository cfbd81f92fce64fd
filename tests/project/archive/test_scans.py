import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from sopgen.project.archive.edition import MANIFEST, digest
from tests.project.archive.offices import IN_FORCE, archive, built, codes, define, new_project

ROOT = Path("arsip")
DEFINITION = "definitions/kota/lakip.yaml"


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_project(tmp_path)
    monkeypatch.chdir(tmp_path)


def scanned(name: str = "pindai.pdf", shade: int = 200) -> Path:
    path = Path(name)
    picture = Image.new("L", (80, 120), shade)
    picture.save(path, "PDF" if path.suffix == ".pdf" else None)
    return path


def scan_folder() -> Path:
    (folder,) = ROOT.rglob("pindaian-*/")
    return folder


def filed(scan: Path):
    return archive("--pindaian", str(scan), "--untuk", DEFINITION)


def test_a_scan_lies_beside_the_pdf_of_its_edition(office: None) -> None:
    built("lakip")
    scan = scanned()
    result = filed(scan)
    assert result.exit_code == 0, result.output
    (pdf,) = ROOT.rglob("lakip.pdf")
    kept = pdf.parent / "pindaian-1" / "lakip-pindaian.pdf"
    assert kept.read_bytes() == scan.read_bytes()
    told = json.loads((kept.parent / MANIFEST).read_text(encoding="utf-8"))
    assert told["jenis"] == "pindaian"
    assert told["sha256_manifes_edisi"] == digest((pdf.parent / MANIFEST).read_bytes())
    assert told["berkas"][0]["sha256"] == digest(scan.read_bytes())
    assert told["berkas"][0]["nama_asal"] == "pindai.pdf"
    assert "1 SOP dan 1 pindaian diperiksa, semua utuh." in archive("--verify").output


def test_an_edition_that_was_kept_long_ago_takes_a_scan_and_stays_as_it_is() -> None:
    built("lakip")
    assert archive().exit_code == 0
    before = {path: path.read_bytes() for path in ROOT.rglob("lakip.*")}
    define("lakip", IN_FORCE.replace("berlaku", "dicabut"))
    assert filed(scanned("lama.jpg")).exit_code == 0
    assert {path: path.read_bytes() for path in before} == before
    assert (scan_folder() / "lakip-pindaian.jpg").is_file()
    assert codes() == []


def test_the_same_scan_is_kept_once_and_another_one_beside_it() -> None:
    built("lakip")
    scan = scanned()
    assert filed(scan).exit_code == 0
    assert "sudah ada" in filed(scan).output
    assert filed(scanned("dua.png", 90)).exit_code == 0
    assert sorted(path.name for path in ROOT.rglob("pindaian-*")) == ["pindaian-1", "pindaian-2"]
    assert codes() == []
    assert "1 sudah ada." in archive().output


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("catatan.txt", b"bukan pindaian", "bukan hasil pindai"),
        ("rusak.pdf", b"%PDF-1.4 rusak", "tidak dapat dibaca"),
        ("kosong.png", b"", "bukan hasil pindai"),
    ],
)
def test_what_is_no_scan_is_refused(name: str, data: bytes, why: str) -> None:
    built("lakip")
    Path(name).write_bytes(data)
    result = filed(Path(name))
    assert (result.exit_code, why in result.output) == (1, True), result.output
    assert not ROOT.exists()


def test_a_sheet_of_our_own_is_no_scan() -> None:
    pdf = built("lakip")
    result = filed(pdf)
    assert (result.exit_code, "bukan pindaian" in result.output) == (1, True)


def test_a_scan_with_a_password_is_refused() -> None:
    built("lakip")
    out = BytesIO()
    with pikepdf.open(scanned()) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    Path("sandi.pdf").write_bytes(out.getvalue())
    assert "berkata sandi" in filed(Path("sandi.pdf")).output


def test_a_scan_that_was_changed_or_taken_away_is_found() -> None:
    built("lakip")
    assert filed(scanned()).exit_code == 0
    kept = scan_folder() / "lakip-pindaian.pdf"
    kept.write_bytes(kept.read_bytes() + b"x")
    assert codes() == ["ARS013"]
    kept.unlink()
    (scan_folder() / MANIFEST).unlink()
    assert codes() == ["ARS022"]


def test_a_scan_needs_an_edition() -> None:
    define("lakip")
    result = filed(scanned())
    assert (result.exit_code, "[ARS002]" in result.output) == (1, True)


def test_scan_and_definition_go_together() -> None:
    define("lakip")
    assert archive("--pindaian", str(scanned())).exit_code == 2
    assert archive("--untuk", DEFINITION).exit_code == 2
    assert archive("--segel", "abc").exit_code == 2
