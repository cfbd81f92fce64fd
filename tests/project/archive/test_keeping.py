import json
from pathlib import Path

import pytest

from sopgen.project.archive.edition import MANIFEST
from sopgen.project.archive.keeping import Archived, Outcome, archived
from sopgen.project.archive.verifying import verified
from sopgen.project.finding import targets
from tests.project.archive.offices import (
    IN_FORCE,
    archive,
    built,
    define,
    new_project,
    only_folder,
)
from tests.projects import MINIMAL
from tests.signing import signed

SLUG = "503-22-sop-2024"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_in_force_is_copied_with_a_manifest(project: Path) -> None:
    pdf = built("lakip")
    define("draf", IN_FORCE.replace("berlaku", "draf"))
    result = archive()
    assert result.exit_code == 0
    folder = only_folder()
    agency, slug, edition = folder.relative_to("arsip").parts
    assert (agency, slug.rpartition("-")[0], edition) == ("kota", SLUG, "2024-02-01")
    assert sorted(path.name for path in folder.iterdir()) == [
        "lakip.docx",
        "lakip.pdf",
        "lakip.xlsx",
        "manifest.json",
    ]
    assert (folder / "lakip.pdf").read_bytes() == pdf.read_bytes()
    told = json.loads((folder / MANIFEST).read_text())
    assert told["nomor"] == "503/22/SOP/2024"
    assert [each["nama"] for each in told["berkas"]] == ["lakip.pdf", "lakip.docx", "lakip.xlsx"]
    assert told["berkas"][0]["pdfa"] == "3A"
    assert told["berkas"][0]["tanda_tangan"] == 0
    assert "1 diarsipkan, 1 dilewati (belum berlaku)." in result.output


def test_the_signed_pdf_is_taken_where_there_is_one(project: Path) -> None:
    pdf = built("lakip")
    other = pdf.with_name("lakip_signed.pdf")
    other.write_bytes(signed(pdf.read_bytes()))
    assert archive().exit_code == 0
    assert (only_folder() / "lakip.pdf").read_bytes() == other.read_bytes()
    told = json.loads((only_folder() / MANIFEST).read_text())
    assert told["berkas"][0]["tanda_tangan"] == 1


def test_a_signed_pdf_of_another_sop_is_not_taken(project: Path) -> None:
    pdf = built("lakip")
    other = built("lakip-2", IN_FORCE.replace("503/22", "503/23"))
    other.write_bytes(signed(other.read_bytes()))
    assert archive("definitions/kota/lakip.yaml").exit_code == 0
    assert (only_folder() / "lakip.pdf").read_bytes() == pdf.read_bytes()


def test_archiving_again_changes_nothing(project: Path) -> None:
    built("lakip")
    assert archive().exit_code == 0
    before = {path: path.read_bytes() for path in Path("arsip").rglob("*") if path.is_file()}
    result = archive()
    assert (result.exit_code, "1 sudah ada." in result.output) == (0, True)
    after = {path: path.read_bytes() for path in Path("arsip").rglob("*") if path.is_file()}
    assert after == before


def test_what_is_there_is_never_changed(project: Path) -> None:
    built("lakip")
    assert archive().exit_code == 0
    before = (only_folder() / "lakip.pdf").read_bytes()
    built("lakip", IN_FORCE.replace("Menyusun draf", "Menyusun draf baru"))
    result = archive()
    assert result.exit_code == 1
    assert "[ARS006]" in result.output
    assert (only_folder() / "lakip.pdf").read_bytes() == before


def test_a_revision_has_a_folder_of_its_own(project: Path) -> None:
    built("lakip")
    assert archive().exit_code == 0
    built("lakip", IN_FORCE.replace("berlaku", "berlaku\nrevisi_ke: 02"))
    assert archive().exit_code == 0
    editions = [path.parent.name for path in Path("arsip").rglob(MANIFEST)]
    assert sorted(editions) == ["2024-02-01", "revisi-02"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (MINIMAL + "status: berlaku\n", "ARS001"),
        (MINIMAL + "status: berlaku\nnomor: '-'\n", "ARS001"),
        (IN_FORCE, "ARS002"),
        (IN_FORCE + "pengesah: tidak-ada\n", "DEF031"),
    ],
)
def test_what_cannot_be_archived_is_told(project: Path, text: str, code: str) -> None:
    define("lakip", text)
    result = archive()
    assert (result.exit_code, f"[{code}]" in result.output) == (1, True)
    assert not Path("arsip").exists()


def test_a_pdf_of_an_older_definition_is_refused(project: Path) -> None:
    built("lakip")
    define("lakip", IN_FORCE + "# diubah\n")
    result = archive()
    assert (result.exit_code, "[ARS004]" in result.output) == (1, True)


def test_two_sops_of_one_number_are_told_before_anything_is_written(project: Path) -> None:
    built("a")
    built("b")
    results = list(archived(targets([Path("definitions")], None).targets, Path("arsip")))
    assert all(isinstance(each, Archived) for each in results)
    assert [each.outcome for each in results] == [Outcome.KEPT, Outcome.REFUSED]
    assert [problem.code for problem in results[1].problems] == ["NAM001"]


def test_a_copy_that_was_cut_short_is_done_again(project: Path) -> None:
    built("lakip")
    assert archive().exit_code == 0
    folder = only_folder()
    from sopgen.project.writing import temporary_name

    folder.rename(folder.with_name(temporary_name(folder.name)))
    assert verified(Path("arsip")).editions == 0
    assert archive().exit_code == 0
    assert [path.name for path in folder.parent.iterdir()] == ["2024-02-01"]
