"""What `sopgen build` adds to drawing: the source, the signing places, the reviewer's word."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from sopgen.document.page import Table
from sopgen.problems.problem import ProblemsError
from sopgen.readers.source import extracted
from sopgen.rendering import laid_out, new_typesetter
from tests.projects import new_project, write

SOP = """\
kop: contoh
nama: Pelayanan Surat
pengesah: kepala
pelaksana: {kadis: Kepala Dinas, staf: Staf}
langkah:
  - kegiatan: Menerima surat
    pelaksana: staf
    waktu: 45 menit
  - kegiatan: Menandatangani surat
    pelaksana: kadis
    waktu: 1 jam
"""
"""A flow that nothing forbids."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def build(definition: Path, out: Path, *options: str) -> str:
    done = CliRunner().invoke(main, ["build", str(definition), "-o", str(out), "-j", "1", *options])
    assert done.exit_code == 0, done.output
    return done.stdout


def text_of(project: Path) -> str:
    kop = next((project / "letterheads").glob("*.yaml")).stem
    return SOP.replace("kop: contoh", f"kop: {kop}").replace("pengesah: kepala\n", "")


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx"])
def test_every_file_carries_its_source_unless_it_must_not(project, tmp_path, extension):
    definition = write(project, text_of(project))
    out = tmp_path / "hasil"
    build(definition, out, "-f", extension)
    (file,) = out.rglob(f"*.{extension}")
    assert extracted(file)[0].data == definition.read_bytes()
    build(definition, out, "-f", extension, "--no-source")
    with pytest.raises(ProblemsError):
        extracted(file)


def test_the_report_names_where_one_signs(project, tmp_path):
    kop = next((project / "letterheads").glob("*.yaml"))
    kop.write_text(
        kop.read_text("utf-8").split("pejabat:")[0]
        + "pejabat:\n  kepala: {jabatan: Kepala, nama: NAMA KEPALA}\n",
        "utf-8",
    )
    text = SOP.replace("kop: contoh", f"kop: {kop.stem}")
    text += "format:\n  pengesahan: {tanda_tangan: tte}\n"
    report = json.loads(build(write(project, text), tmp_path / "hasil", "-f", "pdf", "--json"))
    (place,) = report["definisi"][0]["tempat_tanda_tangan"]
    assert place["halaman"] == 1
    assert min(place["lebar"], place["tinggi"]) >= 25 / 25.4 * 72
    assert place["bidang_elektronik"] is True


def test_a_sheet_in_force_must_pass_the_reviewer(project, tmp_path):
    definition = write(project, text_of(project) + "status: berlaku\n")
    out = tmp_path / "hasil"
    done = CliRunner().invoke(main, ["build", str(definition), "-o", str(out), "-j", "1"])
    assert done.exit_code == 1
    assert "[IDN001]" in done.stderr
    assert list(out.rglob("*.pdf")) == []


def test_a_total_stands_under_the_table_on_request(project):
    text = text_of(project) + "format:\n  alur: {baris_jumlah: ya}\n"
    assert _total_row(project, text) == ["Jumlah", "1 jam 45 menit"]


def test_a_total_says_how_many_steps_it_lacks(project):
    text = text_of(project) + "format:\n  alur: {baris_jumlah: ya}\n"
    assert "waktu: 1 jam" in text
    text = text.replace("waktu: 1 jam", "waktu: Setiap hari kerja", 1)
    assert _total_row(project, text) == ["Jumlah", "45 menittanpa waktu 1 langkah"]


def _total_row(project, text):
    definition = read_definition(write(project, text))
    page = laid_out(definition, new_typesetter()).pages[-1]
    (table,) = (item for item in page.items if isinstance(item, Table))
    last = [cell for cell in table.cells if cell.row == len(table.rows) - 2]
    texts = ["".join(run.text for each in cell.paragraphs for run in each.runs) for cell in last]
    return [text for text in texts if text]
