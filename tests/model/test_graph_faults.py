import pytest

from sopgen.model.flow import Flow, Step
from sopgen.model.graph import graph
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc
from tests.flows import flow_of


def faults(langkah: str, lanes: str = "a b c d") -> list[tuple[str, Loc, str, str]]:
    _, problems = graph(flow_of(langkah, lanes))
    return [(each.code, each.at, each.message, each.hint) for each in problems]


ONE_FAULT: list[tuple[str, Code, Loc, str, str]] = [
    (
        "- {kegiatan: x, pelaksana: aa}",
        Code.UNKNOWN_LANE,
        ("langkah", 0, "pelaksana"),
        "Kolom pelaksana “aa” tidak ada di bagan ini.",
        "Barangkali maksudnya “a”.",
    ),
    (
        "- {kegiatan: x, pelaksana: [a, sekretaris]}",
        Code.UNKNOWN_LANE,
        ("langkah", 0, "pelaksana", 1),
        "Kolom pelaksana “sekretaris” tidak ada di bagan ini.",
        "Yang ada: “a”, “b”, “c”, “d”.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: , e: }}",
        Code.UNKNOWN_LANE,
        ("langkah", 0, "pelaksana", "e"),
        "Kolom pelaksana “e” tidak ada di bagan ini.",
        "Yang ada: “a”, “b”, “c”, “d”.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: {lajur: [a, e]}}}",
        Code.UNKNOWN_LANE,
        ("langkah", 0, "pelaksana", "a", "lajur", 1),
        "Kolom pelaksana “e” tidak ada di bagan ini.",
        "Yang ada: “a”, “b”, “c”, “d”.",
    ),
    (
        "- {kegiatan: x, pelaksana: }",
        Code.EMPTY_VALUE,
        ("langkah", 0, "pelaksana"),
        "Langkah ini belum punya pelaksana.",
        "Isi “pelaksana” dengan id salah satu kolom.",
    ),
    (
        "- {kegiatan: x, pelaksana: []}",
        Code.EMPTY_VALUE,
        ("langkah", 0, "pelaksana"),
        "Langkah ini belum punya pelaksana.",
        "Isi “pelaksana” dengan id salah satu kolom.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: [], b: }}",
        Code.EMPTY_VALUE,
        ("langkah", 0, "pelaksana", "a"),
        "Daftar simbol di kolom “a” kosong.",
        "Tulis “{}” untuk satu simbol biasa.",
    ),
    (
        "- {kegiatan: x, pelaksana: [a, b, a]}",
        Code.LANES,
        ("langkah", 0, "pelaksana", 2),
        "Kolom “a” disebut dua kali di langkah ini.",
        "Sebut tiap kolom sekali saja.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: {lajur: [a, c]}}}",
        Code.LANES,
        ("langkah", 0, "pelaksana", "a", "lajur"),
        "Kolom-kolom di “lajur” tidak bersebelahan.",
        "Sebut semua kolom dari yang paling kiri sampai yang paling kanan.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: {lajur: [b, c]}}}",
        Code.LANES,
        ("langkah", 0, "pelaksana", "a", "lajur"),
        "“lajur” harus memuat kolomnya sendiri, “a”.",
        "Tambahkan kolom itu.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: {lajur: [a, b]}, b: }}",
        Code.LANES,
        ("langkah", 0, "pelaksana", "b"),
        "Simbol “b” dan “a” berebut satu kolom.",
        "Periksa “lajur” keduanya.",
    ),
    (
        "- {kegiatan: x, pelaksana: a}\n- {kegiatan: x, pelaksana: a, lanjut: susn}\n"
        "- {kegiatan: x, pelaksana: a, id: susun}",
        Code.UNKNOWN_TARGET,
        ("langkah", 1, "lanjut"),
        "Tujuan “susn” tidak ada: tidak ada langkah dengan id “susn”.",
        "Barangkali maksudnya “susun”.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, lanjut: b}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "lanjut"),
        "Tujuan “b” tidak ada: tidak ada langkah dengan id “b”.",
        "Untuk simbol lain di langkah ini, tulis “/b”.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, lanjut: [berikutnya, {ke: dua/b}]}\n"
        "- {id: dua, kegiatan: x, pelaksana: [a, c]}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "lanjut", 1, "ke"),
        "Langkah ke-2 tidak punya simbol di kolom “b”.",
        "Yang ada: “a”, “c”.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, lanjut: dua/e}\n- {id: dua, kegiatan: x, pelaksana: a}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "lanjut"),
        "Kolom “e” dalam tujuan “dua/e” tidak ada.",
        "Yang ada: “a”, “b”, “c”, “d”.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, lanjut: dua/b/3}\n"
        "- {id: dua, kegiatan: x, pelaksana: {b: [{}, {}]}}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "lanjut"),
        "Kolom “b” di langkah itu tidak punya simbol nomor “3”.",
        "Nomornya 1 sampai 2.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, lanjut: dua/b/1/1}\n- {id: dua, kegiatan: x, pelaksana: b}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "lanjut"),
        "Tujuan “dua/b/1/1” tidak dapat dibaca.",
        "Bentuknya: id, id/pelaksana, id/pelaksana/2 atau /pelaksana.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, cabang: {Ya: berikutnya}}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "cabang", "Ya"),
        "Ini langkah terakhir, jadi tidak ada langkah berikutnya.",
        "Tunjuk “selesai” atau id sebuah langkah.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, cabang: {Ya: selesai}}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "cabang", "Ya"),
        "Langkah terakhir tidak punya simbol selesai.",
        "Tambahkan langkah penutup tanpa “cabang” dan “lanjut”, atau tunjuk id langkahnya.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, cabang: {Ya: berikutnya, Tidak: tidak ada}}\n"
        "- {kegiatan: x, pelaksana: a}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "cabang", "Tidak"),
        "“tidak ada” hanya dapat ditulis sendirian, sesudah “lanjut:”.",
        "Isi dengan “berikutnya”, “selesai” atau sebuah id.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, cabang: {Ya: berikutnya, Tidak: }}\n"
        "- {kegiatan: x, pelaksana: a}",
        Code.EMPTY_VALUE,
        ("langkah", 0, "cabang", "Tidak"),
        "Jawaban “Tidak” belum punya tujuan.",
        "Isi dengan “berikutnya”, “selesai” atau id sebuah langkah.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, lanjut: ['', berikutnya]}\n- {kegiatan: x, pelaksana: a}",
        Code.UNKNOWN_TARGET,
        ("langkah", 0, "lanjut", 0),
        "Tujuan panah ini kosong.",
        "Isi dengan “berikutnya”, “selesai” atau sebuah id.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, lanjut: berikutnya, cabang: {Ya: berikutnya}}\n"
        "- {kegiatan: x, pelaksana: a}",
        Code.TWO_WAYS,
        ("langkah", 0, "lanjut"),
        "“cabang” dan “lanjut” tidak dapat dipakai bersamaan.",
        "Tulis semua tujuan di bawah “cabang”, atau hapus “cabang”.",
    ),
    (
        "- {id: satu, kegiatan: x, pelaksana: a, lanjut: satu}",
        Code.SELF_TARGET,
        ("langkah", 0, "lanjut"),
        "Panah ke “satu” kembali ke simbolnya sendiri.",
        "Tunjuk langkah lain, atau simbol lain di baris ini dengan “/pelaksana”.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, lanjut: [berikutnya, dua]}\n"
        "- {id: dua, kegiatan: x, pelaksana: a}",
        Code.DUPLICATE_ARROW,
        ("langkah", 0, "lanjut", 1),
        "Panah ke “dua” sudah ada dari simbol ini.",
        "Hapus salah satunya.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, id: selesai}",
        Code.BAD_ID,
        ("langkah", 0, "id"),
        "“selesai” sudah punya arti sendiri, jadi tidak dapat menjadi id.",
        "Pilih nama lain.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, id: satu/dua}",
        Code.BAD_ID,
        ("langkah", 0, "id"),
        "“satu/dua” tidak dapat menjadi id.",
        "Id tidak boleh kosong atau memuat garis miring “/”.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, id: satu}\n- {kegiatan: x, pelaksana: a, id: satu}",
        Code.DUPLICATE_ID,
        ("langkah", 1, "id"),
        "Id “satu” sudah dipakai langkah ke-1.",
        "Beri tiap langkah id yang berbeda.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: , b: }, keluar: a}",
        Code.MISPLACED_KEY,
        ("langkah", 0, "keluar"),
        "“keluar” hanya berlaku untuk kerja bersama.",
        "Hapus “keluar”, atau tambahkan “bersama: ya”.",
    ),
    (
        "- {kegiatan: x, pelaksana: [a, b], keluar: c}",
        Code.UNKNOWN_LANE,
        ("langkah", 0, "keluar"),
        "Langkah ini tidak punya simbol di kolom “c”.",
        "Yang ada: “a”, “b”.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: , b: }, cabang: {Ya: berikutnya}}\n"
        "- {kegiatan: x, pelaksana: a}",
        Code.MISPLACED_KEY,
        ("langkah", 0, "cabang"),
        "Langkah ini punya beberapa simbol, jadi “cabang” tidak jelas milik yang mana.",
        "Tulis di dalam simbolnya, di bawah “pelaksana”.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: , b: }, teks: Rapat}",
        Code.MISPLACED_KEY,
        ("langkah", 0, "teks"),
        "Langkah ini punya beberapa simbol, jadi “teks” tidak jelas milik yang mana.",
        "Tulis di dalam simbolnya, di bawah “pelaksana”.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: {teks: x}}, teks: y}",
        Code.MISPLACED_KEY,
        ("langkah", 0),
        "“teks” ditulis di langkah dan juga di simbolnya.",
        "Hapus salah satunya.",
    ),
    (
        "- {kegiatan: x, pelaksana: {a: {lanjut: berikutnya}}, lanjut: berikutnya}\n"
        "- {kegiatan: x, pelaksana: a}",
        Code.MISPLACED_KEY,
        ("langkah", 0, "pelaksana", "a"),
        "“cabang” atau “lanjut” ditulis di langkah dan juga di simbolnya.",
        "Hapus salah satunya.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, cabang: {Ya: {ke: berikutnya, label: Setuju}}}\n"
        "- {kegiatan: x, pelaksana: a}",
        Code.MISPLACED_KEY,
        ("langkah", 0, "cabang", "Ya", "label"),
        "Panah ini sudah bertuliskan jawabannya, “Ya”.",
        "Hapus “label”.",
    ),
    (
        "- {kegiatan: x, pelaksana: a, gabung: [waktu]}",
        Code.MERGED_CELL,
        ("langkah", 0, "gabung", 0),
        "Langkah pertama tidak punya baris di atasnya untuk digabung.",
        "Hapus “gabung”, atau pindahkan ke langkah di bawahnya.",
    ),
    (
        "- {kegiatan: x, pelaksana: a}\n"
        "- {kegiatan: x, pelaksana: a, gabung: [waktu, output], output: Surat}",
        Code.MERGED_CELL,
        ("langkah", 1, "output"),
        "Sel “output” digabung dengan baris di atasnya, jadi harus kosong.",
        "Pindahkan isinya ke langkah di atas, atau hapus output dari “gabung”.",
    ),
]


@pytest.mark.parametrize(
    ("langkah", "code", "at", "message", "hint"),
    ONE_FAULT,
    ids=[f"{fault[1].name.lower()}-{number}" for number, fault in enumerate(ONE_FAULT)],
)
def test_what_cannot_be_understood_is_told_once(
    langkah: str, code: Code, at: Loc, message: str, hint: str
) -> None:
    assert faults(langkah) == [(code, at, message, hint)]


@pytest.mark.parametrize("lane", ["", " ", "tim/ahli"])
def test_a_lane_needs_an_id_that_targets_can_name(lane: str) -> None:
    step = Step(activity="x", actors=lane or "b")
    _, problems = graph(Flow(lanes={lane: "Tim", "b": "B"}, rows=(step,)))
    assert [(each.code, each.at) for each in problems] == [(Code.BAD_ID, ("pelaksana", lane))]


def test_problems_of_all_steps_come_in_one_run() -> None:
    found = faults(
        """
        - {kegiatan: x, pelaksana: e, lanjut: dua}
        - {id: dua, kegiatan: x, pelaksana: {a: , f: }, lanjut: [g, /f]}
        - {id: dua, kegiatan: x, pelaksana: a, cabang: {Ya: dua/f, Tidak: h}}
        """
    )
    assert [(code, at) for code, at, _, _ in found] == [
        (Code.DUPLICATE_ID, ("langkah", 2, "id")),
        (Code.UNKNOWN_LANE, ("langkah", 0, "pelaksana")),
        (Code.UNKNOWN_LANE, ("langkah", 1, "pelaksana", "f")),
        (Code.UNKNOWN_TARGET, ("langkah", 1, "lanjut", 0)),
        (Code.UNKNOWN_TARGET, ("langkah", 1, "lanjut", 1)),
        (Code.UNKNOWN_TARGET, ("langkah", 2, "cabang", "Ya")),
        (Code.UNKNOWN_TARGET, ("langkah", 2, "cabang", "Tidak")),
    ]


def test_a_way_that_several_symbols_share_is_told_of_once() -> None:
    found = faults("- {kegiatan: x, pelaksana: {a: , b: , c: }, lanjut: tiada}")
    assert [code for code, _, _, _ in found] == [Code.UNKNOWN_TARGET]


def test_a_row_that_lost_its_symbols_makes_no_further_problems() -> None:
    found = faults(
        """
        - {kegiatan: x, pelaksana: a, cabang: {Ya: berikutnya, Tidak: [dua, selesai]}}
        - {id: dua, kegiatan: x, pelaksana: e}
        """
    )
    assert [code for code, _, _, _ in found] == [Code.UNKNOWN_LANE]
