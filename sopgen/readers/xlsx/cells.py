r"""Read the texts of a workbook: what each cell shows, of which kind, and what is in italics.

In: the parts that all sheets share, and the elements of cells. Out: `Shown`. A formula shows
its last value.

What programs do:

- `_x000D_` is a character by its number; `_x005F_` keeps an underscore from being read so.
- LibreOffice and Excel turn inline strings into shared ones; both have runs.
- A line ends with `\n`, from some programs with a return before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from sopgen.document.sheet import Kind
from sopgen.readers.office.markup import is_on, whole
from sopgen.readers.packages import BadPackageError, Package
from sopgen.readers.xlsx.formats import BUILTIN, GENERAL, shown

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

ZERO_WIDTH_SPACE = "\u200b"
"""Where a line may end; it is not shown."""


class Shown(Struct, frozen=True):
    """What a cell shows; `italic` parts from and to which character."""

    text: str
    kind: Kind = Kind.TEXT
    italic: tuple[tuple[int, int], ...] = ()


class Style(Struct, frozen=True):
    """What is told of a cell's looks: the code of its format, whether its font is italic."""

    code: str = GENERAL
    italic: bool = False


class Face(Struct, frozen=True):
    """A font by its name and its size in points."""

    name: str
    size: float
    italic: bool


class Texts(Struct, frozen=True):
    """What cells refer to by number, and the font that columns are measured by."""

    strings: tuple[etree._Element, ...]
    styles: tuple[Style, ...]
    normal: Face
    is_1904: bool

    def of(self, cell: etree._Element) -> Shown:
        """Return what `cell` shows."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{S}v")
        style = self._style(cell)
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return Shown("") if inline is None else _rich(inline, style)
        if value is None:
            return Shown("")
        match kind:
            case "s":
                return _rich(self._string(value), style)
            case "str":
                return _plain(value, Kind.TEXT, style)
            case "n":
                return _plain(*shown(value, style.code, is_1904=self.is_1904), style)
            case "d":
                return _plain(value.partition("T")[0], Kind.DATE, style)
            case "b":
                return _plain("TRUE" if is_on(value) else "FALSE", Kind.OTHER, style)
            case _:
                return _plain(value, Kind.OTHER, style)

    def _style(self, cell: etree._Element) -> Style:
        number = whole(cell.get("s"))
        return self.styles[number] if 0 <= number < len(self.styles) else Style()

    def _string(self, value: str) -> etree._Element:
        number = whole(value)
        if not 0 <= number < len(self.strings):
            raise BadPackageError("sebuah sel menunjuk teks yang tidak ada")
        return self.strings[number]


def _plain(text: str, kind: Kind, style: Style) -> Shown:
    clean = cleaned(text)
    whole_text = ((0, len(clean)),) if style.italic and clean else ()
    return Shown(clean, kind, whole_text)


def _rich(item: etree._Element, style: Style) -> Shown:
    text, italic = "", list[tuple[int, int]]()
    for piece, slanted in _runs(item, style):
        start, text = len(text), text + piece
        if slanted and piece:
            if italic and italic[-1][1] == start:
                start = italic.pop()[0]
            italic.append((start, len(text)))
    return Shown(text, Kind.TEXT, tuple(italic))


def _runs(item: etree._Element, style: Style) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a string and whether each is italic; those that say how to read it not."""
    for child in item:
        if child.tag == f"{S}t":
            yield cleaned(child.text or ""), style.italic
        elif child.tag == f"{S}r":
            properties = child.find(f"{S}rPr")
            slanted = style.italic if properties is None else _is_italic(properties)
            yield cleaned(child.findtext(f"{S}t") or ""), slanted


def _is_italic(properties: etree._Element) -> bool:
    mark = properties.find(f"{S}i")
    return mark is not None and is_on(mark.get("val", "1"))


_NUMBERED = re.compile("_x([0-9A-Fa-f]{4})_")


def cleaned(text: str) -> str:
    """Return `text` with its numbered characters, line ends as we have them, nothing invisible."""
    if "_x" in text:
        text = _NUMBERED.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace(ZERO_WIDTH_SPACE, "")


def texts_of(package: Package, related: Mapping[str, tuple[str, str]], *, is_1904: bool) -> Texts:
    """Return the strings and styles that the workbook with these relations shares."""
    shared = _shared_part(package, related, "sharedStrings")
    styles = _shared_part(package, related, "styles")
    strings = () if shared is None else tuple(shared.iterchildren(f"{S}si"))
    fonts = [] if styles is None else [_face(font) for font in styles.iterfind(f"{S}fonts/{S}font")]
    return Texts(strings, tuple(_styles(styles, fonts)), _normal(styles, fonts), is_1904)


def _shared_part(
    package: Package, related: Mapping[str, tuple[str, str]], kind: str
) -> etree._Element | None:
    names = [name for each, name in related.values() if each == kind]
    return package.xml(names[0]) if names else None


def _face(font: etree._Element) -> Face:
    name, size = font.find(f"{S}name"), font.find(f"{S}sz")
    return Face(
        "" if name is None else name.get("val", ""),
        11.0 if size is None else _points(size.get("val")),
        _is_italic(font),
    )


def _points(text: str | None) -> float:
    size = whole(text, 11)
    return float(size) if 1 <= size <= 409 else 11.0


def _styles(styles: etree._Element | None, fonts: Sequence[Face]) -> Iterator[Style]:
    if styles is None:
        return
    own = {
        whole(each.get("numFmtId")): each.get("formatCode", GENERAL)
        for each in styles.iterfind(f"{S}numFmts/{S}numFmt")
    }
    for each in styles.iterfind(f"{S}cellXfs/{S}xf"):
        format, font = whole(each.get("numFmtId")), whole(each.get("fontId"))
        code = own.get(format, BUILTIN.get(format, GENERAL))
        yield Style(code, 0 <= font < len(fonts) and fonts[font].italic)


_USUAL = Face("Calibri", 11.0, False)


def _normal(styles: etree._Element | None, fonts: Sequence[Face]) -> Face:
    """Return the font of the style that columns are measured by: the first one's."""
    first = None if styles is None else styles.find(f"{S}cellStyleXfs/{S}xf")
    number = 0 if first is None else whole(first.get("fontId"))
    return fonts[number] if 0 <= number < len(fonts) else _USUAL
