"""Changing values in YAML where they stand."""

from pathlib import Path

import pymupdf
import pytest

from sopgen.definition.composer import compose
from sopgen.document.page import Table
from sopgen.editing.asking import Revision, Setting, Substitution, Successor
from sopgen.editing.changes import Change, Revised, revised_definition, revised_letterhead
from sopgen.editing.notice import (
    BODY,
    Notice,
    Subject,
    notice_document,
    place_name,
    shown_values,
)
from sopgen.editing.publishing import publish, unprintable
from sopgen.editing.revising import Files, RevisedFile, files_in, letterheads_of, revised_files
from sopgen.rendering import new_typesetter
from sopgen.writers import Format, writer
from tests.project.batches import project


def settings(**values: str) -> Revision:
    return Revision(tuple(Setting(key, value) for key, value in values.items()))


def words(old: str, new: str, *fields: str) -> Revision:
    return Revision(substitutions=(Substitution(old, new, frozenset(fields)),))


def in_definition(text: str, revision: Revision) -> Revised:
    root = compose(text).root
    assert root is not None
    return revised_definition(text, root, revision)


def in_letterhead(text: str, revision: Revision) -> Revised:
    root = compose(text).root
    assert root is not None
    return revised_letterhead(text, root, revision)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tanggal_revisi: 2024-01-02  # lama\n", "tanggal_revisi: 2025-03-04  # lama\n"),
        ("tanggal_revisi: '2024-01-02'\n", "tanggal_revisi: '2025-03-04'\n"),
        ('tanggal_revisi: "-"\n', 'tanggal_revisi: "2025-03-04"\n'),
        ("tanggal_revisi:\n", "tanggal_revisi: 2025-03-04\n"),
        ("tanggal_revisi:   # kosong\n", "tanggal_revisi: 2025-03-04   # kosong\n"),
        ("tanggal_revisi: |-\n  besok\n", "tanggal_revisi: |-\n  2025-03-04\n"),
        ("tanggal_revisi: >-\n  besok\n", "tanggal_revisi: 2025-03-04\n"),
        ("{tanggal_revisi: , nama: b}\n", "{tanggal_revisi: 2025-03-04 , nama: b}\n"),
        ("{tanggal_revisi: x, nama: b}\n", "{tanggal_revisi: 2025-03-04, nama: b}\n"),
        (
            "nama: a  # nama\ntanggal_pembuatan: b # di sini\n\n# alur\nlangkah: []\n",
            "nama: a  # nama\ntanggal_pembuatan: b # di sini\ntanggal_revisi: 2025-03-04\n\n"
            "# alur\nlangkah: []\n",
        ),
        (
            "nama: |\n  a\n  b\n\nlangkah: []\n",
            "nama: |\n  a\n  b\ntanggal_revisi: 2025-03-04\n\nlangkah: []\n",
        ),
        ("langkah: []\n", "tanggal_revisi: 2025-03-04\nlangkah: []\n"),
        ("kop: a\r\nnama: b\r\n", "kop: a\r\nnama: b\r\ntanggal_revisi: 2025-03-04\r\n"),
        ("kop: a\nnama: b", "kop: a\nnama: b\ntanggal_revisi: 2025-03-04"),
        ("{kop: a, nama: b}\n", "{kop: a, nama: b, tanggal_revisi: 2025-03-04}\n"),
    ],
)
def test_a_value_is_set_where_it_belongs_and_nothing_else_changes(before: str, after: str) -> None:
    revised = in_definition(before, settings(tanggal_revisi="2025-03-04"))
    assert revised.text == after
    assert revised.problems == ()


def test_a_value_that_is_there_already_changes_nothing() -> None:
    text = "tanggal_revisi: '2025-03-04'\n"
    revised = in_definition(text, settings(tanggal_revisi="2025-03-04"))
    assert (revised.text, revised.changes) == (text, ())


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("-", '"-"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("[a]", '"[a]"'),
        ("'a'", "\"'a'\""),
        ('"a" \\ b', '"\\"a\\" \\\\ b"'),
        ("# a", '"# a"'),
        ("a, b", "a, b"),
        ("010", "010"),
        ("ya", "ya"),
        ("&a", '"&a"'),
        ("", '""'),
    ],
)
def test_a_value_is_quoted_where_yaml_would_read_something_else(value: str, typed: str) -> None:
    revised = in_definition("kop: a\npengesah: b # c\n", settings(pengesah=value))
    assert revised.text == f"kop: a\npengesah: {typed} # c\n"


def test_a_value_between_brackets_is_quoted_for_commas_too() -> None:
    revised = in_definition("{pengesah: b, kop: c}\n", settings(pengesah="a, b"))
    assert revised.text == '{pengesah: "a, b", kop: c}\n'


STEPS = """\
kop: a
nama: Tim Lama menyusun
pelaksana:
  tim: Tim Lama          # lajur
langkah:
  - kegiatan: Tim Lama memanggil
      Tim Lama, lalu
      Tim
      Lama
    pelaksana: [tim]
    output: 'Surat Tim Lama'   # 'surat'
    keterangan: >-
      Tim Lama
      bekerja
  - kegiatan: "Tim Lama \\"baru\\""
    pelaksana:
      tim: {teks: Tim Lama, cabang: {Tim Lama: selesai}}
    kelengkapan: [Tim Lama, "Tim Lama: dua"]
kotak_tambahan:
  Istilah: Tim Lama
"""


def test_words_are_replaced_in_the_chosen_fields_only() -> None:
    revised = in_definition(STEPS, words("Tim Lama", "Regu", "output", "keterangan"))
    assert revised.text == STEPS.replace("'Surat Tim Lama'", "'Surat Regu'").replace(
        ">-\n      Tim Lama", ">-\n      Regu"
    )
    assert revised.changes == (
        Change(("langkah", 0, "output"), "Surat Tim Lama", "Surat Regu"),
        Change(("langkah", 0, "keterangan"), "Tim Lama bekerja", "Regu bekerja"),
    )


def test_the_names_of_lanes_are_replaced_and_their_ids_are_not() -> None:
    revised = in_definition(STEPS, words("tim", "regu", "pelaksana"))
    assert revised.text == STEPS
    revised = in_definition(STEPS, words("Tim Lama", "Regu", "pelaksana"))
    assert revised.text == STEPS.replace("tim: Tim Lama ", "tim: Regu ")


UNITS = """\
kop: a
nama: N
pelaksana:
  Bidang Lama: {kabid: Kepala Lama, kasi: Kasi}
langkah:
  - judul: A. Lama
  - kegiatan: Menyusun
    pelaksana: kabid
    tambahan: {risiko: [Lama sekali, Hilang]}
"""


def test_lanes_under_a_heading_phases_and_further_columns_are_fields() -> None:
    for field, old, new in (
        ("pelaksana", "Kepala Lama", "Kepala Baru"),
        ("judul", "A. Lama", "A. Baru"),
        ("tambahan", "[Lama sekali", "[Baru sekali"),
    ):
        revised = in_definition(UNITS, words("Lama", "Baru", field))
        assert revised.text == UNITS.replace(old, new)


def test_answers_and_targets_are_no_words_of_a_field() -> None:
    revised = in_definition(STEPS, words("Tim Lama", "Regu", "teks"))
    assert revised.text == STEPS.replace("{teks: Tim Lama, ", "{teks: Regu, ")


def test_words_inside_lists_and_quotes_are_replaced() -> None:
    revised = in_definition(STEPS, words("Tim Lama", "Regu", "kelengkapan"))
    assert revised.text == STEPS.replace('[Tim Lama, "Tim Lama: dua"]', '[Regu, "Regu: dua"]')


def test_boxes_of_ones_own_are_one_field() -> None:
    revised = in_definition(STEPS, words("Tim Lama", "Regu", "kotak_tambahan"))
    assert revised.text == STEPS.replace("Istilah: Tim Lama", "Istilah: Regu")


def test_words_that_a_line_break_parts_are_found_and_the_text_is_typed_anew() -> None:
    revised = in_definition(STEPS, words("Tim Lama", "Regu", "kegiatan"))
    assert revised.text == STEPS.replace(
        "Tim Lama memanggil\n      Tim Lama, lalu\n      Tim\n      Lama",
        "Regu memanggil Regu, lalu Regu",
    ).replace('"Tim Lama \\"baru\\""', '"Regu \\"baru\\""')


def test_a_replacement_that_needs_quotes_gets_them() -> None:
    revised = in_definition("nama: Tim Lama #1\n".replace(" #1", ""), words("Tim", "#1:", "nama"))
    assert revised.text == 'nama: "#1: Lama"\n'


OFFICIALS = """\
instansi: KOTA
pejabat:
  kadis:
    jabatan: Kepala Dinas   # jabatan tetap
    nama: NAMA LAMA, S.E.
    pangkat: Pembina
    nip: 19700101 199503 1 001
  sekretaris: {jabatan: Sekretaris, nama: NAMA LAMA}
"""


def successor(official: str, rank: str | None = None, grade: str | None = None) -> Revision:
    made_up = "19800101 200501 2 999"
    return Revision(
        successor=Successor(official, "NAMA BARU, M.M.", made_up, rank, grade, "2025-01-01")
    )


def test_a_successor_takes_every_value_of_the_old_official() -> None:
    revised = in_letterhead(OFFICIALS, successor("kadis", "Pembina Tingkat I", "IV/b"))
    assert revised.text == OFFICIALS.replace(
        "    nama: NAMA LAMA, S.E.\n    pangkat: Pembina\n    nip: 19700101 199503 1 001\n",
        "    nama: NAMA BARU, M.M.\n    pangkat: Pembina Tingkat I\n    golongan: IV/b\n"
        "    nip: 19800101 200501 2 999\n",
    )


def test_a_successor_between_braces() -> None:
    revised = in_letterhead(OFFICIALS, successor("sekretaris"))
    assert revised.text == OFFICIALS.replace(
        "nama: NAMA LAMA}", "nama: NAMA BARU, M.M., nip: 19800101 200501 2 999}"
    ).replace("nama: NAMA BARU, M.M.,", 'nama: "NAMA BARU, M.M.",')


def test_a_successor_does_not_inherit_a_rank_unsaid() -> None:
    revised = in_letterhead(OFFICIALS, successor("kadis"))
    assert revised.text == OFFICIALS
    assert [(problem.code, problem.at) for problem in revised.problems] == [
        ("REV002", ("pejabat", "kadis", "pangkat"))
    ]


def test_a_successor_of_nobody_is_a_problem() -> None:
    revised = in_letterhead(OFFICIALS, successor("kadiss"))
    assert [problem.hint for problem in revised.problems] == ["Barangkali maksudnya “kadis”."]


def test_a_list_where_a_text_belongs_is_refused() -> None:
    revised = in_definition("kop: a\npengesah: [b]\n", settings(pengesah="c"))
    assert revised.changes == ()
    assert [problem.code for problem in revised.problems] == ["REV003"]


def outcomes(paths: list[Path], revision: Revision) -> list[RevisedFile | list[str]]:
    files = files_in(paths)
    found = revised_files(files.definitions, files.letterheads, revision)
    return [
        each if isinstance(each, RevisedFile) else [problem.code for problem in each]
        for each in found
    ]


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {"alam": ["lakip"]})
    path = folder / "definitions" / "alam" / "lakip.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (file,) = outcomes([folder / "definitions"], settings(tanggal_revisi="2025-01-01"))
    assert isinstance(file, RevisedFile)
    assert file.after == file.before.replace(
        b"tanggal_pembuatan: 2024-01-23\n",
        b"tanggal_pembuatan: 2024-01-23\ntanggal_revisi: 2025-01-01\n",
    )


def test_an_approver_that_the_letterhead_does_not_have_is_refused(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {"alam": ["lakip"]})
    assert outcomes([folder / "definitions"], settings(pengesah="camat")) == [["DEF031"]]


def test_a_definition_that_cannot_be_read_stops_only_itself(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {"alam": ["lakip", "lppd"]})
    (folder / "definitions" / "alam" / "lakip.yaml").write_text("kop: [", "utf-8")
    bad, good = outcomes([folder / "definitions"], settings(tanggal_revisi="2025-01-01"))
    assert bad == ["DEF006"]
    assert isinstance(good, RevisedFile)


def test_letterheads_and_definitions_are_told_apart(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {"alam": ["lakip"]})
    definition = folder / "definitions" / "alam" / "lakip.yaml"
    letterhead = folder / "letterheads" / "alam.yaml"
    assert files_in([folder]) == Files((definition,), (), ())
    assert files_in([folder / "letterheads"]) == Files((), (letterhead,), ())
    assert files_in([definition, letterhead]) == Files((definition,), (letterhead,), ())
    assert letterheads_of([definition]) == (letterhead,)


def test_every_shipped_definition_takes_a_date_and_nothing_else_moves() -> None:
    definitions = Path(__file__).parent.parent.parent / "definitions"
    for outcome in outcomes([definitions], settings(tanggal_revisi="2031-12-31")):
        assert isinstance(outcome, RevisedFile)
        changed = [line for line in outcome.diff().splitlines() if line[:1] in "+-"]
        assert len(changed) in (3, 4)
        assert changed[-1].startswith("+tanggal_revisi: ")


def test_a_place_is_named_as_people_count() -> None:
    assert place_name(("langkah", 2, "waktu")) == "langkah 3, waktu"
    assert place_name(("pejabat", "kadis", "nip")) == "pejabat, kadis, nip"


def test_a_notice_tells_every_change_with_old_and_new_value() -> None:
    changes = (
        Change(("tanggal_revisi",), "", "2025-01-02"),
        Change(("langkah", 0, "kegiatan"), "Tim Lama menyusun", "Regu menyusun"),
    )
    notice = Notice("2025-01-03", "2025-02-01", (Subject("Penyusunan LAKIP", "503/1", changes),))
    data = writer(Format.PDF)(notice_document(notice, new_typesetter()))
    with pymupdf.open(stream=data) as pdf:
        words = " ".join(pdf[0].get_text().split())
    assert "PEMBERITAHUAN PERUBAHAN SOP Tanggal 3 Januari 2025" in words
    assert "Pejabat baru berlaku mulai 1 Februari 2025" in words
    assert "1 Penyusunan LAKIP 503/1 tanggal revisi (kosong) 2 Januari 2025" in words
    assert "langkah 1, kegiatan Tim Lama menyusun Regu menyusun" in words


def test_a_long_notice_repeats_its_titles_on_every_page() -> None:
    change = Change(("dasar_hukum", 0), "a " * 2000 + "lama", "a " * 2000 + "baru")
    subjects = tuple(Subject(f"SOP {number}", "", (change,)) for number in range(40))
    document = notice_document(Notice("2025-01-03", "", subjects), new_typesetter())
    assert len(document.pages) > 2
    tables = [item for page in document.pages for item in page.items if isinstance(item, Table)]
    assert len(tables) == len(document.pages)
    assert all(table.header_rows == 1 for table in tables)
    assert all(table.box.bottom <= BODY.bottom for table in tables)
    assert shown_values(change)[1].endswith("a baru")


def test_a_notice_never_takes_the_place_of_another(tmp_path: Path) -> None:
    first = Notice("2025-01-03", "", (Subject("A", "", (Change(("nama",), "a", "b"),)),))
    second = Notice("2025-01-03", "", (Subject("A", "", (Change(("nama",), "b", "c"),)),))
    names = [[path.name for path in publish(notice, tmp_path)] for notice in (first, second, first)]
    assert names == [
        ["2025-01-03.docx", "2025-01-03.pdf"],
        ["2025-01-03-2.docx", "2025-01-03-2.pdf"],
        ["2025-01-03.docx", "2025-01-03.pdf"],
    ]


def test_a_character_without_a_glyph_stops_a_notice() -> None:
    notice = Notice("2025-01-03", "", (Subject("漢", "", (Change(("nama",), "a", "b"),)),))
    problem = unprintable(notice)
    assert problem is not None
    assert problem.message == "Pemberitahuan memuat “漢”, yang tidak ada dalam huruf Arial."


def told_of(paths: list[Path], revision: Revision) -> list[str]:
    files = files_in(paths)
    found = revised_files(files.definitions, files.letterheads, revision)
    return [
        problem.message for each in found if not isinstance(each, RevisedFile) for problem in each
    ]


@pytest.mark.parametrize(
    ("nip", "rank", "grade", "messages"),
    [
        ("abc", "Pembina", "IV/a", ["NIP “abc” tidak 18 angka (0 angka)."]),
        (
            "19801301 200501 2 999",
            "Pembina",
            "IV/a",
            ["NIP “19801301 200501 2 999” tidak mungkin: tanggal lahir 19801301 tidak ada."],
        ),
        ("19800101 200501 2 999", "Pembina", "IV/z", ["Golongan “IV/z” tidak ada."]),
        (
            "19800101 200501 2 999",
            "Pembina",
            "IV/c",
            ["Pangkat “Pembina” bukan pangkat golongan IV/c."],
        ),
        ("19800101 200501 2 999", "Pembina", "IV/a", []),
    ],
)
def test_a_successor_is_checked_as_the_reviewer_does_before_anything_is_written(
    tmp_path: Path, nip: str, rank: str, grade: str, messages: list[str]
) -> None:
    folder = project(tmp_path / "p", {"alam": ["lakip"]})
    revision = Revision(
        successor=Successor("kepala-dinas", "NAMA BARU", nip, rank, grade, "2025-01-01")
    )
    assert told_of([folder / "letterheads"], revision) == messages


def test_a_date_before_the_definition_was_made_is_refused(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", {"alam": ["lakip"]})
    assert told_of([folder / "definitions"], settings(tanggal_revisi="2023-12-31")) == [
        "“tanggal_revisi” (2023-12-31) mendahului tanggal pembuatan (2024-01-23)."
    ]
    assert told_of([folder / "definitions"], settings(tanggal_revisi="2024-12-31")) == []


@pytest.mark.parametrize("named", ["kepala-dinas", "[penyusun, kepala-dinas]"])
def test_sheets_that_the_successor_signs_among_others_are_told(tmp_path: Path, named: str) -> None:
    folder = project(tmp_path / "p", {"alam": ["lakip"]})
    path = folder / "definitions" / "alam" / "lakip.yaml"
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("pengesah:")]
    signed = f"penandatangan:\n  - {{peran: Diketahui oleh, pejabat: {named}}}\n"
    path.write_text("\n".join(kept) + f"\n{signed}", "utf-8")
    revision = Revision(
        successor=Successor(
            "kepala-dinas", "NAMA BARU", "19800101 200501 2 999", None, None, "2025-01-01"
        )
    )
    (file,) = outcomes([folder / "letterheads"], revision)
    assert isinstance(file, RevisedFile)
    assert len(file.reissued) == 1
