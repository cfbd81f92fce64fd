"""Hold the rebuilt sheet against the old one: print it, read it again, compare the readings.

What is the same on both was lost nowhere between the first reading and the new sheet. It proves
nothing of the first reading itself; what is not sure of that is a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sopgen.definition.reading import Definition
from sopgen.document.page import Document
from sopgen.importer.comparing import NOWHERE, unlike
from sopgen.readers.pdf import sheets_of_pdf
from sopgen.recognition.rows import SeenRow
from sopgen.recognition.sops import SeenSop
from sopgen.recognition.tables import FlowTable, flow_tables
from sopgen.recognition.vocabulary import Lexicon
from sopgen.writers import Format, writer


class Difference(Struct, frozen=True):
    """What the rebuilt sheet, read again, shows otherwise: a sentence, and the row it is about.

    The row is item `item` of the `langkah` of flow `flow`; -1 where it is about none.
    """

    text: str
    flow: int = -1
    item: int = -1


def differences(
    seen: SeenSop, rebuilt: Definition, document: Document, lexicon: Lexicon
) -> tuple[Difference, ...]:
    """Return what the pages of `rebuilt` show otherwise than what was `seen` of the old sheets.

    `document` are those pages.
    """
    return tuple(_told(flows_with_steps(seen.flows), reread(document, lexicon), rebuilt))


def flows_with_steps(flows: Sequence[FlowTable]) -> list[FlowTable]:
    """Return the flows that have more than headings."""
    return [flow for flow in flows if any(not row.heading for row in flow.rows)]


def reread(document: Document, lexicon: Lexicon) -> list[FlowTable]:
    """Return the flows that are seen on the PDF of `document`."""
    data = writer(Format.PDF)(replace(document, attachments=()))
    return flows_with_steps(flow_tables(sheets_of_pdf(data), lexicon))


def _told(
    old: Sequence[FlowTable], new: Sequence[FlowTable], rebuilt: Definition
) -> Iterator[Difference]:
    if len(old) != len(new):
        yield Difference(f"{len(old)} bagan alir terbaca di lembar lama, {len(new)} di lembar baru")
        return
    for number, (first, second) in enumerate(zip(old, new, strict=True)):
        count = len(rebuilt.sop.flows[number].rows)
        above = 1 if len(first.rows) > count and _is_wordless(first.rows[0]) else 0
        for each in unlike(first, second):
            item = each.row - above
            if each.row == NOWHERE or not 0 <= item < count:
                yield Difference(each.words, number)
            else:
                yield Difference(each.words, number, item)


def _is_wordless(row: SeenRow) -> bool:
    """Tell whether `row` is one of capsules alone, which the profile draws above the steps."""
    return not (row.number or row.activity or row.heading)
