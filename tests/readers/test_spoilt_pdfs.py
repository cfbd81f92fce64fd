"""Whatever a PDF holds, its pages are seen or a sentence says why they are not."""

import re
import warnings
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sopgen.document.sheet import Sheet
from sopgen.readers.pdf import MOST_PATHS, sheets_of_pdf
from sopgen.readers.pdf.guarding import CODES_OF_A_PAGE, LARGEST_PAGE, MOST_CODES, MOST_PAGES
from sopgen.readers.pdf_record import BadPdfError
from sopgen.writers import Format
from tests.catalogue import file
from tests.readers import dialects

SCANNED = "halamannya hasil pindaian, gambar tanpa garis dan teks; pakai berkas Excel atau Word"
_NUMBER = re.compile(rb"(?<![\w.])-?\d+\.?\d*(?![\w.])")
_ODD = (
    b"",
    b"-1",
    b"0",
    b"NaN",
    b"1e9",
    b"99999999999",
    b"32767",
    b"(a)",
    b"/x",
    b"[",
    b"Q",
    b"cm",
)


def read(data: bytes) -> tuple[Sheet, ...] | str:
    """Return the sheets, or the sentence that refuses them."""
    try:
        return sheets_of_pdf(data)
    except BadPdfError as error:
        return str(error)


def canvas_of(pages: int = 1, *, picture: bool = False, words: str = "") -> bytes:
    """Return pages with a picture over all of them, and words behind it."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(600, 400), invariant=True)
    image = ImageReader(Image.new("L", (300, 200), 200))
    for _ in range(pages):
        if words:
            canvas.drawString(50, 50, words)
        if picture:
            canvas.drawImage(image, 0, 0, 600, 400)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def unpacked(data: bytes) -> bytes:
    """Return `data` with its streams as they are when unpacked."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def changed(change) -> bytes:
    """Return a page whose PDF was changed by `change`."""
    out = BytesIO()
    with pikepdf.open(BytesIO(dialects.excel())) as pdf:
        change(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def with_content(content: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(content)

    return changed(change)


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    fonts = pdf.pages[0].Resources.Font
    return next(iter(fonts.as_dict().values()))


def test_a_scan_is_refused_in_a_sentence():
    assert read(canvas_of(2, picture=True)) == SCANNED


def test_a_scan_with_words_behind_it_is_refused_too():
    assert read(canvas_of(2, picture=True, words="Menimbang bibit")) == SCANNED


def test_an_empty_page_is_refused_in_a_sentence():
    assert read(canvas_of()) == "halamannya tidak memuat teks"


def test_a_file_that_needs_a_password_is_refused_in_a_sentence():
    out = BytesIO()
    with pikepdf.open(BytesIO(dialects.excel())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    assert read(out.getvalue()) == "PDF-nya berkata sandi"


def test_a_file_that_only_its_owner_may_change_is_read():
    out = BytesIO()
    with pikepdf.open(BytesIO(dialects.excel())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="b"))
    assert read(out.getvalue()) == read(dialects.excel())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04 bukan PDF", bytes(2000)])
def test_what_is_no_pdf_is_refused_in_a_sentence(data):
    assert read(data) == "PDF-nya rusak"


def test_a_file_of_hundreds_of_pages_is_refused_in_a_sentence():
    pages = MOST_PAGES + 1
    sentence = f"halamannya {pages}, paling banyak {MOST_PAGES}"
    assert read(canvas_of(pages, words="Buku")) == sentence


def test_a_page_of_thousands_of_lines_is_refused_in_a_sentence():
    content = b"10 10 m 20 10 l S\n" * (MOST_PATHS + 1)
    sentence = "halaman 1 memuat terlalu banyak garis atau huruf"
    assert read(with_content(content)) == sentence


def test_a_page_that_draws_a_form_of_forms_again_and_again_is_refused():
    def change(pdf: pikepdf.Pdf) -> None:
        inner = pdf.make_stream(b"0 0 m 9 9 l S ")
        for _ in range(12):
            resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
            inner = pdf.make_stream(b"/F Do " * 10, Type=pikepdf.Name.XObject, Resources=resources)
            inner.Subtype = pikepdf.Name.Form
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(F=inner)
        pdf.pages[0].Contents = pdf.make_stream(b"/F Do")

    assert read(changed(change)) == "gambar di halaman 1 terlalu besar"


def test_a_form_that_draws_itself_is_refused():
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(F=form)
        pdf.pages[0].Contents = pdf.make_stream(b"/F Do")

    assert read(changed(change)) == "gambarnya bersarang terlalu dalam"


def test_a_page_that_is_huge_when_unpacked_is_refused():
    assert read(with_content(b" " * (LARGEST_PAGE + 1))) == "gambar di halaman 1 terlalu besar"


def test_a_stream_that_is_huge_when_unpacked_is_refused():
    def change(pdf: pikepdf.Pdf) -> None:
        font(pdf).ToUnicode = pdf.make_stream(bytes(65 << 20))

    assert read(changed(change)) in ("PDF-nya rusak", "isinya terlalu besar sesudah dibuka")


@pytest.mark.parametrize("kind", [b"bf", b"cid"])
def test_a_font_that_tells_billions_of_characters_is_refused(kind):
    content = (
        b"begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange "
        b"1 begin%brange <00000000> <ffffffff> <0041> end%brange endcmap" % (kind, kind)
    )

    def change(pdf: pikepdf.Pdf) -> None:
        font(pdf).ToUnicode = pdf.make_stream(content)

    assert read(changed(change)) == "hurufnya didaftar dalam rentang yang terlalu besar"


def test_a_form_field_that_no_form_knows_is_passed_over():
    out = BytesIO()
    with pikepdf.open(BytesIO(dialects.excel())) as pdf:
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="isian",
            Rect=[0, 0, 9, 9],
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(field)])
        with warnings.catch_warnings(action="ignore"):
            pdf.save(out, static_id=True)
    assert read(out.getvalue()) == read(dialects.excel())


def test_a_font_with_billions_of_widths_is_refused():
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Widths = pdf.make_indirect(
            pikepdf.Dictionary(W=[0, MOST_CODES + CODES_OF_A_PAGE + 1, 500])
        )

    assert read(changed(change)) == "hurufnya didaftar dalam rentang yang terlalu besar"


@pytest.mark.parametrize("size", [0, -5, 1e9])
def test_paper_of_a_size_that_makes_no_sense_is_no_traceback(size):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = [0, 0, size, 500]

    assert isinstance(read(changed(change)), tuple | str)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.99])
def test_a_truncated_file_is_no_traceback(share):
    data = file("satu-langkah", Format.PDF)
    assert isinstance(read(data[: int(len(data) * share)]), tuple | str)


@given(st.data())
def test_a_number_that_makes_no_sense_is_no_traceback(data):
    made = data.draw(st.sampled_from([dialects.word, dialects.excel, dialects.printer]))
    content = unpacked(made())
    numbers = list(_NUMBER.finditer(content))
    at = numbers[data.draw(st.integers(0, len(numbers) - 1))]
    odd = data.draw(st.sampled_from(_ODD))
    assert isinstance(read(content[: at.start()] + odd + content[at.end() :]), tuple | str)


@given(st.binary(min_size=1, max_size=40), st.floats(0, 1))
def test_bytes_that_make_no_sense_are_no_traceback(odd, share):
    content = unpacked(dialects.printer())
    at = int(share * len(content))
    assert isinstance(read(content[:at] + odd + content[at + len(odd) :]), tuple | str)
