"""The few names for programs, as docs/api.md shows them."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import sopgen

LAKIP = "definitions/pagar-alam/lakip.yaml"
PAGE = Path("docs/api.md").read_text(encoding="utf-8")


def test_a_definition_is_read_checked_laid_out_and_written() -> None:
    definition = sopgen.read(LAKIP)
    assert all(isinstance(each, sopgen.Problem) for each in sopgen.check([definition], date.max))
    document = sopgen.lay_out(definition)
    assert sopgen.write(document, "pdf").startswith(b"%PDF-")
    assert sopgen.write(document, "svg") == sopgen.write(sopgen.lay_out(definition), "svg")


def test_what_is_wrong_is_raised_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("kop: alam\n", encoding="utf-8")
    with pytest.raises(sopgen.ProblemsError) as caught:
        sopgen.read(path)
    assert {problem.path for problem in caught.value.problems} == {str(path)}


def test_the_example_of_the_page_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]
    exec(example.replace('Path("lakip.pdf")', f"Path({str(tmp_path / 'lakip.pdf')!r})"), {})
    assert (tmp_path / "lakip.pdf").exists()
    assert f"{LAKIP}:" in capsys.readouterr().out


def test_the_page_tells_every_name() -> None:
    told = set(re.findall(r"^\| `(\w+)", PAGE, re.MULTILINE))
    assert told == set(sopgen.__all__) - {"__version__"}


def test_importing_sopgen_imports_nothing_heavy() -> None:
    program = "import sopgen, sys; print(sorted({'pydantic', 'lxml', 'PIL'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout == "[]\n"
