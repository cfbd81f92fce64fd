"""What PDF/A and tags cost: each shipped definition drawn plainly, and made fit for the archive.

Run from the project: `python -m benchmarks.pdf`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

from sopgen.attachments import attachments_of
from sopgen.build import new_typesetter
from sopgen.definition import read_definition
from sopgen.layout import lay_out
from sopgen.page import Document
from sopgen.writers import pdf
from sopgen.writers.pdf_tags import Element, Tags

ROUNDS = 21


def documents() -> dict[str, Document]:
    """Return the shipped definitions, laid out."""
    typesetter, found = new_typesetter(), {}
    for path in sorted(Path("definitions").rglob("*.yaml")):
        each = read_definition(path)
        found[path.stem], _ = lay_out(
            each.sop,
            each.agency.letterhead,
            each.profile,
            each.agency.logo,
            typesetter,
            attachments_of(each),
        )
    return found


def main() -> None:
    """Print the milliseconds of every file."""
    plain_sum = archived_sum = 0.0
    made = documents()
    for name, document in made.items():
        archived = _milliseconds(lambda each=document: pdf.write(each))
        with patch.object(pdf, "archived", _as_drawn), patch.object(Tags, "_write", _nothing):
            plain = _milliseconds(lambda each=document: pdf.write(each))
        print(f"{name:28} {plain:6.1f} ms {archived:6.1f} ms  + {archived - plain:4.1f} ms")
        plain_sum, archived_sum = plain_sum + plain, archived_sum + archived
    mean = (archived_sum - plain_sum) / len(made)
    print(f"PDF/A-3a, PDF/UA-1 and sources cost {mean:.1f} ms per PDF (aim: 8 ms)")


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times) * 1000


def _as_drawn(drawn: bytes, document: Document, tree: Element) -> bytes:
    return drawn


def _nothing(tags: Tags, code: str) -> None:
    """Write no mark."""


if __name__ == "__main__":
    main()
