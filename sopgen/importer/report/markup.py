"""Elements of the report, in which whatever came out of a file is text and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree
from lxml.builder import ElementMaker

from sopgen.problems.characters import shown

_SVG = "http://www.w3.org/2000/svg"


class Maker:
    """Makes elements: `H.p({"class": "nama"}, "words", H.b("more"))`; all words are `legible`."""

    def __init__(self, elements: ElementMaker) -> None:
        self._elements = elements

    def __getattr__(self, tag: str) -> Callable[..., etree._Element]:
        make: Callable[..., etree._Element] = getattr(self._elements, tag)
        return lambda *content: make(*map(_checked, content))


def legible(text: str) -> str:
    """Return `text` with its lines; other characters that cannot be seen are spelled out."""
    return "\n".join(shown(line) for line in text.expandtabs(4).split("\n"))


def _checked(part: object) -> object:
    match part:
        case str():
            return legible(part)
        case dict():
            return {name: legible(value) for name, value in part.items()}
        case _:
            return part


H = Maker(ElementMaker())
SVG = Maker(ElementMaker(namespace=_SVG, nsmap={None: _SVG}))


def spelled(elements: Iterable[etree._Element]) -> str:
    """Return `elements` as HTML."""
    return "\n".join(
        etree.tostring(each, method="html", encoding="unicode", with_tail=False)
        for each in elements
    )
