"""What a form says otherwise than when it was written: changes of words, and its flows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopgen.problems.problem import Problem
from sopgen.pull.changes import Change, TextSet
from sopgen.pull.form.boxes import changed_boxes
from sopgen.pull.form.flows import FormFlow, form_flows
from sopgen.pull.form.known import Known
from sopgen.pull.form.records import changed_records
from sopgen.pull.form.tables import FormTable, form_tables
from sopgen.pull.form.words import RECORDS
from sopgen.pull.pairing import Pair
from sopgen.pull.sources import Sources
from sopgen.pull.texts import changed_texts


@dataclass(frozen=True)
class Understood:
    """What is to be taken over of a form, and what is told of it."""

    changes: tuple[Change, ...]
    flows: tuple[FormFlow, ...]
    problems: tuple[Problem, ...]


def understood(pairs: Sequence[Pair], sources: Sources, known: Known) -> Understood:
    """Return what the sheets of a form say otherwise than `sources`."""
    tables = form_tables(pairs)
    flows = tuple(form_flows(tables))
    found = list(_changes(tables, flows, sources, known))
    return Understood(
        tuple(each for each in found if not isinstance(each, Problem)),
        flows,
        tuple(each for each in found if isinstance(each, Problem)),
    )


def _changes(
    tables: Sequence[FormTable], flows: Sequence[FormFlow], sources: Sources, known: Known
) -> Iterator[Change | Problem]:
    untold = [key for flow in flows for key in flow.untold]
    texts = [table.texts(untold) for table in tables if table.means != ("kotak",)]
    for change in changed_texts(texts, sources, set()):
        wrong = None
        if isinstance(change, TextSet):
            wrong = known.wrong(change.origin.at, change.new, change.where)
        yield change if wrong is None else wrong
    for table in tables:
        if table.means == ("kotak",):
            yield from changed_boxes(table, sources)
        for record in RECORDS:
            if table.means == (record.key,):
                yield from changed_records(table, record, sources, known)
