"""Sheets whose drawing is a picture: steps and lanes come in, nobody knows who does what."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks.importing import LEXICON, sheets_of, written
from sopgen.definition.reading import Definition, read_definition
from sopgen.importer.draft import DraftSop, FileClass, class_of
from sopgen.importer.drafting import draft_of
from sopgen.problems.problem import ProblemsError
from sopgen.recognition.sops import sops_of
from sopgen.rendering import laid_out
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, file, typesetter


def undrawn(name: str) -> list[DraftSop]:
    """Return the drafts of a sheet of ours from which shapes and lines are gone."""
    sheets = sheets_of(file(name, Format.PDF), Format.PDF)
    bare = [replace(sheet, shapes=(), lines=()) for sheet in sheets]
    return [draft_of(seen) for seen in sops_of(bare, LEXICON)]


def came(name: str, folder: Path) -> Definition:
    (path,) = written(undrawn(name), folder)
    return read_definition(path)


def words(texts: Iterable[str]) -> list[str]:
    return [" ".join(each.replace("*", "").split()) for each in texts]


@pytest.mark.parametrize("name", ["lakip", "tapkin", "tahap-dan-unit"])
def test_lanes_and_steps_are_those_of_the_sheet_and_performers_unknown(
    name: str, tmp_path: Path
) -> None:
    ours, found = read_definition(DEFINITIONS[name]).sop, came(name, tmp_path).sop
    for own, flow in zip(ours.flows, found.flows, strict=True):
        assert words(flow.actors.values()) == words(own.actors.values())
        assert words(each.title for each in flow.lane_headings) == words(
            each.title for each in own.lane_headings
        )
        assert words(each.activity for each in flow.steps) == words(
            each.activity for each in own.steps
        )
        assert {each.actors for each in flow.steps} == {"belum diketahui"}


def test_such_a_sheet_is_told_and_not_drawn(tmp_path: Path) -> None:
    (draft,) = undrawn("lakip")
    assert class_of(draft.doubts) is FileClass.PICTURE
    with pytest.raises(ProblemsError) as caught:
        laid_out(came("lakip", tmp_path), typesetter())
    assert [each.code for each in caught.value.problems] == ["DEF052"]
