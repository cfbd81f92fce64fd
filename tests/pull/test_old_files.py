"""Files without a map, or made by a version that lays out otherwise: unedited, nothing changes."""

from pathlib import Path

import pytest

from sopgen.pull.pulling import Wish, pulled
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, SHIPPED, file, typesetter
from tests.pull.packages import resaved, with_source_of, without_map

FORMATS = (Format.XLSX, Format.DOCX)


def made(name: str, format: Format, folder: Path) -> Path:
    path = folder / f"{name}.{format.value}"
    path.write_bytes(file(name, format))
    return path


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", DEFINITIONS)
def test_an_unedited_file_changes_nothing(name, format, tmp_path):
    path = resaved(made(name, format, tmp_path))
    found = pulled(Wish(path, DEFINITIONS[name]))
    assert (found.files, found.problems) == ((), ())


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", DEFINITIONS)
def test_an_unedited_file_without_a_map_changes_nothing(name, format, tmp_path):
    path = without_map(made(name, format, tmp_path))
    found = pulled(Wish(path, DEFINITIONS[name]))
    assert (found.files, found.problems) == ((), ())
