"""Our own sheets come in as they went out, without what only our files carry."""

import pytest

from benchmarks.importing import LEXICON, sheets_of, written
from sopgen.definition.reading import read_definition
from sopgen.importer.drafting import draft_of
from sopgen.recognition.sops import sops_of
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, file
from tests.importer.showing import flow_differences


@pytest.mark.parametrize("name", DEFINITIONS)
@pytest.mark.parametrize("kind", [Format.XLSX, Format.PDF, Format.DOCX])
def test_flows_show_the_same(name, kind, tmp_path):
    original = read_definition(DEFINITIONS[name])
    seen = sops_of(sheets_of(file(name, kind), kind), LEXICON)
    (path,) = written([draft_of(each) for each in seen], tmp_path)
    assert list(flow_differences(original, read_definition(path))) == []
