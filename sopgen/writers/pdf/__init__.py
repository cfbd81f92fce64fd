"""PDF: the document as it is printed.

In: a laid-out document. Out: the bytes of a PDF 1.7 that is PDF/A-3a and PDF/UA-1, with
embedded subset fonts, an outline, tags and its own source. `pdf_page` draws, `pdf_tags`
tells what is drawn, `pdf_fields` and `pdf_archive` say what else the file holds, `pdf_file`
makes the bytes.

Nothing depends on clock, time zone, locale or hash seed. A hard space is read back as a
plain one.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from sopgen.document.labels import Numerals, label_runs
from sopgen.document.page import Document, Image, OutlineEntry, Page
from sopgen.writers.pdf.archive import add_attachments, add_colours, add_info, add_metadata
from sopgen.writers.pdf.fields import Widget, add_fields, annotation_entry, form_entry
from sopgen.writers.pdf.file import File, deflated, references, text_string
from sopgen.writers.pdf.fonts import Letters
from sopgen.writers.pdf.links import Links
from sopgen.writers.pdf.measures import lengths
from sopgen.writers.pdf.page import Supplies, draw
from sopgen.writers.pdf.picture import Pictures, picture_name
from sopgen.writers.pdf.tags import Tags

_NUMERALS = {Numerals.ARABIC: "/D", Numerals.ROMAN: "/r"}


def write(document: Document) -> bytes:
    """Return `document` as PDF."""
    file = File()
    papers = [file.number() for _ in document.pages]
    widgets = add_fields(file, document, papers)
    pages = _add_pages(file, document, papers, widgets)
    metadata, colours = add_metadata(file, document), add_colours(file)
    outline, sources = _add_outline(file, document, papers), add_attachments(file, document)
    catalog = file.add(
        f"<</Type /Catalog{pages} /Lang {text_string(document.language)} /Metadata {metadata} 0 R"
        f" /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>>"
        f" /OutputIntents [{colours} 0 R]{outline}{form_entry(widgets)}{sources}>>"
    )
    return file.to_bytes(catalog, add_info(file, document))


def _add_pages(
    file: File, document: Document, papers: Sequence[int], widgets: Sequence[Widget]
) -> str:
    """Put the pages into `file`; return the entries of the catalog for them and their tags."""
    operators: list[str] = []
    letters, pictures, tags = Letters(), Pictures(file), Tags(file, operators)
    links = Links(file, papers, len(papers) + len(widgets))
    supplies = Supplies(operators, letters, pictures, tags, links)
    pages, fonts = file.number(), file.number()
    for key, (page, paper) in enumerate(zip(document.pages, papers, strict=True)):
        fields = [each for each in widgets if each.paper == paper]
        tags.next_page(paper)
        draw(page, paper, supplies)
        for field in fields:
            tags.field(field)
        content = file.add_stream(deflated("\n".join(operators).encode("ascii")))
        annotations = annotation_entry(fields, links.of_page())
        operators.clear()
        file.put(
            paper,
            f"<</Type /Page /Parent {pages} 0 R"
            f" /MediaBox [{lengths(0, 0, page.width, page.height)}]"
            f" /Resources <</Font {fonts} 0 R{_pictures(page, pictures)}>>"
            f" /Contents {content} 0 R{annotations} /StructParents {key} /Tabs /S>>",
        )
    letters.put(file, fonts)
    file.put(pages, f"<</Type /Pages /Count {len(papers)} /Kids {references(papers)}>>")
    labels = _page_labels(document)
    return f" /Pages {pages} 0 R /StructTreeRoot {tags.finished()} 0 R{labels}"


def _page_labels(document: Document) -> str:
    """Return the entry of the catalog that says how pages are called (ISO 32000-1, 12.4.2)."""
    runs = " ".join(
        f"{each.first} <</S {_NUMERALS[each.numerals]} /St {each.start}>>"
        for each in label_runs(document.pages)
    )
    return f" /PageLabels <</Nums [{runs}]>>" if runs else ""


def _pictures(page: Page, pictures: Pictures) -> str:
    """Return the entry of the resources that names the pictures of `page`."""
    shown = {pictures.number(item.png) for item in page.items if isinstance(item, Image)}
    names = " ".join(f"{picture_name(number)} {number} 0 R" for number in sorted(shown))
    return f" /XObject <<{names}>>" if names else ""


def _add_outline(file: File, document: Document, papers: Sequence[int]) -> str:
    """Put the outline into `file`; return the entry of the catalog that leads to it."""
    if not document.outline:
        return ""
    outline = file.number()
    entries = sorted(document.outline, key=attrgetter("page"))
    file.put(outline, f"<</Type /Outlines{_add_entries(file, entries, outline, papers)}>>")
    return f" /Outlines {outline} 0 R"


def _add_entries(
    file: File, entries: Sequence[OutlineEntry], parent: int, papers: Sequence[int]
) -> str:
    """Put the `entries` below `parent` into `file`; return its own entries that name them.

    The first entry has the highest level; those of lower ones stand below it.
    """
    if not entries:
        return ""
    tops = [at for at, each in enumerate(entries) if each.level <= entries[0].level]
    numbers = [file.number() for _ in tops]
    for place, (at, end) in enumerate(zip(tops, (*tops[1:], len(entries)), strict=True)):
        before = f" /Prev {numbers[place - 1]} 0 R" if place else ""
        after = f" /Next {numbers[place + 1]} 0 R" if place + 1 < len(numbers) else ""
        below = _add_entries(file, entries[at + 1 : end], numbers[place], papers)
        file.put(
            numbers[place],
            f"<</Title {text_string(entries[at].title)} /Parent {parent} 0 R"
            f" /Dest [{papers[entries[at].page]} 0 R /Fit]{before}{after}{below}>>",
        )
    return f" /Count {len(entries)} /First {numbers[0]} 0 R /Last {numbers[-1]} 0 R"
