"""A signed file of a revoked SOP stays as it is; the sheet that says so lies beside it."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from sopgen.problems.problem import Severity
from sopgen.project.orphans import orphans_in, remove
from sopgen.project.reporting import Built, Status
from sopgen.writers import OFFICE
from tests.project.batches import DEFINITION, built, define, outputs, project, rendered, told
from tests.project.test_build import signed

PDF = "alam/lakip.pdf"
COPY = "alam/lakip-tidak-berlaku.pdf"


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """Return a built project whose SOP has been signed."""
    folder = project(tmp_path / "proyek", {"alam": ["lakip"]})
    built(folder, *OFFICE)
    (folder / "output" / PDF).write_bytes(signed(True))
    return folder


def say(folder: Path, status: str) -> None:
    text = DEFINITION.format(kop="alam", number=1, name="lakip")
    define(folder, "alam", "lakip", f"{text}\nstatus: {status}\n")


def test_the_sheet_of_a_revoked_sop_lies_beside_the_signed_one(one: Path) -> None:
    say(one, "dicabut")
    results = built(one, *OFFICE)
    assert told(results) == ["BLD006"]
    assert isinstance(results[0], Built)
    assert results[0].status is Status.BUILT
    assert results[0].problems[0].severity is Severity.NOTE
    assert COPY.partition("/")[2] in results[0].problems[0].message
    assert rendered(results) == ["alam/lakip.docx", "alam/lakip.xlsx", COPY]
    assert (one / "output" / PDF).read_bytes() == signed(True)
    with pymupdf.open(one / "output" / COPY) as document:
        assert all("TIDAK BERLAKU" in page.get_text() for page in document)


def test_a_second_build_has_nothing_to_do_but_to_say_where_it_is(one: Path) -> None:
    say(one, "dicabut")
    built(one, *OFFICE)
    before = outputs(one / "output")
    results = built(one, *OFFICE)
    assert told(results) == ["BLD006"]
    assert isinstance(results[0], Built)
    assert results[0].status is Status.FRESH
    assert outputs(one / "output") == before
    assert orphans_in(one / "output") == []


def test_force_moves_no_signed_file_of_a_revoked_sop(one: Path) -> None:
    say(one, "dicabut")
    built(one, *OFFICE, force=True)
    assert (one / "output" / PDF).read_bytes() == signed(True)
    assert (one / "output" / COPY).is_file()


def test_a_revoked_sop_that_nobody_signed_has_its_usual_names(tmp_path: Path) -> None:
    folder = project(tmp_path / "proyek", {"alam": ["lakip"]})
    built(folder, *OFFICE)
    say(folder, "dicabut")
    assert rendered(built(folder, *OFFICE)) == ["alam/lakip.docx", "alam/lakip.xlsx", PDF]


def test_what_was_signed_with_the_mark_on_it_is_left_without_a_copy(tmp_path: Path) -> None:
    folder = project(tmp_path / "proyek", {"alam": ["lakip"]})
    say(folder, "dicabut")
    built(folder, *OFFICE)
    (folder / "output" / PDF).write_bytes(signed(True))
    assert told(built(folder, *OFFICE)) == ["BLD006"]
    assert not (folder / "output" / COPY).exists()


def test_an_edited_copy_is_left_like_any_work_of_a_person(one: Path) -> None:
    say(one, "dicabut")
    built(one, *OFFICE)
    (one / "output" / COPY).write_bytes(b"pekerjaan orang")
    assert told(built(one, *OFFICE)) == ["BLD006", "BLD005"]
    assert (one / "output" / COPY).read_bytes() == b"pekerjaan orang"


def test_a_name_that_another_definition_has_is_not_taken(one: Path) -> None:
    define(one, "alam", "lakip-tidak-berlaku", DEFINITION.format(kop="alam", number=7, name="lain"))
    built(one, *OFFICE)
    other = (one / "output" / COPY).read_bytes()
    say(one, "dicabut")
    _, revoked = built(one, *OFFICE)
    assert isinstance(revoked, Built)
    assert revoked.status is Status.FAILED
    assert (one / "output" / COPY).read_bytes() == other


def test_a_copy_left_over_from_a_revocation_taken_back_is_told_and_cleaned(one: Path) -> None:
    say(one, "dicabut")
    built(one, *OFFICE)
    define(one, "alam", "lakip", DEFINITION.format(kop="alam", number=1, name="lakip"))
    assert "BLD009" in told(built(one, *OFFICE))
    left = orphans_in(one / "output")
    assert [each.path for each in left] == [one / "output" / COPY]
    assert "pencabutan" in left[0].problem.message
    list(remove(one / "output"))
    assert not (one / "output" / COPY).exists()
    assert (one / "output" / PDF).read_bytes() == signed(True)
