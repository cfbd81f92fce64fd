import pytest

from sopgen.definition.composer import compose
from sopgen.problems.codes import Code


@pytest.mark.parametrize(
    ("yaml_text", "place", "message", "hint"),
    [
        (
            "a:\n\tb: c\n",
            (2, 1),
            "Baris ini menjorok dengan tabulasi.",
            "Ganti tabulasi dengan spasi.",
        ),
        (
            "a:\n  b: c\n\td: e\n",
            (3, 1),
            "Baris ini menjorok dengan tabulasi.",
            "Ganti tabulasi dengan spasi.",
        ),
        *(
            (
                f"nama: x\na: {sign}miring\u00b0 teks{sign}\n",
                (2, 4),
                f"Nilai yang diawali “{sign}” dibaca YAML sebagai hal lain.",
                "Tulis seluruh nilai di antara tanda kutip.",
            )
            for sign in "*&%@`|>"
        ),
        (
            "a: [Lampiran] surat\n",
            (1, 4),
            "Nilai yang diawali “[” dibaca YAML sebagai hal lain.",
            "Tulis seluruh nilai di antara tanda kutip.",
        ),
        (
            "a: - surat\n",
            (1, 4),
            "Nilai yang diawali “- ” dibaca YAML sebagai butir daftar.",
            "Tulis seluruh nilai di antara tanda kutip; untuk daftar, mulai tiap butir di baris "
            "baru.",
        ),
        (
            "tanggal_revisi: -\n",
            (1, 17),
            "Tanda “-” sendirian dibaca YAML sebagai butir daftar.",
            'Tulis "-" dengan tanda kutip.',
        ),
        (
            "a: Perhatian: penting\n",
            (1, 4),
            "Nilai ini memuat titik dua yang diikuti spasi.",
            "Tulis seluruh nilai di antara tanda kutip.",
        ),
        (
            "nama:LAKIP\nunit: x\n",
            (1, 5),
            "Sesudah titik dua harus ada spasi.",
            "Tambahkan spasi.",
        ),
        (
            "nama: x\nunit Perencanaan\nnomor: 1\n",
            (2, 1),
            "Baris “unit Perencanaan” tidak memuat titik dua.",
            "Tulis “kunci: nilai”; untuk sambungan teks, menjoroklah lebih dalam daripada "
            "kuncinya.",
        ),
        (
            'a: "satu\nb: dua\n',
            (1, 4),
            "Tanda kutip yang dibuka di sini tidak ditutup.",
            "Tutup dengan tanda kutip yang sama di akhir nilai.",
        ),
        (
            'a: "C:\\data"\n',
            (1, 7),
            "Garis miring terbalik “\\” di sini tidak dapat dibaca.",
            "Di antara kutip ganda tulis “\\\\”, atau pakai kutip tunggal.",
        ),
        (
            "a: 'Jum'at'\n",
            (1, 9),
            "Sesudah tanda kutip penutup masih ada teks.",
            "Apit seluruh nilai dengan satu pasang tanda kutip, gandakan tanda kutip tunggal di "
            "dalam kutip tunggal, dan periksa apakah kutip di baris sebelumnya sudah ditutup.",
        ),
        (
            "a: [satu, dua\nb: tiga\n",
            (1, 4),
            "Kurung “[” yang dibuka di sini tidak ditutup dengan benar.",
            "Tutup dengan “]” dan pisahkan isinya dengan koma; jika kurung itu bagian dari teks, "
            "tulis seluruh nilai di antara tanda kutip.",
        ),
        (
            "a: {b: c,, d}\n",
            (1, 10),
            "Isi di dalam kurung “[ ]” atau “{ }” di sini tidak lengkap.",
            "Periksa koma dan kurung tutupnya.",
        ),
        (
            "a: x\n  b: y\n",
            (2, 3),
            "Jarak baris ini dari tepi kiri tidak cocok dengan baris-baris di atasnya.",
            "Sejajarkan dengan kunci atau tanda “- ” yang setingkat.",
        ),
        (
            "a: b\n...\nc: d\n",
            (3, 1),
            "Di sini isi berkas sudah berakhir, tetapi masih ada teks.",
            "Hapus baris “...”, dan sejajarkan semua kunci utama di tepi kiri.",
        ),
    ],
)
def test_a_fault_of_syntax_says_what_to_type_instead(
    yaml_text: str, place: tuple[int, int], message: str, hint: str
) -> None:
    (problem,) = compose(yaml_text).problems
    assert problem.code == Code.SYNTAX
    assert (problem.line, problem.column) == place
    assert problem.message == message
    assert problem.hint == hint
