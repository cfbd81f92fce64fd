"""A Dask cluster builds the same bytes, and says when it cannot."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.test_build import environment, sopgen, started
from tests.measure import ENDLESS
from tests.project.batches import define, outputs, project

pytest.importorskip("distributed")

IMPATIENT = """\
import sys
from sopgen.cli import main
from sopgen.project import cluster
cluster.PATIENCE = 2.0
main(sys.argv[1:])
"""


@dataclass
class Cluster:
    address: str
    scheduler: subprocess.Popen[bytes]
    worker: subprocess.Popen[bytes]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Return a Dask scheduler with one worker, each a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    commands = [
        ["dask_scheduler", "--host", "127.0.0.1", "--port", str(port)],
        ["dask_worker", address, "--no-nanny", "--nthreads", "1"],
    ]
    with (tmp_path / "klaster").open("w") as log:
        scheduler, worker = (
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{name}", *arguments, "--no-dashboard"],
                env=environment(),
                cwd=tmp_path,
                stdout=log,
                stderr=log,
            )
            for name, *arguments in commands
        )
        yield Cluster(address, scheduler, worker)
        for process in (worker, scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return project(tmp_path / "proyek", {"alam": ["lakip", "lppd"]})


def test_a_cluster_builds_the_same_bytes(two: Path, cluster: Cluster) -> None:
    define(two, "alam", "rusak", "kop: alam\nnama:\n")
    here = sopgen(two, "build", "-o", "di-sini")
    there = sopgen(two, "build", "-o", "di-klaster", "--scheduler", cluster.address)
    assert there.returncode == 1
    assert there.stdout == here.stdout.replace("di-sini", "di-klaster")
    assert there.stderr == here.stderr
    assert outputs(two / "di-klaster") == outputs(two / "di-sini")


@pytest.mark.parametrize(
    ("victim", "sentence"),
    [
        ("worker", "Klaster {} tidak punya pekerja selama 2 detik. Jalankan pekerjanya, lalu "),
        ("scheduler", "Hubungan dengan penjadwal {} terputus. Jalankan lagi untuk melanjutkan."),
    ],
)
def test_a_cluster_that_dies_is_told_in_a_sentence_and_completed_here(
    tmp_path: Path, cluster: Cluster, victim: str, sentence: str
) -> None:
    folder = project(tmp_path / "p", {"alam": [f"sop-{number:03d}" for number in range(200)]})
    address = cluster.address
    process = started(folder, "-c", IMPATIENT, "build", "-f", "svg", "--scheduler", address)
    assert process.stdout is not None
    assert process.stdout.readline() == "output/alam/sop-000.svg\n"
    getattr(cluster, victim).kill()
    _, told = process.communicate(timeout=ENDLESS)
    assert process.returncode == 3
    (line,) = told.splitlines()
    assert line.startswith(f"galat: {sentence.format(cluster.address)}")
    done = sopgen(folder, "build", "-f", "svg", "-j", "2")
    assert done.returncode == 0
    assert len(outputs(folder / "output")) == 200


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "garbage", "tcp://", "inproc://x"])
def test_an_address_where_no_scheduler_is_takes_one_sentence(two: Path, address: str) -> None:
    done = sopgen(two, "build", "-f", "svg", "--scheduler", address)
    assert (done.returncode, done.stderr) == (
        3,
        f"galat: Penjadwal {address} tidak dapat dihubungi. Periksa alamatnya.\n",
    )
