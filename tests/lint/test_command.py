import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.lint.project import Edit, new_project

SIGN = "kegiatan: Menandatangani laporan kinerja"
NOUN = Edit(SIGN, "kegiatan: Penandatanganan laporan kinerja")
ERROR = Edit("tanggal_efektif: 2024-02-01", "tanggal_efektif: 2024-01-01")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def lint(project: Path, *options: str) -> Result:
    return run("lint", str(project / "definitions"), "--today", "2024-06-01", *options)


def test_a_project_without_faults_is_told_so(tmp_path: Path) -> None:
    result = lint(new_project(tmp_path), "--strict")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "2 definisi diperiksa: 0 galat, 0 peringatan, 0 catatan.\n"


def test_a_warning_fails_only_when_strict(tmp_path: Path) -> None:
    project = new_project(tmp_path, [NOUN])
    assert lint(project).exit_code == 0
    assert lint(project, "--strict").exit_code == 1


def test_an_error_fails_and_is_printed_with_its_place(tmp_path: Path) -> None:
    project = new_project(tmp_path, [ERROR])
    result = lint(project)
    path = project / "definitions/batam/laporan.yaml"
    assert result.exit_code == 1
    assert result.stdout == (
        f"{path}:6:18: galat: “tanggal_efektif” (2024-01-01) mendahului tanggal pembuatan "
        "(2024-01-23). Periksa kedua tanggal. [IDN005]\n"
    )


def test_what_cannot_be_read_is_told_and_the_others_are_judged(tmp_path: Path) -> None:
    project = new_project(tmp_path, [NOUN])
    (project / "definitions/batam/a.yaml").write_text("kop: batam\n", encoding="utf-8")
    result = lint(project, "--format", "json")
    assert result.exit_code == 1
    assert {entry["kode"] for entry in json.loads(result.stdout)} >= {"DEF021", "KEG001"}


def test_rules_are_selected_by_prefixes_parted_by_commas(tmp_path: Path) -> None:
    project = new_project(tmp_path, [NOUN, ERROR])
    assert "KEG001" not in lint(project, "--select", "idn,ALR").stdout
    assert "IDN005" not in lint(project, "--ignore", "IDN").stdout


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_an_unknown_rule_is_a_usage_error(option: str, tmp_path: Path) -> None:
    result = lint(new_project(tmp_path), option, "XYZ")
    assert result.exit_code == 2


def test_a_path_that_is_not_there_is_a_usage_error() -> None:
    assert run("lint", "tidak-ada").exit_code == 2


def test_the_pages_are_judged_on_request(tmp_path: Path) -> None:
    lanes = "  kadis: Kepala Dinas\n\nlangkah:\n  - kegiatan: Mengumpulkan"
    many = "".join(f"  p{number}: Petugas {number}\n" for number in range(45))
    project = new_project(tmp_path, [Edit(lanes, many + lanes)])
    assert "RND009" not in lint(project).stdout
    assert "RND009" in lint(project, "--layout").stdout
    assert "RND009" in lint(project, "--select", "RND").stdout


def test_a_rule_is_explained() -> None:
    result = run("lint", "--explain", "alr005")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "ALR005 (galat): Keputusan dengan satu jawaban"


def test_what_is_safe_is_fixed_in_place_with_comments_kept(tmp_path: Path) -> None:
    edits = [
        Edit(SIGN, f"{SIGN}.   # tanda tangan basah"),
        Edit("  - ATK", "  - '2. ATK'   # sementara"),
        Edit("  - Komputer\n", "  - Komputer,   # satu\n"),
        Edit("nip: 19700101 199503 1 001", "nip: 19700101.199503.1.001   # SK", "kop"),
    ]
    project = new_project(tmp_path, edits)
    before = {path: path.read_text(encoding="utf-8") for path in project.rglob("*.yaml")}
    result = lint(project, "--fix", "--select", "KEG004,ISI017,ISI018,IDN013")
    assert result.exit_code == 0
    assert result.stdout == ""
    after = {path: path.read_text(encoding="utf-8") for path in project.rglob("*.yaml")}
    assert changed_lines(before, after) == {
        "  - 'ATK'   # sementara",
        "  - Komputer   # satu",
        f"  - {SIGN}   # tanda tangan basah",
        "    nip: 19700101 199503 1 001   # SK",
    }


def test_an_end_mark_that_one_item_lacks_is_added(tmp_path: Path) -> None:
    listed = "peralatan:\n  - Komputer;\n  - Printer   # satu\n  - Pemindai;\n  - ATK\n"
    project = new_project(tmp_path, [Edit("peralatan:\n  - Komputer\n  - ATK\n", listed)])
    assert lint(project, "--fix", "--select", "ISI018").stdout == ""
    text = (project / "definitions/batam/laporan.yaml").read_text(encoding="utf-8")
    assert listed.replace("Printer ", "Printer; ") in text


def changed_lines(before: dict[Path, str], after: dict[Path, str]) -> set[str]:
    return {
        new
        for path in before
        for old, new in zip(before[path].splitlines(), after[path].splitlines(), strict=True)
        if old != new
    }


def test_fixing_keeps_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    project = new_project(tmp_path, [Edit(SIGN, f"{SIGN}.")])
    path = project / "definitions/batam/laporan.yaml"
    data = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + data)
    assert lint(project, "--fix").stdout == ""
    assert path.read_bytes() == b"\xef\xbb\xbf" + data.replace(b"kinerja.\r\n", b"kinerja\r\n")


def test_what_a_comment_sets_aside_is_not_fixed(tmp_path: Path) -> None:
    line = f"{SIGN}.  # sopgen: abaikan KEG004 (kutipan)"
    project = new_project(tmp_path, [Edit(SIGN, line)])
    lint(project, "--fix")
    path = project / "definitions/batam/laporan.yaml"
    assert line in path.read_text(encoding="utf-8")
