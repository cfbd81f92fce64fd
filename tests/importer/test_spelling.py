"""A definition is written as a person would, with each doubt above its line."""

from sopgen.definition.composer import compose
from sopgen.definition.validation import plain
from sopgen.importer.draft import Agency, Doubt, DraftSop
from sopgen.importer.letterheads import shared
from sopgen.importer.spelling import text_of
from sopgen.problems.codes import Code

STEPS = [
    {"kegiatan": "Menyiram", "pelaksana": "juru", "waktu": "5 menit"},
    {
        "kegiatan": "Menimbang: mutu",
        "pelaksana": "ketua",
        "cabang": {"Ya": "berikutnya", "Tidak": "a"},
    },
    {"judul": "B. PANEN"},
    {
        "kegiatan": "Memanen",
        "pelaksana": {"juru": {"lajur": ["juru", "ketua"]}},
        "output": ["A", "B"],
    },
]
SAID = {"nama": "Bibit", "pelaksana": {"juru": "Juru", "ketua": "Ketua"}, "langkah": STEPS}


def written(*doubts: Doubt, said=SAID) -> str:
    draft = DraftSop(Agency(("DINAS KEBUN",)), said, {}, doubts)
    return text_of(draft, shared([draft], {})[0])


def test_it_stands_as_people_type_it():
    assert written() == (
        "kop: dinas-kebun\nnama: Bibit\n\npelaksana:\n  juru: Juru\n  ketua: Ketua\n\nlangkah:\n"
        "  - kegiatan: Menyiram\n    pelaksana: juru\n    waktu: 5 menit\n"
        '  - kegiatan: "Menimbang: mutu"\n    pelaksana: ketua\n'
        "    cabang: {Ya: berikutnya, Tidak: a}\n"
        "  - judul: B. PANEN\n"
        "  - kegiatan: Memanen\n    pelaksana: {juru: {lajur: [juru, ketua]}}\n"
        "    output:\n      - A\n      - B\n"
    )


def test_several_flows_stand_below_each_other():
    flow = {"judul": "Satu", "pelaksana": SAID["pelaksana"], "langkah": STEPS[:1]}
    text = written(said={"nama": "Bibit", "alur": [flow, flow]})
    assert "alur:\n  - judul: Satu\n    pelaksana:\n      juru: Juru\n" in text
    assert "    langkah:\n      - kegiatan: Menyiram\n        pelaksana: juru\n" in text
    assert plain(compose(text).root)["alur"] == [flow, flow]


def test_a_doubt_stands_above_the_line_that_it_is_about():
    step = Doubt(Code.IMPORT_NO_HEAD, "Panah tanpa kepala.", ("langkah", 3), 1)
    inner = Doubt(Code.IMPORT_NO_SYMBOL, "Tanpa simbol.", ("langkah", 0, "pelaksana"), 1)
    nowhere = Doubt(Code.IMPORT_PICTURE, "Berupa\nfoto.", (), 1)
    lines = written(step, inner, nowhere).split("\n")
    assert lines[0] == "# periksa IMP020: Berupa foto."
    at = lines.index("  # periksa IMP014: Panah tanpa kepala.")
    assert lines[at + 1] == "  - kegiatan: Memanen"
    at = lines.index("    # periksa IMP018: Tanpa simbol.")
    assert lines[at + 1] == "    pelaksana: juru"


def test_comments_change_nothing_that_is_read():
    doubts = [Doubt(Code.IMPORT_LOOSE_END, "x # y: [z", ("langkah", at), 0) for at in range(4)]
    assert plain(compose(written(*doubts)).root) == plain(compose(written()).root)


def test_one_doubt_is_told_once_at_a_line():
    doubt = Doubt(Code.IMPORT_LOOSE_END, "Ujung panah.", ("langkah", 0), 0)
    assert written(doubt, doubt).count("IMP012") == 1
