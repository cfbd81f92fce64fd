"""Write a review down at the end of its log: all that stands there stays as it is."""

from __future__ import annotations

from pathlib import Path

from sopgen.definition.monev import read_log
from sopgen.definition.plaintext import encoded_like
from sopgen.definition.validation import Data
from sopgen.editing.asked import Insert
from sopgen.editing.operations import edited
from sopgen.editing.written import entry
from sopgen.model.monev import Review
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.writing import replace_file

_KEY = "monev"
_HEAD = "# Catatan monitoring dan evaluasi; yang baru ditambah di akhir.\n"


def log_review(path: Path, review: Review) -> None:
    """Add `review` to the log at `path`, which may not be there yet.

    Raises ProblemsError where the log cannot be read or added to, and OSError.
    """
    if not path.exists():
        text = _HEAD + entry(_KEY, [_data(review)], "", "\n", in_flow=False) + "\n"
        replace_file(path, text.encode())
        return
    log = read_log(path)
    assert log.source is not None
    at = (_KEY, len(log.log.reviews))
    found = edited(log.source.text, Insert(at, _data(review)))
    if isinstance(found, Problem):
        raise ProblemsError([log.source.places.located(found)])
    if plain_bytes(path) != log.source.data:
        raise ProblemsError([_saved_meanwhile(path)])
    replace_file(path.resolve(), encoded_like(log.source.data, found))


def _data(review: Review) -> dict[str, Data]:
    """Return what is typed of `review`: its keys in their order, without those that say nothing."""
    said = review.model_dump(mode="json", by_alias=True)
    return {key: str(value) for key, value in said.items() if value}


def _saved_meanwhile(path: Path) -> Problem:
    return Problem(
        "REV005",
        "Catatan ini disimpan orang selagi ditambah; dibiarkan.",
        path=str(path),
        hint="Jalankan perintah yang sama lagi.",
    )
