"""Make the files of definitions in memory: what a worker does, wherever it runs.

A worker reads and renders; it never writes to the output folder. What it read is
digested from the very bytes that it rendered, or before it read them, so a file that
changes meanwhile is at worst built once more. The processes of a cluster see the
project at the same path.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sopgen.definition.composer import TextNode, compose
from sopgen.definition.plaintext import decoded
from sopgen.definition.reading import (
    Agency,
    Definition,
    read_definition,
    read_letterhead,
)
from sopgen.layout.typeset import Typesetter
from sopgen.model.status import Status
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import ProblemsError
from sopgen.project.fingerprints import NONE, Inputs, digest, file_digest
from sopgen.project.outcome import Order, Rendering
from sopgen.project.tools import tools_digest
from sopgen.rendering import new_typesetter, rendered


@dataclass(frozen=True, slots=True)
class _Logoed:
    """A letterhead and the digest of its logo's file as it was before it was read."""

    agency: Agency
    logo: str


def render(orders: Sequence[Order]) -> list[Rendering]:
    """Return the renderings of `orders`, which share letterheads."""
    typesetter = _typesetter()
    letterheads = cache(_read_letterhead)
    return [_render(order, typesetter, letterheads) for order in orders]


_typesetter = cache(new_typesetter)
"""The words that one process measured are known for all its SOPs."""


def _render(
    order: Order, typesetter: Typesetter, letterheads: Callable[[Path], _Logoed]
) -> Rendering:
    started = time.perf_counter()
    if order.is_book:
        return _render_book(order, typesetter, letterheads)
    try:
        definition = read_definition(order.definition, lambda path: letterheads(path).agency)
        made = rendered(definition, order.formats, typesetter, with_source=order.with_source)
    except ProblemsError as error:
        return Rendering({}, error.problems, None, _since(started), tools_digest())
    inputs = _inputs(definition, letterheads)
    return Rendering(
        made.files,
        definition.remarks,
        inputs,
        _since(started),
        tools_digest(),
        made.signing,
        revoked=definition.sop.status is Status.WITHDRAWN,
    )


def _render_book(
    order: Order, typesetter: Typesetter, letterheads: Callable[[Path], _Logoed]
) -> Rendering:
    from sopgen.project.book_making import made_book

    started = time.perf_counter()
    try:
        files, inputs = made_book(order, typesetter, lambda path: letterheads(path).agency)
    except ProblemsError as error:
        return Rendering({}, error.problems, None, _since(started), tools_digest())
    return Rendering(files, (), inputs, _since(started), tools_digest())


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)


def _read_letterhead(path: Path) -> _Logoed:
    name = _logo_name(path)
    logo = file_digest(path.parent / name) if name else NONE
    return _Logoed(read_letterhead(path), logo)


def _logo_name(letterhead: Path) -> str:
    """Return the logo that a letterhead names, as far as that can be told."""
    try:
        text = decoded(plain_bytes(letterhead))
    except OSError:
        return ""
    root = compose(text).root if isinstance(text, str) else None
    match root.entries.get("logo") if root else None:
        case (_, TextNode(text=name)):
            return name
        case _:
            return ""


def _inputs(definition: Definition, letterheads: Callable[[Path], _Logoed]) -> Inputs:
    sop, agency = definition.sop, definition.agency
    return Inputs(
        definition=digest(definition.source.data),
        letterhead_name=sop.letterhead,
        letterhead=digest(agency.source.data),
        logo_name=agency.letterhead.logo or "",
        logo=letterheads(agency.source.path).logo,
        face=definition.profile.font.face.value,
    )
