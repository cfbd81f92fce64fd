"""A drawing that was seen is said in as few keys as draw it again."""

from sopgen.document.page import Symbol
from sopgen.importer.drawing import drawn
from sopgen.model.profile import Profile
from sopgen.recognition.reading import SeenArrow, SeenFlow, SeenMark

LANES = {"juru": "Juru", "ketua": "Ketua", "kebun": "Kebun"}
START, BOX, DIAMOND = Symbol.TERMINATOR, Symbol.PROCESS, Symbol.DECISION


def mark(
    row: int, lane: int, symbol=BOX, *, to: int = -1, order: int = 0, text: str = ""
) -> SeenMark:
    return SeenMark(row, order, lane, max(lane, to), symbol, text, "", 0)


def said(marks: list[SeenMark], arrows: list[SeenArrow], rows: int = 3):
    steps = [{"kegiatan": f"Langkah {row + 1}"} for row in range(rows)]
    seen = SeenFlow(tuple(marks), tuple(arrows))
    capsules = Profile.model_validate({"label": {"mulai": "", "selesai": ""}})
    found = drawn(LANES, list(LANES), steps, seen, {row: row for row in range(rows)}, capsules)
    return found.flow["langkah"], found.unsaid


def test_what_is_usual_takes_no_word():
    marks = [mark(0, 0, START), mark(1, 1), mark(2, 0, START)]
    steps, unsaid = said(marks, [SeenArrow(0, 1), SeenArrow(1, 2)])
    assert [list(step) for step in steps] == [["kegiatan", "pelaksana"]] * 3
    assert [step["pelaksana"] for step in steps] == ["juru", "ketua", "juru"]
    assert unsaid == ()


def test_a_decision_says_its_answers():
    marks = [mark(0, 0, START), mark(1, 1, DIAMOND), mark(2, 0, START)]
    arrows = [SeenArrow(0, 1), SeenArrow(1, 0, "Tidak"), SeenArrow(1, 2, "Ya")]
    steps, unsaid = said(marks, arrows)
    assert steps[1]["cabang"] == {"Tidak": "langkah", "Ya": "berikutnya"}
    assert steps[0]["id"] == "langkah"
    assert unsaid == ()


def test_joint_work_is_a_list_of_lanes():
    marks = [mark(0, 0, START), mark(1, 0), mark(1, 2), mark(2, 0, START)]
    arrows = [SeenArrow(0, 1), SeenArrow(1, 2, plain=True), SeenArrow(1, 3)]
    steps, _ = said(marks, arrows)
    assert steps[1]["pelaksana"] == ["juru", "kebun"]


def test_two_symbols_of_a_cell_and_one_over_two_lanes_are_said():
    marks = [mark(0, 0, START), mark(1, 0), mark(1, 0, order=1), mark(2, 1, START, to=2)]
    arrows = [SeenArrow(0, 1), SeenArrow(1, 2), SeenArrow(2, 3)]
    steps, unsaid = said(marks, arrows)
    assert steps[1]["pelaksana"] == {"juru": [{}, {}]}
    assert steps[2]["pelaksana"] == {"ketua": {"lajur": ["ketua", "kebun"]}}
    assert unsaid == ()


def test_a_symbol_without_an_arrow_says_that():
    marks = [mark(0, 0, START), mark(1, 1), mark(2, 0, START)]
    steps, _ = said(marks, [SeenArrow(0, 1)])
    assert steps[1]["lanjut"] == "tidak ada"


def test_an_arrow_from_a_symbol_to_itself_is_none():
    marks = [mark(0, 0, START), mark(1, 1), mark(2, 0, START)]
    steps, unsaid = said(marks, [SeenArrow(0, 1), SeenArrow(1, 1), SeenArrow(1, 2)])
    assert (list(steps[1]), unsaid) == (["kegiatan", "pelaksana"], ())


def test_what_no_words_say_is_told_and_the_rest_is_said():
    marks = [
        mark(0, 0, START),
        mark(1, 0, to=1),
        mark(1, 1, to=2, order=1),
        mark(2, 0, START),
    ]
    arrows = [SeenArrow(0, 1), SeenArrow(1, 2), SeenArrow(2, 3)]
    steps, unsaid = said(marks, arrows)
    assert unsaid == (1,)
    assert set(steps[1]["pelaksana"]) == {"juru", "ketua"}
    assert steps[0] == {"kegiatan": "Langkah 1", "pelaksana": "juru"}


def test_a_row_without_a_symbol_leads_nowhere():
    marks = [mark(0, 0, START), mark(2, 0, START)]
    steps, unsaid = said(marks, [SeenArrow(0, 1)])
    assert steps[1]["lanjut"] == "tidak ada"
    assert steps[0]["lanjut"] == "selesai"
    assert unsaid == (1,)
