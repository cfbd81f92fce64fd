import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopgen.definition.composer import compose
from sopgen.definition.reading import read_definition
from sopgen.editing.mending import mended
from sopgen.lint import Choice, Task, errors_of, review
from sopgen.lint.catalogue import all_rules
from sopgen.lint.registers import merged, shipped_registers
from sopgen.lint.regulations import citation
from sopgen.model.durations import parse_duration
from tests.strategies import LETTERHEAD, definitions

EVERY = Choice(select=tuple(rule.id for rule in all_rules()))
REGIONS = merged(shipped_registers()).regions
ABOUT_SYMBOLS = {
    "PLK003",
    *(f"ALR{n:03}" for n in (*range(1, 8), *range(9, 14), 15, 16, 18, 20)),
}
TASK = Task(datetime.date(2024, 6, 1), EVERY)
TEXTS = st.one_of(st.text(max_size=40), st.from_regex(r"[0-9/.x' -]{0,12}(menit|jam|hari)?"))
LISTS = st.lists(st.sampled_from(["1. ATK;", "ATK.", "UU No. 3", "SOP A", "- x", "..", "PP 1,"]))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proyek")
    (folder / "letterheads").mkdir()
    others = ", ".join(f"{key}: {{jabatan: Kabid {key}}}" for key in LETTERHEAD["pejabat"])
    strange = "{nip: '1970.0101', jabatan: plt, golongan: V/x}"
    head = f"instansi: KOTA MALANG\npejabat: {{{others.replace('{jabatan: Kabid a}', strange)}}}\n"
    (folder / "letterheads" / "uji.yaml").write_text(head, encoding="utf-8")
    return folder


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(definitions(most_steps=12), min_size=1, max_size=3), LISTS, TEXTS)
def test_whatever_can_be_read_can_be_judged(
    project: Path, plains: list[dict[str, Any]], items: list[str], text: str
) -> None:
    read = []
    date = "".join(char for char in text if char.isascii() and char.isprintable())
    own = {"pengesah": "a", "nomor": "1//2020", "revisi_ke": "1", "tanggal_efektif": date}
    lists = dict.fromkeys(("dasar_hukum", "peralatan", "keterkaitan"), items)
    for number, plain in enumerate(plains):
        path = project / f"{number}.yaml"
        path.write_text(json.dumps(plain | own | lists, ensure_ascii=False), encoding="utf-8")
        read.append(read_definition(path))
    remarks = review(read, TASK)
    assert remarks == review(read, TASK)
    assert all(each.problem.line > 0 and each.problem.path for each in remarks)
    for file in mended(remarks):
        assert compose(file.text).problems == ()
    assert {each.severity.value for one in read for each in errors_of(one)} <= {"galat"}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(definitions(most_steps=8), min_size=1, max_size=3), st.booleans())
def test_of_a_flow_without_lanes_or_performers_no_rule_speaks_of_symbols(
    project: Path, plains: list[dict[str, Any]], has_lanes: bool
) -> None:
    read = []
    for number, plain in enumerate(plains):
        flows = [unknown(each, has_lanes=has_lanes) for each in flows_of(plain)]
        text = json.dumps(without_flow(plain) | {"alur": flows}, ensure_ascii=False)
        path = project / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        read.append(read_definition(path))
    codes = [each.problem.code for each in review(read, TASK)]
    assert codes.count("PLK010") == sum(len(each.sop.flows) for each in read)
    assert {code for code in codes if code in ABOUT_SYMBOLS} == set()


def unknown(flow: dict[str, Any], *, has_lanes: bool) -> dict[str, Any]:
    """Return `flow` without its lanes, or without who does its last step."""
    if not has_lanes:
        return flow | {"pelaksana": "belum diketahui"}
    *above, last = flow["langkah"]
    keys = ("cabang", "lanjut", "keluar", "bersama", "simbol", "teks")
    left = {key: each for key, each in last.items() if key not in keys}
    return flow | {"langkah": [*above, left | {"pelaksana": "belum diketahui"}]}


def flows_of(plain: dict[str, Any]) -> list[dict[str, Any]]:
    return plain.get("alur") or [{key: plain[key] for key in ("pelaksana", "langkah")}]


def without_flow(plain: dict[str, Any]) -> dict[str, Any]:
    return {k: each for k, each in plain.items() if k not in ("pelaksana", "langkah", "alur")}


@given(TEXTS)
def test_any_text_is_a_duration_or_none(text: str) -> None:
    duration = parse_duration(text)
    if duration is not None:
        assert parse_duration(str(duration)) == duration


@given(st.text(max_size=60))
def test_any_text_is_a_regulation_or_none(text: str) -> None:
    found = citation(text)
    assert found is None or 1 <= found.rank <= 11


@given(st.text(max_size=60))
def test_any_text_can_be_searched_for_regions(text: str) -> None:
    assert all(meant for _, meant in REGIONS.named_in(text))
