"""Whatever a file holds, it becomes definitions or a sentence, in bounded time and memory.

`SOPGEN_HOSTILE` says how many files are tried.
"""

import os
import shutil
from pathlib import Path

import pytest
from msgspec import Struct

from sopgen.definition.reading import read_definition
from sopgen.importer.bounded import Bounds, done
from sopgen.importer.letterheads import shared
from sopgen.importer.shelf import Shelf
from sopgen.importer.spelling import text_of
from sopgen.importer.working import ToRead, ToRebuild, bytes_of, read, rebuild
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.fingerprints import digest
from sopgen.recognition.vocabulary import shipped_vocabulary
from tests.importer.hostile import case

COUNT = int(os.environ.get("SOPGEN_HOSTILE", "40"))
BOUNDS = Bounds(30, 300.0)
WARM = "tests.importer.test_hostile"


class Task(Struct, frozen=True):
    """A file, and a project of its own for what it becomes."""

    file: Path
    project: Path
    with_office: bool


def came(task: Task) -> str:
    """Return what became of a file: the code of its refusal, or how its definitions read."""
    if not task.with_office:
        os.environ["PATH"] = ""
    shelf = Shelf(task.project)
    found = read(ToRead(task.file, shipped_vocabulary(), shelf))
    if found.problem is not None:
        assert found.problem.message.endswith(".")
        assert "\n" not in str(found.problem)
        return str(found.problem.code)
    (task.project / "letterheads").mkdir()
    kops = shared(found.drafts, {})
    key = digest(bytes_of(task.file))
    for number, (draft, kop) in enumerate(zip(found.drafts, kops, strict=True)):
        (task.project / "letterheads" / f"{kop.name}.yaml").write_text(kop.text, "utf-8")
        path = task.project / f"{number}.yaml"
        path.write_text(text_of(draft, kop), "utf-8")
        own = f"{number}-baru"
        words = shipped_vocabulary()
        rebuild(ToRebuild(key, number, draft, path, path.name, own, words, shelf))
        for problem in _problems(path):
            assert problem.line, problem
    return "definisi"


def _problems(path: Path) -> tuple[Problem, ...]:
    try:
        return read_definition(path).remarks
    except ProblemsError as error:
        return error.problems


def results(folder: Path, seeds: range, *, with_office: bool) -> dict[int, object]:
    """Return what becomes of the cases `seeds`, each in a worker as in a run."""
    tasks = []
    for seed in seeds:
        (folder / f"{seed}").mkdir()
        (folder / f"{seed}.berkas").write_bytes(case(seed))
        tasks.append(Task(folder / f"{seed}.berkas", folder / f"{seed}", with_office))
    each = done(came, tasks, 2, WARM, BOUNDS)
    return {int(one.task.file.stem): one.result for one in each}


def test_every_file_becomes_definitions_or_a_sentence(tmp_path: Path) -> None:
    found = results(tmp_path, range(COUNT), with_office=False)
    odd = {seed: result for seed, result in found.items() if not isinstance(result, str)}
    assert odd == {}
    assert {"definisi", Code.IMPORT_FOREIGN} <= set(found.values())


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_so_does_every_file_that_libreoffice_is_to_open(tmp_path: Path) -> None:
    found = results(tmp_path, range(1000, 1000 + COUNT // 4), with_office=True)
    assert {seed: result for seed, result in found.items() if not isinstance(result, str)} == {}
