"""Which file stands for which face, cut once and kept in the user's cache folder.

Arial is Arimo from the package `fontpkg-arimo`, always, so that the same SOP gives
the same bytes everywhere; Arial Narrow is the same file, set narrower. Segoe UI Symbol
is made of the signs in `pymupdf-fonts`. Times New Roman and Bookman Old Style come from
the machine: the real ones, or a family of the same widths. A family counts only when all
four of its styles are there.

Cut files live in `$SOPGEN_CACHE`, else in the system's cache folder. They are written
to a temporary name and renamed, so several processes may be first at once; each
carries a digest, so a damaged one is cut again. Where nothing can be written, the cut
is made in memory.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import assert_never

from msgspec import Struct

from sopgen.document.page import Face
from sopgen.fonts.measures import Cut, Measures, loaded
from sopgen.problems.problem import Problem, ProblemsError

CUT_REVISION = "2"
"""Raised whenever `cutting` would make other bytes out of the same source."""

REGULAR_WEIGHT, BOLD_WEIGHT = 400, 700

DIGEST_SIZE = hashlib.sha256().digest_size


class Style(Struct, frozen=True):
    """One of the four styles of a face."""

    bold: bool = False
    italic: bool = False


class Source(Struct, frozen=True):
    """A font file to cut from; `weight` sets a variable one."""

    path: Path
    name: str
    weight: int | None = None


class SignSource(Struct, frozen=True):
    """The package that the signs are cut from."""

    path: Path
    name: str


class Family(Struct, frozen=True):
    """A font family as it lies on machines: its files in the order of `STYLES`."""

    name: str
    files: tuple[str, str, str, str]


STYLES = (Style(), Style(bold=True), Style(italic=True), Style(bold=True, italic=True))

TIMES = (
    Family("TimesNewRoman", ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")),
    Family(
        "TimesNewRoman",
        (
            "times new roman.ttf",
            "times new roman bold.ttf",
            "times new roman italic.ttf",
            "times new roman bold italic.ttf",
        ),
    ),
    Family(
        "TimesNewRoman",
        (
            "times_new_roman.ttf",
            "times_new_roman_bold.ttf",
            "times_new_roman_italic.ttf",
            "times_new_roman_bold_italic.ttf",
        ),
    ),
    Family(
        "Tinos",
        ("tinos-regular.ttf", "tinos-bold.ttf", "tinos-italic.ttf", "tinos-bolditalic.ttf"),
    ),
    Family(
        "LiberationSerif",
        (
            "liberationserif-regular.ttf",
            "liberationserif-bold.ttf",
            "liberationserif-italic.ttf",
            "liberationserif-bolditalic.ttf",
        ),
    ),
)
"""Times New Roman, as Windows, macOS and Linux name its files, and families of its widths."""

BOOKMAN = (
    Family("BookmanOldStyle", ("bookos.ttf", "bookosb.ttf", "bookosi.ttf", "bookosbi.ttf")),
    Family(
        "BookmanOldStyle",
        (
            "bookman old style.ttf",
            "bookman old style bold.ttf",
            "bookman old style italic.ttf",
            "bookman old style bold italic.ttf",
        ),
    ),
    Family(
        "TeXGyreBonum",
        (
            "texgyrebonum-regular.otf",
            "texgyrebonum-bold.otf",
            "texgyrebonum-italic.otf",
            "texgyrebonum-bolditalic.otf",
        ),
    ),
    Family(
        "URWBookman",
        (
            "urwbookman-light.otf",
            "urwbookman-demi.otf",
            "urwbookman-lightitalic.otf",
            "urwbookman-demiitalic.otf",
        ),
    ),
)
"""Bookman Old Style and families of its widths."""


def measures(face: Face, style: Style) -> Measures:
    """Return the measures of `face`. Raises ProblemsError (FNT001) where the face is missing."""
    return _measures(source(face, style))


def program(face: Face, style: Style) -> bytes:
    """Return the font file to embed. Raises ProblemsError (FNT001) where the face is missing."""
    return _program(source(face, style))


def postscript_name(face: Face, style: Style) -> str:
    """Return the name of the font that stands for `face`, as it is embedded."""
    return source(face, style).name


def problem_with(face: Face) -> Problem | None:
    """Return what keeps `face` from being used on this machine."""
    try:
        source(face, Style())
    except ProblemsError as error:
        return error.problems[0]
    return None


@cache
def source(face: Face, style: Style) -> Source | SignSource:
    """Return the file that stands for `face`. Raises ProblemsError (FNT001) where there is none."""
    found: dict[Style, Source] | None
    match face:
        case Face.SEGOE_UI_SYMBOL:
            return _signs()
        case Face.ARIAL | Face.ARIAL_NARROW:
            found = _arimo()
        case Face.TIMES_NEW_ROMAN:
            found = installed(TIMES, font_folders())
        case Face.BOOKMAN_OLD_STYLE:
            found = installed(BOOKMAN, font_folders())
        case _:
            assert_never(face)
    if found is None:
        raise ProblemsError([_missing(face)])
    return found[style]


def _signs() -> SignSource:
    package = importlib.util.find_spec("pymupdf_fonts")
    if package is None or package.origin is None:
        raise ProblemsError([_missing(Face.SEGOE_UI_SYMBOL)])
    return SignSource(Path(package.origin), "NotoSansSymbols-Signs")


def _arimo() -> dict[Style, Source] | None:
    package = importlib.util.find_spec("fontpkg_arimo")
    if package is None or package.origin is None:
        return None
    files = Path(package.origin).parent / "files"
    return {
        style: Source(
            files / ("Arimo-Italic[wght].ttf" if style.italic else "Arimo[wght].ttf"),
            _styled("Arimo", style),
            BOLD_WEIGHT if style.bold else REGULAR_WEIGHT,
        )
        for style in STYLES
    }


def _styled(family: str, style: Style) -> str:
    suffix = ("Bold" if style.bold else "") + ("Italic" if style.italic else "")
    return f"{family}-{suffix or 'Regular'}"


def _missing(face: Face) -> Problem:
    match face:
        case Face.TIMES_NEW_ROMAN:
            advice = "Pasang Times New Roman, Tinos atau Liberation Serif"
        case Face.BOOKMAN_OLD_STYLE:
            advice = "Pasang Bookman Old Style (ikut Microsoft Office) atau TeX Gyre Bonum"
        case Face.ARIAL | Face.ARIAL_NARROW | Face.SEGOE_UI_SYMBOL:
            advice = "Pasang ulang sopgen"
        case _:
            assert_never(face)
    return Problem(
        code="FNT001",
        message=f"Huruf {face} tidak ada di komputer ini.",
        hint=f"{advice}, atau pilih Arial atau Arial Narrow.",
    )


def installed(families: Iterable[Family], folders: Iterable[Path]) -> dict[Style, Source] | None:
    """Return the first of `families` that lies whole in `folders` and what is under them."""
    present: dict[str, Path] = {}
    for path in _font_files(folders):
        present.setdefault(path.name.lower(), path)
    for family in families:
        if all(file in present for file in family.files):
            return {
                style: Source(present[file], _styled(family.name, style))
                for style, file in zip(STYLES, family.files, strict=True)
            }
    return None


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, children, files in os.walk(folder):
            children.sort()
            for file in sorted(files):
                if file.lower().endswith((".ttf", ".otf")):
                    yield Path(parent, file)


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # an account without a home, as services have
        return Path(tempfile.gettempdir())


def font_folders() -> tuple[Path, ...]:
    """Return where this system keeps fonts, the user's own first."""
    home = _home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData/Local"))
        windows = os.environ.get("WINDIR", r"C:\Windows")
        return Path(local, "Microsoft/Windows/Fonts"), Path(windows, "Fonts")
    if sys.platform == "darwin":
        return (
            home / "Library/Fonts",
            Path("/Library/Fonts"),
            Path("/System/Library/Fonts"),
            Path("/Applications/Microsoft Word.app/Contents/Resources/DFonts"),
        )
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return (
        Path(own, "fonts"),
        home / ".fonts",
        *(Path(folder, "fonts") for folder in shared.split(":")),
    )


def cache_folder() -> Path:
    """Return where cut fonts are kept: `$SOPGEN_CACHE`, else the system's place for it."""
    chosen = os.environ.get("SOPGEN_CACHE")
    if chosen:
        return Path(chosen)
    home = _home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(home / "AppData/Local")), "sopgen", "cache")
    if sys.platform == "darwin":
        return home / "Library/Caches/sopgen"
    return Path(os.environ.get("XDG_CACHE_HOME") or str(home / ".cache"), "sopgen")


@cache
def _measures(source: Source | SignSource) -> Measures:
    return kept_measures(source, cache_folder())


@cache
def _program(source: Source | SignSource) -> bytes:
    return kept_program(source, cache_folder())


def kept_measures(source: Source | SignSource, folder: Path) -> Measures:
    """Return the measures of `source` from `folder`, cutting it first where need be."""
    kept = _kept(_place(source, folder, ".advances"))
    return loaded(kept) if kept is not None else _cut_into(source, folder).measures


def kept_program(source: Source | SignSource, folder: Path) -> bytes:
    """Return the cut font file of `source` from `folder`, cutting it first where need be."""
    kept = _kept(_place(source, folder, ".font"))
    return kept if kept is not None else _cut_into(source, folder).program


def _cut_into(source: Source | SignSource, folder: Path) -> Cut:
    made = _cut(source)
    with suppress(OSError):
        _keep(_place(source, folder, ".advances"), made.measures.dumped())
        _keep(_place(source, folder, ".font"), made.program)
    return made


@cache
def _cut(source: Source | SignSource) -> Cut:
    # fontTools takes 150 ms to import, and only the first run on a machine needs it.
    match source:
        case Source():
            from sopgen.fonts.cutting import cut

            return cut(source.path, source.name, source.weight)
        case SignSource():
            from sopgen.fonts.cutting_signs import cut_signs

            return cut_signs(source.name)


def _place(source: Source | SignSource, folder: Path, ending: str) -> Path:
    """Return where a cut is kept, by all that it depends on."""
    state = source.path.stat()
    version = f"{CUT_REVISION} {source} {state.st_size} {state.st_mtime_ns}"
    key = hashlib.sha256(version.encode()).hexdigest()[:16]
    return folder / "fonts" / f"{source.name}-{key}{ending}"


def _kept(path: Path) -> bytes | None:
    """Return what `_keep` wrote, None where there is nothing or it is damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, content = data[:DIGEST_SIZE], data[DIGEST_SIZE:]
    return content if hashlib.sha256(content).digest() == digest else None


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
