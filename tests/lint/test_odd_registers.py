"""A register that cannot be read is told like any other file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sopgen.lint.registers import project_registers
from sopgen.problems.problem import ProblemsError


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_no_file_is_told(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "registers" / "x.yaml"
    place.parent.mkdir()
    match kind:
        case "folder":
            place.mkdir()
        case "pipe":
            os.mkfifo(place)
        case _:
            place.symlink_to(place)
    with pytest.raises(ProblemsError, match="Register ini tidak dapat dibuka"):
        project_registers(tmp_path)
