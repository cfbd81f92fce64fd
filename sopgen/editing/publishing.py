"""Put a change notice beside the output, never over another one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from sopgen.editing.notice import FONT, Notice, notice_document, shown_values
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem
from sopgen.project.writing import replace_file
from sopgen.rendering import new_typesetter
from sopgen.writers import Format, writer

FOLDER = "pemberitahuan"
"""The folder beside the output's agencies that holds the notices."""

FORMATS = (Format.DOCX, Format.PDF)


def unprintable(notice: Notice) -> Problem | None:
    """Return the problem of a character that the notice's font lacks, where there is one."""
    missing = new_typesetter().metrics.missing(_all_text(notice), FONT)
    if not missing:
        return None
    return Problem(
        "REV004",
        f"Pemberitahuan memuat “{missing[0]}”, yang tidak ada dalam huruf Arial.",
        hint="Ganti karakter itu.",
    )


def publish(notice: Notice, root: Path) -> Iterator[Path]:
    """Write `notice`, which is not `unprintable`, and yield its files; raises OSError.

    The same notice twice is one; another one of the same day gets a number.
    """
    document = notice_document(notice, new_typesetter())
    files = {each: writer(each)(document) for each in FORMATS}
    name = _free_name(root / FOLDER, notice.date, files)
    for format, data in files.items():
        path = root / FOLDER / f"{name}.{format.value}"
        replace_file(path, data)
        yield path


def _all_text(notice: Notice) -> str:
    texts = [notice.date]
    for subject in (*notice.subjects, *notice.reissued):
        texts += [subject.name, subject.detail]
        for change in subject.changes:
            texts += [*shown_values(change), change.label]
    return "".join(texts)


def _free_name(folder: Path, date: str, files: dict[Format, bytes]) -> str:
    """Return a name under which no other notice stands."""
    for number in count(1):
        name = date if number == 1 else f"{date}-{number}"
        paths = {folder / f"{name}.{format.value}": data for format, data in files.items()}
        if all(not path.exists() or plain_bytes(path) == data for path, data in paths.items()):
            return name
    raise AssertionError
