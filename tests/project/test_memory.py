"""The memory of an output folder comes with a copied project, and may say anything."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from sopgen.project.manifest import FOLDER, loaded
from sopgen.project.orphans import Orphan, orphans_in, remove
from sopgen.project.writing import synced_append
from tests.project.batches import DEFINITION, built, define, outputs, project, rendered, told


@pytest.fixture
def one(tmp_path: Path) -> Path:
    folder = project(tmp_path / "proyek", {"alam": ["lakip"]})
    built(folder)
    return folder


def remember(folder: Path, path: str, data: bytes) -> None:
    """Have the manifest and the journal say that we wrote `data` at `path`."""
    manifest = folder / "output" / FOLDER / "manifest.json"
    told_there = json.loads(manifest.read_text("utf-8"))
    record = told_there["berkas"][0] | {
        "path": path,
        "definition": "../definitions/kota/hilang.yaml",
        "digest": sha256(data).hexdigest(),
    }
    told_there["berkas"].append(record)
    manifest.write_text(json.dumps(told_there), "utf-8")
    entry = {"masukan": {}, "berkas": [record]}
    (manifest.parent / "jurnal.jsonl").write_text(json.dumps(entry) + "\n", "utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "../../korban.txt",
        "alam/../../../korban.txt",
        "{}/korban.txt",
        ".sopgen/kunci",
        ".versi/0001-aaaaaaaa/alam/lakip.svg",
        "C:\\korban.txt",
        "C:/korban.txt",
        "..\\..\\korban.txt",
        "",
    ],
)
def test_a_path_that_leads_out_of_the_folder_is_no_record(one: Path, path: str) -> None:
    victim = one.parent / "korban.txt"
    victim.write_bytes(b"rahasia\n")
    kept = one / "output" / ".versi" / "0001-aaaaaaaa" / "alam" / "lakip.svg"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"rahasia\n")
    remember(one, path.format(one.parent), b"rahasia\n")
    assert list(remove(one / "output")) == []
    assert victim.exists()
    assert kept.exists()


def test_what_a_link_puts_outside_is_not_removed(one: Path) -> None:
    outside = one.parent / "luar"
    outside.mkdir()
    (outside / "korban.txt").write_bytes(b"rahasia\n")
    (one / "output" / "tautan").symlink_to(outside)
    remember(one, "tautan/korban.txt", b"rahasia\n")
    assert [orphan.standing for orphan in orphans_in(one / "output")] == ["tidak dikenal"]
    assert list(remove(one / "output")) == []
    assert (outside / "korban.txt").exists()


def test_nested_folders_of_orphans_are_removed_with_them(one: Path) -> None:
    define(one, "alam/bidang/seksi", "lppd", DEFINITION.format(kop="alam", number=2, name="lppd"))
    built(one)
    for path in (one / "definitions").rglob("*.yaml"):
        path.unlink()
    removed = list(remove(one / "output"))
    assert all(isinstance(each, Orphan) for each in removed)
    assert len(removed) == 2
    assert [path.name for path in (one / "output").iterdir()] == [FOLDER]
    assert loaded(one / "output").all_records() == []


def test_a_journal_line_that_was_cut_off_takes_only_itself_along(one: Path) -> None:
    journal = one / "output" / FOLDER / "jurnal.jsonl"
    journal.write_bytes(b'{"masukan": {"../definitions/a')
    synced_append(journal, b'{"masukan": {}, "berkas": []}\n')
    synced_append(journal, b"[]\n")
    assert journal.read_bytes().splitlines() == [
        b'{"masukan": {"../definitions/a',
        b'{"masukan": {}, "berkas": []}',
        b"[]",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"berkas": [{"path": 1}], "masukan": {}}',
        b'{"berkas": {}, "masukan": []}',
        b'{"berkas": [], "masukan": {"a": {"definition": []}}}',
    ],
)
def test_a_memory_of_any_shape_does_no_harm(one: Path, content: bytes) -> None:
    before = outputs(one / "output")
    (one / "output" / FOLDER / "manifest.json").write_bytes(content)
    results = built(one)
    assert told(results) == []
    assert outputs(one / "output") == before
    assert rendered(built(one)) == []
