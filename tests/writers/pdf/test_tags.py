"""What a PDF tells who listens to it, and what it says of itself."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

import pikepdf
import pytest
from msgspec.structs import replace

from sopgen.document.page import Document, Metadata
from sopgen.readers.pdf_record import read_pdf
from sopgen.writers.pdf import write
from sopgen.writers.pdf.metadata import Dates, dates
from tests.elsewhere import JAYAPURA, LIMA, UTC, printed_at
from tests.sheets import KOP, SOURCE, sheet
from tests.writers.printed_samples import sheet as small_sheet


@dataclass
class Node:
    kind: str
    text: str = ""
    alternative: str = ""
    scope: str = ""
    kids: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def whole(self) -> str:
        """Return all text in the order in which it is read."""
        return " ".join(each.text for each in self.walk() if each.text)


def texts_by_mark(page: pikepdf.Page) -> dict[int, str]:
    """Return what is printed under each mark, by the fonts' own tables."""
    maps = {name: unicode_map(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    mark, font = -1, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                mark = int(operands[1].get("/MCID", -1))
            case "EMC":
                mark = -1
            case "Tf":
                font = str(operands[0])
            case "Tj":
                codes = bytes(operands[0])
                text = "".join(maps[font][code] for code in codes)
                found[mark] = found.get(mark, "") + text
            case "'" | "TJ" | '"':
                raise AssertionError(operator)
            case "T*":
                pass
    return found


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    found = {}
    for line in font.ToUnicode.read_bytes().decode("latin-1").split("\n"):
        if re.fullmatch(r"(<[0-9A-Fa-f]+>\s*){3}", line):
            start, end, value = (int(part, 16) for part in re.findall(r"\w+", line))
            found |= {code: chr(value + code - start) for code in range(start, end + 1)}
        elif re.fullmatch(r"(<[0-9A-Fa-f]+>\s*){2}", line):
            code, value = (int(part, 16) for part in re.findall(r"\w+", line))
            found[code] = chr(value)
    return found


def tree_of(pdf: pikepdf.Pdf) -> Node:
    marks = {page.obj.objgen: texts_by_mark(page) for page in pdf.pages}
    return _node(pdf.Root.StructTreeRoot.K, marks)


def _node(element: pikepdf.Object, marks: dict[tuple[int, int], dict[int, str]]) -> Node:
    made = Node(str(element.S).removeprefix("/"), alternative=str(element.get("/Alt", "")))
    attributes = element.get("/A", pikepdf.Dictionary())
    if isinstance(attributes, pikepdf.Dictionary):
        made.scope = str(attributes.get("/Scope", ""))
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            made.text += marks[element.Pg.objgen].get(kid, "")
        elif "/S" in kid:
            made.kids.append(_node(kid, marks))
    return made


@pytest.fixture(scope="module")
def tree() -> Node:
    with pikepdf.open(io.BytesIO(write(sheet(letterhead={"sampul": {}})))) as pdf:
        return tree_of(pdf)


def kinds(node: Node, *wanted: str) -> list[Node]:
    return [each for each in node.walk() if each.kind in wanted]


def test_titles_are_headings(tree: Node) -> None:
    assert [each.whole() for each in kinds(tree, "H1")] == [
        "STANDAR OPERASIONAL PROSEDUR (SOP)",
        "PENYUSUNAN LAKIP",
    ]


def test_tables_have_titles_of_columns_and_rows(tree: Node) -> None:
    identity, flow = kinds(tree, "Table")
    heads = {each.whole(): each.scope for each in kinds(identity, "TH")}
    assert heads["Nomor SOP"] == heads["Disahkan oleh"] == "/Row"
    assert heads["Dasar Hukum"] == "/Column"
    assert {each.scope for each in kinds(flow, "TH")} == {"/Column"}
    assert [each.whole() for each in kinds(flow, "TH")][:3] == ["No", "Kegiatan", "Pelaksana"]


def test_a_heading_row_is_the_title_of_its_row() -> None:
    steps = [{"judul": "A. PERSIAPAN"}, {"kegiatan": "Menulis", "pelaksana": "kadis"}]
    with pikepdf.open(io.BytesIO(write(sheet(sop={"langkah": steps})))) as pdf:
        _, flow = kinds(tree_of(pdf), "Table")
    heads = {each.whole(): each.scope for each in kinds(flow, "TH")}
    assert heads["A. PERSIAPAN"] == "/Row"
    assert heads["Kegiatan"] == "/Column"


def test_rows_are_read_in_the_order_of_the_steps(tree: Node) -> None:
    flow = kinds(tree, "Table")[-1]
    rows = [[each.whole() for each in row.kids] for row in kinds(flow, "TR")[2:]]
    assert [(row[0], row[1]) for row in rows] == [
        ("1", "Membentuk tim"),
        ("2", "Menyusun draf"),
        ("3", "Memeriksa draf"),
        ("4", "Menyerahkan laporan"),
    ]


def test_lists_are_lists_also_inside_each_other(tree: Node) -> None:
    basis = next(each for each in kinds(tree, "L") if "UU" in each.whole())
    assert [item.kind for item in basis.kids] == ["LI", "LI"]
    assert [each.whole() for each in basis.kids[0].kids] == ["1.", "UU Nomor 8 Tahun 2001"]
    label, body = basis.kids[1].kids
    assert (label.kind, label.text, body.kind) == ("Lbl", "2.", "LBody")
    assert [each.kind for each in body.kids] == ["P", "L"]
    assert [each.whole() for each in kinds(body, "LBody")[1:]] == ["pasal satu", "pasal dua"]


def test_words_stay_apart_where_a_line_ends() -> None:
    typed = "Kata yang panjang " * 30 + "W" * 200
    with pikepdf.open(io.BytesIO(write(sheet(sop={"peringatan": typed})))) as pdf:
        tree = tree_of(pdf)
    assert typed in [each.whole() for each in kinds(tree, "TD")]


def test_the_flow_is_a_figure_that_is_told_in_words(tree: Node) -> None:
    (figure,) = kinds(tree, "Figure")
    assert figure.alternative.startswith("Bagan alir Penyusunan LAKIP, halaman 3. 1. Kepala Dinas")
    assert "jika Tidak kembali ke 2; jika Ya lalu 4." in figure.alternative


def test_what_is_not_read_is_an_artifact(tree: Node) -> None:
    assert "Halaman" not in tree.whole()


def test_every_drawn_thing_is_marked() -> None:
    painting = {"S", "f", "F", "f*", "B", "b", "n", "Do", "Tj", "TJ", "s", "B*", "b*"}
    with pikepdf.open(io.BytesIO(write(sheet()))) as pdf:
        for page in pdf.pages:
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                depth += str(operator) in ("BDC", "BMC")
                depth -= str(operator) == "EMC"
                assert depth in (0, 1)
                assert depth or str(operator) not in painting


def test_signatures_after_the_last_step_are_read_as_sections() -> None:
    changed = sheet(format={"pengesahan": {"letak": "akhir"}})
    with pikepdf.open(io.BytesIO(write(changed))) as pdf:
        tree = tree_of(pdf)
    (section,) = kinds(tree, "Div")
    assert [each.whole() for each in section.kids] == [
        "Kepala Dinas",
        "NAMA PEJABAT, S.E.",
        "Pembina / IV/a",
        "NIP. 19700101 199503 1 001",
    ]


# What the file says of itself


def test_the_archive_finds_what_it_asks_for() -> None:
    record = read_pdf(write(sheet()))
    assert (record.part, record.conformance, record.number) == ("3", "A", "503/22/SOP/2024")
    assert record.definition == sha256(SOURCE.data).hexdigest()
    assert record.attachments == (SOURCE, KOP)
    assert (record.fields, record.signed) == (0, False)


def described(document: Document) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(write(document))) as pdf, pdf.open_metadata() as found:
        return {key.rpartition("}")[2]: str(value) for key, value in found.items()}


def test_metadata_tell_title_number_agency_unit_and_dates() -> None:
    told = described(sheet(sop={"revisi_ke": "02"}))
    expected = {
        "title": "SOP Penyusunan LAKIP",
        "nomor": "503/22/SOP/2024",
        "instansi": "PEMERINTAH KOTA CONTOH DINAS CONTOH",
        "unit": "Subbagian Perencanaan",
        "tanggalPembuatan": "2024-01-23",
        "tanggalRevisi": "-",
        "tanggalEfektif": "2024-02-01",
        "revisiKe": "02",
        "sidikDefinisi": SOURCE.sha256,
        "sidikKop": KOP.sha256,
        "CreateDate": "2024-01-23T00:00:00+00:00",
        "ModifyDate": "2024-02-01T00:00:00+00:00",
        "part": "1",
        "conformance": "A",
    }
    assert {key: told[key] for key in expected} == expected


def test_markup_in_a_name_stays_text_in_the_metadata() -> None:
    name = '</rdf:li></rdf:Alt><x a="1">&amp; ]]> \u201ckutip\u201d'
    assert described(sheet(sop={"nama": name}))["title"] == f"SOP {name}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (Metadata(), Dates(date(2000, 1, 1), date(2000, 1, 1))),
        (Metadata(created="2024-01"), Dates(date(2024, 1, 1), date(2024, 1, 1))),
        (Metadata(created="-", effective="2024-02-01"), Dates(date(2024, 2, 1), date(2024, 2, 1))),
        (Metadata(created="2024-13-45"), Dates(date(2000, 1, 1), date(2000, 1, 1))),
        (Metadata(created="0000-01-01"), Dates(date(2000, 1, 1), date(2000, 1, 1))),
        (Metadata(created="0024-01-23"), Dates(date(24, 1, 23), date(24, 1, 23))),
        (
            Metadata(created="2024-01-23", revised="2023-01-01"),
            Dates(date(2024, 1, 23), date(2024, 1, 23)),
        ),
        (
            Metadata(created="2020-01-23", revised="2024-05-06", effective="2021-01-01"),
            Dates(date(2020, 1, 23), date(2024, 5, 6)),
        ),
    ],
)
def test_dates_are_those_of_the_sop(typed: Metadata, expected: Dates) -> None:
    assert dates(typed) == expected
    assert write(replace(small_sheet(), metadata=typed))


def test_the_same_sheet_gives_the_same_bytes_everywhere() -> None:
    code = (
        "import hashlib; from tests.sheets import sheet; from sopgen.writers import OFFICE, writer;"
        "made = sheet(format={'pengesahan': {'tanda_tangan': 'tte'},"
        "'verifikasi': {'alamat': 'https://contoh.go.id/'}});"
        "print([hashlib.sha256(writer(each)(made)).hexdigest() for each in OFFICE])"
    )
    digests = printed_at(code, JAYAPURA, LIMA, UTC)
    assert len(digests) == 1
