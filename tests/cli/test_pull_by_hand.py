"""Page breaks and widths that were moved by hand: keys where there are any, else counted."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.projects import LETTERHEAD
from tests.pull.packages import resaved, rewritten

DEFINITION = Path("definitions/kota/lakip.yaml")
WORKBOOK = Path("output/kota/lakip.xlsx")
WORD = Path("output/kota/lakip.docx")
FLOW = "xl/worksheets/sheet2.xml"

HEAD = """\
kop: kota
nama: Penyusunan LAKIP
nomor: 503/22
pelaksana: {kadis: Kepala Dinas, tim: Tim}
"""
STEPS = """\
langkah:
  - kegiatan: Membentuk tim
    pelaksana: kadis
  - kegiatan: Menyusun draf
    pelaksana: tim
    output: Draf
  - judul: B. PENGESAHAN
  - kegiatan: Menandatangani draf
    pelaksana: kadis
    output: LAKIP
"""
TYPED = HEAD + STEPS


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    (tmp_path / DEFINITION.parent).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    built(TYPED)


def built(text: str) -> None:
    DEFINITION.write_text(text, encoding="utf-8")
    result = run("build", "--force", "-f", "xlsx", "-f", "docx")
    assert result.exit_code == 0, result.output


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def pulled(file: Path = WORKBOOK) -> tuple[str, str, str]:
    """Return the definition after a pull, and what was said of it."""
    result = run("pull", file)
    assert result.exit_code == 0, result.output
    return DEFINITION.read_text(encoding="utf-8"), result.stdout, result.stderr


def row_of(words: str) -> int:
    """Return the row of the worksheet, from 0, that begins with these words in some cell."""
    found: list[int] = []

    def look(name: str, text: str) -> str:
        if name == FLOW:
            rows = re.findall(r'<row r="(\d+)"(.*?)</row>', text)
            found.extend(int(number) - 1 for number, cells in rows if words in cells)
        return text

    rewritten(WORKBOOK, look, Path("looked.xlsx"))
    return found[0]


def broken_before(*rows: int) -> None:
    """Let the pages of the flow end before these `rows` and nowhere else, as Excel writes it."""
    breaks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in rows)
    written = f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{breaks}</rowBreaks>'

    def change(name: str, text: str) -> str:
        if name != FLOW:
            return text
        bare = re.sub("<rowBreaks.*?</rowBreaks>", "", text)
        return bare.replace("</headerFooter>", f"</headerFooter>{written if rows else ''}")

    rewritten(WORKBOOK, change)


def breaks_now() -> list[int]:
    found: list[int] = []

    def look(name: str, text: str) -> str:
        if name == FLOW:
            found.extend(map(int, re.findall(r'<brk id="(\d+)"', text)))
        return text

    rewritten(WORKBOOK, look, Path("looked.xlsx"))
    return found


def widened(column: int, pixels: int) -> None:
    """Make a column of the worksheet, from 1, wider: a character is 8 pixels wide there."""

    def wider(found: re.Match[str]) -> str:
        return f'<col width="{float(found[1]) + pixels / 8}"{found[2]}'

    pattern = rf'<col width="([\d.]+)"( customWidth="1" min="{column}" max="{column}")'
    rewritten(WORKBOOK, lambda name, text: re.sub(pattern, wider, text) if name == FLOW else text)


def column_of(words: str) -> int:
    """Return the column, from 1, of the cell that holds these words."""
    found: list[str] = []

    def look(name: str, text: str) -> str:
        if name == FLOW:
            found.extend(re.findall(rf'<c r="([A-Z]+)\d+"[^>]*>(?:(?!</c>).)*{words}', text))
        return text

    rewritten(WORKBOOK, look, Path("looked.xlsx"))
    return ord(found[0]) - ord("A") + 1


# Page breaks


def test_a_page_break_before_a_step_is_a_key_of_it() -> None:
    broken_before(row_of("Menyusun draf"))
    text, said, _ = pulled()
    assert text == TYPED.replace("    output: Draf\n", "    output: Draf\n    halaman_baru: ya\n")
    assert "langkah 2, halaman_baru: + “ya” (Bagan Alir!A" in said


@pytest.mark.parametrize("words", ["PENGESAHAN", "Menandatangani"])
def test_a_page_break_at_a_heading_or_below_it_is_a_key_of_its_step(words: str) -> None:
    broken_before(row_of(words))
    text, _, _ = pulled()
    assert text == TYPED + "    halaman_baru: ya\n"


def test_what_was_pulled_is_what_is_built() -> None:
    broken_before(row_of("Menyusun draf"))
    pulled()
    assert run("build", "-f", "xlsx", "-f", "docx").exit_code == 0
    assert breaks_now() != []
    resaved(WORKBOOK)
    assert pulled()[2] == f"{WORKBOOK}: tidak ada perubahan.\n"


def test_a_page_break_taken_out_takes_the_key_out() -> None:
    built(TYPED + "    halaman_baru: ya\n")
    broken_before()
    text, said, _ = pulled()
    assert text == TYPED
    assert "langkah 3, halaman_baru: - “ya”" in said


def test_a_page_break_moved_from_one_step_to_another_moves_the_key() -> None:
    built(TYPED + "    halaman_baru: ya\n")
    broken_before(row_of("Menyusun draf"))
    text, _, _ = pulled()
    assert text == TYPED.replace("    output: Draf\n", "    output: Draf\n    halaman_baru: ya\n")


def test_a_page_break_that_nobody_asked_for_is_told_when_it_is_gone() -> None:
    many = "".join(f"  - kegiatan: Langkah {number}\n    pelaksana: tim\n" for number in range(40))
    built(f"{HEAD}langkah:\n{many}")
    ours = breaks_now()
    assert len(ours) == 2
    broken_before(*ours[:1])
    text, _, told = pulled()
    assert text == f"{HEAD}langkah:\n{many}"
    assert "1 perubahan tata letak tidak ikut.\n" in told


def test_a_page_break_above_the_first_step_says_nothing_and_is_told() -> None:
    broken_before(row_of("Membentuk tim"))
    text, _, told = pulled()
    assert text == TYPED
    assert "1 perubahan tata letak tidak ikut.\n" in told


def test_a_page_break_between_flows_that_share_a_page_parts_them() -> None:
    one = "    pelaksana: {a: Tim}\n    langkah:\n      - kegiatan: Tugas "
    flows = "".join(
        f"  - judul: Alur {name}\n{one}{name}\n        pelaksana: a\n" for name in ("A", "B")
    )
    typed = f"kop: kota\nnama: Penyusunan LAKIP\nnomor: 503/22\nalur:\n{flows}"
    built(typed)
    broken_before(row_of("Alur B"))
    text, said, _ = pulled()
    assert text == typed + "        halaman_baru: ya\n"
    assert "bagan 2, langkah 1, halaman_baru: + “ya”" in said


def test_a_step_that_was_told_otherwise_meanwhile_is_a_conflict() -> None:
    built(TYPED + "    halaman_baru: ya\n")
    broken_before()
    DEFINITION.write_text(TYPED + "    halaman_baru: tidak\n", encoding="utf-8")
    result = run("pull", WORKBOOK)
    assert result.exit_code == 1
    assert "[TRK003]" in result.stderr
    assert DEFINITION.read_text(encoding="utf-8") == TYPED + "    halaman_baru: tidak\n"


# Widths


def test_a_column_made_wider_by_hand_is_a_width_in_millimetres() -> None:
    widened(column_of("Menyusun draf"), 40)
    text, said, told = pulled()
    found = re.search(r"format:\n  alur:\n    lebar:\n      kegiatan: (\d+)\n", text)
    assert found, text
    assert text.replace(found[0], "") == TYPED
    assert f"format alur lebar kegiatan: + “{found[1]}”" in said
    assert "tata letak" not in told


def test_a_column_pulled_once_is_as_wide_as_it_was_left() -> None:
    widened(column_of("Menyusun draf"), 40)
    pulled()
    assert run("build", "-f", "xlsx", "-f", "docx").exit_code == 0
    resaved(WORKBOOK)
    assert pulled()[2] == f"{WORKBOOK}: tidak ada perubahan.\n"


def test_a_width_that_is_typed_is_changed_where_it_stands() -> None:
    typed = TYPED + "format: {alur: {lebar: {kegiatan: 80, output: 50}}}\n"
    built(typed)
    widened(column_of("Menyusun draf"), -38)
    assert pulled()[0] == typed.replace("80", "70")


def test_all_lanes_made_wider_are_one_width() -> None:
    built(TYPED + "format: {alur: {lebar: {pelaksana: 80}}}\n")
    widened(column_of("Kepala Dinas"), 76)
    assert pulled()[0] == TYPED + "format: {alur: {lebar: {pelaksana: 100}}}\n"


def test_widths_of_the_letterhead_stay_beside_those_of_the_definition() -> None:
    kop = Path("letterheads/kota.yaml")
    kop.write_text(LETTERHEAD + "format: {alur: {lebar: {kegiatan: 80, output: 50.5}}}\n")
    built(TYPED)
    widened(column_of("Menyusun draf"), 38)
    assert "    lebar:\n      kegiatan: 90\n      output: 50.5\n" in pulled()[0]


def test_a_width_that_leaves_no_room_is_told_and_not_taken() -> None:
    widened(column_of("Menyusun draf"), 1000)
    text, _, told = pulled()
    assert text == TYPED
    assert "Lebar kolom di lembar ini tidak diambil:" in told
    assert "[TRK012]" in told


def test_less_than_a_millimetre_is_no_change() -> None:
    widened(column_of("Menyusun draf"), 3)
    text, _, told = pulled()
    assert (text, told) == (TYPED, f"{WORKBOOK}: tidak ada perubahan.\n")


def test_a_column_made_wider_in_word_is_a_width_too() -> None:
    def change(name: str, text: str) -> str:
        if name != "word/document.xml":
            return text
        *before, flow = re.split(r"(?=<w:tblGrid>)", text)
        grid = re.findall(r'<w:gridCol w:w="(\d+)"/>', flow)
        wide, narrow = grid[1], grid[4]
        assert wide != narrow
        for old, new in ((wide, int(wide) + 567), (narrow, int(narrow) - 567)):
            flow = re.sub(rf'(<w:(?:gridCol|tcW) w:w=)"{old}"', rf'\1"{new}"', flow)
        return "".join((*before, flow))

    rewritten(WORD, change)
    text, said, _ = pulled(WORD)
    assert re.search(r"lebar:\n      kegiatan: \d+\n      kelengkapan: \d+\n", text), said


# What does not come along


def test_a_row_made_higher_is_counted_and_does_not_come_along() -> None:
    row = row_of("Menyusun draf") + 1

    def change(name: str, text: str) -> str:
        return re.sub(rf'(<row r="{row}" ht=)"[\d.]+"', r'\1"90"', text) if name == FLOW else text

    rewritten(WORKBOOK, change)
    text, _, told = pulled()
    assert text == TYPED
    assert told == (f"{WORKBOOK}: tidak ada perubahan.\n1 perubahan tata letak tidak ikut.\n")
