"""Official SOP AP sheets, from structured definitions to DOCX, XLSX and PDF.

For programs: `read` a definition, `check` it, `lay_out` its pages, `write` them. What cannot
be done raises `ProblemsError`, which holds a `Problem` for each reason (docs/api.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sopgen.problems.problem import Problem, ProblemsError
from sopgen.problems.version import __version__

if TYPE_CHECKING:
    from sopgen.definition.reading import Definition
    from sopgen.document.page import Document
    from sopgen.layout.typeset import Typesetter

__all__ = ["Problem", "ProblemsError", "__version__", "check", "lay_out", "read", "write"]


def read(path: str | Path) -> Definition:
    """Return the definition at `path` with its letterhead; raises ProblemsError."""
    from sopgen.definition.reading import read_definition

    return read_definition(Path(path))


def check(definitions: Iterable[Definition], today: date) -> list[Problem]:
    """Return what the reviewer finds in `definitions`, compared with each other, as of `today`.

    Raises ProblemsError where a register of the project cannot be read.
    """
    from sopgen.lint import Task, review

    return [remark.problem for remark in review(list(definitions), Task(today))]


def lay_out(definition: Definition) -> Document:
    """Return the pages of `definition`, in twips from the top left; raises ProblemsError."""
    from sopgen.rendering import laid_out

    return laid_out(definition, _typesetter())


def write(document: Document, format: Literal["docx", "xlsx", "pdf", "svg"]) -> bytes:
    """Return `document` as a file; the same document gives the same bytes everywhere."""
    from sopgen.writers import Format, writer

    return writer(Format(format))(document)


@cache
def _typesetter() -> Typesetter:
    from sopgen.rendering import new_typesetter

    return new_typesetter()
