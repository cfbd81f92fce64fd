import time
from pathlib import Path

import pytest

from sopgen.problems.codes import Code
from tests.measure import ENDLESS
from tests.projects import MINIMAL, new_project, problems_of, told


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


STEP = "  - {kegiatan: Lima, pelaksana: kadis}\n"
ONE_FAULT: dict[str, tuple[str, list[str]]] = {
    "an unknown key": (
        MINIMAL + "nomer: 1\n",
        [":12:1: galat: Kunci “nomer” tidak dikenal. Barangkali maksudnya “nomor”. [DEF020]"],
    ),
    "an unknown key of a step": (
        MINIMAL + "    penanggung: x\n",
        [
            ":12:5: galat: Kunci “penanggung” tidak dikenal di langkah ke-2. Yang ada: "
            "“kegiatan”, “pelaksana”, “id”, “no”, “cabang”, “lanjut”, “keluar”, “bersama”, "
            "“simbol”, “teks”, “kelengkapan”, “waktu”, “output”, “keterangan”, “gabung”, "
            "“tambahan”, “halaman_baru”, “judul”. [DEF020]"
        ],
    ),
    "a field name in English": (
        MINIMAL + "name: x\n",
        [":12:1: galat: Kunci “name” tidak dikenal. Barangkali maksudnya “nama”. [DEF020]"],
    ),
    "a colon without a space in braces": (
        MINIMAL + "  - {kegiatan:x, pelaksana: tim}\n",
        [
            ":12:5: galat: Kunci “kegiatan” belum ada di langkah ke-3. Tambahkan “kegiatan: …”. "
            "[DEF021]",
            ":12:6: galat: Kunci “kegiatan:x” tidak dikenal di langkah ke-3. Beri spasi sesudah "
            "titik dua: “kegiatan: …”. [DEF020]",
        ],
    ),
    "a missing key": (
        MINIMAL.replace("nama: Penyusunan LAKIP\n", ""),
        [":1:1: galat: Kunci “nama” belum ada. Tambahkan “nama: …”. [DEF021]"],
    ),
    "a missing key of a step": (
        MINIMAL + "  - pelaksana: tim\n",
        [
            ":12:5: galat: Kunci “kegiatan” belum ada di langkah ke-3. Tambahkan “kegiatan: …”. "
            "[DEF021]"
        ],
    ),
    "an empty name": (
        MINIMAL.replace("nama: Penyusunan LAKIP", "nama:"),
        [":2:1: galat: Isi “nama” belum ada. Lengkapi “nama: …”. [DEF025]"],
    ),
    "an empty letterhead": (
        MINIMAL.replace("kop: kota", "kop: '  '"),
        [
            ":1:6: galat: Isi “kop” belum ada. Lengkapi “kop: …”. [DEF025]",
            ":1:6: galat: Kop “” tidak ada di LETTERHEADS. Yang ada: “kota”. [DEF030]",
        ],
    ),
    "a map in place of a text or list": (
        MINIMAL + "dasar_hukum: {a: b}\n",
        [
            ":12:14: galat: Isi “dasar_hukum” harus berupa teks atau daftar, bukan pasangan "
            "“kunci: nilai”. Jika titik dua itu bagian dari teks, tulis seluruhnya di antara "
            "tanda kutip. [DEF022]"
        ],
    ),
    "a colon in an item of a list": (
        MINIMAL + "peralatan:\n  - Komputer: 2 unit\n",
        [
            ":13:5: galat: Butir ke-1 dari “peralatan” harus berupa teks, bukan pasangan "
            "“kunci: nilai”. Jika titik dua itu bagian dari teks, tulis seluruhnya di antara "
            "tanda kutip. [DEF022]"
        ],
    ),
    "a list in place of a text": (
        MINIMAL + "unit: [a]\n",
        [
            ":12:7: galat: Isi “unit” harus berupa teks, bukan daftar. Tulis satu teks saja; jika "
            "kurung siku bagian dari teks, pakai tanda kutip. [DEF022]"
        ],
    ),
    "a text in place of a list": (
        MINIMAL.partition("langkah")[0] + "langkah: Membentuk tim\n",
        [
            ":6:10: galat: Isi “langkah” harus berupa daftar, bukan teks. Tulis tiap butir di "
            "baris sendiri yang diawali “- ”. [DEF022]"
        ],
    ),
    "a text in place of a map": (
        MINIMAL + "format: besar\n",
        [
            ":12:9: galat: Isi “format” harus berupa pasangan “kunci: nilai”, bukan teks. Tulis "
            "“kunci: nilai” di baris-baris di bawahnya, menjorok lebih dalam. [DEF022]"
        ],
    ),
    "a text in place of a step": (
        MINIMAL + "  - Menandatangani\n",
        [
            ":12:5: galat: Butir ke-3 dari “langkah” harus berupa pasangan “kunci: nilai”, bukan "
            "teks. Tulis “kunci: nilai” di baris-baris di bawahnya, menjorok lebih dalam. [DEF022]"
        ],
    ),
    "a text in place of a symbol": (
        MINIMAL + "  - {kegiatan: Tiga, pelaksana: {kadis: mulai}}\n",
        [
            ":12:41: galat: Isi “kadis” harus berupa pasangan “kunci: nilai”, bukan teks. Tulis "
            "“kunci: nilai” di baris-baris di bawahnya, menjorok lebih dalam. [DEF022]"
        ],
    ),
    "a nested list in joint work": (
        MINIMAL + "  - {kegiatan: Tiga, pelaksana: [kadis, [tim]]}\n",
        [
            ":12:41: galat: Butir ke-2 dari “pelaksana” harus berupa teks, bukan daftar. Tulis "
            "satu teks saja; jika kurung siku bagian dari teks, pakai tanda kutip. [DEF022]"
        ],
    ),
    "an unknown word": (
        MINIMAL + "status: brlaku\n",
        [
            ":12:9: galat: “brlaku” tidak dikenal untuk isi “status”. Barangkali maksudnya "
            "“berlaku”. Yang ada: “draf”, “berlaku”, “dicabut”. [DEF023]"
        ],
    ),
    "a list in place of a word": (
        MINIMAL + "status: [draf]\n",
        [
            ":12:9: galat: Isi “status” harus satu kata. Yang ada: “draf”, “berlaku”, “dicabut”. "
            "[DEF022]"
        ],
    ),
    "an unknown word in a list": (
        MINIMAL + "    gabung: [wkt]\n",
        [
            ":12:14: galat: “wkt” tidak dikenal untuk butir ke-1 dari “gabung”. Barangkali "
            "maksudnya “waktu”. Yang ada: “kelengkapan”, “waktu”, “output”, “keterangan”. [DEF023]"
        ],
    ),
    "an empty word in a list": (
        MINIMAL + "    gabung: [waktu, '']\n",
        [
            ":12:21: galat: “” tidak dikenal untuk butir ke-2 dari “gabung”. Yang ada: "
            "“kelengkapan”, “waktu”, “output”, “keterangan”. [DEF023]"
        ],
    ),
    "neither yes nor no": (
        MINIMAL + "    bersama: yes\n",
        [":12:14: galat: Isi “bersama” hanya dapat berisi ya atau tidak. [DEF023]"],
    ),
    "a number with a unit": (
        MINIMAL + "format: {kertas: {batas: {kiri: 2 cm}}}\n",
        [
            ":12:33: galat: Isi “kiri” harus berupa angka, misalnya 12.5. Pakai titik untuk "
            "pecahan, tanpa satuan. [DEF024]"
        ],
    ),
    "numbers out of bounds": (
        MINIMAL + "format: {kertas: {batas: {kiri: 2, atas: 70}}, identitas: {lebar_kiri: 0.9}}\n",
        [
            ":12:33: galat: Isi “kiri” tidak boleh kurang dari 5. [DEF024]",
            ":12:42: galat: Isi “atas” tidak boleh lebih dari 60. [DEF024]",
            ":12:72: galat: Isi “lebar_kiri” harus kurang dari 0.8. [DEF024]",
        ],
    ),
    "an unknown column": (
        MINIMAL + "format: {alur: {rata: {aktivitas: tengah}}}\n",
        [
            ":12:24: galat: Kunci “aktivitas” tidak dikenal di “rata”. Yang ada: “no”, "
            "“kegiatan”, “pelaksana”, “kelengkapan”, “waktu”, “output”, “keterangan”. [DEF020]"
        ],
    ),
    "columns without lanes": (
        MINIMAL + "format: {alur: {kolom: [no, kegiatan, kegiatan]}}\n",
        [
            ":12:24: galat: “kolom” harus memuat “pelaksana”, dan tiap kolom hanya sekali. Yang "
            "ada: “no”, “kegiatan”, “pelaksana”, “kelengkapan”, “waktu”, “output”, “keterangan”. "
            "[DEF034]"
        ],
    ),
    "an unknown profile": (
        MINIMAL + "profil: permenpan\n",
        [
            ":12:9: galat: Profil “permenpan” tidak ada. Barangkali maksudnya “permenpan35”. "
            "[DEF032]"
        ],
    ),
    "an unknown letterhead": (
        MINIMAL.replace("kop: kota", "kop: kta"),
        [":1:6: galat: Kop “kta” tidak ada di LETTERHEADS. Barangkali maksudnya “kota”. [DEF030]"],
    ),
    "a letterhead with a path": (
        MINIMAL.replace("kop: kota", "kop: ../letterheads/kota"),
        [
            ":1:6: galat: “../letterheads/kota” tidak dapat menjadi nama kop. Tulis nama berkas di "
            "map letterheads saja, tanpa map dan tanpa .yaml. [DEF030]"
        ],
    ),
    "an unknown official": (
        MINIMAL + "pengesah: kepala-dina\n",
        [
            ":12:11: galat: Pejabat “kepala-dina” tidak ada di kop “kota”. Barangkali maksudnya "
            "“kepala-dinas”. [DEF031]"
        ],
    ),
    "an unknown signatory": (
        MINIMAL + "penandatangan:\n  - {peran: Disusun, pejabat: sekretaris}\n",
        [
            ":13:31: galat: Pejabat “sekretaris” tidak ada di kop “kota”. Yang ada: "
            "“kepala-dinas”. [DEF031]"
        ],
    ),
    "a role in the head that nobody signs in": (
        MINIMAL
        + "penandatangan:\n  - {peran: Dibuat oleh, pejabat: kepala-dinas}\n"
        + "format:\n  pengesahan: {kepala: [Dibuat ole, pengesah]}\n",
        [
            ":15:25: galat: Tidak ada yang bertanda tangan sebagai “Dibuat ole”. Barangkali "
            "maksudnya “Dibuat oleh”. Yang ada: “Dibuat oleh”, “pengesah”. [DEF023]"
        ],
    ),
    "a row of a table that lacks a text": (
        MINIMAL + "tabel_tambahan:\n  - {kolom: [a, b], baris: [[x, y], [x]]}\n",
        [
            ":13:37: galat: Baris ini berisi 1 teks, sedangkan tabelnya punya 2 kolom. Tulis satu "
            'teks untuk tiap kolom; yang kosong ditulis "". [DEF059]'
        ],
    ),
    "no flow": (
        "kop: kota\nnama: LAKIP\n",
        [
            ":1:1: galat: Bagan alirnya belum ada. Tulis “pelaksana” dan “langkah”, atau “alur” "
            "untuk beberapa bagan. [DEF033]"
        ],
    ),
    "steps without lanes": (
        "kop: kota\nnama: LAKIP\nlangkah:\n" + STEP,
        [
            ":1:1: galat: Isi “pelaksana” belum ada. Lengkapi “pelaksana: …”. [DEF025]",
        ],
    ),
    "no steps": (
        MINIMAL.partition("  - ")[0],
        [":6:1: galat: Isi “langkah” belum ada. Lengkapi “langkah: …”. [DEF025]"],
    ),
    "an empty list of steps": (
        MINIMAL.partition("langkah")[0] + "langkah: []\n",
        [":6:10: galat: Isi “langkah” belum ada. Lengkapi “langkah: …”. [DEF025]"],
    ),
    "two forms of a flow": (
        MINIMAL + "alur:\n  - {pelaksana: {a: A}, langkah: [{kegiatan: x, pelaksana: a}]}\n",
        [
            ":3:1: galat: “alur” dan “pelaksana” tidak dapat dipakai bersamaan. Pindahkan "
            "“pelaksana” ke dalam salah satu butir “alur”. [DEF033]",
            ":6:1: galat: “alur” dan “langkah” tidak dapat dipakai bersamaan. Pindahkan “langkah” "
            "ke dalam salah satu butir “alur”. [DEF033]",
        ],
    ),
    "an empty list of flows": (
        "kop: kota\nnama: LAKIP\nalur: []\n",
        [":3:7: galat: Isi “alur” belum ada. Lengkapi “alur: …”. [DEF025]"],
    ),
    "flows without lanes or steps": (
        "kop: kota\nnama: LAKIP\nalur:\n  - pelaksana: {}\n    langkah:\n  - judul: x\n",
        [
            ":4:16: galat: Isi “pelaksana” belum ada. Lengkapi “pelaksana: …”. [DEF025]",
            ":5:5: galat: Isi “langkah” belum ada. Lengkapi “langkah: …”. [DEF025]",
            ":6:5: galat: Kunci “pelaksana” belum ada di butir ke-2 dari “alur”. Tambahkan "
            "“pelaksana: …”. [DEF021]",
            ":6:5: galat: Kunci “langkah” belum ada di butir ke-2 dari “alur”. Tambahkan "
            "“langkah: …”. [DEF021]",
        ],
    ),
    "an unknown lane": (
        MINIMAL + "  - {kegiatan: Tiga, pelaksana: kades}\n",
        [
            ":12:33: galat: Kolom pelaksana “kades” tidak ada di bagan ini. Barangkali maksudnya "
            "“kadis”. [DEF042]"
        ],
    ),
    "an unknown target": (
        MINIMAL + "    cabang: {Ya: selesai, Tidak: susn}\n" + STEP,
        [
            ":12:34: galat: Tujuan “susn” tidak ada: tidak ada langkah dengan id “susn”. "
            "Barangkali maksudnya “susun”. [DEF044]"
        ],
    ),
    "an unknown target in the second flow": (
        "kop: kota\nnama: LAKIP\nalur:\n"
        "  - {pelaksana: {a: A}, langkah: [{kegiatan: x, pelaksana: a, id: susun}]}\n"
        "  - {pelaksana: {a: A}, langkah: [{kegiatan: x, pelaksana: a, lanjut: susun}]}\n",
        [
            ":5:71: galat: Tujuan “susun” tidak ada: tidak ada langkah dengan id “susun”. Yang "
            "ada: “berikutnya”, “selesai”, “tidak ada”. [DEF044]"
        ],
    ),
    "a duplicate key": (
        MINIMAL + "kop: kota\n",
        [
            ":12:1: galat: Kunci “kop” di baris 12 sudah ada di baris 1. Hapus salah satunya. "
            "[DEF008]"
        ],
    ),
    "a zero-width character": (
        MINIMAL.replace("LAKIP", "LA\u200bKIP"),
        [
            ":2:20: galat: Di sini ada U+200B (karakter tak terlihat), yang tidak boleh ada di "
            "berkas. Hapus lalu ketik ulang kata ini; biasanya terbawa saat menyalin dari berkas "
            "lain. [DEF007]"
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_a_fault_is_told_with_place_and_advice(
    project: Path, text: str, expected: list[str]
) -> None:
    letterheads = str(project / "letterheads")
    assert [each.replace(letterheads, "LETTERHEADS") for each in told(project, text)] == expected


def test_all_problems_of_a_definition_come_in_one_run(project: Path) -> None:
    problems = problems_of(
        project,
        """\
kop: kta
nama:
nama: LAKIP
nomer: 1
status: lama
peralatan: {a: b}
pelaksana:
  a: A
  b: [x, y]
langkah:
  - kegiatan: Satu
    pelaksana: aa
    lanjut: tga
  - kegiatn: Dua
    pelaksana: {a: {simbol: akhir}, b: mulai}
    teks: x
  - x
  - id: tiga
    kegiatan: Tiga
    pelaksana: [a, b]
    cabang: {Ya: tiga/c, Tidak: berikutnya}
""",
    )
    assert [(each.code, each.line, each.column) for each in problems] == [
        (Code.LETTERHEAD, 1, 6),
        (Code.EMPTY_VALUE, 2, 1),
        (Code.DUPLICATE_KEY, 3, 1),
        (Code.UNKNOWN_KEY, 4, 1),
        (Code.UNKNOWN_VALUE, 5, 9),
        (Code.WRONG_KIND, 6, 12),
        (Code.WRONG_KIND, 9, 6),
        (Code.UNKNOWN_LANE, 12, 16),
        (Code.MISSING_KEY, 14, 5),
        (Code.UNKNOWN_KEY, 14, 5),
        (Code.UNKNOWN_VALUE, 15, 29),
        (Code.WRONG_KIND, 15, 40),
        (Code.MISPLACED_KEY, 16, 5),
        (Code.WRONG_KIND, 17, 5),
        (Code.UNKNOWN_TARGET, 21, 18),
        (Code.UNKNOWN_TARGET, 21, 33),
    ]


def test_more_lanes_than_paper_holds_are_refused(project: Path) -> None:
    lanes = ", ".join(f"k{number}: K" for number in range(51))
    text = (
        f"kop: kota\nnama: x\npelaksana: {{{lanes}}}\nlangkah:\n- {{kegiatan: x, pelaksana: k0}}\n"
    )
    assert told(project, text) == [
        ":3:12: galat: Bagan ini punya 51 kolom pelaksana; paling banyak 50. Gabungkan pelaksana, "
        "atau bagi menjadi beberapa bagan di bawah “alur”. [DEF043]"
    ]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("k{0}: x\n", 5_000),
        ("- {{kegiatan: x, pelaksana: kolom{0}, lanjut: langkah{0}}}\n", 4_000),
        ("- {{kegiatan: [x], pelaksana: kadis, id: i{0}}}\n", 4_000),
    ],
)
def test_thousands_of_problems_are_all_told(project: Path, line: str, count: int) -> None:
    text = MINIMAL if line.startswith("k") else MINIMAL.partition("  - ")[0]
    text += "".join(line.format(number) for number in range(count))
    begin = time.process_time()
    problems = problems_of(project, text)
    assert time.process_time() - begin < ENDLESS
    assert len(problems) >= count
    assert sum("maksudnya" in problem.hint for problem in problems) <= 400
