"""What cannot be looked at is told, and is never taken for what is not there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sopgen.project.orphans import orphans_in, remove
from tests.project.batches import built, define, outputs, project, rendered, told

NOBODY = 65534

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="changes its user"
)


@pytest.fixture
def two() -> Iterator[Path]:
    """Return a built project that anybody may change."""
    home = Path(tempfile.mkdtemp())
    folder = project(home / "proyek", {"alam": ["lakip"], "barat": ["renja"]})
    built(folder)
    for path in (home, *home.rglob("*")):
        path.chmod(0o777)
    yield folder
    shutil.rmtree(home)


@contextmanager
def as_nobody() -> Iterator[None]:
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_built(two: Path) -> None:
    (two / "definitions" / "barat").chmod(0)
    define(two, "alam", "lppd", (two / "definitions/alam/lakip.yaml").read_text("utf-8"))
    with as_nobody():
        results = built(two)
    assert told(results) == ["DEF001"]
    assert rendered(results) == ["alam/lppd.svg"]


@pytest.mark.parametrize("name", ["definitions", "letterheads"])
def test_a_folder_of_the_project_that_cannot_be_opened_is_no_empty_one(
    two: Path, name: str
) -> None:
    (two / name).chmod(0)
    with as_nobody():
        assert set(told(built(two))) == {"DEF001"}


def test_outputs_of_definitions_that_cannot_be_looked_at_are_no_orphans(two: Path) -> None:
    before = outputs(two / "output")
    (two / "definitions" / "barat").chmod(0)
    with as_nobody():
        assert orphans_in(two / "output") == []
        assert list(remove(two / "output")) == []
    assert outputs(two / "output") == before


def test_an_output_that_cannot_be_read_stays_and_is_told(two: Path) -> None:
    place = two / "output" / "barat" / "renja.svg"
    place.chmod(0)
    (two / "definitions" / "barat" / "renja.yaml").unlink()
    with as_nobody():
        (orphan,) = orphans_in(two / "output")
        assert list(remove(two / "output")) == []
    assert orphan.standing == "tidak dikenal"
    assert place.exists()
