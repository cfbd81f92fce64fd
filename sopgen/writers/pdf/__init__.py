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
from operator import itemgetter

from sopgen.document.page import Document, Image, Page
from sopgen.writers.pdf.archive import add_attachments, add_colours, add_info, add_metadata
from sopgen.writers.pdf.fields import Widget, add_fields, annotation_entry, form_entry
from sopgen.writers.pdf.file import File, deflated, references, text_string
from sopgen.writers.pdf.fonts import Letters
from sopgen.writers.pdf.measures import lengths
from sopgen.writers.pdf.page import Supplies, draw
from sopgen.writers.pdf.picture import Pictures, picture_name
from sopgen.writers.pdf.tags import Tags


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
    supplies = Supplies(operators, letters, pictures, tags)
    pages, fonts = file.number(), file.number()
    for key, (page, paper) in enumerate(zip(document.pages, papers, strict=True)):
        fields = [each for each in widgets if each.paper == paper]
        tags.next_page(paper)
        draw(page, supplies)
        for field in fields:
            tags.field(field)
        content = file.add_stream(deflated("\n".join(operators).encode("ascii")))
        operators.clear()
        file.put(
            paper,
            f"<</Type /Page /Parent {pages} 0 R"
            f" /MediaBox [{lengths(0, 0, page.width, page.height)}]"
            f" /Resources <</Font {fonts} 0 R{_pictures(page, pictures)}>>"
            f" /Contents {content} 0 R{annotation_entry(fields)} /StructParents {key} /Tabs /S>>",
        )
    letters.put(file, fonts)
    file.put(pages, f"<</Type /Pages /Count {len(papers)} /Kids {references(papers)}>>")
    return f" /Pages {pages} 0 R /StructTreeRoot {tags.finished()} 0 R"


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
    entries = [
        (file.number(), title, page) for title, page in sorted(document.outline, key=itemgetter(1))
    ]
    first, last = entries[0][0], entries[-1][0]
    for number, title, page in entries:
        before = f" /Prev {number - 1} 0 R" if number != first else ""
        after = f" /Next {number + 1} 0 R" if number != last else ""
        file.put(
            number,
            f"<</Title {text_string(title)} /Parent {outline} 0 R"
            f" /Dest [{papers[page]} 0 R /Fit]{before}{after}>>",
        )
    ends = f"/First {first} 0 R /Last {last} 0 R"
    file.put(outline, f"<</Type /Outlines /Count {len(entries)} {ends}>>")
    return f" /Outlines {outline} 0 R"
