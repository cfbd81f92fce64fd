import time
import unicodedata

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sopgen.definition.composer import ListNode, MapNode, Node, TextNode, compose
from sopgen.definition.plaintext import HIDDEN
from sopgen.definition.validation import plain
from sopgen.problems.codes import Code
from tests.measure import ENDLESS

LITERAL_VALUES = [
    "010",
    "08",
    "0o17",
    "0x1F",
    "0b101",
    "1",
    "-1",
    "+62",
    "1.10",
    "1e3",
    "1_000",
    "10:30",
    "08:30",
    "190:20:30",
    ".inf",
    ".nan",
    "00",
    "No",
    "no",
    "N",
    "Y",
    "yes",
    "ya",
    "on",
    "Off",
    "True",
    "false",
    "~",
    "null",
    "Null",
    "NULL",
    "--",
    "=",
    "=1+1",
    "2024-01-23",
    "2024-13-45",
    "2024-01-23 10:20:30",
    "508/001/SOP/2024",
    "503/22/SOP.PRCN/DISPMPTSPTK/2024",
    "/SOP/DPMPTSP/2020",
    "19700101 199503 1 001",
    "196501011990031001",
    "IV/c",
    "a.n. Bupati",
    "Jam 08.00 s.d. 16.00",
    "R&D <b>{x}</b>",
    "Rapat*penting*",
    "50%",
    "a:b",
    "http://contoh.go.id/a?b=c#d",
    "Kepala “Dinas” – Bupati's",
    "x#3",
    "...x",
]


def text_of(yaml_text: str, key: str = "nilai") -> str:
    composition = compose(yaml_text)
    assert composition.problems == ()
    assert composition.root is not None
    node = composition.root.entries[key][1]
    assert isinstance(node, TextNode)
    return node.text


def codes(yaml_text: str) -> list[tuple[str, int, int]]:
    return [(each.code, each.line, each.column) for each in compose(yaml_text).problems]


@pytest.mark.parametrize("value", LITERAL_VALUES)
def test_a_plain_value_is_the_characters_that_were_typed(value: str) -> None:
    assert text_of(f"nilai: {value}\n") == value


@pytest.mark.parametrize("value", LITERAL_VALUES)
def test_a_plain_value_in_a_list_is_the_characters_that_were_typed(value: str) -> None:
    root = compose(f"nilai:\n  - {value}\n").root
    assert root is not None
    items = root.entries["nilai"][1]
    assert isinstance(items, ListNode)
    assert [item.text for item in items.items if isinstance(item, TextNode)] == [value]


@pytest.mark.parametrize("key", ["No", "1", "2024-01-23", "~", "null", "010", "10:30"])
def test_a_key_is_the_characters_that_were_typed(key: str) -> None:
    assert text_of(f"{key}: isi\n", key) == "isi"


@pytest.mark.parametrize(
    ("yaml_text", "text"),
    [
        ("nilai:", ""),
        ("nilai: ", ""),
        ("nilai:   # diisi nanti", ""),
        ("nilai: ''", ""),
        ('nilai: ""', ""),
        ("nilai: '*miring*'", "*miring*"),
        ("nilai: 'Jum''at'", "Jum'at"),
        ('nilai: "a\\tb"'.replace("\\t", " "), "a b"),
        ('nilai: "baris\\nbaru"', "baris\nbaru"),
        ('nilai: "\\u00e9"', "é"),
        ("nilai: satu\n  dua\n\n  tiga", "satu dua\ntiga"),
        ("nilai: |\n  satu\n  dua\n", "satu\ndua"),
        ("nilai: |-\n  satu\n  dua\n\n", "satu\ndua"),
        ("nilai: |+\n  satu\n\nlain: x", "satu\n"),
        ("nilai: >\n  satu\n  dua\n", "satu dua"),
        ("nilai: isi # catatan", "isi"),
        ("nilai: isi #catatan", "isi"),
        ("---\nnilai: isi\n...\n", "isi"),
        ("%YAML 1.2\n---\nnilai: isi", "isi"),
        ("nilai: satu\r\nlain: dua\r\n", "satu"),
        ("nilai: |\r\n  satu\r\n  dua\r\n", "satu\ndua"),
        ("? nilai\n: isi", "isi"),
        ('"<<": x\nnilai: isi', "isi"),
    ],
)
def test_a_value_follows_yaml_where_it_is_written_otherwise(yaml_text: str, text: str) -> None:
    assert text_of(yaml_text) == text


def test_text_is_normalised_to_composed_characters() -> None:
    assert text_of("nilai: e\u0301tat") == "\u00e9tat"
    assert text_of('nilai: "e\\u0301tat"') == "\u00e9tat"
    assert text_of("e\u0301: isi", "\u00e9") == "isi"


def test_keys_that_look_alike_after_normalising_are_duplicates() -> None:
    assert codes("\u00e9: 1\ne\u0301: 2") == [(Code.DUPLICATE_KEY, 2, 1)]


def test_places_count_from_one_and_in_characters() -> None:
    root = compose("é: ü\n“a”:\n  - x\n  - {b: 'y'}\n").root
    assert root is not None
    key, items = root.entries["“a”"]
    assert (key.line, key.column) == (2, 1)
    assert isinstance(items, ListNode)
    assert (items.line, items.column) == (3, 3)
    inner = items.items[1]
    assert isinstance(inner, MapNode)
    assert (inner.line, inner.column) == (4, 5)
    assert (inner.entries["b"][1].line, inner.entries["b"][1].column) == (4, 9)


SOURCES = """\
plain: satu dua   # catatan
quoted: "sa\\u0074u"
single: 'tiga'
lines: satu
  dua

block: |
  satu
  dua

# catatan
empty:
flow: [a, "b" ]
items:
  - x
  - y: z

last: é"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_start_and_end_enclose_exactly_what_was_typed(ending: str) -> None:
    text = SOURCES.replace("\n", ending)
    root = compose(text).root
    assert root is not None
    typed = {key: text[value.start : value.end] for key, (_, value) in root.entries.items()}
    assert typed == {
        "plain": "satu dua",
        "quoted": '"sa\\u0074u"',
        "single": "'tiga'",
        "lines": f"satu{ending}  dua",
        "block": f"|{ending}  satu{ending}  dua",
        "empty": "",
        "flow": '[a, "b" ]',
        "items": f"- x{ending}  - y: z",
        "last": "é",
    }


def test_an_empty_value_stands_behind_its_colon() -> None:
    text = "kosong:\nlain: x"
    root = compose(text).root
    assert root is not None
    value = root.entries["kosong"][1]
    assert text[: value.start] == "kosong:"


@pytest.mark.parametrize(
    ("yaml_text", "expected"),
    [
        ("nama: a\nunit: b\nnama: c\n", [(Code.DUPLICATE_KEY, 3, 1)]),
        ("a: {b: 1, b: 2}\n", [(Code.DUPLICATE_KEY, 1, 11)]),
        ("a: &x 1\nb: *x\n", [(Code.ANCHOR, 1, 4), (Code.ANCHOR, 2, 4)]),
        ("a: &x [1]\n", [(Code.ANCHOR, 1, 4)]),
        ("a: !!str 1\n", [(Code.TAG, 1, 4)]),
        ("a: !!python/object:os.system x\n", [(Code.TAG, 1, 4)]),
        ("a: !Penting sekali\n", [(Code.TAG, 1, 4)]),
        ("a: !!map {b: c}\n", [(Code.TAG, 1, 4)]),
        ("<<: {a: 1}\n", [(Code.MERGE_KEY, 1, 1)]),
        ("a:\n  <<: x\n", [(Code.MERGE_KEY, 2, 3)]),
        ("? [a, b]\n: c\n", [(Code.COMPLEX_KEY, 1, 3)]),
        ("{a: b}: c\n", [(Code.COMPLEX_KEY, 1, 1)]),
        ("a: 1\n---\nb: 2\n", [(Code.SEVERAL_DOCUMENTS, 2, 1)]),
        ("a: b\u200bc\n", [(Code.HIDDEN_CHARACTER, 1, 5)]),
        ('a: "\\u200b"\n', [(Code.HIDDEN_CHARACTER, 1, 4)]),
        ('a: "\\u202e"\n', [(Code.HIDDEN_CHARACTER, 1, 4)]),
        ('a: "\\e"\n', [(Code.HIDDEN_CHARACTER, 1, 4)]),
        ('a: "\\L\\P\\N"\n', [(Code.HIDDEN_CHARACTER, 1, 4)] * 3),
        ('a: "\\uFFFE"\n', [(Code.HIDDEN_CHARACTER, 1, 4)]),
        ("a: b\u2028c\n", [(Code.HIDDEN_CHARACTER, 1, 5)]),
        ("a: b\u2029c\n", [(Code.HIDDEN_CHARACTER, 1, 5)]),
        ("a: b\u0085c\n", [(Code.HIDDEN_CHARACTER, 1, 5)]),
        ("a: b\x0bc\n", [(Code.HIDDEN_CHARACTER, 1, 5)]),
        ("a: \ud800\n", [(Code.HIDDEN_CHARACTER, 1, 4)]),
        ("a: x\n\ufeffb: y\n", [(Code.HIDDEN_CHARACTER, 2, 1)]),
        ("a: x # \u202e\n", [(Code.HIDDEN_CHARACTER, 1, 8)]),
        ("a: b\tc\n", [(Code.HIDDEN_CHARACTER, 1, 5)]),
        ("a: |\n  b\n  c\td\n", [(Code.HIDDEN_CHARACTER, 3, 4)]),
        ('a: "b\\tc"\n', [(Code.HIDDEN_CHARACTER, 1, 4)]),
        ("a: #1\n", [(Code.SWALLOWED_TEXT, 1, 3)]),
        ("a: Rapat #3\n", [(Code.SWALLOWED_TEXT, 1, 4)]),
        ("", [(Code.EMPTY_FILE, 1, 1)]),
        ("# hanya catatan\n", [(Code.EMPTY_FILE, 1, 1)]),
        ("---\n", [(Code.EMPTY_FILE, 1, 1)]),
        ("- a\n- b\n", [(Code.NOT_A_MAP, 1, 1)]),
        ("\n\nnama saja\n", [(Code.NOT_A_MAP, 3, 1)]),
    ],
)
def test_what_no_definition_needs_is_refused_with_its_place(
    yaml_text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert codes(yaml_text) == expected


def test_a_duplicate_names_both_lines() -> None:
    (problem,) = compose("nama: a\n\nnama: b\n").problems
    assert problem.message == "Kunci “nama” di baris 3 sudah ada di baris 1."
    assert problem.hint == "Hapus salah satunya."


def test_the_first_of_two_equal_keys_is_kept() -> None:
    root = compose("nama: a\nnama: b\n").root
    assert root is not None
    assert [value.line for _, value in root.entries.values()] == [1]


def test_all_problems_of_a_text_come_in_one_run() -> None:
    text = "a: 1\na: 2\nb: &x y\nc: !t z\n<<: q\nd: r\u200bs\n"
    assert sorted(code for code, _, _ in codes(text)) == [
        Code.HIDDEN_CHARACTER,
        Code.DUPLICATE_KEY,
        Code.ANCHOR,
        Code.TAG,
        Code.MERGE_KEY,
    ]


def test_a_line_is_told_of_once_where_two_faults_have_one_cause() -> None:
    assert codes("a: *miring teks\n") == [(Code.ANCHOR, 1, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[" * 200_000 + "]" * 200_000,
        "{a: " * 100_000 + "}" * 100_000,
        "a: " + "[" * 200_000,
        "- " * 200_000,
        "? " * 200_000,
        "[\n" * 100_000,
        "a:\n" + "".join(" " * depth + "b:\n" for depth in range(1, 700)),
    ],
    ids=["open", "closed", "maps", "value", "items", "keys", "lines", "indented"],
)
def test_nesting_past_20_is_refused_at_once(text: str) -> None:
    begin = time.process_time()
    (problem,) = compose(text).problems
    assert time.process_time() - begin < ENDLESS
    assert problem.code == Code.TOO_DEEP
    assert problem.message == "Susunan di sini bertingkat lebih dari 20."


def test_nesting_of_20_is_read() -> None:
    text = "a: " + "[" * 19 + "]" * 19
    assert compose(text).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        'a: "' + "x" * 990_000 + '"',
        "\n" * 990_000 + "a: b",
        "a: [" + "b, " * 300_000 + "b]",
        "a: [" + "!b," * 200_000 + "b]",
        "a: [" + "&b," * 200_000 + "b]",
        "a: [" + "b\tc, " * 150_000 + "b]",
        "a: b\n" * 150_000,
        "a: " + ": " * 400_000,
        "\u200b" * 300_000,
        "a: '" + "#1 " * 300_000,
    ],
    ids=["text", "lines", "items", "tags", "anchors", "tabs", "keys", "colons", "hidden", "open"],
)
def test_a_megabyte_of_anything_is_answered(text: str) -> None:
    begin = time.process_time()
    compose(text)
    assert time.process_time() - begin < ENDLESS


def test_what_follows_a_hidden_character_is_checked_too() -> None:
    assert codes("\u200bnama: x\nnama: y\n") == [
        (Code.HIDDEN_CHARACTER, 1, 1),
        (Code.DUPLICATE_KEY, 2, 1),
    ]


def nodes(node: Node) -> list[Node]:
    match node:
        case TextNode():
            return [node]
        case ListNode():
            return [node, *(inner for item in node.items for inner in nodes(item))]
        case MapNode():
            entries = node.entries.values()
            values = (inner for _, value in entries for inner in nodes(value))
            return [node, *(key for key, _ in entries), *values]


YAML_PIECES = st.lists(
    st.sampled_from(
        [*"-:?[]{},#&*!|>'\"%@`\\ \n\t~=<ab1", ": ", "- ", "\n  ", "\r\n", "<<", "---\n"]
    )
    | st.characters(),
    max_size=60,
).map("".join)


@given(YAML_PIECES | st.text())
@example("\ud800")
@example("a: \r\r\u2028")
def test_any_text_is_a_tree_or_problems_with_places(text: str) -> None:
    composition = compose(text)
    assert composition.root is not None or composition.problems
    last_line = text.count("\n") + text.count("\r") + 1
    for problem in composition.problems:
        assert 1 <= problem.line <= last_line
        assert problem.column >= 1
        assert problem.message
        assert "while" not in str(problem)
        assert "expected" not in str(problem)
    if composition.root is not None and not composition.problems:
        for node in nodes(composition.root):
            assert 0 <= node.start <= node.end <= len(text)
            if isinstance(node, TextNode):
                assert not HIDDEN.search(node.text)
                assert "\t" not in node.text
                assert unicodedata.is_normalized("NFC", node.text)


def typable(text: str) -> bool:
    hidden = HIDDEN.search(text) or "\t" in text or "\r" in text
    return not hidden and unicodedata.is_normalized("NFC", text)


TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(typable)
TREES = st.dictionaries(
    TYPED,
    st.recursive(
        TYPED,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TYPED, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


@given(TREES.filter(bool), st.booleans())
def test_what_another_program_writes_is_read_back(tree: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    composition = compose(text)
    assert composition.problems == ()
    assert composition.root is not None
    assert plain(composition.root) == tree
