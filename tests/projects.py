"""Projects made for a test: a letterhead, and a definition as a text."""

from pathlib import Path

import pytest

from sopgen.definition.reading import Definition, read_definition
from sopgen.problems.problem import Problem, ProblemsError

MINIMAL = """\
kop: kota
nama: Penyusunan LAKIP
pelaksana:
  kadis: Kepala Dinas
  tim: Tim Penyusun
langkah:
  - kegiatan: Membentuk tim
    pelaksana: kadis
  - id: susun
    kegiatan: Menyusun draf
    pelaksana: tim
"""

LETTERHEAD = """\
instansi: PEMERINTAH KOTA
pejabat:
  kepala-dinas:
    jabatan: Kepala Dinas
    nip: 19700101 199503 1 001
"""


def new_project(folder: Path) -> Path:
    """Return `folder` as a project with one letterhead and no definition."""
    (folder / "letterheads").mkdir()
    (folder / "definitions" / "kota").mkdir(parents=True)
    (folder / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")
    return folder


def write(project: Path, text: str | bytes) -> Path:
    path = project / "definitions" / "kota" / "lakip.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(project: Path, text: str) -> Definition:
    return read_definition(write(project, text))


def problems_of(project: Path, text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsError) as caught:
        read_definition(write(project, text))
    return caught.value.problems


def told(project: Path, text: str | bytes) -> list[str]:
    """Return the problems of a definition as printed, without its path."""
    problems = problems_of(project, text)
    return [str(problem).removeprefix(problem.path) for problem in problems]
