"""How it is said that a file becomes no definition: one problem, of the whole file."""

from __future__ import annotations

from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem, ProblemsError

ORIGINAL = "Pakai berkas Excel, Word atau PDF aslinya."


def refused(code: Code, message: str, hint: str = "") -> ProblemsError:
    """Return the one problem that keeps a file from being read; its path is told later."""
    return ProblemsError([Problem(code, message, hint=hint)])


def broken(why: str) -> ProblemsError:
    """Return the problem of a file that cannot be read, for `why`, a sentence without its end."""
    return refused(Code.IMPORT_FOREIGN, f"Berkas ini tidak dapat dibaca: {why}.", ORIGINAL)


def locked() -> ProblemsError:
    """Return the problem of a file that needs a password."""
    hint = "Buka dengan sandinya, lalu simpan tanpa sandi."
    return refused(Code.IMPORT_LOCKED, "Berkas ini berkata sandi.", hint)
