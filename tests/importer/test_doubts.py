"""What is not sure about a sheet is told, with its place in the definition and on the sheet."""

from msgspec.structs import replace

from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet
from sopgen.importer.draft import Doubt, FileClass, class_of
from sopgen.importer.drafting import draft_of
from sopgen.problems.codes import Code
from sopgen.recognition.sops import sops_of
from tests.recognition.test_unknown_tables import LEXICON

COLUMNS = (0, 600, 3000, 5000, 7000, 9000, 11000)
HEADS = ("No", "Kegiatan", "Juru", "Ketua", "Waktu", "Output")
BOX, DIAMOND, CAPSULE = "rect", "diamond", "roundRect"


def shape(number: int, row: int, lane: int, preset: str = BOX, text: str = "") -> SeenShape:
    box = Box(3500 + 2000 * lane, 1250 + 1000 * row, 1000, 500)
    return SeenShape(number, "", preset, box, text)


def arrow(number: int, *path: tuple[int, int]) -> SeenLine:
    return SeenLine(number, "", tuple(Point(x, y) for x, y in path), head_at_end=True)


def down(number: int, row: int, lane: int = 0) -> SeenLine:
    x, y = 4000 + 2000 * lane, 1750 + 1000 * row
    return arrow(number, (x, y), (x, y + 500))


CAPSULES = (shape(1, 0, 0, CAPSULE), shape(2, 1, 0), shape(3, 2, 0, CAPSULE))
ARROWS = (down(11, 0), down(12, 1))


def sheet(
    shapes: tuple[SeenShape, ...] = CAPSULES,
    lines: tuple[SeenLine, ...] = ARROWS,
    heads: tuple[str, ...] = HEADS,
    numbers: tuple[str, ...] = ("1", "2", "3"),
) -> Sheet:
    cells = [SeenCell(0, at, 1, 1, text) for at, text in enumerate(heads)]
    for row, number in enumerate(numbers, start=1):
        texts = (number, f"Kegiatan ke-{row}", "", "", "1 jam", "Catatan")
        cells += [SeenCell(row, at, 1, 1, text) for at, text in enumerate(texts)]
    rows = tuple(range(0, 1000 * (len(numbers) + 2), 1000))
    return Sheet("1", COLUMNS, rows, tuple(cells), shapes, lines, paper=(12000, 16000))


IDENTITY = Sheet(
    "1",
    (0, 4000, 7000, 11000),
    (0, 500, 1000, 1500, 2000, 2500),
    (
        SeenCell(0, 0, 3, 1, "DINAS KEBUN"),
        SeenCell(0, 1, 1, 1, "Nomor SOP"),
        SeenCell(0, 2, 1, 1, "1/2024"),
        SeenCell(1, 1, 1, 1, "Tanggal Efektif"),
        SeenCell(1, 2, 1, 1, "3 Juni 2024"),
        SeenCell(2, 1, 1, 1, "Nama SOP"),
        SeenCell(2, 2, 1, 1, "Bibit"),
        SeenCell(3, 0, 1, 1, "Dasar Hukum"),
        SeenCell(4, 0, 1, 1, "Peraturan Kebun"),
    ),
    paper=(12000, 16000),
)


def doubts(*sheets: Sheet) -> list[Doubt]:
    named = [replace(each, name=str(at)) for at, each in enumerate((IDENTITY, *sheets), start=1)]
    (sop,) = sops_of(named, LEXICON)
    return list(draft_of(sop).doubts)


def test_a_sheet_that_was_read_whole_raises_none():
    assert doubts(sheet()) == []
    assert class_of([]) is FileClass.READY


def test_a_symbol_without_a_way_out_is_told_where_it_stands():
    (told,) = doubts(sheet(lines=ARROWS[:1], shapes=(*CAPSULES[:2], shape(3, 2, 1, CAPSULE))))[:1]
    assert told.code is Code.IMPORT_NO_WAY
    assert told.text.startswith("Halaman 2, langkah 2: kotak tidak ditinggalkan panah.")
    assert (told.at, told.sheet, told.row) == (("langkah", 1), 1, 1)
    assert told.box == CAPSULES[1].box
    assert class_of([told]) is FileClass.ARROWS


def test_a_symbol_may_stop_where_another_of_its_row_leads_on():
    across = arrow(13, (4500, 2500), (5500, 2500))
    assert doubts(sheet((*CAPSULES, shape(4, 1, 1)), (*ARROWS, across))) == []


def test_a_decision_with_one_answer_is_told():
    shapes = (CAPSULES[0], shape(2, 1, 0, DIAMOND), CAPSULES[2])
    (told,) = doubts(sheet(shapes))
    assert "hanya ditinggalkan satu panah" in told.text


def test_an_end_that_reaches_nothing_is_told_with_its_line():
    loose = arrow(13, (4500, 2500), (6800, 2500))
    (told,) = doubts(sheet(lines=(*ARROWS, loose)))
    assert (told.code, told.at) == (Code.IMPORT_LOOSE_END, ("langkah", 1))
    assert (told.box.x, told.box.right) == (4500, 6800)


def test_words_without_an_arrow_are_told_in_full():
    words = SeenShape(9, "", BOX, Box(6000, 3300, 500, 200), "Segera", bare=True)
    (told,) = doubts(sheet((*CAPSULES, words)))
    assert (told.code, "“Segera”" in told.text) == (Code.IMPORT_LOOSE_LABEL, True)


def test_a_flow_without_symbols_keeps_its_lanes_and_steps():
    (sop,) = sops_of([IDENTITY, replace(sheet((), ()), name="2")], LEXICON)
    draft = draft_of(sop)
    (told,) = draft.doubts
    assert (told.code, told.at) == (Code.IMPORT_PICTURE, ("pelaksana",))
    assert class_of([told]) is FileClass.PICTURE
    assert draft.definition["pelaksana"] == {"juru": "Juru", "ketua": "Ketua"}
    assert {step["pelaksana"] for step in draft.definition["langkah"]} == {"belum diketahui"}


def test_a_table_that_is_a_picture_is_told_with_its_page():
    picture = SeenShape(1, "", "picture", Box(500, 500, 8000, 9000), "")
    (told,) = doubts(Sheet("1", (0, 1), (0, 1), (), (picture,), paper=(12000, 16000)))
    assert "berupa foto di halaman 2" in told.text
    assert (told.sheet, told.box) == (1, picture.box)


def test_numbers_that_jump_are_told():
    (told,) = doubts(sheet(numbers=("1", "2", "5")))
    assert (told.code, told.at) == (Code.IMPORT_NUMBERS, ("langkah", 2))


def test_lanes_of_one_name_are_told():
    heads = ("No", "Kegiatan", "Juru", "Juru", "Waktu", "Output")
    (told,) = doubts(sheet(heads=heads))
    assert (told.code, told.at) == (Code.IMPORT_LANES, ("pelaksana",))


def test_texts_over_each_other_are_told_at_their_key():
    over = replace(sheet(), overprinted=((1, 1),))
    (told,) = doubts(over)
    assert (told.code, told.sheet) == (Code.IMPORT_OVERPRINTED, 1)
    identity = replace(IDENTITY, overprinted=((0, 2),))
    (sop,) = sops_of([identity, replace(sheet(), name="2")], LEXICON)
    (told,) = draft_of(sop).doubts
    assert (told.at, "“1/2024”" in told.text) == (("nomor",), True)


def test_rows_are_placed_on_the_sheet():
    (sop,) = sops_of([IDENTITY, replace(sheet(), name="2")], LEXICON)
    rows = draft_of(sop).rows
    assert [(each.item, each.sheet, each.box.y) for each in rows] == [
        (0, 1, 1000),
        (1, 1, 2000),
        (2, 1, 3000),
    ]
