"""Read the words of paragraphs, and how high they stand.

In: paragraphs, and the styles of the file. Out: their text as it is shown, tracked changes
accepted, which parts are in italics, whether a page ends in them, and their height.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import Run
from sopgen.fonts import break_lines
from sopgen.readers.docx.styles import Setting, Styles, W, measuring
from sopgen.readers.office.markup import is_on, local

ZERO_WIDTH_SPACE = "\u200b"
LONGEST_BROKEN = 2_000
"""So many letters of a paragraph are broken into lines as Word does it."""

PAGE_END = "\f"
"""A page break within a text."""

_HOLDERS = (
    "ins",
    "moveTo",
    "hyperlink",
    "smartTag",
    "sdt",
    "sdtContent",
    "fldSimple",
    "bdo",
    "dir",
)
"""What holds runs that are shown; what was deleted or moved away is not."""

_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
_LEAST_WIDTH = 20
"""A text is wrapped in 1 pt at least."""


class Words(Struct, frozen=True):
    """A text, and its parts in italics from and to which character."""

    text: str = ""
    italic: tuple[tuple[int, int], ...] = ()


class Read(Struct, frozen=True):
    """A paragraph: its runs, how it is set, whether a page ends in it, what it runs into.

    A paragraph whose end was deleted is `open`: its text goes on in the next one.
    """

    runs: tuple[Run, ...]
    setting: Setting
    ends_page: bool = False
    open: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(run.text for run in self.runs)

    def height(self, width: int) -> int:
        """Return how much room it takes in a column of this `width`, with the room around it."""
        setting = self.setting
        room = max(_LEAST_WIDTH, width - setting.left - setting.right)
        lines = max(1, _line_count(self._measurable(), room))
        return max(0, setting.before) + lines * setting.pitch + max(0, setting.after)

    def _measurable(self) -> tuple[Run, ...]:
        """Return the runs, without the marker that hangs in the indent."""
        if self.setting.first >= 0 or not any("\t" in run.text for run in self.runs):
            return self.runs
        return (Run(joined(self.runs).text.partition("\t")[2], self.runs[-1].font),)


def _line_count(runs: Sequence[Run], room: int) -> int:
    """Return how many lines `runs` take; a text that is longer than any is not broken by words."""
    if sum(len(run.text) for run in runs) <= LONGEST_BROKEN:
        return len(break_lines(runs, room, measuring()))
    width = sum(measuring().width(run.text, run.font) for run in runs)
    return ceil(width / room) + sum(run.text.count("\n") for run in runs)


def read_paragraph(paragraph: etree._Element, styles: Styles) -> Read:
    """Return what `paragraph` says."""
    setting = styles.of(paragraph)
    found, ends_page = list[Run](), False
    for run in _runs(paragraph):
        text, font = "".join(_pieces(run)), styles.run_font(setting.font, run)
        ends_page = ends_page or PAGE_END in text
        text = text.replace(PAGE_END, "")
        if text and not _is_hidden(run):
            found.append(Run(text, font))
    font = found[0].font if found else setting.font
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    is_open = mark is not None and mark.find(f"{W}del") is not None
    return Read(tuple(found), replace(setting, font=font), ends_page, is_open)


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        name = local(child)
        if name == "r":
            yield child
        elif name in _HOLDERS:
            yield from _runs(child)


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and is_on(mark.get(f"{W}val", "1"))


def _pieces(run: etree._Element) -> Iterator[str]:
    for piece in run:
        match local(piece):
            case "t":
                yield (piece.text or "").replace(ZERO_WIDTH_SPACE, "").replace("\n", " ")
            case "br":
                kind = piece.get(f"{W}type", "textWrapping")
                yield PAGE_END if kind == "page" else "\n"
            case "sym":
                yield _sign(piece.get(f"{W}char", ""))
            case name:
                yield _SIGNS.get(name, "")


def _sign(code: str) -> str:
    """Return the character of a symbol font; its place in the private area tells nothing."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 else ""


def joined(runs: Iterable[Run]) -> Words:
    """Return `runs` as one text."""
    text, italic = "", list[tuple[int, int]]()
    for run in runs:
        start, text = len(text), text + run.text
        if run.font.italic and run.text:
            if italic and italic[-1][1] == start:
                start = italic.pop()[0]
            italic.append((start, len(text)))
    return Words(text, tuple(italic))


def words_of(paragraphs: Iterable[Read]) -> Words:
    """Return the text of `paragraphs`, each on a line of its own."""
    runs, parted = list[Run](), False
    for paragraph in paragraphs:
        if parted:
            runs.append(Run("\n", paragraph.setting.font))
        runs += paragraph.runs
        parted = not paragraph.open
    return joined(runs)
