import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace
from PIL import Image

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from sopgen.document.attached import AttachmentKind
from sopgen.readers.pdf_record import read_pdf
from sopgen.writers import OFFICE, Format, writer
from tests.projects import LETTERHEAD, MINIMAL
from tests.sheets import laid


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letterheads").mkdir()
    (tmp_path / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    (tmp_path / "lakip.yaml").write_text(MINIMAL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def made(format: Format, name: str = "lakip.yaml") -> Path:
    document = laid(read_definition(Path("lakip.yaml")))
    carried = tuple(
        replace(each, name=name) if each.kind is AttachmentKind.DEFINITION else each
        for each in document.attachments
    )
    path = Path(f"lembar.{format.value}")
    path.write_bytes(writer(format)(replace(document, attachments=carried)))
    return path


def extract(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["extract", *map(str, arguments)])


@pytest.mark.parametrize("format", OFFICE)
def test_what_is_extracted_builds(format: Format) -> None:
    result = extract(made(format), "-o", "baru")
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.as_posix() for path in Path("baru").rglob("*.yaml")) == [
        "baru/lakip.yaml",
        "baru/letterheads/kota.yaml",
    ]
    assert CliRunner().invoke(main, ["build", "baru/lakip.yaml", "-f", "svg"]).exit_code == 0


def test_a_logo_that_stays_behind_is_named() -> None:
    Image.new("RGB", (20, 20)).save("letterheads/lambang.png")
    kop = Path("letterheads/kota.yaml")
    kop.write_text(f"{LETTERHEAD}logo: lambang.png\n", encoding="utf-8")
    sheet = made(Format.PDF)
    result = extract(sheet, "-o", "baru")
    assert result.exit_code == 0
    assert "Logo “lambang.png” tidak ada di map letterheads." in result.stderr
    assert "Salin gambarnya ke map itu sebelum sopgen build. [EKS005]" in result.stderr
    assert extract(sheet).stderr == ""


@pytest.mark.parametrize(
    "name",
    [
        "Makefile",
        "pyproject.toml",
        "sitecustomize.py",
        "letterheads",
        "CON.yaml",
        "nul.yaml",
        "com1.old.yaml",
        ".tersembunyi.yaml",
        " depan.yaml",
        "a\u202elmay.exe",
        "a\u202elmay.yaml",
        "a\u200b.yaml",
        "a.yaml.exe",
        "a.yaml ",
        "../a.yaml",
        "x/a.yaml",
        "C:a.yaml",
        f"{'a' * 250}.yaml",
    ],
)
@pytest.mark.parametrize("format", OFFICE)
def test_nothing_is_written_under_a_name_that_is_no_definitions(name: str, format: Format) -> None:
    sheet = made(format, name)
    result = extract(sheet, "-o", "baru")
    assert (result.exit_code, "[EKS002]" in result.stderr) == (1, True)
    assert not Path("baru").exists()


def test_a_folder_or_a_link_where_a_file_would_stand_is_left() -> None:
    sheet = made(Format.DOCX)
    Path("baru/lakip.yaml").mkdir(parents=True)
    result = extract(sheet, "-o", "baru", "--force")
    assert (result.exit_code, "sudah ada dengan isi yang lain" in result.stderr) == (1, True)
    Path("lain").mkdir()
    Path("lain/lakip.yaml").symlink_to(Path("luar.yaml").absolute())
    assert extract(sheet, "-o", "lain", "--force").exit_code == 1
    assert not Path("luar.yaml").exists()


def test_an_edited_workbook_is_told_as_edited() -> None:
    sheet = made(Format.XLSX)
    assert extract(sheet, "-o", "satu").stderr == ""
    workbook = openpyxl.load_workbook(sheet)
    workbook.worksheets[0]["B2"] = "diubah"
    workbook.save(sheet)
    result = extract(sheet, "-o", "dua")
    assert result.exit_code == 0
    assert "telah diubah atau disimpan ulang sejak dibuat" in result.stderr
    assert Path("dua/lakip.yaml").read_text(encoding="utf-8") == MINIMAL


def test_an_edited_word_file_is_told_as_edited() -> None:
    sheet = made(Format.DOCX)
    assert extract(sheet, "-o", "satu").stderr == ""
    document = docx.Document(str(sheet))
    document.add_paragraph("diubah")
    document.save(str(sheet))
    assert "[EKS004]" in extract(sheet, "-o", "dua").stderr


def with_part(path: Path, name: str, change: tuple[bytes, bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    assert change[0] in parts[name]
    parts[name] = parts[name].replace(*change, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)


def test_a_number_without_end_is_no_reason_to_fall() -> None:
    sheet = made(Format.XLSX)
    with zipfile.ZipFile(sheet) as archive:
        source = max(each for each in archive.namelist() if "worksheets/sheet" in each)
    with_part(sheet, source, (b"<c ", b'<c t="s"><v>' + b"9" * 5000 + b"</v></c><c "))
    result = extract(sheet)
    assert (result.exit_code, "[EKS00" in result.stderr) == (1, True)


def listed(files: list[tuple[str, bytes]], times: int = 1) -> bytes:
    """Return a PDF that carries `files`, each listed so often."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        specs = []
        for name, data in files:
            stream = pdf.make_indirect(pikepdf.Stream(pdf, data))
            spec = pikepdf.Dictionary(
                Type=pikepdf.Name.Filespec,
                UF=pikepdf.String(f"definisi-{name}"),
                EF=pikepdf.Dictionary(F=stream),
            )
            specs += [pdf.make_indirect(spec)] * times
        pdf.Root.AF = pikepdf.Array(specs)
        pdf.save(out, compress_streams=True)
    return out.getvalue()


def test_an_attachment_that_is_listed_often_is_read_once() -> None:
    data = listed([("a.yaml", b"a" * (2 << 20))], times=2000)
    assert [each.name for each in read_pdf(data).attachments] == ["a.yaml"]


def test_the_small_files_of_a_book_are_all_read() -> None:
    files = [(f"sop-{number}.yaml", b"nama: %d\n" % number) for number in range(400)]
    assert len(read_pdf(listed(files)).attachments) == 400


def test_too_many_files_are_refused() -> None:
    Path("buku.pdf").write_bytes(listed([(f"{n}.yaml", b"%d" % n) for n in range(2_100)]))
    assert "lampirannya terlalu banyak" in extract("buku.pdf").stderr


def test_files_that_are_too_large_together_are_refused() -> None:
    files = [(f"{n}.yaml", bytes([n]) * (2 << 20)) for n in range(40)]
    Path("buku.pdf").write_bytes(listed(files))
    assert "lampirannya terlalu besar" in extract("buku.pdf").stderr


def test_a_pdf_of_endless_lists_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.AF = pdf.make_indirect(pikepdf.Array([0] * 300_000))
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    Path("besar.pdf").write_bytes(out.getvalue())
    result = extract("besar.pdf")
    assert (result.exit_code, "[EKS002]" in result.stderr) == (1, True)
