"""What the page does with the books of a project and the registers of its agencies.

What makes registers is loaded when somebody looks at them, so that the page opens sooner.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sopgen.definition.books import BookDefinition, read_book
from sopgen.definition.reading import read_definition, read_letterhead
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.building import Request
from sopgen.project.checking import Checked, checked
from sopgen.project.finding import Target, targets_with_books
from sopgen.project.roots import ARCHIVE
from sopgen.server.desk import Desk
from sopgen.server.making import results
from sopgen.server.telling import problem_told
from sopgen.writers import OF_A_BOOK, Format

if TYPE_CHECKING:
    from sopgen.project.register.making import Order


def shelved(desk: Desk) -> dict[str, object]:
    """Return the books with what is in them and how they stand, and the registers.

    Raises ProblemsError where the project's own file is wrong.
    """
    desk.save_all()
    numbers = {path: number for number, path in desk.books()}
    wanted = targets_with_books(list(numbers), None)
    found = checked(Request(wanted, OF_A_BOOK)) if wanted.targets else ()
    stale = {each.definition: not each.holds for each in found if isinstance(each, Checked)}
    sops = {path.absolute(): number for number, path in desk.paths()}
    definition_at, agency_at = cache(read_definition), cache(read_letterhead)
    books = []
    for target in wanted.targets:
        about: dict[str, object]
        try:
            book = read_book(target.definition, definition_at, agency_at)
            about = _contents(book, sops)
        except ProblemsError as error:
            about = {"masalah": [problem_told(each) for each in error.problems]}
        books.append(
            {
                "id": numbers[target.definition],
                "berkas": target.definition.name,
                "keadaan": _state(target, is_stale=stale[target.definition]),
                "unduhan": [str(each) for each in _present(target)],
                "judul": "",
                "status": "",
                "bagian": [],
                "masalah": [],
                **about,
            }
        )
    order = _order(desk)
    return {
        "buku": books,
        "register": [
            {"kop": path.stem, "ada": order.path(path.stem).is_file()}
            for path in desk.letterhead_paths()
        ],
    }


def _contents(book: BookDefinition, sops: dict[Path, int]) -> dict[str, object]:
    called = book.book.unit or book.book.title
    return {
        "judul": called if isinstance(called, str) else " ".join(called),
        "status": str(book.book.status),
        "bagian": [
            {
                "judul": title,
                "sop": [
                    {
                        "id": sops.get(each.source.path.absolute()),
                        "nama": each.sop.name,
                        "nomor": each.sop.number or "",
                    }
                    for chapter in chapters
                    for each in chapter.definitions
                ],
            }
            for title, chapters in groupby(book.chapters, lambda chapter: chapter.title)
        ],
    }


def _present(target: Target) -> list[Format]:
    return [each for each in OF_A_BOOK if target.output(each).is_file()]


def _state(target: Target, *, is_stale: bool) -> str:
    if not _present(target):
        return "belum dibuat"
    return "perlu dibangun lagi" if is_stale else "sesuai"


def books_built(desk: Desk, numbers: Sequence[int]) -> dict[str, object]:
    """Build books by their numbers, and return what became of each.

    Raises LockedError where another build is at work, and OSError where a text cannot be saved.
    """
    desk.save_all()
    paths = {path: number for number, path in desk.books() if number in numbers}
    wanted = targets_with_books(list(paths), None)
    return {"hasil": results(Request(wanted, OF_A_BOOK, jobs=1), paths)}


def registers_made(desk: Desk) -> dict[str, object]:
    """Bring the registers up to date, and return how many were written, and what is wrong.

    Raises LockedError where a build is at work, and OSError where a text cannot be saved.
    """
    from sopgen.project.register.making import registers

    desk.save_all()
    found = list(registers(_order(desk)))
    made = [each for each in found if not isinstance(each, Problem)]
    return {
        "ditulis": sum(each.written for each in made),
        "tetap": sum(not each.written for each in made),
        "masalah": [problem_told(each) for each in found if isinstance(each, Problem)],
    }


def register_of(desk: Desk, letterhead: str) -> Path | None:
    """Return the register of the SOPs of a letterhead; None where it is not there."""
    if letterhead not in {path.stem for path in desk.letterhead_paths()}:
        return None
    found = _order(desk).path(letterhead)
    return found if found.is_file() else None


def _order(desk: Desk) -> Order:
    from sopgen.project.register.making import Order

    return Order(desk.project, None, desk.project / ARCHIVE)
