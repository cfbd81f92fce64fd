"""The empty fields are signed with a certificate of our own; nothing of it is shipped."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sopgen.document.page import Face
from sopgen.document.signing_places import places_on_paper
from sopgen.fonts import Style, program
from sopgen.readers.pdf_record import read_pdf
from sopgen.writers.pdf import write
from tests import signing
from tests.sheets import sheet
from tests.writers.pdf import vera

pyhanko = pytest.importorskip("pyhanko")

pytestmark = pytest.mark.office

FORMAT = {"pengesahan": {"tanda_tangan": "tte", "letak": "akhir"}}
SIGNERS = [{"peran": "Disusun", "pejabat": "sekda"}]


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return write(sheet(sop={"penandatangan": SIGNERS}, format=FORMAT))


@pytest.fixture(scope="module")
def signer():
    return signing.signer(authority=True)


def stamp(width: float, height: float) -> bytes:
    """Return a picture of a signature as a service draws it: a page with embedded fonts."""
    out = io.BytesIO()
    pdfmetrics.registerFont(TTFont("cap", io.BytesIO(program(Face.ARIAL, Style()))))
    canvas = Canvas(out, pagesize=(width, height), initialFontName="cap")
    canvas.setFont("cap", 8)
    canvas.rect(1, 1, height - 2, height - 2)
    canvas.drawString(height + 4, height / 2, "Ditandatangani secara elektronik")
    canvas.save()
    return out.getvalue()


def signed(pdf: bytes, field: str, signer, folder: Path) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko.stamp import StaticStampStyle

    look = folder / "cap.pdf"
    look.write_bytes(stamp(170, 80))
    style = StaticStampStyle.from_pdf_file(str(look), border_width=0, background_opacity=1)
    metadata = signers.PdfSignatureMetadata(
        field_name=field, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    made = signers.PdfSigner(metadata, signer=signer, stamp_style=style)
    return bytes(made.sign_pdf(writer, existing_fields_only=True).getvalue())


@pytest.fixture(scope="module")
def once(unsigned: bytes, signer, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return signed(unsigned, "ttd-1", signer, tmp_path_factory.mktemp("cap"))


@pytest.fixture(scope="module")
def twice(once: bytes, signer, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return signed(once, "ttd-pengesah", signer, tmp_path_factory.mktemp("cap"))


def judged(pdf: bytes, signer) -> Iterator[tuple[str, bool, str]]:
    """Yield for each signature its field, whether it is valid, and what came after it."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=[signer.signing_cert], allow_fetching=False)
    for each in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
        status = validate_pdf_signature(each, context)
        yield each.field_name, status.bottom_line, status.coverage.name


def test_pyhanko_calls_the_signature_valid(once: bytes, signer) -> None:
    assert list(judged(once, signer)) == [("ttd-1", True, "ENTIRE_FILE")]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler is not installed")
def test_pdfsig_calls_both_signatures_valid(twice: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sop.pdf"
    path.write_bytes(twice)
    command = ["pdfsig", "-nocert", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert told.count("Signature Validation: Signature is Valid.") == 2


def test_a_second_signature_keeps_the_first(twice: bytes, signer) -> None:
    found = list(judged(twice, signer))
    assert [(name, valid) for name, valid, _ in found] == [("ttd-1", True), ("ttd-pengesah", True)]


@pytest.mark.skipif(
    not vera.available() and not os.environ.get("SOPGEN_REQUIRE_OFFICE"),
    reason="Java or veraPDF is not installed",
)
def test_a_signed_file_is_still_fit_for_the_archive(once: bytes, twice: bytes) -> None:
    for pdf in (once, twice):
        assert dict(vera.broken_rules(pdf, "3u")) == {}


def test_pyhanko_detects_a_flipped_byte(once: bytes, signer) -> None:
    with pikepdf.open(io.BytesIO(once)) as pdf:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_raw_bytes()
    spoilt = bytearray(once)
    spoilt[once.index(profile) + 40] ^= 1
    assert [valid for _, valid, _ in judged(bytes(spoilt), signer)] == [False]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler is not installed")
def test_a_flipped_byte_is_detected_anywhere_in_the_signed_range(
    once: bytes, tmp_path: Path
) -> None:
    with pikepdf.open(io.BytesIO(once)) as pdf:
        field = next(each for each in pdf.Root.AcroForm.Fields if "/V" in each)
        _, first, second, length = map(int, field.V.ByteRange)
    signed_bytes = [*range(first), *range(second, second + length)]
    path = tmp_path / "sop.pdf"
    for place in signed_bytes[:: len(signed_bytes) // 100]:
        spoilt = bytearray(once)
        spoilt[place] ^= 1
        path.write_bytes(spoilt)
        told = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, check=False)
        assert b"Signature is Valid" not in told.stdout, place


def test_what_is_signed_is_recognised(unsigned: bytes, once: bytes, twice: bytes) -> None:
    assert [read_pdf(pdf).signed for pdf in (unsigned, once, twice)] == [False, True, True]
    assert [read_pdf(pdf).signatures for pdf in (unsigned, once, twice)] == [0, 1, 2]
    assert [read_pdf(pdf).fields for pdf in (unsigned, once, twice)] == [2, 2, 2]


def test_a_signed_file_still_gives_its_source_back(unsigned: bytes, twice: bytes) -> None:
    assert read_pdf(twice).attachments == read_pdf(unsigned).attachments != ()


def test_every_field_lies_where_the_report_says(unsigned: bytes) -> None:
    document = sheet(sop={"penandatangan": SIGNERS}, format=FORMAT)
    told = {place.name: place for place in places_on_paper(document)}
    with pikepdf.open(io.BytesIO(unsigned)) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert set(fields) == set(told) == {"ttd-1", "ttd-pengesah"}
        for name, field in fields.items():
            left, low, right, high = map(float, field.Rect)
            place = told[name]
            assert (left, low) == pytest.approx((place.x, place.y), abs=0.001)
            assert (right - left, high - low) == pytest.approx(
                (place.width, place.height), abs=0.001
            )
            assert pdf.pages[place.page - 1].obj.objgen == field.P.objgen
            assert min(place.width, place.height) >= 25 / 25.4 * 72
