from pathlib import Path

import pytest

from sopgen.lint import Choice, errors_of
from sopgen.lint.reports import ReportFormat, report, summary
from sopgen.problems.problem import ProblemsError, Severity
from tests.lint.project import Edit, definitions_of, found, new_project, reviewed

SIGN = "kegiatan: Menandatangani laporan kinerja"
NOUN = "kegiatan: Penandatanganan laporan kinerja"


def lines(project: Path, *select: str) -> list[str]:
    return found(reviewed(project, Choice(select=select)))


def test_a_comment_behind_the_value_sets_a_rule_aside(tmp_path: Path) -> None:
    comment = f"{NOUN}  # sopgen: abaikan KEG001 (istilah baku)"
    assert lines(new_project(tmp_path, [Edit(SIGN, comment)])) == []


def test_a_comment_above_the_line_sets_a_rule_aside(tmp_path: Path) -> None:
    text = f"# sopgen: abaikan KEG001 (istilah baku)\n  - {NOUN}"
    assert lines(new_project(tmp_path, [Edit(f"- {SIGN}", text)])) == []


def test_a_comment_above_the_first_key_means_the_file(tmp_path: Path) -> None:
    head = Edit("kop: batam", "# sopgen: abaikan KEG001, KEG004 (istilah baku)\nkop: batam")
    project = new_project(tmp_path, [head, Edit(SIGN, f"{NOUN}.")])
    assert lines(project) == []


def test_a_comment_without_a_reason_sets_nothing_aside(tmp_path: Path) -> None:
    project = new_project(tmp_path, [Edit(SIGN, f"{NOUN}  # sopgen: abaikan KEG001")])
    assert lines(project) == ["ABA001 batam/laporan.yaml:49", "KEG001 batam/laporan.yaml:49"]


def test_a_comment_on_an_unknown_rule_is_told_with_the_nearest(tmp_path: Path) -> None:
    project = new_project(tmp_path, [Edit(SIGN, f"{SIGN}  # sopgen: abaikan KEG00 (sengaja)")])
    (remark,) = reviewed(project)
    assert remark.problem.message == "Aturan “KEG00” tidak ada."
    assert remark.problem.severity is Severity.WARNING


def test_a_comment_that_sets_nothing_aside_is_noted(tmp_path: Path) -> None:
    project = new_project(tmp_path, [Edit(SIGN, f"{SIGN}  # sopgen: abaikan KEG001 (lama)")])
    assert lines(project) == ["ABA002 batam/laporan.yaml:49"]


def test_a_comment_on_a_rule_that_did_not_judge_is_left_alone(tmp_path: Path) -> None:
    project = new_project(tmp_path, [Edit(SIGN, f"{SIGN}  # sopgen: abaikan KEG001 (lama)")])
    assert lines(project, "ALR") == []


def test_words_in_a_text_are_no_comment(tmp_path: Path) -> None:
    text = "pencatatan: |-\n  # sopgen: abaikan KEG001 (bukan komentar)"
    edits = [
        Edit("pencatatan: Disimpan sebagai data elektronik dan manual", text),
        Edit(SIGN, NOUN),
    ]
    assert lines(new_project(tmp_path, edits)) == ["KEG001 batam/laporan.yaml:50"]


def test_a_rule_is_selected_and_ignored_by_the_more_exact_prefix(tmp_path: Path) -> None:
    project = new_project(tmp_path, [Edit(SIGN, f"{NOUN}.")])
    select = Choice(select=("KEG",), ignore=("KEG001",))
    assert found(reviewed(project, select)) == ["KEG004 batam/laporan.yaml:49"]
    exact = Choice(select=("KEG001",), ignore=("KEG",))
    assert found(reviewed(project, exact)) == ["KEG001 batam/laporan.yaml:49"]


def test_completeness_is_an_error_only_once_the_sop_is_in_force(tmp_path: Path) -> None:
    empty = Edit("pengesah: kepala-dinas", "pengesah:")
    (final,) = reviewed(new_project(tmp_path / "a", [empty]))
    draft = Edit("status: berlaku\n", "")
    (eased,) = reviewed(new_project(tmp_path / "b", [empty, draft]))
    assert (final.problem.code, final.problem.severity) == ("IDN011", Severity.ERROR)
    assert (eased.problem.code, eased.problem.severity) == ("IDN011", Severity.WARNING)


def test_errors_of_a_definition_do_not_depend_on_the_day(tmp_path: Path) -> None:
    project = new_project(
        tmp_path, [Edit("tanggal_efektif: 2024-02-01", "tanggal_efektif: 2020-02-01")]
    )
    report_, letter = definitions_of(project)
    assert [each.code for each in errors_of(report_)] == ["IDN005"]
    assert errors_of(letter) == ()


def test_a_register_of_the_project_holds_over_the_shipped_one(tmp_path: Path) -> None:
    own = "sumber: contoh\nperaturan:\n  - {lama: PP 13/2019, baru: PP 99/2030}\n"
    project = new_project(tmp_path, [Edit("", own, "register")])
    (remark,) = reviewed(project, Choice(select=("ISI005",)))
    assert remark.problem.hint == "Barangkali maksudnya PP 99/2030 (contoh)."


def test_a_faulty_register_is_told_with_its_place(tmp_path: Path) -> None:
    project = new_project(tmp_path, [Edit("", "peraturn: []\n", "register")])
    with pytest.raises(ProblemsError) as caught:
        reviewed(project)
    assert [(each.code, each.line) for each in caught.value.problems] == [
        ("DEF021", 1),
        ("DEF020", 1),
    ]


def test_a_letterhead_is_judged_once_for_all_its_definitions(tmp_path: Path) -> None:
    project = new_project(tmp_path, [Edit("golongan: IV/c", "golongan: IV/b", "kop")])
    assert lines(project) == ["IDN014 letterheads/batam.yaml:9"]


def test_the_sarif_report_names_rule_level_and_place(tmp_path: Path) -> None:
    import json

    remarks = reviewed(new_project(tmp_path, [Edit(SIGN, NOUN)]))
    log = json.loads(report([each.problem for each in remarks], ReportFormat.SARIF, "1.2"))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["version"] == "1.2"
    assert run["results"][0]["ruleId"] == "KEG001"
    assert run["results"][0]["level"] == "warning"
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 49, "startColumn": 15}
    assert "KEG001" in {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_the_json_report_holds_every_field(tmp_path: Path) -> None:
    import json

    remarks = reviewed(new_project(tmp_path, [Edit(SIGN, NOUN)]))
    problems = [each.problem for each in remarks]
    (entry,) = json.loads(report(problems, ReportFormat.JSON, "1.2"))
    assert entry["kode"] == "KEG001"
    assert entry["bobot"] == "peringatan"
    assert (entry["baris"], entry["kolom"]) == (49, 15)
    assert entry["saran"] == "Misalnya “Menandatangani”."
    assert summary(problems, 2) == "2 definisi diperiksa: 0 galat, 1 peringatan, 0 catatan."


def test_doubts_of_an_import_are_told_at_their_line_until_the_comment_is_gone(
    tmp_path: Path,
) -> None:
    doubt = Edit(SIGN, f"{SIGN}  # periksa IMP012: ujung panah tidak mengenai simbol")
    kop = Edit("logo: batam.png", "# periksa IMP027: logo tidak ikut\nlogo: batam.png", "kop")
    project = new_project(tmp_path, [doubt, kop])
    assert lines(project) == ["IMP012 batam/laporan.yaml:49", "IMP027 letterheads/batam.yaml:4"]
    assert lines(project, "IMP012") == ["IMP012 batam/laporan.yaml:49"]
    assert lines(project, "KEG") == []
    remark = next(each for each in reviewed(project) if each.problem.code == "IMP012")
    assert remark.problem.message == "Ujung panah tidak mengenai simbol."
    assert remark.problem.hint == "Hapus komentar itu setelah diperiksa."
    assert remark.problem.severity is Severity.WARNING


def test_doubts_keep_no_sop_from_being_final(tmp_path: Path) -> None:
    doubt = Edit(SIGN, f"{SIGN}  # periksa IMP012: ujung panah tidak mengenai simbol")
    (first, *_) = definitions_of(new_project(tmp_path, [doubt]))
    assert errors_of(first) == ()
