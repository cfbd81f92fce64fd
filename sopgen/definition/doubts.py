"""Doubts of an import that nobody has looked at yet: comments `# periksa IMP012: …`.

An import leaves them where they belong, and who has compared the place with the old sheet
deletes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopgen.definition.comments import comments
from sopgen.definition.composer import MapNode
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, Severity

DOUBTS = tuple(code.value for code in Code if "IMP010" <= code < Code.IMPORT_OPEN)
"""The codes that such a comment may name."""

_COMMENT = re.compile(r"#(?<!\S#)[ \t]*periksa[ \t]+(?P<code>IMP\d{3})\b[ \t:]*(?P<text>[^\r\n]*)")
"""Whether a space stands before it is asked of a `#` alone, as there are few of them."""


def open_doubts(text: str, root: MapNode) -> Iterator[Problem]:
    """Yield the doubts that still stand in `text`, each at the line of its comment."""
    for comment in comments(text, root, _COMMENT):
        said = comment.found["text"].strip().rstrip(".") or "hasil impor ini belum diperiksa"
        yield Problem(
            comment.found["code"],
            f"{said[0].upper()}{said[1:]}.",
            line=comment.line,
            column=comment.column,
            severity=Severity.WARNING,
            hint="Hapus komentar itu setelah diperiksa.",
        )


def doubt_remark(text: str, root: MapNode) -> Iterator[Problem]:
    """Yield one sentence on how many doubts still stand in `text`; none where there are none."""
    doubts = list(open_doubts(text, root))
    if doubts:
        yield Problem(
            Code.IMPORT_OPEN,
            f"{len(doubts)} keraguan impor di definisi ini belum diperiksa.",
            line=doubts[0].line,
            column=doubts[0].column,
            severity=Severity.NOTE,
            hint="Lihat dengan “sopgen lint”, dan hapus tiap komentar “# periksa …” setelah "
            "diperiksa.",
        )
