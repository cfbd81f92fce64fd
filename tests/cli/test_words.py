import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sopgen.cli import main, words

PROGRAMMERS = {
    "%(prog)s, version %(version)s",  # sopgen says its own
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Could not determine name for option with declarations {decls!r}",
    "DeprecationWarning: The command {name!r} is deprecated.",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument "
    "instead? Did you mean to pass '--{name}'?",
    "Unknown color {colour!r}",
}
"""What click says to who writes a command, never to who types one."""


def sentences() -> Iterator[str]:
    """Yield every sentence for which the installed click asks gettext."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types"):
        source = import_module(f"click.{name}").__file__
        assert source is not None
        for node in ast.walk(ast.parse(Path(source).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_asking(node.func):
                yield from (
                    each.value
                    for each in node.args
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )


def _is_asking(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id in ("_", "ngettext")


def test_every_sentence_of_the_library_is_said_in_indonesian() -> None:
    asked = set(sentences()) - PROGRAMMERS
    assert len(asked) > 40
    assert [each for each in sorted(asked) if words.said(each) == each] == []


def placeholders(sentence: str) -> set[str]:
    return {name.partition(".")[0] for name in re.findall(r"\{(\w+(?:\.\w+)?)", sentence)}


def test_no_translation_asks_for_more_than_the_sentence_gives() -> None:
    for sentence in set(sentences()) - PROGRAMMERS:
        assert placeholders(words.said(sentence)) <= placeholders(sentence), sentence


COMMANDS = sorted(main.commands)
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|show|exit|text|file|directory|path(?!\])|integer|range|"
    r"default|required|error|invalid|missing|such|try|for help|is not|does not|must)\b|x>=",
    re.IGNORECASE,
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_in_it(command: str) -> None:
    output = CliRunner().invoke(main, [*command.split(), "--help"]).output
    plain = re.sub(r"--[\w-]+|“[^”]*”|\[?PATH\]?|\bJSON Schema\b|keluaran baku", "", output)
    plain = re.sub(r"\[[\w|-]+\]|Bawaan: text", "", plain)
    assert ENGLISH.findall(plain) == [], output


WRONG = [
    ["buld"],
    ["build", "--tidak-ada"],
    ["build", "--forma", "pdf"],
    ["build", "-f"],
    ["build", "-f", "odt"],
    ["build", "-j", "0"],
    ["build", "-j", "dua"],
    ["build", "-j", "²"],
    ["build", "--json=ya"],
    ["build", "tidak-ada.yaml"],
    ["extract"],
    ["extract", "."],
    ["extract", "a", "b"],
    ["extract", "tidak-ada.pdf"],
    ["lint", "--today", "kemarin"],
    ["lint", "--today", "2025-02-30"],
    ["lint", "--format", "xml"],
    ["schema", "lembar"],
    ["revise", "--kolom", "warna"],
    ["revise", "--tanggal-revisi", "2025-13-01"],
    ["revise", "--ganti", "x"],
    ["archive", "--verify"],
    ["-x"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_wrong_command_is_told_on_one_line_in_indonesian(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("galat: ")
    assert result.stderr.count("\n") == 1
    assert ENGLISH.findall(re.sub(r"--[\w-]+|“[^”]*”|'[^']*'|PATH", "", result.stderr)) == []


def test_a_date_may_be_written_as_indonesians_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for typed in ("2 Januari 2025", "02/01/2025", "2-1-2025", "2025-01-02", "2 Jan 2025"):
        result = CliRunner().invoke(main, ["lint", "--today", typed, "tidak-ada"])
        assert "tidak-ada tidak ada" in result.stderr, typed


def test_a_question_that_is_broken_off_ends_in_a_sentence() -> None:
    @click.command()
    def ask() -> None:
        click.prompt("Nama")

    main.add_command(ask, "tanya")
    try:
        result = CliRunner().invoke(main, ["tanya"], input="")
    finally:
        del main.commands["tanya"]
    assert "Dihentikan." in result.output
    assert "Aborted" not in result.output
