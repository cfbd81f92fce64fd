"""What makes bytes out of inputs: our modules that rendering imports, data, and libraries.

Which modules those are is read from the imports themselves, not from a list of folders,
so a change of code counts exactly where the bytes of an output can change. The sources are
read, not imported: a build with nothing to do imports no layout and no writer.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

LIBRARIES = (
    "deflate",
    "fontpkg-arimo",
    "fonttools",
    "lxml",
    "msgspec",
    "openpyxl",
    "pikepdf",
    "pillow",
    "pymupdf-fonts",
    "pydantic",
    "python-docx",
    "pyyaml",
    "reportlab",
    "segno",
)
"""The libraries that have a say in the bytes of an output."""

_RENDERING = "sopgen.rendering"
_IMPORT = re.compile(r"^ *from (sopgen[\w.]*) import (\([^)]*\)|.*)", re.MULTILINE)


@cache
def tools_digest() -> str:
    """Return the digest of all that makes bytes out of inputs: our code and the libraries."""
    return digest_of(files("sopgen"), versions_of(LIBRARIES))


def versions_of(libraries: Iterable[str]) -> tuple[str, ...]:
    """Return which versions of Python and of `libraries` are at work."""
    python = f"python {sys.version_info.major}.{sys.version_info.minor}"
    return (python, *(f"{library} {version(library)}" for library in libraries))


def digest_of(
    package: Traversable, surroundings: tuple[str, ...] = (), entry: str = _RENDERING
) -> str:
    """Return the digest of what the files of `package` and its `surroundings` do to outputs.

    Those count that the module `entry` imports.
    """
    whole = hashlib.sha256("\n".join(surroundings).encode())
    for name, data in sorted((*_sources(package, entry), *_data(package, ""))):
        whole.update(f"\n{name} {len(data)}\n".encode() + data)
    return whole.hexdigest()


def _sources(package: Traversable, entry: str) -> Iterator[tuple[str, bytes]]:
    """Yield the modules that `entry` imports, those that it imports inside functions too."""
    waiting, known = [entry], set[str]()
    while waiting:
        module = waiting.pop()
        if module in known:
            continue
        known.add(module)
        data = _source(package, module.split(".")[1:])
        if data is not None:
            yield module, data
            waiting += _imported(data.decode())
            waiting.append(module.rpartition(".")[0] or module)


def _source(package: Traversable, parts: list[str]) -> bytes | None:
    """Return the source of a module of `package`; None where the name is no module's."""
    place = package.joinpath(*parts) if parts else package
    if place.is_dir():
        file = place / "__init__.py"
    else:
        file = package.joinpath(*parts[:-1], f"{parts[-1]}.py")
    return file.read_bytes() if file.is_file() else None


def _imported(source: str) -> Iterator[str]:
    for module, names in _IMPORT.findall(source):
        yield module
        for name in names.strip("()").split(","):
            if name.strip():
                yield f"{module}.{name.split()[0]}"


def _data(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield what is no code: profiles and registers."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _data(entry, f"{name}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{name}{entry.name}", entry.read_bytes()
