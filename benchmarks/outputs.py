"""Print the SHA-256 of all files that projects become, and all that is said of them.

    python -m benchmarks.outputs [PROJECT]... > before.txt

Two such lists show whether a change that should change nothing did.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
SHIPPED = (ROOT, ROOT / "tests")
FORMATS = ("docx", "xlsx", "pdf", "svg")
PARTS = ("definitions", "letterheads", "registers")


def outputs(project: Path) -> Iterator[str]:
    """Yield a line for each file of `project`, then the lines of its build and its review."""
    with TemporaryDirectory(prefix="sopgen-") as folder:
        copy = Path(folder)
        for part in PARTS:
            if (project / part).is_dir():
                copytree(project / part, copy / part)
        built = _said(copy, "build", *(f"-f{each}" for each in FORMATS))
        reviewed = _said(copy, "lint")
        for path in sorted(copy.rglob("output/**/*")):
            if path.is_file() and ".sopgen" not in path.parts:
                digest = sha256(path.read_bytes()).hexdigest()
                yield f"{digest}  {path.relative_to(copy).as_posix()}"
        yield from (line.replace(folder, "") for line in sorted(built) + reviewed)


def _said(folder: Path, *command: str) -> list[str]:
    called = [sys.executable, "-m", "sopgen", *command]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(called, cwd=folder, env=environment, capture_output=True, text=True)
    return f"{done.stdout}{done.stderr}".splitlines()


if __name__ == "__main__":
    for each in [Path(argument) for argument in sys.argv[1:]] or SHIPPED:
        print(f"# {each.name}")
        for line in outputs(each):
            print(line)
