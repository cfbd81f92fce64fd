"""What is a definition, what is not, and what is told of the rest."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sopgen.project.building import Request, build
from sopgen.project.finding import definitions_in, targets
from sopgen.project.lookalikes import look_alikes
from sopgen.project.reporting import Built
from sopgen.writers import Format
from tests.project.batches import DEFINITION, built, define, project, rendered, told

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="makes links")


@pytest.fixture
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of one SOP, which is the working folder."""
    folder = project(tmp_path / "proyek", {"alam": ["lakip"]})
    monkeypatch.chdir(folder)
    return folder


def found(*paths: str) -> list[str]:
    return [path.as_posix() for path in definitions_in([Path(path) for path in paths]).definitions]


def said(*paths: str) -> list[str]:
    return [str(problem) for problem in definitions_in([Path(path) for path in paths]).problems]


def test_what_programs_leave_beside_definitions_is_none(one: Path) -> None:
    for name in (".g.yaml", "._lakip.yaml", "~$lakip.yaml", ".git/a.yaml", "__MACOSX/lakip.yaml"):
        path = one / "definitions" / "alam" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\0\x05\x16\x07")
    assert found("definitions") == ["definitions/alam/lakip.yaml"]
    assert said("definitions") == []


def test_definitions_may_end_in_other_ways(one: Path) -> None:
    for name in ("lppd.yml", "renja.YAML", "tapkin.Yml"):
        text = DEFINITION.format(kop="alam", number=2, name=name)
        (one / "definitions" / "alam" / name).write_text(text, "utf-8")
    assert rendered(built(one)) == [
        "alam/lakip.svg",
        "alam/lppd.svg",
        "alam/renja.svg",
        "alam/tapkin.svg",
    ]


def test_a_letterhead_may_end_in_another_way_and_is_watched_for_changes(one: Path) -> None:
    letterhead = one / "letterheads" / "alam.yaml"
    other = letterhead.rename(letterhead.with_suffix(".YML"))
    assert rendered(built(one)) == ["alam/lakip.svg"]
    assert rendered(built(one)) == []
    other.write_text(other.read_text("utf-8") + "alamat: Jalan Baru\n", "utf-8")
    assert rendered(built(one)) == ["alam/lakip.svg"]


def test_what_notepad_named_is_told(one: Path) -> None:
    (one / "definitions" / "alam" / "lppd.yaml.txt").write_text("kop: alam\n", "utf-8")
    assert said("definitions") == [
        "definitions/alam/lppd.yaml.txt: peringatan: Berkas ini berakhiran .txt, jadi tidak dibaca "
        "sebagai definisi. Ganti namanya menjadi lppd.yaml; di Notepad pilih “Semua berkas” saat "
        "menyimpan. [BLD011]"
    ]


def test_a_folder_of_nothing_but_misnamed_definitions_is_an_error(one: Path) -> None:
    (one / "definitions" / "alam" / "lakip.yaml").rename(one / "definitions" / "lakip.yaml.txt")
    assert [line.rpartition("[")[2] for line in said("definitions")] == ["BLD011]", "BLD012]"]


def test_a_path_without_definitions_is_an_error(one: Path) -> None:
    (one / "output").mkdir()
    assert said("output") == [
        "output: galat: Tidak ada definisi di map ini. Periksa namanya. Definisi berakhiran .yaml; "
        "sopgen new menulis yang baru. [BLD012]"
    ]
    assert said("letterheads") != []


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("letterheads/alam.yaml", "Ini kop, bukan definisi."),
        ("registers/kota.yaml", "Ini register, bukan definisi."),
        ("output/alam/lakip.pdf", "Ini PDF, bukan definisi."),
        ("output/alam/lakip.DOCX", "Ini berkas Word, bukan definisi."),
        ("output/alam/lakip.xlsx", "Ini buku kerja Excel, bukan definisi."),
    ],
)
def test_the_wrong_kind_of_file_is_called_by_its_kind(one: Path, path: str, sentence: str) -> None:
    place = one / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()
    assert found(path) == []
    (told_of_it,) = said(path)
    assert told_of_it.startswith(f"{path}: galat: {sentence} ")


def test_only_folders_below_the_path_can_hold_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "registers" / "letterheads" / "p", {"alam": ["lakip"]})
    (folder / "definitions" / "registers").mkdir()
    (folder / "definitions" / "registers" / "x.yaml").touch()
    monkeypatch.chdir(folder)
    assert found(str(folder / "definitions")) == ["definitions/alam/lakip.yaml"]


def test_paths_are_told_from_the_working_folder(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    define(one, "alam", "lakip", "kop: alam\n")
    (one / "letterheads" / "alam.yaml").write_text("instansi: A\nlogoo: b\n", "utf-8")
    monkeypatch.chdir(one / "definitions" / "alam")
    wanted = targets([one / "definitions"], None)
    assert [target.output(Format.SVG).as_posix() for target in wanted.targets] == [
        "../../output/alam/lakip.svg"
    ]
    results = list(build(Request(wanted, (Format.SVG,), 1)))
    (only,) = results
    assert isinstance(only, Built)
    paths = [problem.path for problem in only.problems]
    assert paths[0] == "lakip.yaml"
    assert paths[-1] == "../../letterheads/alam.yaml"


@needs_links
def test_a_link_that_leads_to_itself_is_told_and_the_others_are_built(one: Path) -> None:
    (one / "definitions" / "barat").symlink_to(one / "definitions" / "barat")
    (one / "definitions" / "timur.yaml").symlink_to(one / "definitions" / "timur.yaml")
    results = built(one)
    assert rendered(results) == ["alam/lakip.svg"]
    assert sorted(told(results)) == ["DEF001", "DEF001"]


@needs_links
def test_folders_behind_links_are_looked_into_once(one: Path) -> None:
    elsewhere = project(one.with_name("lain"), {"barat": ["renja"]})
    (one / "definitions" / "barat").symlink_to(elsewhere / "definitions" / "barat")
    (one / "definitions" / "alam" / "lagi").symlink_to(one / "definitions")
    assert found("definitions") == [
        "definitions/alam/lakip.yaml",
        "definitions/barat/renja.yaml",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes a pipe")
def test_a_pipe_is_no_definition_that_is_waited_for(one: Path) -> None:
    os.mkfifo(one / "definitions" / "alam" / "pipa.yaml")
    results = built(one)
    assert told(results) == ["DEF001"]
    assert rendered(results) == ["alam/lakip.svg"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are only bytes")
def test_a_name_that_is_not_utf_8_is_told_and_the_others_are_built(one: Path) -> None:
    text = DEFINITION.format(kop="alam", number=2, name="b").encode()
    Path(os.fsdecode(os.fsencode(one / "definitions/alam") + b"/b\xe9.yaml")).write_bytes(text)
    odd = Path(os.fsdecode(os.fsencode(one / "definitions") + b"/kota\xff"))
    odd.mkdir()
    (odd / "c.yaml").write_bytes(text)
    results = built(one)
    assert told(results) == ["BLD015", "BLD015"]
    assert rendered(results) == ["alam/lakip.svg"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are only bytes")
def test_a_project_below_a_folder_that_is_not_utf_8_is_built(tmp_path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/map\xe9"))
    folder = project(place, {"alam": ["lakip"]})
    output = tmp_path / "hasil"
    for expected in (["alam/lakip.svg"], []):
        wanted = targets([folder / "definitions"], output)
        assert rendered(build(Request(wanted, (Format.SVG,), 1))) == expected


def test_names_that_only_look_the_same_are_told_apart() -> None:
    assert look_alikes("caf\u00e9.yaml", "cafe\u0301.yaml") == (
        "Kedua nama tampak sama, tetapi “é” pada yang satu ditulis U+00E9, pada yang lain "
        "U+0065 U+0301."
    )
    assert look_alikes("asli.yaml", "ASLI.yaml") == ""
    assert look_alikes("a.yaml", "a.yaml") == ""
