"""Whatever stands in a file, a reader sees a sheet or says in a sentence why it does not."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopgen.document.sheet import Sheet
from sopgen.readers import docx, xlsx
from sopgen.readers.packages import BadPackageError, opened_package
from sopgen.writers import Format
from tests.catalogue import file
from tests.readers.workbooks import zipped

_VALUE = re.compile(r'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')
_PARTS = {Format.XLSX: xlsx.PARTS, Format.DOCX: docx.PARTS}
_ODD = ("", "-1", "NaN", "-inf", "1e9", "99999999999", "x", "0", "5.5", "A1:A", "\U0001f600")

every_kind = pytest.mark.parametrize("kind", list(_PARTS))


def parts(kind: Format) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(file("cabang-jauh", kind))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(data: bytes, kind: Format) -> tuple[Sheet, ...] | str:
    """Return the sheets, or the sentence that refuses them."""
    try:
        package = opened_package(data, _PARTS[kind])
        if kind is Format.XLSX:
            return xlsx.sheets_of_workbook(package)
        return docx.sheets_of_word(package)
    except BadPackageError as error:
        return str(error)


@every_kind
@given(st.data())
def test_a_value_that_makes_no_sense_is_no_traceback(kind, data):
    found = parts(kind)
    name = data.draw(st.sampled_from([each for each in found if each.startswith(_PARTS[kind])]))
    text = found[name].decode()
    values = list(_VALUE.finditer(text))
    value = values[data.draw(st.integers(0, len(values) - 1))]
    odd = data.draw(st.sampled_from(_ODD))
    found[name] = f"{text[: value.start()]}{odd}{text[value.end() :]}".encode()
    assert isinstance(read(zipped(found), kind), tuple | str)


@every_kind
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.99])
def test_a_truncated_file_is_refused_in_a_sentence(kind, share):
    data = file("cabang-jauh", kind)
    sentence = "berkasnya rusak atau bukan berkas Office"
    assert read(data[: int(len(data) * share)], kind) == sentence


@every_kind
def test_a_part_that_ends_early_is_refused_in_a_sentence(kind):
    found = parts(kind)
    main = "xl/workbook.xml" if kind is Format.XLSX else "word/document.xml"
    found[main] = found[main][:-20]
    assert read(zipped(found), kind) == f"bagian {main} rusak"


@every_kind
def test_a_file_without_its_parts_is_refused_in_a_sentence(kind):
    found = {name: part for name, part in parts(kind).items() if not name.endswith(".rels")}
    shown = read(zipped(found), kind)
    if kind is Format.XLSX:
        assert shown == ()
    else:
        assert [each.name for each in shown] == [str(number + 1) for number in range(len(shown))]
    del found["xl/workbook.xml" if kind is Format.XLSX else "word/document.xml"]
    assert read(zipped(found), kind) in (
        "berkasnya bukan buku kerja Excel",
        "berkasnya bukan berkas Word",
    )
