"""The batch, side by side with the usual way and with the floor: `python -m benchmarks.batch`.

All figures come from one run on one machine. CPU is measured, children included, so a
busy machine changes them little. The *usual way* is what offices script: a Word
template filled by docxtpl, a workbook written cell by cell with openpyxl, and
LibreOffice turning the DOCX into PDF, many at once; it draws no flow. The *floor* is
what no writer of these formats can go below: compressing the same parts of the same
packages, and subsetting the same fonts.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from sopgen.definition.reading import Definition, read_definition, read_letterhead
from sopgen.project.writing import place_file, sync_folder
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers import OFFICE, writer

ROOT = Path(__file__).parent.parent

AIM_CPU, AIM_USUAL, AIM_FLOOR = 20.0, 6.0, 3.0
AIM_NOTHING, AIM_HELP, AIM_MEMORY = 0.6, 0.25, 1.3
"""Aims: ms of CPU per SOP, times less than usual, times the floor, seconds, seconds, times."""

TURNS = 3

_NUMBER = re.compile(r"^nomor: .*$", re.MULTILINE)


def main() -> None:
    """Measure and print."""
    import_module("sopgen.project.warm")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sops", type=int, default=1000, help="SOPs of the batch")
    parser.add_argument("--sample", type=int, default=80, help="SOPs of each comparison")
    parser.add_argument("--memory", type=int, default=5000, help="SOPs of the memory test, 0: none")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        project = renumbered(folder / "proyek", asked.sops)
        _print_parts(project, asked.sample)
        _print_batch(project, asked.sops)
        _print_comparison(project, folder, asked.sops, asked.sample)
        _print_start()
        if asked.memory:
            _print_memory(folder, asked.memory)


def renumbered(folder: Path, count: int) -> Path:
    """Return a project of `count` SOPs: the shipped ones, each with a number of its own."""
    shutil.copytree(ROOT / "letterheads", folder / "letterheads")
    shipped = sorted((ROOT / "definitions").rglob("*.yaml"))
    for number in range(count):
        source = shipped[number % len(shipped)]
        text = _NUMBER.sub(f"nomor: 503/{number:04d}/SOP/2024", source.read_text("utf-8"))
        place = folder / "definitions" / source.parent.name / f"{source.stem}-{number:04d}.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return folder


def definitions_of(project: Path, count: int) -> list[Path]:
    """Return `count` definitions of `project`, evenly over its agencies."""
    every = sorted((project / "definitions").rglob("*.yaml"))
    return [every[at * len(every) // count] for at in range(count)]


class Clock:
    """CPU and wall milliseconds spent under each name."""

    def __init__(self) -> None:
        self.cpu: dict[str, list[float]] = {}
        self.wall: dict[str, list[float]] = {}

    @contextmanager
    def counting(self, name: str) -> Iterator[None]:
        """Count what the body takes."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu.setdefault(name, []).append((time.process_time() - cpu) * 1000)
        self.wall.setdefault(name, []).append((time.perf_counter() - wall) * 1000)


WARM = 8
"""So many SOPs are made before counting begins: libraries and templates are loaded once."""


def _print_parts(project: Path, count: int) -> None:
    """Print where the time of one SOP goes."""
    clock = Clock()
    typesetter = new_typesetter()
    agency_at = cache(read_letterhead)
    place = project.parent / "parts"
    for turn, path in enumerate(definitions_of(project, count + WARM)):
        if turn == WARM:
            clock = Clock()
        with clock.counting("read"):
            definition = read_definition(path, agency_at)
        with clock.counting("layout"):
            document = laid_out(definition, typesetter)
        files = {}
        for format in OFFICE:
            with clock.counting(format.value):
                files[format] = writer(format)(document)
        with clock.counting("write"):
            for format, data in files.items():
                place_file(place / f"{turn}.{format.value}", data)
            sync_folder(place)
    print(f"Where the time goes, ms of CPU per SOP (mean and median of {count}, one process)")
    for name, spent in clock.cpu.items():
        print(f"  {name:8} {statistics.mean(spent):7.1f} {statistics.median(spent):7.1f}")
    total = sum(map(sum, clock.cpu.values())) / count
    waited = statistics.mean(clock.wall["write"])
    print(f"  {'all':8} {total:7.1f}   (writing and flushing one by one waits {waited:.1f} ms)")


def _print_batch(project: Path, count: int) -> None:
    """Print the whole batch on one core and on all."""
    one, wall_one = _cpu(lambda: _sopgen(project, "build", "-j", "1"))
    shutil.rmtree(project / "output")
    _, wall_every = _cpu(lambda: _sopgen(project, "build"))
    nothing = min(_cpu(lambda: _sopgen(project, "build"))[1] for _ in range(5))
    each = one / count * 1000
    print(f"\n{count} SOPs into DOCX, XLSX and PDF")
    print(f"  one core    {wall_one:7.1f} s, {each:.1f} ms of CPU per SOP (aim {AIM_CPU:.0f})")
    print(f"  all cores   {wall_every:7.1f} s ({os.cpu_count()} cores)")
    print(f"  nothing to do {nothing:5.2f} s (aim {AIM_NOTHING})")


def _print_comparison(project: Path, folder: Path, sops: int, count: int) -> None:
    """Print what each way takes, median of so many turns, as no machine is always as fast."""
    turns = [_turn(project, folder / f"usual-{turn}", sops, count) for turn in range(TURNS)]
    ours, usual, floor = map(statistics.median, zip(*turns, strict=True))
    less = [each.usual / each.ours for each in turns]
    more = [each.ours / each.floor for each in turns]
    print(f"\nCPU per SOP on one core, ms ({count} SOPs of the same definitions; {TURNS} turns)")
    print(f"  sopgen          {ours:7.1f}")
    print(f"  the usual way   {usual:7.1f}   {_told(less)} times ours (aim {AIM_USUAL:.0f})")
    print(f"  the floor       {floor:7.1f}   ours is {_told(more)} times (aim {AIM_FLOOR:.0f})")


class Turn(NamedTuple):
    """Milliseconds of CPU that an SOP takes each way."""

    ours: float
    usual: float
    floor: float


def _turn(project: Path, folder: Path, sops: int, count: int) -> Turn:
    shutil.rmtree(project / "output")
    ours = _cpu(lambda: _sopgen(project, "build", "-j", "1"))[0] / sops * 1000
    usual = usual_way(definitions_of(project, count), folder) / count * 1000
    return Turn(ours, usual, floor_of(project, count))


def _told(ratios: Sequence[float]) -> str:
    """Return the median of ratios, and the least and the most of them."""
    return f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})"


def usual_way(paths: Sequence[Path], folder: Path) -> float:
    """Return the seconds of CPU that the usual way takes for `paths`."""
    folder.mkdir()
    template = folder / "template.docx"
    _make_template(template)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.process_time()
    for number, path in enumerate(paths):
        context = _context(read_definition(path))
        _fill_word(template, context, folder / f"{number:04d}.docx")
        _fill_workbook(context, folder / f"{number:04d}.xlsx")
    own = time.process_time() - started
    files = [str(folder / f"{number:04d}.docx") for number in range(len(paths))]
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *files,
        ],
        check=True,
        capture_output=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own + after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime


_ROWS = (
    ("Nomor SOP", "nomor"),
    ("Tanggal Pembuatan", "dibuat"),
    ("Tanggal Efektif", "efektif"),
    ("Nama SOP", "nama"),
    ("Dasar Hukum", "dasar"),
    ("Peralatan", "peralatan"),
    ("Peringatan", "peringatan"),
)


def _make_template(path: Path) -> None:
    """Write a Word template with the rows of the identity page and a row per step."""
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, name in _ROWS:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, "{{ " + name + " }}"
    document.add_page_break()
    steps = document.add_table(rows=4, cols=5, style="Table Grid")
    for column, title in enumerate(("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu")):
        steps.cell(0, column).text = title
    steps.cell(1, 0).text = "{%tr for langkah in semua %}"
    for column, name in enumerate(("no", "kegiatan", "pelaksana", "kelengkapan", "waktu")):
        steps.cell(2, column).text = "{{ langkah." + name + " }}"
    steps.cell(3, 0).text = "{%tr endfor %}"
    document.save(str(path))


def _context(definition: Definition) -> dict[str, object]:
    sop = definition.sop

    def text(items: object) -> str:
        return items if isinstance(items, str) else "\n".join(items or ())

    steps = [
        {
            "no": str(number),
            "kegiatan": step.activity,
            "pelaksana": text(step.actors if isinstance(step.actors, str) else ()),
            "kelengkapan": text(step.requirements),
            "waktu": text(step.duration),
        }
        for flow in sop.flows
        for number, step in enumerate(flow.steps, 1)
    ]
    return {
        "nomor": sop.number or "",
        "dibuat": sop.created or "",
        "efektif": sop.effective or "",
        "nama": sop.name,
        "dasar": text(sop.legal_basis),
        "peralatan": text(sop.equipment),
        "peringatan": text(sop.warnings),
        "semua": steps,
    }


def _fill_word(template: Path, context: dict[str, object], path: Path) -> None:
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(context, autoescape=True)
    document.save(path)


def _fill_workbook(context: dict[str, object], path: Path) -> None:
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    book = openpyxl.Workbook()
    sheet = book.active
    thin = Side(style="thin")
    rows = [[label, context[name]] for label, name in _ROWS]
    rows += [list(step.values()) for step in context["semua"]]
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            cell.font = Font(name="Arial", size=10)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    book.save(path)


def floor_of(project: Path, count: int) -> float:
    """Return the ms of CPU for compressing and subsetting what `count` SOPs consist of."""
    files = [
        path.relative_to(project / "output").with_suffix("")
        for path in sorted((project / "output").rglob("*.pdf"))
    ]
    chosen = [files[at * len(files) // count] for at in range(count)]
    spent = 0.0
    for name in chosen:
        base = project / "output" / name
        parts = [*_zip_parts(base.with_suffix(".docx")), *_zip_parts(base.with_suffix(".xlsx"))]
        streams, fonts = _pdf_parts(base.with_suffix(".pdf"))
        started = time.process_time()
        _compress(parts)
        for stream in streams:
            zlib.compress(stream)
        for program, characters in fonts:
            _subset(program, characters)
        spent += time.process_time() - started
    return spent / count * 1000


def _zip_parts(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            yield name, package.read(name)


def _compress(parts: Sequence[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, data) in enumerate(parts):
            package.writestr(f"{number}/{name}", data)


def _pdf_parts(path: Path) -> tuple[list[bytes], list[tuple[str, set[int]]]]:
    """Return the uncompressed streams of a PDF, and its fonts with the characters they show."""
    import pikepdf

    streams: list[bytes] = []
    fonts: dict[str, set[int]] = {}
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Object):
                continue
            if isinstance(item, pikepdf.Stream):
                streams.append(item.read_bytes())
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                name = str(item.get("/BaseFont", "")).partition("+")[2]
                mapped = re.findall(rb"<([0-9A-Fa-f]{4})>", item.ToUnicode.read_bytes())
                fonts.setdefault(name, set()).update(int(code, 16) for code in mapped)
    return streams, list(fonts.items())


def _subset(name: str, characters: set[int]) -> None:
    """Subset the face that is embedded as `name` as reportlab does."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    from sopgen.document.page import Face
    from sopgen.fonts.files import STYLES, postscript_name, program

    for face in (Face.ARIAL, Face.TIMES_NEW_ROMAN, Face.BOOKMAN_OLD_STYLE):
        for style in STYLES:
            if _same_name(postscript_name, face, style, name):
                font = TTFontFile(BytesIO(program(face, style)))
                font.makeSubset(sorted(characters & set(font.charToGlyph)))
                return


def _same_name(named: Callable[..., str], face: object, style: object, name: str) -> bool:
    from sopgen.problems.problem import ProblemsError

    try:
        return named(face, style) == name
    except ProblemsError:
        return False


def _print_start() -> None:
    started = []
    for _ in range(7):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sopgen", "--help"], check=True, capture_output=True)
        started.append(time.perf_counter() - before)
    print(f"\nsopgen --help: {statistics.median(started):.2f} s (aim {AIM_HELP})")


_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Prints the peak of a command in KB. Linux counts what its parent held, so that one is small."""


def _print_memory(folder: Path, count: int) -> None:
    """Print the peak of one process for a tenth of the SOPs and for all."""
    peaks = []
    for sops in (count // 10, count):
        project = renumbered(folder / f"memory-{sops}", sops)
        built = ["-m", "sopgen", "build", "-j", "1", "--json"]
        command = [sys.executable, "-c", _PEAK, sys.executable, *built]
        peak = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True)
        peaks.append(int(peak.stdout) / 1024)
        shutil.rmtree(project)
    ratio = peaks[1] / peaks[0]
    print(
        f"Peak memory: {peaks[0]:.0f} MB for {count // 10} SOPs, {peaks[1]:.0f} MB for {count}, "
        f"{ratio:.2f} times (aim {AIM_MEMORY})"
    )


def _sopgen(project: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "sopgen", *arguments]
    subprocess.run(command, cwd=project, check=True, capture_output=True)


def _cpu(work: Callable[[], None]) -> tuple[float, float]:
    """Return the seconds of CPU of all children, and of the wall, that `work` takes."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


if __name__ == "__main__":
    main()
