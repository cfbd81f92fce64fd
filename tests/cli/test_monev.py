"""`sopgen monev catat`: a review goes to the end of its log, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from sopgen.cli import main
from sopgen.cli.monev import RESULTS
from sopgen.model import monev
from tests.project.batches import project as new_project

LOG = Path("monev/alam.yaml")
STAYS = ("--jenis", "evaluasi", "--hasil", "tetap berlaku")


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["masuk", "keluar"], "kota": ["masuk"]}))


def catat(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["monev", "catat", *arguments], input=answers)


def test_the_words_are_those_of_the_model() -> None:
    assert {
        kind.value: tuple(each.value for each in results) for kind, results in monev.RESULTS.items()
    } == RESULTS


def test_the_first_review_begins_a_log() -> None:
    result = catat("keluar", "--tanggal", "23 Juli 2024", *STAYS, "--penilai", "Bagian: Organisasi")
    assert (result.exit_code, result.output) == (0, "monev/alam.yaml\n")
    assert LOG.read_text(encoding="utf-8") == (
        "# Catatan monitoring dan evaluasi; yang baru ditambah di akhir.\n"
        "monev:\n"
        "  - sop: keluar\n"
        "    tanggal: 2024-07-23\n"
        "    jenis: evaluasi\n"
        "    hasil: tetap berlaku\n"
        '    penilai: "Bagian: Organisasi"\n'
    )


def test_further_reviews_leave_all_that_stands_there() -> None:
    LOG.parent.mkdir()
    before = (
        "\ufeffmonev: # Bagian Organisasi\r\n"
        "- {sop: masuk, tanggal: 2024-01-02, jenis: monitoring, hasil: berjalan} # rapat\r\n"
    )
    LOG.write_bytes(before.encode())
    assert catat("alam/masuk", "--tanggal", "2024-07-23", *STAYS).exit_code == 0
    assert LOG.read_bytes().decode() == before + (
        "- sop: masuk\r\n  tanggal: 2024-07-23\r\n  jenis: evaluasi\r\n  hasil: tetap berlaku\r\n"
    )


def test_what_is_not_given_is_asked() -> None:
    result = catat(answers="1\n23/07/2024\nmon\n2\nStaf kurang.\n\nSekretaris\n")
    assert result.exit_code == 0, result.output
    assert LOG.read_text(encoding="utf-8").splitlines()[2:] == [
        "  - sop: keluar",
        "    tanggal: 2024-07-23",
        "    jenis: monitoring",
        "    hasil: tidak berjalan",
        "    catatan: Staf kurang.",
        "    penilai: Sekretaris",
    ]


@pytest.mark.parametrize("named", ["keluar", "alam/keluar", "definitions/alam/keluar.yaml"])
def test_an_sop_is_known_by_its_name_and_by_its_file(named: str) -> None:
    assert catat(named, *STAYS).exit_code == 0
    assert "sop: keluar" in LOG.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("masuk", *STAYS), "masuk ada beberapa: alam/masuk, kota/masuk."),
        (("kelua", *STAYS), "SOP kelua tidak ada. Barangkali maksudnya “keluar”."),
        (
            ("keluar", "--jenis", "evaluasi", "--hasil", "berjalan"),
            "Hasil evaluasi adalah tetap berlaku atau perlu revisi.",
        ),
    ],
)
def test_what_is_not_meant_is_refused(arguments: tuple[str, ...], told: str) -> None:
    result = catat(*arguments)
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr
    assert not LOG.exists()


def test_a_log_that_cannot_be_read_is_left_alone() -> None:
    LOG.parent.mkdir()
    LOG.write_text("monev:\n  - {sop: keluar}\n", encoding="utf-8")
    result = catat("keluar", *STAYS)
    assert (result.exit_code, "monev/alam.yaml:2:5: galat:" in result.stderr) == (1, True)
    assert LOG.read_text(encoding="utf-8") == "monev:\n  - {sop: keluar}\n"


def test_a_review_stands_in_the_register_and_changes_no_sheet() -> None:
    CliRunner().invoke(main, ["build", "-f", "pdf", "-q"])
    CliRunner().invoke(main, ["register"])
    sheets = {path: path.read_bytes() for path in Path("output").rglob("*.pdf")}
    result = catat("keluar", "--tanggal", "2024-07-23", *STAYS)
    assert result.stdout.splitlines() == [str(LOG), "output/alam/daftar-sop.xlsx"]
    rows = load_workbook("output/alam/daftar-sop.xlsx")["Monev"].iter_rows(min_row=3)
    assert [[cell.value for cell in row][1:4] for row in rows] == [
        ["keluar", "evaluasi", "tetap berlaku"]
    ]
    assert CliRunner().invoke(main, ["build", "-f", "pdf"]).stdout == ""
    assert {path: path.read_bytes() for path in Path("output").rglob("*.pdf")} == sheets
