"""The sheet and the definition are edited both, and what was pulled is built and pulled again."""

from pathlib import Path
from shutil import copy

import pytest

from sopgen.definition.reading import read_definition
from sopgen.problems.files import DEFINITIONS as FOLDER
from sopgen.problems.files import LETTERHEADS
from sopgen.pull.pulling import Wish, pulled
from sopgen.rendering import laid_out
from sopgen.writers import Format, writer
from tests.catalogue import ROOT, SHIPPED, typesetter
from tests.pull.edits.kinds import KINDS
from tests.pull.edits.outcomes import edited
from tests.pull.edits.scenes import scene, written
from tests.pull.packages import resaved

NAMES = [path.stem for path in SHIPPED]
STEPS = ("baris masuk", "panah dihapus", "simbol pindah, panah ikut", "kata di simbol")


def home(name: str, folder: Path) -> Path:
    """Return a copy of the definition called `name` with its letterheads."""
    own = next(path for path in SHIPPED if path.stem == name)
    (folder / FOLDER).mkdir()
    (folder / LETTERHEADS).symlink_to(ROOT / LETTERHEADS)
    return Path(copy(own, folder / FOLDER / own.name))


@pytest.mark.parametrize("kind", STEPS)
@pytest.mark.parametrize("name", ["lakip", "evaluasi-kinerja"])
def test_what_was_pulled_and_built_is_pulled_without_a_change(name, kind, tmp_path):
    own = scene(name, Format.XLSX)
    data = edited(own, kind, glued=False, seed=1)
    path = home(name, tmp_path)
    found = pulled(Wish(written(data, f"{name}.xlsx"), path))
    assert [file.path for file in found.files] == [path]
    path.write_bytes(found.files[0].after)
    again = writer(Format.XLSX)(laid_out(read_definition(path), typesetter()))
    second = pulled(Wish(resaved(written(again, f"{name}.xlsx")), path))
    assert (second.files, second.problems) == ((), ())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_both_sides_edit_different_places(name, kind, tmp_path):
    own = scene(name, Format.XLSX)
    data = edited(own, kind, glued=False, seed=3)
    if data is None:
        pytest.skip("this SOP has nothing to edit so")
    path = home(name, tmp_path)
    mine = path.read_text("utf-8")
    path.write_text(f"{mine.rstrip()}\n# catatan kantor\n", "utf-8")
    found = pulled(Wish(written(data, f"{name}.xlsx"), path))
    assert "TRK003" not in {each.code for each in found.problems}
    assert all(b"# catatan kantor" in file.after for file in found.files)
