"""Whatever somebody types, the sheet says it, or a sentence says why not."""

import io
import socket
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pikepdf
import pymupdf
import pytest
from PIL import Image

from sopgen.definition.reading import read_definition
from sopgen.problems.problem import ProblemsError
from sopgen.writers import OFFICE, Format, writer
from tests.projects import new_project
from tests.sheets import laid, sheet

LATIN = "".join(chr(code) for code in (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x17F)))

VALUES = [
    "<b>tebal</b> & </para><font color='red'>",
    "<img src='file:///etc/passwd'/>",
    "<a href='javascript:alert(1)'>klik</a>",
    "${ttd_pengirim} {x.__class__} {{ 7*7 }} %s %(a)s",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "#N/A",
    "'kutip' \"ganda\" “lengkung” \\ \\n \\x41",
    "file:///etc/passwd",
    "http://127.0.0.1:9/gambar.png",
    "../../etc/passwd",
    "_x0041_ _x000D_",
    "]]> <!-- --> <?xml?> <!DOCTYPE a>",
    ") Tj ET (",
    "$$$ %%EOF endstream endobj",
    "</rdf:li><x:y>",
    "010",
    "1.10",
    "No",
    LATIN.replace("*", ""),
    "W" * 300,
    "Pneumonoultramikroskopik" * 12,
]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_text(data: bytes) -> str:
    with pymupdf.open(stream=data) as pdf:
        return squeezed("".join(page.get_text() for page in pdf))


def docx_text(data: bytes) -> str:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    words = (element.text or "" for element in root.iter(f"{namespace}t"))
    return squeezed("".join(words).replace("\u200b", ""))


def xlsx_text(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = []
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr")
                assert cell.data_type != "n" or cell.value is None
                found.append(str(cell.value or ""))
    # Excel reads `_x005F_` as the underscore that it stands for; openpyxl does not.
    return squeezed("".join(found)).replace("_x005F_", "_")


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_every_format_prints_what_was_typed(value: str) -> None:
    document = sheet(sop={"peringatan": value, "nama": value[:60], "nomor": value[:60]})
    wanted = squeezed(value)
    assert wanted in pdf_text(writer(Format.PDF)(document))
    assert wanted in docx_text(writer(Format.DOCX)(document))
    assert wanted in xlsx_text(writer(Format.XLSX)(document))


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_nothing_in_a_pdf_leads_out_of_it(value: str) -> None:
    data = writer(Format.PDF)(sheet(sop={"peringatan": value, "nama": value[:60]}))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary):
                assert "/URI" not in each
                assert each.get("/S") not in ("/JavaScript", "/Launch", "/URI")


def test_words_in_the_flow_are_printed_too() -> None:
    steps = [
        {"kegiatan": value, "pelaksana": "kadis", "output": value}
        for value in VALUES
        if len(value) < 60
    ]
    document = sheet(sop={"langkah": steps})
    texts = (
        pdf_text(writer(Format.PDF)(document)),
        docx_text(writer(Format.DOCX)(document)),
        xlsx_text(writer(Format.XLSX)(document)),
    )
    for value in VALUES:
        if len(value) < 60:
            assert all(squeezed(value) in text for text in texts), value


# Pictures


def project(folder: Path, logo: str) -> Path:
    new_project(folder)
    letterhead = folder / "letterheads" / "kota.yaml"
    letterhead.write_text(f"instansi: KOTA\nlogo: {logo}\n", encoding="utf-8")
    path = folder / "definitions" / "kota" / "lakip.yaml"
    path.write_text(
        "kop: kota\nnama: LAKIP\npelaksana: {a: A}\nlangkah: [{kegiatan: B, pelaksana: a}]\n",
        encoding="utf-8",
    )
    return path


def png(width: int, height: int, *, cut: int = 0) -> bytes:
    """Return a PNG that says it has this size, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    packer = zlib.compressobj(9)
    row = bytes(1 + 3 * width)
    rows = b"".join(packer.compress(row) for _ in range(min(height, 300))) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    whole = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows)
    whole += chunk(b"IEND", b"")
    return whole[: len(whole) - cut] if cut else whole


def jpeg(mode: str) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (80, 60), 90 if mode == "L" else (10, 200, 90, 20)[: len(mode)]).save(
        buffer, "JPEG"
    )
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("besar.png", png(20_000, 20_000), "DEF038"),
        ("potong.png", png(300, 300, cut=200), "DEF037"),
        ("bukan.png", b"bukan gambar", "DEF037"),
        ("svg.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "DEF037"),
    ],
)
def test_a_picture_that_is_none_is_told(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = project(tmp_path, name)
    (tmp_path / "letterheads" / name).write_bytes(data)
    with pytest.raises(ProblemsError) as caught:
        read_definition(path)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    "name",
    [
        "../rahasia.png",
        "/etc/hostname",
        "file:///etc/hostname",
        "http://127.0.0.1/a.png",
        "pintas.png",
    ],
)
def test_a_picture_outside_the_project_is_not_read(name: str, tmp_path: Path) -> None:
    path = project(tmp_path, name)
    (tmp_path / "rahasia.png").write_bytes(png(10, 10))
    (tmp_path / "letterheads" / "pintas.png").symlink_to(tmp_path / "rahasia.png")
    with pytest.raises(ProblemsError) as caught:
        read_definition(path)
    assert {problem.code for problem in caught.value.problems} <= {"DEF035", "DEF036"}


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_a_picture_of_any_colours_becomes_one_of_rgb(mode: str, tmp_path: Path) -> None:
    path = project(tmp_path, "logo.jpg")
    (tmp_path / "letterheads" / "logo.jpg").write_bytes(jpeg(mode))
    document = laid(read_definition(path))
    for format in OFFICE:
        assert writer(format)(document)
    with pikepdf.open(io.BytesIO(writer(Format.PDF)(document))) as pdf:
        (image,) = (
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        )
        assert image.ColorSpace == "/DeviceRGB"
