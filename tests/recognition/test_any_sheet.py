"""Whatever a sheet holds, what is read of it is read without a fault."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sopgen.document.page import Box, Point
from sopgen.document.sheet import SeenCell, SeenLine, SeenShape, Sheet
from sopgen.recognition.flow import seen_flow
from sopgen.recognition.sops import sops_of
from sopgen.recognition.vocabulary import shipped_vocabulary
from tests.recognition.test_unknown_tables import LEXICON

ROWS, COLUMNS, HEIGHT, WIDTH = 8, 8, 300, 1200

_VOCABULARY = shipped_vocabulary()
WORDS = sorted(
    {
        word
        for group in (_VOCABULARY.kolom, _VOCABULARY.identitas, _VOCABULARY.kotak)
        for spellings in group.values()
        for word in spellings[:2]
    }
    | {*_VOCABULARY.peran, *_VOCABULARY.bukan_langkah, "Mulai", "X"}
)
texts = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["1", "2.", "(3)", ":", "-", "", "NIP. 19700101", "a\tb", "Jumlah\n5"]),
    st.builds("{}: {}".format, st.sampled_from(WORDS), st.text(max_size=8)),
    st.builds("{}\n{}".format, st.sampled_from(WORDS), st.sampled_from(WORDS)),
)
in_heads = st.one_of(
    st.sampled_from(["No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Mutu Baku"]),
    texts,
)


@st.composite
def cells(draw: st.DrawFn) -> list[SeenCell]:
    """Draw cells that do not overlap."""
    heads = draw(st.sampled_from([(), (0, 1), (3, 4)]))
    taken: set[tuple[int, int]] = set()
    out: list[SeenCell] = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            if (row, column) in taken or draw(st.integers(0, 3)) == 0:
                continue
            down, across = draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 2), (1, 3), (2, 2)]))
            places = {
                (r, c)
                for r in range(row, min(row + down, ROWS))
                for c in range(column, min(column + across, COLUMNS))
            }
            if places & taken:
                continue
            taken |= places
            rows = max(r for r, _ in places) - row + 1
            columns = max(c for _, c in places) - column + 1
            out.append(
                SeenCell(row, column, rows, columns, draw(in_heads if row in heads else texts))
            )
    return out


edges = st.lists(st.integers(1, 3), min_size=ROWS, max_size=ROWS)
places = st.builds(
    Box, st.integers(-500, 9600), st.integers(-500, 3000), st.integers(0, 900), st.integers(0, 400)
)
shapes = st.lists(
    st.tuples(
        st.sampled_from(["rect", "flowChartDecision", "flowChartTerminator", "picture", ""]),
        places,
        texts,
        st.booleans(),
    ),
    max_size=6,
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    def summed(parts: list[int], size: int) -> tuple[int, ...]:
        return tuple(sum(parts[:at]) * size for at in range(len(parts) + 1))

    drawn = [
        SeenShape(at, "", preset, box, text, bare=bare)
        for at, (preset, box, text, bare) in enumerate(draw(shapes), start=1)
    ]
    ends = draw(st.lists(places, max_size=8))
    lines = [
        SeenLine(100 + at, "", (Point(one.x, one.y), Point(other.x, other.y)), head_at_end=True)
        for at, (one, other) in enumerate(pairwise(ends))
    ]
    return Sheet(
        "1",
        summed(draw(edges), WIDTH),
        summed(draw(edges), HEIGHT),
        tuple(draw(cells())),
        tuple(drawn),
        tuple(lines),
    )


@given(st.lists(sheets(), min_size=1, max_size=3))
def test_any_sheets_are_read(found):
    for sop in sops_of(found, LEXICON):
        for flow in sop.flows:
            seen_flow(flow.panels)
            columns = len(flow.head.columns)
            assert all(0 <= entry.column < columns for row in flow.rows for entry in row.entries)
            assert len(flow.panels) == len(flow.parts)
