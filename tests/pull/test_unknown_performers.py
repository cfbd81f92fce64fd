"""Whoever is not known yet: any definition with such steps is read, told, and has a form."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopgen.definition.reading import Definition, read_definition
from sopgen.problems.problem import ProblemsError
from sopgen.pull.form.making import form_of
from sopgen.rendering import laid_out
from tests.catalogue import typesetter
from tests.strategies import LETTERHEAD, definitions

UNKNOWN = "belum diketahui"
SAID_OF_SYMBOLS = {"DEF042", "DEF043", "DEF044", "DEF045", "DEF048"}
"""What may be wrong with keys that stood beside performers who are gone."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proyek")
    (folder / "letterheads").mkdir()
    (folder / "letterheads" / "uji.yaml").write_text(json.dumps(LETTERHEAD), encoding="utf-8")
    return folder


def read_or_refused(path: Path) -> tuple[Definition | None, set[str]]:
    try:
        return read_definition(path), set()
    except ProblemsError as error:
        return None, {each.code for each in error.problems}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(definitions(most_steps=6), st.lists(st.booleans(), min_size=40, max_size=40))
def test_what_is_not_known_is_told_and_has_a_form(
    project: Path, plain: dict[str, Any], chosen: list[bool]
) -> None:
    flows = plain.get("alur") or [plain]
    steps = [step for flow in flows for step in flow["langkah"] if "kegiatan" in step]
    for step, is_unknown in zip(steps, (True, *chosen), strict=False):
        if is_unknown:
            step["pelaksana"] = UNKNOWN
    if chosen[-1]:
        flows[-1]["pelaksana"] = UNKNOWN
    path = project / "sop.yaml"
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    read, codes = read_or_refused(path)
    assert codes <= SAID_OF_SYMBOLS
    if read is None:
        return
    with pytest.raises(ProblemsError) as caught:
        laid_out(read, typesetter())
    assert {each.code for each in caught.value.problems} == {"DEF052"}
    assert form_of(read).startswith(b"PK")
