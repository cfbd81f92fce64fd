"""The text of a definition: its keys in their order, and each doubt above the line it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopgen.definition.composer import MapNode, compose
from sopgen.definition.places import Places
from sopgen.definition.validation import Data
from sopgen.editing.references import Map
from sopgen.editing.written import between_brackets, entry, spelled_key
from sopgen.importer.draft import Doubt, DraftSop
from sopgen.importer.drafting import ordered
from sopgen.importer.letterheads import Kop
from sopgen.importer.looks import beyond
from sopgen.model.sop import Official
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem
from sopgen.problems.spelling import quoted

_WIDTH = 100
"""A map or list of a step stands on one line if that is no longer."""

_ON_A_LINE = ("pelaksana", "cabang", "lanjut", "gabung", "tambahan")
_APART = ("dasar_hukum", "kotak_tambahan", "pelaksana", "langkah", "alur", "format")


def text_of(draft: DraftSop, kop: Kop) -> str:
    """Return the file that `draft` becomes under the letterhead `kop`."""
    said: Map = {"kop": kop.name, **draft.definition, **_signed(draft, kop)}
    own = beyond(draft.format, kop.profile)
    if own:
        said["format"] = own
    text = "\n".join(_lines(ordered(said))) + "\n"
    return _with_comments(text, doubts_of(draft, kop))


def _signed(draft: DraftSop, kop: Kop) -> Map:
    """Return who signs, by the ids of the letterhead."""
    said: Map = {}
    approver = draft.agency.approver
    if approver is not None and (key := kop.id_of(approver)):
        said["pengesah"] = key
    others: list[Data] = [
        {"peran": each.role, "pejabat": key}
        for each in draft.agency.signing
        if (key := kop.id_of(each.official))
    ]
    return said | ({"penandatangan": others} if others else {})


def doubts_of(draft: DraftSop, kop: Kop) -> tuple[Doubt, ...]:
    """Return the doubts about `draft` that the letterhead `kop` brings, or leaves."""
    missing = [each for each in draft.agency.officials if not kop.id_of(each)]
    left = (each for each in draft.doubts if not _is_answered(each, kop))
    return (*(_unknown(each, kop) for each in missing), *left)


def _is_answered(doubt: Doubt, kop: Kop) -> bool:
    """Tell whether `doubt` is which agency it is, which the letterhead says."""
    return kop.names_agency and (doubt.code, doubt.at) == (Code.IMPORT_NO_NAME, ("kop",))


def _unknown(official: Official, kop: Kop) -> Doubt:
    name = quoted(official.name or official.position)
    text = f"Pejabat di lembarnya, {name}, tidak ada di kop {quoted(kop.name)}. Tambahkan di sana."
    return Doubt(Code.IMPORT_APPROVER, text, ("kop",), 0)


def comment(doubt: Doubt) -> str:
    """Return the comment that tells a doubt, without the blanks in front of it."""
    return f"# periksa {doubt.code}: {' '.join(doubt.text.split())}"


def _lines(said: Map) -> Iterator[str]:
    for key, value in said.items():
        if key in _APART:
            yield ""
        match key, value:
            case "langkah", list() as steps:
                yield "langkah:"
                yield from _steps(steps, "  ")
            case "alur", list() as flows:
                yield "alur:"
                for flow in flows:
                    yield from _flow(flow)
            case _:
                yield from entry(key, value, "", "\n", in_flow=False).split("\n")


def _flow(flow: Data) -> Iterator[str]:
    assert isinstance(flow, dict)
    lead = "  - "
    for key, value in flow.items():
        if key == "langkah" and isinstance(value, list):
            yield f"{lead}langkah:"
            yield from _steps(value, "      ")
        else:
            first, *rest = entry(key, value, "    ", "\n", in_flow=False).split("\n")
            yield f"{lead}{first}"
            yield from rest
        lead = "    "


def _steps(steps: Sequence[Data], indent: str) -> Iterator[str]:
    for step in steps:
        assert isinstance(step, dict)
        lead = f"{indent}- "
        for key, value in step.items():
            first, *rest = _entry(key, value, f"{indent}  ").split("\n")
            yield f"{lead}{first}"
            yield from rest
            lead = f"{indent}  "


def _entry(key: str, value: Data, indent: str) -> str:
    """Return an entry of a step, its first line without `indent`."""
    if key in _ON_A_LINE and isinstance(value, dict | list):
        line = f"{spelled_key(key, in_flow=False)}: {between_brackets(value)}"
        if len(indent) + len(line) <= _WIDTH:
            return line
    return entry(key, value, indent, "\n", in_flow=False)


def _with_comments(text: str, doubts: Sequence[Doubt]) -> str:
    """Return `text` with the `doubts` above the lines that they are about."""
    root = compose(text).root
    if not isinstance(root, MapNode) or not doubts:
        return text
    places = Places("", root)
    above: dict[int, list[str]] = {}
    for doubt in doubts:
        found = places.located(Problem(doubt.code, "", at=doubt.at)).line
        told = above.setdefault(max(1, found), [])
        if comment(doubt) not in told:
            told.append(comment(doubt))
    out: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip(" "))]
        out += [f"{indent}{each}" for each in above.get(number, ())]
        out.append(line)
    return "\n".join(out)
