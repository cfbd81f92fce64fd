"""What an output file was made from, as digests of contents; times never count.

The letterhead that a definition names, the logo that a letterhead names and the face
that both choose follow from bytes that are digested here too, and so does the
resolved profile, whose shipped part belongs to the package. So they are kept with the
record of a build, and a build with nothing to do reads no YAML.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple, replace

from sopgen.definition.naming import letterhead_in
from sopgen.document.page import Face
from sopgen.fonts.files import STYLES, program
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import ProblemsError
from sopgen.project.finding import letterheads_folder
from sopgen.project.tools import tools_digest

MISSING = ""
"""The digest of a file that cannot be read; nothing is ever fresh with it."""

NONE = "-"
"""The digest of a logo that no letterhead asks for."""


class Other(Struct, frozen=True):
    """A file by its path from the project; of a folder, which ends in a slash, its names."""

    path: str
    digest: str


class Inputs(Struct, frozen=True, omit_defaults=True):
    """What an SOP was made from: digests, and the names that lead to the other files.

    A book is made from `others` too: its SOPs, with all that those are made from.
    """

    definition: str
    letterhead_name: str
    letterhead: str
    logo_name: str
    logo: str
    face: str
    others: tuple[Other, ...] = ()

    @property
    def sources(self) -> str:
        """One digest of what people made: whatever else changes, the SOP says the same."""
        own = (self.definition, self.letterhead, self.logo)
        return digest("\n".join((*own, *(each.digest for each in self.others))).encode())


class Fingerprint(Struct, frozen=True):
    """All that the bytes of one output file follow from; every option belongs here."""

    definition: str
    letterhead: str
    logo: str
    others: str
    faces: str
    tools: str
    format: str
    with_source: str

    def digest(self) -> str:
        """Return one digest of it all."""
        return digest("\n".join(astuple(self)).encode())


def fingerprint(inputs: Inputs, format: str, with_source: bool) -> str:
    """Return the digest of the fingerprint of an SOP's file in `format`."""
    whole = Fingerprint(
        inputs.definition,
        inputs.letterhead,
        inputs.logo,
        " ".join(each.digest for each in inputs.others),
        faces_digest(inputs.face),
        tools_digest(),
        format,
        str(with_source),
    )
    return whole.digest()


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, MISSING where it cannot be read."""
    try:
        return digest(plain_bytes(path))
    except OSError:
        return MISSING


def names_digest(folder: Path) -> str:
    """Return the SHA-256 of which files lie below a folder, MISSING where it cannot be read."""
    try:
        names = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.y*ml"))
    except OSError:
        return MISSING
    return digest("\n".join(names).encode("utf-8", "surrogatepass"))


class InputReader:
    """Digests inputs as they lie on disk during one build, each shared file once."""

    def __init__(self) -> None:
        self._shared = cache(file_digest)
        self._folders = cache(letterheads_folder)
        self._letterheads = cache(letterhead_in)

    def current(self, definition: Path, known: Inputs | None) -> Inputs | None:
        """Return what `definition` would be made from now, as far as `known` leads there.

        Without a `known` for these very bytes only reading the definition can tell.
        """
        if known is None or file_digest(definition) != known.definition:
            return None
        folder = self._folders(definition.absolute().parent)
        if folder is None:
            return None
        letterhead = self._letterhead(folder, known.letterhead_name)
        logo = self._shared(folder / known.logo_name) if known.logo_name else NONE
        others = tuple(self._other(folder.parent, each.path) for each in known.others)
        if MISSING in (letterhead, logo, *(each.digest for each in others)):
            return None
        return replace(known, letterhead=letterhead, logo=logo, others=others)

    def _other(self, project: Path, path: str) -> Other:
        look = names_digest if path.endswith("/") else self._shared
        return Other(path, look(project / path))

    def _letterhead(self, folder: Path, name: str) -> str:
        try:
            found = self._letterheads(folder, name)
        except OSError:
            return MISSING
        return self._shared(found) if found else MISSING


@cache
def faces_digest(face: str) -> str:
    """Return the digest of the four font programs that stand for `face` here."""
    try:
        return digest(b"".join(program(Face(face), style) for style in STYLES))
    except (ProblemsError, ValueError):
        return MISSING
