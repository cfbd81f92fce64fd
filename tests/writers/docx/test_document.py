import os
import subprocess
import sys

import pytest
from lxml import etree
from msgspec.structs import replace

from sopgen.document.page import (
    Align,
    Box,
    Face,
    Font,
    Line,
    OutlineEntry,
    Padding,
    Paragraph,
    Run,
    Text,
)
from sopgen.writers.docx import write
from tests.catalogue import ROOT
from tests.writers.docx.samples import (
    FONT,
    LANDSCAPE,
    NAMES,
    PITCH,
    W,
    body,
    cell,
    document,
    first,
    footer,
    page,
    paragraph,
    parts,
    sheet,
    table,
    text,
    values,
)


def test_a_file_has_only_the_parts_it_needs():
    assert list(parts(document(page(text("satu", 855))))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]


def test_nothing_of_the_template_is_left():
    made = parts(document(page(text("satu", 855))))
    for leftover in (b"python-docx", b"2013-12", b"Macintosh", b"theme", b"rsid", b"en-US"):
        assert [name for name, data in made.items() if leftover in data] == []


def test_word_lays_out_as_in_2013_and_later():
    settings = etree.fromstring(parts(document(page(text("satu", 855))))["word/settings.xml"])
    first_setting = values(settings, "w:compat/w:compatSetting")[0]
    assert (first_setting["name"], first_setting["val"]) == ("compatibilityMode", "15")


def test_new_text_gets_the_usual_font_and_language():
    styles = etree.fromstring(parts(document(page(text("satu", 855))))["word/styles.xml"])
    usual = first(styles, "w:docDefaults/w:rPrDefault/w:rPr")
    assert values(usual, "w:rFonts")[0]["ascii"] == "Arial"
    assert values(usual, "w:sz") == [{"val": "20"}]
    assert values(usual, "w:lang") == [{"val": "id-ID", "eastAsia": "id-ID", "bidi": "id-ID"}]


def test_a_file_says_what_it_is():
    core = parts(document(page(text("satu", 855))))["docProps/core.xml"].decode()
    assert "<dc:title>Penyusunan LAKIP</dc:title>" in core
    assert "<dc:creator>Dinas Contoh</dc:creator>" in core


def test_pages_of_one_size_share_a_section():
    pages = [page(text("a", 855)), page(text("b", 855)), page(text("c", 855), size=LANDSCAPE)]
    sections = body(*pages).findall(".//w:sectPr", NAMES)
    assert [values(section, "w:pgSz")[0] for section in sections] == [
        {"w": "11906", "h": "16838"},
        {"w": "16838", "h": "11906", "orient": "landscape"},
    ]
    assert values(sections[0], "w:pgMar") == [
        {
            "top": "835",
            "right": "855",
            "bottom": "1365",
            "left": "1140",
            "header": "427",
            "footer": "712",
            "gutter": "0",
        }
    ]


def test_the_margin_at_the_foot_is_never_less_than_the_footer_needs():
    low = replace(page(text("a", 855), footer=footer("1")), margins=Padding(855, 1140, 1250, 855))
    margin = values(body(low), ".//w:pgMar")[0]
    assert (margin["bottom"], margin["footer"]) == ("1238", "1008")


def test_every_page_begins_with_a_paragraph_of_one_point():
    made = body(page(text("a", 855)), page(text("b", 855)), page(text("c", 855), size=LANDSCAPE))
    low = [p for p in made.findall("w:p", NAMES) if values(p, "w:pPr/w:spacing")[0]["line"] == "20"]
    kinds = [[etree.QName(child).localname for child in first(p, "w:pPr")] for p in low]
    assert kinds == [
        ["spacing", "rPr"],
        ["pageBreakBefore", "spacing", "rPr"],
        ["spacing", "rPr", "sectPr"],
        ["spacing", "rPr"],
        ["spacing", "rPr"],
    ]


def test_a_paragraph_of_one_point_follows_a_table_that_ends_a_page_before_another():
    grid = table((1140, 2140), (900, 1400), cell(0, 0, "x", Box(1200, 930, 880, PITCH)))
    made = body(page(grid), page(text("penutup", 900)), page(grid))
    kinds = [etree.QName(each).localname for each in made]
    assert kinds == ["p", "tbl", "p", "p", "p", "p", "tbl", "p", "sectPr"]
    assert values(made[2], "w:pPr/w:spacing") == [{"line": "20", "lineRule": "exact"}]
    breaks = [each.find("w:pPr/w:pageBreakBefore", NAMES) is not None for each in made]
    assert breaks == [False, False, False, True, False, True, False, False, False]


def test_texts_stand_where_the_layout_put_them():
    made = body(page(text("satu", 1000), text("dua", 1500)))
    spacing = values(made, "w:p/w:pPr/w:spacing")[1:3]
    assert spacing == [
        {"before": "145", "line": "230", "lineRule": "exact"},
        {"before": "270", "line": "230", "lineRule": "exact"},
    ]
    assert values(made, "w:p/w:pPr/w:ind")[0] == {"right": "3891"}


def test_a_heading_stands_in_the_outline():
    made = body(page(text("SOP", 855, heading=2), text("isi", 1200)))
    assert values(made, "w:p/w:pPr/w:pStyle") == [{"val": "Heading2"}]


def test_a_run_keeps_its_font_spaces_and_breaks():
    box = Box(1140, 855, 6000, 2 * PITCH)
    runs = (
        Run("Tebal ", replace(FONT, bold=True)),
        Run("miring\nbaris  dua", Font(Face.ARIAL_NARROW, 170, italic=True)),
    )
    words = Paragraph(runs, box, PITCH, Align.RIGHT, lines=(Line(0, 0, ()), Line(0, 0, ())))
    made = body(page(Text(box, (words,))))
    xml = etree.tostring(made[1], encoding="unicode")
    assert '<w:b/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>' in xml
    assert '<w:t xml:space="preserve">Tebal </w:t>' in xml
    assert '<w:i/><w:sz w:val="17"/>' in xml
    assert '<w:t>miring</w:t><w:br/><w:t xml:space="preserve">baris  dua</w:t>' in xml
    assert values(made[1], "w:r/w:rPr/w:rFonts")[1] == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), "Arial Narrow"
    )
    assert values(made[1], "w:pPr/w:jc") == [{"val": "right"}]


def test_a_marker_hangs_left_of_its_text():
    box = Box(1540, 855, 5000, PITCH)
    lines = (Line(1140, 1036, (Run("1.", FONT),)), Line(1540, 1036, (Run("satu", FONT),)))
    item = Paragraph((Run("satu", FONT),), box, PITCH, Align.LEFT, Run("1.", FONT), 400, lines)
    made = body(page(Text(box, (item, replace(item, box=Box(1540, 1085, 5000, PITCH))))))
    assert values(made[1], "w:pPr/w:tabs/w:tab") == [{"val": "left", "pos": "400"}]
    assert values(made[1], "w:pPr/w:ind") == [{"left": "400", "right": "4491", "hanging": "400"}]
    assert [etree.QName(child).localname for child in made[1].iterfind("w:r/*", NAMES)] == [
        "rPr",
        "t",
        "tab",
        "rPr",
        "t",
    ]
    assert "before" not in values(made[2], "w:pPr/w:spacing")[0]


@pytest.mark.parametrize(
    ("align", "wrap", "indents"),
    [
        (Align.LEFT, 2900, {"right": "7011"}),
        (Align.CENTER, 2900, {"left": "50", "right": "6961"}),
        (Align.RIGHT, 2900, {"left": "100", "right": "6911"}),
        (Align.LEFT, None, {"right": "6911"}),
    ],
)
def test_word_wraps_where_the_layout_is_surest(align, wrap, indents):
    box = Box(1140, 855, 3000, 2 * PITCH)
    words = replace(paragraph("satu dua", box, align=align, lines=["satu", "dua"]), wrap=wrap)
    assert values(body(page(Text(box, (words,)))), "w:p/w:pPr/w:ind") == [indents]


def test_empty_lines_count_where_a_text_ends():
    box = Box(1140, 855, 3000, 4 * PITCH)
    lines = (Line(1140, 1036, (Run("a", FONT),)), Line(1140, 1036 + 2 * PITCH, (Run("b", FONT),)))
    words = Paragraph((Run("a\n\nb\n", FONT),), box, PITCH, lines=lines)
    below = text("c", 855 + 4 * PITCH + 15)
    spacing = values(body(page(Text(box, (words,)), below)), "w:p/w:pPr/w:spacing")
    assert spacing[2] == {"before": "15", "line": "230", "lineRule": "exact"}


@pytest.mark.parametrize(
    ("words", "lines", "written"),
    [
        ("503/22/SOP", ["503/22/SOP"], "503/22/SOP"),
        ("503/22/SOP", ["503/", "22/SOP"], "503/\u200b22/SOP"),
        ("Umum/Keuangan atau / lain", ["Umum/", "Keuangan atau /", "lain"], None),
        ("masing-masing", ["masing-", "masing"], "masing-masing"),
        ("a/\nb/c", ["a/", "b/", "c"], "a/b/\u200bc"),
        ("akhir/", ["akhir/"], "akhir/"),
    ],
)
def test_word_may_break_after_a_slash_only_where_the_layout_did(words, lines, written):
    box = Box(1140, 855, 6000, len(lines) * PITCH)
    made = body(page(Text(box, (paragraph(words, box, lines=lines),))))
    expected = "Umum/\u200bKeuangan atau / lain" if written is None else written
    assert "".join(made[1].itertext(f"{{{W}}}t")) == expected


def test_the_break_falls_in_the_run_that_ends_with_the_slash():
    box = Box(1140, 855, 6000, 2 * PITCH)
    bold = replace(FONT, bold=True)
    runs = (Run("a b", bold), Run("/", FONT), Run("c", bold))
    lines = (Line(0, 0, (Run("a b/", FONT),)), Line(0, 0, (Run("c", bold),)))
    made = body(page(Text(box, (Paragraph(runs, box, PITCH, lines=lines),))))
    assert [t.text for t in made[1].iterfind("w:r/w:t", NAMES)] == ["a b", "/\u200b", "c"]


def test_the_footer_counts_by_itself_and_ends_where_its_box_ends():
    made = parts(
        document(page(text("a", 855), footer=footer("1")), page(text("b", 855), footer=footer("2")))
    )
    sections = etree.fromstring(made["word/document.xml"]).findall(".//w:sectPr", NAMES)
    assert [values(section, "w:pgMar")[0]["footer"] for section in sections] == ["1008"]
    element = etree.fromstring(made["word/footer1.xml"])
    assert "".join(element.itertext()) == "Halaman  PAGE 1 dari  NUMPAGES 2"
    assert [field["fldCharType"] for field in values(element, ".//w:fldChar")] == [
        "begin",
        "separate",
        "end",
    ] * 2
    assert values(element, "w:p/w:pPr/w:jc") == [{"val": "center"}]


def test_a_page_without_footer_does_not_inherit_one():
    made = parts(document(page(text("a", 855), footer=footer("1")), page(text("b", 855))))
    assert "".join(etree.fromstring(made["word/footer2.xml"]).itertext()) == ""


def test_the_same_document_gives_the_same_bytes():
    assert write(sheet()) == write(sheet())


@pytest.mark.parametrize(("zone", "seed"), [("Asia/Jakarta", "1"), ("America/Caracas", "2")])
def test_bytes_know_no_time_zone_and_no_hash_seed(zone, seed):
    command = (
        "import sys, tests.writers.docx.samples as t; sys.stdout.buffer.write(t.write(t.sheet()))"
    )
    search = os.pathsep.join([str(ROOT), *sys.path])
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": search}
    made = subprocess.run(
        [sys.executable, "-c", command], env=environment, capture_output=True, check=True
    )
    assert made.stdout == write(sheet())


def test_texts_have_a_named_style_and_say_only_how_they_differ():
    bold = replace(FONT, bold=True)
    mixed = paragraph("tebal", Box(1200, 930, 880, PITCH))
    mixed = replace(mixed, runs=(Run("teks ", FONT), Run("tebal", bold), Run(" lagi", FONT)))
    holding = replace(cell(0, 0, "x", mixed.box), paragraphs=(mixed,))
    grid = table((1140, 2140), (900, 1400), holding)
    made = parts(document(page(grid)))
    words = first(etree.fromstring(made["word/document.xml"]), ".//w:tc/w:p")
    assert values(words, "w:pPr/w:pStyle") == [{"val": "SOPIdentitas"}]
    runs = words.iterfind("w:r", NAMES)
    looks = [
        [etree.QName(each).localname for each in run.iterfind("w:rPr/*", NAMES)] for run in runs
    ]
    assert looks == [[], ["b"], []]
    styles = etree.fromstring(made["word/styles.xml"])
    named = styles.find("w:style[@w:styleId='SOPIdentitas']", NAMES)
    assert values(named, "w:name") == [{"val": "SOP Identitas"}]
    assert values(named, "w:rPr/w:sz") == [{"val": str(FONT.size // 10)}]


def test_a_page_without_a_heading_has_an_entry_in_the_navigation_pane():
    grid = table((1140, 2140), (900, 1400), cell(0, 0, "x", Box(1200, 930, 880, PITCH)))
    headed = page(text("BAGAN ALIR", 900, heading=1), grid)
    made = replace(
        document(page(grid), headed),
        outline=(OutlineEntry("Identitas", 0), OutlineEntry("Bagan Alir", 1)),
    )
    content = etree.fromstring(parts(made)["word/document.xml"])[0]
    headings = [
        "".join(each.itertext(f"{{{NAMES['w']}}}t"))
        for each in content.iterfind("w:p", NAMES)
        if each.find("w:pPr/w:pStyle[@w:val='Heading1']", NAMES) is not None
    ]
    assert headings == ["Identitas", "BAGAN ALIR"]
