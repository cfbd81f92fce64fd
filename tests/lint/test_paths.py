"""Where a way through the flow breaks off, told once for all the steps behind it."""

from pathlib import Path

from sopgen.lint import Choice
from tests.lint.cases import step
from tests.lint.project import Edit, new_project, reviewed

SIGN = "  - kegiatan: Menandatangani laporan kinerja\n"
NO_ARROW = "    lanjut: tidak ada\n"


def told(folder: Path, code: str, *edits: Edit) -> list[str]:
    remarks = reviewed(new_project(folder, edits), Choice(select=(code,)))
    return [each.problem.message for each in remarks]


def test_steps_behind_a_break_are_told_with_the_first_of_them(tmp_path: Path) -> None:
    after = step("Mencetak laporan", NO_ARROW) + step("Menjilid laporan") + step("Membagikan")
    assert told(tmp_path, "ALR003", Edit("", after)) == [
        "Langkah ke-6 (“Menjilid laporan”) tidak dapat dicapai dari awal alur, begitu pula "
        "langkah ke-7."
    ]


def test_steps_before_a_stop_are_told_with_the_last_of_them(tmp_path: Path) -> None:
    after = step("Mencetak laporan", NO_ARROW) + step("Menjilid laporan")
    branches = "    cabang: {Ya: berikutnya, Tidak: susun}\n"
    assert told(tmp_path, "ALR004", Edit("", after), Edit(branches, "")) == [
        "Langkah ke-5 (“Mencetak laporan”) tidak pernah sampai ke akhir alur, begitu pula "
        "langkah ke-1, 2, 3 dan 4."
    ]


def test_a_circle_without_a_way_in_is_told_once(tmp_path: Path) -> None:
    after = (
        step("Mencetak laporan", "    simbol: selesai\n")
        + step("Menjilid laporan", "    id: jilid\n")
        + step("Membagikan laporan", "    lanjut: jilid\n")
    )
    assert told(tmp_path, "ALR003", Edit("", after)) == [
        "Langkah ke-6 (“Menjilid laporan”) tidak dapat dicapai dari awal alur, begitu pula "
        "langkah ke-7."
    ]


def test_arrows_from_several_symbols_of_a_step_are_told_once(tmp_path: Path) -> None:
    many = "    pelaksana:\n      kadis: {lanjut: [susun, selesai]}\n"
    many += "      kasubbag: {lanjut: [susun, selesai]}\n"
    sign = Edit(SIGN + "    pelaksana: kadis\n", SIGN + many)
    assert told(tmp_path, "ALR007", sign, Edit("", step("Menjilid laporan"))) == [
        "Dari 2 simbol langkah ini keluar lebih dari satu panah, padahal bukan keputusan."
    ]


def test_arrows_to_those_who_do_a_step_together_are_one_way(tmp_path: Path) -> None:
    first = "    pelaksana: staf\n    kelengkapan: Komputer\n"
    fan = "    pelaksana: staf\n    lanjut: [susun/staf, susun/kasubbag]\n"
    fan += "    kelengkapan: Komputer\n"
    draft = "    kegiatan: Menyusun konsep laporan kinerja\n    pelaksana: staf\n"
    together = "    kegiatan: Menyusun konsep laporan kinerja\n    pelaksana: [staf, kasubbag]\n"
    assert told(tmp_path, "ALR007", Edit(first, fan), Edit(draft, together)) == []


def test_a_step_that_nothing_leads_to_does_not_also_stand_too_early(tmp_path: Path) -> None:
    after = (
        step("Mencetak laporan", "    simbol: selesai\n")
        + step("Menjilid laporan", "    id: jilid\n")
        + step("Membagikan laporan", "    lanjut: jilid\n")
    )
    assert told(tmp_path, "ALR016", Edit("", after)) == []


def test_a_first_step_without_a_capsule_does_not_stand_too_early(tmp_path: Path) -> None:
    first = "  - kegiatan: Mengumpulkan data kinerja\n    pelaksana: staf\n"
    process = Edit(first, f"{first[:-1]}\n    id: awal\n    simbol: proses\n")
    back = Edit("Tidak: susun}", "Tidak: awal}")
    assert told(tmp_path, "ALR016", process, back) == []
