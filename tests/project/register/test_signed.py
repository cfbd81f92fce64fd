"""A register leads to the signed sheet in the archive, while that is of the SOP as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from tests.project.life.office import DEFINITION, open_office, reword, say, sign, sopgen


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_office(tmp_path)
    sopgen("build", "-f", "pdf")


def target() -> str:
    assert sopgen("register").exit_code == 0
    link = load_workbook("output/alam/daftar-sop.xlsx")["Daftar"]["C3"].hyperlink
    return str(link.target)


def test_it_leads_to_what_is_kept_signed() -> None:
    sign()
    say(status="berlaku", tanggal_efektif="2024-02-01")
    assert target() == "lakip.pdf"
    assert sopgen("archive").exit_code == 0
    assert target().startswith("../../arsip/alam/")
    assert (Path("output/alam") / target()).resolve().is_file()


def test_a_register_that_is_there_follows_what_is_kept() -> None:
    sign()
    say(status="berlaku", tanggal_efektif="2024-02-01")
    assert target() == "lakip.pdf"
    assert "output/alam/daftar-sop.xlsx" in sopgen("archive").stdout
    link = load_workbook("output/alam/daftar-sop.xlsx")["Daftar"]["C3"].hyperlink
    assert str(link.target).startswith("../../arsip/alam/")


def test_it_leads_to_the_built_sheet_once_the_sop_is_another() -> None:
    sign()
    say(status="berlaku", tanggal_efektif="2024-02-01")
    assert sopgen("archive").exit_code == 0
    reword(DEFINITION, "Membentuk tim", "Menetapkan tim")
    assert target() == "lakip.pdf"


def test_it_leads_to_a_scan() -> None:
    say(status="berlaku", tanggal_efektif="2024-02-01")
    sopgen("build", "-f", "pdf", "-q")
    assert sopgen("archive").exit_code == 0
    assert target() == "lakip.pdf"
    Image.new("L", (210, 297), 200).save("pindaian.pdf", "PDF")
    result = sopgen("archive", "--pindaian", "pindaian.pdf", "--untuk", str(DEFINITION))
    assert result.exit_code == 0, result.output
    assert "/pindaian-1/" in target()
