"""See what the pages of a Word file show, whoever made it.

In: a guarded package. Out: a `Sheet` for each page, called by its number, as `document.sheet`
says. `pages` decides where pages begin and what stands at which height, `tables` reads a
table, `text` the words of paragraphs, `styles` how they are set, `floating` what is drawn.

A page begins where the file says so: with a section, a page break, a paragraph that asks for
it. Where Word itself breaks a page because it is full, no file tells reliably.

What is left out: headers and footers, notes, comments, hidden text, drawings of before 2010
(VML), charts; marks of lists that Word counts, unless asked for. Changes that were tracked
count as accepted.

Raises BadPackageError for a file that is no Word file, is damaged, or is larger than the
bounds that the modules state.
"""

from __future__ import annotations

from itertools import islice

from sopgen.document.sheet import Sheet
from sopgen.readers.docx.counting import with_marks
from sopgen.readers.docx.pages import read_pages
from sopgen.readers.docx.styles import Styles, W
from sopgen.readers.office.markup import main_part, refuse_crowds, relations, resolved
from sopgen.readers.packages import BadPackageError, Package

PARTS = ("_rels/", "word/_rels/", "word/document", "word/styles", "word/numbering")
"""How the names of the parts begin that are read."""

MOST_PARAGRAPHS = 20_000


def sheets_of_word(package: Package, *, counted: bool = False) -> tuple[Sheet, ...]:
    """Return what each page shows; raises BadPackageError.

    The marks of lists that Word counts are words where they are asked for as `counted`.
    """
    refuse_crowds(package)
    sentence = "berkasnya bukan berkas Word"
    part, document = main_part(package, "word/document.xml", f"{W}document", sentence)
    body = document.find(f"{W}body")
    if body is None:
        raise BadPackageError(sentence)
    paragraphs = sum(1 for _ in islice(body.iter(f"{W}p"), MOST_PARAGRAPHS + 1))
    if paragraphs > MOST_PARAGRAPHS:
        raise BadPackageError(f"paragrafnya lebih dari {MOST_PARAGRAPHS}")
    beside = {
        kind: package.xml(name)
        for kind, name in relations(package, part).values()
        if kind in ("styles", "numbering")
    }
    seen = resolved(body)
    if counted:
        seen = with_marks(seen, beside.get("numbering"))
    return read_pages(seen, Styles(beside.get("styles")))
