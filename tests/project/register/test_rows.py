"""The rows of a register, and the log that they are counted by."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from sopgen.definition.monev import Log, log_of, read_log
from sopgen.definition.reading import Definition, read_definition
from sopgen.model.due import Due
from sopgen.model.monev import ReviewKind
from sopgen.problems.problem import ProblemsError
from sopgen.project.register.rows import rows
from tests.project.batches import project as new_project

LOG = """\
monev:
  - sop: masuk
    tanggal: 2024-03-31
    jenis: evaluasi
    hasil: tetap berlaku
    penilai: Bagian Organisasi
  - {sop: alam/masuk, tanggal: 2024-05-02, jenis: monitoring, hasil: berjalan}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path, {"alam": ["masuk", "keluar"]})


def definitions(project: Path) -> list[Definition]:
    return [read_definition(path) for path in sorted(project.glob("definitions/*/*.yaml"))]


def write_log(project: Path, text: str) -> Path:
    path = project / "monev" / "alam.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(project: Path, text: str) -> list[str]:
    path = write_log(project, text)
    with pytest.raises(ProblemsError) as caught:
        read_log(path)
    return [str(each).removeprefix(str(path)) for each in caught.value.problems]


def test_a_row_tells_who_approves_and_what_is_due(project: Path) -> None:
    write_log(project, LOG)
    found = definitions(project)
    made = rows(found, log_of(found[0].agency))
    assert [(each.sop.name, each.approver) for each in made] == [
        ("masuk", "Kepala Dinas"),
        ("keluar", "Kepala Dinas"),
    ]
    last, next = datetime.date(2024, 5, 2), datetime.date(2024, 11, 2)
    assert made[0].due == Due(last, next, ReviewKind.MONITORING)
    assert [each.date for each in made[0].reviews] == ["2024-03-31", "2024-05-02"]
    assert (made[1].due, made[1].reviews) == (Due(), ())


def test_numbers_are_ordered_as_numbers_and_those_without_one_come_last(project: Path) -> None:
    for name, number in (("masuk", "503/10"), ("keluar", "503/9")):
        _reword(project, name, "nomor: 503/", f"nomor: {number}/")
    (project / "definitions/alam/cuti.yaml").write_text(
        _text(project, "masuk").replace("nomor:", "nomor: # ").replace("nama: masuk", "nama: cuti")
    )
    made = rows(definitions(project), Log())
    assert [each.sop.name for each in made] == ["keluar", "masuk", "cuti"]


def test_the_letterhead_says_how_often(project: Path) -> None:
    path = project / "letterheads" / "alam.yaml"
    path.write_text(path.read_text() + "tinjauan: {monitoring: 3 bulan}\n")
    _reword(project, "masuk", "tanggal_pembuatan:", "tanggal_efektif: 2024-01-31\ntanggal_revisi:")
    made = rows(definitions(project), Log())
    assert made[0].due.next == datetime.date(2024, 4, 30)


def test_an_interval_that_is_none_is_told_at_its_place(project: Path) -> None:
    path = project / "letterheads" / "alam.yaml"
    line = path.read_text().count("\n") + 1
    path.write_text(path.read_text() + "tinjauan: {monitoring: tiap tahun}\n")
    with pytest.raises(ProblemsError) as caught:
        definitions(project)
    assert str(caught.value.problems[0]) == (
        f"{path}:{line}:24: galat: “tiap tahun” bukan jangka waktu tinjauan. Tulis misalnya "
        "6 bulan atau 1 tahun. [MON001]"
    )


def test_what_is_wrong_with_a_log_is_told_at_its_place(project: Path) -> None:
    lines = (
        "monev:",
        "  - {sop: masuk, tanggal: 2024-02-30, jenis: evaluasi, hasil: berjalan}",
        "  - {sop: masuk, tanggal: 2024-02, jenis: tinjauan, hasil: berjalan}",
    )
    assert problems(project, "\n".join(lines[:2]) + "\n") == [
        ":2:27: galat: “2024-02-30” bukan tanggal tinjauan. Tulis tanggal lengkap, misalnya "
        "2024-07-23. [MON002]",
        ":2:63: galat: Hasil evaluasi tidak dapat “berjalan”. Tulis tetap berlaku atau perlu "
        "revisi. [MON003]",
    ]
    assert "[DEF023]" in problems(project, "\n".join((lines[0], lines[2])) + "\n")[0]
    assert "[DEF020]" in problems(project, "monev: []\ncatatan: x\n")[0]


def _text(project: Path, name: str) -> str:
    return (project / "definitions" / "alam" / f"{name}.yaml").read_text(encoding="utf-8")


def _reword(project: Path, name: str, old: str, new: str) -> None:
    text = _text(project, name)
    assert old in text
    path = project / "definitions" / "alam" / f"{name}.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
