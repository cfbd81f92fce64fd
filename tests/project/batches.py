"""Whole projects made for a test, built in this process."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sopgen.problems.problem import Problem
from sopgen.project.building import Request, build
from sopgen.project.finding import targets
from sopgen.project.reporting import Built
from sopgen.writers import Format

LETTERHEAD = """\
instansi: PEMERINTAH {place}
pejabat:
  kepala-dinas:
    jabatan: Kepala Dinas
    nama: NAMA KEPALA DINAS
    nip: 19700101 199503 1 001
"""

DEFINITION = """\
kop: {kop}
nomor: 503/{number}/SOP/2024
nama: {name}
tanggal_pembuatan: 2024-01-23
pengesah: kepala-dinas
pelaksana:
  kadis: Kepala Dinas
  tim: Tim Penyusun
langkah:
  - kegiatan: Membentuk tim
    pelaksana: kadis
  - kegiatan: Menyusun {name}
    pelaksana: tim
"""


def project(folder: Path, agencies: Mapping[str, Iterable[str]]) -> Path:
    """Return `folder` as a project with an SOP for each name under each agency."""
    (folder / "letterheads").mkdir(parents=True)
    for agency, names in agencies.items():
        letterhead = LETTERHEAD.format(place=agency.upper())
        (folder / "letterheads" / f"{agency}.yaml").write_text(letterhead, encoding="utf-8")
        for number, name in enumerate(names, 1):
            define(folder, agency, name, DEFINITION.format(kop=agency, number=number, name=name))
    return folder


def define(folder: Path, agency: str, name: str, text: str) -> Path:
    path = folder / "definitions" / agency / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def built(
    folder: Path, *formats: Format, jobs: int = 1, force: bool = False
) -> list[Built | Problem]:
    """Build a project into its `output`, SVG unless told otherwise."""
    wanted = targets([folder / "definitions"], folder / "output")
    request = Request(wanted, formats or (Format.SVG,), jobs, force)
    return list(build(request))


def rendered(results: Iterable[Built | Problem]) -> list[str]:
    """Return the names of the files that were written, in their order."""
    return [
        f"{path.parent.name}/{path.name}"
        for result in results
        if isinstance(result, Built)
        for path in result.written
    ]


def told(results: Iterable[Built | Problem]) -> list[str]:
    """Return the codes of all problems, in their order."""
    codes: list[str] = []
    for result in results:
        problems = (result,) if isinstance(result, Problem) else result.problems
        codes += [str(problem.code) for problem in problems]
    return codes


def outputs(folder: Path) -> dict[str, bytes]:
    """Return every output file under `folder` by its path, without what is ours to remember."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".sopgen" not in path.relative_to(folder).parts
    }
