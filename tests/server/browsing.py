"""A real browser with the page of a project open in it, served by a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, sync_playwright

from tests.projects import new_project
from tests.writers.programs import package_file, tool

WIDE = {"width": 1366, "height": 768}
NARROW = {"width": 320, "height": 600}

WITH_RETURN = """\
kop: kota
nomor: 7/SOP/2026
nama: Penerimaan Surat   # seperti di buku agenda
pelaksana:
  staf: Staf
  kepala: Kepala Dinas
langkah:
  - id: terima
    kegiatan: Menerima surat
    pelaksana: staf
    waktu: 5 menit
  - kegiatan: Memeriksa surat      # oleh yang berwenang
    pelaksana: kepala
    cabang: {Ya: berikutnya, Tidak: terima}
    waktu: 10 menit
  - kegiatan: Mengarsipkan surat
    pelaksana: staf
"""


def project_with(folder: Path, text: str = WITH_RETURN) -> Path:
    """Return a project with one letterhead and one definition; return its definition."""
    project = new_project(folder)
    definition = project / "definitions" / "kota" / "penerimaan-surat.yaml"
    definition.write_text(text, encoding="utf-8")
    return definition


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Serve `project`; give the link that opens its page once."""
    command = [sys.executable, "-m", "sopgen", "serve", str(project), "--tanpa-peramban"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


@contextmanager
def browsed(project: Path, size: dict[str, int] = WIDE) -> Iterator[Page]:
    """Open the page of `project` in Chromium.

    Whatever its console says is a failure, but for a change that met another's.
    """
    said: list[str] = []
    program = tool("chromium")
    with served(project) as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport=size, locale="id-ID")  # type: ignore[arg-type]

        def hear(message: ConsoleMessage) -> None:
            if "409 (Conflict)" not in message.text:
                said.append(message.text)

        page.set_default_timeout(15_000)
        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(link)
        page.wait_for_selector("h1")
        yield page
        browser.close()
    assert not said, said


def open_sop(page: Page, name: str, part: str = "Langkah") -> None:
    """Open the SOP of that name from the list, at one of its two parts."""
    page.get_by_role("link", name=name).click()
    page.wait_for_selector(".kertas svg")
    page.get_by_role("tab", name=part).click()


def wait_until_saved(page: Page) -> None:
    page.wait_for_selector(".tersimpan:not(.belum)")


def activity(page: Page, number: int) -> Any:
    """Return the field of what is done in a step."""
    return page.get_by_label(f"Langkah {number}: Kegiatan", exact=True)


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe-core finds on the page as it is now."""
    page.evaluate(package_file("axe-core", "axe.min.js").read_text(encoding="utf-8"))
    wanted = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("wanted => axe.run(document, {runOnly: wanted})", wanted)
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]


def reflows(page: Page) -> bool:
    """Tell whether nothing stands beside the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
