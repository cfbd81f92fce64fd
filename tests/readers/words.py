"""Small Word files made by hand, as any program may save them."""

from sopgen.document.sheet import Sheet
from sopgen.readers.docx import PARTS, sheets_of_word
from sopgen.readers.packages import Package, opened_package
from tests.readers.workbooks import relations, zipped

_NAMES = {
    "w": "openxmlformats.org/wordprocessingml/2006/main",
    "a": "openxmlformats.org/drawingml/2006/main",
    "mc": "openxmlformats.org/markup-compatibility/2006",
    "pic": "openxmlformats.org/drawingml/2006/picture",
    "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpc": "microsoft.com/office/word/2010/wordprocessingCanvas",
    "wpg": "microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "microsoft.com/office/word/2010/wordprocessingShape",
}
_DECLARED = " ".join(f'xmlns:{name}="http://schemas.{where}"' for name, where in _NAMES.items())

SECTION = (
    '<w:sectPr><w:pgSz w:w="10000" w:h="12000"/>'
    '<w:pgMar w:left="1000" w:right="1000" w:top="500" w:bottom="500"/></w:sectPr>'
)
"""A page with a column of 8000 twips that begins at 1000, 500."""


def document(body: str, styles: str = "") -> dict[str, str | bytes]:
    """Return the parts of a Word file whose body holds `body`."""
    return {
        "word/document.xml": f"<w:document {_DECLARED}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_DECLARED}>{styles}</w:styles>",
        "word/_rels/document.xml.rels": relations(("styles", "styles.xml")),
    }


def package(parts: dict[str, str | bytes]) -> Package:
    return opened_package(zipped(parts), PARTS)


def pages(body: str, styles: str = "") -> tuple[Sheet, ...]:
    """Return the pages of a Word file with `body` and one section."""
    return sheets_of_word(package(document(body + SECTION, styles)))


def page(body: str, styles: str = "") -> Sheet:
    (only,) = pages(body, styles)
    return only


def exact(line: int, before: int = 0, after: int = 0, more: str = "") -> str:
    """Return the properties of a paragraph with lines of this pitch."""
    spacing = f'w:line="{line}" w:lineRule="exact" w:before="{before}" w:after="{after}"'
    return f"<w:pPr>{more}<w:spacing {spacing}/></w:pPr>"


def paragraph(text: str = "", properties: str = exact(200)) -> str:
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p>{properties}{run}</w:p>"


CARRIER = paragraph(properties=exact(20))
"""The low paragraph that a page of ours begins with."""


def table(columns: tuple[int, ...], *rows: str, properties: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    told = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{told}{''.join(rows)}</w:tbl>"


def row(*cells: str, height: int = 300, more: str = "") -> str:
    told = f'<w:trHeight w:val="{height}" w:hRule="exact"/>' if height else ""
    return f"<w:tr><w:trPr>{told}{more}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def floating(inner: str, *, at: tuple[int, int], size: tuple[int, int], base: str = "") -> str:
    """Return a paragraph that carries `inner`, `at` so many EMU from itself."""
    across, down = base.split() if base else ("column", "paragraph")
    return (
        f'<w:p>{exact(20)}<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="{across}">'
        f'<wp:posOffset>{at[0]}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{down}">'
        f"<wp:posOffset>{at[1]}</wp:posOffset></wp:positionV>"
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:docPr id="7" name="Canvas 1"/><a:graphic>'
        f"<a:graphicData>{inner}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )
