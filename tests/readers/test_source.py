import io
import os
import shutil
import subprocess
import zipfile
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sopgen.cli import main
from sopgen.document.attached import Attachment, AttachmentKind
from sopgen.document.page import Document, Metadata
from sopgen.problems.problem import ProblemsError
from sopgen.readers.packages import BadPackageError, opened_package
from sopgen.readers.source import carried, extracted
from sopgen.readers.xlsx import PARTS, sheets_of_workbook
from sopgen.writers import OFFICE, Format, writer
from tests.sheets import KOP, SHIPPED, SOURCE, sheet, shipped
from tests.writers.printed_samples import sheet as small_sheet


def made(folder: Path, document: Document, format: Format) -> Path:
    path = folder / f"sop.{format.value}"
    path.write_bytes(writer(format)(document))
    return path


def told(path: Path) -> str:
    with pytest.raises(ProblemsError) as caught:
        extracted(path)
    (problem,) = caught.value.problems
    return f"{problem.code} {problem.message}"


@pytest.mark.parametrize("format", OFFICE)
def test_every_format_gives_its_sources_back_byte_for_byte(format: Format, tmp_path: Path) -> None:
    assert extracted(made(tmp_path, sheet(), format)) == (SOURCE, KOP)


@pytest.mark.parametrize("format", OFFICE)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_definitions_come_back(path: Path, format: Format, tmp_path: Path) -> None:
    definition, letterhead = extracted(made(tmp_path, shipped(path), format))
    assert definition.data == path.read_bytes()
    assert letterhead.data == Path("letterheads", letterhead.name).read_bytes()


@settings(max_examples=15, deadline=None)
@given(data=st.binary(max_size=3000), repeated=st.integers(1, 40))
def test_any_bytes_come_back(data: bytes, repeated: int, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    source = Attachment(AttachmentKind.DEFINITION, "lakip.yaml", data * repeated)
    plain = small_sheet()
    document = replace(plain, attachments=(source,), metadata=Metadata(definition=source.sha256))
    for format in OFFICE:
        assert extracted(made(folder, document, format)) == (source,)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", [Format.DOCX, Format.XLSX])
def test_sources_maps_and_keys_of_rows_survive_libreoffice(format: Format, tmp_path: Path) -> None:
    path = made(tmp_path, sheet(), format)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    again = tmp_path / "lagi"
    command = ["soffice", profile, "--headless", "--convert-to", format.value]
    command += ["--outdir", str(again), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    saved = again / path.name
    assert saved.read_bytes() != path.read_bytes()
    assert extracted(saved) == (SOURCE, KOP)
    map = carried(saved).map
    assert map == carried(path).map
    if format is Format.XLSX:
        found = sheets_of_workbook(opened_package(saved.read_bytes(), PARTS))
        assert [each.row_keys for each in found] == [each.row_keys for each in map.sheets]


def test_a_file_without_source_says_so(tmp_path: Path) -> None:
    document = sheet(format={"sumber": {"lampirkan": "tidak"}})
    for format in OFFICE:
        path = made(tmp_path, document, format)
        assert told(path) == "EKS003 Berkas ini tidak membawa definisinya."
        assert SOURCE.data not in path.read_bytes()


def test_the_hash_is_told_even_without_the_source() -> None:
    document = sheet(format={"sumber": {"lampirkan": "tidak"}})
    assert document.metadata.definition == sha256(SOURCE.data).hexdigest()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "berkasnya rusak atau bukan berkas Office"),
        (b"PK\x03\x04 bukan zip", "berkasnya rusak atau bukan berkas Office"),
        (b"%PDF-1.7 bukan pdf", "PDF-nya rusak"),
    ],
)
def test_a_damaged_file_is_told(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "sop.pdf"
    path.write_bytes(data)
    assert told(path) == f"EKS002 Berkas ini tidak dapat dibaca: {message}."


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "tidak-ada.pdf") == "EKS001 Berkas ini tidak dapat dibuka."


def found(path: Path) -> set[Attachment]:
    """Return what a file gives back; nothing where it says that it cannot."""
    try:
        return set(extracted(path))
    except ProblemsError as error:
        codes = {problem.code for problem in error.problems}
        if codes - {"EKS002", "EKS003"}:
            raise
        return set()


@pytest.mark.parametrize("format", OFFICE)
def test_cut_and_flipped_files_never_give_other_bytes(format: Format, tmp_path: Path) -> None:
    whole = made(tmp_path, sheet(), format).read_bytes()
    path = tmp_path / "rusak"
    spoilt = [whole[: len(whole) * part // 10] for part in range(10)]
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        spoilt.append(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        spoilt.append(whole[:place] + whole[place + 7 :])
    for data in spoilt:
        path.write_bytes(data)
        assert found(path) <= {SOURCE, KOP}


def test_a_changed_source_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, sheet(), Format.PDF)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.AF[0].EF.F.write(b"kop: lain\n")
        pdf.save(path)
    assert told(path) == (
        "EKS002 Berkas ini tidak dapat dibaca: lampiran lakip.yaml berubah sejak lembar ini dibuat."
    )


@pytest.mark.parametrize("name", ["definisi-../../etc.yaml", "definisi-a/b.yaml", "definisi-.yaml"])
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    path = made(tmp_path, sheet(), Format.PDF)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.AF[0].UF = pikepdf.String(name)
        pdf.save(path)
    assert told(path).endswith("nama berkas di dalamnya tidak wajar.")


def test_a_bomb_in_a_pdf_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, sheet(), Format.PDF)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.AF[0].EF.F.write(b"a" * (50 << 20))
        pdf.save(path)
    assert path.stat().st_size < 200_000
    assert told(path) == "EKS002 Berkas ini tidak dapat dibaca: lampirannya terlalu besar."


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"customXml/item1.xml": b" " * (40 << 20)}, "dimampatkan tidak wajar"),
        ({"customXml/item1.xml": os.urandom(33 << 20)}, "terlalu besar"),
        ({f"a{number}": b"" for number in range(501)}, "bagiannya terlalu banyak"),
        ({"a/../../b": b""}, "menunjuk ke luar berkas"),
        ({"/b": b""}, "menunjuk ke luar berkas"),
        ({"a.xml": b"", "A.XML": b""}, "ada dua kali"),
    ],
    ids=["ratio", "size", "count", "parent", "root", "twice"],
)
def test_a_package_that_means_harm_is_refused(parts: dict[str, bytes], message: str) -> None:
    with pytest.raises(BadPackageError, match=message):
        opened_package(zipped(parts), ("customXml/",))


def test_entities_are_not_read() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    package = opened_package(zipped({"customXml/item1.xml": bomb}), ("customXml/",))
    with pytest.raises(BadPackageError, match="memuat DTD"):
        package.xml("customXml/item1.xml")


# The command


def test_the_command_writes_a_project_that_can_be_built(tmp_path: Path) -> None:
    path = made(tmp_path, sheet(), Format.PDF)
    result = CliRunner().invoke(main, ["extract", str(path), "-o", str(tmp_path / "baru")])
    assert result.exit_code == 0
    assert (tmp_path / "baru" / "lakip.yaml").read_bytes() == SOURCE.data
    assert (tmp_path / "baru" / "letterheads" / "kota.yaml").read_bytes() == KOP.data


def test_the_command_never_overwrites_what_says_something_else(tmp_path: Path) -> None:
    path = made(tmp_path, sheet(), Format.DOCX)
    (tmp_path / "lakip.yaml").write_text("kop: lain\n")
    command = ["extract", str(path), "-o", str(tmp_path)]
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, (tmp_path / "lakip.yaml").read_text()) == (1, "kop: lain\n")
    assert "sudah ada dengan isi yang lain" in result.output
    assert CliRunner().invoke(main, [*command, "--force"]).exit_code == 0
    assert CliRunner().invoke(main, command).exit_code == 0


def test_the_command_tells_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "sop.docx"
    path.write_bytes(b"bukan")
    assert CliRunner().invoke(main, ["extract", str(path)]).exit_code == 1
    assert CliRunner().invoke(main, ["extract", str(tmp_path / "tidak-ada")]).exit_code == 2
