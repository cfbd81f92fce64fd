"""Which signatures of a PDF are evidence, and that nothing was repaired in reading it.

In: the bytes of a PDF that somebody sent. Out: how many signatures hold, or what is
wrong. A signature holds if the digest over its ByteRange is the one that was signed
(messageDigest, RFC 5652 11.2), its value fits the certificate in it, and what follows
its range adds nothing to what was signed but other signatures, time stamps and their
certificates (DSS, ETSI EN 319 142-1 5.4). Who signed is not judged: that needs the trust
list of a country, not a program on a desk.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.general import CMSExtractionError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from sopgen.readers.pdf_record import BadPdfError, opened, signed_fields

_END = re.compile(rb"%%EOF[\r\n ]{0,4}\Z")
_DAMAGE = (
    PdfError,
    CMSExtractionError,
    SignatureValidationError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What pyHanko and asn1crypto raise, by kind of damage, for a signature that is none."""


def check_whole(data: bytes) -> None:
    """Raise BadPdfError unless `data` is one whole PDF that is read without a repair."""
    if not data.startswith(b"%PDF-"):
        raise BadPdfError("sebelum “%PDF-” masih ada isi lain, atau ini bukan PDF")
    if not _END.search(data, max(len(data) - 64, 0)):
        raise BadPdfError("akhirnya terpotong, atau sesudah “%%EOF” masih ada isi lain")
    with opened(data, repaired=False) as pdf:
        repaired = not pdf.pages or bool(pdf.get_warnings())
    if repaired:
        raise BadPdfError("PDF-nya rusak, dan hanya terbaca bila diperbaiki")


def held_signatures(data: bytes) -> int:
    """Return how many signatures `data` bears, all of which hold; raises BadPdfError."""
    check_whole(data)
    claimed = signed_fields(data)
    for field in claimed:
        if not field.has_range:
            raise BadPdfError(f"tanda tangan “{field.name}” kosong")
    if data.count(b"/ByteRange") > len(claimed):
        raise BadPdfError("di dalamnya ada tanda tangan yang rusak, atau tidak lagi milik isiannya")
    if not claimed and data.count(b"startxref") > 1:
        raise BadPdfError("PDF-nya ditambahi sesudah dibuat, dan tidak bertanda tangan")
    if not claimed:
        return 0
    signatures = _read(data)
    if len(signatures) != len(claimed):
        raise BadPdfError("sebagian tanda tangannya tidak dapat dibaca")
    for signature, allowed in zip(signatures, _allowed(signatures), strict=True):
        fault = _fault(signature, data, allowed)
        if fault:
            raise BadPdfError(f"tanda tangan “{signature.fq_name}” {fault}")
    return sum(not _is_time_stamp(each) for each in signatures)


def _read(data: bytes) -> Sequence[EmbeddedPdfSignature]:
    """Return the signatures of `data`, the oldest first."""
    try:
        return tuple(PdfFileReader(BytesIO(data), strict=True).embedded_signatures)
    except _DAMAGE as error:
        raise BadPdfError("tanda tangannya tidak dapat dibaca") from error


def _allowed(signatures: Sequence[EmbeddedPdfSignature]) -> Iterator[ModificationLevel]:
    """Yield what may follow each: other signatures, behind the last only what keeps it valid."""
    for number in range(1, len(signatures) + 1):
        another = not all(map(_is_time_stamp, signatures[number:]))
        yield ModificationLevel.FORM_FILLING if another else ModificationLevel.LTA_UPDATES


def _fault(signature: EmbeddedPdfSignature, data: bytes, allowed: ModificationLevel) -> str:
    """Return what is wrong with `signature`, as the end of a sentence."""
    try:
        return next(_faults(signature, data, allowed), "")
    except _DAMAGE:
        return "tidak dapat dibaca"


def _faults(
    signature: EmbeddedPdfSignature, data: bytes, allowed: ModificationLevel
) -> Iterator[str]:
    coverage = signature.evaluate_signature_coverage()
    if coverage < SignatureCoverageLevel.ENTIRE_REVISION or not _leaves_itself_out(signature, data):
        yield "tidak mencakup seluruh berkas yang ditandatangani"
    intact, valid = _judged(signature)
    if not intact:
        yield "tidak cocok lagi: isi PDF berubah sesudah ditandatangani"
    if not valid:
        yield "palsu: nilainya tidak cocok dengan sertifikat di dalamnya"
    if coverage < SignatureCoverageLevel.ENTIRE_FILE and _later(signature) > allowed:
        yield "diikuti perubahan lain pada PDF sesudah dibubuhkan"


def _later(signature: EmbeddedPdfSignature) -> ModificationLevel:
    """Return how far the PDF was changed after `signature`."""
    result = DEFAULT_DIFF_POLICY.review_file(
        signature.reader,
        signature.signed_revision,
        field_mdp_spec=signature.fieldmdp,
        doc_mdp=signature.docmdp_level,
    )
    return result.modification_level if isinstance(result, DiffResult) else ModificationLevel.OTHER


def _leaves_itself_out(signature: EmbeddedPdfSignature, data: bytes) -> bool:
    """Tell whether the ByteRange leaves out nothing but the very signature."""
    start, length, behind, rest = map(int, signature.byte_range)
    left_out = data[length:behind]
    return (
        start == 0
        and length + len(left_out) == behind
        and behind + rest <= len(data)
        and left_out[:1] + left_out[-1:] == b"<>"
        and bytes.fromhex(left_out[1:-1].decode("ascii")) == signature.pkcs7_content
    )


def _is_time_stamp(signature: EmbeddedPdfSignature) -> bool:
    return str(signature.sig_object_type) == "/DocTimeStamp"


def _judged(signature: EmbeddedPdfSignature) -> tuple[bool, bool]:
    """Tell whether the signed digest is that of the file, and whether the value is true."""
    if not _is_time_stamp(signature):
        return _integrity(signature, "data", signature.compute_digest())
    stamped = signature.signed_data["encap_content_info"]["content"]
    imprint = stamped.parsed["message_imprint"]["hashed_message"].native
    own = hashlib.new(signature.md_algorithm, bytes(stamped)).digest()
    intact, valid = _integrity(signature, "tst_info", own)
    return intact and imprint == signature.compute_digest(), valid


def _integrity(signature: EmbeddedPdfSignature, content: str, digest: bytes) -> tuple[bool, bool]:
    return validate_sig_integrity(signature.signer_info, signature.signer_cert, content, digest)
