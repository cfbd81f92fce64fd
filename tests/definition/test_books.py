"""A book is read with its letterhead and all SOPs that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopgen.definition.books import BookDefinition, read_book
from sopgen.model.book import BookNumbers, BookPart
from sopgen.problems.problem import ProblemsError
from tests.project.batches import DEFINITION, define
from tests.project.batches import project as new_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    new_project(tmp_path, {"alam": ["lakip", "lppd", "renja"]})
    return tmp_path


def read(project: Path, text: str) -> BookDefinition:
    path = project / "buku" / "perencanaan.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"kop: alam\n{text}", encoding="utf-8")
    return read_book(path)


def told(project: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read(project, text)
    return [str(each).removeprefix(f"{project}/buku/") for each in caught.value.problems]


def names(book: BookDefinition) -> list[str]:
    return [each.sop.name for each in book.definitions]


def test_sops_stand_in_the_order_in_which_they_are_named(project: Path) -> None:
    book = read(project, "isi: [renja, lakip]\n")
    assert names(book) == ["renja", "lakip"]
    assert book.book.parts == tuple(BookPart)
    assert book.book.numbers is BookNumbers.BOTH


def test_chapters_have_titles_and_a_folder_means_all_in_it_by_number(project: Path) -> None:
    for name, number in (("a", 9), ("b", 8)):
        text = DEFINITION.format(kop="alam", number=number, name=name)
        define(project, "alam/lain", name, text)
    book = read(project, "isi:\n  - bagian: Perencanaan\n    sop: [lakip]\n  - lain\n")
    assert [(each.title, len(each.definitions)) for each in book.chapters] == [
        ("Perencanaan", 1),
        ("", 2),
    ]
    assert names(book) == ["lakip", "b", "a"]


def test_an_sop_that_is_not_there_is_told_with_the_nearest_name(project: Path) -> None:
    assert told(project, "isi:\n  - lakib\n") == [
        "perencanaan.yaml:3:5: galat: SOP “lakib” tidak ada di definitions/alam. Barangkali "
        "maksudnya “lakip”. [BUK001]"
    ]
    assert told(project, "isi:\n  - bagian: A\n    sop: [lakip, xyz]\n")[0].startswith(
        "perencanaan.yaml:4:18: galat: SOP “xyz” tidak ada"
    )


def test_a_folder_without_sops_is_told_as_such(project: Path) -> None:
    (project / "definitions/alam/kosong").mkdir()
    (only,) = told(project, "isi: [lakip, kosong]\n")
    assert "Tidak ada SOP di map “kosong”." in only


@pytest.mark.parametrize("name", ["../../luar", "..", "/etc/hosts", "."])
def test_an_sop_outside_of_the_definitions_is_none_of_a_book(project: Path, name: str) -> None:
    (project / "luar.yaml").write_text(DEFINITION.format(kop="alam", number=9, name="luar"))
    (only,) = told(project, f"isi: [lakip, {name}]\n")
    assert "[BUK001]" in only or "[BUK002]" in only


def test_an_sop_stands_once_in_a_book(project: Path) -> None:
    assert told(project, "isi: [lakip, lakip]\n") == [
        "perencanaan.yaml:2:14: galat: SOP “lakip” dua kali ada di buku ini. Hapus salah satunya. "
        "[BUK002]"
    ]


def test_a_book_in_force_holds_only_sops_in_force(project: Path) -> None:
    (problem,) = told(project, "status: berlaku\nisi: [lakip]\n")
    assert "Buku ini berlaku, tetapi SOP “lakip” draf." in problem


def test_what_is_wrong_with_an_sop_is_told_at_its_own_line(project: Path) -> None:
    define(project, "alam", "lakip", "kop: alam\nnama: X\n")
    (problem,) = told(project, "isi: [lakip, lppd]\n")
    assert "definitions/alam/lakip.yaml" in problem


def test_an_official_who_enacts_is_one_of_the_letterhead(project: Path) -> None:
    (problem,) = told(project, "isi: [lakip]\npenetapan: {pejabat: camat}\n")
    assert "Pejabat “camat” tidak ada di kop “alam”. Yang ada: “kepala-dinas”." in problem


def test_unknown_keys_and_words_are_told(project: Path) -> None:
    problems = told(project, "isi: [lakip]\nsusunan: [sampel]\njudl: X\n")
    assert len(problems) == 2
    assert "“sampul”" in problems[0]
    assert "Barangkali maksudnya “judul”" in problems[1]


def test_a_book_without_sops_is_told(project: Path) -> None:
    (problem,) = told(project, "isi: []\n")
    assert "Buku ini tidak berisi SOP." in problem


def test_the_shipped_book_is_read() -> None:
    book = read_book(Path("buku/perencanaan.yaml"))
    assert [each.source.path.stem for each in book.definitions] == [
        "lakip",
        "lppd",
        "renja-rkt",
        "tapkin",
    ]
