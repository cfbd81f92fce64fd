"""Who signs, in which words, and where."""

import io
import re
from itertools import pairwise

import pikepdf
import pymupdf
import pytest

from sopgen.document.page import Document, Drawing, Image, Paragraph, Table, Text
from sopgen.document.signing_places import places_on_paper
from sopgen.layout.paper import SIGNATURE_STRIP
from sopgen.layout.signing.signers import position_lines
from sopgen.model.sop import Official
from sopgen.problems.problem import Problem
from sopgen.writers.docx import write as docx
from sopgen.writers.pdf import write
from tests.sheets import OFFICIAL, SOURCE, sheet, tried

MODES = ("basah", "tte", "srikandi")
LEAST = 25 / 25.4 * 72


def signing(mode: str, **more: object) -> dict[str, object]:
    return {"pengesahan": {"tanda_tangan": mode, **more}}


def paragraphs(document: Document) -> list[Paragraph]:
    found: list[Paragraph] = []
    for page in document.pages:
        for item in page.items:
            match item:
                case Table():
                    found += [text for cell in item.cells for text in cell.paragraphs]
                case Text():
                    found += item.paragraphs
                case Drawing() | Image():
                    pass
        found += page.footer.paragraphs if page.footer else ()
    return found


def texts(document: Document) -> list[str]:
    return ["".join(run.text for run in each.runs) for each in paragraphs(document)]


def pdf_text(document: Document) -> str:
    with pymupdf.open(stream=write(document)) as pdf:
        return "".join(page.get_text() for page in pdf)


# Words


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ({"jabatan": "Camat"}, ["Camat"]),
        ({"jabatan": "KEPALA DINAS\nKOTA CONTOH"}, ["KEPALA DINAS", "KOTA CONTOH"]),
        ({"jabatan": "Camat", "sebagai": "plt"}, ["Plt. Camat"]),
        ({"jabatan": "Camat", "sebagai": "plh"}, ["Plh. Camat"]),
        (
            {"jabatan": "KEPALA BKPSDM", "atas_nama": "WALI KOTA CONTOH"},
            ["a.n. WALI KOTA CONTOH", "KEPALA BKPSDM"],
        ),
        (
            {
                "jabatan": "ASISTEN ADMINISTRASI",
                "atas_nama": "BUPATI CONTOH",
                "untuk_beliau": "SEKRETARIS DAERAH",
            },
            ["a.n. BUPATI CONTOH", "SEKRETARIS DAERAH", "u.b.", "ASISTEN ADMINISTRASI"],
        ),
        ({}, []),
    ],
)
def test_a_post_is_told_with_whose_it_is(typed: dict[str, str], lines: list[str]) -> None:
    assert [line for line, _ in position_lines(Official.model_validate(typed))] == lines


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("pns", "NIP. 19700101 199503 1 001"),
        ("pppk", "NI PPPK. 19700101 199503 1 001"),
        ("polri", "NRP. 19700101 199503 1 001"),
        ("tni", "NRP. 19700101 199503 1 001"),
        ("lainnya", "19700101 199503 1 001"),
    ],
)
def test_the_number_is_called_after_the_service(kind: str, line: str) -> None:
    people = {"kadis": OFFICIAL | {"jenis": kind}}
    assert line in texts(sheet(letterhead={"pejabat": people}))


# Room


def test_ink_has_22_millimetres_where_the_page_has_them_and_no_field() -> None:
    document = sheet(format=signing("basah"))
    (place,) = places_on_paper(document)
    assert (place.name, place.electronic) == ("ttd-pengesah", False)
    assert place.height == pytest.approx(6 * 11.2, abs=1)
    with pikepdf.open(io.BytesIO(write(document))) as pdf:
        assert "/AcroForm" not in pdf.Root


def many(count: int) -> list[dict[str, str]]:
    roles = ("Dibuat", "Diperiksa", "Disetujui", "Diketahui", "Disaksikan")
    return [{"peran": role, "pejabat": "sekda", "tanggal": "2024-02-01"} for role in roles[:count]]


@pytest.mark.parametrize("paper", ["A4", "F4", "Folio", "Letter", "Legal"])
@pytest.mark.parametrize("flow", ["tegak", "mendatar"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_every_electronic_place_is_free_and_large_enough(paper: str, flow: str, count: int) -> None:
    document = sheet(
        sop={"penandatangan": many(count - 1)},
        format=signing("tte", letak="akhir") | {"kertas": {"ukuran": paper, "alur": flow}},
    )
    places = list(places_on_paper(document))
    assert len(places) == count
    assert len({place.name for place in places}) == count
    with pymupdf.open(stream=write(document)) as pdf:
        for place in places:
            assert min(place.width, place.height) >= LEAST
            page = pdf[place.page - 1]
            top = page.rect.height - place.y - place.height
            right, bottom = place.x + place.width, top + place.height
            free = pymupdf.Rect(place.x + 1, top + 1, right - 1, bottom - 1)
            # MuPDF writes SIGN over every field that is not signed yet.
            words = [each for each in page.get_text("words") if each[4] != "SIGN"]
            assert [each for each in words if free.intersects(pymupdf.Rect(each[:4]))] == []
            assert bottom <= page.rect.height - SIGNATURE_STRIP / 20


def test_places_of_several_signers_do_not_overlap() -> None:
    document = sheet(sop={"penandatangan": many(4)}, format=signing("tte", letak="akhir"))
    boxes = [place.box for page in document.pages for place in page.signing]
    assert all(a.right <= b.x for a, b in pairwise(boxes))


def test_the_report_gives_points_from_the_bottom_left() -> None:
    (place,) = places_on_paper(sheet(format=signing("tte")))
    assert place.as_json() == {
        "nama": "ttd-pengesah",
        "penanda_tangan": "Tanda tangan Kepala Dinas",
        "halaman": 1,
        "x": place.x,
        "y": place.y,
        "lebar": place.width,
        "tinggi": place.height,
        "bidang_elektronik": True,
    }
    assert place.y > 300


def test_who_signs_at_the_end_alone_has_no_room_at_the_head() -> None:
    document = sheet(format=signing("tte", letak="akhir"))
    assert [place.page for place in places_on_paper(document)] == [2]
    both = sheet(format=signing("tte", letak="keduanya"))
    assert [(place.name, place.page) for place in places_on_paper(both)] == [
        ("ttd-pengesah-kepala", 1),
        ("ttd-pengesah", 2),
    ]


def test_signers_of_one_role_stand_below_it_and_rows_are_evenly_filled() -> None:
    document = sheet(
        sop={
            "penandatangan": [
                {"peran": "Diketahui oleh", "pejabat": ["sekda"] * 4},
                {"peran": "Dibuat oleh", "pejabat": ["sekda"] * 2},
                {"peran": "Dibuat oleh", "pejabat": "sekda"},
            ]
        },
        format=signing("tte", letak="akhir"),
    )
    places = [place for page in document.pages for place in page.signing]
    assert [place.name for place in places] == [*(f"ttd-{n}" for n in range(1, 8)), "ttd-pengesah"]
    assert [place.box.y for place in places[:4]] == [places[0].box.y] * 4
    assert [place.box.y for place in places[4:]] == [places[4].box.y] * 4
    assert places[4].box.y > places[0].box.bottom
    words = [
        "".join(run.text for run in paragraph.runs)
        for page in document.pages
        for paragraph in page.paragraphs
    ]
    assert words.count("Diketahui oleh") == 1
    assert words.count("Dibuat oleh") == 1


def test_six_signers_stand_three_by_three() -> None:
    roles = [{"peran": f"Peran {n}", "pejabat": "sekda"} for n in range(5)]
    document = sheet(sop={"penandatangan": roles}, format=signing("basah", letak="akhir"))
    tops = [place.box.y for page in document.pages for place in page.signing]
    assert tops == [tops[0]] * 3 + [tops[-1]] * 3
    assert tops[0] < tops[-1]


def test_more_signers_than_a_page_holds_are_a_problem() -> None:
    roles = [{"peran": "Diketahui", "pejabat": ["sekda"] * 21}]
    _, problems = tried(sop={"penandatangan": roles})
    assert [(problem.code, problem.at) for problem in problems] == [("LAY006", ("penandatangan",))]


def test_places_too_narrow_for_a_signature_are_a_problem() -> None:
    margins = {"kiri": 45, "kanan": 45}
    _, problems = tried(
        sop={"penandatangan": many(4)},
        format=signing("tte", letak="akhir")
        | {"kertas": {"ukuran": "A4", "alur": "tegak", "batas": margins}}
        | {"alur": {"kolom": ["no", "kegiatan", "pelaksana"]}},
    )
    assert [problem.code for problem in problems] == ["LAY007"]


@pytest.mark.parametrize("mode", MODES)
def test_the_foot_strip_stays_empty_on_every_page(mode: str) -> None:
    document = sheet(
        sop={"penandatangan": many(4)},
        format=signing(mode, letak="keduanya")
        | {"kaki": {"sidik": "ya"}, "verifikasi": {"alamat": "https://contoh.go.id/"}},
        letterhead={"sampul": {}},
    )
    with pymupdf.open(stream=write(document)) as pdf:
        for page in pdf:
            strip = page.rect.height - SIGNATURE_STRIP / 20
            assert all(word[3] <= strip + 1 for word in page.get_text("words"))
            assert all(path["rect"].y1 <= strip for path in page.get_drawings())
            assert all(image["bbox"][3] <= strip for image in page.get_image_info())


# SRIKANDI


def test_srikandi_gets_its_variables_each_in_one_run() -> None:
    document = sheet(format=signing("srikandi"))
    runs = [run.text for each in paragraphs(document) for run in each.runs if "$" in run.text]
    assert runs == ["${ttd_pengirim}", "${nama_pengirim}", "${nip_pengirim}"]
    with pymupdf.open(stream=docx(document), filetype="docx"):
        pass
    body = _document_xml(docx(document))
    for variable in runs:
        assert len(re.findall(rf"<w:t[^>]*>{re.escape(variable)}</w:t>", body)) == 1


def _document_xml(data: bytes) -> str:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_several_signers_have_numbered_variables() -> None:
    document = sheet(sop={"penandatangan": many(2)}, format=signing("srikandi", letak="akhir"))
    found = re.findall(r"\$\{ttd_pengirim\d*\}", " ".join(texts(document)))
    assert found == ["${ttd_pengirim1}", "${ttd_pengirim2}", "${ttd_pengirim3}"]


def test_the_line_of_the_picture_is_as_high_as_the_picture() -> None:
    document = sheet(format=signing("srikandi"))
    (line,) = [each for each in paragraphs(document) if each.runs and "ttd" in each.runs[0].text]
    assert line.line_height / 20 >= LEAST


# The anchor


def test_the_anchor_is_printed_once_per_signer() -> None:
    for count in (1, 3, 5):
        document = sheet(
            sop={"penandatangan": many(count - 1)},
            format=signing("tte", letak="akhir", jangkar="^"),
        )
        assert pdf_text(document).count("^") == count
    both = sheet(format=signing("tte", letak="keduanya", jangkar="#"))
    assert pdf_text(both).count("#") == 1


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(problem.code, problem.at) for problem in problems]


def test_a_definition_that_holds_the_anchor_is_a_problem() -> None:
    _, problems = tried(
        sop={"nama": "SOP #3", "peringatan": ["satu", "dua # tiga"]},
        format=signing("tte", jangkar="#"),
    )
    assert codes(problems) == [("LAY008", ("nama",)), ("LAY008", ("peringatan", 1))]


def test_a_letterhead_that_prints_the_anchor_is_a_problem() -> None:
    _, problems = tried(letterhead={"instansi": "DINAS #1"}, format=signing("tte", jangkar="#"))
    assert codes(problems) == [("LAY008", ("kop",))]


def test_the_anchor_in_the_definitions_own_format_is_no_problem() -> None:
    own = {"pengesahan": {"jangkar": "#"}}
    _, problems = tried(sop={"format": own}, format=signing("tte", jangkar="#"))
    assert problems == ()


# The foot


NOTICE = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik "
    "yang diterbitkan oleh Balai Sertifikasi Elektronik (BSrE), BSSN."
)


def test_the_notice_stands_on_every_page_that_is_signed_electronically() -> None:
    document = sheet(format=signing("tte"))
    assert texts(document).count(NOTICE) == len(document.pages)
    assert NOTICE not in texts(sheet(format=signing("basah")))
    silent = sheet(format=signing("tte") | {"kaki": {"pernyataan": ""}})
    assert NOTICE not in texts(silent)


def test_the_fingerprint_stands_at_the_foot_where_the_profile_wants_it() -> None:
    mark = SOURCE.sha256[:12]
    assert f"Halaman 1 dari 2 · Sidik {mark}" in texts(sheet(format={"kaki": {"sidik": "ya"}}))
    assert not any(mark in text for text in texts(sheet()))


# The QR code


def test_the_code_says_where_the_sheet_can_be_verified() -> None:
    address = "https://contoh.go.id/sop/{sidik}/lihat"
    document = sheet(format={"verifikasi": {"alamat": address}})
    (code,) = [item for page in document.pages for item in page.items if isinstance(item, Image)]
    expected = f"https://contoh.go.id/sop/{SOURCE.sha256[:12]}/lihat"
    assert code.description == f"Kode QR: {expected}"
    assert code.id > 0
    assert expected in texts(document)
    assert code.box.width == code.box.height >= 1245


def test_a_code_without_room_goes_on_to_a_further_page() -> None:
    long = {"dasar_hukum": [f"Peraturan nomor {number} tentang sesuatu" for number in range(18)]}
    plain = sheet(sop=long)
    coded = sheet(sop=long, format={"verifikasi": {"alamat": "https://contoh.go.id/"}})
    assert len(coded.pages) - len(plain.pages) in (0, 1)
    for page in coded.pages:
        for item in page.items:
            if isinstance(item, Image):
                assert item.box.bottom <= page.height - page.margins.bottom
