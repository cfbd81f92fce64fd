"""Tell whether a program has an output open: what it saves next would put the old sheet back.

Windows refuses to replace such a file. Elsewhere, and on shares, only the file that the
program lays beside it says so: LibreOffice's `.~lock.x.docx#`, and `~$x.docx` of Word and
Excel. Word drops the first letters of a long name for it.
"""

from __future__ import annotations

from pathlib import Path

from sopgen.problems.problem import Problem

_SHORT = 6
"""Word's `~$` stands before a name of so many letters, and takes one or two of a longer one."""


def lock_beside(path: Path) -> Path | None:
    """Return the file by which a program says that it has `path` open, None where none does."""
    return next((lock for lock in _locks(path) if _is_there(lock)), None)


def _is_there(lock: Path) -> bool:
    try:
        return lock.is_file()
    except OSError:  # its name is longer than a disk takes
        return False


def _locks(path: Path) -> list[Path]:
    names = [f".~lock.{path.name}#", f"~${path.name}"]
    dropped = min(2, len(path.stem) - _SHORT)
    if path.suffix == ".docx" and dropped > 0:
        names.append(f"~${path.name[dropped:]}")
    return [path.with_name(name) for name in names]


def still_open(path: Path, lock: Path) -> Problem:
    """Return the problem of an output that somebody has open."""
    return Problem(
        "BLD003",
        f"Berkas {path} sedang terbuka di program lain; tidak satu pun berkas SOP ini ditulis.",
        path=str(path),
        hint="Tutup berkas itu di Word, Excel atau LibreOffice, lalu jalankan lagi. Bila tidak "
        f"ada yang membukanya, hapus {lock.name}.",
    )
