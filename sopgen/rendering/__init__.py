"""Turn one definition into the bytes of its files.

Nothing is made of an SOP that has an error; a drawing that breaks our own rules is a
fault of ours, is told as one and made into no file. Finding definitions, and putting
files in place, is decided in `sopgen.project`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from sopgen.definition.attachments import attachments_of
from sopgen.definition.reading import Definition
from sopgen.document.page import Document, Font
from sopgen.document.signing_places import PlaceOnPaper, places_on_paper
from sopgen.document.yardstick import faults
from sopgen.fonts import FontMetrics, sheet_advances
from sopgen.layout import lay_out
from sopgen.layout.glyphs import missing_glyphs
from sopgen.layout.page_numbers import ALONE, Counting
from sopgen.layout.typeset import Typesetter
from sopgen.model.naming import performers_unknown
from sopgen.model.status import Status
from sopgen.problems.problem import Loc, Problem, ProblemsError
from sopgen.writers import Format, writer


def new_typesetter() -> Typesetter:
    """Return a typesetter with the real faces; it remembers the words that it measured."""
    return Typesetter(FontMetrics(), FontMetrics(sheet_advances))


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of one SOP, and where on its PDF one signs."""

    files: dict[Format, bytes]
    signing: tuple[PlaceOnPaper, ...]


def rendered(
    definition: Definition,
    formats: Sequence[Format],
    typesetter: Typesetter,
    *,
    with_source: bool = True,
) -> Rendered:
    """Return the files of `definition`; raises ProblemsError with what forbids them.

    They carry the definition and its letterhead unless they are to be `with_source` false.
    An SOP in force has none of the reviewer's errors.
    """
    if definition.sop.status is Status.IN_FORCE:
        from sopgen.lint import errors_of

        if errors := errors_of(definition):
            raise ProblemsError(errors)
    document = laid_out(definition, typesetter)
    signing = tuple(places_on_paper(document))
    if not with_source:
        document = replace(document, attachments=())
    return Rendered(drawn(definition, document, formats), signing)


def drawn(
    definition: Definition, document: Document, formats: Sequence[Format]
) -> dict[Format, bytes]:
    """Return the pages of `definition` in each of `formats`; raises ProblemsError."""
    try:
        return {each: writer(each)(document) for each in formats}
    except ProblemsError as error:
        path = str(definition.source.path)
        problems = (dataclasses.replace(each, path=each.path or path) for each in error.problems)
        raise ProblemsError(tuple(problems)) from error


def _where_chosen(problem: Problem, definition: Definition) -> Problem:
    """Return the `problem` of a face that is missing, at the line that chooses it."""
    at: Loc = ("format", "huruf", "jenis")
    own, letterhead = definition.source.places, definition.agency.source.places
    chosen = letterhead if own.node(at) is None and letterhead.node(at) is not None else own
    return chosen.located(dataclasses.replace(problem, at=at))


def _undrawn(definition: Definition) -> Iterator[Problem]:
    """Yield the flows of which it is not known who does the steps."""
    for index, flow in enumerate(definition.sop.flows):
        problem = performers_unknown(flow, definition.sop.flow_at(index))
        if problem is not None:
            yield definition.source.places.located(problem)


def laid_out(
    definition: Definition, typesetter: Typesetter, counting: Counting = ALONE
) -> Document:
    """Return the pages of `definition`; raises ProblemsError with what forbids them.

    In a book they are counted on by `counting`.
    """
    if undrawn := tuple(_undrawn(definition)):
        raise ProblemsError(undrawn)
    metrics = typesetter.metrics
    font = Font(definition.profile.font.face, 200)
    places, agency = definition.source.places, definition.agency
    try:
        problems = [places.located(each) for each in missing_glyphs(definition.sop, font, metrics)]
        problems += [
            agency.source.places.located(each)
            for each in missing_glyphs(agency.letterhead, font, metrics)
        ]
    except ProblemsError as error:
        raise ProblemsError([_where_chosen(each, definition) for each in error.problems]) from error
    if not problems:
        document, found = lay_out(
            definition.sop,
            agency.letterhead,
            definition.profile,
            agency.logo,
            typesetter,
            attachments_of(definition),
            counting,
        )
        problems += [places.located(each) for each in found]
    if not problems:
        problems += [
            Problem(
                "LAY900",
                f"Gambar alur melanggar aturan gambar sopgen sendiri ({fault}).",
                path=str(definition.source.path),
                hint="Ini kesalahan sopgen, bukan kesalahan Anda; laporkan bersama definisinya.",
            )
            for fault in faults(document)
        ]
    if problems:
        raise ProblemsError(problems)
    return document
