"""Which bytes are a text, and which characters may stand in one.

A sheet must read the same in Word, Excel and PDF, and on the screen of who checks
the definition: so nothing may stand in it that cannot be seen or that XML cannot hold.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from sopgen.problems.characters import BIDIRECTIONAL, BREAKS, CONTROLS, HIDDEN, ZERO_WIDTH
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem

MAX_BYTES = 1_000_000
"""The largest file that is read."""

_MAX_REPORTED = 50
_LINE_BREAK = re.compile(r"\r\n?|\n")
_KINDS = (
    (re.compile(f"[{BREAKS}]"), "pemisah baris"),
    (re.compile(f"[{BIDIRECTIONAL}]"), "penanda arah tulisan"),
    (re.compile(f"[{CONTROLS}]"), "karakter kendali"),
    (re.compile(f"[{ZERO_WIDTH}]"), "karakter tak terlihat"),
)


def decoded(data: bytes) -> str | Problem:
    """Return the text that `data` holds without its byte order mark, or why it holds none."""
    if len(data) > MAX_BYTES:
        return Problem(
            Code.TOO_LARGE,
            "Berkas ini lebih besar dari 1 MB.",
            hint="Sebuah definisi hanya beberapa kilobita; pecah berkas ini atau periksa isinya.",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _not_text(data, 0, "Berkas ini tersimpan sebagai UTF-16.")
    if (nul := data.find(b"\0")) >= 0:
        return _not_text(data, nul, "Ini bukan berkas teks.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_text(data, error.start, "Berkas ini bukan teks UTF-8.")


def encoded_like(before: bytes, text: str) -> bytes:
    """Return `text` as bytes, with a byte order mark where the file had one `before`."""
    return text.encode("utf-8-sig" if before.startswith(codecs.BOM_UTF8) else "utf-8")


def _not_text(data: bytes, position: int, message: str) -> Problem:
    before = data[:position].decode("utf-8-sig", errors="replace")
    line, column = place_in(before, len(before))
    return Problem(
        Code.NOT_TEXT,
        message,
        line=line,
        column=column,
        hint="Simpan ulang dari penyunting teks (misalnya Notepad) dengan pengodean UTF-8.",
    )


def hidden_problems(text: str) -> Iterator[Problem]:
    """Yield a problem for each character of `text` that may not stand there, 50 at most."""
    if not HIDDEN.search("".join(set(text))):
        return
    found = HIDDEN.finditer(text)
    for match in islice(found, _MAX_REPORTED):
        yield hidden_problem(match[0], *place_in(text, match.start()))
    rest = [match.start() for match in found]
    if rest:
        line, column = place_in(text, rest[0])
        yield Problem(
            Code.HIDDEN_CHARACTER,
            f"Mulai dari sini masih ada {len(rest)} karakter terlarang lagi.",
            line=line,
            column=column,
        )


def place_in(text: str, position: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at `position`."""
    breaks = [match.end() for match in _LINE_BREAK.finditer(text, 0, position)]
    return len(breaks) + 1, position - (breaks[-1] if breaks else 0) + 1


def hidden_problem(character: str, line: int, column: int) -> Problem:
    """Return the problem of a character that may not stand at this place."""
    kind = next((name for pattern, name in _KINDS if pattern.match(character)), "bukan karakter")
    return Problem(
        Code.HIDDEN_CHARACTER,
        f"Di sini ada U+{ord(character):04X} ({kind}), yang tidak boleh ada di berkas.",
        line=line,
        column=column,
        hint="Hapus lalu ketik ulang kata ini; biasanya terbawa saat menyalin dari berkas lain.",
    )


def without_hidden(text: str) -> str:
    """Return `text` with its hidden characters gone, so that the rest can still be checked.

    What parts words or lines becomes a space. Columns behind a hidden character move.
    """
    parted = re.sub(f"[{BREAKS}{CONTROLS}]", " ", text)
    return HIDDEN.sub("", parted)
