"""Say what the sheets of an SOP tell of it beside its flows, each field and box once.

The first sheet that says something counts; boxes go on from sheet to sheet. A number of a person
that ran into the name belongs to the approver.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from sopgen.document.sheet import Sheet
from sopgen.recognition.labelled import AGENCY, APPROVER, PERSON, Extent, Labelled, SeenField
from sopgen.recognition.placed import Cells
from sopgen.recognition.vocabulary import Lexicon, plain

_IN_BRACKETS = re.compile(r"\([^()]*\)")


class Identity(Struct, frozen=True):
    """What is said of an SOP: `fields` and `boxes`, each once, in the order found.

    `signatories` sign besides the approver, each with a role as its label. `rest` are the texts
    beside the flows that belong to none of them, without a key.
    """

    fields: tuple[SeenField, ...]
    boxes: tuple[SeenField, ...]
    rest: tuple[SeenField, ...] = ()
    signatories: tuple[SeenField, ...] = ()

    def field(self, key: str) -> str:
        """Return the text of the field `key`, "" if there is none."""
        return next((field.text for field in self.fields if field.key == key), "")

    def box(self, key: str) -> str:
        """Return the text of the box `key`, "" if there is none."""
        return next((box.text for box in self.boxes if box.key == key), "")


def identity_of(
    sheets: Sequence[Sheet],
    lexicon: Lexicon,
    tables: Mapping[int, Sequence[Extent]] = MappingProxyType({}),
) -> Identity:
    """Return what `sheets`, all of one SOP, say of it.

    The `tables` of flows on a sheet say nothing; where they are not given, all below a head is one.
    """
    fields: dict[str, SeenField] = {}
    boxes: dict[str, SeenField] = {}
    signatories: dict[str, SeenField] = {}
    rest: list[SeenField] = []
    persons: list[str] = []
    for number, sheet in enumerate(sheets):
        if sheet.hidden:
            continue
        part = Labelled(Cells(sheet), number, lexicon, tables.get(number, ()))
        for field in part.fields():
            name = field.key or field.label
            if name not in fields or not fields[name].text:
                fields[name] = field
        for box in part.boxes():
            name = box.key or box.label
            known = boxes.get(name)
            if known is not None and known.text and _goes_on(box.label, known.label):
                boxes[name] = replace(known, text=f"{known.text}\n{box.text}")
            elif known is not None and known.sheet == number and known.text and box.text:
                boxes[box.label] = replace(box, key="")
            elif known is None or not known.text:
                boxes[name] = box
            elif known.sheet != number and box.text not in known.text:
                boxes[name] = replace(known, text=f"{known.text}\n{box.text}")
        for signatory in part.signatories():
            signatories.setdefault(signatory.label, signatory)
        if APPROVER not in fields or not fields[APPROVER].text:
            fields |= {each.key: each for each in part.approver()}
        above = [(name, box.box) for name, box in boxes.items() if box.sheet == number - 1]
        for name, text in part.continued(above):
            boxes[name] = replace(boxes[name], text=f"{boxes[name].text}\n{text}".strip())
        if AGENCY not in fields:
            fields |= {each.key: each for each in part.agency()}
        persons += part.persons
        rest += part.rest()
    approver = fields.get(APPROVER)
    if approver is not None and persons and not any(map(PERSON.match, approver.text.split("\n"))):
        fields[APPROVER] = replace(approver, text="\n".join((approver.text, *persons)).strip())
    return Identity(
        tuple(fields.values()), tuple(boxes.values()), tuple(rest), tuple(signatories.values())
    )


def _goes_on(title: str, before: str) -> bool:
    """Tell whether `title` is `before` with words in brackets: (lanjutan)."""
    bare = _IN_BRACKETS.sub("", title)
    return bare != title and plain(bare) == plain(_IN_BRACKETS.sub("", before))
