"""What the programs of an office make of a register: valid, and its states computed."""

from __future__ import annotations

import csv
import datetime
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from sopgen.cli import main
from tests.project.batches import DEFINITION, define
from tests.project.batches import project as new_project
from tests.writers.programs import converted_by_libreoffice, tool

pytestmark = pytest.mark.office

# days from today until the next review, and the state that shows
STATES = {
    "lewat": (-1, "terlambat"),
    "hari ini": (0, "segera"),
    "enam puluh": (60, "segera"),
    "enam puluh satu": (61, "baik"),
    "tanpa tanggal": (None, "belum dijadwalkan"),
    "kuno": ("0203-01-23", "terlambat"),
    "dicabut": (-1, "dicabut"),
}


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(new_project(tmp_path, {"alam": []}))
    with Path("letterheads/alam.yaml").open("a", encoding="utf-8") as file:
        file.write("tinjauan: {monitoring: 300 hari, evaluasi: 1 tahun}\n")
    today = datetime.date.today()
    for number, (name, (days, _)) in enumerate(STATES.items(), start=1):
        text = DEFINITION.format(kop="alam", number=number, name=name)
        if isinstance(days, int):
            text += f"tanggal_efektif: {today + datetime.timedelta(days - 300)}\n"
        elif days:
            text += f"tanggal_efektif: {days}\n"
        if name == "dicabut":
            text += "status: dicabut\n"
        define(tmp_path, "alam", name.replace(" ", "-"), text)
    CliRunner().invoke(main, ["register"])
    return Path("output/alam/daftar-sop.xlsx")


def test_the_open_xml_sdk_finds_no_error(register: Path) -> None:
    command = [tool("ooxml-validator"), str(register), "--officeVersion", "Office2010"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["errors"] == []


def test_libreoffice_computes_the_states(register: Path, tmp_path: Path) -> None:
    converted_by_libreoffice([register], "csv", tmp_path / "csv", tmp_path / "profile")
    with (tmp_path / "csv" / "daftar-sop.csv").open(encoding="utf-8") as file:
        _, heads, *rows = csv.reader(file)
    name, state = heads.index("Nama"), heads.index("Keadaan")
    assert {row[name]: row[state] for row in rows} == {
        name: state for name, (_, state) in STATES.items()
    }
