"""Where an SOP stands, by what is typed, by its sheet and by the archive."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from sopgen.model.status import Status
from sopgen.project.life.states import Edition, Facts, Sheet, State, next_step, state_of
from tests.project.life.office import DEFINITION, open_office, sopgen

DRAFT, IN_FORCE, WITHDRAWN = Status


@pytest.mark.parametrize(
    ("typed", "sheet", "edition", "state"),
    [
        (DRAFT, Sheet.ABSENT, Edition.NONE, State.DRAFT),
        (DRAFT, Sheet.FRESH, Edition.NONE, State.DRAFT),
        (DRAFT, Sheet.SIGNED, Edition.NONE, State.SIGNED),
        (DRAFT, Sheet.SIGNED_OTHERWISE, Edition.NONE, State.REVISED),
        (DRAFT, Sheet.STALE, Edition.OTHER, State.REVISED),
        (DRAFT, Sheet.SIGNED, Edition.OTHER, State.SIGNED),
        (IN_FORCE, Sheet.ABSENT, Edition.NONE, State.IN_FORCE),
        (IN_FORCE, Sheet.SIGNED, Edition.NONE, State.IN_FORCE),
        (IN_FORCE, Sheet.FRESH, Edition.SIGNED, State.IN_FORCE),
        (IN_FORCE, Sheet.FRESH, Edition.OTHER, State.REVISED),
        (IN_FORCE, Sheet.SIGNED_OTHERWISE, Edition.SIGNED, State.REVISED),
        (WITHDRAWN, Sheet.SIGNED_OTHERWISE, Edition.OTHER, State.WITHDRAWN),
    ],
)
def test_the_state_follows_from_what_is_there(
    typed: Status, sheet: Sheet, edition: Edition, state: State
) -> None:
    assert state_of(Facts(typed, sheet, edition)) is state


def test_only_what_is_in_force_or_revoked_and_kept_needs_nothing_more() -> None:
    done = [
        (typed, edition)
        for typed, sheet, edition in product(Status, Sheet, Edition)
        if not next_step(Facts(typed, sheet, edition))
    ]
    assert set(done) == {
        (IN_FORCE, Edition.SIGNED),
        (WITHDRAWN, Edition.SIGNED),
        (WITHDRAWN, Edition.UNSIGNED),
    }


def test_a_definition_that_cannot_be_read_is_told_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_office(tmp_path)
    DEFINITION.with_name("rusak.yaml").write_bytes(b"\xff\xfe")
    DEFINITION.with_name("salah.yaml").write_text("kop: alam\nstatus: aktif\n", encoding="utf-8")
    result = sopgen("status")
    assert result.exit_code == 1
    heads, *rows = result.stdout.splitlines()
    assert heads.startswith("KEADAAN               BERLAKU SEJAK  NAMA")
    assert [row.split("  ")[0] for row in rows] == ["draf", "tidak terbaca", "status tidak dikenal"]


def test_status_changes_no_file_that_a_person_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_office(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert sopgen("status").exit_code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
