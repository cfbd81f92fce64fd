"""Time `sopgen lint` on many definitions: reading, then rules, on one core.

    python benchmarks/lint.py [COUNT] [FOLDER]

Writes COUNT (1,000) definitions made from the shipped ones into FOLDER (a temporary one):
every agency gets numbers, names and words of its own, so that the rules over a set have
as much to compare as in a real province.
"""

from __future__ import annotations

import datetime
import random
import sys
import tempfile
import time
from collections import Counter
from functools import cache
from pathlib import Path
from shutil import copytree

from sopgen.definition.reading import read_definition, read_letterhead
from sopgen.lint import Task, review
from sopgen.lint.wording import words

ROOT = Path(__file__).parent.parent
THINGS = words(
    "Arsip Cuti Izin Surat Rapat Data Aset Gaji Kas Pajak Retribusi Tamu Kendaraan Gedung Laporan "
    "Aduan Survei Magang Diklat Mutasi Pensiun Pangkat Absensi Lembur Perjalanan Anggaran Kontrak "
    "Barang Tagihan Kuitansi Proposal Hibah Bantuan Beasiswa Posyandu Vaksin Panen Bibit Irigasi"
)


def made(folder: Path, count: int) -> list[Path]:
    """Write `count` definitions under `folder`; return their files."""
    copytree(ROOT / "letterheads", folder / "letterheads")
    sources = sorted((ROOT / "definitions").rglob("*.yaml"))
    chance = random.Random(1)
    files = []
    for number in range(count):
        source = sources[number % len(sources)]
        text = source.read_text(encoding="utf-8")
        thing = " ".join(chance.sample(THINGS, 3)).title()
        lines = []
        for line in text.splitlines():
            if line.startswith("nomor:"):
                line = f"nomor: 503/{number + 1}/SOP/2024"
            elif line.startswith("nama:"):
                line = f"nama: Pengelolaan {thing}" if line.strip() != "nama:" else "nama: >-"
            elif "kegiatan:" in line:
                line = f"{line} {chance.choice(THINGS)} {chance.choice(THINGS)}"
            lines.append(line)
        path = folder / "definitions" / source.parent.name / f"sop-{number:04}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        files.append(path)
    return files


def main() -> None:
    """Print the processor seconds of each part, and what was found most."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary)
        files = made(folder, count)
        start = time.process_time()
        letterheads = cache(read_letterhead)
        definitions = [read_definition(path, letterheads) for path in files]
        read = time.process_time()
        remarks = review(definitions, Task(datetime.date(2024, 6, 1)))
        end = time.process_time()
    print(f"{count} definitions: read {read - start:.2f} s, rules {end - read:.2f} s")
    print(f"{len(remarks)} findings:", Counter(r.problem.code for r in remarks).most_common(12))


if __name__ == "__main__":
    main()
