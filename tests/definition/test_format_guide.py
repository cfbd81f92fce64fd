import re
from pathlib import Path

import pytest

from sopgen.definition.books import read_book
from sopgen.definition.composer import compose
from sopgen.definition.reading import read_letterhead
from sopgen.definition.validation import known_keys
from sopgen.model.entry import Entry
from sopgen.model.profile import Paper, Profile
from sopgen.model.sop import Letterhead, Sop
from sopgen.problems.codes import Code
from sopgen.problems.problem import Loc
from sopgen.project.settings import settings_of
from tests.projects import LETTERHEAD, MINIMAL, new_project, read


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


GUIDE = Path("docs/format-definisi.md").read_text(encoding="utf-8")
EXAMPLES = [part.partition("```")[0] for part in GUIDE.split("```yaml\n")[1:]]


def test_the_guide_explains_every_code() -> None:
    assert [code for code in Code if f"\n| {code} |" not in GUIDE] == []


def test_the_guide_explains_every_code_of_a_build() -> None:
    kinds = "LAY|BLD|FNT|XLS|NAM|REV|EKS|ARS|REG"
    sources = [path.read_text(encoding="utf-8") for path in Path("sopgen").rglob("*.py")]
    codes = {code for text in sources for code in re.findall(rf'"((?:{kinds})\d{{3}})"', text)}
    assert len(codes) >= 40
    assert sorted(code for code in codes if code not in GUIDE) == []


def test_the_guide_names_every_key() -> None:
    places: list[tuple[type[Entry], Loc]] = [
        (Sop, ()),
        (Sop, ("langkah", 0)),
        (Sop, ("langkah", 0, "pelaksana", "kadis")),
        (Sop, ("penandatangan", 0)),
        (Sop, ("alur", 0)),
        (Letterhead, ()),
        (Letterhead, ("sampul",)),
        (Letterhead, ("pejabat", "kadis")),
    ]
    keys = {key for kind, at in places for key in known_keys(kind, at)}
    spans = " ".join(re.findall(r"`([^`\n]+)`", GUIDE))
    named = set(re.findall(r"[a-z_]+", spans)) | set(re.findall(r"([a-z_]+):", GUIDE))
    assert sorted(keys - named) == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_guide_is_read(example: str) -> None:
    assert compose(example).problems == ()


def test_the_simple_example_of_the_guide_is_a_definition(project: Path) -> None:
    (project / "letterheads" / "pagar-alam.yaml").write_text(LETTERHEAD, encoding="utf-8")
    example = next(example for example in EXAMPLES if example.startswith("kop:"))
    definition = read(project, example)
    assert [step.duration for step in definition.sop.flows[0].steps] == [
        "1 jam",
        "3 hari",
        "1 hari",
        "30 menit",
    ]


def test_the_rows_of_several_symbols_in_the_guide_are_understood(project: Path) -> None:
    example = next(example for example in EXAMPLES if "disposisi" in example)
    names = ["kepala", "umum", "arsip", "kabid", "kasi", "tim"]
    lanes = "".join(f"  {name}: {name}\n" for name in names)
    definition = read(project, f"kop: kota\nnama: Surat\npelaksana:\n{lanes}{example}")
    assert len(definition.sop.flows[0].steps) == 3


def test_the_flows_of_the_guide_are_understood(project: Path) -> None:
    example = next(example for example in EXAMPLES if example.startswith("alur:"))
    assert len(read(project, f"kop: kota\nnama: Kinerja\n{example}").sop.flows) == 2


def test_the_letterhead_of_the_guide_is_read(project: Path) -> None:
    example = next(example for example in EXAMPLES if example.startswith("instansi:"))
    path = project / "letterheads" / "pagar-alam.yaml"
    path.write_text(example.replace("logo:", "# logo:"), encoding="utf-8")
    assert list(read_letterhead(path).letterhead.officials) == ["kepala-dinas"]


def test_the_guide_lists_the_whole_profile_with_its_defaults(project: Path) -> None:
    example = next(example for example in EXAMPLES if example.startswith("format:\n"))
    definition = read(project, MINIMAL + example)
    assert definition.profile == Profile()
    assert definition.sop.format is not None
    assert every_key_is_set(definition.sop.format)


def every_key_is_set(entry: Entry) -> bool:
    values = [getattr(entry, name) for name in type(entry).model_fields]
    inner = [value for value in values if isinstance(value, Entry)]
    return entry.model_fields_set == set(type(entry).model_fields) and all(
        every_key_is_set(value) for value in inner
    )


def test_the_settings_of_the_guide_are_read(project: Path) -> None:
    example = next(example for example in EXAMPLES if example.startswith("format: ["))
    (project / "sopgen.yaml").write_text(example, encoding="utf-8")
    settings = settings_of(project).project
    assert settings.lint.ignored == ("ISI009", "KEG")
    assert settings.letterhead.paper is Paper.F4


def test_the_book_of_the_guide_is_read(project: Path) -> None:
    example = next(example for example in EXAMPLES if "susunan:" in example)
    for name in ("lakip", "lppd", "renja-rkt", "tapkin"):
        text = MINIMAL.replace("Penyusunan LAKIP", name)
        (project / f"definitions/kota/{name}.yaml").write_text(text, encoding="utf-8")
    path = project / "buku" / "perencanaan.yaml"
    path.parent.mkdir()
    path.write_text(example.replace("kop: pagar-alam", "kop: kota"), encoding="utf-8")
    assert [len(chapter.definitions) for chapter in read_book(path).chapters] == [2, 1, 1]
