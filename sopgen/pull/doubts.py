"""How a doubt about a drawing is told: what is not sure, where, and what to do."""

from __future__ import annotations

from typing import assert_never

from sopgen.problems.problem import Problem, Severity
from sopgen.problems.spelling import quoted
from sopgen.recognition.reading import Doubt, Doubtful


def doubtful(each: Doubtful, where: str) -> Problem:
    """Return what is told of a doubt on the sheet `where`."""
    code, severity, hint = _weight(each.doubt)
    name = f" {quoted(each.name)}" if each.name else ""
    message = f"Di lembar ada {each.doubt.value}{name}."
    return Problem(code, message, path=where, severity=severity, hint=hint)


def _weight(doubt: Doubt) -> tuple[str, Severity, str]:
    match doubt:
        case Doubt.OUTSIDE:
            return "TRK004", Severity.ERROR, "Geser ke kolom pelaksana dan ke baris langkahnya."
        case Doubt.OVER_ANOTHER:
            return "TRK004", Severity.ERROR, "Geser ke tempatnya sendiri, atau hapus salinannya."
        case Doubt.UNKNOWN_SYMBOL:
            return "TRK012", Severity.ERROR, "Pakai kapsul, kotak, belah ketupat atau segilima."
        case Doubt.LOOSE_END:
            return "TRK005", Severity.ERROR, "Tarik ujungnya sampai ke simbol."
        case Doubt.FAR_END:
            return "TRK005", Severity.WARNING, "Dianggap sampai; periksa arahnya."
        case Doubt.NO_HEAD:
            return "TRK005", Severity.WARNING, "Dibaca ke bawah; periksa arahnya."
        case Doubt.LOOSE_LABEL:
            return "TRK012", Severity.WARNING, "Dekatkan ke panahnya."
        case Doubt.BETWEEN:
            return "TRK012", Severity.WARNING, "Dekatkan ke salah satunya."
        case Doubt.LONE_SEGILIMA | Doubt.SHARED_LETTER:
            return "TRK013", Severity.ERROR, "Panahnya dibiarkan; samakan huruf segilimanya."
        case _:
            assert_never(doubt)
