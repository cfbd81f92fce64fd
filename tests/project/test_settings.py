"""`sopgen.yaml`: what it marks, what it decides, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from sopgen.project.output_folder import output_of
from sopgen.project.roots import project_of
from sopgen.project.settings import settings_of
from tests.projects import MINIMAL, new_project, write


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_project(tmp_path)
    write(tmp_path, MINIMAL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def say(project: Path, text: str) -> None:
    (project / "sopgen.yaml").write_text(text, encoding="utf-8")


def sopgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("text", [None, "", "# hanya catatan\n"])
def test_without_keys_everything_is_as_shipped(project: Path, text: str | None) -> None:
    if text is not None:
        say(project, text)
    settings = settings_of(project)
    assert settings.project.formats == ("docx", "xlsx", "pdf")
    assert settings.output == Path("output")


def test_the_file_marks_the_root_of_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    say(tmp_path, "")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert project_of(inside).resolve() == tmp_path


def test_formats_and_folder_are_those_of_the_project(project: Path) -> None:
    say(project, "format: [svg]\nhasil: jadi/lembar\n")
    result = sopgen("build")
    assert result.stdout == "jadi/lembar/kota/lakip.svg\n"
    assert output_of(project / "definitions") == Path("jadi/lembar")
    assert sopgen("build", "-f", "pdf", "-o", "lain").stdout == "lain/kota/lakip.pdf\n"
    assert sopgen("clean").stderr == "0 berkas tanpa definisi.\n"


def test_outputs_may_lie_outside_of_the_project(project: Path) -> None:
    say(project, "format: [svg]\nhasil: ../hasil sop\n")
    outside = project.parent.resolve() / "hasil sop"
    assert sopgen("build").exit_code == 0
    assert (outside / "kota/lakip.svg").exists()
    assert sopgen("build", "--check").exit_code == 0
    assert sopgen("clean").stderr == "0 berkas tanpa definisi.\n"
    assert sopgen("status").exit_code == 0


def test_rules_that_the_project_does_without_are_not_told(project: Path) -> None:
    assert "[IDN001]" in sopgen("lint").stdout
    say(project, "lint:\n  abaikan: [idn]\n")
    assert "[IDN" not in sopgen("lint").stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format: [docs]\n", "sopgen.yaml:1:10: galat:"),
        ("hasil: definitions/x\n", "“definitions/x” tidak dapat menjadi map hasil."),
        ("hasil: buku\n", "“buku” tidak dapat menjadi map hasil."),
        ("hasil: ..\\jadi\n", "Pakai garis miring biasa: ../jadi."),
        ("hasil: .\n", "“.” tidak dapat menjadi map hasil."),
        ('hasil: ""\n', "“” tidak dapat menjadi map hasil."),
        ("keluaran: x\n", "Kunci “keluaran” tidak dikenal"),
        ("format: [pdf\n", "sopgen.yaml:"),
    ],
)
def test_what_is_wrong_with_it_is_told_with_its_place(project: Path, text: str, told: str) -> None:
    say(project, text)
    result = sopgen("build")
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert told in result.stderr


def test_a_rule_that_is_none_is_told_at_its_line(project: Path) -> None:
    say(project, "lint:\n  abaikan: [ISI009, XYZ]\n")
    result = sopgen("lint")
    assert result.exit_code == 1
    assert result.stderr.startswith("sopgen.yaml:2:21: galat: Tidak ada aturan yang diawali “XYZ”.")
