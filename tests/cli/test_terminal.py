"""What comes from files and names is shown on a terminal, never sent to it."""

import re
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from sopgen.cli import main
from sopgen.cli.terminal import coloured
from sopgen.definition.reading import read_definition
from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.writers import Format, writer
from tests.projects import LETTERHEAD, MINIMAL
from tests.sheets import laid

SEQUENCES = {
    "a title": "\x1b]0;PWN\x07",
    "a colour": "\x1b[31m",
    "a cleared screen": "\x1b[2J",
    "the cursor home": "\x1b[H",
    "a link": "\x1b]8;;http://contoh\x1b\\",
    "a clipboard": "\x1b]52;c;QQ==\x07",
    "a terminal's answer": "\x1b[6n",
    "a device string": "\x1bP1$t\x1b\\",
    "a reset": "\x1bc",
    "another character set": "\x1b(0",
    "an alternate screen": "\x1b[?1049h",
    "a bell": "\x07",
    "a backspace": "ab\x08\x08",
    "a carriage return": "galat\rselesai",
    "a form feed": "\x0c",
    "a vertical tab": "\x0b",
    "shift out": "\x0e",
    "shift in": "\x0f",
    "end of text": "\x04",
    "delete": "\x7f",
    "a control of eight bits": "\x9b31m",
    "a string of eight bits": "\x9d0;PWN\x9c",
    "a next line": "\x85",
    "a line separator": "\u2028",
    "a paragraph separator": "\u2029",
    "right to left": "\u202e",
    "an isolate": "\u2066",
    "a mark": "\u200f",
    "an Arabic mark": "\u061c",
    "no width": "\u200b",
    "a byte order mark": "\ufeff",
    "a tag": "\U000e0041",
}
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\udc80-\udcff"
    "\U000e0000-\U000e0fff]"
)


def escaped(text: str) -> str:
    return "".join(f"\\U{ord(character):08x}" for character in text)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with every sequence in a key, in values and in a file's name."""
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "definitions" / "kota").mkdir(parents=True)
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    for number, sequence in enumerate(SEQUENCES.values()):
        typed = f'"{escaped(sequence)}'
        texts = {
            "kunci": f'{MINIMAL}{typed}X": 1\n',
            "status": f'{MINIMAL}status: {typed}"\n',
            "profil": f'{MINIMAL}profil: {typed}"\n',
            "kop": MINIMAL.replace("kop: kota", f'kop: {typed}"'),
            "pengesah": f'{MINIMAL}pengesah: {typed}"\n',
            "mentah": f"{MINIMAL}{sequence}: 1\n",
        }
        for name, text in texts.items():
            path = tmp_path / "definitions" / "kota" / f"{name}-{number}.yaml"
            path.write_bytes(text.encode("utf-8"))
        named = tmp_path / "definitions" / "kota" / f"nama-{sequence.replace('/', '')}.yaml"
        named.write_text(f"{MINIMAL}nomor: {number}/SOP/2024\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def assert_only_text(result: Result) -> None:
    for stream in (result.stdout, result.stderr):
        found = UNSEEN.search(stream)
        assert found is None, stream[max(0, found.start() - 80) : found.end() + 80]
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names")
@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "-f", "svg", "-j", "1"],
        ["build", "-f", "svg", "-j", "1", "--json"],
        ["lint"],
        ["lint", "-f", "json"],
        ["lint", "-f", "sarif"],
        ["archive"],
        ["revise", "--tanggal-revisi", "2025-01-02", "--dry-run"],
    ],
    ids=" ".join,
)
def test_nothing_of_a_project_reaches_the_terminal_but_text(
    project: Path, arguments: list[str]
) -> None:
    result = run(*arguments)
    assert_only_text(result)
    assert len(SEQUENCES) >= 30
    if arguments[-1] != "--dry-run":
        assert r"\x1b[31m" in result.output or r"\u001b[31m" in result.output


@pytest.mark.parametrize("sequence", SEQUENCES.values(), ids=SEQUENCES)
def test_nothing_of_the_command_line_reaches_the_terminal_but_text(
    sequence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        [sequence],
        ["build", f"x{sequence}"],
        ["extract", f"x{sequence}"],
        ["lint", "--select", sequence],
        ["build", "-f", sequence],
        ["archive", "--verify", "--arsip", f"x{sequence}"],
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert_only_text(result)


@pytest.mark.parametrize("format", [Format.DOCX, Format.XLSX, Format.PDF])
def test_nothing_of_an_attachment_reaches_the_terminal_but_text(
    format: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    definition = tmp_path / "a.yaml"
    definition.write_text(MINIMAL, encoding="utf-8")
    sheet = laid(read_definition(definition))
    monkeypatch.chdir(tmp_path)
    for number, sequence in enumerate(SEQUENCES.values()):
        if format is not Format.PDF and re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", sequence):
            continue  # no XML holds them
        name = f"x{sequence.replace('/', '').replace(chr(92), '')}.yaml"
        hostile = replace(
            sheet, attachments=(Attachment(AttachmentKind.DEFINITION, name, b"a: b"),)
        )
        path = tmp_path / f"b{number}.{format.value}"
        path.write_bytes(writer(format)(hostile))
        result = run("extract", str(path))
        assert result.exit_code == 1
        assert_only_text(result)


class _Screen(StringIO):
    def isatty(self) -> bool:
        return True


PROBLEM = "definitions/x.yaml:3:1: galat: Kata galat: tidak dikenal. [DEF020]"


def test_the_weight_of_a_problem_is_in_colour_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(variable, raising=False)
    shown = coloured(PROBLEM, _Screen())
    assert shown == PROBLEM.replace("galat:", "\x1b[31m\x1b[1mgalat:\x1b[0m", 1)
    assert coloured("2 SOP dibuat.", _Screen()) == "2 SOP dibuat."
    assert coloured(PROBLEM, StringIO()) == PROBLEM


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert coloured(PROBLEM, _Screen()) == PROBLEM
