"""Files without a map, or made by a version that lays out otherwise: unedited, nothing changes."""

from pathlib import Path

import pytest

from sopgen.pull.opening import logo_name, opened
from sopgen.pull.pulling import Wish, pulled
from sopgen.pull.workshop import workshop
from sopgen.rendering import laid_out
from sopgen.writers import Format, writer
from tests.catalogue import DEFINITIONS, file, typesetter
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


LOOKS = ("huruf: {identitas: 9, alur: 7}", "kertas: {ukuran: A4}")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["lakip", "renja-rkt", "lppd", "evaluasi-kinerja"])
def test_an_unedited_file_of_another_layout_changes_nothing(name, format, look, tmp_path):
    own = made(name, format, tmp_path)
    (tmp_path / "lain").mkdir()
    other = tmp_path / "lain" / own.name
    edited = opened(own)
    text = f"{DEFINITIONS[name].read_text('utf-8').rstrip()}\nformat: {{{look}}}\n"
    logo = logo_name(edited.letterhead_text)
    attached = edited.letterhead.data, edited.letterhead.name, edited.logo, logo
    with workshop(edited.definition.name, *attached) as bench:
        other.write_bytes(writer(format)(laid_out(bench.read(text), typesetter())))
    path = with_source_of(other, own, tmp_path / f"baru.{format.value}")
    found = pulled(Wish(without_map(path), DEFINITIONS[name]))
    assert (found.files, found.problems) == ((), ())


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_of_another_layout_without_a_map_writes_nothing_that_is_not_sure(format, tmp_path):
    own = made("pengelolaan-risiko", format, tmp_path)
    (tmp_path / "lain").mkdir()
    other = tmp_path / "lain" / own.name
    edited = opened(own)
    definition = DEFINITIONS["pengelolaan-risiko"]
    text = f"{definition.read_text('utf-8').rstrip()}\nformat: {{kertas: {{ukuran: A4}}}}\n"
    attached = edited.letterhead.data, edited.letterhead.name, edited.logo
    with workshop(edited.definition.name, *attached, logo_name(edited.letterhead_text)) as bench:
        other.write_bytes(writer(format)(laid_out(bench.read(text), typesetter())))
    path = without_map(with_source_of(other, own, tmp_path / f"baru.{format.value}"))
    found = pulled(Wish(path, definition))
    assert (found.files, [each.code for each in found.problems]) == ((), ["TRK022"])
