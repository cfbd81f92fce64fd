"""Put a change notice beside the output, never over another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from sopgen.editing.notice import FONT, Notice, Subject, notice_document, shown_values
from sopgen.editing.revising import RevisedFile
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.writing import replace_file
from sopgen.rendering import new_typesetter
from sopgen.writers import Format, writer

FOLDER = "pemberitahuan"
"""The folder beside the output's agencies that holds the notices."""

FORMATS = (Format.DOCX, Format.PDF)


def notice_of(files: Sequence[RevisedFile], date: str, starts: str) -> Notice:
    """Return the notice of what changed in `files`."""
    subjects = tuple(
        Subject(file.title or f"Kop {file.path.stem}", file.number, file.changes) for file in files
    )
    return Notice(date, starts, subjects)


def publish(notice: Notice, root: Path) -> Iterator[Path]:
    """Write `notice` and yield its files; raises OSError, and ProblemsError for its font.

    The same notice twice is one; another one of the same day gets a number.
    """
    typesetter = new_typesetter()
    missing = typesetter.metrics.missing(_all_text(notice), FONT)
    if missing:
        raise ProblemsError(
            [
                Problem(
                    "REV004",
                    f"Pemberitahuan memuat “{missing[0]}”, yang tidak ada dalam huruf Arial.",
                    hint="Ganti karakter itu.",
                )
            ]
        )
    document = notice_document(notice, typesetter)
    files = {each: writer(each)(document) for each in FORMATS}
    name = _free_name(root / FOLDER, notice.date, files)
    for format, data in files.items():
        path = root / FOLDER / f"{name}.{format.value}"
        replace_file(path, data)
        yield path


def _all_text(notice: Notice) -> str:
    texts = [notice.date]
    for subject in notice.subjects:
        texts += [subject.name, subject.detail]
        for change in subject.changes:
            texts += shown_values(change)
    return "".join(texts)


def _free_name(folder: Path, date: str, files: dict[Format, bytes]) -> str:
    """Return a name under which no other notice stands."""
    for number in count(1):
        name = date if number == 1 else f"{date}-{number}"
        paths = {folder / f"{name}.{format.value}": data for format, data in files.items()}
        if all(not path.exists() or path.read_bytes() == data for path, data in paths.items()):
            return name
    raise AssertionError
