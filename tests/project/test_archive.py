import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from sopgen.project.archive import MANIFEST, Outcome, archived, verified
from sopgen.project.finding import targets
from sopgen.writers import OFFICE, writer
from tests.projects import LETTERHEAD, MINIMAL
from tests.sheets import laid

IN_FORCE = MINIMAL + "nomor: 503/22/SOP/2024\nstatus: berlaku\ntanggal_efektif: 2024-02-01\n"
SLUG = "503-22-sop-2024"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "definitions" / "kota").mkdir(parents=True)
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def define(name: str, text: str = IN_FORCE) -> Path:
    path = Path("definitions", "kota", f"{name}.yaml")
    path.write_text(text, encoding="utf-8")
    return path


def built(name: str, text: str = IN_FORCE) -> Path:
    """Write a definition and its files; return its PDF."""
    document = laid(read_definition(define(name, text)))
    (target,) = (each for each in targets([], None) if each.name == f"kota/{name}")
    for format in OFFICE:
        path = target.output(format)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(writer(format)(document))
    return Path("output", "kota", f"{name}.pdf")


def sign(source: Path, target: Path) -> None:
    """Write a PDF with a field that looks signed, as services do: beside, under a longer name."""
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=pikepdf.String("x")
        )
        field = pikepdf.Dictionary(
            FT=pikepdf.Name.Sig, T=pikepdf.String("ttd"), V=pdf.make_indirect(value)
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
        pdf.save(target)


def archive(*options: str) -> Result:
    return CliRunner().invoke(main, ["archive", *options])


def only_folder() -> Path:
    (manifest,) = Path("arsip").rglob(MANIFEST)
    return manifest.parent


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
    signed = pdf.with_name("lakip_signed.pdf")
    sign(pdf, signed)
    assert archive().exit_code == 0
    assert (only_folder() / "lakip.pdf").read_bytes() == signed.read_bytes()
    told = json.loads((only_folder() / MANIFEST).read_text())
    assert told["berkas"][0]["tanda_tangan"] == 1


def test_a_signed_pdf_of_another_sop_is_not_taken(project: Path) -> None:
    pdf = built("lakip")
    other = built("lakip-2", IN_FORCE.replace("503/22", "503/23"))
    sign(other, other)
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
    results = list(archived(targets([], None), Path("arsip")))
    assert [each.outcome for each in results] == [Outcome.KEPT, Outcome.REFUSED]
    assert [problem.code for problem in results[1].problems] == ["NAM001"]


def test_a_copy_that_was_cut_short_is_done_again(project: Path) -> None:
    built("lakip")
    assert archive().exit_code == 0
    folder = only_folder()
    from sopgen.project.writing import temporary_name

    folder.rename(folder.with_name(temporary_name(folder.name)))
    assert verified(Path("arsip")).count == 0
    assert archive().exit_code == 0
    assert [path.name for path in folder.parent.iterdir()] == ["2024-02-01"]


# Verification


@pytest.fixture
def kept(project: Path) -> Path:
    built("lakip")
    assert archive().exit_code == 0
    return only_folder()


def codes() -> list[str]:
    return [problem.code for problem in verified(Path("arsip")).problems]


def test_an_archive_that_is_as_it_was_is_fine(kept: Path) -> None:
    result = archive("--verify")
    assert (result.exit_code, result.output) == (0, "1 SOP diperiksa, semua utuh.\n")


def test_every_change_is_found(kept: Path) -> None:
    docx = kept / "lakip.docx"
    docx.write_bytes(docx.read_bytes()[:-1] + b"x")
    assert codes() == ["ARS013"]
    docx.unlink()
    assert codes() == ["ARS012"]
    (kept / "lain.txt").write_text("x")
    assert codes() == ["ARS011", "ARS012"]
    (kept / MANIFEST).write_text("{")
    assert codes() == ["ARS010"]
    assert archive("--verify").exit_code == 1


def test_a_pdf_that_lost_its_mark_is_found(kept: Path) -> None:
    path = kept / "lakip.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root["/Metadata"]
        pdf.save(path)
    assert codes() == ["ARS013", "ARS015"]


def test_a_pdf_that_lost_its_signature_is_found(project: Path) -> None:
    pdf = built("lakip")
    unsigned = pdf.read_bytes()
    sign(pdf, pdf)
    assert archive().exit_code == 0
    assert codes() == []
    (only_folder() / "lakip.pdf").write_bytes(unsigned)
    assert codes() == ["ARS013", "ARS016"]


def test_a_pdf_that_is_none_is_found(kept: Path) -> None:
    (kept / "lakip.pdf").write_bytes(b"bukan pdf")
    assert codes() == ["ARS013", "ARS014"]


def test_an_archive_that_is_not_there_is_a_wrong_command(project: Path) -> None:
    assert archive("--verify").exit_code == 2
    assert archive("tidak-ada").exit_code == 2
