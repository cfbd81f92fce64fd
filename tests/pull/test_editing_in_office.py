"""Edits that LibreOffice makes and saves itself come back as lines of the definition, or are told.

What is expected stands in `edited_in_office.txt`: for each edit the codes of what is told, and the
lines of the definition that change.
"""

from difflib import unified_diff
from pathlib import Path

import pytest

from sopgen.problems.problem import ProblemsError
from sopgen.pull.pulling import Wish, pulled
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, file
from tests.writers.programs import done_in_libreoffice

pytestmark = pytest.mark.office

NAME = "pengumpulan-data-kinerja"
EXPECTED = Path(__file__).with_name("edited_in_office.txt")


def outcome(path: Path) -> str:
    """Return what a pull of the file at `path` tells and changes."""
    try:
        found = pulled(Wish(path, DEFINITIONS[NAME]))
    except ProblemsError as error:
        return " ".join(each.code for each in error.problems) + "\n"
    codes = " ".join(sorted(each.code for each in found.problems))
    lines = [
        line
        for each in found.files
        for line in unified_diff(
            each.before.decode().splitlines(), each.after.decode().splitlines(), lineterm="", n=0
        )
        if line[0] in "+-" and line[:3] not in ("---", "+++")
    ]
    return "".join(f"{line}\n" for line in ((codes,) if codes else ()) + tuple(lines))


def outcomes(folder: Path) -> str:
    """Return what becomes of all edits, each under its name."""
    made = sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".docx"))
    return "\n".join(f"# {path.name}\n{outcome(path)}" for path in made)


def test_edits_of_libreoffice_come_back_as_they_did(tmp_path):
    folder = tmp_path / "edited"
    folder.mkdir()
    files = []
    for format in (Format.XLSX, Format.DOCX):
        files.append(tmp_path / f"{NAME}.{format.value}")
        files[-1].write_bytes(file(NAME, format))
    done_in_libreoffice("tests.pull.editing_in_office", tmp_path / "profile", folder, *files)
    assert outcomes(folder) == EXPECTED.read_text("utf-8")
