"""Say how a paragraph is set: its font, the pitch of its lines, the room around it.

In: the styles of a file, and the properties of paragraphs and runs. Out: a `Setting`, in
twips. What a paragraph does not say, its style says, then the style that this one is based on,
then the defaults of the file (ECMA-376-1, 17.7.2). Styles of tables are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Face, Font
from sopgen.fonts import FontMetrics, problem_with
from sopgen.readers.office.markup import whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_SINGLE = 240
"""The pitch of lines that are as high as their font: in Word 240 parts of that."""

_DEEPEST_STYLE = 20
_LARGEST = 31_680
"""Word's own limit of spacing and of sizes, in twips: 22 inches."""


class Setting(Struct, frozen=True):
    """How a paragraph is set; `line` is exact, at least so, or in 240 parts of the font's own."""

    font: Font = Font(Face.TIMES_NEW_ROMAN, 200)
    line: int = _SINGLE
    rule: str = "auto"
    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    first: int = 0
    breaks: bool = False

    @property
    def pitch(self) -> int:
        """How far lines are apart, in twips."""
        match self.rule:
            case "exact":
                return self.line
            case "atLeast":
                return max(self.line, _natural(self.font))
            case _:
                return round(_natural(self.font) * self.line / _SINGLE)


@cache
def measuring() -> FontMetrics:
    """Return the faces by which lines are counted."""
    return FontMetrics()


@cache
def _natural(font: Font) -> int:
    return measuring().line_height(font)


@cache
def _measured(name: str) -> Face | None:
    """Return the face that is called so, as far as it can be measured on this machine."""
    known = next((face for face in Face if face.value == name), None)
    return known if known is not None and problem_with(known) is None else None


class Styles:
    """The paragraph styles of a file, and what it sets by default."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = dict[str, etree._Element]()
        self._usual = Setting(Font(Face.ARIAL, 200))
        self._known = dict[str, Setting]()
        if root is not None:
            self._styles = {
                each.get(f"{W}styleId", ""): each for each in root.iterchildren(f"{W}style")
            }
            defaults = root.find(f"{W}docDefaults")
            if defaults is not None:
                paragraph = defaults.find(f"{W}pPrDefault/{W}pPr")
                font = defaults.find(f"{W}rPrDefault/{W}rPr")
                self._usual = _set(self._usual, paragraph, font)
        self._default = next(
            (name for name, each in self._styles.items() if _is_default(each)), "Normal"
        )

    def of(self, paragraph: etree._Element) -> Setting:
        """Return how `paragraph` is set by its style and by itself."""
        properties = paragraph.find(f"{W}pPr")
        style = None if properties is None else properties.find(f"{W}pStyle")
        name = self._default if style is None else style.get(f"{W}val", self._default)
        marks = None if properties is None else properties.find(f"{W}rPr")
        setting = _set(self._styled(name), properties, None)
        # The mark at the end is as high as its font only where nothing else is.
        return (
            setting if _has_runs(paragraph) else replace(setting, font=_font(setting.font, marks))
        )

    def run_font(self, font: Font, run: etree._Element) -> Font:
        """Return the font of a `run` in a paragraph that is set in `font`."""
        return _font(font, run.find(f"{W}rPr"))

    def _styled(self, name: str) -> Setting:
        known = self._known.get(name)
        if known is None:
            known = self._usual
            for style in reversed(list(self._chain(name))):
                known = _set(known, style.find(f"{W}pPr"), style.find(f"{W}rPr"))
            self._known[name] = known
        return known

    def _chain(self, name: str) -> Iterator[etree._Element]:
        """Yield a style, and those that it is based on."""
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            if based is None:
                return
            name = based.get(f"{W}val", "")


def _is_default(style: etree._Element) -> bool:
    is_paragraph = style.get(f"{W}type") == "paragraph"
    return is_paragraph and style.get(f"{W}default") in ("1", "true", "on")


def _has_runs(paragraph: etree._Element) -> bool:
    return next(paragraph.iter(f"{W}t"), None) is not None


def _set(
    setting: Setting, properties: etree._Element | None, font: etree._Element | None
) -> Setting:
    """Return `setting` with what `properties` of a paragraph and of a `font` say otherwise."""
    setting = replace(setting, font=_font(setting.font, font))
    if properties is None:
        return setting
    changed = dict[str, int | str | bool]()
    spacing, indents = properties.find(f"{W}spacing"), properties.find(f"{W}ind")
    if spacing is not None:
        changed |= _lengths(spacing, (("line", "line"), ("before", "before"), ("after", "after")))
        if spacing.get(f"{W}line") is not None:
            changed["rule"] = spacing.get(f"{W}lineRule", "auto")
    if indents is not None:
        changed |= _lengths(
            indents,
            (("start", "left"), ("left", "left"), ("end", "right"), ("right", "right")),
        )
        changed |= _lengths(indents, (("firstLine", "first"),))
        if indents.get(f"{W}hanging") is not None:
            changed["first"] = -_length(indents.get(f"{W}hanging"))
    breaks = properties.find(f"{W}pageBreakBefore")
    if breaks is not None:
        changed["breaks"] = breaks.get(f"{W}val", "1") in ("1", "true", "on")
    return replace(setting, **changed)


def _lengths(element: etree._Element, names: Iterable[tuple[str, str]]) -> dict[str, int]:
    return {
        name: _length(element.get(f"{W}{attribute}"))
        for attribute, name in names
        if element.get(f"{W}{attribute}") is not None
    }


def _length(text: str | None) -> int:
    return max(-_LARGEST, min(_LARGEST, whole(text)))


def _font(font: Font, properties: etree._Element | None) -> Font:
    """Return `font` with what `properties` say otherwise; a face unknown here stays what it was."""
    if properties is None:
        return font
    fonts, size = properties.find(f"{W}rFonts"), properties.find(f"{W}sz")
    name = None if fonts is None else fonts.get(f"{W}ascii")
    face = None if name is None else _measured(name)
    points = None if size is None else whole(size.get(f"{W}val"))
    bold, italic = (_toggle(properties, each) for each in ("b", "i"))
    return Font(
        font.face if face is None else face,
        font.size if points is None or not 2 <= points <= 3276 else points * 10,
        font.bold if bold is None else bold,
        font.italic if italic is None else italic,
    )


def _toggle(properties: etree._Element, name: str) -> bool | None:
    mark = properties.find(f"{W}{name}")
    return None if mark is None else mark.get(f"{W}val", "1") in ("1", "true", "on")
