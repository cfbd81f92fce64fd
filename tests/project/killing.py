"""Build a project again and again, killed at a random moment each time.

Run as a program: `python -m tests.project.killing PROJECT COUNT SEED`. The children are forked
from a process that has everything imported, so a thousand kills take a minute. After
every kill each output must be one that a whole build writes; in the end, one more build
must give what a clean build gives.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from tests.project.batches import built, outputs

NEWER = "tanggal_revisi: 2025-01-02\n"


def main(folder: Path, count: int, seed: int) -> int:
    """Return how many outputs were torn or wrong."""
    chance = random.Random(seed)
    editions = _editions(folder)
    whole = {path: {edition[path] for edition in editions.values()} for path in editions[0]}
    duration = _duration(folder)
    wrong = killed = 0
    for number in range(count):
        _edit(folder, number % 2)
        killed += _kill(folder, chance.uniform(0, duration))
        for path, data in outputs(folder / "output").items():
            if path in whole:
                wrong += data not in whole[path]
            else:
                wrong += not Path(path).name.startswith(".sopgen-")
    for number in (0, 1):
        _edit(folder, number)
        built(folder)
        wrong += outputs(folder / "output") != editions[number]
    sys.stdout.write(f"{killed} of {count} killed, {wrong} wrong\n")
    return wrong


def _editions(folder: Path) -> dict[int, dict[str, bytes]]:
    """Return the outputs of clean builds of both editions of the project."""
    found = {}
    for number in (0, 1):
        _edit(folder, number)
        built(folder)
        found[number] = outputs(folder / "output")
        shutil.rmtree(folder / "output")
    return found


def _edit(folder: Path, number: int) -> None:
    for path in sorted((folder / "definitions").rglob("*.yaml")):
        text = path.read_text("utf-8").removesuffix(NEWER)
        path.write_text(text + NEWER * number, "utf-8")


def _duration(folder: Path) -> float:
    started = time.perf_counter()
    _edit(folder, 0)
    built(folder)
    return (time.perf_counter() - started) * 1.2


def _kill(folder: Path, after: float) -> bool:
    child = os.fork()
    if child == 0:
        built(folder)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])) else 0)
