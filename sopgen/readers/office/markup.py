"""Take values out of the XML of an Office file, without trusting them.

In: elements of a part. Out: numbers, flags, and the tree that a reader is meant to see. What
is no sensible number raises BadPackageError.
"""

from __future__ import annotations

import re
from math import isfinite

from lxml import etree

from sopgen.readers.packages import BadPackageError, Package

MOST_TAGS = 400_000
"""More tags than all parts that are read of one file may have: some 100,000 cells."""

LARGEST_NUMBER = 10**10
"""Farther than any length may reach: in EMU 277 m."""

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

_UNDERSTOOD = frozenset(
    f"http://schemas.microsoft.com/office/{name}"
    for name in (
        "drawing/2010/main",
        "excel/2010/spreadsheetDrawing",
        "word/2010/wordml",
        "word/2010/wordprocessingCanvas",
        "word/2010/wordprocessingDrawing",
        "word/2010/wordprocessingGroup",
        "word/2010/wordprocessingShape",
    )
)
"""The namespaces that a `mc:Choice` may ask for."""


def number(text: str | None, usual: float = 0.0) -> float:
    """Return the number that `text` says, `usual` where it says nothing."""
    if text is None or not text.strip():
        return usual
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or abs(value) > LARGEST_NUMBER:
        raise BadPackageError(f"ada ukuran yang tidak wajar di dalamnya: {_shortened(text)}")
    return value


def whole(text: str | None, usual: int = 0) -> int:
    """Return the whole number that `text` says, `usual` where it says nothing."""
    return round(number(text, usual))


def _shortened(text: str) -> str:
    return "".join(letter for letter in text[:20] if letter.isprintable())


def is_on(text: str | None) -> bool:
    """Tell whether a flag is set; one that is not there is not."""
    return text in ("1", "true", "on")


def local(element: etree._Element) -> str:
    """Return the name of `element` without its namespace; "" of a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


_STRICT = "{http://purl.oclc.org/ooxml/"


def main_part(package: Package, usual: str, tag: str, sentence: str) -> tuple[str, etree._Element]:
    """Return name and root of the part that all others hang on: `usual`, unless it is told.

    Raises BadPackageError with the `sentence` where its root is not called `tag`, and with
    advice where it is so only in the strict form of Open XML, whose names are all others.
    """
    told = (name for kind, name in relations(package, "").values() if kind == "officeDocument")
    part = next(told, usual)
    root = package.xml(part)
    if root is not None and str(root.tag).startswith(_STRICT):
        raise BadPackageError(
            "berkasnya disimpan sebagai Strict Open XML; simpan dalam bentuk biasa"
        )
    if root is None or root.tag != tag:
        raise BadPackageError(sentence)
    return part, root


def refuse_crowds(package: Package) -> None:
    """Raise BadPackageError where the parts hold more tags than can be read at once."""
    if sum(data.count(b"<") for data in package.parts.values()) > MOST_TAGS:
        raise BadPackageError("isinya terlalu banyak")


def resolved(root: etree._Element) -> etree._Element:
    """Return `root` with the first alternative that is understood in the place of each choice."""
    for choice in list(root.iter(f"{MC}AlternateContent")):
        parent = choice.getparent()
        if parent is None:
            continue
        taken = _taken(choice)
        if taken is not None:
            for element in list(taken):
                choice.addprevious(element)
        parent.remove(choice)
    return root


def _taken(choice: etree._Element) -> etree._Element | None:
    for element in choice.iterchildren(f"{MC}Choice"):
        asked = (element.get("Requires") or "").split()
        if all(element.nsmap.get(prefix) in _UNDERSTOOD for prefix in asked):
            return element
    return choice.find(f"{MC}Fallback")


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the part of each relation of `part` within the package."""
    folder, _, name = part.rpartition("/")
    root = package.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
    if root is None:
        return {}
    return {
        each.get("Id", ""): (
            each.get("Type", "").rpartition("/")[2],
            _resolved_name(folder, each.get("Target", "")),
        )
        for each in root.iterchildren(f"{_RELATIONS}Relationship")
        if each.get("TargetMode") != "External"
    }


def _resolved_name(folder: str, target: str) -> str:
    names = [] if target.startswith("/") else [name for name in folder.split("/") if name]
    for name in target.split("/"):
        if name == "..":
            names = names[:-1]
        elif name not in ("", "."):
            names.append(name)
    return "/".join(names)


_KEYED = re.compile(r"(?P<name>.*?)\s*#(?P<key>[^\s#]+)(?P<copy> \d+)?", re.DOTALL)
_TELLS = re.compile(r"[\d.]")
"""What every key has that tells one shape from another."""


def name_and_key(name: str) -> tuple[str, str]:
    """Return what a shape is called and the key that stands behind `#`, "" without one.

    LibreOffice calls a pasted copy by the same name and a number, which stays in the name. Digits
    at the end of the name it drops for that, and with them the key that they were part of.
    """
    keyed = _KEYED.fullmatch(name)
    if keyed is None or not (_TELLS.search(keyed["key"]) or keyed["copy"]):
        return name, ""
    key = keyed["key"] if _TELLS.search(keyed["key"]) else ""
    return f"{keyed['name']}{keyed['copy'] or ''}", key
