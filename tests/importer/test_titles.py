"""What stands beside the tables of flows is said where a definition has a place for it."""

from sopgen.importer.drafting import draft_of
from sopgen.problems.codes import Code
from sopgen.readers.text_table import sheets_of_text
from sopgen.recognition.sops import sops_of
from tests.recognition.test_unknown_tables import HEAD, LEXICON, SECOND, STEPS, identity


def drafts(text: str) -> list[dict[str, object]]:
    return [draft_of(sop).definition for sop in sops_of(sheets_of_text(text.encode()), LEXICON)]


def test_the_words_over_the_flow_name_a_sheet_without_an_identity():
    (draft,) = drafts("PENCATATAN BENIH\n" + HEAD + SECOND + STEPS)
    assert draft["nama"] == "PENCATATAN BENIH"
    assert "judul_alur" not in draft


def test_words_over_the_flow_that_are_not_the_name_are_said():
    text = identity(1) + "\n{}\n" + HEAD + SECOND + STEPS
    (draft,) = drafts(text.format("SOP BIBIT 1"))
    assert (draft["nama"], "judul_alur" in draft) == ("Bibit 1", False)
    (draft,) = drafts(text.format("ALUR KEBUN"))
    assert (draft["nama"], draft["judul_alur"]) == ("Bibit 1", "ALUR KEBUN")


def test_several_flows_have_their_own_titles():
    other = SECOND.replace("Ketua Regu", "Mandor")
    (draft,) = drafts(
        "KEBUN\nA. Mencatat\n" + HEAD + SECOND + STEPS + "\nB. Memanen\n" + HEAD + other + STEPS
    )
    assert [flow["judul"] for flow in draft["alur"]] == ["A. Mencatat", "B. Memanen"]
    assert (draft["nama"], "judul_alur" in draft) == ("KEBUN", False)


def test_lines_of_an_agency_over_a_flow_are_its_letterhead():
    text = "PEMERINTAH KABUPATEN CONTOH\nDINAS KEBUN\nPencatatan Benih\n"
    (sop,) = sops_of(sheets_of_text((text + HEAD + SECOND + STEPS).encode()), LEXICON)
    draft = draft_of(sop)
    assert draft.agency.lines == ("PEMERINTAH KABUPATEN CONTOH", "DINAS KEBUN")
    assert draft.definition["nama"] == "Pencatatan Benih"


def test_what_has_no_place_is_told():
    text = identity(1) + "Moto\tHijau\n\nSOP BIBIT 1\n" + HEAD + SECOND + STEPS
    (sop,) = sops_of(sheets_of_text(text.encode()), LEXICON)
    told = [each.text for each in draft_of(sop).doubts if each.code is Code.IMPORT_NO_PLACE]
    assert told == ["Di lembarnya ada tulisan lain: “Moto”, “Hijau”. Tambahkan sendiri bila perlu."]
