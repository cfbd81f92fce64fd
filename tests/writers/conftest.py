"""Every file of every sheet, and what LibreOffice prints of those that people edit."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, file
from tests.writers.programs import EXPORTS, converted_by_libreoffice


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all files, each kind in a folder of its own."""
    folder = tmp_path_factory.mktemp("office")
    for kind in (*EXPORTS, Format.PDF):
        (folder / kind).mkdir()
        for name in DEFINITIONS:
            (folder / kind / f"{name}.{kind}").write_bytes(file(name, kind))
    return folder


@pytest.fixture(scope="session")
def converted(made: Path) -> Path:
    """Return a folder with the PDF that LibreOffice makes of every DOCX and XLSX."""
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda kind: _print(made, kind), EXPORTS))
    return made


def _print(made: Path, kind: Format) -> None:
    target, profile = f"pdf:{EXPORTS[kind]}", made / f"profile-{kind}"
    converted_by_libreoffice((made / kind).iterdir(), target, made / f"{kind}-pdf", profile)
