"""What the reviewer takes from books and logs, and which of them it judges."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sopgen.cli import main
from sopgen.lint import Choice
from tests.lint.cases import add
from tests.lint.paper_cases import BOOK, LOG
from tests.lint.project import Edit, found, new_project, reviewed

OLD = (
    Edit("tanggal_efektif: 2024-02-01", "tanggal_efektif: 2022-02-01"),
    Edit("tanggal_pembuatan: 2024-01-23", "tanggal_pembuatan: 2022-01-23"),
)
REVIEW = Choice(select=("IDN009",))


def lint(*arguments: str) -> list[str]:
    result = CliRunner().invoke(main, ["lint", "--today", "2024-06-01", *arguments])
    return [line.split(": ")[0] + line[line.rindex(" [") :] for line in result.stdout.splitlines()]


def test_a_review_in_the_log_counts_as_one(tmp_path: Path) -> None:
    late = ["IDN009 batam/laporan.yaml:6"]
    assert found(reviewed(new_project(tmp_path / "a", OLD), REVIEW)) == late
    evaluated = add(
        LOG.replace("monitoring, hasil: berjalan", "evaluasi, hasil: perlu revisi"), "monev"
    )
    assert found(reviewed(new_project(tmp_path / "b", [*OLD, evaluated]), REVIEW)) == []
    monitored = add(LOG, "monev")
    assert found(reviewed(new_project(tmp_path / "c", [*OLD, monitored]), REVIEW)) == late


def test_the_letterhead_says_how_often_a_review_is_due(tmp_path: Path) -> None:
    often = add("tinjauan: {monitoring: 2 bulan}\n", "kop")
    (remark, other) = reviewed(new_project(tmp_path, [often]), REVIEW)
    assert remark.problem.message == (
        "Tinjauan terakhir 2024-02-01, jatuh tempo 2024-04-01; monitoring tiap 2 bulan."
    )
    assert other.problem.path.endswith("surat.yaml")


def test_a_review_that_is_yet_to_come_does_not_count(tmp_path: Path) -> None:
    planned = add(
        LOG.replace("2024-03-01", "2024-07-01").replace(
            "monitoring, hasil: berjalan", "evaluasi, hasil: tetap berlaku"
        ),
        "monev",
    )
    assert found(reviewed(new_project(tmp_path, [*OLD, planned]), REVIEW)) == [
        "IDN009 batam/laporan.yaml:6"
    ]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    book = add(BOOK.replace("penetapan: {jenis: tidak ada}\n", ""), "buku")
    log = add(LOG.replace("surat", "suret"), "monev")
    monkeypatch.chdir(new_project(tmp_path, [book, log]))
    return tmp_path


def test_without_a_path_books_and_logs_are_judged_too(project: Path) -> None:
    assert lint("-q") == ["buku/umum.yaml:1:1 [SET009]", "monev/batam.yaml:3:11 [SET013]"]


def test_of_a_path_only_what_it_holds_is_judged(project: Path) -> None:
    assert lint("definitions") == []
    assert lint("buku") == ["buku/umum.yaml:1:1 [SET009]"]
    assert lint("monev/batam.yaml") == ["monev/batam.yaml:3:11 [SET013]"]


def test_a_comment_sets_a_rule_aside_in_a_book(project: Path) -> None:
    path = Path("buku/umum.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# sopgen: abaikan SET009 (menyusul)\n{text}", encoding="utf-8")
    assert lint("buku") == []


def test_a_log_that_cannot_be_read_is_told_and_the_rest_is_judged(project: Path) -> None:
    Path("monev/batam.yaml").write_text("monev: x\n", encoding="utf-8")
    assert lint() == ["buku/umum.yaml:1:1 [SET009]", "monev/batam.yaml:1:8 [DEF022]"]
    assert lint("definitions") == []


@pytest.mark.parametrize("name", ["''", "..", "batam", "x/../surat/", "a" * 300])
def test_a_folder_and_a_name_that_no_disk_takes_are_no_sop(tmp_path: Path, name: str) -> None:
    log = LOG.replace("sop: surat", f"sop: {name}")
    project = new_project(tmp_path, [add(log, "monev")])
    assert found(reviewed(project, Choice(select=("SET013",)))) == ["SET013 monev/batam.yaml:3"]
