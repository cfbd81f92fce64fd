"""The names in a flow: ids of lanes and steps that cannot be used, and headings without words."""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.model.flow import Flow, Unknown, is_unknown
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc, Problem
from sopgen.problems.spelling import quoted

NEXT_ROW = "berikutnya"
THE_END = "selesai"
NOWHERE = "tidak ada"
RESERVED = (NEXT_ROW, THE_END, NOWHERE)
"""Targets that are no names: the next step, the end symbol of the last row, no arrow."""


def naming_problems(flow: Flow) -> Iterator[Problem]:
    """Yield what is wrong with the names in `flow`; locs are relative to it."""
    yield from _lane_problems(flow)
    yield from _heading_problems(flow)
    yield from _step_problems(flow)


def performers_unknown(flow: Flow, at: Loc) -> Problem | None:
    """Return why `flow`, which stands at `at`, cannot be drawn; None where that is known of all."""
    if isinstance(flow.lanes, Unknown):
        return Problem(
            Code.UNKNOWN_PERFORMERS,
            "Bagan ini belum dapat digambar, karena pelaksananya belum diketahui.",
            at=(*at, "pelaksana"),
            hint="Ganti “belum diketahui” dengan kolom-kolom pelaksana, lalu isi “pelaksana” di "
            "tiap langkah.",
        )
    placed = zip(flow.steps, flow.step_places, strict=True)
    places = [place for step, place in placed if is_unknown(step)]
    if not places:
        return None
    steps = f"{len(places)} langkahnya" if len(places) > 1 else "langkah ini"
    return Problem(
        Code.UNKNOWN_PERFORMERS,
        f"Bagan ini belum dapat digambar, karena pelaksana {steps} belum diketahui.",
        at=(*at, *places[0], "pelaksana"),
        hint="Ganti tiap “belum diketahui” dengan id salah satu kolom.",
    )


def _lane_problems(flow: Flow) -> Iterator[Problem]:
    seen: set[str] = set()
    for lane in flow.placed_lanes:
        yield from _id_problems(lane.key, lane.at)
        if lane.key in seen:
            yield Problem(
                Code.DUPLICATE_ID,
                f"Id kolom {quoted(lane.key)} sudah dipakai kolom lain.",
                at=lane.at,
                hint="Beri tiap kolom id yang berbeda, juga di bawah unit yang berbeda.",
            )
        seen.add(lane.key)


def _heading_problems(flow: Flow) -> Iterator[Problem]:
    for over in flow.lane_headings:
        if not over.lanes:
            yield Problem(
                Code.EMPTY_VALUE,
                f"Di bawah {quoted(over.title)} belum ada kolom pelaksana.",
                at=("pelaksana", over.title),
                hint="Tulis id dan nama kolomnya, atau hapus tajuk itu.",
            )
    for at, heading in flow.headings:
        if not heading.title.strip():
            yield Problem(
                Code.EMPTY_VALUE,
                "Baris judul ini belum punya judul.",
                at=(*at, "judul"),
                hint="Isi “judul”, misalnya “A. PERSIAPAN”, atau hapus barisnya.",
            )


def _step_problems(flow: Flow) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, (step, place) in enumerate(zip(flow.steps, flow.step_places, strict=True)):
        if not step.id:
            continue
        at = (*place, "id")
        if step.id in RESERVED:
            yield Problem(
                Code.BAD_ID,
                f"{quoted(step.id)} sudah punya arti sendiri, jadi tidak dapat menjadi id.",
                at=at,
                hint="Pilih nama lain.",
            )
        yield from _id_problems(step.id, at)
        if first.setdefault(step.id, index) != index:
            yield Problem(
                Code.DUPLICATE_ID,
                f"Id {quoted(step.id)} sudah dipakai langkah ke-{first[step.id] + 1}.",
                at=at,
                hint="Beri tiap langkah id yang berbeda.",
            )


def _id_problems(name: str, at: Loc) -> Iterator[Problem]:
    if not name.strip() or "/" in name or name == Unknown.PERFORMER:
        yield Problem(
            Code.BAD_ID,
            f"{quoted(name)} tidak dapat menjadi id.",
            at=at,
            hint="Id tidak boleh kosong, memuat garis miring “/”, atau berbunyi “belum diketahui”."
            if name == Unknown.PERFORMER
            else "Id tidak boleh kosong atau memuat garis miring “/”.",
        )
