"""SOPs made of outlines: their texts, lane names and answers are real Indonesian ones."""

from __future__ import annotations

from random import Random

from benchmarks.flows import Outline
from sopgen.document.page import Symbol
from sopgen.model.sop import Sop

OFFICIALS = (
    "Kepala Dinas",
    "Sekretaris",
    "Kepala Bidang Perencanaan",
    "Kasubbag Umum dan Kepegawaian",
    "Staf Pelaksana",
    "Bendahara Pengeluaran",
    "Arsiparis",
    "Tim Teknis",
)
ACTIVITIES = (
    "Menerima dan mencatat surat masuk dalam buku agenda",
    "Memeriksa kelengkapan berkas permohonan",
    "Menyusun konsep surat jawaban sesuai dengan disposisi pimpinan",
    "Mengetik naskah dan mencetak dua rangkap",
    "Menandatangani dokumen",
    "Menggandakan dan mengirimkan dokumen kepada pemohon serta instansi terkait",
    "Mengarsipkan dokumen",
    "Melaksanakan rapat pembahasan dengan para kepala bidang dan kepala seksi",
    "Memberikan paraf persetujuan pada konsep dokumen",
)
THINGS = (
    "Berkas permohonan",
    "Konsep surat",
    "Komputer, printer dan ATK",
    "Lembar disposisi",
    "Dokumen final",
)
TIMES = ("5 menit", "15 menit", "1 jam", "2 hari", "3 hari kerja")
ANSWERS = (("Ya", "Tidak"), ("Lengkap", "Tidak lengkap"), ("Setuju", "Tidak setuju"))


def sop(number: int, outline: Outline) -> Sop:
    """Return `outline` as an SOP; the same number gives the same texts."""
    pick = Random(number)
    steps = []
    for at, (lane, symbol) in enumerate(outline.steps):
        targets = [target for source, target, _ in outline.arrows if source == at]
        step: dict[str, object] = {
            "id": f"s{at}",
            "kegiatan": pick.choice(ACTIVITIES),
            "pelaksana": f"p{lane}",
            "kelengkapan": pick.choice(THINGS),
            "waktu": pick.choice(TIMES),
            "output": pick.choice(THINGS),
            "simbol": _role(symbol, at),
        }
        if symbol is Symbol.DECISION and targets:
            answers = pick.choice(ANSWERS)
            step["cabang"] = dict(zip(answers, (f"s{target}" for target in targets), strict=False))
        else:
            step["lanjut"] = tuple(f"s{target}" for target in targets) or "tidak ada"
        steps.append(step)
    lanes = {f"p{lane}": OFFICIALS[lane % len(OFFICIALS)] for lane in range(outline.lanes)}
    return Sop.model_validate(
        {
            "kop": "contoh",
            "nama": f"Pelayanan Contoh {number}",
            "nomor": f"000/{number:03d}/SOP/2024",
            "pelaksana": lanes,
            "langkah": tuple(steps),
        }
    )


def _role(symbol: Symbol, row: int) -> str:
    match symbol:
        case Symbol.PROCESS:
            return "proses"
        case Symbol.DECISION:
            return "keputusan"
        case _:
            return "selesai" if row else "mulai"
