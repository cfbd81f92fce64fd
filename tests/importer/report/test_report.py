import base64
import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from sopgen.importer.draft import FileClass
from sopgen.importer.report import report_of
from sopgen.importer.report.reported import Media, Picture, Reread
from tests.importer.report.made import DOUBTS, PICTURE, ROWS, SCAN, file, sop

FILES = [file(sop()), SCAN, file(sop(kind=FileClass.READY, doubts=(), rows=ROWS[:1]))]


def parsed(files):
    return html.document_fromstring(report_of(files))


@pytest.fixture(scope="module")
def report():
    return parsed(FILES)


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def content(report, number):
    (found,) = report.xpath("//template[@id=$id]", id=f"isi-{number}")
    return found


def box(element):
    (rect,) = element.xpath("./rect")
    return tuple(int(rect.get(each)) for each in ("x", "y", "width", "height"))


def test_each_sop_is_a_row_that_opens_it(report):
    rows = report.xpath("//main[@id='daftar']//tbody/tr")
    assert [row.get("data-sop") for row in rows] == ["1", None, "2"]
    assert words(rows[0]) == (
        "lama/surat.pdf Penerimaan Surat 045/7/SOP 2 2 ≠ 1 beda → periksa panah "
        "Penerimaan Surat sudah diperiksa"
    )
    assert rows[0].xpath(".//a/@href") == ["#sop-1"]
    assert len(report.xpath("//template")) == 2


def test_a_refused_file_is_told_in_its_sentence(report):
    row = report.xpath("//main[@id='daftar']//tbody/tr")[1]
    assert words(row) == "lama/foto.pdf Berkas ini hasil pindaian. ▤ pindaian"
    assert row.xpath(".//a") == []


def test_the_list_is_sifted_by_the_classes_that_occur(report):
    buttons = report.xpath("//button[@data-saring]")
    assert [(each.get("data-saring"), words(each)) for each in buttons] == [
        ("", "Semua 3"),
        ("ready", "✓ siap periksa 1"),
        ("arrows", "→ periksa panah 1"),
        ("scan", "▤ pindaian 1"),
    ]
    kinds = report.xpath("//main[@id='daftar']//tbody/tr/@data-kelas")
    assert kinds == ["arrows", "scan", "ready"]


def test_a_row_is_the_same_on_both_sides_and_in_the_definition(report):
    for side, places in (("lama", [row.old for row in ROWS]), ("baru", [row.new for row in ROWS])):
        drawn = content(report, 1).xpath(f"section[@class='{side}']//g[@class='baris']")
        assert [each.get("data-baris") for each in drawn] == ["0", "1"]
        assert [box(each) for each in drawn] == [
            (place.box.x, place.box.y, place.box.width, place.box.height) for (place,) in places
        ]
        assert drawn[0].get("aria-label") == "Langkah 1: Menerima surat"
    lines = content(report, 1).xpath(".//pre/span[@data-baris='1']")
    assert [words(each) for each in lines] == [
        "# periksa IMP014: panah tanpa kepala - kegiatan: Mencatat surat"
    ]
    numbers = content(report, 1).xpath(".//pre//span/@data-nomor")
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"]


def test_rows_lie_on_the_page_that_shows_them(report):
    pages = content(report, 1).xpath("section[@class='lama']/figure")
    assert [len(page.xpath(".//g[@class='baris']")) for page in pages] == [0, 2]
    assert [dict(page.find("svg").attrib)["viewbox"] for page in pages] == [
        "500 700 15700 9000"
    ] * 2
    pictures = [page.find("svg/image") for page in pages]
    assert [(each.get("width"), each.get("height")) for each in pictures] == [
        ("16838", "11906")
    ] * 2


def test_a_mark_lies_around_what_is_doubted_and_bears_its_number(report):
    notes = content(report, 1).xpath(".//ol//button[@data-catatan]")
    assert [words(each) for each in notes] == [
        "1 Panah tanpa kepala dibaca ke bawah. definisi baris 6 [IMP014]",
        "2 Nomor tercetak dua kali. [IMP022]",
    ]
    marks = content(report, 1).xpath("section[@class='lama']//g[@class='tanda']")
    assert {each.get("data-catatan"): box(each) for each in marks} == {
        "1": (3940, 3740, 320, 620),
        "2": (8940, 940, 3120, 420),
    }
    assert {each.findtext("text") for each in marks} == {"1", "2"}


def test_a_doubt_beside_the_flow_is_shown_on_the_new_sheet_too(report):
    (found,) = content(report, 1).xpath(".//rect[@class='asal']")
    assert (found.get("data-catatan"), found.get("x"), found.get("width")) == ("2", "8800", "3100")


def test_marks_of_one_place_do_not_hide_each_other():
    twice = (DOUBTS[0], DOUBTS[0])
    circles = content(parsed([file(sop(doubts=twice))]), 1).xpath(".//g[@class='tanda']/circle")
    assert [each.get("cx") for each in circles] == ["3760", "3400"]


def test_what_reading_again_said_stands_beside_each_row_in_sign_and_words(report):
    signs = content(report, 1).xpath("section[@class='baru']//g[title]")
    assert [
        (each.get("class"), each.findtext("text"), each.findtext("title")) for each in signs
    ] == [
        ("same", "✓", "Langkah 1: sama"),
        ("other", "≠", "Langkah 2: beda"),
    ]
    told = content(report, 1).xpath(".//ol//button[not(@data-catatan)]")
    assert [words(each) for each in told] == [
        "≠ Langkah 2 beda setelah dibaca ulang: panah dari langkah 1 hilang; waktu lain."
    ]
    assert words(content(report, 2).xpath(".//section[@class='catatan']")[0]) == (
        "Tidak ada catatan. ✓ Lembar baru, dibaca ulang, sama dengan yang terbaca pada lembar "
        "lama: 1 baris bagan alir."
    )


def test_an_sop_that_could_not_be_rebuilt_says_why():
    rows = tuple(
        type(row)(row.name, row.words, row.old, lines=row.lines, reread=Reread.NOT_READ)
        for row in ROWS
    )
    bare = sop(new=(), rows=rows, doubts=(), remarks=("Pelaksana langkah 1 belum diketahui.",))
    report = parsed([file(bare)])
    assert words(content(report, 1).xpath(".//section[@class='catatan']")[0]) == (
        "Pelaksana langkah 1 belum diketahui."
    )
    assert "belum dibaca ulang" in words(report.xpath("//main[@id='daftar']//tbody/tr")[0])


def test_each_page_is_kept_once_and_as_text():
    svg = Picture(100, 100, PICTURE.frame, Media.SVG, b"\x1f\x8bpaket")
    report = parsed([file(sop(new=(svg,)))])
    held = {each.get("id"): each for each in report.xpath("//script[@type='text/plain']")}
    assert sorted(held) == ["g1-baru-0", "g1-lama-0", "g1-lama-1"]
    asked = content(report, 1).xpath(".//image/@data-gambar")
    assert sorted(asked) == sorted(held)
    assert base64.b64decode(held["g1-lama-1"].text) == PICTURE.data
    assert base64.b64decode(held["g1-baru-0"].text) == svg.data
    kinds = {(each.get("data-jenis"), each.get("data-kemas")) for each in held.values()}
    assert kinds == {("image/webp", None), ("image/svg+xml", "gzip")}


def test_the_page_may_run_its_own_script_only_and_fetch_nothing():
    text = report_of(FILES)
    report = html.document_fromstring(text)
    (policy,) = report.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digest(script)}'; "
        f"style-src 'sha256-{digest(style)}'; img-src blob: data:; base-uri 'none'; "
        "form-action 'none'"
    )
    assert report.xpath("//@src | //@style | //@*[starts-with(name(), 'on')]") == []
    assert {href[0] for href in report.xpath("//@href")} == {"#"}
    assert "http:" not in text
    assert "https:" not in text


def digest(text):
    return base64.b64encode(sha256(text.encode()).digest()).decode()


HOSTILE = st.text(max_size=30) | st.sampled_from(
    (
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</template></pre></title><svg onload=alert(1)>",
        '" autofocus onfocus="alert(1)',
        "javascript:alert(1)",
        "]]><!--",
        "\x00\x1b[2J\u202e\ud800",
        "${policy} $style",
    )
)


def made_of(text):
    row = type(ROWS[1])(text, text, ROWS[1].old, ROWS[1].new, Reread.OTHER, (text,), ROWS[1].lines)
    doubt = type(DOUBTS[0])(DOUBTS[0].code, text, 0, 1, DOUBTS[0].old, (), 1)
    whole = sop(
        name=text,
        number=text,
        path=text,
        text=text,
        rows=(row,),
        doubts=(doubt,),
        differences=(text,),
        remarks=(text,),
    )
    return [file(whole, path=text), file(path=text, refusal=text, kind=FileClass.NO_SOP)]


def nodes(files):
    report = parsed(files)
    for lines in report.xpath("//pre"):
        lines.clear()
    return [(each.tag, sorted(each.attrib)) for each in report.iter("*")]


PLAIN = nodes(made_of("kata"))


@given(HOSTILE.filter(str.strip))
def test_words_of_a_file_make_no_node(text):
    assert nodes(made_of(text)) == PLAIN


def test_a_line_of_a_definition_is_a_line_of_text():
    lines = "nama: <b>x</b>\n\t- ]]>\n</pre><script>alert(1)</script>"
    report = parsed([file(sop(text=lines, rows=(), doubts=()))])
    (shown,) = report.xpath("//template//pre")
    assert shown.text_content() == "nama: <b>x</b>\n    - ]]>\n</pre><script>alert(1)</script>\n"
