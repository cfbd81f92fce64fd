"""How long a key takes in the clerk's page, below the browser: from what is typed to its pages.

`python -m benchmarks.serve [KEYS]`: types as many keys (200) into the steps of a made SOP of 30
and of 60 steps. Printed are milliseconds of one thread's CPU, median and 95th percentile, beside
those of rendering the SOP in three formats in the same run; the size of an answer that changes
one page; and a line for each part of the work.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import thread_time
from typing import NamedTuple

from sopgen.definition.reading import read_definition
from sopgen.lint import Task, review
from sopgen.rendering import laid_out, new_typesetter, rendered
from sopgen.server.asking import Set
from sopgen.server.desk import OpenText
from sopgen.server.drawing import Artist
from sopgen.writers import Format
from sopgen.writers.svg import pages

WORDS = "memeriksa kelengkapan berkas permohonan lalu mencatatnya di buku agenda "
LETTERHEAD = "instansi: PEMERINTAH KOTA CONTOH\n"


class Typed(NamedTuple):
    """What typing took, in milliseconds a key, and the bytes of each answer of one page."""

    keys: list[float]
    formats: list[float]
    answers: list[int]


def definition_text(steps: int, lanes: int = 5) -> str:
    """Return a definition of so many steps: every sixth decides, and one of its ways goes back."""
    lines = ["kop: contoh", "nama: Pelayanan Contoh", "nomor: 000/1/SOP/2024", "pelaksana:"]
    lines += [f"  p{lane}: Pelaksana {lane + 1}" for lane in range(lanes)]
    lines.append("langkah:")
    for number in range(steps):
        lines += [
            f"  - id: s{number}",
            f"    kegiatan: Memeriksa berkas permohonan nomor {number + 1}",
            f"    pelaksana: p{number * 2 % lanes}",
            "    kelengkapan: Berkas permohonan",
            "    waktu: 15 menit",
            "    output: Berkas yang diperiksa",
        ]
        if number % 6 == 4:
            lines.append(f"    cabang: {{Ya: berikutnya, Tidak: s{number - 2}}}")
    return "\n".join(lines) + "\n"


def written(folder: Path, steps: int) -> Path:
    """Put an SOP of so many steps into the project `folder`; return its definition."""
    path = folder / "definitions" / "contoh" / f"contoh-{steps}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    (folder / "letterheads").mkdir(exist_ok=True)
    (folder / "letterheads" / "contoh.yaml").write_text(LETTERHEAD, encoding="utf-8")
    path.write_text(definition_text(steps), encoding="utf-8")
    return path


def typed_into(folder: Path, steps: int, keys: int) -> Typed:
    """Type into the steps of an SOP, one after the other, as a clerk who fills cells."""
    path = written(folder, steps)
    text, artist = OpenText(path), Artist()
    known = {page.key for page in artist.drawn(path, text.data).pages}
    typesetter = new_typesetter()
    rendered(read_definition(path), tuple(Format), typesetter)
    gc.collect()
    gc.freeze()
    taken, formats, answers = [], [], []
    for number in range(keys):
        step, letter = divmod(number, 10)
        at = ("langkah", step * 7 % steps, "kegiatan")
        old = text.tree["langkah"][at[1]]["kegiatan"]
        edit = Set(at, old, old + WORDS[(step + letter) % len(WORDS)].strip() or "a")
        begin = thread_time()
        assert text.change(text.digest, [edit]) is None
        drawn = artist.drawn(path, text.data, known)
        taken.append((thread_time() - begin) * 1000)
        sent = [page.svg for page in drawn.pages if page.svg is not None]
        if len(sent) == 1:
            answers.append(len(json.dumps(sent, ensure_ascii=False).encode()))
        known = {page.key for page in drawn.pages}
        if number % 20 == 0:
            path.write_bytes(text.data)
            begin = thread_time()
            rendered(read_definition(path), (Format.DOCX, Format.XLSX, Format.PDF), typesetter)
            formats.append((thread_time() - begin) * 1000)
    gc.unfreeze()
    return Typed(taken, formats, answers)


def _parts(folder: Path, steps: int) -> None:
    path = folder / "definitions" / "contoh" / f"contoh-{steps}.yaml"
    typesetter = new_typesetter()
    definition = read_definition(path)
    document = laid_out(definition, typesetter)
    task = Task(date(2026, 1, 1))
    parts: dict[str, Callable[[], object]] = {
        "membaca": lambda: read_definition(path),
        "menata": lambda: laid_out(definition, typesetter),
        "menggambar": lambda: list(pages(document)),
        "memeriksa": lambda: review([definition], task),
    }
    for name, part in parts.items():
        begin = thread_time()
        for _ in range(10):
            part()
        print(f"    {name:12} {(thread_time() - begin) * 100:6.1f} ms")


def main(keys: int) -> None:
    """Print what keys take in SOPs of 30 and of 60 steps."""
    with TemporaryDirectory() as folder:
        for steps in (30, 60):
            found = typed_into(Path(folder), steps, keys)
            cuts = quantiles(found.keys, n=20)
            middle = quantiles(found.formats, n=2)[0]
            sizes = quantiles(found.answers, n=20)
            print(
                f"{steps} langkah: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms; tiga format "
                f"{middle:.1f} ms, p95 {cuts[18] / middle:.2f} darinya; satu halaman p50 "
                f"{sizes[9] / 1024:.1f} KB, terbesar {max(found.answers) / 1024:.1f} KB"
            )
            _parts(Path(folder), steps)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
