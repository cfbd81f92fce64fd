"""What a PDF costs: each shipped definition as a file, and of it its packing.

Run from the project: `python -m benchmarks.pdf`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

from sopgen.definition.attachments import attachments_of
from sopgen.definition.reading import read_definition
from sopgen.document.page import Document
from sopgen.layout import lay_out
from sopgen.rendering import new_typesetter
from sopgen.writers import pdf
from sopgen.writers.pdf import file as pdf_file

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
    """Print the milliseconds of every file, and of all together."""
    whole_sum = packing_sum = 0.0
    made = documents()
    for name, document in made.items():
        whole = _milliseconds(lambda each=document: pdf.write(each))
        with patch.object(pdf_file, "compress", lambda data, level: data):
            packing = whole - _milliseconds(lambda each=document: pdf.write(each))
        print(f"{name:28} {whole:6.2f} ms, of it packing {packing:5.2f} ms")
        whole_sum, packing_sum = whole_sum + whole, packing_sum + packing
    whole, packing = whole_sum / len(made), packing_sum / len(made)
    print(f"{'mean':28} {whole:6.2f} ms, of it packing {packing:5.2f} ms")


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times) * 1000


if __name__ == "__main__":
    main()
