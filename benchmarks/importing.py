"""How well sheets come in: `python -m benchmarks.importing own|public FOLDER [count]`.

`own` builds the definitions of a project's folder as XLSX, PDF and DOCX, takes map, source and
keys away, and imports them: flows and identities that show the same, and the first difference of
the others. `public` imports all PDFs of a folder: those with a flow, without doubt, how many of the
definitions written build unchanged, and how many of these, read again, are as they were seen.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from msgspec import Struct
from msgspec.structs import replace

from sopgen.definition.reading import Definition, read_definition
from sopgen.document.sheet import Sheet
from sopgen.importer.checking import differences
from sopgen.importer.draft import DraftSop
from sopgen.importer.drafting import draft_of
from sopgen.importer.letterheads import shared
from sopgen.importer.spelling import text_of
from sopgen.problems.codes import Code
from sopgen.problems.problem import ProblemsError
from sopgen.readers import docx, xlsx
from sopgen.readers.packages import opened_package
from sopgen.readers.pdf import sheets_of_pdf
from sopgen.recognition.sops import SeenSop, sops_of
from sopgen.recognition.vocabulary import Lexicon, shipped_vocabulary
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers import Format, writer
from tests.importer.showing import flow_differences, identity_differences

LEXICON = Lexicon(shipped_vocabulary())
FORMATS = (Format.XLSX, Format.PDF, Format.DOCX)


class Came(Struct, frozen=True):
    """What came of one file: the first difference in flows and identity, "" where none."""

    name: str
    format: str
    flow: str
    identity: str
    seconds: float


class Read(Struct, frozen=True):
    """What one public file gave: drafts, why they do not build, and what was read otherwise.

    `again` has an entry for each SOP with a flow that was built: the first difference, "" for none.
    """

    name: str
    steps: int
    unread: int
    codes: tuple[str, ...]
    problems: tuple[str, ...]
    again: tuple[str, ...]
    seconds: float
    crash: str = ""


def sheets_of(data: bytes, kind: Format) -> tuple[Sheet, ...]:
    """Return what is seen of a file of ours, without anything that only our files have."""
    match kind:
        case Format.PDF:
            sheets = sheets_of_pdf(data)
        case Format.XLSX:
            sheets = xlsx.sheets_of_workbook(opened_package(data, xlsx.PARTS))
        case _:
            sheets = docx.sheets_of_word(opened_package(data, docx.PARTS), counted=True)
    return tuple(map(_keyless, sheets))


def _keyless(sheet: Sheet) -> Sheet:
    return replace(
        sheet,
        shapes=tuple(replace(each, key="", name="") for each in sheet.shapes),
        lines=tuple(replace(each, key="", name="") for each in sheet.lines),
        row_keys=(),
    )


def written(drafts: Sequence[DraftSop], folder: Path) -> Iterator[Path]:
    """Write `drafts` with their letterheads as a project; yield their files."""
    (folder / "letterheads").mkdir(exist_ok=True)
    (folder / "definitions").mkdir(exist_ok=True)
    for number, (draft, kop) in enumerate(zip(drafts, shared(drafts, {}), strict=True)):
        (folder / "letterheads" / f"{kop.name}.yaml").write_text(kop.text, encoding="utf-8")
        path = folder / "definitions" / f"{number}.yaml"
        path.write_text(text_of(draft, kop), encoding="utf-8")
        yield path


def own(path: Path) -> list[Came]:
    """Return what comes of the files of the definition at `path`."""
    original = read_definition(path)
    document = laid_out(original, new_typesetter())
    return [_came(path.stem, original, kind, writer(kind)(document)) for kind in FORMATS]


def _came(name: str, original: Definition, kind: Format, data: bytes) -> Came:
    begin = process_time()
    drafts = [draft_of(seen) for seen in sops_of(sheets_of(data, kind), LEXICON)]
    took = process_time() - begin
    with TemporaryDirectory() as folder:
        paths = list(written(drafts, Path(folder)))
        if len(paths) != 1:
            return Came(name, kind.value, f"{len(paths)} SOPs", "", took)
        try:
            found = read_definition(paths[0])
        except ProblemsError as error:
            return Came(name, kind.value, str(error.problems[0]), "", took)
        flow = next(flow_differences(original, found), "")
        return Came(name, kind.value, flow, next(identity_differences(original, found), ""), took)


def public(path: Path) -> Read:
    """Return what comes of the PDF at `path`."""
    begin = process_time()
    try:
        seen = sops_of(sheets_of_pdf(path.read_bytes()), LEXICON)
        drafts = [draft_of(each) for each in seen]
    except Exception as error:  # a crash is a figure here
        return Read(path.name, 0, 0, (), (), (), process_time() - begin, repr(error))
    steps = [len(draft.rows) for draft in drafts]
    codes = [str(doubt.code) for draft in drafts for doubt in draft.doubts]
    problems: list[str] = []
    again: list[str] = []
    with TemporaryDirectory() as folder:
        for sop, file in zip(seen, written(drafts, Path(folder)), strict=True):
            try:
                again += _again(sop, file)
            except ProblemsError as error:
                problems += [
                    f"{each.code} {each.message}"
                    for each in error.problems
                    if each.code != Code.UNKNOWN_PERFORMERS
                ]
    return Read(
        path.name,
        sum(steps),
        codes.count("IMP020"),
        tuple(codes),
        tuple(problems),
        tuple(again),
        process_time() - begin,
    )


def _again(sop: SeenSop, file: Path) -> Iterator[str]:
    """Yield the first difference of what was built of `file`, if it has a flow."""
    definition = read_definition(file)
    document = laid_out(definition, new_typesetter())
    if definition.sop.flows:
        found = differences(sop, definition, document, LEXICON)
        yield found[0].text if found else ""


def main() -> None:
    """Measure and print."""
    kind, folder, *count = sys.argv[1:]
    with ProcessPoolExecutor() as pool:
        if kind == "own":
            paths = sorted(Path(folder).rglob("*.yaml"))
            paths = [p for p in paths if p.parent.name != "letterheads"]
            paths = paths[: int(count[0])] if count else paths
            _print_own([came for each in pool.map(own, paths) for came in each])
        else:
            files = sorted(Path(folder).glob("*.pdf"))
            files = files[: int(count[0])] if count else files
            _print_public(list(pool.map(public, files)))


def _print_own(found: Sequence[Came]) -> None:
    for each in found:
        for what, words in (("flow", each.flow), ("identity", each.identity)):
            if words:
                print(f"{each.name} {each.format} {what}: {words[:400]}")
    for kind in FORMATS:
        of_kind = [each for each in found if each.format == kind.value]
        flows = sum(not each.flow for each in of_kind)
        identities = sum(not each.identity for each in of_kind)
        slowest = max((each.seconds for each in of_kind), default=0)
        total = len(of_kind)
        print(
            f"{kind.value}: flows {flows}/{total}, identities {identities}/{total}, "
            f"slowest {slowest:.1f} s"
        )


def _print_public(found: Sequence[Read]) -> None:
    for each in found:
        told = each.crash or "; ".join((*each.problems[:2], *filter(None, each.again)))
        if told:
            print(f"{each.name}: {told}")
    drawn = [each for each in found if not each.unread and not each.crash]
    sure = [each for each in drawn if not each.codes]
    total = max(1, len(found))
    print(
        f"flow read: {len(drawn)}/{total}; no doubt: {len(sure)} ({100 * len(sure) / total:.0f} %)"
    )
    unsound = [each for each in found if each.problems or each.crash]
    print(f"do not build, but for drawings that were not read: {len(unsound)}")
    again = [words for each in found for words in each.again]
    print(f"read again as seen: {again.count('')}/{len(again)}")
    print(f"codes: {Counter(code for each in found for code in set(each.codes)).most_common()}")
    seconds = [each.seconds for each in found]
    print(f"seconds: {sum(seconds):.0f}, most {max(seconds, default=0):.1f}")


if __name__ == "__main__":
    main()
