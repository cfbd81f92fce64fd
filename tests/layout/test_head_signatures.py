"""Who sign side by side in the head, and who then sign nowhere else."""

import io

import pikepdf
import pytest

from sopgen.document.page import Anchor, Cell, Document, Head, Table
from sopgen.writers.pdf import write
from tests.sheets import OFFICIAL, sheet, tried

ROLES = [
    {"peran": "Dibuat oleh", "pejabat": "sekda", "tanggal": "2024-02-01"},
    {"peran": "Diperiksa oleh", "pejabat": ["kadis", "sekda"]},
]


def signed(*head: str, **approval: object) -> Document:
    asked = {"pengesahan": {"kepala": list(head), **approval}}
    return sheet(sop={"penandatangan": ROLES}, format=asked)


def identity(document: Document) -> Table:
    table = document.pages[0].items[0]
    assert isinstance(table, Table)
    return table


def text(cell: Cell) -> str:
    lines = ("".join(run.text for run in each.runs) for each in cell.paragraphs)
    return "\n".join(line for line in lines if line)


def keys(document: Document) -> list[list[str]]:
    return [[place.name for place in page.signing] for page in document.pages]


def test_roles_stand_in_the_order_of_the_profile_over_the_whole_width() -> None:
    table = identity(signed("pengesah", "Diperiksa oleh", "Dibuat oleh"))
    named = ("Disahkan oleh", "Diperiksa oleh", "Dibuat oleh")
    heads = [cell for cell in table.cells if text(cell) in named]
    assert [text(cell) for cell in heads] == list(named)
    assert {cell.row for cell in heads} == {heads[0].row}
    assert {cell.head for cell in heads} == {Head.COLUMN}
    assert heads[0].column == 0
    assert heads[-1].column + heads[-1].column_span == len(table.columns) - 1


def test_who_signs_in_the_head_does_not_sign_again() -> None:
    document = signed("Dibuat oleh", "pengesah", letak="keduanya")
    assert keys(document) == [["ttd-1", "ttd-pengesah"], ["ttd-2", "ttd-3"]]


def test_without_the_approver_there_the_row_beside_the_logo_stays() -> None:
    document = signed("Dibuat oleh")
    assert keys(document) == [["ttd-pengesah", "ttd-1"], ["ttd-2", "ttd-3"]]


def test_a_role_named_twice_signs_once() -> None:
    assert keys(signed("pengesah", "pengesah", "Dibuat oleh"))[0] == ["ttd-pengesah", "ttd-1"]


def test_a_role_that_the_sop_does_not_have_is_passed_over() -> None:
    assert keys(signed("Diketahui oleh", "pengesah"))[0] == ["ttd-pengesah"]


def test_all_sign_at_one_height_whatever_stands_above() -> None:
    long = OFFICIAL | {"jabatan": "Kepala Dinas\nPenanaman Modal\ndan Tenaga Kerja"}
    document = sheet(
        sop={"penandatangan": ROLES},
        format={"pengesahan": {"kepala": ["Dibuat oleh", "Diperiksa oleh", "pengesah"]}},
        letterhead={"pejabat": {"kadis": long, "sekda": OFFICIAL}},
    )
    boxes = [place.box for place in document.pages[0].signing]
    assert len(boxes) == 4
    assert {(box.y, box.height) for box in boxes} == {(boxes[0].y, boxes[0].height)}


def test_two_are_parted_at_the_middle_line_of_the_sheet() -> None:
    table = identity(signed("Dibuat oleh", "pengesah"))
    role = next(cell for cell in table.cells if text(cell) == "Disahkan oleh")
    label = next(cell for cell in table.cells if text(cell) == "Nomor SOP")
    assert role.column == label.column


def test_electronic_fields_lie_over_every_place_in_the_head() -> None:
    document = signed("Dibuat oleh", "Diperiksa oleh", "pengesah", tanda_tangan="tte")
    with pikepdf.open(io.BytesIO(write(document))) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
    assert names == ["ttd-1", "ttd-2", "ttd-3", "ttd-pengesah"]


def test_srikandi_counts_signers_as_it_does_at_the_end() -> None:
    document = signed("pengesah", "Dibuat oleh", "Diperiksa oleh", tanda_tangan="srikandi")
    shown = [text(cell) for cell in identity(document).cells]
    found = [line for each in shown for line in each.split("\n") if line.startswith("${ttd")]
    assert found == [f"${{ttd_pengirim{number}}}" for number in (4, 1, 2, 3)]


def test_an_anchor_is_printed_once_a_signer() -> None:
    document = signed("Dibuat oleh", "pengesah", jangkar="#", letak="keduanya")
    printed = [run.text for page in document.pages for each in page.paragraphs for run in each.runs]
    assert printed.count("#") == 4


@pytest.mark.parametrize("count", [5, 20, 25, 40])
def test_a_head_that_is_higher_than_its_page_is_refused(count: int) -> None:
    many = [{"peran": "Dibuat oleh", "pejabat": ["sekda"] * count}]
    head = {"pengesahan": {"kepala": ["Dibuat oleh"]}}
    document, problems = tried({"penandatangan": many}, head)
    page = document.pages[0]
    fits = all(place.box.bottom <= page.height - page.margins.bottom for place in page.signing)
    assert [each.code for each in problems] == ([] if count < 25 else ["LAY006"])
    assert fits or count >= 25


def test_ruled_signatures_stand_in_the_middle_of_equal_cells() -> None:
    table = identity(signed("Dibuat oleh", "pengesah"))
    cells = [cell for cell in table.cells if "NAMA" in text(cell)]
    assert {cell.anchor for cell in cells} == {Anchor.MIDDLE}
    assert len({len(cell.paragraphs) for cell in cells}) == 1
