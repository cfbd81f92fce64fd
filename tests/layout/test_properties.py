"""Whatever an SOP says: it is laid out within the rules, or refused with a reason."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from time import process_time
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, note, settings

from sopgen.definition.reading import Definition, read_definition
from sopgen.document.page import (
    PIXEL,
    Box,
    Document,
    Drawing,
    Page,
    Paragraph,
    Shape,
    Symbol,
    Table,
    Text,
)
from sopgen.document.yardstick import faults
from sopgen.layout import lay_out
from sopgen.model.flow import Heading, Role
from sopgen.model.graph import Node, graph
from sopgen.model.profile import Column, PhaseNumbers, Terminators
from sopgen.problems.problem import Problem
from tests.catalogue import typesetter
from tests.measure import ENDLESS
from tests.strategies import LETTERHEAD, definitions, sheets_without_flow

FLOWS = int(os.environ.get("SOPGEN_FLOWS", "35"))
"""How many flows are tried; CI tries 2,000."""

EXPLORING = "SOPGEN_EXPLORE" in os.environ
"""Try other flows in every run, and make what fails small."""

PHASES = tuple(Phase) if EXPLORING else (Phase.explicit, Phase.generate)

SHORT = 18
"""Steps of most flows that are tried; longer ones take many times as long, and are few."""

QUICK = 10
"""Steps of a flow that is laid out twice, which must give the same drawing."""

HAIR = 10
"""Half a point: a workbook measures letters a little narrower than they are printed."""

MAY_BE_REFUSED = {"LAY002", "LAY003", "LAY004", "LAY009", "LAY011"}
"""Too many lanes for the paper, names too long for their lane, too many arrows leave a page, widths
by hand that leave too little.

A step among them that is higher than the page: beside many lanes its texts have narrow columns.
"""

MARK = re.compile(r"^\s*(\d[\d.]*|[a-zI]\.|-)\s+")
"""What numbers a typed line: it hangs beside the text, where lines above may have it counted on."""

NAMED_PAPER = re.compile(r"`kertas: \{ukuran: (?P<size>\w+), alur: (?P<lies>\w+)\}`")


@cache
def project() -> Path:
    folder = Path(mkdtemp(prefix="sopgen-"))
    (folder / "letterheads").mkdir()
    letterhead = yaml.safe_dump(LETTERHEAD, allow_unicode=True)
    (folder / "letterheads" / "uji.yaml").write_text(letterhead, encoding="utf-8")
    return folder


def read(plain: dict[str, Any]) -> Definition:
    path = project() / "sop.yaml"
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return read_definition(path)


def laid_out(definition: Definition) -> tuple[Document, tuple[Problem, ...]]:
    agency = definition.agency
    return lay_out(definition.sop, agency.letterhead, definition.profile, agency.logo, typesetter())


@settings(
    max_examples=FLOWS,
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)
@given(definitions(most_steps=SHORT))
def test_every_sop_is_laid_out_within_the_rules_or_refused(plain):
    laid_out_within_the_rules_or_refused(plain)


@settings(
    max_examples=max(FLOWS // 50, 1),
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)
@given(definitions())
def test_long_flows_are_laid_out_within_the_rules_or_refused(plain):
    laid_out_within_the_rules_or_refused(plain)


def laid_out_within_the_rules_or_refused(plain: dict[str, Any]) -> None:
    note(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False))
    definition = read(plain)
    begin = process_time()
    document, problems = laid_out(definition)
    assert process_time() - begin < ENDLESS
    if len(definition.sop.flows[0].steps) <= QUICK:
        assert laid_out(definition) == (document, problems)
    if problems:
        assert {problem.code for problem in problems} <= MAY_BE_REFUSED
        the_paper_that_is_named_would_do(plain, problems)
        return
    assert [str(finding) for finding in faults(document)] == []
    columns_have_the_widths_that_they_are_given(definition, document)
    pages_begin_where_they_are_told_to(definition, document)
    each_step_is_drawn_once(definition, document)
    each_text_is_printed(plain, document)
    off_page_symbols_come_in_pairs(document)
    for page in document.pages:
        nothing_lies_outside(page)
        rules_lie_on_pixels(page)
        lines_of_text_lie_in_their_cells(page)


@settings(
    max_examples=max(FLOWS // 10, 10),
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)
@given(sheets_without_flow())
def test_every_sheet_without_a_flow_is_laid_out_whole(plain):
    note(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False))
    document, problems = laid_out(read(plain))
    assert problems == ()
    printed = "".join(close(each) for each in paragraphs_of(document))
    for title, text in plain["kotak_tambahan"].items():
        assert solid(title).casefold() in printed.casefold()
        for line in text.splitlines() if isinstance(text, str) else text:
            assert solid(MARK.sub("", line).replace("*", "")) in printed, line
    for page in document.pages:
        nothing_lies_outside(page)
        rules_lie_on_pixels(page)
        lines_of_text_lie_in_their_cells(page)


def paragraphs_of(document: Document) -> Iterator[tuple[Paragraph, ...]]:
    """Return the paragraphs of each cell and of each text outside of a table."""
    for page in document.pages:
        for item in page.items:
            match item:
                case Table():
                    yield from (cell.paragraphs for cell in item.cells)
                case Text():
                    yield item.paragraphs
                case _:
                    pass


def the_paper_that_is_named_would_do(plain: dict[str, Any], problems: Sequence[Problem]) -> None:
    (problem,) = problems
    named = NAMED_PAPER.search(problem.hint)
    if problem.hint == "lebarkan, atau hapus lebarnya.":
        return
    if named is None:
        assert "kertas A3 pun tidak cukup" in problem.hint
        return
    paper = plain["format"]["kertas"] | {"ukuran": named["size"], "alur": named["lies"]}
    larger = plain | {"format": plain["format"] | {"kertas": paper}}
    assert laid_out(read(larger))[1] == ()


def flow_tables(document: Document) -> list[Table]:
    """Return the table of the flow on each of its pages."""
    return [table for table in tables(document) if any(table.origins)]


def columns_have_the_widths_that_they_are_given(definition: Definition, document: Document) -> None:
    """A column may be widened by some pixels, so that a workbook breaks its texts at no other word.

    Lanes have what is left where all others are given a width.
    """
    format, lanes = definition.profile.flow, len(definition.sop.flows[0].actors)
    edges = list(flow_tables(document)[0].columns)
    for column in format.columns:
        count = lanes if column is Column.LANES else 1
        width = edges[count] - edges[0]
        edges = edges[count:]
        if column.value in format.widths and len(format.widths) < len(format.columns):
            assert abs(width * 25.4 / 1440 - format.widths[column.value]) <= 1.1, column


def pages_begin_where_they_are_told_to(definition: Definition, document: Document) -> None:
    pages = [[origin for origin in table.origins if origin] for table in flow_tables(document)]
    flow = definition.sop.flows[0]
    steps = zip(flow.steps, flow.step_places, strict=True)
    begun = [f"langkah/{place[-1]}" for step, place in steps if step.on_new_page]
    above = {f"langkah/{at}" for at, row in enumerate(flow.rows) if isinstance(row, Heading)}
    for step in begun:
        page = next(page for page in pages if step in page)
        assert {*page[: page.index(step)]} <= above, step


def each_step_is_drawn_once(definition: Definition, document: Document) -> None:
    flow = definition.sop.flows[0]
    nodes = graph(flow)[0].nodes
    lanes = [" ".join(name.split()) for name in flow.actors.values()]
    for heading in flow.lane_headings:
        for lane in heading.lanes:
            lanes[lane] += f" ({' '.join(heading.title.split())})"
    numbers = printed_numbers(definition)
    expected = Counter(
        f"langkah {numbers[node.row]}, " + " dan ".join(lanes[node.lane : node.last_lane + 1])
        for node in nodes
    )
    drawn = [shape for shape in shapes(document) if shape.symbol is not Symbol.OFF_PAGE]
    found = Counter(shape.name for shape in drawn)
    assert expected - found == Counter()
    style = definition.profile.flow.terminators
    assert (found - expected).total() == sum(
        capsules([node for node in nodes if node.role is role and not node.typed], style)
        for role in (Role.START, Role.END)
    )


def printed_numbers(definition: Definition) -> list[str]:
    """Return the number of each step, with its phase where other steps have that number too."""
    restarts = definition.profile.flow.phase_numbers is PhaseNumbers.RESTART
    count, phase = 0, ""
    out: list[tuple[int, str]] = []
    rows = definition.sop.flows[0].rows
    for before, row in zip((None, *rows), rows, strict=False):
        if isinstance(row, Heading):
            title, count = " ".join(row.title.split()), 0 if restarts else count
            phase = f"{phase}, {title}" if isinstance(before, Heading) else title
        else:
            count += 1
            out.append((count, phase))
    shared = {number for number, times in Counter(number for number, _ in out).items() if times > 1}
    return [
        f"{number} bagian {phase}" if number in shared and phase else str(number)
        for number, phase in out
    ]


def capsules(nodes: list[Node], style: Terminators) -> int:
    """Return how many capsules `nodes` need: those of one cell, or of one lane, share one."""
    match style:
        case Terminators.STEP:
            return 0
        case Terminators.EXTRA:
            return len({(node.row, node.lane) for node in nodes})
        case Terminators.ROW:
            count, reach = 0, -1
            for node in sorted(nodes, key=lambda node: node.lane):
                count += node.lane > reach
                reach = max(reach, node.last_lane)
            return count


def each_text_is_printed(plain: dict[str, Any], document: Document) -> None:
    cells = [close(cell.paragraphs) for table in tables(document) for cell in table.cells]
    steps = [row for row in plain["langkah"] if "judul" not in row]
    for row in plain["langkah"]:
        assert "judul" not in row or solid(row["judul"]) in cells, row
    for step in steps:
        for texts in step.get("tambahan", {}).values():
            for text in [texts] if isinstance(texts, str) else texts:
                assert any(solid(text) in cell for cell in cells), text
        for key in ("kegiatan", "kelengkapan", "waktu", "output", "keterangan"):
            texts = step.get(key, "")
            for text in [texts] if isinstance(texts, str) else texts:
                assert any(solid(text) in cell for cell in cells), text
    words = [close(label.paragraphs) for each in drawings(document) for label in each.labels]
    for step in steps:
        for label in step.get("cabang", {}):
            assert not label or solid(label) in words, label


def off_page_symbols_come_in_pairs(document: Document) -> None:
    """Each letter stands on two pages, and either says on which page its partner is."""
    found: dict[str, list[tuple[int, bool]]] = {}
    told: dict[tuple[str, int], str] = {}
    for number, page in enumerate(document.pages, start=1):
        for drawing in (item for item in page.items if isinstance(item, Drawing)):
            entered = {line.end.shape for line in drawing.connectors}
            for shape in drawing.shapes:
                if shape.symbol is Symbol.OFF_PAGE:
                    letter = close(shape.paragraphs)
                    found.setdefault(letter, []).append((number, shape.id in entered))
            for label in drawing.labels:
                letter = label.name.removeprefix("keterangan segilima ")
                told[letter, number] = close(label.paragraphs)
    for letter, places in found.items():
        (one, leaves), (other, arrives) = sorted(places, key=lambda place: not place[1])
        assert (leaves, arrives) == (True, False), letter
        assert one != other
        assert told[letter, one].startswith(f"kehlm{other}"), letter
        assert told[letter, other].startswith(f"darihlm{one}"), letter


def nothing_lies_outside(page: Page) -> None:
    margins = page.margins
    body = Box(
        margins.left,
        margins.top,
        page.width - margins.left - margins.right,
        page.height - margins.top - margins.bottom,
    )
    for item in page.items:
        assert body.x <= item.box.x <= item.box.right <= body.right
        assert body.y <= item.box.y <= item.box.bottom <= body.bottom


def rules_lie_on_pixels(page: Page) -> None:
    for table in (item for item in page.items if isinstance(item, Table)):
        assert all((edge - page.margins.left) % PIXEL == 0 for edge in table.columns)
        assert all((edge - page.margins.top) % PIXEL == 0 for edge in table.rows)
        assert all(one < other for one, other in pairwise(table.columns))
        assert all(one < other for one, other in pairwise(table.rows))


def lines_of_text_lie_in_their_cells(page: Page) -> None:
    metrics = typesetter().metrics
    for table in (item for item in page.items if isinstance(item, Table)):
        for cell in table.cells:
            box = table.cell_box(cell)
            for line in (line for each in cell.paragraphs for line in each.lines):
                width = sum(metrics.width(run.text, run.font) for run in line.runs)
                if line.upright:
                    assert box.x <= line.x <= box.right
                    assert box.y <= line.baseline - width <= line.baseline <= box.bottom
                else:
                    assert box.x <= line.x <= line.x + width <= box.right + HAIR
                    assert box.y <= line.baseline <= box.bottom


def drawings(document: Document) -> Iterator[Drawing]:
    return (item for page in document.pages for item in page.items if isinstance(item, Drawing))


def shapes(document: Document) -> Iterator[Shape]:
    return (shape for drawing in drawings(document) for shape in drawing.shapes)


def tables(document: Document) -> Iterator[Table]:
    return (item for page in document.pages for item in page.items if isinstance(item, Table))


def close(paragraphs: tuple[Paragraph, ...]) -> str:
    return solid("".join(run.text for each in paragraphs for run in each.runs))


def solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_texts_stand_outside_the_table_that_they_are_over():
    plain = {
        "kop": "uji",
        "nama": "Surat",
        "pelaksana": {"a": "Kadis"},
        "langkah": [{"kegiatan": "Menulis", "pelaksana": "a"}],
    }
    document, _ = laid_out(read(plain))
    texts = [item for page in document.pages for item in page.items if isinstance(item, Text)]
    assert [solid(close(each.paragraphs)) for each in texts] == ["PEMERINTAHKOTACONTOH", "SURAT"]
