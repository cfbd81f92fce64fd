"""Change parts of an Office file as programs do, without one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path


def rewritten(path: Path, change: Callable[[str, str], str], target: Path | None = None) -> Path:
    """Write the file at `path` anew with `change(name, text)` done to each of its XML parts."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    out = target or path
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            if name.endswith((".xml", ".rels")):
                data = change(name, data.decode("utf-8")).encode("utf-8")
            new.writestr(name, data)
    return out


def resaved(path: Path, target: Path | None = None) -> Path:
    """Write the file anew as a program does that only opened it: all that is seen is the same."""
    return rewritten(
        path,
        lambda name, text: text.replace("?>", "?>\n", 1) if "app.xml" not in name else text + " ",
        target,
    )


def without_map(path: Path, target: Path | None = None) -> Path:
    """Write the file as a version before the map wrote it: no map, no keys, no row keys."""

    def change(name: str, text: str) -> str:
        text = re.sub(r'(name="[^"]*?) #[^" ]+"', r'\1"', text)
        if name.startswith("customXml/"):
            return re.sub(r"<sop:peta>.*?</sop:peta>", "", text, flags=re.DOTALL)
        if name.startswith("xl/worksheets/sheet"):
            text = re.sub(r"<row [^>]*><c [^>]*><is><t>peta</t>.*?</row>", "", text)
            text = re.sub(r'<col [^>]*hidden="1"[^>]*/>', "", text)
            return re.sub(
                r"<c [^>]*><is><t>(?:kunci baris|(?:alur/[0-9]+/)?langkah/[0-9]+)</t></is></c>",
                "",
                text,
            )
        return text

    return rewritten(path, change, target)


def with_source_of(path: Path, other: Path, target: Path) -> Path:
    """Write the file at `path` with the source that the one at `other` carries."""
    with zipfile.ZipFile(other) as package:
        names = package.namelist()
        last = max((name for name in names if name.startswith("xl/worksheets/sheet")), default="")
        source = last or "customXml/item1.xml"
        text = package.read(source).decode("utf-8")
    return rewritten(path, lambda name, own: text if name == source else own, target)
