"""A project with an SOP in force, built, and the commands that are tried on it."""

from pathlib import Path

from click.testing import CliRunner, Result

from sopgen.cli import main
from sopgen.definition.reading import read_definition
from sopgen.project.archive.edition import MANIFEST
from sopgen.project.archive.verifying import verified
from sopgen.project.finding import targets
from sopgen.writers import OFFICE, writer
from tests.projects import LETTERHEAD, MINIMAL
from tests.sheets import laid

IN_FORCE = MINIMAL + "nomor: 503/22/SOP/2024\nstatus: berlaku\ntanggal_efektif: 2024-02-01\n"


def new_project(folder: Path) -> None:
    (folder / "letterheads").mkdir()
    (folder / "definitions" / "kota").mkdir(parents=True)
    (folder / "letterheads" / "kota.yaml").write_text(LETTERHEAD, encoding="utf-8")


def define(name: str, text: str = IN_FORCE) -> Path:
    path = Path("definitions", "kota", f"{name}.yaml")
    path.write_text(text, encoding="utf-8")
    return path


def built(name: str, text: str = IN_FORCE) -> Path:
    """Write a definition and its files; return its PDF."""
    document = laid(read_definition(define(name, text)))
    (target,) = (
        each for each in targets([Path("definitions")], None).targets if each.name == f"kota/{name}"
    )
    for format in OFFICE:
        path = target.output(format)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(writer(format)(document))
    return Path("output", "kota", f"{name}.pdf")


def archive(*options: str) -> Result:
    return CliRunner().invoke(main, ["archive", *options])


def only_folder() -> Path:
    (manifest,) = Path("arsip").rglob(MANIFEST)
    return manifest.parent


def codes() -> list[str]:
    return [problem.code for problem in verified(Path("arsip")).problems]
