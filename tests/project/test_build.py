"""Incremental building: what is rendered anew, and what is left alone."""

import shutil
import tomllib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from sopgen.problems.problem import Problem, Severity
from sopgen.project.building import Request, build
from sopgen.project.finding import targets
from sopgen.project.fingerprints import Inputs
from sopgen.project.manifest import Manifest
from sopgen.project.outcome import Crash, Rendering
from sopgen.project.ownership import Standing, standing
from sopgen.project.placing import Place
from sopgen.project.planning import Plan
from sopgen.project.reporting import Built, FileState, Status
from sopgen.project.tools import LIBRARIES
from sopgen.writers import OFFICE, Format
from tests.project.batches import DEFINITION, built, define, outputs, project, rendered, told


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return project(tmp_path / "proyek", {"alam": ["lakip", "lppd"], "barat": ["renja"]})


ALL = ["alam/lakip.svg", "alam/lppd.svg", "barat/renja.svg"]


def test_the_first_build_writes_all_files_and_the_second_none(two: Path) -> None:
    assert rendered(built(two)) == ALL
    before = outputs(two / "output")
    again = built(two)
    assert rendered(again) == []
    assert [result.status for result in again if isinstance(result, Built)] == [Status.FRESH] * 3
    assert outputs(two / "output") == before


def test_a_touch_renders_nothing(two: Path) -> None:
    built(two)
    for path in two.rglob("*"):
        path.touch()
    assert rendered(built(two)) == []


def test_one_changed_definition_renders_one(two: Path) -> None:
    built(two)
    define(two, "alam", "lppd", DEFINITION.format(kop="alam", number=7, name="lppd"))
    assert rendered(built(two)) == ["alam/lppd.svg"]


def test_a_changed_letterhead_renders_exactly_its_sops(two: Path) -> None:
    built(two)
    letterhead = two / "letterheads" / "alam.yaml"
    letterhead.write_text(letterhead.read_text(encoding="utf-8") + "alamat: Jalan Baru\n", "utf-8")
    assert rendered(built(two)) == ["alam/lakip.svg", "alam/lppd.svg"]


def test_a_changed_logo_renders_exactly_its_sops(two: Path) -> None:
    shipped = Path(__file__).parent.parent.parent / "letterheads"
    logo = two / "letterheads" / "barat.png"
    shutil.copy(shipped / "balangan.png", logo)
    letterhead = two / "letterheads" / "barat.yaml"
    letterhead.write_text(letterhead.read_text(encoding="utf-8") + "logo: barat.png\n", "utf-8")
    built(two)
    assert rendered(built(two)) == []
    shutil.copy(shipped / "muna-barat.png", logo)
    assert rendered(built(two)) == ["barat/renja.svg"]


def test_a_further_format_renders_only_that(two: Path) -> None:
    built(two)
    results = built(two, Format.SVG, Format.PDF)
    assert rendered(results) == ["alam/lakip.pdf", "alam/lppd.pdf", "barat/renja.pdf"]
    files = [file for result in results if isinstance(result, Built) for file in result.files]
    assert sum(file.state is FileState.FRESH for file in files) == 3


def test_a_deleted_output_is_rendered_again(two: Path) -> None:
    built(two)
    before = outputs(two / "output")
    (two / "output" / "alam" / "lakip.svg").unlink()
    assert rendered(built(two)) == ["alam/lakip.svg"]
    assert outputs(two / "output") == before


def test_force_renders_everything_and_changes_nothing(two: Path) -> None:
    built(two)
    before = outputs(two / "output")
    assert rendered(built(two, force=True)) == ALL
    assert outputs(two / "output") == before


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1, 2]", b'{"berkas": 3', b"\xff\x00"])
def test_a_manifest_that_is_gone_or_damaged_does_no_harm(two: Path, content: bytes | None) -> None:
    built(two)
    before = outputs(two / "output")
    manifest = two / "output" / ".sopgen" / "manifest.json"
    if content is None:
        shutil.rmtree(manifest.parent)
    else:
        manifest.write_bytes(content)
    results = built(two)
    assert told(results) == []
    assert outputs(two / "output") == before
    assert rendered(built(two)) == []


def test_an_edited_output_is_left_and_only_noted_while_nothing_else_changed(two: Path) -> None:
    built(two)
    edited = two / "output" / "alam" / "lakip.svg"
    edited.write_bytes(b"pekerjaan orang")
    results = built(two)
    assert rendered(results) == []
    assert told(results) == ["BLD005"]
    first = results[0]
    assert isinstance(first, Built)
    assert first.problems[0].severity is Severity.NOTE
    assert edited.read_bytes() == b"pekerjaan orang"


def test_an_edited_output_is_an_error_when_it_should_have_changed(two: Path) -> None:
    built(two)
    edited = two / "output" / "alam" / "lakip.svg"
    edited.write_bytes(b"pekerjaan orang")
    define(two, "alam", "lakip", DEFINITION.format(kop="alam", number=9, name="lakip"))
    first = built(two)[0]
    assert isinstance(first, Built)
    assert first.status is Status.FAILED
    assert str(first.problems[0]) == (
        f"{edited}: galat: Berkas ini telah diubah orang sejak dibuat, sedangkan isi SOP-nya "
        "sekarang lain; tidak satu pun berkas SOP ini ditulis. Pindahkan berkas itu, sebut format "
        "yang lain dengan -f, atau jalankan “sopgen build --force "
        f"{two / 'definitions' / 'alam' / 'lakip.yaml'}”: yang lama disimpan di .versi dan "
        "ditampilkan oleh “sopgen versions”. [BLD005]"
    )
    assert told(built(two)) == ["BLD005"]
    assert edited.read_bytes() == b"pekerjaan orang"


def test_force_keeps_an_edited_output_among_the_versions(two: Path) -> None:
    built(two)
    before = outputs(two / "output")
    edited = two / "output" / "alam" / "lakip.svg"
    for text in (b"pertama", b"kedua"):
        edited.write_bytes(text)
        built(two, force=True)
    after = outputs(two / "output")
    kept = {path: data for path, data in after.items() if path.startswith(".versi/")}
    assert kept == {
        ".versi/0001-8e26f17e/alam/lakip.svg": b"pertama",
        ".versi/0002-0dcb364e/alam/lakip.svg": b"kedua",
    }
    assert {path: data for path, data in after.items() if path not in kept} == before


def test_a_file_that_nobody_remembers_writing_is_left(two: Path) -> None:
    (two / "output" / "alam").mkdir(parents=True)
    there = two / "output" / "alam" / "lakip.svg"
    there.write_bytes(b"entah dari mana")
    results = built(two)
    assert told(results) == ["BLD007"]
    assert told(built(two)) == ["BLD007"]
    assert there.read_bytes() == b"entah dari mana"
    assert rendered(results) == ["alam/lppd.svg", "barat/renja.svg"]


def test_outputs_of_removed_definitions_are_told_and_stay(two: Path) -> None:
    built(two)
    (two / "definitions" / "alam" / "lppd.yaml").unlink()
    results = built(two)
    orphan = results[-1]
    assert isinstance(orphan, Problem)
    assert str(orphan) == (
        f"{two / 'output' / 'alam' / 'lppd.svg'}: peringatan: Definisi berkas ini (lppd.yaml) "
        "sudah tidak ada. Lihat “sopgen clean” untuk menghapusnya. [BLD009]"
    )
    assert (two / "output" / "alam" / "lppd.svg").exists()


def test_building_one_definition_forgets_nothing_of_the_others(two: Path) -> None:
    built(two)
    one = targets([two / "definitions" / "alam" / "lakip.yaml"], two / "output")
    list(build(Request(one, (Format.SVG,), 1, force=True)))
    assert rendered(built(two)) == []


def test_one_bad_definition_stops_only_itself(two: Path) -> None:
    define(
        two, "alam", "lakip", DEFINITION.format(kop="alam", number=1, name="lakip") + "namma: Y\n"
    )
    results = built(two)
    first = results[0]
    assert isinstance(first, Built)
    assert first.status is Status.FAILED
    path = two / "definitions" / "alam" / "lakip.yaml"
    assert str(first.problems[0]).startswith(f"{path}:14:1: galat: ")
    assert rendered(results) == ["alam/lppd.svg", "barat/renja.svg"]


def test_a_definition_that_becomes_bad_keeps_its_old_output(two: Path) -> None:
    built(two)
    before = outputs(two / "output")
    define(two, "alam", "lakip", "kop: alam\n")
    assert rendered(built(two)) == []
    assert outputs(two / "output") == before


def test_two_definitions_of_one_output_are_refused(tmp_path: Path) -> None:
    folder = project(tmp_path / "a", {"alam": ["lakip"]})
    project(tmp_path / "b", {"alam": ["lakip"]})
    wanted = targets([folder, tmp_path / "b"], tmp_path / "output")
    results = list(build(Request(wanted, (Format.SVG,), 1)))
    assert told(results) == ["BLD001"]
    assert rendered(results) == ["alam/lakip.svg"]


def test_names_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    folder = project(tmp_path / "proyek", {"alam": ["lakip", "Lakip"]})
    assert told(built(folder)) == ["BLD001"]


def test_several_processes_write_the_same_bytes_in_the_same_order(tmp_path: Path) -> None:
    names = [f"sop-{number:02d}" for number in range(40)]
    one = project(tmp_path / "satu", {"alam": names})
    many = project(tmp_path / "banyak", {"alam": names})
    expected = [f"alam/{name}.{format.value}" for name in names for format in OFFICE]
    assert rendered(built(one, *OFFICE)) == expected
    assert rendered(built(many, *OFFICE, jobs=2)) == expected
    assert outputs(one / "output") == outputs(many / "output")


def test_an_output_folder_that_is_a_file_fails_every_definition_in_a_sentence(two: Path) -> None:
    (two / "output").write_bytes(b"")
    results = built(two)
    assert set(told(results)) == {"BLD002"}
    assert (two / "output").read_bytes() == b""


def test_an_output_path_with_a_folder_on_it_fails_that_file_alone(two: Path) -> None:
    (two / "output" / "alam" / "lakip.svg").mkdir(parents=True)
    results = built(two)
    assert told(results) == ["BLD002"]
    assert rendered(results) == ["alam/lppd.svg", "barat/renja.svg"]


def test_a_moved_project_has_nothing_to_do(two: Path) -> None:
    built(two)
    moved = two.rename(two.with_name("pindah"))
    assert rendered(built(moved)) == []


def signed(value: bool) -> bytes:
    """Return a PDF with a signature field below another one, filled or not."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="penandatangan")
    if value:
        field.V = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 840, 960, 240])
        )
    parent = pikepdf.Dictionary(T="semua", Kids=[pdf.make_indirect(field)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(parent)])
    buffer = BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


@pytest.mark.parametrize(("value", "code"), [(True, "BLD006"), (False, "BLD005")])
def test_a_signed_pdf_is_left_and_called_so(two: Path, value: bool, code: str) -> None:
    built(two, Format.PDF)
    path = two / "output" / "alam" / "lakip.pdf"
    path.write_bytes(signed(value))
    assert told(built(two, Format.PDF)) == [code]
    define(two, "alam", "lakip", DEFINITION.format(kop="alam", number=9, name="lakip"))
    results = built(two, Format.PDF)
    assert told(results) == [code]
    assert isinstance(results[0], Built)
    assert results[0].status is Status.FAILED
    assert path.read_bytes() == signed(value)


def test_a_signature_is_found_where_the_pdf_is_damaged_too() -> None:
    assert standing(b"%PDF-1.7 /ByteRange [0 1 2 3]", "x") is Standing.SIGNED
    assert standing(b"%PDF-1.7 rusak", "x") is Standing.EDITED


def test_force_keeps_a_signed_pdf_among_the_versions(two: Path) -> None:
    built(two, Format.PDF)
    path = two / "output" / "alam" / "lakip.pdf"
    whole = path.read_bytes()
    path.write_bytes(signed(True))
    results = built(two, Format.PDF, force=True)
    assert isinstance(results[0], Built)
    kept = results[0].files[0].kept
    assert kept is not None
    assert kept.read_bytes() == signed(True)
    assert path.read_bytes() == whole


def test_workers_of_another_version_write_nothing(two: Path) -> None:
    target = targets([two / "definitions" / "alam" / "lakip.yaml"], two / "output").targets[0]
    plan = Plan(target, (Format.SVG,))
    inputs = Inputs("a", "alam", "b", "", "-", "Arial")
    rendering = Rendering({Format.SVG: b"lain"}, (), inputs, 1.0, "versi lain")
    place = Place(two / "output", Manifest(two / "output"), force=False)
    with ThreadPoolExecutor(1) as threads:
        assert told(place.settle([(plan, rendering)], threads).values()) == ["BLD010"]
    assert not (two / "output" / "alam" / "lakip.svg").exists()


def test_a_fault_of_ours_in_one_sop_is_told_as_one(two: Path) -> None:
    target = targets([two / "definitions" / "alam" / "lakip.yaml"], two / "output").targets[0]
    place = Place(two / "output", Manifest(two / "output"), force=False)
    crash = Crash(
        "Traceback (most recent call last):\n  ...\nZeroDivisionError: division by zero\n"
    )
    with ThreadPoolExecutor(1) as threads:
        built_one = place.settle([(Plan(target, (Format.SVG,)), crash)], threads)[target]
    assert built_one.crash == crash.text
    assert str(built_one.problems[0]) == (
        f"{target.definition}: galat: sopgen gagal membuat SOP ini (ZeroDivisionError: division by "
        "zero). Ini kesalahan sopgen, bukan kesalahan Anda; laporkan bersama definisinya. [BLD900]"
    )


def test_every_library_counts_but_those_that_make_no_sheet() -> None:
    asked_and_kept = {"click", "pyhanko", "watchfiles"}
    imported = {"olefile", "pdfplumber", "pypdfium2"}
    page = {"starlette", "uvicorn"}
    project_file = Path(__file__).parent.parent.parent / "pyproject.toml"
    needs = tomllib.loads(project_file.read_text("utf-8"))["project"]["dependencies"]
    named = {need.partition(">=")[0] for need in needs}
    assert named - asked_and_kept - imported - page == set(LIBRARIES)
