"""Signs that look like YAML's and are none: a space that does not break, a dash of Word's.

To who typed them the line is right, and YAML blames another one. So they are looked for
where a file is wrong anyhow, and told instead of what follows from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sopgen.definition.composer import ListNode, MapNode, Node, TextNode
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES = "‐‑‒–—―−•·▪●◦‣"
_KEY = r"[\w'\"“][^:#]{0,60}"

_AT_THE_EDGE = re.compile(rf"[ ]*(?P<sign>[{_SPACES}])[ {_SPACES}]*\S")
_BEHIND_THE_DASH = re.compile(rf"[ ]*(?:- +)*-(?P<sign>[{_SPACES}])")
_BEHIND_THE_COLON = re.compile(rf"[ ]*(?:- +)*{_KEY}:(?P<sign>[{_SPACES}])")
_OTHER_DASH = re.compile(rf"[ ]*(?P<sign>[{_DASHES}])[ {_SPACES}]*\S")
_GLUED_DASH = re.compile(rf"[ ]*(?P<sign>-)(?=[\w'\"“]){_KEY}:(?:\s|$)")

_SIGN = re.compile(rf"[{_SPACES}{_DASHES}-]")
_MISLED = frozenset({Code.UNKNOWN_KEY, Code.WRONG_KIND})

FOLLOWING = frozenset(
    {
        Code.UNKNOWN_KEY,
        Code.MISSING_KEY,
        Code.WRONG_KIND,
        Code.EMPTY_VALUE,
        Code.FLOW_FORM,
        Code.DUPLICATE_KEY,
        Code.SYNTAX,
    }
)
"""What a sign that misleads may lead to."""

_LINES = re.compile(r"\r\n?|\n")
_NEAR = 3
"""So many lines above the one that the parser blames may hold what misled it."""


def look_alikes(text: str, root: Node | None, problems: Sequence[Problem]) -> list[Problem]:
    """Return the signs of `text` that only look like YAML's and led to `problems`.

    Without a tree they stand above the line that the parser blames, else in a key or where
    a key or another kind of value belongs.
    """
    lines = _LINES.split(text)
    if root is None:
        blamed = min((each.line for each in problems if each.code == Code.SYNTAX), default=0)
        asked = set(range(max(1, blamed - _NEAR), min(len(lines), blamed) + 1))
    else:
        asked = {each.line for each in problems if each.code in _MISLED and each.line}
        asked |= set(_odd_keys(root))
    return [each for number in sorted(asked) for each in _in_line(lines[number - 1], number)]


def _odd_keys(node: Node) -> Iterator[int]:
    """Yield the lines of keys that begin with a sign."""
    match node:
        case MapNode():
            for key, value in node.entries.values():
                if _SIGN.match(key.text):
                    yield key.line
                yield from _odd_keys(value)
        case ListNode():
            for item in node.items:
                yield from _odd_keys(item)
        case TextNode():
            return


def _in_line(line: str, number: int) -> Iterator[Problem]:
    """Yield the first sign of `line` that misleads."""
    for pattern in (_AT_THE_EDGE, _BEHIND_THE_DASH, _BEHIND_THE_COLON):
        if found := pattern.match(line):
            yield _problem(number, found.start("sign"), _space(found["sign"]), _RETYPE)
            return
    if found := _OTHER_DASH.match(line):
        sign = found["sign"]
        message = f"Tanda butir harus “- ”, bukan “{sign}” (U+{ord(sign):04X})."
        yield _problem(number, found.start("sign"), message, "Ketik ulang dengan tanda minus.")
    elif found := _GLUED_DASH.match(line):
        message = "Tanda butir harus “- ”: minus, lalu spasi."
        yield _problem(number, found.start("sign"), message, "Tambahkan spasi sesudah “-”.")


_RETYPE = "Ganti dengan spasi biasa; biasanya terbawa saat menyalin dari Word atau WhatsApp."


def _space(sign: str) -> str:
    kind = "spasi tak putus" if sign in "\u00a0\u202f" else "spasi khusus"
    return f"Di sini ada U+{ord(sign):04X} ({kind}), yang bagi YAML bukan spasi."


def _problem(line: int, column: int, message: str, hint: str) -> Problem:
    return Problem(Code.SYNTAX, message, line=line, column=column + 1, hint=hint)
