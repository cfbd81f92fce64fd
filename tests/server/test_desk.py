"""Two who write one text, what another program saves, and the way back."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopgen.problems.problem import Problem
from sopgen.server.asking import (
    AddStep,
    Aim,
    Asked,
    Conflict,
    Delete,
    Drop,
    Duplicate,
    Set,
    Shift,
)
from sopgen.server.desk import Desk, OpenText, Refused

STEPS = ("Mencatat", "Menyusun", "Memeriksa", "Menyerahkan")
TEXT = "".join(
    (
        "# kepala\nkop: alam\nnama: Laporan   # nama\nnomor: '1'\n",
        "pelaksana: {a: Staf, b: Kepala}\nlangkah:\n",
        *(f"  # {each}\n  - kegiatan: {each}\n    pelaksana: a\n    waktu:\n" for each in STEPS),
    )
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "laporan.yaml"
    place.write_text(TEXT, encoding="utf-8")
    return place


def word(number: int, new: str, old: str | None = None) -> Set:
    """Return the change of the word of a step."""
    return Set(("langkah", number, "kegiatan"), STEPS[number] if old is None else old, new)


def took(number: int, new: str) -> Set:
    return Set(("langkah", number, "waktu"), "", new)


def activities(text: OpenText) -> list[str]:
    tree = text.tree
    assert isinstance(tree, dict)
    return [step["kegiatan"] for step in tree["langkah"]]


def test_changes_of_two_fields_by_two_writers_both_survive_200_times(path: Path) -> None:
    for seed in range(200):
        chance = random.Random(seed)
        path.write_text(TEXT, encoding="utf-8")
        text = OpenText(path)
        base = text.digest
        one = chance.choice([word(1, "Menulis"), took(1, "1 jam")])
        other = chance.choice(
            [word(2, "Menilai"), took(2, "2 jam"), Set(("nama",), "Laporan", "L")]
        )
        first, second = (one, other) if seed % 2 else (other, one)
        assert text.change(base, [first]) is None
        assert text.change(base, [second]) is None
        assert text.save() is None
        both = OpenText(path)
        for each in (one, other):
            assert both.change(both.digest, [Set(each.at, each.new, "x")]) is None


def test_changes_of_one_field_are_a_conflict_and_the_first_one_stays_200_times(path: Path) -> None:
    for seed in range(200):
        path.write_text(TEXT, encoding="utf-8")
        text = OpenText(path)
        base = text.digest
        words = ("Menulis", "Merangkum") if seed % 2 else ("Merangkum", "Menulis")
        assert text.change(base, [word(seed % 4, words[0])]) is None
        before = text.data
        refused = text.change(base, [word(seed % 4, words[1])])
        met = Conflict(("langkah", seed % 4, "kegiatan"), words[0])
        assert refused == Refused(conflict=met, wanted=words[1])
        assert text.data == before


@pytest.mark.parametrize(
    "late",
    [
        took(2, "1 jam"),
        Delete(("langkah", 2)),
        Duplicate(("langkah", 2)),
        Shift(("langkah", 2), 0),
        AddStep(("langkah", 2), "b"),
        Aim(("langkah", 2), [("Ya", "berikutnya"), ("Tidak", 0)]),
        Drop(("langkah", 2, "waktu")),
    ],
)
def test_what_is_asked_of_a_step_that_moved_is_asked_of_no_other(path: Path, late: Asked) -> None:
    for first in (AddStep(("langkah", 0), "b"), Delete(("langkah", 0)), Shift(("langkah", 3), 1)):
        path.write_text(TEXT, encoding="utf-8")
        text = OpenText(path)
        base = text.digest
        assert text.change(base, [first]) is None
        before = text.data
        refused = text.change(base, [late])
        assert refused is not None
        assert refused.conflict is not None
        assert text.data == before


def test_a_step_that_stayed_is_changed_while_another_is_written_in(path: Path) -> None:
    text = OpenText(path)
    base = text.digest
    assert text.change(base, [word(3, "Mengirim")]) is None
    assert text.change(base, [Delete(("langkah", 1))]) is None
    assert activities(text) == ["Mencatat", "Memeriksa", "Mengirim"]
    assert text.change(base, [Delete(("langkah", 0)), word(0, "Menilai", "Menyusun")]) is not None


def test_a_text_that_nobody_saw_is_changed_by_names_alone(path: Path) -> None:
    text = OpenText(path)
    assert text.change("tidak dikenal", [Set(("nama",), "Laporan", "L")]) is None
    refused = text.change("tidak dikenal", [took(0, "1 jam")])
    assert refused is not None
    assert refused.conflict == Conflict(("langkah", 0, "waktu"), "")


@pytest.mark.parametrize(
    "asked",
    [
        Set((), "", "x"),
        Set(("langkah", -1, "waktu"), "", "1 jam"),
        Delete(("langkah", -1)),
        Shift(("langkah", 0), -1),
        Duplicate(()),
    ],
)
def test_what_is_no_place_is_refused(path: Path, asked: Asked) -> None:
    text = OpenText(path)
    refused = text.change(text.digest, [asked])
    assert refused is not None
    assert refused.problem is not None
    assert text.data == TEXT.encode()


def test_what_was_typed_is_done_upon_what_another_program_saved(path: Path) -> None:
    text = OpenText(path)
    text.change(text.digest, [word(1, "Menulis")])
    text.change(text.digest, [took(1, "1 jam")])
    path.write_text(TEXT.replace("nomor: '1'", "nomor: '2'"), encoding="utf-8")
    assert text.save() is None
    expected = TEXT.replace("nomor: '1'", "nomor: '2'").replace(
        "kegiatan: Menyusun", "kegiatan: Menulis"
    )
    at = expected.index("waktu:", expected.index("kegiatan: Menulis"))
    expected = f"{expected[:at]}waktu: 1 jam{expected[at + 6 :]}"
    assert path.read_text(encoding="utf-8") == expected


def test_what_meets_another_programs_words_is_told_and_stays_a_step_back(path: Path) -> None:
    text = OpenText(path)
    text.change(text.digest, [word(1, "Menulis")])
    text.change(text.digest, [took(2, "1 jam")])
    typed = text.data
    path.write_text(TEXT.replace("kegiatan: Menyusun", "kegiatan: Merangkum"), encoding="utf-8")
    refused = text.save()
    assert refused is not None
    assert refused.conflict == Conflict(("langkah", 1, "kegiatan"), "Merangkum")
    assert refused.wanted == "Menulis"
    assert "waktu: 1 jam" in path.read_text(encoding="utf-8")
    assert activities(text)[1] == "Merangkum"
    text.go_back()
    assert text.data == typed


def test_all_that_was_done_since_it_was_opened_is_told_and_taken_back_as_one_step(
    path: Path,
) -> None:
    text = OpenText(path)
    assert text.difference() == ""
    text.change(text.digest, [word(1, "Menulis")])
    text.save()
    text.change(text.digest, [took(2, "1 jam")])
    assert "-  - kegiatan: Menyusun" in text.difference()
    assert "+  - kegiatan: Menulis" in text.difference()
    typed = text.data
    text.go_to_first()
    assert text.save() is None
    assert path.read_text(encoding="utf-8") == TEXT
    text.go_back()
    assert text.data == typed


def test_keys_in_one_field_within_a_second_are_one_step(path: Path) -> None:
    now = iter([0.0, 0.9, 1.8, 3.0, 3.1, 3.2])
    text = OpenText(path, lambda: next(now))
    old = "Laporan"
    for new in ("L", "La", "Lap", "Lapo"):
        text.change(text.digest, [Set(("nama",), old, new)])
        old = new
    text.change(text.digest, [took(0, "1")])
    text.change(text.digest, [Set(("nama",), "Lapo", "Lapor")])
    told = []
    while text.can_go_back:
        text.go_back()
        told.append((text.focus, text.tree["nama"]))  # type: ignore[index]
    assert told == [
        (("nama",), "Lapo"),
        (("langkah", 0, "waktu"), "Lapo"),
        (("nama",), "Lap"),
        (("nama",), "Laporan"),
    ]
    assert text.data == TEXT.encode()


@st.composite
def operations(draw: st.DrawFn, steps: int) -> Asked:
    number = draw(st.integers(0, max(steps - 1, 0)))
    at = ("langkah", number)
    words = draw(st.text("ab :#-'\"[]{}?é", min_size=1, max_size=8).map(str.strip).filter(bool))
    match draw(st.integers(0, 6)):
        case 0:
            return AddStep(at, draw(st.sampled_from(["a", "b"])))
        case 1:
            return Duplicate(at)
        case 2:
            return Delete(at)
        case 3:
            return Shift(at, draw(st.integers(0, max(steps - 1, 0))))
        case 4:
            return Aim(at, [(words, draw(st.integers(0, max(steps - 1, 0)))), ("T", "selesai")])
        case 5:
            return Drop((*at, "waktu"))
        case _:
            return Set(("nama",), "?", words)


@settings(max_examples=2, deadline=None)
@given(st.data())
def test_500_operations_and_the_way_back_give_the_bytes_of_the_beginning(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("meja") / "laporan.yaml"
    start = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    path.write_bytes(start)
    clock = count()
    text = OpenText(path, lambda: next(clock) * 2.0)
    drawn = [data.draw(operations(4)) for _ in range(25)]
    chance = random.Random(data.draw(st.integers(0, 9)))
    done = 0
    for _ in range(500):
        each = chance.choice(drawn)
        if isinstance(each, Set):
            each = Set(each.at, text.tree["nama"], each.new)  # type: ignore[index]
        if isinstance(each, Duplicate | AddStep) and len(activities(text)) > 12:
            each = Delete(("langkah", 0))
        refused = text.change(text.digest, [each])
        assert refused is None or isinstance(refused.problem, Problem)
        done += refused is None
        if chance.random() < 0.1:
            text.save()
    assert done > 100
    forth = text.data
    while text.can_go_back:
        text.go_back()
    assert text.data == start
    text.save()
    assert path.read_bytes() == start
    while text.can_go_forth:
        text.go_forth()
    assert text.data == forth


def test_what_a_link_leads_to_outside_is_no_sop(tmp_path: Path) -> None:
    project = tmp_path / "proyek"
    folder = project / "definitions" / "alam"
    folder.mkdir(parents=True)
    (folder / "dalam.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "luar.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "luar.yaml").symlink_to(tmp_path / "luar.yaml")
    (folder / "tautan.yaml").symlink_to("dalam.yaml")
    desk = Desk(project)
    assert [path.name for _, path in desk.paths()] == ["dalam.yaml", "tautan.yaml"]
    linked = desk.opened(1)
    assert linked is not None
    assert linked.change(linked.digest, [Set(("nama",), "Laporan", "L")]) is None
    linked.save()
    assert (folder / "tautan.yaml").is_symlink()
    assert "nama: L " in (folder / "dalam.yaml").read_text(encoding="utf-8")
