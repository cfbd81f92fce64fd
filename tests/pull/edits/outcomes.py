"""Do one edit and judge what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from random import Random
from traceback import format_exc
from typing import Any

from sopgen.document.page import Symbol
from sopgen.layout.flowchart.chart import Chart
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.pull.pulling import Pulled, Wish, brought_back, pulled
from sopgen.pull.workshop import charts
from sopgen.writers import Format
from tests.pull.edits.expected import Expected, told, without_row
from tests.pull.edits.kinds import ALIKE, KINDS
from tests.pull.edits.scenes import Scene, scene, written
from tests.pull.edits.word import Word
from tests.pull.edits.workbook import Workbook


def edited(own: Scene, kind: str, *, glued: bool, seed: int) -> bytes | None:
    """Return the workbook after an edit of that kind; None where there is nothing to edit so."""
    book = Workbook(own.data, own.sheets)
    if not glued:
        book.unglue()
    expected = KINDS[kind](own, book, Random(f"{kind} {own.name} {seed}"), glued)
    return None if expected is None else book.saved()


class Outcome(StrEnum):
    """What became of an edit."""

    RIGHT = "benar"
    TOLD = "diberitahukan"
    SILENT = "diam"
    CRASH = "jatuh"


@dataclass(frozen=True)
class Verdict:
    """What became of one edit of one file."""

    kind: str
    name: str
    format: Format
    glued: bool
    seed: int
    outcome: Outcome
    why: str = ""


def verdict(
    kind: str, name: str, format: Format, glued: bool, seed: int, old: bool = False
) -> Verdict | None:
    """Return what becomes of an edit of that kind; None where the SOP has nothing to edit so.

    Files that are `old` carry no map.
    """
    own = scene(name, format, old)
    if glued and kind in ALIKE:
        return None
    chance = Random(f"{kind} {name} {seed}")
    book: Any = Workbook(own.data, own.sheets) if format is Format.XLSX else Word(own.edited)
    if not glued:
        book.unglue()
    expected = KINDS[kind](own, book, chance, glued)
    if expected is None:
        return None
    try:
        found = _pulled(book, own)
    except ProblemsError as error:
        why = "; ".join(f"{each.code} {each.message}" for each in error.problems)
        return Verdict(kind, name, format, glued, seed, Outcome.TOLD, why)
    except Exception:
        return Verdict(kind, name, format, glued, seed, Outcome.CRASH, format_exc(limit=-3))
    why = "; ".join(wrong(own, found, expected))
    said = [f"{each.code} {each.message}" for each in found.problems]
    if not why:
        outcome = Outcome.RIGHT
    elif any(_tells(each, expected) for each in found.problems):
        outcome = Outcome.TOLD
    else:
        outcome = Outcome.SILENT
    return Verdict(
        kind, name, format, glued, seed, outcome, " | ".join((why, *said)) if why else ""
    )


def _pulled(book: Any, own: Scene) -> Pulled:
    if isinstance(book, Word):
        return brought_back(book.edited(), Wish(own.edited.path, own.path))
    path = written(book.saved(), f"{own.name}.{own.format.value}")
    return pulled(Wish(path, own.path))


def _tells(problem: Problem, expected: Expected) -> bool:
    """Tell whether `problem` says that something is wrong; a new row is always told."""
    usual = problem.code == "TRK007" and expected.threaded is not None
    return problem.severity is not Severity.NOTE and not usual


def wrong(own: Scene, found: Pulled, expected: Expected) -> Iterator[str]:
    """Yield what of the definition is not as `expected`."""
    before = own.edited.definition.data.decode()
    after = next((f.after.decode() for f in found.files if f.path == own.path), before)
    lines = [
        line
        for line in unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]
    if len(lines) > expected.lines:
        yield f"{len(lines)} baris berubah: {lines[:6]}"
    for _, text in expected.texts:
        if not any(line[0] == "+" and text in line for line in lines):
            yield f"{text} tidak ada di {lines}"
        if found.problems:
            yield "diberitahukan"
    try:
        read = own.read(after)
    except ProblemsError as error:
        yield f"tidak terbaca: {error.problems[0].message}"
        return
    if expected.chart is None:
        return
    profile = own.definition.profile
    for number, chart in enumerate(charts(read)):
        at = read.sop.flow_at(number)
        was = next(flow.chart for flow in own.flows if flow.at == at)
        wanted = expected.chart if at == expected.at else was
        if at == expected.at and expected.threaded is not None:
            yield from _not_threaded(wanted, chart, expected.threaded, own)
            continue
        for name, one, other in zip(
            ("lajur", "baris", "simbol", "panah"),
            told(wanted, profile),
            told(chart, profile),
            strict=True,
        ):
            if one != other:
                yield f"{name}: {_apart(one, other)}"
    if own.definition.sop.model_dump(exclude={"lanes", "rows", "several_flows"}) != (
        read.sop.model_dump(exclude={"lanes", "rows", "several_flows"})
    ):
        yield "isi lain berubah"


def _apart(one: Any, other: Any) -> str:
    if isinstance(one, dict):
        one, other = set(one.items()), set(other.items())
    if isinstance(one, tuple):
        return (
            f"mau {one} dapat {other}"[:600]
            if len(str(one)) < 300
            else str(
                [(a, b) for a, b in zip(one, other, strict=False) if a != b]
                or (len(one), len(other))
            )[:600]
        )
    return f"kurang {set(one) - set(other)} lebih {set(other) - set(one)}"


def _not_threaded(wanted: Chart, chart: Chart, at: int, own: Scene) -> Iterator[str]:
    """Yield what is wrong of a chart with a new row, whose symbol stands in the flow."""
    profile = own.definition.profile
    if told(wanted, profile)[:2] != told(chart, profile)[:2]:
        yield f"baris: {_apart(told(wanted, profile)[1], told(chart, profile)[1])}"
        return
    new = [number for number, mark in enumerate(chart.marks) if mark.row == at]
    if len(new) != 1 or chart.marks[new[0]].symbol is not Symbol.PROCESS:
        yield f"{len(new)} simbol di baris baru"
        return
    above = [n for n, mark in enumerate(wanted.marks) if mark.row == at - 1]
    below = [n for n, mark in enumerate(wanted.marks) if mark.row == at + 1]
    through = [a for a in wanted.arrows if a.source in above and a.target in below]
    into = [a for a in chart.arrows if a.target == new[0]]
    out = [a for a in chart.arrows if a.source == new[0]]
    if through and (not into or len(out) < 1):
        yield "baris baru tidak di dalam alur"
    closed = without_row(chart, at)
    rest = without_row(wanted, at)
    one, other = told(rest, profile), told(closed, profile)
    for name, a, b in zip(("simbol", "panah"), one[2:], other[2:], strict=True):
        if a != b:
            yield f"{name}: {_apart(a, b)}"
