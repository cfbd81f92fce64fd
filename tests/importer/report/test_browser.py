import subprocess

import pytest
from lxml import html

from sopgen.importer.report import report_of
from sopgen.importer.report.pages import new_pages, old_pages
from sopgen.readers.pdf import sheets_of_pdf
from sopgen.writers import Format
from tests import catalogue
from tests.importer.report.made import file, sop
from tests.writers.programs import tool

pytestmark = pytest.mark.office

OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    printed = catalogue.file("lakip", Format.PDF)
    pages = new_pages(catalogue.document("lakip"))
    old = old_pages(sheets_of_pdf(printed), printed)
    path = tmp_path_factory.mktemp("laporan") / "laporan.html"
    hostile = "</script><script>document.title = 'x'</script><img src=x onerror=alert(1)>"
    files = [file(sop(old=old, new=pages.pictures)), file(sop(name=hostile, old=old))]
    path.write_text(report_of(files), encoding="utf-8")
    return path


def shown(report, place):
    """Return the page as a browser has it after its script ran."""
    profile = f"--user-data-dir={report.parent / 'profil'}"
    command = [tool("chromium"), *OPTIONS, profile, "--dump-dom", f"{report.as_uri()}#{place}"]
    found = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return html.document_fromstring(found.stdout.decode())


def test_the_list_is_shown_first(report):
    page = shown(report, "")
    assert page.get_element_by_id("lembar").get("hidden") is not None
    assert page.xpath("//main[@id='lembar']//figure") == []


def test_an_sop_is_opened_with_the_pages_of_both_sides(report):
    page = shown(report, "sop-1")
    assert page.get_element_by_id("daftar").get("hidden") is not None
    for side in ("lama", "baru"):
        pictures = page.xpath(f"//div[@id='di-{side}']//image")
        assert len(pictures) == 3
        assert {picture.get("href", "")[:5] for picture in pictures} == {"blob:"}
    assert page.xpath("//p[@class='kosong']") == []
    assert page.get_element_by_id("urutan").text == "1 dari 2"


def test_words_of_a_file_run_nothing(report):
    page = shown(report, "sop-2")
    (title,) = page.xpath("//main[@id='lembar']//h1")
    assert title.text.startswith("</script><script>document.title")
    assert page.findtext(".//title") == f"{title.text} – Laporan impor SOP lama"
    assert page.xpath("//img[@src='x']") == []
