"""`sopgen register`: the workbook of an agency's SOPs, made from what lies in the project."""

from __future__ import annotations

import datetime
import shutil
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sopgen.cli import main
from tests.project.batches import DEFINITION, define
from tests.project.batches import project as new_project

REGISTER = Path("output/alam/daftar-sop.xlsx")
HISTORY = "riwayat:\n  - {revisi: 1, tanggal: 2024-05-02, uraian: Waktu diperbaiki.}\n"
LOG = """\
monev:
  - {sop: masuk, tanggal: 2024-03-31, jenis: evaluasi, hasil: tetap berlaku}
  - {sop: tiada, tanggal: 2024-04-30, jenis: monitoring, hasil: tidak berjalan, tindakan: Dibahas.}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(new_project(tmp_path / "proyek", {"alam": ["masuk", "keluar"]}))
    more = "keterkaitan: [SOP keluar, SOP Cuti]\ntanggal_efektif: 2024-01-31\n"
    define(
        tmp_path / "proyek",
        "alam",
        "masuk",
        DEFINITION.format(kop="alam", number=1, name="masuk") + more + HISTORY,
    )
    return tmp_path / "proyek"


def sopgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def made(*arguments: str) -> list[str]:
    result = sopgen(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def sheet(name: str) -> Worksheet:
    return load_workbook(REGISTER)[name]


def values(name: str) -> list[list[object]]:
    """Return what stands below the heads of a sheet, empty cells as empty texts."""
    found = sheet(name).iter_rows(min_row=3, values_only=True)
    return [["" if value is None else value for value in row] for row in found]


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def test_every_sop_has_a_row_with_its_dates_as_dates(project: Path) -> None:
    assert made("register") == [str(REGISTER)]
    created, effective = datetime.datetime(2024, 1, 23), datetime.datetime(2024, 1, 31)
    rows = values("Daftar")
    assert rows[0][:5] == [1, "503/1/SOP/2024", "masuk", "", "Kepala Dinas"]
    assert rows[0][5:10] == [created, "", "", effective, "draf"]
    assert rows[0][10:13] == [effective, datetime.datetime(2024, 7, 31), "monitoring"]
    assert str(rows[0][13]).startswith('=IF(J3="dicabut","dicabut",IF(L3=""')
    assert rows[1][10:13] == ["", "", ""]


def test_the_list_can_be_scrolled_filtered_and_printed(project: Path) -> None:
    made("register")
    found = sheet("Daftar")
    assert (found.freeze_panes, found.auto_filter.ref) == ("D3", "A2:O4")
    assert found.print_title_rows == "$1:$2"
    assert (found.page_setup.orientation, found.page_setup.fitToWidth) == ("landscape", 1)
    (rules,) = (each.rules for each in found.conditional_formatting)
    assert [each.formula for each in rules] == [
        ['"terlambat"'],
        ['"segera"'],
        ['"baik"'],
        ['"belum dijadwalkan"'],
        ['"dicabut"'],
    ]


def test_history_relations_and_log_stand_on_sheets_of_their_own(project: Path) -> None:
    write("monev/alam.yaml", LOG)
    made("register")
    assert values("Riwayat") == [["masuk", "1", datetime.datetime(2024, 5, 2), "Waktu diperbaiki."]]
    assert values("Keterkaitan") == [
        [1, "masuk", "", "●", "SOP Cuti"],
        [2, "keluar", "", "", ""],
    ]
    assert values("Monev") == [
        [
            datetime.datetime(2024, 4, 30),
            "tiada",
            "monitoring",
            "tidak berjalan",
            "",
            "Dibahas.",
            "",
        ],
        [datetime.datetime(2024, 3, 31), "masuk", "evaluasi", "tetap berlaku", "", "", ""],
    ]
    guide = values("Petunjuk")
    assert guide[0] == ["terlambat", "tinjauan berikutnya sudah lewat"]
    assert guide[-1][1] == (
        "definitions/ (2 SOP dengan kop ini)\nletterheads/alam.yaml\nmonev/alam.yaml"
    )


def test_more_sops_than_a_matrix_takes_are_listed(project: Path) -> None:
    for number in range(3, 27):
        name = f"sop{number}"
        define(project, "alam", name, DEFINITION.format(kop="alam", number=number, name=name))
    made("register")
    assert [cell.value for cell in sheet("Keterkaitan")[2]] == [
        "No",
        "Nama",
        "Terkait dengan",
        "Nama yang tidak ada",
    ]
    assert values("Keterkaitan")[0] == [1, "masuk", "keluar", "SOP Cuti"]


def test_what_is_no_day_stays_a_text(project: Path) -> None:
    text = DEFINITION.format(kop="alam", number=2, name="keluar")
    dated = text.replace("2024-01-23", "Januari 2024") + "tanggal_efektif: 0203-01-23\n"
    define(project, "alam", "keluar", dated)
    made("register")
    assert values("Daftar")[1][5:13] == [
        *("Januari 2024", "", "", "0203-01-23", "draf"),
        *("0203-01-23", "0203-07-23", "monitoring"),
    ]


def test_links_resolve_also_after_the_folder_has_moved(project: Path, tmp_path: Path) -> None:
    write("buku/umum.yaml", "kop: alam\nisi: [masuk, keluar]\nsusunan: [daftar_isi, lembar]\n")
    made("build", "-f", "pdf", "-q")
    made("register")
    moved = tmp_path / "lain tempat"
    shutil.move(project / "output", moved)
    found = load_workbook(moved / "alam" / REGISTER.name)["Daftar"]
    names = [found[at].hyperlink for at in ("C3", "C4", "O3", "O4")]
    assert [(each.target, each.location) for each in names] == [
        ("masuk.pdf", None),
        ("keluar.pdf", None),
        ("../buku/umum.pdf", "page=2"),
        ("../buku/umum.pdf", f"page={1 + int(found['O4'].value)}"),
    ]
    assert all((moved / "alam" / unquote(each.target)).is_file() for each in names)
    assert found["O3"].value == "1"


def test_nothing_leads_to_a_sheet_that_is_not_there(project: Path) -> None:
    made("register")
    assert (sheet("Daftar")["C3"].hyperlink, sheet("Daftar")["O3"].value) == (None, None)


def test_the_same_project_gives_the_same_bytes_and_is_left_alone(project: Path) -> None:
    made("register")
    before, since = REGISTER.read_bytes(), REGISTER.stat().st_mtime_ns
    assert made("register") == []
    assert (REGISTER.read_bytes(), REGISTER.stat().st_mtime_ns) == (before, since)
    REGISTER.unlink()
    made("register")
    assert REGISTER.read_bytes() == before
    with ZipFile(BytesIO(before)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_people_changed_is_left_alone(project: Path) -> None:
    made("register")
    book = load_workbook(REGISTER)
    book["Daftar"]["D3"] = "Subbagian Umum"
    book.save(REGISTER)
    before = REGISTER.read_bytes()
    result = sopgen("register")
    assert (result.exit_code, "[REG002]" in result.stderr) == (1, True)
    assert REGISTER.read_bytes() == before


def test_a_workbook_that_is_none_of_ours_is_left_alone(project: Path) -> None:
    REGISTER.parent.mkdir(parents=True)
    Workbook().save(REGISTER)
    before = REGISTER.read_bytes()
    assert "[REG002]" in sopgen("register").stderr
    assert REGISTER.read_bytes() == before


def test_an_sop_whose_sheet_would_be_called_like_the_register_is_told(project: Path) -> None:
    text = DEFINITION.format(kop="alam", number=3, name="daftar")
    define(project, "alam", "daftar-sop", text)
    result = sopgen("register")
    assert (result.exit_code, "[REG001]" in result.stderr) == (1, True)
    assert not REGISTER.exists()


def test_an_sop_that_cannot_be_read_is_told_and_the_others_are_listed(project: Path) -> None:
    define(project, "alam", "rusak", "kop: alam\n")
    result = sopgen("register")
    assert (result.exit_code, "[DEF021]" in result.stderr) == (1, True)
    assert [row[2] for row in values("Daftar")] == ["masuk", "keluar"]


def test_a_log_that_cannot_be_read_stops_its_register_only(project: Path) -> None:
    new_project(project / "lain", {"kota": ["cuti"]})
    shutil.copy("lain/letterheads/kota.yaml", "letterheads")
    shutil.copytree("lain/definitions/kota", "definitions/kota")
    write("monev/alam.yaml", "monev: tiada\n")
    result = sopgen("register")
    assert (result.exit_code, result.stdout) == (1, "output/kota/daftar-sop.xlsx\n")
    assert "monev/alam.yaml:1:8: galat:" in result.stderr


def test_a_build_keeps_a_register_true_that_is_there(project: Path) -> None:
    made("build", "-f", "pdf")
    assert not REGISTER.exists()
    made("register")
    assert made("build", "-f", "pdf") == []
    path = Path("letterheads/alam.yaml")
    path.write_text(path.read_text().replace("jabatan: Kepala Dinas", "jabatan: Kepala Badan"))
    assert made("build", "-f", "pdf")[-1] == str(REGISTER)
    assert values("Daftar")[0][4] == "Kepala Badan"
