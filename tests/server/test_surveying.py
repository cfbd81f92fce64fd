"""What the list tells of each SOP: how much is wrong with it, and when it is reviewed next."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from sopgen.cli import main
from sopgen.model.monev import ReviewKind
from sopgen.server import surveying
from sopgen.server.surveying import Asked, Surveyed, survey
from tests.project.batches import project as new_project
from tests.server.pages import opened

LAKIP = Path("definitions/alam/lakip.yaml")
LPPD = Path("definitions/alam/lppd.yaml")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(new_project(tmp_path, {"alam": ["lakip", "lppd"]}))


def counts(told: dict[str, object]) -> dict[str, int]:
    weights = ("galat", "peringatan", "catatan")
    return {each: int(str(told[each])) for each in weights if told[each]}


def test_the_list_counts_what_the_reviewer_finds() -> None:
    LPPD.write_text("kop: alam\nnama: lppd\nlangkah: []\n", encoding="utf-8")
    report = CliRunner().invoke(main, ["lint", "-f", "json"]).stdout
    found = {path: Counter[str]() for path in (LAKIP, LPPD)}
    for each in json.loads(report):
        if Path(each["berkas"]) in found:
            found[Path(each["berkas"])][each["bobot"]] += 1
    told = opened(Path.cwd()).get("/api/periksa").json()["sop"]
    assert [counts(each) for each in told] == [found[LAKIP], found[LPPD]]
    assert found[LPPD]["galat"]


def test_what_a_project_does_without_is_not_counted() -> None:
    client = opened(Path.cwd())
    (before, _) = client.get("/api/periksa").json()["sop"]
    told = client.get("/api/sop/0").json()["masalah"]
    assert {each["kode"][:3] for each in told} & {"IDN", "ISI", "MTB"}
    Path("sopgen.yaml").write_text("lint:\n  abaikan: [IDN, ISI, MTB]\n", encoding="utf-8")
    (after, _) = client.get("/api/periksa").json()["sop"]
    assert sum(counts(after).values()) < sum(counts(before).values())
    codes = {each["kode"][:3] for each in client.get("/api/sop/0").json()["masalah"]}
    assert not codes & {"IDN", "ISI", "MTB"}


def test_an_sop_is_compared_with_the_others() -> None:
    client = opened(Path.cwd())
    before = client.get("/api/sop/1/periksa").json()["masalah"]
    LPPD.write_text(LAKIP.read_text(encoding="utf-8"), encoding="utf-8")
    after = client.get("/api/sop/1/periksa").json()["masalah"]
    assert "SET002" in {each["kode"] for each in after} - {each["kode"] for each in before}
    assert next(each["di"] for each in after if each["kode"] == "SET002") == ["nama"]
    assert client.get("/api/sop/9/periksa").json() == {"masalah": []}


def test_a_project_is_looked_at_again_only_when_a_file_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[Asked] = []

    def counted(asked: Asked) -> tuple[Surveyed, ...]:
        looks.append(asked)
        return survey(asked)

    monkeypatch.setattr(surveying, "_apart", counted)
    client = opened(Path.cwd())
    first = client.get("/api/periksa").json()
    assert client.get("/api/periksa").json() == first
    client.get("/api/sop/0/periksa")
    assert len(looks) == 1
    LAKIP.write_text(f"{LAKIP.read_text(encoding='utf-8')}# lagi\n", encoding="utf-8")
    client.get("/api/periksa")
    assert len(looks) == 2


def test_the_next_review_is_told_with_how_near_it_is() -> None:
    text = LAKIP.read_text(encoding="utf-8")
    LAKIP.write_text(f"{text}tanggal_efektif: 2024-01-23\nstatus: berlaku\n", encoding="utf-8")
    lakip, lppd = survey(Asked(Path(), (LAKIP, LPPD), date(2024, 6, 1)))
    assert (lakip.due.next, lakip.due.kind) == (date(2024, 7, 23), ReviewKind.MONITORING)
    assert lppd.due.next is None
    told = opened(Path.cwd()).get("/api/periksa").json()["sop"]
    assert [(each["tinjauan"], each["mendesak"]) for each in told] == [
        ("2024-07-23", "terlambat"),
        ("", ""),
    ]


def test_a_log_or_settings_that_cannot_be_read_take_nothing_along() -> None:
    Path("monev").mkdir()
    Path("monev/alam.yaml").write_text("tinjauan: [salah\n", encoding="utf-8")
    Path("sopgen.yaml").write_text("hasil: definitions\n", encoding="utf-8")
    told = opened(Path.cwd()).get("/api/periksa").json()["sop"]
    assert [each["id"] for each in told] == [0, 1]
