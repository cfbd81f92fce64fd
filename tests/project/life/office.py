"""An office with one SOP whose life is walked: it writes, builds, signs and archives."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.project.batches import project
from tests.signing import signed

PDF = Path("output/alam/lakip.pdf")
DEFINITION = Path("definitions/alam/lakip.yaml")
LETTERHEAD = Path("letterheads/alam.yaml")


def open_office(folder: Path) -> None:
    """Make `folder` a project with an SOP that may be in force."""
    project(folder, {"alam": ["lakip"]})
    text = DEFINITION.read_text(encoding="utf-8")
    for lane in ("kadis", "tim"):
        text = text.replace(f"pelaksana: {lane}\n", f"pelaksana: {lane}\n    waktu: 1 jam\n")
    DEFINITION.write_text(text, encoding="utf-8")


def sopgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def say(**keys: str) -> None:
    """Type keys of the definition, anew where they are there."""
    lines = DEFINITION.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line.partition(":")[0] not in keys]
    lines += [f"{key}: {value}" for key, value in keys.items()]
    DEFINITION.write_text("\n".join(lines) + "\n", encoding="utf-8")


def reword(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def sign() -> None:
    PDF.write_bytes(signed(PDF.read_bytes()))


def state() -> str:
    (life,) = json.loads(sopgen("status", "--json").stdout)
    return str(life["keadaan"])


def next_step() -> str:
    (life,) = json.loads(sopgen("status", "--json").stdout)
    return str(life["langkah_berikutnya"])


def editions() -> list[str]:
    return sorted(path.parent.name for path in Path("arsip").rglob("manifest.json"))
