"""Where the outputs of a project go."""

from __future__ import annotations

from pathlib import Path

from sopgen.problems.files import from_here
from sopgen.project.roots import OUTPUT, project_of, settings_file


def output_of(folder: Path) -> Path:
    """Return the folder of outputs of the project that `folder` lies in.

    Raises ProblemsError where the project's own file is wrong. The model is read only where
    there is one, so that a build with nothing to do stays quick.
    """
    if settings_file(folder) is None:
        return from_here(project_of(folder) / OUTPUT)
    from sopgen.project.settings import settings_of

    return settings_of(folder).output
