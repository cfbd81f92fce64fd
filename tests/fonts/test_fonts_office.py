"""What LibreOffice makes of the same texts in the same room."""

import math
import shutil
import subprocess
from collections import defaultdict
from itertools import pairwise

import docx
import openpyxl
import pymupdf
import pytest
from docx.oxml import parse_xml
from docx.shared import Twips
from openpyxl.styles import Alignment
from openpyxl.styles import Font as CellFont
from openpyxl.utils import get_column_letter

from sopgen.document.page import Face, Font, Run
from sopgen.fonts import FontMetrics, break_lines, opportunities, sheet_advances
from sopgen.writers.office.slashes import ZERO_WIDTH_SPACE

TEXTS = (
    "Membuat format pengumpulan data dan informasi dari masing-masing bidang dan sekretariat",
    "Menyampaikan format kepada masing-masing bidang dan/atau sekretariat",
    "503/22/SOP.PRCN/DISPMPTSPTK/2024",
    "Nomor 503/22/SOP.PRCN/DISPMPTSPTK/2024 tanggal 23 Januari 2024",
    "Staf, KASUBBAG / KASI (RENJA / RKT)",
    "Surat ke dpmptsp@contoh.example atau https://dpmptsp.contoh.example/izin-usaha?id=12&x=y",
    "Mempertanggungjawabkannyalah kepada kepala dinas",
    "Undang-Undang Nomor 8 Tahun 2001 (Tambahan Lembaran Negara Nomor 4115)",
    "Waktu 30 menit – 1 jam; 2–3 hari kerja; Januari–Maret 2024",
    "Rp1.250.000,00 (satu juta rupiah) per-bulan; 100% lengkap, 50 % belum; 25°C ± 2°C",
    '“Kerangka Acuan Kerja” dan ‘lampiran’ serta "dokumen"; A—B dan kata—kata',
    "Draf LAKIP (3 rangkap)/fotokopi/asli, e-office, D-III/S-1, 18-65 tahun, 2023-2024",
    "Apakah lengkap?Ya/Tidak [catatan 1]{a} a=b <c> ~d $500 €450",
    "Analisis data & informasi…lanjut ke…akhir • Komputer • Printer",
    "No.Urut|Uraian|Paraf C:\\Data\\SOP\\2024 +62 711 123456 1/2 hari, 24/7",
    "Memfasilitasi,mengoordinasikan,dan-mensosialisasikan hasil-hasilnya",
)
PIXELS = (66, 80, 95, 111, 128, 146, 164)
FONTS = (
    Font(Face.ARIAL, 160),
    Font(Face.ARIAL, 180),
    Font(Face.ARIAL, 200),
    Font(Face.ARIAL_NARROW, 180),
    Font(Face.TIMES_NEW_ROMAN, 220),
)
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def _lines(text, width, metrics, font):
    broken = break_lines([Run(text, font)], width, metrics)
    return ["".join(run.text for run in line) for line in broken]


def _squashed(text):
    return "".join(text.replace(ZERO_WIDTH_SPACE, "").split())


def _as_written(text):
    """Return `text` as office files have it: lines may end after its slashes."""
    parts = [text[a:b] for a, b in pairwise((0, *opportunities(text)))]
    return "".join(part + ZERO_WIDTH_SPACE * part.endswith("/") for part in parts)


def _printed_lines(file, columns):
    """Return what LibreOffice prints of `file`: by column, the lines from top to bottom."""
    profile = (file.parent / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"),
            *("--outdir", str(file.parent), str(file)),
        ],
        capture_output=True,
        check=True,
    )
    printed = defaultdict(list)
    with pymupdf.open(file.with_suffix(".pdf")) as pdf:
        for page in pdf:
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for char in span["chars"]:
                            x, y = char["origin"]
                            column = sum(x >= edge for edge in columns)
                            printed[column, page.number, round(y * 2)].append((x, char["c"]))
    by_column = defaultdict(list)
    for (column, _, _), chars in sorted(printed.items()):
        if line := _squashed("".join(char for _, char in sorted(chars))):
            by_column[column].append(line)
    return [by_column[column] for column in sorted(by_column)]


def _dealt(printed, texts):
    """Return `printed` lines dealt out to the texts that they are of."""
    left = iter(printed)
    for text in texts:
        mine = []
        while len("".join(mine)) < len(_squashed(text)):
            mine.append(next(left))
        assert "".join(mine) == _squashed(text)
        yield mine


def _agreeing(printed, texts, room, metrics, font):
    expected = (map(_squashed, _lines(text, room, metrics, font)) for text in texts)
    return sum(list(a) == b for a, b in zip(expected, _dealt(printed, texts), strict=True))


@office
@pytest.mark.office
def test_writer_breaks_where_we_do(tmp_path):
    document = docx.Document()
    section = document.sections[0]
    section.page_width = Twips(9000)
    section.left_margin = section.right_margin = Twips(1000)
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = [(font, px, text) for font in FONTS for px in PIXELS for text in TEXTS]
    for font, px, text in paragraphs:
        safe = _as_written(text).replace("&", "&amp;").replace("<", "&lt;")
        document.element.body.sectPr.addprevious(
            parse_xml(
                f'<w:p xmlns:w="{w}"><w:pPr><w:spacing w:after="0" w:line="320" '
                f'w:lineRule="exact"/><w:ind w:right="{7000 - px * 15 + 40}"/></w:pPr><w:r><w:rPr>'
                f'<w:rFonts w:ascii="{font.face}" w:hAnsi="{font.face}" w:cs="{font.face}" '
                f'w:eastAsia="{font.face}"/><w:sz w:val="{font.size // 10}"/></w:rPr>'
                f'<w:t xml:space="preserve">{safe}</w:t></w:r></w:p>'
            )
        )
    document.save(tmp_path / "texts.docx")
    (printed,) = _printed_lines(tmp_path / "texts.docx", ())
    dealt = _dealt(printed, [text for _, _, text in paragraphs])
    metrics = FontMetrics()
    agree = sum(
        [_squashed(line) for line in _lines(text, px * 15 - 40, metrics, font)] == mine
        for (font, px, text), mine in zip(paragraphs, dealt, strict=True)
    )
    assert agree >= 0.99 * len(paragraphs)


@office
@pytest.mark.office
@pytest.mark.parametrize("font", FONTS, ids=lambda font: f"{font.face} {font.size // 20}")
def test_calc_breaks_where_we_do_on_its_grid(tmp_path, font):
    book = openpyxl.Workbook()
    book._named_styles["Normal"].font = CellFont(name="Times New Roman", sz=12)
    sheet = book.active
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 8, "landscape"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    for column, px in enumerate(PIXELS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = px / 8
        for row, text in enumerate(TEXTS, start=1):
            cell = sheet.cell(row, column, _as_written(text))
            cell.data_type, cell.number_format = "s", "@"
            cell.font = CellFont(name=str(font.face), sz=font.size / 20)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[row].height = 300
    book.save(tmp_path / "texts.xlsx")
    edges = [36 + 0.75 * sum(PIXELS[:column]) - 0.3 for column in range(len(PIXELS))]
    printed = _printed_lines(tmp_path / "texts.xlsx", edges)
    sheet_metrics = FontMetrics(sheet_advances)
    agree = sum(
        _agreeing(column, TEXTS, _room_in_calc(px), sheet_metrics, font)
        for px, column in zip(PIXELS, printed, strict=True)
    )
    assert agree >= 0.97 * len(TEXTS) * len(PIXELS)


def _room_in_calc(px):
    """Return the room of a column in twips: whole 1/100 mm, less 35 on each side, and less."""
    return (math.floor(px * 15 * 2540 / 1440) - 70 - 0.5) * 1440 / 2540
