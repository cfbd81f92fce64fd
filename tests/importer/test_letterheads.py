"""Letterheads are shared by the SOPs of an agency, and say what most of their sheets show."""

from sopgen.importer.draft import Agency, DraftSop, Signing
from sopgen.importer.letterheads import NO_AGENCY, chosen, shared
from sopgen.importer.spelling import doubts_of, text_of
from sopgen.model.sop import Letterhead, Official
from sopgen.problems.codes import Code

HEAD = Official(position="Kepala Dinas", name="Nama Pejabat", nip="19700101 199001 1 001")
OTHER = Official(position="Kepala Dinas", name="Pejabat Lain", nip="19700101 199001 1 002")
LINES = ("PEMERINTAH KOTA CONTOH", "DINAS KEBUN")


def draft(lines=LINES, approver=HEAD, **format):
    said = {"nama": "Bibit", "dasar_hukum": "Peraturan Kebun"}
    return DraftSop(Agency(lines, approver), said, format)


def test_equal_agencies_share_one():
    capital = tuple(line.title() for line in LINES)
    broken = ("PEMERINTAH KOTA", "CONTOH DINAS KEBUN")
    lines = (LINES, capital, broken, (*LINES[:1], "DINAS LAIN"))
    one, two, three, other = shared([draft(each) for each in lines], {})
    assert one is two is three
    assert one.name != other.name


def test_everyone_who_approved_stands_in_it_once():
    wide = HEAD.model_copy(update={"position": "Kepala  Dinas"})
    (kop, *_) = shared([draft(), draft(approver=OTHER), draft(approver=wide)], {})
    assert {key: each.name for key, each in kop.officials.items()} == {
        "kepala-dinas": "Nama Pejabat",
        "kepala-dinas-2": "Pejabat Lain",
    }
    assert kop.id_of(OTHER) == "kepala-dinas-2"


def test_who_sign_beside_the_approver_stand_in_it_too():
    agency = Agency(LINES, HEAD, (Signing("Diperiksa oleh", OTHER),))
    own = DraftSop(agency, {"nama": "Bibit"}, {})
    (kop,) = shared([own], {})
    assert "penandatangan:\n  - peran: Diperiksa oleh\n    pejabat: kepala-dinas-2" in text_of(
        own, kop
    )


def test_what_most_sheets_show_stands_in_it_and_the_rest_where_it_differs():
    usual, odd = {"keterangan": "Ket."}, {"keterangan": "Catatan"}
    drafts = [draft(label=usual), draft(label=usual), draft(label=odd)]
    kop, *_ = shared(drafts, {})
    assert "  label:\n    keterangan: Ket.\n" in kop.text
    assert "format" not in text_of(drafts[0], kop)
    assert "format:\n  label:\n    keterangan: Catatan\n" in text_of(drafts[2], kop)


def test_what_the_profile_prints_anyhow_is_not_said():
    own = draft(label={"nomor": "Nomor SOP"}, alur={"baris_nomor_kolom": "tidak"})
    (kop,) = shared([own], {})
    assert "format" not in kop.text


def test_the_profile_that_differs_least_is_taken():
    own = draft(
        label={"kegiatan": "Uraian Prosedur", "kelengkapan": "Persyaratan/Kelengkapan"},
        alur={"baris_nomor_kolom": "ya"},
    )
    (kop,) = shared([own], {})
    assert "profil: permendagri52\n" in kop.text
    assert "format" not in kop.text


def test_one_of_the_project_with_these_lines_and_officials_is_taken():
    here = Letterhead(agency=LINES, officials={"kadis": HEAD})
    kop, other = shared([draft(), draft(approver=OTHER)], {"kebun": here})
    assert (kop.name, kop.text) == ("kebun", "")
    assert other.name != "kebun"
    assert other.text


def test_a_letterhead_that_was_asked_for_says_whom_it_lacks():
    kop = chosen("kebun", Letterhead(agency="DINAS LAIN", officials={"kadis": HEAD}))
    assert doubts_of(draft(), kop) == ()
    (told,) = doubts_of(draft(approver=OTHER), kop)
    assert (told.code, "Pejabat Lain" in told.text) == (Code.IMPORT_APPROVER, True)
    assert "pengesah" not in text_of(draft(approver=OTHER), kop)


def test_a_sheet_without_an_agency_gets_one_that_says_so():
    (kop,) = shared([draft(())], {})
    assert NO_AGENCY in kop.text


def test_the_logo_is_told_once():
    kop, _ = shared([draft(), draft()], {})
    assert kop.text.count(Code.IMPORT_LOGO) == 1


def test_columns_are_said_only_if_they_stand_otherwise():
    columns = ["no", "kegiatan", "pelaksana", "kelengkapan", "waktu", "output"]
    extra = {"risiko": "Risiko"}
    bare = draft(alur={"kolom": columns, "kolom_tambahan": {}})
    usual = draft(
        alur={"kolom": [*columns, "risiko", "keterangan"], "kolom_tambahan": extra},
    )
    (kop,) = shared([usual], {})
    assert "kolom:" not in kop.text
    assert "    kolom_tambahan:\n      risiko: Risiko\n" in kop.text
    assert "kolom_tambahan: {}" in text_of(bare, kop)
    assert "keterangan" not in text_of(bare, kop)
