"""Count the pages of real sheets beside those that the hand needed.

`python -m benchmarks.pages FOLDER`: the folder holds `definitions/`, `letterheads/` and
`pages.json` (`{"name": {"halaman_asli": pages}}`). Each sheet is laid out on the paper that its
own definition says; those that the hand put on one page are laid out once more with
`kertas: {satu_halaman: ya}`. Printed are pages, the sizes of type chosen, and the yardstick
of all drawings; after that the sheets that take more pages than by hand.
"""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from time import process_time
from typing import NamedTuple

from sopgen.definition.reading import Definition, read_definition, read_letterhead
from sopgen.document.page import Page, Table
from sopgen.document.yardstick import HARMLESS, Flaw, Measures, measure
from sopgen.layout import lay_out
from sopgen.model.entry import overridden
from sopgen.model.profile import PaperFormat, Profile
from sopgen.problems.problem import Problem
from sopgen.rendering import new_typesetter

ONE_PAGE = "satu_halaman"

READABLE = 140
"""Type in which a whole sheet on one page is still read: 7 pt."""


class Outcome(NamedTuple):
    """One sheet, laid out: its pages by hand and here, its type in twips, and its drawings."""

    name: str
    by_hand: int
    pages: int
    flow_pages: int
    type: int
    measures: Measures
    problems: tuple[Problem, ...]
    milliseconds: float


def main(folder: Path) -> None:
    """Measure the sheets in `folder` and print what was found."""
    by_hand = {
        name: known["halaman_asli"]
        for name, known in json.loads((folder / "pages.json").read_text("utf-8")).items()
    }
    letterhead = cache(read_letterhead)
    sheets = {
        name: read_definition(folder / "definitions" / f"{name}.yaml", letterhead)
        for name in sorted(by_hand)
    }
    gc.collect()
    gc.freeze()
    drawn = _Drawn()
    every = [drawn.outcome(name, by_hand[name], sheets[name]) for name in sheets]
    _print_pages([each for each in every if each.by_hand > 1])
    _print_one_page(drawn, [each for each in every if each.by_hand == 1], sheets)
    _print_drawings(every)
    _print_longer(every)


class _Drawn:
    """Lays sheets out in a process that is warm as in a build."""

    def __init__(self) -> None:
        self._typesetter = new_typesetter()

    def outcome(
        self, name: str, by_hand: int, definition: Definition, profile: Profile | None = None
    ) -> Outcome:
        """Return `definition` laid out, under another `profile` where one is given."""
        agency = definition.agency
        profile = profile or definition.profile
        begin = process_time()
        document, problems = lay_out(
            definition.sop, agency.letterhead, profile, agency.logo, self._typesetter
        )
        spent = 1000 * (process_time() - begin)
        flow = [page for page in document.pages if page.part.startswith("Bagan Alir")]
        return Outcome(
            name,
            by_hand,
            len(document.pages),
            len(flow),
            _type(flow or document.pages),
            measure(document),
            problems,
            spent,
        )


def _type(pages: Sequence[Page]) -> int:
    """Return the size of most of what is printed in the tables of `pages`, but for their heads."""
    sizes = Counter(size for page in pages for size in _sizes(page))
    return max(sizes, key=lambda size: (sizes[size], size), default=0)


def _sizes(page: Page) -> Iterator[int]:
    for item in page.items:
        if isinstance(item, Table):
            for cell in item.cells:
                if cell.row >= item.header_rows:
                    for paragraph in cell.paragraphs:
                        for run in paragraph.runs:
                            yield from [run.font.size] * len(run.text)


def _print_pages(sheets: Sequence[Outcome]) -> None:
    ours, hand = sum(each.pages for each in sheets), sum(each.by_hand for each in sheets)
    no_more = sum(each.pages <= each.by_hand for each in sheets)
    far_more = sum(each.pages >= each.by_hand + 2 for each in sheets)
    print(f"{len(sheets)} sheets that the hand put on two or more pages")
    print(f"  pages               {ours:5}  by hand {hand}, {ours / hand:.3f} times")
    print(f"  no more than by hand{no_more:5}")
    print(f"  two more            {far_more:5}")
    print(f"  identity pages      {sum(each.pages - each.flow_pages for each in sheets):5}")
    print(f"  type                {_types(sheets)}")


def _print_one_page(drawn: _Drawn, plain: Sequence[Outcome], sheets: dict[str, Definition]) -> None:
    """Print how many of the sheets of one page have one here, identity and flow together."""
    pages = sum(each.pages for each in plain)
    print(f"{len(plain)} sheets that the hand put on one page")
    print(f"  without {ONE_PAGE}: {pages} pages, type {_types(plain)}")
    if all(field.alias != ONE_PAGE for field in PaperFormat.model_fields.values()):
        return
    wish = Profile.model_validate({"kertas": {ONE_PAGE: "ya"}})
    together = [
        drawn.outcome(each.name, 1, sheets[each.name], overridden(sheets[each.name].profile, wish))
        for each in plain
    ]
    alone = [each for each in together if each.pages == 1]
    readable = sum(each.type >= READABLE for each in alone)
    print(f"  with {ONE_PAGE}: {len(alone)} on one page, {readable} of them in 7 pt or more")
    print(f"  type of those       {_types(alone)}")
    _print_drawings(together)


def _types(sheets: Sequence[Outcome]) -> str:
    counts = Counter(each.type for each in sheets)
    return ", ".join(f"{counts[size]} in {size / 20:g} pt" for size in sorted(counts, reverse=True))


def _print_drawings(sheets: Sequence[Outcome]) -> None:
    lines = sum(each.measures.connectors for each in sheets)
    bends = sum(each.measures.bends for each in sheets)
    flaws: Counter[Flaw] = sum((each.measures.counts for each in sheets), Counter())
    times = sorted(each.milliseconds for each in sheets)
    print(f"drawings of {len(sheets)} sheets, {lines} lines")
    print(f"  bends a line        {bends / lines:8.3f}")
    print(f"  faults              {sum(flaws[each] for each in flaws if each not in HARMLESS):5}")
    for flaw in Flaw:
        if flaw in HARMLESS or flaws[flaw]:
            print(f"  {flaws[flaw]:6}  {flaw.value}")
    print(
        f"  layout, ms of CPU   {sum(times) / len(times):8.1f} in the mean,"
        f" {times[len(times) // 2]:.1f} p50, {times[len(times) * 95 // 100]:.1f} p95,"
        f" {times[-1]:.1f} most"
    )
    for each in sheets:
        for problem in each.problems:
            print(f"  refused: {each.name}: {problem.code} {problem.message}")


def _print_longer(sheets: Sequence[Outcome]) -> None:
    print("more pages than by hand (ours, of them flow, by hand, type)")
    for each in sheets:
        if each.pages > each.by_hand > 1:
            print(
                f"  {each.name} {each.pages:3} {each.flow_pages:3} {each.by_hand:3}"
                f" {each.type / 20:4g} pt"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
