"""What is done to the text of an SOP or of a letterhead, and what is told of it then.

Both are changed in the same way; a letterhead is shown by the sheet of one of its SOPs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from sopgen.definition.logo import read_logo, rgb_png
from sopgen.definition.reading import read_letterhead
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.project.writing import replace_file
from sopgen.server.asking import Asked, Conflict, Set
from sopgen.server.desk import Desk, OpenText, Refused
from sopgen.server.drawing import Artist, Drawn, Noted
from sopgen.server.looks import Look, looks_of
from sopgen.server.showing import Shower, Showers
from sopgen.server.telling import problem_told, sentence

Doing: TypeAlias = Callable[[OpenText], Refused | None]
Told: TypeAlias = tuple[int, dict[str, object]]
"""The code of an answer, and what it says."""


class Change(Struct, frozen=True):
    """What is asked: changes of the text whose digest the page saw, and what it has already."""

    base: str = msgspec.field(name="dasar")
    edits: list[Asked] = msgspec.field(name="sunting")
    known: list[str] = msgspec.field(name="punya", default_factory=list)
    is_draft: bool = msgspec.field(name="draf", default=False)

    def __call__(self, text: OpenText) -> Refused | None:
        """Change `text`; upon one that another page or program changed, as far as that goes."""
        refused = text.refresh()
        refused = text.change(self.base, self.edits) or refused
        if not self.is_draft:
            refused = text.save() or refused
        return refused


def gone(text: OpenText, way: Callable[[OpenText], None]) -> Refused | None:
    """Go a step back or forth and save; what another program just saved is shown first."""
    seen = text.digest
    refused = text.refresh()
    if text.digest == seen:
        way(text)
    return text.save() or refused


class Texts:
    """The texts on a desk, and who draws them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._artist = Artist()
        self._showers = Showers(desk)

    def difference(self, place: int | str) -> str | None:
        """Return what changed in a text since it was opened; None where there is no such text.

        An SOP is called by its number, a letterhead by its name.
        """
        text = self._desk.opened(place) if isinstance(place, int) else self._desk.letterhead(place)
        if text is None:
            return None
        with text.lock:
            return text.difference()

    def sop(self, number: int, doing: Doing, known: Collection[str]) -> Told | None:
        """Do something to an SOP and tell all of it; None where there is no such SOP."""
        text = self._desk.opened(number)
        if text is None:
            return None
        code, told, data = _done(text, doing)
        return code, told | _shown(self._artist.drawn(text.path, data, known), known)

    def letterhead(
        self, name: str, doing: Doing, known: Collection[str], number: int | None
    ) -> Told | None:
        """Do the same to a letterhead, which is shown by the SOP `number` or its first one.

        What is wrong with that SOP is told only where it cannot be drawn.
        """
        text = self._desk.letterhead(name)
        if text is None:
            return None
        with text.lock:
            code, told, data = _done(text, doing)
            looks, logo = looks_of(text.tree), _logo_of(text)
        showers = self._showers.of(name)
        shower = next((each for each in showers if number in (None, each.number)), None)
        told |= {
            "logo": blake2b(logo, digest_size=8).hexdigest() if isinstance(logo, bytes) else None,
            "tampil": None if shower is None else shower.number,
            "pilihan": _choices(looks, showers, known),
        }
        try:
            read_letterhead(text.path, data)
        except ProblemsError as error:
            return code, told | _shown(Drawn((), tuple(map(Noted, error.problems))), known)
        if shower is None:
            return code, told | _shown(Drawn((), ()), known)
        sheet = plain_bytes(shower.path)
        drawn = self._artist.drawn(shower.path, sheet, known, (text.path, data))
        own = Drawn(drawn.pages, () if drawn.pages else drawn.problems)
        return code, told | _shown(own, known)

    def picture(self, name: str) -> bytes | str:
        """Return the logo of a letterhead as PNG, or why there is none."""
        text = self._desk.letterhead(name)
        if text is None:
            return "Kop ini tidak ada lagi."
        match _logo_of(text):
            case None:
                return "Kop ini belum berlogo."
            case Problem() as problem:
                return sentence(problem)
            case logo:
                return logo

    def logo(self, name: str, picture: bytes) -> Told | None:
        """Give a letterhead a new logo, beside the one that it had; tell all of it."""
        text = self._desk.letterhead(name)
        if text is None:
            return None
        good = rgb_png(picture, "")
        if isinstance(good, Problem):
            return 422, {"pesan": sentence(good), "masalah": [problem_told(good)]}
        path = _kept(text.path, picture)

        def named(text: OpenText) -> Refused | None:
            refused = text.refresh()
            old = text.tree.get("logo", "")
            edit = Set(("logo",), old if isinstance(old, str) else "", path.name)
            return text.change(text.digest, [edit]) or text.save() or refused

        return self.letterhead(name, named, (), None)


def _kept(letterhead: Path, picture: bytes) -> Path:
    """Put a logo beside its letterhead under a name that is free or its own already."""
    ending = "png" if picture.startswith(b"\x89PNG") else "jpg"
    number = 1
    while True:
        behind = "" if number == 1 else f"-{number}"
        path = letterhead.with_name(f"{letterhead.stem}-logo{behind}.{ending}")
        if not path.exists() and not path.is_symlink():
            replace_file(path, picture)
            return path
        if path.is_file() and plain_bytes(path) == picture:
            return path
        number += 1


def _logo_of(text: OpenText) -> bytes | Problem | None:
    """Return the logo that a letterhead names as PNG, or what is wrong with it."""
    with text.lock:
        name = text.tree.get("logo")
    return read_logo(text.path.parent, name) if isinstance(name, str) and name else None


def _choices(
    looks: Sequence[Look], showers: Sequence[Shower], known: Collection[str]
) -> dict[str, object]:
    """Return what may be chosen at a letterhead; where the browser has it, its key alone."""
    told = {
        "bentuk": [
            {"di": list(each.at), "pilihan": list(each.values), "bawaan": each.given}
            for each in looks
        ],
        "sop": [{"id": each.number, "nama": each.name} for each in showers],
    }
    key = _key(told)
    return {"kunci": key} if key in known else {"kunci": key, **told}


def _key(told: object) -> str:
    return blake2b(msgspec.json.encode(told), digest_size=8).hexdigest()


def _done(text: OpenText, doing: Doing) -> tuple[int, dict[str, object], bytes]:
    with text.lock:
        code, why = _refusal(doing(text))
        told: dict[str, object] = {
            "sidik": text.digest,
            "berkas": str(text.path),
            "pohon": text.tree,
            "bisa_batal": text.can_go_back,
            "bisa_ulang": text.can_go_forth,
            "tersimpan": text.is_saved,
            "fokus": list(text.focus),
        }
        return code, told | why, text.data


def _shown(drawn: Drawn, known: Collection[str]) -> dict[str, object]:
    """Return pages and problems; of a problem that the browser has, its key alone."""
    told = [
        {**problem_told(each.problem), **({} if each.mended is None else {"menjadi": each.mended})}
        for each in drawn.problems
    ]
    keys = [_key(each) for each in told]
    return {
        "halaman": [{"kunci": each.key, "svg": each.svg} for each in drawn.pages],
        "masalah": [
            key if key in known else {**each, "kunci": key}
            for key, each in zip(keys, told, strict=True)
        ],
    }


def _refusal(refused: Refused | None) -> Told:
    """Return the code of an answer, and what it says of the change that was not made."""
    match refused:
        case None:
            return 200, {}
        case Refused(conflict=Conflict(at=at, present=present), wanted=wanted):
            return 409, {"bentrok": {"di": list(at), "sekarang": present, "punya": wanted}}
        case Refused(problem=Problem() as problem):
            return 422, {"pesan": sentence(problem)}
        case _:
            raise AssertionError
