"""Doubts of an import as comments of a definition: read with their place, counted."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sopgen.definition.composer import compose
from sopgen.definition.doubts import doubt_remark, open_doubts
from sopgen.problems.problem import Severity


def doubts(text: str) -> list[str]:
    root = compose(text).root
    assert root is not None
    return [
        f"{each.line}:{each.column} {each.code} {each.message}" for each in open_doubts(text, root)
    ]


def test_a_doubt_stands_behind_a_value_or_in_a_line_of_its_own() -> None:
    text = (
        "nama: LAKIP  # periksa IMP022: tulisan bertindihan\n"
        "langkah:\n"
        "  # periksa IMP014: Panah tanpa kepala, dibaca ke bawah.\n"
        "  - kegiatan: Satu\n"
        "#periksa IMP012 ujung panah tidak mengenai simbol\n"
    )
    assert doubts(text) == [
        "1:14 IMP022 Tulisan bertindihan.",
        "3:3 IMP014 Panah tanpa kepala, dibaca ke bawah.",
        "5:1 IMP012 Ujung panah tidak mengenai simbol.",
    ]


def test_a_doubt_without_words_is_still_one() -> None:
    assert doubts("nama: x  # periksa IMP022:\n") == [
        "1:10 IMP022 Hasil impor ini belum diperiksa."
    ]


def test_words_in_a_text_and_other_comments_are_none() -> None:
    text = (
        "nama: |\n  # periksa IMP012: di dalam teks\n"
        "unit: '# periksa IMP012: di antara tanda kutip'\n"
        "nomor: a#periksa IMP012\n"
        "# periksa lagi nomornya\n"
        "# IMP012\n"
    )
    assert doubts(text) == []


def test_places_count_lines_of_every_kind() -> None:
    assert doubts("nama: x\r\nunit: y\r\n# periksa IMP015: a\r\n") == ["3:1 IMP015 A."]


def test_a_remark_counts_them_and_stops_nothing() -> None:
    text = "nama: x # periksa IMP022: a\nunit: y # periksa IMP022: b\n"
    root = compose(text).root
    assert root is not None
    (remark,) = doubt_remark(text, root)
    assert remark.message == "2 keraguan impor di definisi ini belum diperiksa."
    assert (remark.severity, remark.line, remark.column) == (Severity.NOTE, 1, 9)
    clean = compose("nama: x\n").root
    assert clean is not None
    assert list(doubt_remark("nama: x\n", clean)) == []


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_as_many_are_found_as_were_written_each_at_its_line(written: list[bool]) -> None:
    lines = [
        f"k{n}: '#'{'  # periksa IMP013: periksa tujuannya' if doubted else ''}"
        for n, doubted in enumerate(written)
    ]
    want = [f"{n}:10" if n < 11 else f"{n}:11" for n, each in enumerate(written, 1) if each]
    assert [each.split()[0] for each in doubts("\n".join(lines))] == want
