"""Put files in place so that a path holds the whole old or the whole new file.

The bytes go into a temporary file beside, are flushed to the disk, and take the place
of the old file in one step; then the folder is flushed. Temporary files have names of
our own, so leftovers of a killed run can be told from what people keep there. One
process writes to an output folder at a time: `locked` sees to that.

What Windows does: a file that is open in Word or Excel, or that a virus scanner looks
at, cannot be replaced; the second ends within a second or two, so replacing is tried
again for that long.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sopgen.problems.problem import Problem, SopgenError

LOCK = "kunci"
"""The file in `.sopgen/` that is locked while a build runs; its content means nothing."""

_TEMPORARY = re.compile(r"\.sopgen-[0-9a-f]{16}\.baru")
_RETRIES = (0.05, 0.1, 0.2, 0.4, 0.8, 0.8)
"""Seconds between tries to replace a file that another program holds."""

_REASONS = {
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "penyimpanan hanya dapat dibaca",
    errno.ENOSPC: "ruang penyimpanan penuh",
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.EFBIG: "melewati batas ukuran berkas",
    errno.EIO: "perangkat penyimpanan rusak atau terputus",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EISDIR: "di tempat itu ada map",
    errno.ENOTDIR: "sebagian jalurnya berkas, bukan map",
    errno.EEXIST: "di tempat itu sudah ada berkas",
    errno.ENOENT: "mapnya hilang",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.ENFILE: "terlalu banyak berkas terbuka",
    errno.ELOOP: "tautannya berputar",
    errno.ENOTSUP: "bukan berkas biasa",
    errno.ENXIO: "bukan berkas biasa",
}


class LockedError(SopgenError):
    """Another build is at work in this output folder."""


def replace_file(path: Path, data: bytes, retries: Sequence[float] | None = None) -> None:
    """Put `data` at `path` in one step, durably; raises OSError with the old file whole."""
    replace_lines(path, (data,), retries)


def replace_lines(
    path: Path, lines: Iterable[bytes], retries: Sequence[float] | None = None
) -> None:
    """Do the same with what `lines` yields, of which there may be more than memory should hold."""
    stage(path, lines).put_in_place(retries)
    sync_folder(path.parent)


def place_file(path: Path, data: bytes, retries: Sequence[float] | None = None) -> None:
    """Put `data` at `path` in one step; it is durable after `sync_folder`.

    `retries` are the waits between tries where another program holds the file; the
    system's usual ones unless given.
    """
    stage(path, (data,)).put_in_place(retries)


@dataclass(frozen=True, slots=True)
class Staged:
    """A new file that lies whole beside `path`, and only has to take its place."""

    path: Path
    temporary: Path

    def put_in_place(self, retries: Sequence[float] | None = None) -> None:
        """Replace the file at `path`; raises OSError with the old one whole."""
        try:
            _replace(self.temporary, self.path, _usual_retries() if retries is None else retries)
        except OSError:
            self.drop()
            raise

    def drop(self) -> None:
        """Leave the file at `path` as it is."""
        with suppress(OSError):
            self.temporary.unlink(missing_ok=True)


def stage(path: Path, lines: Iterable[bytes]) -> Staged:
    """Write what `lines` yields beside `path`, durably; raises OSError and leaves nothing."""
    staged = Staged(path, path.with_name(temporary_name(path.name)))
    try:
        _write_synced(staged.temporary, lines, os.O_CREAT | os.O_TRUNC)
        if path.is_file():
            shutil.copymode(path, staged.temporary)
    except OSError:
        staged.drop()
        raise
    return staged


def temporary_name(name: str) -> str:
    """Return the name under which the new file for `name` is written."""
    return f".sopgen-{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}.baru"


def synced_append(path: Path, data: bytes) -> None:
    """Add the line `data` to the end of the file at `path`, durably.

    A line before it that a full disk cut off gets its end, so it takes only itself along.
    """
    fresh = not path.exists()
    end = b"" if fresh or _ends_its_line(path) else b"\n"
    _write_synced(path, (end, data), os.O_CREAT | os.O_APPEND)
    if fresh:
        sync_folder(path.parent)


def _ends_its_line(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _write_synced(path: Path, lines: Iterable[bytes], flags: int) -> None:
    flags |= os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = _opened(path, flags)
    with os.fdopen(handle, "wb") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(handle)


def _opened(path: Path, flags: int) -> int:
    """Open `path` in its folder, which is made where there is none."""
    try:
        return os.open(path, flags, 0o666)
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, flags, 0o666)


def _replace(temporary: Path, path: Path, retries: Sequence[float]) -> None:
    for wait in retries:
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    temporary.replace(path)


def _usual_retries() -> Sequence[float]:
    return _RETRIES if sys.platform == "win32" else ()


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(root: Path) -> None:
    """Remove what a killed run left under `root`; only who holds its lock may."""
    for folder, _, names in os.walk(root):
        for name in names:
            if _TEMPORARY.fullmatch(name):
                with suppress(OSError):
                    Path(folder, name).unlink()


def sweep_folder(folder: Path) -> None:
    """Remove what a killed run left in `folder` itself; only who holds its project's lock may."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _TEMPORARY.fullmatch(path.name):
                path.unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep every other build out of `folder`; raises LockedError where one is at work.

    The system drops the lock with the process that holds it, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise LockedError from error

else:
    import fcntl

    def _lock(handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError from error


def unwritable(path: Path, error: OSError) -> Problem:
    """Return the problem of an output that could not be written."""
    if sys.platform == "win32" and isinstance(error, PermissionError):
        return Problem(
            "BLD003",
            f"Berkas {path} sedang terbuka di program lain.",
            path=str(path),
            hint="Tutup berkas itu di Word, Excel atau pembaca PDF, lalu jalankan lagi.",
        )
    return Problem(
        "BLD002",
        f"Berkas {path} tidak dapat ditulis: {reason_of(error)}.",
        path=str(path),
        hint="Berkas yang lama masih utuh. Periksa izin dan ruang penyimpanan, lalu jalankan lagi.",
    )


def reason_of(error: OSError) -> str:
    """Return why the system refused something, in a few words."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
