"""Write the marks of lists, which Word counts itself, in front of their paragraphs.

In: the body of a file, and its lists (ECMA-376-1, 17.9). Out: the same body, in which each
paragraph of a list begins with its mark and a tab. Lists that a style brings are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from sopgen.readers.docx.styles import W
from sopgen.readers.office.markup import whole

_DEEPEST = 9
_PLACES = tuple(f"%{number}" for number in range(1, _DEEPEST + 1))
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))
_MOST = 999
_LONGEST = 30


class _Level(Struct, frozen=True):
    """How one level of a list counts: from `start`, as `form`, in the words of `text`."""

    form: str
    text: str
    start: int


def with_marks(body: etree._Element, numbering: etree._Element | None) -> etree._Element:
    """Return `body`, in which the marks of lists are words."""
    lists = {} if numbering is None else dict(_lists(numbering))
    counts: dict[str, list[int]] = {}
    for paragraph in body.iter(f"{W}p"):
        asked = paragraph.find(f"{W}pPr/{W}numPr")
        if asked is None:
            continue
        number, depth = (_value(asked.find(f"{W}{name}")) for name in ("numId", "ilvl"))
        levels = lists.get(number, {})
        level = max(0, min(_DEEPEST - 1, whole(depth)))
        if level not in levels:
            continue
        own = counts.setdefault(number, [])
        del own[level + 1 :]
        own += [levels[at].start - 1 if at in levels else 0 for at in range(len(own), level + 1)]
        own[level] += 1
        mark = _mark(levels, own, level)
        if mark:
            _put(paragraph, mark)
    return body


def _lists(numbering: etree._Element) -> Iterator[tuple[str, Mapping[int, _Level]]]:
    kinds = {
        each.get(f"{W}abstractNumId", ""): dict(_levels(each))
        for each in numbering.iterchildren(f"{W}abstractNum")
    }
    for each in numbering.iterchildren(f"{W}num"):
        levels = dict(kinds.get(_value(each.find(f"{W}abstractNumId")), {}))
        for other in each.iterchildren(f"{W}lvlOverride"):
            at = whole(other.get(f"{W}ilvl"))
            start = other.find(f"{W}startOverride")
            levels |= dict(_levels(other))
            if start is not None and at in levels:
                known = levels[at]
                levels[at] = _Level(known.form, known.text, _start(start))
        yield each.get(f"{W}numId", ""), levels


def _levels(owner: etree._Element) -> Iterator[tuple[int, _Level]]:
    for each in owner.iterchildren(f"{W}lvl"):
        form, text = (_value(each.find(f"{W}{name}")) for name in ("numFmt", "lvlText"))
        start = each.find(f"{W}start")
        yield whole(each.get(f"{W}ilvl")), _Level(form, text[:_LONGEST], _start(start))


def _start(element: etree._Element | None) -> int:
    return max(0, min(_MOST, whole(_value(element), 1)))


def _mark(levels: Mapping[int, _Level], counts: list[int], level: int) -> str:
    if levels[level].form == "bullet":
        return levels[level].text
    text = levels[level].text
    for at, place in enumerate(_PLACES[: level + 1]):
        shown = _counted(levels[at].form, counts[at]) if at in levels else ""
        text = text.replace(place, shown)
    return text


def _counted(form: str, count: int) -> str:
    match form:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman":
            letter = _roman(count)
        case "decimalZero":
            return f"{count:02d}"
        case "none":
            return ""
        case _:
            return str(count)
    return letter.upper() if form.startswith("upper") else letter


def _roman(count: int) -> str:
    out, left = "", max(0, min(count, _MOST))
    for value, sign in _ROMAN:
        while left >= value:
            out, left = out + sign, left - value
    return out + "i" * left


def _put(paragraph: etree._Element, mark: str) -> None:
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = mark
    etree.SubElement(run, f"{W}tab")
    paragraph.insert(1, run)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")
