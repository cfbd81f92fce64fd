"""What was drawn otherwise is said in the definition, in as few words as it takes."""

from collections.abc import Callable
from difflib import unified_diff
from typing import Any

import pytest
from msgspec.structs import replace

from sopgen.definition.composer import compose
from sopgen.definition.reading import read_definition
from sopgen.definition.validation import Data, plain
from sopgen.document.page import Symbol
from sopgen.editing.operations import all_edited
from sopgen.editing.ways import Drawing, Said, WantedArrow, WantedMark, drawing_of, said
from sopgen.editing.ways.drawing import Typed, typed
from sopgen.layout.flowchart.chart import chart
from sopgen.model.flow import Flow
from sopgen.model.graph import graph
from sopgen.model.profile import FlowFormat, Profile, Terminators
from sopgen.problems.problem import Loc
from tests.catalogue import DEFINITIONS
from tests.pull.redrawing import edits

TEXT = """\
pelaksana: {kadis: Kepala Dinas, tim: Tim, umum: Umum}
langkah:
  - kegiatan: Membentuk tim penyusun   # rapat
    pelaksana: kadis
  - id: susun
    kegiatan: Menyusun draf
    pelaksana: tim
    waktu: 1 hari
  - kegiatan: Memeriksa draf
    pelaksana: kadis
    cabang: {Ya: berikutnya, Tidak: susun}
  - kegiatan: Mencatat laporan
    pelaksana: umum
  - kegiatan: Menyerahkan laporan
    pelaksana: tim
"""
MEMBENTUK, MENYUSUN, MEMERIKSA, MENCATAT, MENYERAHKAN = range(5)
"""The symbols of the steps; each has one."""

Change = Callable[[Drawing], Drawing]


def flow_data(text: str, at: Loc = ()) -> Any:
    found: Any = plain(compose(text).root)
    for step in at:
        found = found[step]
    return found


def drawing(data: Any, profile: Profile) -> Drawing:
    """Return what the flow of `data` draws; it has no faults."""
    flow = Flow.model_validate({key: data[key] for key in ("pelaksana", "langkah")})
    found, problems = graph(flow)
    assert problems == ()
    return drawing_of(chart(flow, found, profile))


def shown(text: str, profile: Profile, at: Loc = ()) -> Typed:
    data = flow_data(text, at)
    return typed(drawing(data, profile), profile, len(data["langkah"]))


def after(change: Change, text: str = TEXT) -> tuple[str, Said]:
    """Return the difference in lines that `change` makes in `text`; it draws what was wanted."""
    data = flow_data(text)
    wanted = change(drawing(data, Profile()))
    found = said(data, (), wanted, Profile())
    new = all_edited(text, found.operations)
    assert isinstance(new, str), new
    if not found.unsaid:
        assert shown(new, Profile()) == typed(wanted, Profile(), len(data["langkah"]))
    lines = unified_diff(text.splitlines(), new.splitlines(), lineterm="", n=0)
    return "\n".join(line for line in lines if line[:3] not in ("---", "+++", "@@ ")), found


def marked(at: int, **changed: Any) -> Change:
    def change(before: Drawing) -> Drawing:
        marks = list(before.marks)
        marks[at] = replace(marks[at], **changed)
        return replace(before, marks=tuple(marks))

    return change


def aimed(source: int, to: int, **changed: Any) -> Change:
    def change(before: Drawing) -> Drawing:
        arrows = tuple(
            replace(each, **changed) if (each.source, each.target) == (source, to) else each
            for each in before.arrows
        )
        assert arrows != before.arrows
        return replace(before, arrows=arrows)

    return change


def without(source: int, target: int) -> Change:
    def change(before: Drawing) -> Drawing:
        arrows = (each for each in before.arrows if (each.source, each.target) != (source, target))
        return replace(before, arrows=tuple(arrows))

    return change


def plus(source: int, target: int, *more: WantedMark, **said: Any) -> Change:
    def change(before: Drawing) -> Drawing:
        arrow = WantedArrow(source, target, **said)
        return Drawing((*before.marks, *more), (*before.arrows, arrow))

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (marked(MENYUSUN, lane=2, last_lane=2), "-    pelaksana: tim\n+    pelaksana: umum"),
        (marked(MENYUSUN, symbol=Symbol.DECISION), "+    simbol: keputusan"),
        (marked(MEMERIKSA, symbol=Symbol.PROCESS), "+    simbol: proses"),
        (marked(MENYUSUN, text="Draf"), "+    teks: Draf"),
        (
            marked(MENYUSUN, last_lane=2),
            "-    pelaksana: tim\n+    pelaksana:\n+      tim:\n+        lajur:\n"
            "+          - tim\n+          - umum",
        ),
        (without(MENCATAT, MENYERAHKAN), "+    lanjut: tidak ada"),
        (
            without(MEMERIKSA, MENYUSUN),
            "-    cabang: {Ya: berikutnya, Tidak: susun}\n+    cabang: {Ya: berikutnya}",
        ),
        (
            aimed(MEMERIKSA, MENYUSUN, label="Perlu diulang"),
            "-    cabang: {Ya: berikutnya, Tidak: susun}\n"
            "+    cabang: {Ya: berikutnya, Perlu diulang: susun}",
        ),
        (
            aimed(MEMERIKSA, MENYUSUN, target=MENYERAHKAN),
            "-    cabang: {Ya: berikutnya, Tidak: susun}\n"
            "+    cabang: {Ya: berikutnya, Tidak: selesai}",
        ),
        (
            aimed(MEMERIKSA, MENYUSUN, target=MEMBENTUK),
            "-  - kegiatan: Membentuk tim penyusun   # rapat\n+  - id: membentuk\n"
            "+    kegiatan: Membentuk tim penyusun   # rapat\n"
            "-    cabang: {Ya: berikutnya, Tidak: susun}\n"
            "+    cabang: {Ya: berikutnya, Tidak: membentuk}",
        ),
        (
            aimed(MEMERIKSA, MENYUSUN, dashed=True),
            "-    cabang: {Ya: berikutnya, Tidak: susun}\n"
            "+    cabang: {Ya: berikutnya, Tidak: {ke: susun, garis: putus-putus}}",
        ),
        (aimed(MENCATAT, MENYERAHKAN, target=MENYUSUN), "+    lanjut: susun"),
        (
            plus(MENCATAT, MENYUSUN, label="Salinan"),
            "+    lanjut:\n+      - ke: susun\n+        label: Salinan\n+      - berikutnya",
        ),
        (
            plus(MENYUSUN, 5, WantedMark(1, 2, 2, 0, Symbol.PROCESS), plain=True),
            "-    pelaksana: tim\n+    pelaksana:\n+      - tim\n+      - umum",
        ),
    ],
    ids=[
        "moved",
        "a lozenge",
        "a box",
        "words",
        "widened",
        "cut",
        "answer cut",
        "answer relabelled",
        "to the end",
        "to a step without id",
        "dashed",
        "retargeted",
        "a second arrow with words",
        "together",
    ],
)
def test_as_few_words_as_it_takes(change, expected):
    changed, found = after(change)
    assert (changed, found.unsaid) == (expected, ())


def test_what_named_a_deleted_step_goes_where_it_is_drawn():
    text = TEXT.replace(
        "  - id: susun\n    kegiatan: Menyusun draf\n    pelaksana: tim\n    waktu: 1 hari\n", ""
    )
    labels = Profile().labels
    wanted = Drawing(
        (
            WantedMark(0, 0, 0, 0, Symbol.TERMINATOR, labels.start),
            WantedMark(1, 0, 0, 0, Symbol.DECISION),
            WantedMark(2, 2, 2, 0, Symbol.PROCESS),
            WantedMark(3, 1, 1, 0, Symbol.TERMINATOR, labels.end),
        ),
        (
            WantedArrow(0, 1),
            WantedArrow(1, 2, "Ya"),
            WantedArrow(1, 0, "Tidak"),
            WantedArrow(2, 3),
        ),
    )
    found = said(flow_data(text), (), wanted, Profile())
    new = all_edited(text, found.operations)
    assert isinstance(new, str)
    assert found.unsaid == ()
    assert "cabang: {Ya: berikutnya, Tidak: membentuk}" in new
    assert "- id: membentuk\n    kegiatan: Membentuk tim penyusun   # rapat" in new


def test_what_no_words_can_say_stays_and_is_told():
    text = TEXT.replace("pelaksana: tim\n    waktu", "pelaksana: [tim, umum]\n    waktu")
    beside = WantedMark(1, 0, 0, 0, Symbol.PROCESS)
    changed, found = after(plus(1, 6, beside), text)
    assert (changed, found.unsaid) == ("", (1,))


def test_an_unsaid_step_keeps_the_arrows_that_others_send_it():
    text = TEXT.replace("pelaksana: tim\n    waktu", "pelaksana: [tim, umum]\n    waktu")
    beside = WantedMark(1, 0, 0, 0, Symbol.PROCESS)

    def change(before: Drawing) -> Drawing:
        both = plus(1, 6, beside)(before)
        first = next(at for at, each in enumerate(both.arrows) if each.source == MEMBENTUK)
        arrows = list(both.arrows)
        arrows[first] = replace(arrows[first], target=6)
        return replace(both, arrows=tuple(arrows))

    changed, found = after(change, text)
    assert (changed, found.unsaid) == ("", (0, 1))


def test_a_capsule_that_the_profile_draws_is_not_typed():
    style = FlowFormat(terminators=Terminators.EXTRA)
    profile = Profile(flow=style)
    found = said(flow_data(TEXT), (), drawing(flow_data(TEXT), profile), profile)
    assert found == Said(())


EXTRA = Profile(flow=FlowFormat(terminators=Terminators.EXTRA))
"""A profile that draws a capsule of its own beside the first step and the last."""


def test_a_capsule_beside_a_step_that_arrows_leave_is_typed_as_a_symbol_of_its_own():
    before = drawing(flow_data(TEXT), EXTRA)
    last = next(at for at, mark in enumerate(before.marks) if mark.item == MENYERAHKAN)
    back = next(at for at, mark in enumerate(before.marks) if mark.item == MENYUSUN)
    wanted = replace(before, arrows=(*before.arrows, WantedArrow(last, back)))
    found = said(flow_data(TEXT), (), wanted, EXTRA)
    assert found.unsaid == ()
    assert all_edited(TEXT, found.operations) == TEXT.replace(
        """\
  - kegiatan: Menyerahkan laporan
    pelaksana: tim
""",
        """\
  - kegiatan: Menyerahkan laporan
    pelaksana:
      tim:
        - lanjut:
            - susun
            - /tim/2
        - simbol: selesai
""",
    )


def test_a_capsule_in_the_middle_of_a_flow_is_typed_as_a_symbol_of_its_own():
    before = drawing(flow_data(TEXT), EXTRA)
    second = next(at for at, mark in enumerate(before.marks) if mark.item == MENYUSUN)
    above = replace(before.marks[second], order=0, symbol=Symbol.TERMINATOR, text="Mulai")
    marks = [*before.marks, above]
    marks[second] = replace(marks[second], order=1)
    start = WantedArrow(len(before.marks), second)
    wanted = Drawing(tuple(marks), (*before.arrows, start))
    found = said(flow_data(TEXT), (), wanted, EXTRA)
    assert found.unsaid == ()
    new = all_edited(TEXT, found.operations)
    assert isinstance(new, str)
    assert shown(new, EXTRA) == typed(wanted, EXTRA, 5)
    assert "        - simbol: mulai\n        - {}\n" in new


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_flow_that_is_drawn_as_it_is_needs_no_word(name):
    read = read_definition(DEFINITIONS[name])
    data = plain(compose(read.source.text).root)
    for number, flow in enumerate(read.sop.flows):
        wanted = drawing_of(chart(flow, graph(flow)[0], read.profile))
        assert said(data, read.sop.flow_at(number), wanted, read.profile) == Said(())


@pytest.mark.parametrize("name", DEFINITIONS)
def test_one_thing_drawn_otherwise_is_said_or_told(name):
    read = read_definition(DEFINITIONS[name])
    text = read.source.text
    data = plain(compose(text).root)
    for number, flow in enumerate(read.sop.flows):
        at = read.sop.flow_at(number)
        before = drawing_of(chart(flow, graph(flow)[0], read.profile))
        for kind, wanted in edits(before, len(flow.actors), seed=1, count=2):
            found = said(data, at, wanted, read.profile)
            new = all_edited(text, found.operations)
            assert isinstance(new, str), (kind, new)
            want = typed(wanted, read.profile, len(flow.rows))
            has = shown(new, read.profile, at)
            unlike = {place.item for place in (*want.looks, *has.looks)}
            unlike = {item for item in unlike if want.of(item) != has.of(item)}
            assert unlike <= set(found.unsaid), (kind, found)
            for item in found.unsaid:
                assert read.profile.flow.terminators is Terminators.ROW or want.joint(item), kind
            _only_steps_changed(data, flow_data(new), at)


def _only_steps_changed(before: Any, now: Any, at: Loc) -> None:
    """Assert that nothing but steps of the flow at `at` is otherwise, and of those few keys."""
    old, new = _steps(before, at), _steps(now, at)
    assert len(old) == len(new)
    drawn = {"id", "pelaksana", "keluar", "bersama", "simbol", "teks", "cabang", "lanjut"}
    for one, other in zip(old, new, strict=True):
        assert {k: v for k, v in one.items() if k not in drawn} == {
            k: v for k, v in other.items() if k not in drawn
        }
    assert _rest(before, at) == _rest(now, at)


def _steps(data: Any, at: Loc) -> list[dict[str, Data]]:
    for step in at:
        data = data[step]
    return data["langkah"]


def _rest(data: Any, at: Loc) -> Any:
    if not at:
        return {key: value for key, value in data.items() if key != "langkah"}
    number = at[1]
    flows = [
        _rest(each, ()) if index == number else each for index, each in enumerate(data["alur"])
    ]
    return {**data, "alur": flows}
