"""What `sopgen.yaml` says of a project: the file is optional, and marks the root of the project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sopgen.definition.entries import Source, in_order, read_entry
from sopgen.model.project import Project
from sopgen.problems.codes import Code
from sopgen.problems.files import BOOKS, DEFINITIONS, LETTERHEADS, from_here, plain_path
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.problems.spelling import quoted
from sopgen.project.roots import MONEV, REGISTERS, project_of, settings_file


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds in the project at `root`; without a `source` everything is as shipped."""

    root: Path
    project: Project
    source: Source | None = None

    @property
    def output(self) -> Path:
        """The folder of outputs, as it is called from here."""
        return from_here(self.root / self.project.output)

    @property
    def rules_left_out(self) -> tuple[str, ...]:
        """Prefixes of the rules that the project does without."""
        return tuple(each.strip().upper() for each in self.project.lint.ignored)

    def located(self, problem: Problem) -> Problem:
        """Return `problem` at its place in the file."""
        return problem if self.source is None else self.source.places.located(problem)


def settings_of(folder: Path) -> Settings:
    """Return the settings of the project that `folder` lies in; raises ProblemsError."""
    root = project_of(folder)
    path = settings_file(folder)
    if path is None:
        return Settings(root, Project())
    try:
        reading = read_entry(Project, path)
    except ProblemsError as error:
        if all(each.code == Code.EMPTY_FILE for each in error.problems):
            return Settings(root, Project())
        raise
    if reading.model is None or reading.problems:
        raise ProblemsError(reading.problems)
    problem = _output_problem(reading.model.output, root)
    if problem is not None:
        problems = tuple(reading.further([problem]))
        raise ProblemsError(in_order(problems, path))
    return Settings(root, reading.model, reading.source)


def rules_left_out(folder: Path) -> tuple[str, ...]:
    """Return the rules that the project around `folder` does without; none if it cannot be read."""
    try:
        return settings_of(folder).rules_left_out
    except ProblemsError:
        return ()


def _output_problem(output: str, root: Path) -> Problem | None:
    """Return why outputs cannot go to `output`.

    Among what people write they would be lost; a backslash parts folders on Windows alone.
    """
    place = plain_path(root / output)
    sources = [
        plain_path(root / each) for each in (BOOKS, DEFINITIONS, LETTERHEADS, MONEV, REGISTERS)
    ]
    if "\\" in output:
        return Problem(
            Code.UNKNOWN_VALUE,
            f"{quoted(output)} tidak sama artinya di setiap komputer.",
            at=("hasil",),
            hint=f"Pakai garis miring biasa: {output.replace(chr(92), '/')}.",
        )
    if output.strip() and not any(
        place.is_relative_to(each) or each.is_relative_to(place) for each in sources
    ):
        return None
    return Problem(
        Code.UNKNOWN_VALUE,
        f"{quoted(output)} tidak dapat menjadi map hasil.",
        at=("hasil",),
        hint="Sebutkan map tersendiri, misalnya output.",
    )
