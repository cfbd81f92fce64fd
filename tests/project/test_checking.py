"""`build --check`: whether outputs are what definitions say, with nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.project.batches import project


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project(tmp_path, {"alam": ["lakip", "lppd"]}))
    return tmp_path


def sopgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def files(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_what_was_never_built_is_told_and_not_built(two: Path) -> None:
    before = files(two)
    result = sopgen("build", "--check", "-f", "pdf")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["output/alam/lakip.pdf", "output/alam/lppd.pdf"]
    assert result.stderr == "0 SOP sesuai, 2 tidak.\n"
    assert files(two) == before


def test_after_a_build_everything_holds(two: Path) -> None:
    assert sopgen("build").exit_code == 0
    before = files(two)
    result = sopgen("build", "--check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "2 SOP sesuai, 0 tidak.\n")
    assert files(two) == before


def test_a_changed_definition_and_an_edited_output_do_not_hold(two: Path) -> None:
    assert sopgen("build").exit_code == 0
    definition = two / "definitions/alam/lakip.yaml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace("nama: ", "nama: X ", 1), encoding="utf-8")
    (two / "output/alam/lppd.xlsx").write_bytes(b"disunting")
    result = sopgen("build", "--check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "output/alam/lakip.docx",
        "output/alam/lakip.xlsx",
        "output/alam/lakip.pdf",
        "output/alam/lppd.xlsx",
    ]


def test_quiet_tells_problems_only(two: Path) -> None:
    assert sopgen("build", "-q", "-f", "svg").output == ""
    assert sopgen("build", "-q", "--check", "-f", "svg").output == ""
    (two / "definitions/alam/lakip.yaml").write_text("kop: alam\n", encoding="utf-8")
    result = sopgen("build", "-q", "-f", "svg")
    assert result.exit_code == 1
    assert "galat:" in result.output
    assert "SOP dibuat" not in result.output
