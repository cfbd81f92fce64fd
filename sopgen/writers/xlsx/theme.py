"""The theme of a workbook, which is that of openpyxl (3.1).

Only the module that holds it is loaded: openpyxl as a whole takes a tenth of a second, an
eighth of building one SOP.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path


@cache
def theme() -> bytes:
    """Return the part that says which colours and fonts a workbook offers."""
    package = find_spec("openpyxl")
    assert package is not None
    assert package.origin is not None
    place = Path(package.origin).parent / "writer" / "theme.py"
    spec = spec_from_file_location("sopgen_theme", place)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: str = module.theme_xml
    return found.encode()
