"""Signatures with a certificate of our own, and what somebody might do to them."""

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
from asn1crypto import cms, keys, x509
from cryptography import x509 as cx509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore


@cache
def signer(
    name: str = "Sertifikat Uji", *, elliptic: bool = False, authority: bool = False
) -> signers.SimpleSigner:
    """Return a signer with a key and a certificate of its own, itself an `authority` if asked."""
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    if elliptic:
        key = ec.generate_private_key(ec.SECP256R1())
    else:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    own = cx509.Name([cx509.NameAttribute(cx509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        cx509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(own)
        .public_key(key.public_key())
        .serial_number(len(name))
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )
    if authority:
        builder = _authorised(builder, cx509.SubjectKeyIdentifier.from_public_key(key.public_key()))
    made = builder.sign(key, hashes.SHA256())
    der = serialization.Encoding.DER
    certificate = x509.Certificate.load(made.public_bytes(der))
    private = keys.PrivateKeyInfo.load(
        key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    store = SimpleCertificateStore()
    store.register(certificate)
    return signers.SimpleSigner(signing_cert=certificate, signing_key=private, cert_registry=store)


def _authorised(
    builder: cx509.CertificateBuilder, own: cx509.SubjectKeyIdentifier
) -> cx509.CertificateBuilder:
    """Return a certificate that may sign others and documents, as a whole chain in one."""
    usage = cx509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        builder.add_extension(cx509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(own, critical=False)
    )


def signed(
    pdf: bytes,
    field: str = "ttd",
    by: signers.SimpleSigner | None = None,
    box: tuple[int, int, int, int] | None = None,
    subfilter: fields.SigSeedSubFilter = fields.SigSeedSubFilter.PADES,
) -> bytes:
    """Return `pdf` with one more signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if box is not None:
        fields.append_signature_field(writer, fields.SigFieldSpec(field, box=box))
    metadata = signers.PdfSignatureMetadata(
        field_name=field, subfilter=subfilter, md_algorithm="sha256"
    )
    made = signers.PdfSigner(metadata, signer=by or signer())
    return bytes(made.sign_pdf(writer).getvalue())


def with_dss(pdf: bytes) -> bytes:
    """Return signed `pdf` with the store of certificates that keeps it valid (PAdES B-LT)."""
    out = io.BytesIO(pdf)
    (first, *_) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    DocumentSecurityStore.add_dss(out, first.pkcs7_content, certs=[signer().signing_cert])
    return out.getvalue()


def with_time_stamp(pdf: bytes) -> bytes:
    """Return `pdf` with a time stamp over all of it (PAdES B-LTA)."""
    own = signer()
    stamper = PdfTimeStamper(DummyTimeStamper(own.signing_cert, own.signing_key))
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return bytes(stamper.timestamp_pdf(writer, "sha256").getvalue())


def stamped_over(pdf: bytes) -> bytes:
    """Return `pdf` with something drawn on its first page by an update at its end."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    from pyhanko.pdf_utils.generic import StreamObject

    stream = writer.add_object(StreamObject(stream_data=b"0 0 200 200 re f"))
    writer.add_stream_to_page(0, stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def saved_again(pdf: bytes) -> bytes:
    """Return `pdf` as another program saves it, with its first page turned."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.pages[0].rotate(180, relative=True)
        opened.save(out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the bytes of the last signature lie in a PDF, and what they are."""

    start: int
    end: int
    contents: bytes
    ranges: tuple[int, int, int, int]


def gap_of(pdf: bytes) -> Gap:
    last = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[-1]
    ranges = tuple(map(int, last.byte_range))
    assert len(ranges) == 4
    return Gap(ranges[1], ranges[2], last.pkcs7_content, ranges)


def with_contents(pdf: bytes, contents: bytes) -> bytes:
    """Return `pdf` with other bytes for its last signature."""
    gap = gap_of(pdf)
    room = gap.end - gap.start - 2
    digits = contents.hex().encode().ljust(room, b"0")[:room]
    return pdf[: gap.start] + b"<" + digits + b">" + pdf[gap.end :]


def with_bit_changed(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def with_digest_made_to_fit(pdf: bytes) -> bytes:
    """Return `pdf` with the digest in its signature that it has now, signed by nobody."""
    gap = gap_of(pdf)
    own = hashlib.sha256(pdf[: gap.start] + pdf[gap.end : gap.end + gap.ranges[3]]).digest()
    info = cms.ContentInfo.load(gap.contents)
    old = next(
        attribute["values"][0].native
        for attribute in info["content"]["signer_infos"][0]["signed_attrs"]
        if attribute["type"].native == "message_digest"
    )
    return with_contents(pdf, gap.contents.replace(old, own))
