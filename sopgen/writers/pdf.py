"""PDF: the document as it is printed.

In: a laid-out document. Out: the bytes of a PDF 1.7 that is PDF/A-3a and PDF/UA-1, with
embedded subset fonts, an outline, tags and its own source. `pdf_page` draws, `pdf_tags`
tells what is drawn, `pdf_structure`, `pdf_fields` and `pdf_archive` say what else the file
holds, `pdf_file` makes the bytes.

Nothing depends on clock, time zone, locale or hash seed. A hard space is read back as a
plain one.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from sopgen.page import Document, Image, Page
from sopgen.writers.pdf_archive import add_attachments, add_colours, add_info, add_metadata
from sopgen.writers.pdf_fields import Widget, add_fields
from sopgen.writers.pdf_file import File, deflated, references, text_string
from sopgen.writers.pdf_fonts import Letters
from sopgen.writers.pdf_measures import lengths
from sopgen.writers.pdf_page import Supplies, draw
from sopgen.writers.pdf_picture import Pictures, picture_name
from sopgen.writers.pdf_structure import add_structure
from sopgen.writers.pdf_tags import Element, Tags


def write(document: Document) -> bytes:
    """Return `document` as PDF."""
    file = File()
    papers = [file.number() for _ in document.pages]
    widgets = add_fields(file, document, papers)
    pages, tree = _add_pages(file, document, papers, widgets)
    structure = add_structure(file, document, tree, papers, widgets)
    catalog = file.add(
        f"<</Type /Catalog /Pages {pages} 0 R /Lang {text_string(document.language)}"
        f" /Metadata {add_metadata(file, document)} 0 R /MarkInfo <</Marked true>>"
        f" /StructTreeRoot {structure} 0 R /ViewerPreferences <</DisplayDocTitle true>>"
        f" /OutputIntents {references([add_colours(file)])}"
        f"{_outline(file, document, papers)}{_form(widgets)}{add_attachments(file, document)}>>"
    )
    return file.to_bytes(catalog, add_info(file, document))


def _add_pages(
    file: File, document: Document, papers: Sequence[int], widgets: dict[str, Widget]
) -> tuple[int, Element]:
    """Put the pages into `file`; return the number of their tree, and that of their tags."""
    operators: list[str] = []
    supplies = Supplies(operators, Letters(), Pictures(file), Tags(operators))
    pages, fonts = file.number(), file.number()
    for key, (page, paper) in enumerate(zip(document.pages, papers, strict=True)):
        operators.clear()
        draw(page, supplies)
        content = file.add_stream(deflated("\n".join(operators).encode("ascii")))
        size = lengths(0, 0, page.width, page.height)
        fields = [each.number for each in widgets.values() if each.paper == paper]
        file.put(
            paper,
            f"<</Type /Page /Parent {pages} 0 R /MediaBox [{size}]"
            f" /Resources <</Font {fonts} 0 R{_pictures(page, supplies.pictures)}>>"
            f" /Contents {content} 0 R /StructParents {key} /Tabs /S"
            f"{f' /Annots {references(fields)}' if fields else ''}>>",
        )
    supplies.letters.put(file, fonts)
    file.put(pages, f"<</Type /Pages /Count {len(papers)} /Kids {references(papers)}>>")
    return pages, supplies.tags.root


def _pictures(page: Page, pictures: Pictures) -> str:
    """Return the entry of the resources that names the pictures of `page`."""
    shown = {pictures.number(item.png) for item in page.items if isinstance(item, Image)}
    names = " ".join(f"{picture_name(number)} {number} 0 R" for number in sorted(shown))
    return f" /XObject <<{names}>>" if names else ""


def _outline(file: File, document: Document, papers: Sequence[int]) -> str:
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


def _form(widgets: dict[str, Widget]) -> str:
    """Return the entry of the catalog that lists the fields."""
    fields = references(widget.number for widget in widgets.values())
    return f" /AcroForm <</Fields {fields}>>" if widgets else ""
