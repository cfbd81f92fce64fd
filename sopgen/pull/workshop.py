"""A project of one definition, apart from all others, in which texts are read to be tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from sopgen.definition.reading import Definition, read_definition, read_letterhead
from sopgen.definition.validation import Data
from sopgen.document.page import Font
from sopgen.fonts import FontMetrics
from sopgen.layout.flowchart.chart import Chart, chart
from sopgen.layout.glyphs import missing_glyphs
from sopgen.model.flow import Flow
from sopgen.model.graph import graph
from sopgen.model.profile import Profile
from sopgen.problems.files import DEFINITIONS, LETTERHEADS
from sopgen.problems.problem import Problem, ProblemsError
from sopgen.rendering import laid_out, new_typesetter

_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da63f8ffff3f0005fe02fe331295140000000049454e44ae426082"
)
"""A picture of one white dot, for a logo that nobody has."""


class Workshop:
    """Reads texts as the definition of that name with its letterhead; raises ProblemsError."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / DEFINITIONS / name
        self._agency_at = cache(read_letterhead)

    def read(self, text: str) -> Definition:
        """Return what `text` says as a definition."""
        self._path.write_bytes(text.encode())
        return read_definition(self._path, self._agency_at)

    def width_refusal(self, text: str) -> str:
        """Return why no sheet has columns of the widths that `text` asks for; empty if one has."""
        try:
            laid_out(self.read(text), new_typesetter())
        except ProblemsError as error:
            return next((each.message for each in error.problems if each.code == "LAY011"), "")
        return ""


@contextmanager
def workshop(
    name: str, letterhead: bytes, letterhead_name: str, logo: bytes | None, logo_name: str
) -> Iterator[Workshop]:
    """Yield a workshop for the definition `name` and the letterhead of these bytes."""
    with TemporaryDirectory(prefix="sopgen-") as folder:
        root = Path(folder)
        (root / DEFINITIONS).mkdir()
        (root / LETTERHEADS).mkdir()
        (root / LETTERHEADS / letterhead_name).write_bytes(letterhead)
        if logo_name and Path(logo_name).name == logo_name:
            (root / LETTERHEADS / logo_name).write_bytes(logo or _DOT)
        yield Workshop(root, name)


def charts(definition: Definition) -> list[Chart]:
    """Return what each flow of `definition` shows."""
    return [chart(flow, graph(flow)[0], definition.profile) for flow in definition.sop.flows]


def lacking_glyphs(definition: Definition) -> list[Problem]:
    """Return what of `definition` its face cannot print."""
    font = Font(definition.profile.font.face, 200)
    return list(missing_glyphs(definition.sop, font, FontMetrics()))


def chart_of(flow: Mapping[str, Data], profile: Profile) -> Chart | None:
    """Return what a flow shows that need not be sound: arrows to no step are left out."""
    said = {key: flow[key] for key in ("pelaksana", "langkah") if key in flow}
    try:
        read = Flow.model_validate(said)
    except ValidationError:
        return None
    return chart(read, graph(read)[0], profile)
