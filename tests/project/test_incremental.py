"""After any sequence of changes, building what changed equals building everything."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sopgen.project.orphans import remove
from sopgen.writers import OFFICE, Format
from tests.project.batches import DEFINITION, LETTERHEAD, built, define, outputs, project, rendered

AGENCIES = st.sampled_from(["alam", "barat"])
NAMES = st.sampled_from(["lakip", "lppd", "renja"])
TEXTS = st.sampled_from(["Satu", "Dua", "Tiga (empat)", "A & B", "<kosong>"])

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


class Batches(RuleBasedStateMachine):
    """A project that is edited, built in part, killed, and compared with a clean build."""

    formats: tuple[Format, ...] = (Format.SVG,)

    @initialize()
    def start(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        self.folder = project(
            Path(self.home.name) / "proyek", {"alam": ["lakip", "lppd"], "barat": ["renja"]}
        )

    def teardown(self) -> None:
        self.home.cleanup()

    def definition(self, agency: str, name: str) -> Path:
        return self.folder / "definitions" / agency / f"{name}.yaml"

    @rule(agency=AGENCIES, name=NAMES, text=TEXTS)
    def edit(self, agency: str, name: str, text: str) -> None:
        value = f'"{text}"'
        define(self.folder, agency, name, DEFINITION.format(kop=agency, number=1, name=value))

    @rule(agency=AGENCIES, name=NAMES)
    def spoil(self, agency: str, name: str) -> None:
        define(self.folder, agency, name, "kop: [\n")

    @rule(agency=AGENCIES, name=NAMES)
    def delete(self, agency: str, name: str) -> None:
        self.definition(agency, name).unlink(missing_ok=True)

    @rule(agency=AGENCIES, name=NAMES, new_name=NAMES)
    def rename(self, agency: str, name: str, new_name: str) -> None:
        if self.definition(agency, name).exists():
            self.definition(agency, name).replace(self.definition(agency, new_name))

    @rule(agency=AGENCIES, text=TEXTS)
    def change_letterhead(self, agency: str, text: str) -> None:
        path = self.folder / "letterheads" / f"{agency}.yaml"
        path.write_text(LETTERHEAD.format(place=text), "utf-8")

    @rule(agency=AGENCIES, name=NAMES)
    def lose_an_output(self, agency: str, name: str) -> None:
        path = self.folder / "output" / agency / f"{name}.{self.formats[0].value}"
        path.unlink(missing_ok=True)

    @rule()
    def lose_the_memory_right_after_a_build(self) -> None:
        if self.bad_definitions():
            return
        built(self.folder, *self.formats)
        list(remove(self.folder / "output"))
        shutil.rmtree(self.folder / "output" / ".sopgen", ignore_errors=True)
        built(self.folder, *self.formats)

    @rule()
    def touch_everything(self) -> None:
        built(self.folder, *self.formats)
        for path in self.folder.rglob("*.yaml"):
            path.touch()
        assert rendered(built(self.folder, *self.formats)) == []

    @rule(moment=st.integers(0, 12))
    def be_killed(self, moment: int) -> None:
        child = os.fork()
        if child == 0:
            _kill_me_at_flush(moment)
            built(self.folder, *self.formats)
            os._exit(0)
        os.waitpid(child, 0)

    @precondition(lambda self: (self.folder / "definitions").exists())
    @rule()
    def equal_a_clean_build(self) -> None:
        built(self.folder, *self.formats)
        list(remove(self.folder / "output"))
        for path in self.bad_definitions():
            path.unlink()
        built(self.folder, *self.formats)
        list(remove(self.folder / "output"))
        clean = self.folder.with_name("bersih")
        shutil.copytree(self.folder, clean, ignore=shutil.ignore_patterns("output"))
        built(clean, *self.formats)
        assert outputs(self.folder / "output") == outputs(clean / "output")
        shutil.rmtree(clean)

    def bad_definitions(self) -> list[Path]:
        """Return the definitions that keep what was built of them while they were good."""
        paths = (self.folder / "definitions").rglob("*.yaml")
        return [path for path in paths if path.read_text("utf-8") == "kop: [\n"]


def _kill_me_at_flush(moment: int) -> None:
    """Have this process killed at so many flushes from now: between any two steps of a write."""
    left = [moment]
    fsync = os.fsync

    def flush(handle: int) -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        fsync(handle)

    os.fsync = flush


class OfficeBatches(Batches):
    """The same in the formats of an office."""

    formats = OFFICE


Batches.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
)
OfficeBatches.TestCase.settings = settings(
    Batches.TestCase.settings, max_examples=4, stateful_step_count=10
)
TestBatches = Batches.TestCase
TestOfficeBatches = OfficeBatches.TestCase
