"""Folders give their documents, whatever else lies there; files are taken as they are named."""

import os
from pathlib import Path

import pytest

from sopgen.importer.finding import asked


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names: str, data: bytes = b"x") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def found(*paths: str) -> list[str]:
    return [path.as_posix() for path in asked([Path(each) for each in paths]).files]


def test_documents_of_a_folder_and_those_below_come_in_their_order():
    put("lama/b.PDF", "lama/a.xlsx", "lama/2024/c.doc", "lama/foto.jpg", "lama/x.yaml")
    assert found("lama") == ["lama/2024/c.doc", "lama/a.xlsx", "lama/b.PDF"]
    assert asked([Path("lama")]).others == ((".jpg", 1), (".yaml", 1))


def test_hidden_files_and_those_of_open_programs_are_passed_over():
    put("lama/.a.pdf", "lama/~$b.docx", "lama/.~lock.c.xlsx#", "lama/__MACOSX/d.pdf", "lama/e.pdf")
    assert found("lama") == ["lama/e.pdf"]


def test_a_pdf_is_taken_from_a_folder_whatever_it_is_called():
    put("lama/salinan", data=b"%PDF-1.4 ...")
    put("lama/catatan")
    assert found("lama") == ["lama/salinan"]
    assert asked([Path("lama")]).others == (("tanpa akhiran", 1),)


def test_a_file_that_is_named_is_taken_as_it_is():
    put("foto.jpg")
    assert found("foto.jpg") == ["foto.jpg"]


def test_a_file_that_is_asked_for_twice_comes_once():
    put("lama/a.pdf", "lama/b.pdf")
    assert found("lama/b.pdf", "lama", "./lama/../lama/a.pdf") == ["lama/b.pdf", "lama/a.pdf"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be opened")
def test_a_folder_that_cannot_be_opened_is_told():
    put("lama/rahasia/a.pdf")
    Path("lama/rahasia").chmod(0)
    try:
        (problem,) = asked([Path("lama")]).problems
    finally:
        Path("lama/rahasia").chmod(0o700)
    assert str(problem).startswith("lama/rahasia: galat: Map ini tidak dapat dibuka: tidak ada")
