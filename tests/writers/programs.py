"""The programs that read our files in tests, where a machine has them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from sopgen.writers import Format

ROOT = Path(__file__).parents[2]
EXPORTS = {Format.DOCX: "writer_pdf_Export", Format.XLSX: "calc_pdf_Export"}
"""How LibreOffice prints each format that people edit."""


def tool(name: str) -> str:
    """Return where the program `name` lies; skip the test, or fail it in CI, without it."""
    folder = os.environ.get("SOPGEN_OFFICE_TOOLS")
    inner = Path(folder, "node_modules", ".bin") if folder else None
    found = shutil.which(name, path=inner) if inner else None
    found = found or shutil.which(name)
    return found or _absent(name)


def package_file(package: str, name: str) -> Path:
    """Return a file of a Node package; skip the test, or fail it in CI, without it."""
    found = Path(os.environ.get("SOPGEN_OFFICE_TOOLS", ""), "node_modules", package, name)
    if not found.is_file():
        _absent(package)
    return found


def _absent(name: str) -> str:
    sentence = f"{name} is not installed"
    if os.environ.get("SOPGEN_REQUIRE_OFFICE"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def python_with_uno() -> str:
    """Return a Python that can speak with LibreOffice; skip the test, or fail it in CI."""
    for program in (sys.executable, "/usr/bin/python3"):
        found = shutil.which(program)
        if (
            found
            and subprocess.run([found, "-c", "import uno"], capture_output=True).returncode == 0
        ):
            return found
    return _absent("a Python with uno")


def done_in_libreoffice(module: str, profile: Path, *arguments: str | Path) -> str:
    """Return what the script `module` prints, run by a Python that can speak with LibreOffice."""
    tool("soffice")
    command = [python_with_uno(), "-m", module, profile.as_uri(), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    return done.stdout


def converted_by_libreoffice(
    files: Iterable[Path], target: str, folder: Path, profile: Path
) -> None:
    """Put what LibreOffice makes of `files` into `folder`; `target` is its kind and its filter."""
    setting = f"-env:UserInstallation={profile.as_uri()}"
    into = ["--convert-to", target, "--outdir", str(folder)]
    command = [tool("soffice"), setting, "--headless", *into, *sorted(map(str, files))]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
