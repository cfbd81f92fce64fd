"""Starts and ends as the profile draws them, several of them in one lane or cell."""

import pytest

from sopgen.definition.reading import read_definition
from sopgen.document.page import Drawing, Symbol
from sopgen.document.yardstick import faults
from sopgen.rendering import laid_out, new_typesetter
from tests.projects import new_project, write

TWO_STARTS = """\
kop: kota
nama: Dua awal di satu lajur
format: {{alur: {{mulai_selesai: {style}}}}}
pelaksana: {{p0: A}}
langkah:
  - {{kegiatan: a, pelaksana: {{p0: [{{}}, {{simbol: selesai}}, {{}}]}}}}
  - {{kegiatan: b, pelaksana: p0}}
"""


@pytest.mark.parametrize("style", ["kapsul_tambahan", "baris_sendiri"])
def test_two_starts_in_one_lane_share_a_capsule(tmp_path, style):
    definition = read_definition(write(new_project(tmp_path), TWO_STARTS.format(style=style)))
    document = laid_out(definition, new_typesetter())
    drawing = next(item for item in document.pages[-1].items if isinstance(item, Drawing))
    words = [
        "".join(run.text for each in shape.paragraphs for run in each.runs)
        for shape in drawing.shapes
        if shape.symbol is Symbol.TERMINATOR
    ]
    assert words.count("Mulai") == 1
    assert faults(document) == ()


JOINT = """\
kop: kota
nama: Rapat
format: {{alur: {{mulai_selesai: {style}}}}}
pelaksana: {{p0: A, p1: B, p2: C}}
langkah:
  - {{kegiatan: Merumuskan, pelaksana: [p0, p1, p2]}}
  - {{kegiatan: Menyusun, pelaksana: p2}}
  - {{kegiatan: Menyepakati, pelaksana: [p1, p0, p2], keluar: p2}}
"""


@pytest.mark.parametrize("style", ["kapsul_langkah", "kapsul_tambahan", "baris_sendiri"])
def test_joint_work_has_one_start_and_one_end(tmp_path, style):
    definition = read_definition(write(new_project(tmp_path), JOINT.format(style=style)))
    document = laid_out(definition, new_typesetter())
    drawing = next(item for item in document.pages[-1].items if isinstance(item, Drawing))
    capsules = [shape for shape in drawing.shapes if shape.symbol is Symbol.TERMINATOR]
    assert sorted(capsule.name.split(", ")[-1] for capsule in capsules) == ["A", "C"]
    assert drawing.description.count("mulai") == drawing.description.count("selesai") == 1
    assert faults(document) == ()
