"""A line more, typed into every cell of a sheet, is printed, and nothing else gets lost."""

import io
import zipfile
from collections import Counter
from copy import deepcopy
from pathlib import Path

import pymupdf
import pytest
from lxml import etree

from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, file
from tests.writers.programs import EXPORTS, converted_by_libreoffice, done_in_libreoffice

pytestmark = pytest.mark.office

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPING = "tests.writers.typing_in_calc"

every_sheet = pytest.mark.parametrize("name", DEFINITIONS)


def printed_text(path: Path) -> str:
    with pymupdf.open(path) as printed:
        return " ".join(page.get_text() for page in printed).replace("\u200b", "")


def lost(before: str, after: str) -> Counter[str]:
    """Return the words of `before` that are not in `after`; numbers of pages may change."""
    missing = Counter(before.split()) - Counter(after.split())
    return Counter({word: count for word, count in missing.items() if not word.isdecimal()})


@pytest.fixture(scope="module")
def typed_in_word(converted: Path) -> tuple[Path, dict[str, list[str]]]:
    """Return where every DOCX is printed with a line more in each cell, and those lines."""
    folder, words = converted / "docx-typed", {}
    folder.mkdir()
    for name in DEFINITIONS:
        data, words[name] = _with_a_line_more(file(name, Format.DOCX))
        (folder / f"{name}.docx").write_bytes(data)
    target = f"pdf:{EXPORTS[Format.DOCX]}"
    converted_by_libreoffice(list(folder.iterdir()), target, folder, converted / "profile-typed")
    return folder, words


def _with_a_line_more(data: bytes) -> tuple[bytes, list[str]]:
    words, buffer = list[str](), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "word/document.xml":
                root = etree.fromstring(content)
                for cell in root.iter(f"{W}tc"):
                    runs = [run for run in cell.iter(f"{W}r") if run.find(f"{W}t") is not None]
                    if runs:
                        words.append(f"q{len(words)}z")
                        _type_after(runs[-1], words[-1])
                content = etree.tostring(root)
            new.writestr(part, content)
    return buffer.getvalue(), words


def _type_after(run: etree._Element, word: str) -> None:
    """Add a line break and `word` in the font of `run`, behind the field that it may be in.

    A field's result is made anew when a program opens the file.
    """
    added = etree.Element(f"{W}r")
    added.extend(deepcopy(each) for each in run.findall(f"{W}rPr"))
    etree.SubElement(added, f"{W}br")
    etree.SubElement(added, f"{W}t").text = word
    behind = run.getnext()
    in_field = behind is not None and behind.find(f"{W}fldChar") is not None
    (behind if in_field else run).addnext(added)


@every_sheet
def test_a_line_more_in_every_cell_of_a_word_table_loses_no_word(name, typed_in_word, converted):
    folder, words = typed_in_word
    before = printed_text(converted / "docx-pdf" / f"{name}.pdf")
    after = printed_text(folder / f"{name}.pdf")
    whole = "".join(after.split())  # a narrow cell may cut the word that was typed
    assert [word for word in words[name] if word not in whole] == []
    assert lost(before, after) == Counter()


@pytest.fixture(scope="module")
def typed_in_calc(made: Path) -> tuple[Path, list[list[str]]]:
    """Return where every XLSX is printed with a line more in each cell, and file, sheet, word."""
    folder = made / "xlsx-typed"
    folder.mkdir()
    files = sorted((made / Format.XLSX).iterdir())
    typed = done_in_libreoffice(TYPING, made / "profile-calc", folder, *files)
    return folder, [line.split("\t") for line in typed.splitlines()]


@every_sheet
def test_a_line_more_in_every_cell_of_a_workbook_loses_no_word(name, typed_in_calc, converted):
    folder, typed = typed_in_calc
    before = printed_text(converted / "xlsx-pdf" / f"{name}.pdf")
    after = printed_text(folder / f"{name}.pdf")
    whole = "".join(after.split())
    mine = [(sheet, word) for book, sheet, word in typed if book == f"{name}.xlsx"]
    assert mine
    assert [each for each in mine if each[1] not in whole] == []
    assert lost(before, after) == Counter()
