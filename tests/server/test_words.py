"""All words of the page stand in one file."""

from __future__ import annotations

import re
from importlib.resources import files

ASSETS = files("sopgen.server") / "assets"
WORDS = re.compile(
    r'"[^"\n]*[A-Za-z]{3,} [a-z]{3,}[^"\n]*"|"[A-Z][a-z]{3,}"|>[^<>{}\n]*[a-z]{3,}[^<>]*</'
)
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
NO_WORDS = {
    '"isian arah"',  # classes
    '"tidak ada"',  # of the definition
    '"belum diketahui"',
    '"Enter"',  # keys
    '"Delete"',
}


def words_of(source: str) -> set[str]:
    return set(WORDS.findall(COMMENT.sub("", source))) - NO_WORDS


def test_no_module_but_that_of_words_says_anything() -> None:
    modules = [each for each in ASSETS.iterdir() if each.name.endswith(".js")]
    assert len(modules) > 10
    said = {each.name: words_of(each.read_text(encoding="utf-8")) for each in modules}
    assert len(said.pop("kata.js")) > 50
    assert {name: words for name, words in said.items() if words} == {}


def test_the_page_holds_no_words_scripts_or_styles_of_its_own() -> None:
    index = (ASSETS / "index.html").read_text(encoding="utf-8")
    assert '<html lang="id">' in index
    assert "style=" not in index
    assert re.findall(r"<script[^>]*>([^<]*)</script>", index) == [""]


def test_every_word_is_said_somewhere_and_every_name_is_imported_for_use() -> None:
    sources = {
        each.name: each.read_text("utf-8") for each in ASSETS.iterdir() if each.name[-3:] == ".js"
    }
    words = sources.pop("kata.js")
    said = {word for source in sources.values() for word in re.findall(r"\w+", source)}
    assert {
        key for key in re.findall(r"^    (\w+):", words, re.MULTILINE) if key not in said
    } == set()
    for name, source in sources.items():
        for imported in re.findall(r"import \{([^}]*)\}", source):
            for each in imported.split(","):
                assert len(re.findall(rf"\b{each.strip()}\b", source)) > 1, (name, each)
