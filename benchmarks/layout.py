"""Lay whole SOPs out and print yardstick and time: `python -m benchmarks.layout SET.json ...`.

The flows come from files in the format of the routing sets, or are made by the recipe
of `benchmarks.flows`; their texts, lane names and answers are real Indonesian ones. What is timed
is layout and routing together, from a definition in memory to a `Document`, in CPU time.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from sopgen.fonts import FontMetrics, sheet_advances
from sopgen.layout import lay_out
from sopgen.layout.typeset import Typesetter
from sopgen.model import Letterhead, Sop
from sopgen.page import Document
from sopgen.profile import Profile
from sopgen.yardstick import measure

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
ROLES = {"p": "proses", "d": "keputusan"}
TIMES = ("5 menit", "15 menit", "1 jam", "2 hari", "3 hari kerja")
ANSWERS = (("Ya", "Tidak"), ("Lengkap", "Tidak lengkap"), ("Setuju", "Tidak setuju"))


def sops(path: Path) -> Iterator[Sop]:
    """Return the flows of a routing set as SOPs with texts."""
    data = json.loads(path.read_text("utf-8"))
    for number, flow in enumerate(data["sops"]):
        yield _sop(number, flow)


def _sop(number: int, flow: dict[str, list[list[object]]]) -> Sop:
    pick = Random(number)
    lanes = int(str(flow["lanes"]))
    out: dict[int, list[tuple[int, bool]]] = {}
    for source, target, kind in flow["edges"]:
        out.setdefault(int(str(source)), []).append((int(str(target)), kind == "no"))
    steps = []
    for at, (lane, kind) in enumerate(flow["steps"]):
        step: dict[str, object] = {
            "id": f"s{at}",
            "kegiatan": pick.choice(ACTIVITIES),
            "pelaksana": f"p{lane}",
            "kelengkapan": pick.choice(THINGS),
            "waktu": pick.choice(TIMES),
            "output": pick.choice(THINGS),
            "simbol": ROLES.get(str(kind), "selesai" if at else "mulai"),
        }
        ways = out.get(at, [])
        if kind == "d" and ways:
            yes, no = pick.choice(ANSWERS)
            step["cabang"] = {(no if other else yes): f"s{target}" for target, other in ways}
        else:
            step["lanjut"] = tuple(f"s{target}" for target, _ in ways) or "tidak ada"
        steps.append(step)
    return Sop.model_validate(
        {
            "kop": "contoh",
            "nama": f"Pelayanan Contoh {number}",
            "nomor": f"000/{number:03d}/SOP/2024",
            "pelaksana": {f"p{lane}": OFFICIALS[lane % len(OFFICIALS)] for lane in range(lanes)},
            "langkah": tuple(steps),
        }
    )


def main(arguments: list[str]) -> None:
    """Print the figures of every set."""
    typesetter = Typesetter(FontMetrics(), FontMetrics(sheet_advances))
    letterhead = Letterhead.model_validate({"instansi": ("PEMERINTAH CONTOH", "DINAS CONTOH")})
    profile = Profile()
    for name in arguments:
        milliseconds: list[float] = []
        documents: list[Document] = []
        failed = 0
        for sop in sops(Path(name)):
            start = time.process_time()
            document, problems = lay_out(sop, letterhead, profile, None, typesetter)
            milliseconds.append((time.process_time() - start) * 1000)
            failed += bool(problems)
            documents.append(document)
        _report(name, documents, milliseconds, failed)


def _report(name: str, documents: list[Document], milliseconds: list[float], failed: int) -> None:
    counts: Counter[str] = Counter()
    connectors = bends = pages = 0
    for document in documents:
        measures = measure(document)
        counts.update(flaw.name for flaw in measures.counts.elements())
        connectors += measures.connectors
        bends += measures.bends
        pages += len(document.pages)
    total, ordered = len(documents), sorted(milliseconds)
    print(f"{name}: {total} SOP, {pages / total:.2f} pages each, {failed} failed")
    print(f"  connectors {connectors}, bends per connector {bends / connectors:.4f}")
    for flaw, count in sorted(counts.items()):
        print(f"  {flaw.lower()} {count} ({count / total:.4f} per SOP)")
    print(
        f"  ms median {ordered[total // 2]:.1f}, p95 {ordered[int(total * 0.95)]:.1f},"
        f" most {ordered[-1]:.1f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
