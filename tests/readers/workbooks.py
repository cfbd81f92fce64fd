"""Small workbooks made by hand, as any program may save them."""

import io
import zipfile

from sopgen.document.sheet import Sheet
from sopgen.readers.packages import Package, opened_package
from sopgen.readers.xlsx import PARTS, sheets_of_workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING = " ".join(
    f'xmlns:{prefix}="http://schemas.{where}"'
    for prefix, where in {
        "xdr": "openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "a": "openxmlformats.org/drawingml/2006/main",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "xdr14": "microsoft.com/office/excel/2010/spreadsheetDrawing",
        "new": "microsoft.com/office/drawing/2099/unheard-of",
    }.items()
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def workbook(
    sheet: str,
    *,
    drawing: str = "",
    strings: str = "",
    styles: str = "",
    properties: str = "",
    tab: str = 'name="Lembar1"',
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet that holds `sheet`."""
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{properties}<sheets>'
        f'<sheet {tab} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "/xl/styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }
    if drawing:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
            ("drawing", "../drawings/drawing1.xml")
        )
        parts["xl/drawings/drawing1.xml"] = f"<xdr:wsDr {_DRAWING}>{drawing}</xdr:wsDr>"
    return parts


def package(parts: dict[str, str | bytes]) -> Package:
    return opened_package(zipped(parts), PARTS)


def seen(sheet: str, **others: str) -> Sheet:
    """Return what is seen of a workbook with one sheet."""
    (only,) = sheets_of_workbook(package(workbook(sheet, **others)))
    return only


def cells(*rows: str) -> str:
    """Return the rows of a sheet, each of these cells."""
    lines = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, start=1))
    return f"<sheetData>{lines}</sheetData>"


def anchored(start: tuple[int, ...], end: tuple[int, ...], inner: str) -> str:
    """Return what stands over the cells from `start` to `end`: column, offset, row, offset."""
    return (
        f"<xdr:twoCellAnchor><xdr:from>{marker(start)}</xdr:from><xdr:to>{marker(end)}</xdr:to>"
        f"{inner}<xdr:clientData/></xdr:twoCellAnchor>"
    )


def marker(place: tuple[int, ...]) -> str:
    names = ("col", "colOff", "row", "rowOff")
    values = zip(names, place, strict=True)
    return "".join(f"<xdr:{name}>{value}</xdr:{name}>" for name, value in values)


def frame(x: int, y: int, width: int, height: int, turns: str = "", inner: str = "") -> str:
    return (
        f'<a:xfrm {turns}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
        f"{inner}</a:xfrm>"
    )


def preset(name: str, *adjustments: int) -> str:
    guides = "".join(
        f'<a:gd name="adj{number}" fmla="val {value}"/>'
        for number, value in enumerate(adjustments, start=1)
    )
    return f'<a:prstGeom prst="{name}"><a:avLst>{guides}</a:avLst></a:prstGeom>'


LINE = '<a:ln w="12700"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'


def shape(
    look: str,
    *,
    id: int = 2,
    name: str = "Rectangle 1",
    body: str = "",
    properties: str = "<xdr:cNvSpPr/>",
    style: str = "",
) -> str:
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{id}" name="{name}"/>{properties}</xdr:nvSpPr>'
        f"<xdr:spPr>{look}</xdr:spPr>{style}{body}</xdr:sp>"
    )


def words(*paragraphs: str) -> str:
    told = "".join(f"<a:p>{paragraph}</a:p>" for paragraph in paragraphs)
    return f"<xdr:txBody><a:bodyPr/>{told}</xdr:txBody>"


def connector(look: str, *, glue: str = "", id: int = 9, name: str = "Straight Arrow 1") -> str:
    return (
        f'<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="{id}" name="{name}"/>'
        f"<xdr:cNvCxnSpPr>{glue}</xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr>{look}</xdr:spPr>"
        "</xdr:cxnSp>"
    )
