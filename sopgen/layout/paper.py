"""Decide the area that a sheet may print on.

The strip for the electronic signature, 50 pt at the foot of every page, stays empty;
the page number stands right above it, what else the profile wants at the foot above
that, then the body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.page import (
    Align,
    Box,
    Field,
    Font,
    Footer,
    Header,
    Item,
    Padding,
    Page,
    Paragraph,
    Run,
    SigningPlace,
    Table,
)
from sopgen.layout.typeset import (
    Passage,
    SetText,
    Typesetter,
    pixels_down,
    pixels_up,
    runs_of,
)
from sopgen.model.profile import Orientation, Paper, Profile, SigningMode

SIGNATURE_STRIP = 1000
"""What stays empty at the foot of every page: 50 pt."""

_FOOTER_GAP = 60
_BESIDE_NUMBER = 240
"""What parts the words at the foot from the page's number."""

_HEAD_GAP = 120
"""Between a head that is repeated and what stands below it: 6 pt."""

_STATUS_GAP = 140
_STATUS_SIZE = 280
_LEAST_EDGE = 284
"""What no printer prints on: 5 mm."""

SIZES = {
    Paper.A4: (11906, 16838),
    Paper.F4: (12189, 18709),
    Paper.FOLIO: (12240, 18720),
    Paper.LETTER: (12240, 15840),
    Paper.LEGAL: (12240, 20160),
    Paper.A3: (16838, 23811),
}
"""Width and height in twips, upright. F4 is 215 x 330 mm."""


def twips(millimetres: float) -> int:
    """Return a length of `millimetres` in twips."""
    return round(millimetres * 1440 / 25.4)


def points(size: float) -> int:
    """Return a font size of `size` points in twips, on Word's half points."""
    return round(size * 2) * 10


class PageContent(Struct, frozen=True):
    """What stands on a page, and where one signs on it."""

    items: tuple[Item, ...]
    signing: tuple[SigningPlace, ...] = ()
    headed: bool = False
    """Whether the whole head of the sheet stands on it, so that it needs no short one."""

    @property
    def bottom(self) -> int:
        """Where the lowest item ends."""
        return max(item.box.bottom for item in self.items)

    def with_more(self, other: PageContent) -> PageContent:
        """Return this with what stands in `other` besides."""
        headed = self.headed or other.headed
        return PageContent(self.items + other.items, self.signing + other.signing, headed)


Heading: TypeAlias = "Callable[[Sheet], Table]"
"""What makes the head that the pages of a sheet repeat."""


class Sheet(Struct, frozen=True):
    """A paper with its margins; `body` is what tables and texts may fill.

    `notice` is printed above the page number, `mark` behind it; `status` stands in the top
    margin and says that the sheet is not in force. The `head`, `head_height` twips high, is
    repeated above the body of every page that does not begin with the whole head.
    """

    width: int
    height: int
    body: Box
    footer_font: Font
    profile: Profile
    typesetter: Typesetter
    notice: SetText
    mark: str = ""
    status: str = ""
    heading: Heading | None = None
    head: tuple[Item, ...] = ()
    head_height: int = 0

    @property
    def top(self) -> int:
        """Where the sheet begins below its top margin."""
        return self.body.y - self.head_height

    @property
    def orientation(self) -> Orientation:
        return Orientation.LANDSCAPE if self.width > self.height else Orientation.PORTRAIT

    @property
    def margins(self) -> Padding:
        body = self.body
        return Padding(self.top, body.x, self.height - body.bottom, self.width - body.right)

    def under(self, heading: Heading) -> Sheet:
        """Return the sheet with the head that `heading` makes for it, repeated on its pages."""
        head = heading(self)
        height = head.box.height + _HEAD_GAP
        body = replace(self.body, y=self.body.y + height, height=self.body.height - height)
        return replace(self, body=body, heading=heading, head=(head,), head_height=height)

    def page(
        self, part: str, content: PageContent, number: int, count: int, running: str = ""
    ) -> Page:
        """Return page `number` of `count`, both counted from 1.

        `running` says at its foot what a loose sheet belongs to, where no notice stands there.
        """
        return Page(
            self.width,
            self.height,
            self.margins,
            part,
            content.items if content.headed else (*self.head, *content.items),
            self._footer(number, count, running),
            content.signing,
            self._header(),
        )

    def _header(self) -> Header | None:
        if not self.status:
            return None
        font = _status_font(self.profile)
        pitch = self.typesetter.metrics.line_height(font)
        box = Box(self.body.x, self.top - pitch - _STATUS_GAP, self.body.width, pitch)
        line = self.typesetter.single_line(runs_of(self.status, font), box, Align.RIGHT)
        return Header(box, (line,))

    def _footer(self, number: int, count: int, running: str) -> Footer:
        labels, font = self.profile.labels, self.footer_font
        whole: tuple[Run, ...] = (
            Run(f"{labels.page} ", font),
            Run(str(number), font, Field.PAGE),
            Run(f" {labels.of_pages} ", font),
            Run(str(count), font, Field.PAGES),
        )
        if self.mark:
            whole = (*whole, Run(f" · {labels.fingerprint} {self.mark}", font))
        pitch = self.typesetter.metrics.line_height(font)
        top = self.height - SIGNATURE_STRIP - pitch
        box = Box(self.body.x, top, self.body.width, pitch)
        line: tuple[Paragraph, ...] = (self.typesetter.single_line(whole, box, Align.CENTER),)
        # Excel holds 255 characters at a foot, which a notice nearly fills.
        if running and not self.notice.height:
            taken = sum(self.typesetter.metrics.width(run.text, run.font) for run in whole)
            words = self._shortened(running, (box.width - taken) / 2 - _BESIDE_NUMBER)
            line = (self.typesetter.single_line((Run(words, font),), box, Align.LEFT), *line)
        if not self.notice.height:
            return Footer(box, line)
        above = replace(box, y=top - self.notice.height, height=box.height + self.notice.height)
        return Footer(above, (*self.notice.placed(above.x, above.y), *line))

    def _shortened(self, text: str, room: float) -> str:
        """Return as many words of `text` as `room` holds, one at least."""
        width, font = self.typesetter.metrics.width, self.footer_font
        words = text.split()
        if width(text, font) <= room:
            return " ".join(words)
        while len(words) > 1 and width(f"{' '.join(words)} …", font) > room:
            words.pop()
        return f"{' '.join(words)} …"


def sheet(
    profile: Profile,
    orientation: Orientation,
    typesetter: Typesetter,
    mark: str = "",
    bound: float = 0,
    status: str = "",
) -> Sheet:
    """Return the sheet that `profile` prints on, upright or across.

    `mark` is the fingerprint of the definition, printed where the profile wants it; `status`
    are the words in the top margin, which then has room for them. The left margin is `bound`
    millimetres at least.
    """
    width, height = SIZES[profile.paper.size]
    if orientation is Orientation.LANDSCAPE:
        width, height = height, width
    margins = profile.paper.margins
    font = Font(profile.font.face, points(min(8, profile.font.flow)))
    left = pixels_up(twips(max(margins.left, bound)))
    top = pixels_up(max(twips(margins.top), _status_room(profile, typesetter) if status else 0))
    inner = pixels_down(width - twips(margins.right) - left)
    notice = _notice(profile, font, inner, typesetter)
    foot = SIGNATURE_STRIP + typesetter.metrics.line_height(font) + notice.height + _FOOTER_GAP
    bottom = height - max(twips(margins.bottom), foot)
    body = Box(left, top, inner, pixels_down(bottom - top))
    printed = mark if profile.footer.fingerprint else ""
    return Sheet(width, height, body, font, profile, typesetter, notice, printed, status)


def _status_font(profile: Profile) -> Font:
    return Font(profile.font.face, _STATUS_SIZE, bold=True)


def _status_room(profile: Profile, typesetter: Typesetter) -> int:
    """Return the least top margin that a status stands in."""
    pitch = typesetter.metrics.line_height(_status_font(profile))
    return _LEAST_EDGE + pitch + _STATUS_GAP


def turned(found: Sheet) -> Sheet:
    """Return the same paper turned a quarter."""
    return _lying(found, found.profile.paper.size, _other(found.orientation))


def larger(found: Sheet) -> Iterator[Sheet]:
    """Yield `found` turned, then the larger papers, smallest first, each as it lies and turned."""
    yield turned(found)
    area = found.width * found.height
    for size in sorted(SIZES, key=lambda size: prod(SIZES[size])):
        if prod(SIZES[size]) > area:
            yield _lying(found, size, found.orientation)
            yield _lying(found, size, _other(found.orientation))


def _lying(found: Sheet, size: Paper, orientation: Orientation) -> Sheet:
    """Return `found` on a paper of another `size`, upright or across."""
    paper = found.profile.paper.model_copy(update={"size": size})
    profile = found.profile.model_copy(update={"paper": paper})
    lying = sheet(profile, orientation, found.typesetter, found.mark, status=found.status)
    return lying.under(found.heading) if found.heading else lying


def _other(orientation: Orientation) -> Orientation:
    match orientation:
        case Orientation.PORTRAIT:
            return Orientation.LANDSCAPE
        case Orientation.LANDSCAPE:
            return Orientation.PORTRAIT
        case _:
            assert_never(orientation)


def _notice(profile: Profile, font: Font, width: int, typesetter: Typesetter) -> SetText:
    """Return what is said of electronic signatures, where the sheet has one."""
    signed = profile.approval.mode is SigningMode.ELECTRONIC
    text = profile.footer.notice if signed else ""
    words = [Passage(runs_of(line, font)) for line in text.split("\n") if line]
    return typesetter.set(words, font, width, Align.CENTER)
