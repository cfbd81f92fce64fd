"""The faces as fonts that a PDF embeds, and texts as it writes them in these fonts.

A PDF knows a font in subsets of 256 characters, each a TrueType font of its own
(ISO 32000-1, 9.6.3): the first code of each is the glyph for what is missing, 32 is a
space, and the others are given out as characters come. reportlab cuts the subsets.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.ttfonts import SUBSETN, TTFontFile, makeToUnicodeCMap

from sopgen.document.page import Font, Run
from sopgen.fonts import Style, postscript_name, program
from sopgen.writers.pdf.file import File, deflated
from sopgen.writers.pdf.measures import numbers, written

_LEADING = 1.2
"""The pitch that goes with a font, in its sizes; every line is placed by itself."""

_MISSING, _SPACE, _HARD_SPACE = 0, 0x20, 0xA0
_SUBSET = 256

_CODES = tuple(escapePDF(bytes([code])) for code in range(_SUBSET))
"""How each code stands in a string."""

_SYMBOLIC, _NOT_SYMBOLIC = 1 << 2, 1 << 5
"""Flags of a font: its codes are its own, or those of a Latin encoding."""


class Letters:
    """The operators that show texts in one PDF, whose subsets take up each new character."""

    def __init__(self) -> None:
        self._written: dict[str, _Written] = {}
        self._fonts: dict[Font, tuple[_Written, str]] = {}
        self._font: Font | None = None

    def shown(self, run: Run) -> str:
        """Return the operators that set the font of `run` and show its text."""
        if run.font is not self._font:
            self._font = run.font
            self._letters, self._size = self._known(run.font)
        codes = "".join(map(self._letters.__getitem__, run.text))
        if self._letters.keep_to_first:
            return f"{self._letters.first} {self._size} ({codes}) Tj"
        return " ".join(
            f"{subset} {self._size} ({part}) Tj" for subset, part in self._letters.parts(run.text)
        )

    def put(self, file: File, number: int) -> None:
        """Put the fonts into `file`, and the dictionary of their names under `number`."""
        subsets = (part for written in self._written.values() for part in written.add_to(file))
        file.put(number, f"<<{' '.join(f'{name} {subset} 0 R' for name, subset in subsets)}>>")

    def _known(self, font: Font) -> tuple[_Written, str]:
        """Return the letters of `font`, and the operators that set its size."""
        if font not in self._fonts:
            style, size = Style(font.bold, font.italic), font.size / 20
            name = postscript_name(font.face, style)
            if name not in self._written:
                parsed = _parsed(program(font.face, style))
                self._written[name] = _Written(f"/F{len(self._written) + 1}", name, parsed)
            setting = f"{written(size)} Tf {written(_LEADING * size)} TL"
            self._fonts[font] = self._written[name], setting
        return self._fonts[font]


class _Written(dict[str, str]):
    """What the characters of a font are written as.

    A text may change between subsets; nearly every one keeps to the first.
    """

    def __init__(self, name: str, base: str, font: TTFontFile) -> None:
        self.first = f"{name}+0"
        self.keep_to_first = True
        self._name = name
        self._base = base
        self._font = font
        self._subsets = [[_MISSING]]
        self._places: dict[str, int] = {}

    def __missing__(self, character: str) -> str:
        place = self._places[character] = self._place(ord(character))
        self.keep_to_first &= place < _SUBSET
        self[character] = _CODES[place % _SUBSET]
        return self[character]

    def _place(self, code: int) -> int:
        """Return the place of a new character: 256 for each subset before its own, and its code."""
        if code in (_SPACE, _HARD_SPACE):
            return _SPACE
        if code not in self._font.charToGlyph:
            return _MISSING
        if len(self._subsets[-1]) == _SPACE:
            self._subsets[-1].append(_SPACE)
        if len(self._subsets[-1]) == _SUBSET:
            self._subsets.append([_MISSING])
        self._subsets[-1].append(code)
        return _SUBSET * (len(self._subsets) - 1) + len(self._subsets[-1]) - 1

    def parts(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the parts of `text` that lie in one subset, each after its subset's name."""
        for subset, part in groupby(text, lambda character: self._places[character] // _SUBSET):
            yield f"{self._name}+{subset}", "".join(map(self.__getitem__, part))

    def add_to(self, file: File) -> Iterator[tuple[str, int]]:
        """Put the subsets into `file`; yield the name and the number of each."""
        first, *further = self._subsets
        first = first + [_SPACE] * (_SPACE + 1 - len(first))
        for number, codes in enumerate([first, *further]):
            base = f"{SUBSETN(number).decode('ascii')}+{self._base}"
            yield f"{self._name}+{number}", _add_subset(file, self._font, base, codes)


@cache
def _parsed(program: bytes) -> TTFontFile:
    return TTFontFile(BytesIO(program))


def _add_subset(file: File, font: TTFontFile, base: str, codes: list[int]) -> int:
    """Put the part of `font` with the characters `codes` into `file`; return its number."""
    cut = font.makeSubset(codes)
    data = file.add_stream(deflated(cut, f"/Length1 {len(cut)}"))
    descriptor = file.add(
        f"<</Type /FontDescriptor /FontName /{base} /FontFile2 {data} 0 R"
        f" /Flags {font.flags & ~_NOT_SYMBOLIC | _SYMBOLIC} /FontBBox [{numbers(font.bbox)}]"
        f" /Ascent {written(font.ascent)} /Descent {written(font.descent)}"
        f" /CapHeight {written(font.capHeight)} /ItalicAngle {written(font.italicAngle)}"
        f" /StemV {written(font.stemV)} /MissingWidth {written(font.defaultWidth)}>>"
    )
    widths = (font.charWidths.get(code, font.defaultWidth) for code in codes)
    unicode = file.add_stream(deflated(makeToUnicodeCMap(base, codes).encode("ascii")))
    return file.add(
        f"<</Type /Font /Subtype /TrueType /BaseFont /{base} /FirstChar 0"
        f" /LastChar {len(codes) - 1} /Widths [{numbers(widths)}]"
        f" /FontDescriptor {descriptor} 0 R /ToUnicode {unicode} 0 R>>"
    )
