"""Twenty and more ways in which an archive stops being what it was, and each is found."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sopgen.project.archive.edition import MANIFEST, digest
from sopgen.project.archive.index import INDEX, read_index
from sopgen.project.archive.verifying import verified
from tests.project.archive.offices import IN_FORCE, archive, built, codes, new_project
from tests.signing import signed, stamped_over

ROOT = Path("arsip")
OTHER = IN_FORCE.replace("503/22", "503/23")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with two editions in its archive; the PDF of the first is signed."""
    folder = tmp_path_factory.mktemp("kantor")
    new_project(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        pdf = built("lakip")
        pdf.write_bytes(signed(pdf.read_bytes()))
        built("rka", OTHER)
        assert archive().exit_code == 0
    return folder


@pytest.fixture
def archived(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the first edition of a fresh copy."""
    shutil.copytree(whole, tmp_path / "kantor")
    monkeypatch.chdir(tmp_path / "kantor")
    return edition("lakip.pdf")


def edition(file: str) -> Path:
    (found,) = ROOT.rglob(file)
    return found.parent


def lines() -> list[bytes]:
    return (ROOT / INDEX).read_bytes().splitlines(keepends=True)


def write_lines(kept: list[bytes]) -> None:
    (ROOT / INDEX).write_bytes(b"".join(kept))


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def told_otherwise(folder: Path, key: str, value: str) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest[key] = value
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")


def file_and_manifest(folder: Path) -> None:
    old = (folder / "lakip.docx").read_bytes()
    edit(folder / "lakip.docx", lambda data: data + b"x")
    edit(
        folder / MANIFEST,
        lambda data: data.replace(digest(old).encode(), digest(old + b"x").encode()),
    )


def pdf_index_and_all(folder: Path) -> None:
    """Change a signed PDF and make manifest and index fit: its signature tells."""
    pdf, manifest = folder / "lakip.pdf", folder / MANIFEST
    old, before = digest(pdf.read_bytes()), digest(manifest.read_bytes())
    edit(pdf, stamped_over)
    edit(manifest, lambda data: data.replace(old.encode(), digest(pdf.read_bytes()).encode()))
    after = digest(manifest.read_bytes())
    first, second = lines()
    number = b'"sebelum":"'
    changed = first.replace(before.encode(), after.encode())
    if changed != first:
        seal = digest(changed.rstrip(b"\n")).encode()
        second = second.split(number)[0] + number + seal + b'"}\n'
    else:
        second = second.replace(before.encode(), after.encode())
    write_lines([changed, second])


def linked(path: Path) -> None:
    copy = Path("salinan")
    path.rename(copy)
    path.symlink_to(copy.absolute())


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def made_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


DAMAGE: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a byte of a file": (
        lambda folder: edit(folder / "lakip.docx", lambda data: data[:-1] + b"?"),
        {"ARS013"},
    ),
    "a file cut short": (
        lambda folder: edit(folder / "lakip.pdf", lambda data: data[:-20]),
        {"ARS013", "ARS014"},
    ),
    "a file that is no PDF": (
        lambda folder: (folder / "lakip.pdf").write_bytes(b"bukan pdf"),
        {"ARS013", "ARS014"},
    ),
    "a file that is gone": (lambda folder: (folder / "lakip.xlsx").unlink(), {"ARS012"}),
    "a file with another name": (
        lambda folder: (folder / "lakip.xlsx").rename(folder / "lain.xlsx"),
        {"ARS011", "ARS012"},
    ),
    "a file too many": (lambda folder: (folder / "lain.txt").write_text("x"), {"ARS011"}),
    "a folder where a file was": (
        lambda folder: made_folder(folder / "lakip.pdf"),
        {"ARS029"},
    ),
    "a link to the same bytes": (lambda folder: linked(folder / "lakip.pdf"), {"ARS029"}),
    "a link that leads to itself": (lambda folder: dangling(folder / "lakip.pdf"), {"ARS029"}),
    "a pipe where a file was": (lambda folder: piped(folder / "lakip.pdf"), {"ARS029"}),
    "the PDF drawn on": (
        lambda folder: edit(folder / "lakip.pdf", stamped_over),
        {"ARS013", "ARS014"},
    ),
    "a manifest that is gone": (
        lambda folder: (folder / MANIFEST).unlink(),
        {"ARS011", "ARS022"},
    ),
    "a manifest that is none": (
        lambda folder: (folder / MANIFEST).write_text("{"),
        {"ARS010"},
    ),
    "a manifest nested deeply": (
        lambda folder: (folder / MANIFEST).write_text('{"berkas":' + "[" * 100_000),
        {"ARS010"},
    ),
    "a manifest that is a pipe": (lambda folder: piped(folder / MANIFEST), {"ARS010"}),
    "a manifest that leads outside": (
        lambda folder: edit(
            folder / MANIFEST, lambda data: data.replace(b'"lakip.pdf"', b'"../../lakip.pdf"')
        ),
        {"ARS010"},
    ),
    "another number in the manifest": (
        lambda folder: told_otherwise(folder, "nomor", "503/99/SOP/2024"),
        {"ARS023", "ARS030"},
    ),
    "another name in the manifest": (
        lambda folder: told_otherwise(folder, "nama", "Lain"),
        {"ARS023"},
    ),
    "file and manifest together": (file_and_manifest, {"ARS023"}),
    "file, manifest and index together": (pdf_index_and_all, {"ARS014"}),
    "a whole edition gone": (lambda folder: shutil.rmtree(folder), {"ARS022"}),
    "an edition with another name": (
        lambda folder: folder.rename(folder.with_name("2024-02-02")),
        {"ARS022", "ARS024"},
    ),
    "an edition too many": (
        lambda folder: shutil.copytree(folder, folder.with_name("2025-02-01")),
        {"ARS024"},
    ),
    "a file outside every edition": (
        lambda folder: (folder.parent / "catatan.txt").write_text("x"),
        {"ARS011"},
    ),
    "no index": (lambda folder: (ROOT / INDEX).unlink(), {"ARS020"}),
    "an index that is a folder": (
        lambda folder: made_folder(ROOT / INDEX),
        {"ARS021", "ARS024"},
    ),
    "the first line of the index gone": (
        lambda folder: write_lines(lines()[1:]),
        {"ARS021", "ARS024"},
    ),
    "the last line of the index gone": (lambda folder: write_lines(lines()[:1]), {"ARS024"}),
    "a line of the index cut": (
        lambda folder: edit(ROOT / INDEX, lambda data: data[:-9]),
        {"ARS021", "ARS024"},
    ),
    "lines of the index exchanged": (
        lambda folder: write_lines(lines()[::-1]),
        {"ARS021", "ARS024"},
    ),
    "all of it gone": (
        lambda folder: [shutil.rmtree(ROOT), ROOT.mkdir()],
        {"ARS025"},
    ),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_found(case: str, archived: Path) -> None:
    do, expected = DAMAGE[case]
    do(archived)
    assert set(codes()) == expected
    assert archive("--verify").exit_code == 1


def test_an_archive_that_is_as_it_was_is_fine(archived: Path) -> None:
    result = archive("--verify")
    assert result.exit_code == 0
    seal = read_index(ROOT).seal[:16]
    assert result.output == f"2 SOP diperiksa, semua utuh. Segel: {seal}.\n"


def test_what_a_chain_alone_cannot_see_the_seal_shows(archived: Path) -> None:
    seal = read_index(ROOT).seal[:16]
    assert archive("--verify", "--segel", seal).exit_code == 0
    shutil.rmtree(edition("rka.pdf"))
    write_lines([line for line in lines() if line != lines()[1]])
    shutil.rmtree(ROOT / json.loads(lines()[0])["map"], ignore_errors=True)
    result = archive("--verify", "--segel", seal)
    assert (result.exit_code, "[ARS032]" in result.output) == (1, True)


def test_a_seal_stays_true_when_the_archive_grows(archived: Path) -> None:
    seal = read_index(ROOT).seal[:16]
    built("baru", IN_FORCE.replace("503/22", "503/24"))
    assert archive().exit_code == 0
    assert len(lines()) == 3
    assert archive("--verify", "--segel", seal).exit_code == 0


def test_a_damaged_archive_is_told_as_damaged_when_it_is_added_to(archived: Path) -> None:
    edit(archived / "lakip.pdf", lambda data: data + b"x")
    result = archive()
    assert (result.exit_code, "[ARS026]" in result.output) == (1, True)
    assert "sopgen archive --verify" in result.output


def test_nothing_is_added_to_an_archive_whose_index_is_broken(archived: Path) -> None:
    edit(ROOT / INDEX, lambda data: data[:-9])
    built("baru", IN_FORCE.replace("503/22", "503/24"))
    result = archive()
    assert (result.exit_code, "[ARS021]" in result.output) == (1, True)
    assert not list(ROOT.rglob("baru.pdf"))


def test_an_edition_that_was_lost_is_not_replaced_by_another(archived: Path) -> None:
    shutil.rmtree(archived)
    built("lakip", IN_FORCE.replace("Menyusun draf", "Menyusun draf lain"))
    result = archive()
    assert (result.exit_code, "[ARS027]" in result.output) == (1, True)


def test_an_archive_from_before_the_index_gets_one(archived: Path) -> None:
    before = (ROOT / INDEX).read_bytes()
    (ROOT / INDEX).unlink()
    result = archive()
    assert result.exit_code == 0
    assert "catatan: Arsip ini belum berindeks; 2 edisi di dalamnya kini dicatat." in result.output
    assert (ROOT / INDEX).read_bytes() == before
    assert archive("--verify").exit_code == 0


def test_what_a_kill_left_without_its_line_is_entered_by_the_next_run(archived: Path) -> None:
    write_lines(lines()[:1])
    assert archive().exit_code == 0
    assert len(lines()) == 2
    assert verified(ROOT).problems == ()


def test_an_archive_that_is_not_there_is_a_wrong_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert archive("--verify").exit_code == 2
    assert archive("tidak-ada").exit_code == 2
