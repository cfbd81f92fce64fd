"""The columns of a table by name: those that a profile has, and the steps that fill them.

A column of an agency's own is declared under `kolom_tambahan`; `kolom` gives it a place,
`rata` aligns it, `lebar` makes it so wide, steps fill it under `tambahan` and may merge it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sopgen.model.flow import MERGEABLE, Flow, Step
from sopgen.model.profile import Column, FlowFormat, Profile
from sopgen.model.sop import Sop
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import ENOUGH, listed, nearest, quoted

_FORMAT: Loc = ("format", "alur")


def column_problems(said: Profile | None, format: FlowFormat) -> Iterator[Problem]:
    """Yield what is wrong with the columns in `said`, with which the `format` came about."""
    if said is None:
        return
    own = said.flow
    for name in own.extra_columns:
        yield from _name_problems(name)
    known = tuple(dict.fromkeys((*map(str, Column), *format.extra_columns)))
    unknown = [name for name in format.column_names if name not in known]
    if "column_names" in own.model_fields_set:
        yield from _order_problems(own.column_names, known)
    elif unknown and "extra_columns" in own.model_fields_set:
        yield Problem(
            Code.COLUMNS,
            f"“kolom” memuat {listed(unknown)}, yang tidak ada lagi di “kolom_tambahan” ini.",
            at=(*_FORMAT, "kolom_tambahan"),
            hint="Tambahkan di sini, atau tulis “kolom” tanpa kolom itu.",
        )
    for key, names in (("rata", own.aligned), ("lebar", own.widths)):
        for name in names:
            if name not in known:
                yield Problem(
                    Code.UNKNOWN_KEY,
                    f"Kunci {quoted(name)} tidak dikenal di {quoted(key)}.",
                    at=(*_FORMAT, key, name),
                    hint=f"Yang ada: {listed(known)}.",
                )


def _name_problems(name: str) -> Iterator[Problem]:
    if not name.strip() or name in tuple(Column):
        yield Problem(
            Code.BAD_ID,
            f"{quoted(name)} tidak dapat menjadi nama kolom tambahan.",
            at=(*_FORMAT, "kolom_tambahan", name),
            hint="Pilih nama yang bukan nama kolom bawaan; judulnya boleh apa saja.",
        )


def _order_problems(names: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    at = (*_FORMAT, "kolom")
    if len(set(names)) < len(names) or Column.LANES not in names:
        yield Problem(
            Code.COLUMNS,
            "“kolom” harus memuat “pelaksana”, dan tiap kolom hanya sekali.",
            at=at,
            hint=f"Yang ada: {listed(known)}.",
        )
    for position, name in enumerate(names):
        if name not in known:
            yield _unknown(name, known, (*at, position))


def cell_problems(sop: Sop, format: FlowFormat) -> Iterator[Problem]:
    """Yield the columns that steps name and the table does not have."""
    for index, flow in enumerate(sop.flows):
        at = sop.flow_at(index)
        yield from _step_problems(flow, format.extra_columns, at)
        if flow.headings and not {*format.column_names, *format.extra_columns} - {Column.LANES}:
            heading_at, _ = flow.headings[0]
            yield Problem(
                Code.COLUMNS,
                "Baris judul tidak punya tempat: tabel ini hanya punya kolom pelaksana.",
                at=(*at, *heading_at),
                hint="Tambahkan kolom lain ke “kolom”, atau hapus baris judulnya.",
            )


def _step_problems(flow: Flow, extra: Iterable[str], at: Loc) -> Iterator[Problem]:
    names = tuple(extra)
    told = 0
    for step, place in zip(flow.steps, flow.step_places, strict=True):
        for problem in _cell_problems(step, names, (*at, *place), advised=told < ENOUGH):
            yield problem
            told += 1


def _cell_problems(
    step: Step, names: Sequence[str], at: Loc, *, advised: bool
) -> Iterator[Problem]:
    for name in step.extra:
        if name not in names:
            near = nearest(name, names) if advised else ""
            yield Problem(
                Code.UNKNOWN_KEY,
                f"Kolom tambahan {quoted(name)} tidak ada.",
                at=(*at, "tambahan", name),
                hint=f"Barangkali maksudnya {quoted(near)}."
                if near
                else "Sebut dahulu di “format.alur.kolom_tambahan”, di sini atau di kop.",
            )
    mergeable = (*MERGEABLE, *names)
    for position, name in enumerate(step.merged):
        if name not in mergeable:
            yield _unknown(name, mergeable, (*at, "gabung", position), advised=advised)


def _unknown(name: str, known: Sequence[str], at: Loc, *, advised: bool = True) -> Problem:
    """Return the problem of an unknown `name` at `at`, an item of a list."""
    key, position = at[-2:]
    near, choices = nearest(name, known) if advised else "", f"Yang ada: {listed(known)}."
    return Problem(
        Code.UNKNOWN_VALUE,
        f"{quoted(name)} tidak dikenal untuk butir ke-{int(position) + 1} dari {quoted(str(key))}.",
        at=at,
        hint=f"Barangkali maksudnya {quoted(near)}. {choices}" if near else choices,
    )
