"""The sheets that many tests look at: every shipped definition and those made for tests."""

from functools import cache
from pathlib import Path

from sopgen.definition.reading import read_definition
from sopgen.document.page import Document
from sopgen.layout.typeset import Typesetter
from sopgen.rendering import laid_out, new_typesetter
from sopgen.writers import Format, writer

ROOT = Path(__file__).parent.parent
SHIPPED = tuple(sorted((ROOT / "definitions").glob("*/*.yaml")))
MADE = tuple(sorted((ROOT / "tests" / "definitions").glob("*.yaml")))
DEFINITIONS = {path.stem: path for path in (*SHIPPED, *MADE)}


@cache
def typesetter() -> Typesetter:
    return new_typesetter()


@cache
def document(name: str) -> Document:
    """Return the pages of the definition called `name`."""
    return laid_out(read_definition(DEFINITIONS[name]), typesetter())


@cache
def file(name: str, kind: Format) -> bytes:
    """Return a file of the definition called `name`."""
    return writer(kind)(document(name))
