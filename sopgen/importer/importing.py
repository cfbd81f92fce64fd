"""A run over old sheets: read each file, put the definitions in place, see how they look.

First all files are read, because SOPs of one agency share a letterhead; then letterheads and
definitions are written, none of them over one that is there; then each definition is built, so
that the report can show what became of its sheet. One bad file stops only itself. Whoever stops
the run leaves whole files only, and the next run goes on with what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sopgen.definition.naming import letterheads_in
from sopgen.definition.reading import read_letterhead
from sopgen.editing.new import place
from sopgen.importer.draft import Doubt, FileClass, class_of, class_of_refusal
from sopgen.importer.gathering import GatheredFile, gathered
from sopgen.importer.letterheads import Kop, chosen, shared
from sopgen.importer.placing import Placed, placed
from sopgen.importer.rebuilding import PlacedSop, all_rebuilt
from sopgen.importer.report.reported import ReportedFile, ReportedSop
from sopgen.importer.run import Progress, Wish
from sopgen.importer.shelf import shelf_in
from sopgen.importer.spelling import doubts_of, text_of
from sopgen.model.sop import Letterhead
from sopgen.problems.files import LETTERHEADS
from sopgen.problems.problem import Problem
from sopgen.project.writing import place_file


class ImportedSop(Struct, frozen=True):
    """An SOP of a file: what is not sure of it, where its definition lies, and how that looks.

    `problems` keep the definition from being built.
    """

    doubts: tuple[Doubt, ...]
    placed: Placed
    report: ReportedSop
    problems: tuple[Problem, ...] = ()
    crash: str = ""

    @property
    def reported(self) -> ReportedSop:
        """The SOP as the report takes it: what is odd about its place stands first."""
        if self.placed.problem is None:
            return self.report
        sentence = f"{self.placed.problem.message} {self.placed.problem.hint}".strip()
        return replace(self.report, remarks=(sentence, *self.report.remarks))


class ImportedFile(Struct, frozen=True):
    """What became of a file of so many pages: its SOPs, or the problem that refuses it.

    `crash` is the traceback of a fault of ours.
    """

    path: Path
    pages: int = 0
    sops: tuple[ImportedSop, ...] = ()
    problem: Problem | None = None
    crash: str = ""

    @property
    def kind(self) -> FileClass:
        """The class of the file: that of the SOP that needs most work."""
        if self.problem is not None:
            return class_of_refusal(self.problem.code)
        kinds = {class_of(sop.doubts) for sop in self.sops}
        return next(kind for kind in _WORST if kind in kinds)

    @property
    def reported(self) -> ReportedFile:
        """The file as the report takes it."""
        refusal = f"{self.problem.message} {self.problem.hint}".strip() if self.problem else ""
        sops = tuple(sop.reported for sop in self.sops)
        return ReportedFile(str(self.path), self.kind, sops, refusal)


_WORST = (FileClass.PICTURE, FileClass.ARROWS, FileClass.READY)


def imported(wish: Wish, progress: Progress) -> list[ImportedFile]:
    """Return what became of the files of `wish`, in their order, after all is written.

    Raises ProblemsError where a letterhead of the project cannot be read, and OSError where
    nothing can be kept or no letterhead be written.
    """
    existing = letterheads_of(wish.project)
    shelf = shelf_in(wish.output, wish.vocabulary)
    files = gathered(wish, shelf, progress)
    kops = iter(_kops(files, existing, wish.letterhead))
    sops: list[PlacedSop] = []
    owners: list[GatheredFile] = []
    taken: set[str] = set()
    for file in files:
        for number, draft in enumerate(file.found.drafts):
            kop = next(kops)
            _write_letterhead(kop, wish.project / LETTERHEADS)
            text = text_of(draft, kop)
            wanted = place(wish.project, kop.name, _name(draft.definition, file.path))
            put = placed(wanted, text, taken)
            sops.append(PlacedSop(file.key, number, draft, kop, text, put))
            owners.append(file)
    rebuilt = all_rebuilt(sops, existing, wish, shelf, progress)
    made: dict[Path, list[ImportedSop]] = {file.path: [] for file in files}
    for file, sop, found in zip(owners, sops, rebuilt, strict=True):
        doubts = doubts_of(sop.draft, sop.kop)
        made[file.path].append(
            ImportedSop(doubts, sop.placed, found.sop, found.problems, found.crash)
        )
    return [
        ImportedFile(
            file.path, file.found.pages, tuple(made[file.path]), file.found.problem, file.crash
        )
        for file in files
    ]


def letterheads_of(project: Path) -> dict[str, Letterhead]:
    """Return the letterheads of `project` by name; raises ProblemsError."""
    folder = project / LETTERHEADS
    paths = letterheads_in(folder) if folder.is_dir() else []
    return {path.stem: read_letterhead(path).letterhead for path in paths}


def _kops(
    files: Sequence[GatheredFile], existing: Mapping[str, Letterhead], asked: str
) -> Iterator[Kop]:
    """Yield the letterhead of each SOP: the one that is asked for, or that its agency shares."""
    drafts = [draft for file in files for draft in file.found.drafts]
    if asked:
        kop = chosen(asked, existing[asked])
        yield from (kop for _ in drafts)
    else:
        yield from shared(drafts, existing)


def _write_letterhead(kop: Kop, folder: Path) -> None:
    """Write a letterhead that is new, once; raises OSError."""
    path = folder / f"{kop.name}.yaml"
    if kop.text and not path.exists():
        place_file(path, kop.text.encode())


def _name(definition: Mapping[str, object], file: Path) -> str:
    """Return what the definition is called by: the SOP's name, else that of its file."""
    name = definition.get("nama")
    return name if isinstance(name, str) and name.strip() else file.stem
