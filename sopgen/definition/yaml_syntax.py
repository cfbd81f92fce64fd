"""The sentence for a text that is not YAML.

The parser says what it expected; a secretariat needs to know which line, and what to
type instead. So the sentence is chosen by what stands at the parser's mark, in the
order of the functions in `_EXPLANATIONS`: the first that recognises the case speaks.
The English words compared here are those of libyaml (scanner.c and parser.c).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem
from sopgen.problems.spelling import quoted

_QUOTE_IT = "Tulis seluruh nilai di antara tanda kutip."
_VALUE = re.compile(r"""\s*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s'"#\[{][^#]*?):\s+(?P<value>\S.*)""")
_ITEM = re.compile(r"\s*(?:- +)+(?P<value>\S.*)")
_KEY = re.compile(r"\s*(?:- +)*[^\s#][^#]*?:(?:\s|$)")
_CLOSERS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class _Fault:
    """What the parser says, and the lines that it read."""

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    lines: tuple[str, ...]

    @property
    def at(self) -> str:
        """The character at the mark."""
        return self.text(self.line)[self.column : self.column + 1]

    @property
    def before(self) -> str:
        """The part of the marked line that stands before the mark."""
        return self.text(self.line)[: self.column]

    def text(self, line: int) -> str:
        """Return a line; none stands behind the last."""
        return self.lines[line] if line < len(self.lines) else ""

    def line_above(self) -> int:
        """Return the nearest line above the mark that holds something."""
        above = range(min(self.line, len(self.lines)) - 1, -1, -1)
        return next((line for line in above if self.lines[line].strip()), self.line)


@dataclass(frozen=True, slots=True)
class _Advice:
    line: int
    column: int
    message: str
    hint: str


def syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    """Return the problem that stopped the parser, in words for who typed `text`."""
    mark = error.problem_mark or error.context_mark
    context_mark = error.context_mark or mark
    fault = _Fault(
        error.problem or "",
        error.context or "",
        mark.line if mark else 0,
        mark.column if mark else 0,
        context_mark.line if context_mark else 0,
        context_mark.column if context_mark else 0,
        tuple(re.split(r"\r\n?|\n", text)),
    )
    advice = next(filter(None, (explain(fault) for explain in _EXPLANATIONS)), None)
    if advice is None:
        advice = _Advice(
            fault.line,
            fault.column,
            "Susunan YAML di sini tidak dapat dibaca.",
            "Periksa tanda kutip, titik dua dan jarak dari tepi kiri di baris ini dan di atasnya.",
        )
    last = max(len(fault.lines) - 1, 0)
    line = min(advice.line, last)
    column = advice.column if line == advice.line else len(fault.lines[line])
    return Problem(Code.SYNTAX, advice.message, line=line + 1, column=column + 1, hint=advice.hint)


def _tab(fault: _Fault) -> _Advice | None:
    if fault.at != "\t" and "tab character" not in fault.problem:
        return None
    return _Advice(
        fault.line,
        fault.column,
        "Baris ini menjorok dengan tabulasi.",
        "Ganti tabulasi dengan spasi.",
    )


def _open_quote(fault: _Fault) -> _Advice | None:
    if "quoted scalar" not in fault.context or "unexpected" not in fault.problem:
        return None
    return _Advice(
        fault.context_line,
        fault.context_column,
        "Tanda kutip yang dibuka di sini tidak ditutup.",
        "Tutup dengan tanda kutip yang sama di akhir nilai.",
    )


def _escape(fault: _Fault) -> _Advice | None:
    if "quoted scalar" not in fault.context:
        return None
    return _Advice(
        fault.line,
        fault.column,
        "Garis miring terbalik “\\” di sini tidak dapat dibaca.",
        "Di antara kutip ganda tulis “\\\\”, atau pakai kutip tunggal.",
    )


def _open_bracket(fault: _Fault) -> _Advice | None:
    opened = fault.text(fault.context_line)[fault.context_column : fault.context_column + 1]
    if "flow" not in fault.context or opened not in _CLOSERS:
        return None
    return _Advice(
        fault.context_line,
        fault.context_column,
        f"Kurung “{opened}” yang dibuka di sini tidak ditutup dengan benar.",
        f"Tutup dengan “{_CLOSERS[opened]}” dan pisahkan isinya dengan koma; "
        "jika kurung itu bagian dari teks, tulis seluruh nilai di antara tanda kutip.",
    )


def _flow_content(fault: _Fault) -> _Advice | None:
    if "flow" not in fault.context:
        return None
    return _Advice(
        fault.line,
        fault.column,
        "Isi di dalam kurung “[ ]” atau “{ }” di sini tidak lengkap.",
        "Periksa koma dan kurung tutupnya.",
    )


def _sign_at_start(fault: _Fault) -> _Advice | None:
    """Explain a value that begins with a sign that means something to YAML."""
    if fault.context.startswith("while scanning") and "simple key" not in fault.context:
        line, start, in_value = fault.context_line, fault.context_column, True
    else:
        line = fault.line
        text = fault.text(line)
        match = _VALUE.fullmatch(text) or _ITEM.fullmatch(text)
        in_value = match is not None
        start = match.start("value") if match else len(text) - len(text.lstrip())
    value = fault.text(line)[start:]
    if not value or value[0] not in "*&!%@`|>[]{},?-":
        return None
    if value[0] in "-?" and (not in_value or value[1:2].strip()):
        return None
    if value[0] == "-":
        return _dash(line, start, value)
    message = f"Nilai yang diawali “{value[0]}” dibaca YAML sebagai hal lain."
    return _Advice(line, start, message, _QUOTE_IT)


def _dash(line: int, start: int, value: str) -> _Advice:
    if value.strip() == "-":
        message = "Tanda “-” sendirian dibaca YAML sebagai butir daftar."
        return _Advice(line, start, message, 'Tulis "-" dengan tanda kutip.')
    return _Advice(
        line,
        start,
        "Nilai yang diawali “- ” dibaca YAML sebagai butir daftar.",
        f"{_QUOTE_IT[:-1]}; untuk daftar, mulai tiap butir di baris baru.",
    )


def _text_after_quotes(fault: _Fault) -> _Advice | None:
    match = _VALUE.fullmatch(fault.before + "x") or _ITEM.fullmatch(fault.before + "x")
    if match is None or match["value"][0] not in "\"'" or "expected key" not in fault.problem:
        return None
    return _Advice(
        fault.line,
        fault.column,
        "Sesudah tanda kutip penutup masih ada teks.",
        "Apit seluruh nilai dengan satu pasang tanda kutip, gandakan tanda kutip tunggal di dalam "
        "kutip tunggal, dan periksa apakah kutip di baris sebelumnya sudah ditutup.",
    )


def _colon_in_value(fault: _Fault) -> _Advice | None:
    if not fault.problem.startswith("mapping values") or not _KEY.match(fault.before):
        return None
    match = _VALUE.match(fault.before + "x")
    return _Advice(
        fault.line,
        match.start("value") if match else fault.column,
        "Nilai ini memuat titik dua yang diikuti spasi.",
        _QUOTE_IT,
    )


def _missing_colon(fault: _Fault) -> _Advice | None:
    """Explain a line without `: `; the parser notices it one line later."""
    if fault.problem.startswith("could not find expected ':'"):
        line = fault.context_line
    elif fault.problem.startswith("mapping values") and not _KEY.match(
        fault.lines[fault.line_above()]
    ):
        line = fault.line_above()
    else:
        return None
    text = fault.text(line)
    word = text.strip()
    glued = re.search(r":(?=\S)", text)
    column = glued.start() if glued else len(text) - len(text.lstrip())
    if glued:
        return _Advice(line, column, "Sesudah titik dua harus ada spasi.", "Tambahkan spasi.")
    return _Advice(
        line,
        column,
        f"Baris {quoted(word)} tidak memuat titik dua.",
        "Tulis “kunci: nilai”; untuk sambungan teks, menjoroklah lebih dalam daripada kuncinya.",
    )


def _indentation(fault: _Fault) -> _Advice | None:
    wrong_place = ("expected key", "expected '-'", "mapping values", "block sequence entries")
    if not any(words in fault.problem for words in wrong_place):
        return None
    return _Advice(
        fault.line,
        len(fault.before) - len(fault.before.lstrip()) if fault.before.strip() else fault.column,
        "Jarak baris ini dari tepi kiri tidak cocok dengan baris-baris di atasnya.",
        "Sejajarkan dengan kunci atau tanda “- ” yang setingkat.",
    )


def _text_after_end(fault: _Fault) -> _Advice | None:
    if "document start" not in fault.problem:
        return None
    return _Advice(
        fault.line,
        fault.column,
        "Di sini isi berkas sudah berakhir, tetapi masih ada teks.",
        "Hapus baris “...”, dan sejajarkan semua kunci utama di tepi kiri.",
    )


_EXPLANATIONS: tuple[Callable[[_Fault], _Advice | None], ...] = (
    _tab,
    _open_quote,
    _escape,
    _open_bracket,
    _flow_content,
    _text_after_quotes,
    _sign_at_start,
    _colon_in_value,
    _missing_colon,
    _indentation,
    _text_after_end,
)
