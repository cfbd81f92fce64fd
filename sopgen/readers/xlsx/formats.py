"""Show a number of a workbook as its cell does.

In: the number as the file has it and the format of its cell. Out: the text, and whether it is
a date. Dates are shown as `2025-01-02`, times as `10:30`, whatever the format says, because
months have names in the language of the machine. The decimal sign is a point: a workbook does
not tell the other one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from math import isfinite
from types import MappingProxyType

from sopgen.document.sheet import Kind

GENERAL = "General"
BUILTIN: Mapping[int, str] = MappingProxyType(
    {
        0: GENERAL,
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        9: "0%",
        10: "0.00%",
        **dict.fromkeys(range(14, 18), "d/m/yyyy"),
        **dict.fromkeys(range(18, 22), "h:mm"),
        22: "d/m/yyyy h:mm",
        **dict.fromkeys(range(27, 32), "d/m/yyyy"),
        **dict.fromkeys(range(32, 36), "h:mm"),
        36: "d/m/yyyy",
        37: "#,##0",
        38: "#,##0",
        39: "#,##0.00",
        40: "#,##0.00",
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss",
        49: "@",
        **dict.fromkeys(range(50, 59), "d/m/yyyy"),
    }
)
"""The formats that no file writes out (ECMA-376-1 18.8.30), as far as they are shown apart."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""What no digit or part of a date stands for: quoted, escaped, spacing, colours, languages."""

_DIGITS = re.compile(r"general|[#0?][#0?,]*(?:\.[#0?]+)?", re.IGNORECASE)
_LAST_DAY = 2_958_466
"""9999-12-31 and a day."""

_FALSE_LEAP_DAY = 60
"""1900-02-29, which never was: days before it are counted one further."""


def shown(value: str, code: str, *, is_1904: bool) -> tuple[str, Kind]:
    """Return what a cell of the format `code` shows of the number `value`."""
    try:
        amount = float(value)
    except ValueError:
        return value, Kind.OTHER
    if not isfinite(amount):
        return value, Kind.OTHER
    asked = _date_parts(code)
    if asked and 0 <= amount < _LAST_DAY:
        return _date(amount, asked, is_1904=is_1904), Kind.DATE
    return _general(amount) if asked else _number(amount, code), Kind.NUMBER


@cache
def _date_parts(code: str) -> str:
    """Return `d`, `t` or `dt`: whether a format shows a date, a time, or both; "" for neither."""
    bare = _LITERAL.sub("", code.partition(";")[0]).lower()
    if bare in (GENERAL.lower(), "@", ""):
        return ""
    has_time = re.search(r"[hs]", bare) is not None
    has_date = re.search(r"[dy]", bare) is not None or ("m" in bare and not has_time)
    return f"{'d' if has_date else ''}{'t' if has_time else ''}"


def _date(amount: float, asked: str, *, is_1904: bool) -> str:
    seconds = round(amount * 86_400)
    days, within = divmod(seconds, 86_400)
    if asked == "t":
        hours, rest = divmod(seconds, 3_600)
        return f"{hours:02}:{rest // 60:02}"
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    if not is_1904 and days < _FALSE_LEAP_DAY:
        days += 1
    moment = start + timedelta(days=days, seconds=within)
    text = f"{moment:%Y-%m-%d}" if moment.year >= 1000 else ""
    return f"{text} {moment:%H:%M}" if asked == "dt" else text


def _number(amount: float, code: str) -> str:
    section = _section(amount, code)
    plain = _LITERAL.sub(lambda found: "\0" * len(found[0]), section)
    digits = _DIGITS.search(plain)
    if code.strip() in ("", "@"):
        return _general(amount)
    if digits is None:
        return _literally(section)
    before, after = section[: digits.start()], section[digits.end() :]
    size = abs(amount) * 100 if "%" in plain else abs(amount)
    shown = _in_digits(size, digits[0])
    # A section of its own for what is below zero shows the sign, or another one, itself.
    sign = "-" if amount < 0 and ";" not in code else ""
    return f"{sign}{_literally(before)}{shown}{_literally(after)}"


def _section(amount: float, code: str) -> str:
    """Return the part of a format for numbers of this sign."""
    sections = code.split(";")
    if amount < 0 and len(sections) > 1:
        return sections[1]
    if amount == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _literally(part: str) -> str:
    """Return what the signs around the digits of a format show."""
    out, at = "", 0
    for found in _LITERAL.finditer(part):
        out += part[at : found.start()] + (found[1] or found[2] or "")
        out += " " if found[0].startswith("_") else ""
        at = found.end()
    return out + part[at:]


def _in_digits(size: float, pattern: str) -> str:
    """Return a size in the digits of `pattern`, such as `#,##0.0#`."""
    if pattern.lower() == GENERAL.lower():
        return _general(size)
    head, _, tail = pattern.partition(".")
    front, _, back = f"{size:.{len(tail)}f}".partition(".")
    kept = len(tail.rstrip("#?"))
    back = back[:kept] + back[kept:].rstrip("0")
    front = front.lstrip("0").zfill(head.count("0"))
    if "," in head and front:
        front = f"{int(front):,}"
    return f"{front}.{back}" if back else front


def _general(amount: float) -> str:
    """Return a number as Excel shows it where nobody asked for a format: 15 digits at most."""
    if amount == int(amount) and abs(amount) < 1e15:
        return str(int(amount))
    return f"{amount:.15g}"
