"""Only a signature that holds is evidence; whatever claims to be one and is not, is told."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.sign.fields import SigSeedSubFilter

from sopgen.project.archive.edition import digest
from sopgen.project.manifest import Record, loaded
from sopgen.readers.pdf_record import BadPdfError, read_pdf
from sopgen.readers.pdf_signatures import held_signatures
from tests.project.archive.offices import archive, built, new_project
from tests.signing import (
    gap_of,
    saved_again,
    signed,
    signer,
    stamped_over,
    with_bit_changed,
    with_contents,
    with_digest_made_to_fit,
    with_dss,
    with_time_stamp,
)

BOX = (40, 40, 200, 90)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kantor")
    new_project(folder)
    return folder


@pytest.fixture(scope="module")
def unsigned(home: Path) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        return built("lakip").read_bytes()


@pytest.fixture
def office(home: Path, unsigned: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the PDF of the only SOP lies."""
    monkeypatch.chdir(home)
    pdf = home / "output" / "kota" / "lakip.pdf"
    for each in pdf.parent.glob("lakip*.pdf"):
        each.unlink()
    pdf.write_bytes(unsigned)
    return pdf


def empty_signature(pdf: bytes) -> bytes:
    """Return `pdf` with three signature fields whose value covers nothing."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        fields = []
        for number in range(3):
            value = pikepdf.Dictionary(
                Type=pikepdf.Name.Sig, ByteRange=[0, 0, 0, 0], Contents=pikepdf.String("")
            )
            name = pikepdf.String(f"palsu-{number}")
            field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=name, V=opened.make_indirect(value))
            fields.append(opened.make_indirect(field))
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=fields)
        opened.save(out)
    return out.getvalue()


def of_another(pdf: bytes) -> bytes:
    """Return `pdf` signed, with the bytes of a true signature over something else."""
    other = gap_of(signed(stamped_over(pdf))).contents
    return with_contents(signed(pdf), other)


def drawn_on_between(pdf: bytes) -> bytes:
    return signed(stamped_over(signed(pdf)), "ttd-2", signer("Orang Lain"))


def ranges_cut(pdf: bytes) -> bytes:
    """Return `pdf` signed, with a ByteRange that leaves out what stands at the end."""
    once = signed(pdf)
    start, length, behind, rest = gap_of(once).ranges
    old = once.index(b"/ByteRange")
    end = once.index(b"]", old) + 1
    told = f"/ByteRange [{start} {length} {behind} {rest - 400}".encode()
    return once[:old] + told.ljust(end - old - 1) + b"]" + once[end:]


def by_another_key(pdf: bytes) -> bytes:
    """Return `pdf` signed, with a bit of the signature's value changed."""
    once = signed(pdf)
    contents = gap_of(once).contents
    last = len(contents.rstrip(b"\0")) - 2
    return with_contents(once, with_bit_changed(contents, last))


FALSE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "one bit changed": (lambda pdf: with_bit_changed(signed(pdf), 1500), "isi PDF berubah"),
    "saved again": (lambda pdf: saved_again(signed(pdf)), "tidak mencakup seluruh berkas"),
    "cut by 3000 bytes": (lambda pdf: signed(pdf)[:-3000], "akhirnya terpotong"),
    "cut by 10 bytes": (lambda pdf: signed(pdf)[:-10], "akhirnya terpotong"),
    "bytes before the header": (lambda pdf: b"\n\n" + signed(pdf), "sebelum “%PDF-”"),
    "bytes behind the end": (lambda pdf: signed(pdf) + b"tambahan", "sesudah “%%EOF”"),
    "empty signatures": (empty_signature, "kosong"),
    "drawn on afterwards": (lambda pdf: stamped_over(signed(pdf)), "diikuti perubahan lain"),
    "drawn on between two": (drawn_on_between, "diikuti perubahan lain"),
    "signature of another PDF": (of_another, "isi PDF berubah"),
    "digest made to fit": (
        lambda pdf: with_digest_made_to_fit(with_bit_changed(signed(pdf), 1500)),
        "tidak cocok dengan sertifikat",
    ),
    "value of another key": (by_another_key, "tidak cocok dengan sertifikat"),
    "range leaves out the end": (ranges_cut, "tidak mencakup seluruh berkas"),
    "signature no longer of its field": (
        lambda pdf: signed(pdf).replace(b"/FT /Sig", b"/FT /Sxg"),
        "tidak lagi milik isiannya",
    ),
    "updated without a signature": (stamped_over, "ditambahi sesudah dibuat"),
    "no signature, but junk": (
        lambda pdf: with_contents(signed(pdf), b"bukan tanda tangan"),
        "tidak dapat dibaca",
    ),
}


@pytest.mark.parametrize("case", FALSE)
def test_what_was_tampered_with_or_false_is_refused(
    case: str, office: Path, unsigned: bytes
) -> None:
    made, why = FALSE[case]
    office.write_bytes(made(unsigned))
    result = archive()
    assert (result.exit_code, "[ARS017]" in result.output) == (1, True), result.output
    assert why in result.output
    assert not Path("arsip").exists()


TRUE: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "once": (signed, 1),
    "once, seen on the page": (lambda pdf: signed(pdf, box=BOX), 1),
    "twice": (lambda pdf: signed(signed(pdf), "ttd-2", signer("Kedua")), 2),
    "twice, seen on the page": (
        lambda pdf: signed(signed(pdf, box=BOX), "ttd-2", signer("Kedua"), (240, 40, 400, 90)),
        2,
    ),
    "with what keeps it valid": (lambda pdf: with_dss(signed(pdf)), 1),
    "stamped with the time": (lambda pdf: with_time_stamp(with_dss(signed(pdf))), 1),
    "on an elliptic curve": (lambda pdf: signed(pdf, by=signer("Kurva", elliptic=True)), 1),
    "as Adobe writes it": (
        lambda pdf: signed(pdf, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED),
        1,
    ),
}


@pytest.mark.parametrize("case", TRUE)
def test_what_is_truly_signed_is_taken(
    case: str, office: Path, unsigned: bytes, tmp_path: Path
) -> None:
    made, count = TRUE[case]
    office.write_bytes(made(unsigned))
    assert held_signatures(office.read_bytes()) == count
    root = tmp_path / "arsip"
    result = archive("--arsip", str(root))
    assert result.exit_code == 0, result.output
    assert archive("--verify", str(root)).exit_code == 0
    (kept,) = root.rglob("lakip.pdf")
    assert kept.read_bytes() == office.read_bytes()


def test_a_false_one_beside_is_never_preferred_to_the_true_one(
    office: Path, unsigned: bytes, tmp_path: Path
) -> None:
    office.write_bytes(signed(unsigned))
    office.with_name("lakip_palsu.pdf").write_bytes(empty_signature(unsigned))
    root = tmp_path / "arsip"
    result = archive("--arsip", str(root))
    assert result.exit_code == 0
    assert "lakip_palsu.pdf: tanda tangan “palsu-" in result.output
    (kept,) = root.rglob("lakip.pdf")
    assert kept.read_bytes() == office.read_bytes()


def test_a_false_one_beside_an_unsigned_one_is_no_way_in(office: Path, unsigned: bytes) -> None:
    office.with_name("lakip_palsu.pdf").write_bytes(empty_signature(unsigned))
    result = archive()
    assert (result.exit_code, "[ARS017]" in result.output) == (1, True)
    assert not Path("arsip").exists()


def test_one_that_nobody_signed_is_kept_and_told(office: Path, tmp_path: Path) -> None:
    result = archive("--arsip", str(tmp_path / "arsip"))
    assert result.exit_code == 0
    assert "catatan: PDF-nya belum bertanda tangan elektronik." in result.output


def test_a_changed_one_that_nobody_signed_is_refused(office: Path, unsigned: bytes) -> None:
    office.write_bytes(saved_again(unsigned))
    assert read_pdf(office.read_bytes()).number == "503/22/SOP/2024"
    memory = loaded(Path("output"))
    memory.keep(Record("kota/lakip.pdf", "../definitions/kota/lakip.yaml", "x", digest(unsigned)))
    memory.save()
    result = archive()
    assert (result.exit_code, "[ARS018]" in result.output) == (1, True)


def test_a_scan_at_the_place_of_the_pdf_is_told_as_what_it_is(office: Path) -> None:
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    office.write_bytes(out.getvalue())
    result = archive()
    assert result.exit_code == 1
    assert "ada, tetapi bukan PDF buatan sopgen" in result.output
    assert "--pindaian" in result.output


def test_any_byte_of_a_signed_pdf_that_changes_is_found(unsigned: bytes) -> None:
    once = signed(unsigned)
    gap = gap_of(once)
    around = range(gap.start - 700, gap.start)
    for at in (*range(7, len(once), len(once) // 100), *around[::3]):
        if gap.start <= at < gap.end:
            continue
        changed = with_bit_changed(once, at)
        with pytest.raises(BadPdfError):
            held_signatures(changed)
