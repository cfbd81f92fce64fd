"""The same SOP gives the same bytes, wherever and whenever it is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.catalogue import ROOT

BUILT = ("balangan/penilaian-skp", "pagar-alam/tapkin", "muna-barat/pengumpulan-data-kinerja")
FORMATS = ("docx", "xlsx", "pdf", "svg")

ONE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "COLUMNS": "80"}
OTHER = {"TZ": "Asia/Jayapura", "LC_ALL": "id_ID.UTF-8", "PYTHONHASHSEED": "4711", "COLUMNS": "200"}


def built(folder: Path, surroundings: dict[str, str]) -> dict[str, bytes]:
    """Return the files of a project that is made and built in `folder`."""
    project = folder / "proyek"
    shutil.copytree(ROOT / "letterheads", project / "letterheads")
    for name in BUILT:
        made = project / "definitions" / f"{name}.yaml"
        made.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "definitions" / f"{name}.yaml", made)
    asked = [option for each in FORMATS for option in ("-f", each)]
    home = folder / "rumah"
    home.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    subprocess.run(
        [sys.executable, "-m", "sopgen", "build", *asked],
        cwd=project,
        env=kept | surroundings | {"HOME": str(home), "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        timeout=120,
    )
    output = project / "output"
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.suffix[1:] in FORMATS
    }


def test_two_builds_elsewhere_in_other_surroundings_give_the_same_bytes(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "sebuah map lain").mkdir()
    one = built(tmp_path / "a", ONE)
    other = built(tmp_path / "sebuah map lain", OTHER)
    names = [f"{name}.{kind}" for name in BUILT for kind in FORMATS]
    assert sorted(one) == sorted(other) == sorted(names)
    assert [name for name in names if one[name] != other[name]] == []
