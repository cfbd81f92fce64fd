"""What the programs of an office make of forms: valid, and the same after they saved them."""

import json
import subprocess
from pathlib import Path

import pytest

from sopgen.definition.reading import read_definition
from sopgen.pull.form.making import form_of
from sopgen.pull.opening import opened
from sopgen.pull.pulling import Wish, brought_back
from tests.catalogue import DEFINITIONS
from tests.writers.programs import converted_by_libreoffice, tool

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    for name, path in DEFINITIONS.items():
        (folder / f"{name}.xlsx").write_bytes(form_of(read_definition(path)))
    return folder


@pytest.fixture(scope="module")
def saved(forms: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved")
    profile = tmp_path_factory.mktemp("profile")
    target = "xlsx:Calc MS Excel 2007 XML"
    converted_by_libreoffice(forms.glob("*.xlsx"), target, folder, profile)
    return folder


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_form_that_libreoffice_saved_changes_nothing(name: str, saved: Path) -> None:
    edited = opened(saved / f"{name}.xlsx")
    assert edited.is_changed
    found = brought_back(edited, Wish(edited.path, DEFINITIONS[name]))
    assert (found.files, found.problems) == ((), ())


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_open_xml_sdk_finds_no_error_in_a_form(name: str, forms: Path) -> None:
    program = [tool("ooxml-validator"), str(forms / f"{name}.xlsx")]
    command = [*program, "--officeVersion", "Office2010"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["errors"] == []
