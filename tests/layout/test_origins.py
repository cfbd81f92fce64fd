"""What is printed says where it was typed, and what was typed is found by that."""

from collections.abc import Iterator

import pytest

from sopgen.definition.reading import read_definition
from sopgen.document.origins import Holder, origin_of, read_origin, read_symbol_origin
from sopgen.document.page import Document, Drawing, Face, Font, Paragraph, Table, Text
from sopgen.layout.dates import long_date
from sopgen.layout.glyphs import typed_texts
from sopgen.layout.typeset import passages, runs_of
from sopgen.model.graph import graph
from sopgen.model.profile import ListStyle
from tests.catalogue import DEFINITIONS, document

every_sheet = pytest.mark.parametrize("name", DEFINITIONS)
FONT = Font(Face.ARIAL, 200)

WITH_MORE = ("nama", "judul_alur", "tahun")
"""A prefix of the profile stands before these on a cover or over a table."""

NOT_TYPED = ("no", "judul_alur", "tahun")
"""What is printed where nobody typed it, and would be typed there."""

NAMES = ("kop", "profil", "status", "pengesah", "format")
"""Keys of the definition whose values say how to print, or which official is meant."""

NAMES_IN_STEPS = ("id", "pelaksana", "cabang", "lanjut", "keluar", "gabung", "simbol")
"""The same in a step. `teks` and answers are found by their symbol and arrow."""


def words(paragraphs) -> str:
    return close("".join(run.text for each in paragraphs for run in each.runs))


def close(text: str) -> str:
    """Return `text` without white space, which is lost where lines are broken, and case."""
    return "".join(text.split()).casefold()


def printed_origins(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every origin of a text outside drawings, and what is printed there."""
    for page in document.pages:
        for item in page.items:
            match item:
                case Table():
                    for cell in item.cells:
                        yield from of_block(cell.origin, cell.paragraphs)
                case Text():
                    yield from of_block("", item.paragraphs)


def whole_texts(found: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each origin with what it says; parts of a text that goes on elsewhere as one."""
    texts = dict[str, list[str]]()
    for key, shown in found:
        if key and shown:
            texts.setdefault(key, []).append(shown)
    for key, parts in texts.items():
        goes_on = len(set(parts)) > 1 and "kotak_tambahan" in key
        yield from [(key, "".join(parts))] if goes_on else [(key, part) for part in parts]


def of_block(own: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[str, str]]:
    origins = dict.fromkeys(each.origin for each in paragraphs)
    if not any(origins):
        yield own, words(paragraphs)
        return
    for origin in origins:
        yield origin, words([each for each in paragraphs if each.origin == origin])


def as_printed(value) -> set[str]:
    """Return how a typed value may be printed, markers aside."""
    plain = value if isinstance(value, str) else "\n".join(value)
    shown = {words(passages(value, ListStyle.PLAIN, FONT))}
    shown.add(close("".join(run.text for run in runs_of(plain, FONT))))
    return shown | {close(long_date(plain))}


def value_at(root, at):
    """Return the text or the list at `at` in the model; None where nobody typed it."""
    for step in at:
        if isinstance(root, dict | tuple):
            found = root if isinstance(root, dict) else dict(enumerate(root))
            root = found.get(step)
        else:
            names = {field.alias: name for name, field in type(root).model_fields.items()}
            root = getattr(root, names[step]) if step in names else None
        if root is None:
            return None
    return root


@every_sheet
def test_what_a_text_says_is_what_the_definition_says_at_its_origin(name):
    definition = read_definition(DEFINITIONS[name])
    for key, text in whole_texts(printed_origins(document(name))):
        origin = read_origin(key)
        root = definition.sop
        match origin.holder:
            case Holder.KEY:
                assert text in as_printed(str(origin.at[-1])), key
                assert value_at(root, origin.at) is not None
            case Holder.LETTERHEAD:
                value = value_at(definition.agency.letterhead, origin.at)
                # Posts and numbers have words of the profile before them, ranks a grade behind.
                assert any(each in text for each in as_printed(value)), key
            case Holder.VALUE:
                value = value_at(root, origin.at)
                if value is None:
                    assert origin.at[-1] in NOT_TYPED, key
                elif origin.at[-1] in WITH_MORE:
                    assert any(text.endswith(each) for each in as_printed(value)), key
                else:
                    # In a head a colon may stand before the value.
                    assert {text, text.removeprefix(":")} & as_printed(value), key


def is_printed_nowhere(at) -> bool:
    """Tell whether the text at `at` names something, or is found by its symbol or arrow."""
    if at[0] in NAMES or at[-1] == "pejabat" or at[-2:-1] == ("pejabat",):
        return True
    inside = at[2:] if at[0] == "alur" else at
    if inside[:1] != ("langkah",):
        return False
    return inside[2] in (*NAMES_IN_STEPS, "teks")


@every_sheet
def test_what_is_typed_and_printed_has_an_origin(name):
    sop = read_definition(DEFINITIONS[name]).sop
    found = dict[str, set[str]]()
    for key, shown in printed_origins(document(name)):
        found.setdefault(key, set()).add(shown)
    underived = {text for key, texts in found.items() if not key for text in texts}
    for at, text in typed_texts(sop):
        if is_printed_nowhere(at) or not text:
            continue
        asked = {origin_of(at), origin_of(at, Holder.KEY)}
        if isinstance(at[-1], int):
            asked.add(origin_of(at[:-1]))
        if asked.isdisjoint(found):
            # Not printed at all: no cell without an origin says just this.
            assert as_printed(text).isdisjoint(underived), at


@every_sheet
def test_every_typed_symbol_and_arrow_is_drawn_under_its_origin(name):
    sop = read_definition(DEFINITIONS[name]).sop
    drawings = [
        item for page in document(name).pages for item in page.items if isinstance(item, Drawing)
    ]
    symbols = [shape.origin for each in drawings for shape in each.shapes if shape.origin]
    symbols = [origin for origin in symbols if ">" not in origin]
    asked, arrows = set(), set()
    for number, flow in enumerate(sop.flows):
        made, _ = graph(flow)
        names = [origin_of_node(sop, number, node) for node in made.nodes]
        asked.update(names)
        arrows.update(f"{names[each.source]}>{names[each.target]}" for each in made.arrows)
    assert len(symbols) == len(set(symbols))
    assert set(symbols) == asked
    drawn = {line.origin for each in drawings for line in each.connectors if line.origin}
    assert drawn == arrows
    for each in drawings:
        of_line = {line.id: line for line in each.connectors}
        for label in each.labels:
            if label.origin:
                assert label.origin == of_line[label.owner].origin


def origin_of_node(sop, number, node) -> str:
    flow = sop.flows[number]
    lanes = list(flow.actors)[node.lane : node.last_lane + 1]
    step = (*sop.flow_at(number), *flow.step_places[node.row])
    lane = next(each for each in lanes if each in flow.steps[node.row].actors)
    key = f"{origin_of(step)}@{lane}/{node.order}"
    read = read_symbol_origin(key)
    assert read is not None
    assert (read.step, read.lane) == (step, lane)
    return key


@every_sheet
def test_every_row_of_a_step_has_the_origin_of_its_step(name):
    sop = read_definition(DEFINITIONS[name]).sop
    tables = [item for page in document(name).pages for item in page.items]
    rows = [row for each in tables if isinstance(each, Table) for row in each.origins if row]
    asked = [
        origin_of((*sop.flow_at(number), "langkah", at))
        for number, flow in enumerate(sop.flows)
        for at in range(len(flow.rows))
    ]
    assert rows == asked
    for each in tables:
        if isinstance(each, Table) and each.origins:
            assert len(each.origins) == len(each.rows) - 1


@every_sheet
def test_no_two_things_that_are_drawn_have_one_key(name):
    drawings = [
        item for page in document(name).pages for item in page.items if isinstance(item, Drawing)
    ]
    keys = [each.key for one in drawings for each in (*one.shapes, *one.connectors)]
    assert len(keys) == len(set(keys))
    for one in drawings:
        owners = {each.id: each.key for each in (*one.shapes, *one.connectors)}
        assert [label.key for label in one.labels] == [owners[label.owner] for label in one.labels]
