"""What may be chosen in a form, and what is told of a word that is none of it."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from sopgen.definition.reading import profile_names
from sopgen.definition.validation import Data
from sopgen.model.status import Status
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import quoted, suggestion


class Known(Struct, frozen=True):
    """The words of a project that a definition may name."""

    letterheads: tuple[str, ...]
    officials: tuple[str, ...]

    def wrong(self, at: Loc, value: Data, where: str) -> Problem | None:
        """Return what is wrong with `value` at the place `at`, if it is one to choose for."""
        match at:
            case ("kop",):
                return self._unlike("Kop", value, self.letterheads, where, needed=True)
            case ("pengesah",):
                return self._unlike("Pejabat", value, self.officials, where)
            case ("status",):
                return self._unlike("Status", value, tuple(Status), where)
            case ("profil",):
                return self._unlike("Profil", value, profile_names(), where)
            case ("penandatangan", _, "pejabat"):
                return self._unlike("Pejabat", value, self.officials, where)
            case _:
                return None

    def _unlike(
        self, what: str, value: Data, known: Collection[str], where: str, *, needed: bool = False
    ) -> Problem | None:
        words = value if isinstance(value, list) else [value]
        for each in map(str, words):
            if each not in known and (each or needed):
                return unknown(what, each, known, where)
        return None


def unknown(what: str, word: str, known: Collection[str], where: str) -> Problem:
    """Return the problem of a word that nothing is called by."""
    return Problem(
        "TRK019",
        f"{what} {quoted(word)} tidak dikenal; isian ini dibiarkan.",
        path=where,
        hint=suggestion(word, known),
    )


def contradiction(message: str, where: str, hint: str = "") -> Problem:
    """Return the problem of a row that cannot be taken as it is filled in."""
    return Problem("TRK020", message, path=where, hint=hint)
