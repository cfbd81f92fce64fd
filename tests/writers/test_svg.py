import re

from lxml import etree

from sopgen.document.page import Drawing, Face, Font, Run, Symbol
from sopgen.writers.svg import write
from tests import catalogue
from tests.writers.printed_samples import (
    BOLD,
    CONNECTORS,
    ITALIC,
    NARROW,
    NINE,
    SHAPES,
    document,
    drawing,
    page,
    sheet,
    text,
)

SVG = "{http://www.w3.org/2000/svg}"


def parsed(made):
    return etree.fromstring(write(made))


def with_id(root, name):
    (found,) = root.xpath("//*[@id=$name]", name=name)
    return found


def test_pages_stand_below_each_other():
    root = parsed(sheet())
    assert root.get("viewBox") == "0 0 18720 29378"
    assert with_id(root, "halaman-1").get("transform") == "translate(0 0)"
    assert with_id(root, "halaman-2").get("transform") == "translate(0 17138)"


def test_texts_stand_at_the_numbers_of_the_document():
    root = parsed(document(page(text(1234, 5678, Run("Ya & <tidak>", BOLD)))))
    (found,) = root.iter(f"{SVG}text")
    assert (found.text, found.get("x"), found.get("y")) == ("Ya & <tidak>", "1234", "5678")
    assert found.get("font-weight") == "bold"
    assert (found.get("font-size"), found.get("font-family")) == (None, None)
    assert root.get("font-family").startswith("Arial,")
    assert root.get("font-size") == "180"


def test_a_text_of_another_size_says_so():
    large = Font(Face.ARIAL, 280)
    (found,) = parsed(document(page(text(1234, 5678, Run("Judul", large))))).iter(f"{SVG}text")
    assert found.get("font-size") == "280"


def test_runs_of_a_line_follow_each_other():
    runs = (Run("isi ", NINE), Run("miring ", ITALIC), Run("sempit", NARROW))
    root = parsed(document(page(text(1000, 1000, *runs))))
    spans = list(root.iter(f"{SVG}tspan"))
    assert [span.text for span in spans] == ["isi ", "miring ", "sempit"]
    assert spans[1].get("font-style") == "italic"
    assert spans[2].get("font-family").startswith("'Arial Narrow'")


def test_every_word_of_a_document_is_in_its_texts():
    words = " ".join("".join(found.itertext()) for found in parsed(sheet()).iter(f"{SVG}text"))
    assert words == "STANDAR OPERASIONAL PROSEDUR Judul Ya Tidak Halaman 2 dari 2"


def test_symbols_carry_their_ids_names_and_outlines():
    root = parsed(document(page(drawing(*SHAPES))))
    group = with_id(root, "simbol-4")
    assert group.findtext(f"{SVG}title") == "langkah 4"
    assert group.findtext(f"{SVG}desc") == "langkah 4: <teks>"
    outlines = {
        shape.symbol: with_id(root, f"simbol-{shape.id}").find(f"{SVG}path").get("d")
        for shape in SHAPES
    }
    assert outlines == {
        Symbol.TERMINATOR: (
            "M4280 1800 L5120 1800 A280 280 0 0 1 5400 2080 L5400 2080 A280 280 0 0 1 5120 2360 "
            "L4280 2360 A280 280 0 0 1 4000 2080 L4000 2080 A280 280 0 0 1 4280 1800 Z"
        ),
        Symbol.PROCESS: "M7000 3000 L8400 3000 L8400 3660 L7000 3660 Z",
        Symbol.DECISION: "M4630 4500 L5260 4940 L4630 5380 L4000 4940 Z",
        Symbol.OFF_PAGE: "M7100 6000 L7720 6000 L7720 6560 L7410 6700 L7100 6560 Z",
    }


def test_connectors_are_their_paths_and_end_in_a_head_when_they_are_arrows():
    root = parsed(document(page(drawing(*CONNECTORS))))
    line = with_id(root, "panah-13")
    assert line.find(f"{SVG}polyline").get("points") == "5400,2080 7700,2080 7700,3000"
    assert line.find(f"{SVG}path").get("d") == "M7700 3000 L7739.69 2920.63 L7660.31 2920.63 Z"
    assert with_id(root, "panah-15").find(f"{SVG}path") is None


def test_labels_drawings_and_pictures_carry_their_ids():
    root = parsed(sheet())
    assert with_id(root, "label-20").findtext(f"{SVG}text") == "Tidak"
    assert with_id(root, "bagan-90").findtext(f"{SVG}title") == "Bagan alir 1"
    picture = with_id(root, "gambar-50")
    assert (picture.get("x"), picture.get("y")) == ("5000", "5000")
    assert (picture.get("width"), picture.get("height")) == ("1500", "750")
    assert picture.get("href").startswith("data:image/png;base64,iVBOR")


def test_tables_show_their_shades_and_rules():
    (_, second) = parsed(sheet()).iterchildren(f"{SVG}g")
    (lines,) = second.xpath("*[@class='garis']")
    assert lines.get("d").count("M") == 6
    assert lines.get("d").startswith("M900 900 L9900 900 M900 ")
    (shade,) = second.xpath("*[@fill='#DDEEFF']")
    assert shade.get("d") == "M900 1200 h3000 v1800 h-3000 Z"


def test_ids_are_unique():
    ids = re.findall(r' id="([^"]+)"', write(sheet()).decode())
    assert len(ids) == len(set(ids)) == 13


def test_writing_twice_gives_the_same_bytes():
    assert write(sheet()) == write(sheet())


def test_what_was_typed_says_where():
    made = catalogue.document("lakip")
    found: dict[str, list[str]] = {}
    for each in parsed(made).xpath("//*[@data-asal]"):
        texts = each.iter(f"{SVG}text")
        words = " ".join("".join(line.itertext()) for line in texts)
        found.setdefault(each.get("data-asal"), []).append(words)
    assert found["langkah/0/kegiatan"] == ["Membentuk Tim Pelaksana Penyusunan LAKIP DISPMPTSPTK"]
    assert found["langkah/0/keterangan"] == [""]
    assert len(found["langkah/0@kadis/0"]) == 1
    assert found["dasar_hukum/0"][0] == "1."
    assert found["dasar_hukum/0"][1].startswith("UU RI No.8 Tahun 2001")
    drawings = [item for each in made.pages for item in each.items if isinstance(item, Drawing)]
    lines = {line.origin for each in drawings for line in each.connectors}
    assert lines <= found.keys()
