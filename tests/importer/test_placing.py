"""No definition that is there is ever written over; what is new lies beside it."""

from pathlib import Path

import pytest

from sopgen.importer.placing import Fate, placed

OLD = "kop: kebun\nnomor: 1/2025\nnama: Menyiram bibit\n"
NEW = "kop: kebun\nnomor: 1/2025\nnama: Menyiram bibit jati\n"
OTHER = "kop: kebun\nnomor: 2/2025\nnama: Menyiram bibit\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "definitions" / "kebun" / "menyiram-bibit.yaml"


def there(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def files(path: Path) -> dict[str, str]:
    return {each.name: each.read_text("utf-8") for each in path.parent.iterdir()}


def test_a_definition_that_is_not_there_is_written(path: Path):
    found = placed(path, OLD, set())
    assert (found.path, found.fate, found.problem) == (path, Fate.NEW, None)
    assert files(path) == {"menyiram-bibit.yaml": OLD}


@pytest.mark.parametrize("data", [OLD.encode(), OLD.replace("\n", "\r\n").encode()])
def test_one_that_says_the_same_stays(path: Path, data: bytes):
    there(path, data)
    assert placed(path, OLD, set()).fate is Fate.SAME
    assert path.read_bytes() == data


def test_one_that_says_something_else_stays_and_the_new_one_lies_beside_it(path: Path):
    there(path, OLD)
    found = placed(path, NEW, set())
    assert found.fate is Fate.BESIDE
    assert "-nama: Menyiram bibit\n+nama: Menyiram bibit jati\n" in found.difference
    assert str(found.problem).removeprefix(f"{path}: ") == (
        "peringatan: Definisi ini sudah ada dan berbeda; yang diimpor ada di "
        "menyiram-bibit.impor.yaml. Bandingkan, pindahkan yang perlu, lalu hapus berkas itu. "
        "[IMP008]"
    )
    assert files(path) == {"menyiram-bibit.yaml": OLD, "menyiram-bibit.impor.yaml": NEW}


def test_what_lies_beside_from_an_earlier_run_is_not_written_over_either(path: Path):
    there(path, OLD)
    beside = path.with_name("menyiram-bibit.impor.yaml")
    there(beside, "# sedang dibandingkan\n")
    found = placed(path, NEW, set())
    assert found.fate is Fate.LEFT
    assert str(found.problem).startswith(f"{beside}: galat: Hasil impor yang terdahulu masih ada")
    assert beside.read_text("utf-8") == "# sedang dibandingkan\n"
    there(beside, NEW)
    assert placed(path, NEW, set()).fate is Fate.BESIDE


def test_another_sop_of_that_name_gets_a_number(path: Path):
    there(path, OLD)
    found = placed(path, OTHER, set())
    assert (found.path.name, found.fate) == ("menyiram-bibit-2.yaml", Fate.NEW)
    assert placed(path, OTHER, set()).fate is Fate.SAME


def test_two_of_one_name_in_a_run_get_two_files(path: Path):
    taken: set[str] = set()
    names = [placed(path, text, taken).path.name for text in (OLD, OLD, NEW)]
    assert names == ["menyiram-bibit.yaml", "menyiram-bibit-2.yaml", "menyiram-bibit-3.yaml"]


def test_a_place_that_cannot_be_written_is_told(path: Path):
    there(path.parent.parent / "kebun", "bukan map")
    found = placed(path, OLD, set())
    assert found.fate is Fate.LEFT
    assert found.problem is not None
    assert found.problem.code == "BLD002"
