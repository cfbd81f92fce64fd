"""What is wrong with a definition is told with its place, and stops that SOP alone."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopgen.cli import main
from tests.projects import LETTERHEAD, MINIMAL, new_project

FILES = ("docx", "xlsx", "pdf")
GOOD = [f"output/kota/baik.{kind}" for kind in FILES]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with a good definition, `baik.yaml`; it is the current folder."""
    made = new_project(tmp_path)
    (made / "definitions" / "kota" / "baik.yaml").write_text(MINIMAL, encoding="utf-8")
    monkeypatch.chdir(made)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def build_with(project: Path, text: str | bytes, name: str = "salah") -> Result:
    """Build the project with a bad definition beside the good one."""
    data = text.encode() if isinstance(text, str) else text
    (project / "definitions" / "kota" / f"{name}.yaml").write_bytes(data)
    return run("build", "-j", "1")


def files(project: Path) -> list[str]:
    """Return what was written for people, hidden files of the build itself aside."""
    found = (path.relative_to(project) for path in sorted((project / "output").rglob("*")))
    return [path.as_posix() for path in found if path.suffix[1:] in FILES]


def replaced(old: str, new: str) -> str:
    assert old in MINIMAL
    return MINIMAL.replace(old, new, 1)


@dataclass(frozen=True)
class Bad:
    """A definition and how its problem begins and ends, its path aside."""

    text: str | bytes
    place: str
    sentence: str
    code: str


TALL = " ".join(["memeriksa kelengkapan berkas permohonan"] * 600)

CASES = {
    "unknown key": Bad(
        replaced("nama: Penyusunan LAKIP", "nama: LAKIP\npengesahan: kepala-dinas"),
        "3:1",
        "Kunci “pengesahan” tidak dikenal.",
        "DEF020",
    ),
    "missing field": Bad(
        replaced("  - kegiatan: Membentuk tim\n    pelaksana: kadis\n", "  - pelaksana: kadis\n"),
        "7:5",
        "Kunci “kegiatan” belum ada di langkah ke-1.",
        "DEF021",
    ),
    "unknown pelaksana": Bad(
        replaced("pelaksana: kadis", "pelaksana: kabid"),
        "8:16",
        "Kolom pelaksana “kabid” tidak ada di bagan ini.",
        "DEF042",
    ),
    "unknown target": Bad(
        MINIMAL + "  - {kegiatan: Memeriksa, pelaksana: kadis, cabang: {Ya: susunan}}\n",
        "12:58",
        "Tujuan “susunan” tidak ada: tidak ada langkah dengan id “susunan”.",
        "DEF044",
    ),
    "duplicate key": Bad(
        replaced("nama: Penyusunan LAKIP", "nama: LAKIP\nnama: LPPD"),
        "3:1",
        "Kunci “nama” di baris 3 sudah ada di baris 2.",
        "DEF008",
    ),
    "unknown pejabat": Bad(
        replaced("nama: Penyusunan LAKIP", "nama: LAKIP\npengesah: kepala-dina"),
        "3:11",
        "Pejabat “kepala-dina” tidak ada di kop “kota”. Barangkali maksudnya “kepala-dinas”.",
        "DEF031",
    ),
    "missing letterhead": Bad(
        replaced("kop: kota", "kop: kot"), "1:6", "Kop “kot” tidak ada di ", "DEF030"
    ),
    "empty file": Bad(b"", "1:1", "Berkas ini kosong.", "DEF004"),
    "binary file": Bad(bytes(range(256)), "1:1", "Ini bukan berkas teks.", "DEF003"),
    "control character": Bad(
        replaced("Membentuk tim", "Membentuk\x07 tim"),
        "7:24",
        "Di sini ada U+0007 (karakter kendali)",
        "DEF007",
    ),
    "character that the font lacks": Bad(
        replaced("Membentuk tim", "Membentuk 漢 tim"),
        "7:15",
        "Huruf Arial tidak punya karakter “漢” (U+6F22).",
        "LAY005",
    ),
    "row taller than a page": Bad(
        replaced("Membentuk tim", TALL),
        "7:5",
        "langkah 1 lebih tinggi daripada satu halaman",
        "LAY004",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_problem_is_told_with_its_place_and_stops_that_sop_alone(project, case):
    result = build_with(project, case.text)
    start = f"definitions/kota/salah.yaml:{case.place}: galat: {case.sentence}"
    told, *others = result.stderr.splitlines()
    assert told.startswith(start)
    assert told.endswith(f" [{case.code}]")
    assert [line for line in others if "galat" in line] == []
    assert result.exit_code == 1
    assert files(project) == sorted(GOOD)
    assert result.stdout.splitlines() == GOOD


def test_a_bad_logo_is_told_in_the_letterhead_that_names_it(project):
    text = LETTERHEAD.replace("KOTA\n", "DESA\nlogo: desa.png\n", 1)
    (project / "letterheads" / "desa.yaml").write_text(text, encoding="utf-8")
    (project / "letterheads" / "desa.png").write_bytes(b"\x89PNG\r\n\x1a\nbukan gambar")
    result = build_with(project, replaced("kop: kota", "kop: desa"))
    told = [line for line in result.stderr.splitlines() if "galat" in line]
    assert len(told) == 1
    assert "letterheads/desa.yaml:2:7: galat: " in told[0]
    assert told[0].endswith(" [DEF037]")
    assert result.exit_code == 1
    assert files(project) == sorted(GOOD)


def test_all_problems_of_a_definition_are_told_in_one_run(project):
    text = replaced("pelaksana: kadis", "pelaksana: kabid\n    wktu: 1 jam")
    text = text.replace("nama: Penyusunan LAKIP", "nama: LAKIP\npengesah: bupati")
    result = build_with(project, text)
    places = [line.split(": galat: ")[0] for line in result.stderr.splitlines() if "galat" in line]
    path = "definitions/kota/salah.yaml"
    assert places == [f"{path}:3:11", f"{path}:9:16", f"{path}:10:5"]


def test_what_was_built_before_stays_when_its_definition_breaks(project):
    assert build_with(project, MINIMAL, "kemudian").exit_code == 0
    before = (project / "output/kota/kemudian.docx").read_bytes()
    assert build_with(project, b"", "kemudian").exit_code == 1
    assert (project / "output/kota/kemudian.docx").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--bentuk", "pdf"),
        ("build", "-f", "doc"),
        ("build", "-j", "0"),
        ("build", "definitions/tidak-ada.yaml"),
        ("bangun",),
    ],
)
def test_a_wrong_command_exits_with_2_and_writes_nothing(project, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert files(project) == []


def test_without_definitions_there_is_nothing_to_build(tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("kosong"))
    result = run("build")
    assert result.exit_code == 2
    assert "Tidak ada map definitions/ di sini." in result.stderr
