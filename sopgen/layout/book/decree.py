"""The enactment of a book's SOPs: a keputusan or peraturan in its usual form, and its annex.

Head, body and foot are made; their words are typed, or are those of the profile. The foot stands
at the lower right, the post in capitals with a comma (Perpusnas 8/2020, which follows ANRI);
the annex says at its upper right what it is of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from msgspec.structs import replace

from sopgen.document.origins import Holder, origin_of
from sopgen.document.page import NO_PADDING, Align, Anchor, Box, Font, Side, Text
from sopgen.layout.book.desk import BookDesk, BookPages
from sopgen.layout.book.filling import Filling
from sopgen.layout.book.prose import paragraphs_of, put, too_high
from sopgen.layout.dates import long_date
from sopgen.layout.desk import bold
from sopgen.layout.grid import Ruled, table
from sopgen.layout.paper import PageContent, points
from sopgen.layout.signing.approval import approval, signing_place
from sopgen.layout.signing.signers import Signer, position_lines
from sopgen.layout.typeset import SetText, pixels_down, pixels_up
from sopgen.model.book import Decree, DecreeKind
from sopgen.model.book_words import DecreeWords
from sopgen.model.kinds import Items
from sopgen.model.profile import OfficialLine
from sopgen.model.sop import Official

_SIZE = 11
_ANNEX_SIZE = 10
_GAP = 120
_WIDE_GAP = 240
_LABEL = 0.19
"""The labels Menimbang, KESATU have this part of the width."""

_COLON = 240
_MARK = 420
_FOOT = 0.55
"""The foot begins at this part of the width."""

_NUMBERED = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN")


def decree(desk: BookDesk) -> BookPages:
    """Return the enactment on its pages; none where the book has none."""
    asked = desk.book.decree
    if asked is None or asked.kind is DecreeKind.NONE:
        return BookPages("", ())
    writing = _Writing(desk, asked)
    writing.head()
    writing.body()
    writing.foot()
    problems = (too_high(writing.title, ("penetapan",)),) if writing.filling.is_too_high else ()
    return BookPages(writing.title, writing.filling.pages, problems)


class _Writing:
    """Writes the enactment from the top of its first page down."""

    def __init__(self, desk: BookDesk, asked: Decree) -> None:
        self.filling = Filling(desk.paper.body)
        self._desk = desk.desk
        self._book = desk.book
        self._asked = asked
        self._words: DecreeWords = desk.words.decree
        self._font = Font(self._desk.profile.font.face, points(_SIZE))
        self._official = self._desk.letterhead.officials.get(asked.official, Official())

    @property
    def title(self) -> str:
        """What the decree is called: KEPUTUSAN KEPALA DINAS …."""
        is_decision = self._asked.kind is DecreeKind.DECISION
        kind = self._words.decision if is_decision else self._words.regulation
        post = " ".join(line for line, _ in position_lines(self._official))
        return f"{kind} {post.upper()}".strip()

    @property
    def _about(self) -> str:
        return self._asked.about or self._words.about

    def head(self) -> None:
        """Write the letterhead over two rules, and what the decree is and is about."""
        self._letterhead()
        self._centred(self.title, _GAP)
        self._centred(f"{self._words.number} {self._asked.number}".strip(), _WIDE_GAP)
        self._centred(self._words.about_word, _WIDE_GAP)
        self._centred(self._about.upper(), _WIDE_GAP)
        for line in paragraphs_of(self._words.opening):
            self._centred(line, _WIDE_GAP)
        post = " ".join(line for line, _ in position_lines(self._official))
        if post:
            self._centred(f"{post.upper()},", _WIDE_GAP)

    def body(self) -> None:
        """Write what is considered, regarded and decided."""
        asked, words = self._asked, self._words
        self._items(words.considering, asked.considering or (), ascii_lowercase)
        numbers = tuple(str(number) for number in range(1, 100))
        self._items(words.regarding, asked.regarding or (), numbers)
        self._centred(f"{words.deciding}:", _WIDE_GAP)
        enacted = f"{self.title} {words.about_word} {self._about.upper()}."
        self._row(words.enacting, "", enacted)
        for ordinal in sorted(asked.deciding, key=_place):
            self._row(ordinal, "", asked.deciding[ordinal])

    def foot(self) -> None:
        """Write where and when it was enacted, who signs, and who gets a copy."""
        asked, words, body = self._asked, self._words, self.filling.body
        left = body.x + pixels_down(body.width * _FOOT)
        width = body.right - left
        said = (
            f"{words.enacted_at} {asked.place}".strip() if asked.place else "",
            f"{words.enacted_on} {long_date(asked.date)}" if asked.date else "",
        )
        lines = tuple(line for line in said if line)
        above = self._desk.set(lines, self._font, width)
        signer = Signer(
            "ttd-penetapan",
            "",
            _in_capitals(self._official),
            person=origin_of(("pejabat", asked.official), Holder.LETTERHEAD),
        )
        asked_lines = self._desk.profile.approval.end_lines
        signature = approval(
            signer, asked_lines, frozenset({OfficialLine.NAME}), self._desk, self._font
        )
        signed = self._desk.typesetter.set(signature.passages, self._font, width, Align.LEFT)
        height = pixels_up(above.height + _GAP + signed.height)
        top = self.filling.room(height, _WIDE_GAP)
        over = Box(left, top, width, pixels_up(above.height))
        if lines:
            self.filling.put(Text(over, above.anchored(over, Anchor.TOP)))
        under = Box(left, top + height - pixels_up(signed.height), width, pixels_up(signed.height))
        paragraphs = signed.anchored(under, Anchor.TOP)
        room = [paragraphs[number] for number in signature.room]
        self.filling.put(Text(under, paragraphs), signing_place(signer, room, self._desk))
        if asked.copies:
            self._line(f"{words.copies}:")
            for number, copy in enumerate(asked.copies, start=1):
                self._line(f"{number}. {copy}")

    def _letterhead(self) -> None:
        body, logo = self.filling.body, self._desk.logo
        beside = pixels_up(logo.box.width + _GAP) if logo else 0
        across = body.width - 2 * beside
        text = self._desk.set_lines(self._desk.agency, bold(self._font), across, Align.CENTER)
        address = self._desk.set(self._desk.letterhead.address, self._font, across, Align.CENTER)
        words = text.followed_by(address)
        height = pixels_up(max(words.height, logo.box.height if logo else 0))
        top = self.filling.room(height, _GAP)
        if logo is not None:
            self.filling.put(replace(logo, box=replace(logo.box, x=body.x, y=top)))
        box = Box(body.x + beside, top, across, height)
        self.filling.put(Text(box, words.anchored(box, Anchor.MIDDLE)))
        rules = self.filling.room(45, _WIDE_GAP)
        rows = (Box(body.x, rules, body.width, 30), Box(body.x, rules + 30, body.width, 15))
        below, above = frozenset({Side.BOTTOM}), frozenset({Side.TOP, Side.BOTTOM})
        cells = [Ruled(box, borders=each) for box, each in zip(rows, (above, below), strict=True)]
        self.filling.put(table(cells))

    def _centred(self, text: str, below: int) -> None:
        if text:
            width = self.filling.body.width
            put(self.filling, self._desk.set(text, self._font, width, Align.CENTER), below)

    def _line(self, text: str) -> None:
        put(self.filling, self._desk.set(text, self._font, self.filling.body.width), 0)

    def _items(self, label: str, items: Items, marks: Sequence[str]) -> None:
        """Write items beside `label`, each with its mark where there are several."""
        texts = paragraphs_of(items)
        for number, text in enumerate(texts):
            mark = f"{marks[number % len(marks)]}." if len(texts) > 1 else ""
            self._row("" if number else label, mark, text)

    def _row(self, label: str, mark: str, text: str) -> None:
        """Write `text` with its mark beside a label and a colon."""
        body = self.filling.body
        start = body.x + pixels_down(body.width * _LABEL)
        inner = start + _COLON + (_MARK if mark else 0)
        edges = [(body.x, start), (start, start + _COLON), (inner, body.right)]
        said = [label, ":" if label else "", text]
        if mark:
            edges.insert(2, (start + _COLON, inner))
            said.insert(2, mark)
        texts = [
            self._desk.set(each, self._font, right - left)
            for each, (left, right) in zip(said, edges, strict=True)
        ]
        height = pixels_up(max(each.height for each in texts))
        top = self.filling.room(height, _GAP)
        self.filling.put(table(list(_cells(texts, edges, top, height))))


def _cells(
    texts: Sequence[SetText], edges: Sequence[tuple[int, int]], top: int, height: int
) -> Iterator[Ruled]:
    for text, (left, right) in zip(texts, edges, strict=True):
        box = Box(left, top, right - left, height)
        words = text.anchored(box, Anchor.TOP)
        yield Ruled(box, words, Anchor.TOP, frozenset(), NO_PADDING)


def _place(ordinal: str) -> tuple[int, str]:
    """Return where an ordinal stands: KESATU before KEDUA, what is none behind them all."""
    folded = ordinal.upper()
    return (_NUMBERED.index(folded) if folded in _NUMBERED else len(_NUMBERED)), ordinal


def _in_capitals(official: Official) -> Official:
    """Return the official with the post as a decree's foot has it."""
    post = official.position.upper()
    return official.model_copy(update={"position": f"{post}," if post else ""})


def annex_head(desk: BookDesk) -> PageContent | None:
    """Return what stands at the upper right of the list of SOPs, the annex of the decree."""
    asked, words, body = desk.book.decree, desk.words.decree, desk.paper.body
    if asked is None or asked.kind is DecreeKind.NONE:
        return None
    lines = (
        f"{words.annex} {_Writing(desk, asked).title}",
        f"{words.number} {asked.number}".strip(),
        f"{words.dated} {long_date(asked.date).upper()}" if asked.date else "",
        f"{words.about_word} {(asked.about or words.about).upper()}",
    )
    left = body.x + pixels_down(body.width * _FOOT)
    font = Font(desk.desk.profile.font.face, points(_ANNEX_SIZE))
    text = desk.desk.set(tuple(line for line in lines if line), font, body.right - left)
    box = Box(left, body.y, body.right - left, pixels_up(text.height))
    return PageContent((Text(box, text.anchored(box, Anchor.TOP)),))
