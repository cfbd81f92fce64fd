import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from sopgen.document.page import Face, Field, Font, Run
from sopgen.fonts import FontMetrics, break_lines, sheet_advances
from sopgen.fonts.cutting import cut
from sopgen.fonts.files import (
    BOOKMAN,
    STYLES,
    TIMES,
    Style,
    cache_folder,
    font_folders,
    installed,
    kept_measures,
    kept_program,
    problem_with,
    source,
)
from sopgen.problems.problem import ProblemsError
from tests.elsewhere import JAYAPURA, UTC, printed_at
from tests.measure import HalfEm

TEN = Font(Face.ARIAL, 200)
BOLD = Font(Face.ARIAL, 200, bold=True)
ITALIC = Font(Face.ARIAL, 200, italic=True)
PHRASE = "Memeriksa kelengkapan berkas (30 menit)"


def lines(text, width, metrics=None, font=TEN):
    broken = break_lines([Run(text, font)], width, metrics or HalfEm())
    return ["".join(run.text for run in line) for line in broken]


# Widths and heights


def test_arial_is_as_wide_as_its_metrics_say():
    metrics = FontMetrics()
    assert metrics.width(PHRASE, TEN) == pytest.approx(188.97 * 20, abs=0.2)
    assert metrics.width(PHRASE, BOLD) == pytest.approx(200.09 * 20, abs=0.2)


def test_arial_narrow_is_82_percent_of_arial():
    narrow = Font(Face.ARIAL_NARROW, 200)
    assert FontMetrics().width(PHRASE, narrow) == pytest.approx(0.82 * 188.97 * 20, abs=0.2)


def test_on_a_sheet_every_advance_is_a_whole_tenth_of_a_point():
    sheet = FontMetrics(sheet_advances)
    eight = Font(Face.ARIAL, 160)
    assert sheet.width("a", eight) == 88  # 0.556 em = 4.449 pt, rounded to 4.4
    assert sheet.width("a" * 20, eight) == 1760
    assert FontMetrics().width("a" * 20, eight) == pytest.approx(1779.7, abs=0.1)


def test_the_line_height_is_that_of_a_cell_in_calc():
    metrics = FontMetrics()
    heights = {size: metrics.line_height(Font(Face.ARIAL, size)) for size in range(140, 250, 20)}
    assert heights == {140: 156, 160: 178, 180: 200, 200: 224, 220: 246, 240: 268}
    assert metrics.line_height(Font(Face.ARIAL_NARROW, 180)) == 206
    assert metrics.ascent(TEN) == 182


def test_characters_without_a_glyph_are_named_once():
    assert FontMetrics().missing("ya ال tidak 😀 ✅ ✅\nok", TEN) == "ال😀✅"


def test_signs_of_every_kind_have_glyphs_of_their_own():
    signs = "☐☑☒✓✔✗✘✕✖●○►▶▪■□◆◇≤≥≠→⇒⇨➔➢➤★☆①⑳❶Ⓐ⌘⚠☎✉▲△♦⟶⬤"
    assert FontMetrics().missing(signs, TEN) == ""
    assert FontMetrics().missing(signs, Font(Face.TIMES_NEW_ROMAN, 200)) == ""


def test_a_sign_makes_no_line_higher():
    assert FontMetrics().line_height(Font(Face.SEGOE_UI_SYMBOL, 200)) <= 224


def test_what_offices_type_has_glyphs():
    typed = "Aé–—‘’“”•…€−≤≥±×÷§°½¼¾→←№™®©µ²³ºª«»¶†‡‰ĀĪŪāīū\u00a0‑ΔΩπ"
    assert FontMetrics().missing(typed, TEN) == ""


def test_a_soft_hyphen_is_missing_because_a_pdf_would_print_it():
    assert FontMetrics().missing("a\u00adb", TEN) == "\u00ad"


# Breaking


def test_lines_break_at_spaces_and_after_hyphens():
    assert lines("dari masing-masing bidang", 1200) == ["dari masing-", "masing", "bidang"]


def test_spaces_hang_over_the_end_of_a_line_and_stay_within_it():
    assert lines("aa  bb   cc", 600) == ["aa  bb", "cc"]


def test_no_line_begins_with_a_slash_or_ends_with_a_bracket():
    assert lines("KASUBBAG / KASI", 900) == ["KASUBBAG", "/ KASI"]
    assert lines("KASUBBAG / KASI", 1100) == ["KASUBBAG /", "KASI"]
    assert lines("bagian ( RENJA )", 1300) == ["bagian", "( RENJA )"]


def test_a_word_breaks_after_its_slash():
    assert lines("perorangan/badan", 1400) == ["perorangan/", "badan"]
    assert lines("oleh dan/atau", 1200) == ["oleh dan/", "atau"]
    assert lines("oleh dan/atau", 800) == ["oleh", "dan/atau"]
    assert lines("aa/bb/cc", 300) == ["aa/", "bb/", "cc"]


def test_a_number_of_an_sop_breaks_after_slashes():
    number = "503/22/SOP.PRCN/DISPMPTSPTK/2024"
    assert lines(number, 1800) == ["503/22/SOP.PRCN/", "DISPMPTSPTK/2024"]
    assert lines("No. " + number, 1700) == [
        "No. 503/22/",
        "SOP.PRCN/",
        "DISPMPTSPTK/2024",
    ]


def test_a_word_wider_than_the_line_is_cut():
    assert lines("pertanggungjawaban", 1000) == ["pertanggun", "gjawaban"]
    assert lines("abc", 50) == ["a", "b", "c"]


def test_an_address_breaks_where_it_must():
    assert lines("ke dpmptsp@contoh.example", 1500) == ["ke", "dpmptsp@contoh.", "example"]


def test_dashes_numbers_and_quotes():
    assert lines("Januari–Maret", 1000) == ["Januari–", "Maret"]
    assert lines("kata—kata", 600) == ["kata—", "kata"]
    assert lines("Rp 1.250.000,00 saja", 1450) == ["Rp", "1.250.000,00", "saja"]
    assert lines("butuh 50% lagi", 850) == ["butuh", "50% lagi"]
    assert lines("ini “kutipan panjang”", 1150) == ["ini", "“kutipan", "panjang”"]


def test_a_hard_space_keeps_words_together():
    assert lines("waktu 3\u00a0hari", 1000) == ["waktu", "3\u00a0hari"]


def test_a_line_break_ends_a_line_and_two_leave_one_empty():
    assert lines("a\nb\n\nc", 1000) == ["a", "b", "", "c"]
    assert lines("a\n", 1000) == ["a", ""]


def test_a_text_that_has_just_room_is_one_line_without_the_spaces_at_its_end():
    assert lines("surat masuk", 1100) == ["surat masuk"]
    assert lines("surat masuk  ", 1300) == ["surat masuk"]
    assert lines("surat masuk", 1099) == ["surat", "masuk"]


def test_no_text_has_no_lines():
    assert break_lines([], 1000, HalfEm()) == ()
    assert break_lines([Run("", TEN)], 1000, HalfEm()) == ()


def test_runs_stay_runs_and_neighbours_of_one_font_become_one():
    runs = [Run("surat ", TEN), Run("masuk", TEN), Run(", draft", ITALIC), Run(" ya", TEN)]
    assert break_lines(runs, 1300, HalfEm()) == (
        (Run("surat masuk", TEN), Run(",", ITALIC)),
        (Run("draft", ITALIC), Run(" ya", TEN)),
    )


def test_a_word_of_two_fonts_moves_as_one():
    runs = [Run("kata ", TEN), Run("tebal", BOLD), Run("nya lagi", TEN)]
    assert break_lines(runs, 1200, HalfEm()) == (
        (Run("kata", TEN),),
        (Run("tebal", BOLD), Run("nya", TEN)),
        (Run("lagi", TEN),),
    )


def test_a_page_number_stays_a_field():
    runs = [Run("Halaman ", TEN), Run("1", TEN, Field.PAGE), Run(" dari ", TEN)]
    assert break_lines(runs, 5000, HalfEm()) == (
        (Run("Halaman ", TEN), Run("1", TEN, Field.PAGE), Run(" dari", TEN)),
    )


# Files


def test_a_cut_is_the_same_under_every_hash_seed():
    code = (
        "import hashlib, sys; from pathlib import Path; from sopgen.fonts.cutting import cut;"
        "from sopgen.fonts.files import Style, source; from sopgen.document.page import Face;"
        "s = source(Face.ARIAL, Style(bold=True));"
        "print(hashlib.sha256(cut(s.path, s.name, s.weight).program).hexdigest())"
    )
    digests = printed_at(code, JAYAPURA, UTC)
    assert len(digests) == 1


def test_a_cut_is_small_static_and_named(tmp_path):
    bold = source(Face.ARIAL, Style(bold=True))
    made = cut(bold.path, bold.name, bold.weight)
    (tmp_path / "bold.ttf").write_bytes(made.program)
    with TTFont(tmp_path / "bold.ttf") as font:
        assert "fvar" not in font
        assert "GPOS" not in font
        assert font["name"].getDebugName(6) == "Arimo-Bold"
    assert len(made.program) < 60_000
    assert made.measures.advances["A"] == 1479


def test_cubic_outlines_become_quadratic(tmp_path):
    cubic = _cubic_font(tmp_path / "cubic.otf")
    made = cut(cubic, "Cubic", None)
    (tmp_path / "quadratic.ttf").write_bytes(made.program)
    with TTFont(tmp_path / "quadratic.ttf") as font:
        glyph = font["glyf"][font.getBestCmap()[ord("a")]]
        assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (50, 0, 450, 400)
    assert made.measures.advances == {"a": 500}


def _cubic_font(path):
    """Write a CFF font with one glyph: a circle of 400 units."""
    pen = T2CharStringPen(500, None)
    pen.moveTo((250, 0))
    pen.curveTo((360, 0), (450, 90), (450, 200))
    pen.curveTo((450, 310), (360, 400), (250, 400))
    pen.curveTo((140, 400), (50, 310), (50, 200))
    pen.curveTo((50, 90), (140, 0), (250, 0))
    pen.closePath()
    empty = T2CharStringPen(500, None)
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({ord("a"): "a"})
    builder.setupCFF("Cubic", {}, {".notdef": empty.getCharString(), "a": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 50)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Cubic", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def test_the_second_use_reads_the_cache(tmp_path):
    arial = source(Face.ARIAL, Style())
    first = kept_program(arial, tmp_path)
    places = sorted((tmp_path / "fonts").iterdir())
    assert [place.suffix for place in places] == [".advances", ".font"]
    assert kept_program(arial, tmp_path) == first
    assert kept_measures(arial, tmp_path).advances["a"] == 1139


def test_a_damaged_file_of_the_cache_is_cut_again(tmp_path):
    arial = source(Face.ARIAL, Style())
    good = kept_program(arial, tmp_path)
    for place in (tmp_path / "fonts").iterdir():
        data = bytearray(place.read_bytes())
        data[len(data) // 2] ^= 1
        place.write_bytes(data)
    assert kept_measures(arial, tmp_path).advances["a"] == 1139
    for place in (tmp_path / "fonts").iterdir():
        place.write_bytes(place.read_bytes()[:100])
    assert kept_program(arial, tmp_path) == good


def test_where_nothing_can_be_written_the_cut_stays_in_memory(tmp_path):
    (tmp_path / "file").write_text("in the way")
    arial = source(Face.ARIAL, Style())
    assert kept_measures(arial, tmp_path / "file").advances["a"] == 1139
    assert len(kept_program(arial, tmp_path / "file")) > 40_000


def _program_in(folder):
    return kept_program(source(Face.ARIAL, Style(italic=True)), folder)


def test_several_processes_may_be_first_at_once(tmp_path):
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        programs = list(pool.map(_program_in, [tmp_path] * 3))
    assert len(set(programs)) == 1
    assert len(list((tmp_path / "fonts").iterdir())) == 2


def test_the_cache_stands_where_the_environment_says(monkeypatch):
    monkeypatch.setenv("SOPGEN_CACHE", "/there")
    assert cache_folder() == Path("/there")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG is of Linux")
def test_folders_follow_xdg(monkeypatch):
    monkeypatch.delenv("SOPGEN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")
    monkeypatch.setenv("XDG_DATA_HOME", "/own")
    monkeypatch.setenv("XDG_DATA_DIRS", "/a:/b")
    assert cache_folder() == Path("/c/sopgen")
    folders = font_folders()
    assert (folders[0], folders[-2:]) == (Path("/own/fonts"), (Path("/a/fonts"), Path("/b/fonts")))


# Families of the machine


def _put(folder, family):
    folder.mkdir(parents=True, exist_ok=True)
    for file in family.files:
        (folder / file.upper()).write_bytes(b"")


def test_the_real_family_is_preferred_whatever_folder_it_lies_in(tmp_path):
    liberation = next(family for family in TIMES if family.name == "LiberationSerif")
    _put(tmp_path / "own", liberation)
    _put(tmp_path / "shared" / "truetype", TIMES[0])
    found = installed(TIMES, [tmp_path / "own", tmp_path / "shared"])
    assert found is not None
    assert [found[style].name for style in STYLES] == [
        "TimesNewRoman-Regular",
        "TimesNewRoman-Bold",
        "TimesNewRoman-Italic",
        "TimesNewRoman-BoldItalic",
    ]


def test_a_family_without_one_of_its_styles_does_not_count(tmp_path):
    _put(tmp_path, BOOKMAN[0])
    (tmp_path / BOOKMAN[0].files[3].upper()).unlink()
    assert installed(BOOKMAN, [tmp_path, tmp_path / "not there"]) is None


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they always have Times New Roman")
def test_a_missing_face_is_a_problem_that_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    source.cache_clear()
    try:
        problem = problem_with(Face.TIMES_NEW_ROMAN)
        assert problem is not None
        assert problem.code == "FNT001"
        assert problem.message == "Huruf Times New Roman tidak ada di komputer ini."
        assert "Liberation Serif" in problem.hint
        with pytest.raises(ProblemsError):
            source(Face.BOOKMAN_OLD_STYLE, Style())
        assert problem_with(Face.ARIAL_NARROW) is None
    finally:
        source.cache_clear()
