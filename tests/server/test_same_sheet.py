"""The sheet on the page is the one that is printed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copy, copytree
from xml.etree.ElementTree import canonicalize

import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Locator, Page

from sopgen.definition.reading import read_definition
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers import Format, writer
from tests.catalogue import ROOT
from tests.server.browsing import activity, browsed, wait_until_saved
from tests.writers.programs import tool

pytestmark = pytest.mark.office

WINDOW = {"width": 1800, "height": 1800}
PIXEL = 12
"""Twips: a page is shown as large as with 120 pixels to the inch."""

ALONE = """(each, size) => Object.assign(each.style, {
    position: "fixed", inset: "0 auto auto 0", zIndex: size[2], boxShadow: "none",
    width: `${size[0]}px`, height: `${size[1]}px`,
})"""
"""Shows a page of the sheet where pixels begin."""

DARK = 128
NEAR = 3
"""A dark pixel has a partner among those around it: lines are smoothed in two ways."""

MOST_APART = 0.003
"""Of all pixels of a page; one in two hundred is asked, kerned letters put 0.009 apart."""


def ink(picture: Image.Image) -> Image.Image:
    return picture.convert("L").point(lambda light: 255 if light < DARK else 0)


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return which share of the pixels of two pictures has no partner."""
    alone = (
        ImageChops.subtract(mine, theirs.filter(ImageFilter.MaxFilter(NEAR))).histogram()[255]
        for mine, theirs in ((ink(one), ink(other)), (ink(other), ink(one)))
    )
    return sum(alone) / (one.width * one.height)


def printed(pdf: Path, number: int, size: tuple[int, int]) -> Image.Image:
    """Return a page of a PDF as a picture of so many pixels."""
    width, height = map(str, size)
    command = [tool("pdftoppm"), "-png", "-f", str(number), "-l", str(number), "-singlefile"]
    command += ["-scale-to-x", width, "-scale-to-y", height, str(pdf)]
    painted = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    return Image.open(io.BytesIO(painted))


def project_of(project: Path, name: str) -> Path:
    """Return the only definition of a project made of one that is shipped."""
    copytree(ROOT / "letterheads", project / "letterheads")
    definition = project / "definitions" / f"{name}.yaml"
    definition.parent.mkdir(parents=True)
    copy(ROOT / "definitions" / f"{name}.yaml", definition)
    return definition


@pytest.mark.parametrize(
    "name",
    [
        "pagar-alam/lakip",
        "universitas-contoh/pengelolaan-risiko",
        "pengadilan-contoh/pendaftaran-gugatan",
    ],
)
def test_the_page_shows_what_the_pdf_prints(name: str, tmp_path: Path) -> None:
    project, pdf = tmp_path / "proyek", tmp_path / "lembar.pdf"
    definition = project_of(project, name)
    document = laid_out(read_definition(definition), new_typesetter())
    pdf.write_bytes(writer(Format.PDF)(document))
    with browsed(project, WINDOW) as page:
        page.locator("tbody th a[href^='#/sop/']").click()
        page.wait_for_selector(".kertas svg")
        shown = page.locator(".kertas svg").all()
        assert len(shown) == len(document.pages)
        for number, (each, paper) in enumerate(zip(shown, document.pages, strict=True), start=1):
            size = round(paper.width / PIXEL), round(paper.height / PIXEL)
            each.evaluate(ALONE, (*size, number))
            picture = Image.open(io.BytesIO(each.screenshot()))
            assert picture.size == size
            assert apart(picture, printed(pdf, number, size)) <= MOST_APART, number


def typed(words: str) -> Callable[[Page], None]:
    return lambda page: activity(page, 4).fill(words)


def pressed(*keys: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        activity(page, 4).focus()
        for key in keys:
            page.keyboard.press(key)

    return press


def taken_back(page: Page) -> None:
    undo = page.get_by_role("button", name="Batal")
    while undo.is_enabled():
        page.keyboard.press("Control+z")
        page.wait_for_timeout(50)


CHANGES = {
    "a word": typed("Memeriksa berkas perkara"),
    "a row that grows": typed("Memeriksa berkas perkara dengan teliti dan cermat " * 5),
    "a step more": pressed("Control+d"),
    "pages more": pressed(*["Control+d"] * 12),
    "a step up": pressed("Alt+ArrowUp"),
    "steps less": pressed(*["Control+Delete"] * 3),
    "all of it back": taken_back,
}


def markup(page: Locator) -> str:
    """Return what a page is drawn with, but for what is only outlined."""
    canonical = canonicalize(page.evaluate("each => new XMLSerializer().serializeToString(each)"))
    return canonical.replace(' class=""', "").replace(' class="sorot"', "")


def sheets(project: Path, *, afresh: bool) -> dict[str, str]:
    """Return the sheet after each change, of a page that is opened anew after each or never."""
    project_of(project, "pengadilan-contoh/pendaftaran-gugatan")
    found = {}
    with browsed(project) as page:
        page.locator("tbody th a[href^='#/sop/']").click()
        for name, change in CHANGES.items():
            page.get_by_role("tab", name="Langkah").click()
            change(page)
            wait_until_saved(page)
            if afresh:
                page.reload()
            page.wait_for_selector(".kertas svg")
            found[name] = "\n".join(map(markup, page.locator(".kertas svg").all()))
    return found


def test_a_sheet_that_changes_is_the_same_as_one_opened_afresh(tmp_path: Path) -> None:
    changed = sheets(tmp_path / "berubah", afresh=False)
    assert changed == sheets(tmp_path / "baru", afresh=True)
    assert len(set(changed.values())) == len(CHANGES)


def test_what_a_change_does_not_touch_on_the_sheet_stays_where_it_is(tmp_path: Path) -> None:
    project_of(tmp_path, "pengadilan-contoh/pendaftaran-gugatan")
    with browsed(tmp_path) as page:
        page.locator("tbody th a[href^='#/sop/']").click()
        page.get_by_role("tab", name="Langkah").click()
        symbol = page.locator(".kertas [id^=simbol-]").first
        symbol.focus()
        page.evaluate("document.activeElement.stays = true")
        CHANGES["a word"](page)
        page.locator(".kertas").get_by_text("Memeriksa berkas perkara").wait_for()
        assert symbol.evaluate("each => each.stays")
