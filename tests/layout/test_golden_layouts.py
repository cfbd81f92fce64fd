"""The layout of every definition as text; `pytest --accept` rewrites what changed.

Nobody accepts a golden without having looked at its picture.
"""

import difflib

import pytest

from tests.catalogue import DEFINITIONS, ROOT, document
from tests.layout.dump import dump

GOLDEN = ROOT / "tests" / "layout" / "golden"


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_layout_is_as_it_was_when_somebody_looked_at_it(name, request):
    path = GOLDEN / f"{name}.txt"
    found = dump(document(name))
    if request.config.getoption("accept"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    expected = path.read_text(encoding="utf-8")
    changes = difflib.unified_diff(expected.splitlines(), found.splitlines(), lineterm="", n=1)
    assert list(changes) == []


def test_every_golden_belongs_to_a_definition():
    names = {path.stem for path in GOLDEN.glob("*.txt")}
    assert names == set(DEFINITIONS)
