"""The files of an SOP are written whole or not at all, and a newer program is no revision."""

from __future__ import annotations

import errno
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from sopgen.problems.problem import Problem, Severity
from sopgen.project import fingerprints, placing, working
from sopgen.project.manifest import FOLDER
from sopgen.project.reporting import Built, Status
from sopgen.writers import OFFICE, Format
from tests.project.batches import DEFINITION, built, define, outputs, project, rendered, told
from tests.project.test_build import signed


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return a built project of two SOPs."""
    folder = project(tmp_path / "proyek", {"alam": ["lakip", "lppd"]})
    built(folder, *OFFICE)
    return folder


def revise(folder: Path, name: str = "lakip") -> None:
    define(folder, "alam", name, DEFINITION.format(kop="alam", number=9, name=name))


def first(results: list[Built | Problem]) -> Built:
    result = results[0]
    assert isinstance(result, Built)
    return result


@pytest.mark.parametrize("format", OFFICE)
def test_one_file_of_a_person_keeps_all_files_of_a_changed_sop(two: Path, format: Format) -> None:
    before = outputs(two / "output")
    edited = f"alam/lakip.{format.value}"
    (two / "output" / edited).write_bytes(b"pekerjaan orang")
    revise(two)
    results = built(two, *OFFICE)
    assert first(results).status is Status.FAILED
    assert told(results) == ["BLD005"]
    assert outputs(two / "output") == before | {edited: b"pekerjaan orang"}


def test_fewer_formats_leave_the_file_of_a_person_out_of_it(two: Path) -> None:
    (two / "output" / "alam" / "lakip.pdf").write_bytes(signed(True))
    revise(two)
    assert told(built(two, *OFFICE)) == ["BLD006"]
    assert rendered(built(two, Format.DOCX, Format.XLSX)) == ["alam/lakip.docx", "alam/lakip.xlsx"]


def test_a_changed_letterhead_keeps_a_signed_sop_whole(two: Path) -> None:
    (two / "output" / "alam" / "lakip.pdf").write_bytes(signed(True))
    before = outputs(two / "output")
    letterhead = two / "letterheads" / "alam.yaml"
    letterhead.write_text(letterhead.read_text("utf-8").replace("NAMA", "NYONYA"), "utf-8")
    results = built(two, *OFFICE)
    assert told(results) == ["BLD006"]
    assert rendered(results) == ["alam/lppd.docx", "alam/lppd.xlsx", "alam/lppd.pdf"]
    after = outputs(two / "output")
    kept = [path for path in before if "lakip" in path]
    assert [after[path] for path in kept] == [before[path] for path in kept]


@pytest.mark.parametrize(
    ("lock", "held"),
    [
        (".~lock.lakip.docx#", True),
        ("~$lakip.docx", True),
        ("~$kip.docx", False),
        (".~lock.lppd.docx#", False),
    ],
)
def test_a_file_that_is_open_elsewhere_keeps_its_sop_as_it_is(
    two: Path, lock: str, held: bool
) -> None:
    before = outputs(two / "output")
    (two / "output" / "alam" / lock).touch()
    assert told(built(two, *OFFICE)) == []
    revise(two)
    results = built(two, *OFFICE)
    assert told(results) == (["BLD003"] if held else [])
    if held:
        assert outputs(two / "output") == before | {f"alam/{lock}": b""}
        (two / "output" / "alam" / lock).unlink()
        assert len(rendered(built(two, *OFFICE))) == 3


@pytest.mark.parametrize("name", ["pelaporan", "laporan"])
def test_word_drops_the_first_letters_of_a_long_name(tmp_path: Path, name: str) -> None:
    folder = project(tmp_path / "proyek", {"alam": [name]})
    built(folder, Format.DOCX)
    dropped = {"pelaporan": "~$laporan.docx", "laporan": "~$aporan.docx"}[name]
    (folder / "output" / "alam" / dropped).touch()
    revise(folder, name)
    assert told(built(folder, Format.DOCX)) == ["BLD003"]


def test_what_was_replaced_already_is_put_back_when_a_later_file_fails(
    two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = outputs(two / "output")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "lakip.pdf":
            raise OSError(errno.EBUSY, "busy", str(target))
        return replace(self, target)

    revise(two)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing)
        results = built(two, *OFFICE)
    assert told(results) == ["BLD002"]
    assert first(results).written == ()
    assert outputs(two / "output") == before
    assert len(rendered(built(two, *OFFICE))) == 3


def newer_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have everything that decides the bytes be another version from now on."""
    for module in (fingerprints, placing, working):
        monkeypatch.setattr(module, "tools_digest", lambda: "versi lain")


@pytest.mark.parametrize(("signing", "code"), [(True, "BLD006"), (False, "BLD005")])
def test_a_newer_program_is_no_revision_of_what_a_person_has(
    two: Path, monkeypatch: pytest.MonkeyPatch, signing: bool, code: str
) -> None:
    (two / "output" / "alam" / "lakip.pdf").write_bytes(signed(signing))
    before = outputs(two / "output")
    newer_program(monkeypatch)
    results = built(two, *OFFICE)
    assert told(results) == [code]
    assert first(results).problems[0].severity is Severity.NOTE
    assert first(results).status is Status.FRESH
    assert rendered(results) == ["alam/lppd.docx", "alam/lppd.xlsx", "alam/lppd.pdf"]
    assert outputs(two / "output") == before
    assert told(built(two, *OFFICE)) == [code]
    revise(two)
    assert first(built(two, *OFFICE)).status is Status.FAILED


def test_a_signed_pdf_says_itself_what_it_was_made_from(two: Path) -> None:
    """Nothing is remembered, and the program is another one: the PDF alone is asked."""
    path = two / "output" / "alam" / "lakip.pdf"
    path.write_bytes(with_signature(path.read_bytes()))
    (two / "output" / FOLDER / "manifest.json").unlink()
    results = built(two, Format.PDF)
    assert told(results) == ["BLD006"]
    assert first(results).status is Status.FRESH
    revise(two)
    assert first(built(two, Format.PDF)).status is Status.FAILED


def test_a_signed_pdf_of_an_earlier_edition_is_outdated_although_ours_was_newer(two: Path) -> None:
    path = two / "output" / "alam" / "lakip.pdf"
    earlier = with_signature(path.read_bytes())
    revise(two)
    built(two, *OFFICE)
    path.write_bytes(earlier)
    letterhead = two / "letterheads" / "alam.yaml"
    letterhead.write_text(letterhead.read_text("utf-8") + "# catatan\n", "utf-8")
    assert first(built(two, *OFFICE)).status is Status.FAILED


def with_signature(data: bytes) -> bytes:
    """Return a PDF of ours as a service that signs gives it back: its own words stay."""
    with pikepdf.open(BytesIO(data)) as pdf:
        value = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 840, 960, 240])
        )
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="penandatangan", V=value)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
        buffer = BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("format", [Format.DOCX, Format.XLSX])
def test_an_edited_office_file_says_itself_what_it_was_made_from(two: Path, format: Format) -> None:
    """Nothing is remembered: the file alone is asked."""
    path = two / "output" / "alam" / f"lakip.{format.value}"
    path.write_bytes(edited(path.read_bytes()))
    (two / "output" / FOLDER / "manifest.json").unlink()
    results = built(two, format)
    assert told(results) == ["BLD007"]
    assert first(results).status is Status.FRESH
    revise(two)
    assert first(built(two, format)).status is Status.FAILED


def edited(data: bytes) -> bytes:
    """Return an office package with a further part, as any program may add one."""
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("docProps/thumbnail.txt", "disunting")
    return buffer.getvalue()


def test_an_unchanged_sop_still_says_where_one_signs(two: Path) -> None:
    results = built(two, *OFFICE, force=True)
    again = built(two, *OFFICE)
    assert first(results).signing
    assert first(again).status is Status.FRESH
    assert first(again).signing == first(results).signing


def test_a_memory_of_an_earlier_program_is_understood(two: Path) -> None:
    manifest = two / "output" / FOLDER / "manifest.json"
    told_before = json.loads(manifest.read_text("utf-8"))
    for record in told_before["berkas"]:
        del record["sources"], record["signing"]
    manifest.write_text(json.dumps(told_before), "utf-8")
    assert rendered(built(two, *OFFICE)) == []
