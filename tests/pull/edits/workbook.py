"""Change a workbook as a clerk does, in its XML: cells, rows, columns, symbols and lines.

Lengths are EMU. A sheet is meant by its place among those of the map, rows and columns by their
places from 0 as they are at that moment.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from sopgen.document.page import Point, Site
from sopgen.document.sheet import Sheet

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
X = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TWIP = 635
NEW_ROW, NEW_COLUMN = 400 * TWIP, 900 * TWIP
_REF = re.compile(r"([A-Z]+)([0-9]+)")

Box = tuple[int, int, int, int]
"""Left, top, right and bottom."""


class Workbook:
    """A workbook that is being edited."""

    def __init__(self, data: bytes, sheets: tuple[Sheet, ...]) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self._pages = [_Page(self._parts, sheet) for sheet in sheets]

    def page(self, sheet: int) -> _Page:
        """Return the sheet at that place."""
        return self._pages[sheet]

    def unglue(self) -> None:
        """Take the glue off all lines, as LibreOffice does."""
        for page in self._pages:
            page.unglue()

    def saved(self) -> bytes:
        """Return the file."""
        for page in self._pages:
            page.store(self._parts)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self._parts.items():
                package.writestr(name, data)
        return out.getvalue()


class _Page:
    """A worksheet with its drawing."""

    def __init__(self, parts: dict[str, bytes], sheet: Sheet) -> None:
        self._part = _part_of(parts, sheet.name)
        self._root = etree.fromstring(parts[self._part])
        self._data = self._root.find(f"{S}sheetData")
        folder, _, name = self._part.rpartition("/")
        rels = parts.get(f"{folder}/_rels/{name}.rels")
        target = re.search(rb'Target="[^"]*(drawings/[^"]+)"', rels) if rels else None
        self._drawn_part = f"xl/{target[1].decode()}" if target else ""
        self._drawing = etree.fromstring(parts[self._drawn_part]) if target else None
        self._by_id = {next(each.iter(f"{X}cNvPr")).get("id"): each for each in self._anchors()}
        self.columns = [x * TWIP for x in sheet.columns]
        self.rows = [y * TWIP for y in sheet.rows]

    def store(self, parts: dict[str, bytes]) -> None:
        """Put the changed parts in place."""
        parts[self._part] = etree.tostring(self._root)
        if self._drawing is not None:
            parts[self._drawn_part] = etree.tostring(self._drawing)

    def row_of(self, key: str) -> int:
        """Return the first row whose hidden cell holds `key`."""
        for row in self._data:
            if any(_words(cell) == key for cell in row):
                return int(row.get("r")) - 1
        raise LookupError(key)

    def type(self, row: int, column: int, text: str) -> None:
        """Type `text` into a cell."""
        cell = self._cell(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        words = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _cell(self, row: int, column: int) -> etree._Element:
        ref = f"{get_column_letter(column + 1)}{row + 1}"
        own = self._data.find(f"{S}row[@r='{row + 1}']")
        if own is None:
            own = etree.Element(f"{S}row", r=str(row + 1))
            place = sum(int(each.get("r")) <= row for each in self._data)
            self._data.insert(place, own)
        for cell in own:
            if cell.get("r") == ref:
                return cell
        at = sum(_column(cell) < column for cell in own)
        cell = etree.Element(f"{S}c", r=ref)
        own.insert(at, cell)
        return cell

    def insert_row(self, at: int) -> None:
        """Put an empty row before row `at`, formatted as the one above; none of it is merged."""
        above = self._data.find(f"{S}row[@r='{at}']")
        self._shift_rows(at, 1)
        new = etree.fromstring(etree.tostring(above))
        new.set("r", str(at + 1))
        new.set("ht", str(NEW_ROW / 12700))
        for cell in new:
            for child in list(cell):
                cell.remove(child)
            cell.attrib.pop("t", None)
            cell.set("r", f"{_REF.match(cell.get('r'))[1]}{at + 1}")
        self._data.insert(self._data.index(above) + 1, new)
        boxes = self._boxes()
        self.rows[at:] = [self.rows[at], *(y + NEW_ROW for y in self.rows[at:])]
        self._lay_out(boxes, lambda box: (*_lifted(box, at, 1),))

    def delete_row(self, at: int) -> None:
        """Take row `at` away with the symbols on it; lines end at its edge."""
        top, bottom = self.rows[at], self.rows[at + 1]
        inside = [
            anchor
            for anchor in self._anchors()
            if top <= self._box(anchor)[1] and self._box(anchor)[3] <= bottom
        ]
        for anchor in inside:
            self._drop(anchor)
        own = self._data.find(f"{S}row[@r='{at + 1}']")
        self._data.remove(own)
        for merged in list(self._root.iter(f"{S}mergeCell")):
            if {int(digits) - 1 for _, digits in _REF.findall(merged.get("ref"))} == {at}:
                merged.getparent().remove(merged)
        self._shift_rows(at + 1, -1)
        places = [(anchor, self._box(anchor)) for anchor in self._anchors()]
        gone = bottom - top

        def up(y: int) -> int:
            return y if y <= top else max(top, y - gone)

        self.rows = [*self.rows[: at + 1], *(y - gone for y in self.rows[at + 2 :])]
        for anchor, (x, y, right, low) in places:
            self._put(anchor, (x, up(y), right, up(low)))

    def move_row(self, at: int, to: int) -> None:
        """Cut row `at` and insert it before row `to` above it, with the symbols on it."""
        edges = self.rows
        top, bottom = edges[at], edges[at + 1]
        height, place = bottom - top, edges[to]
        moved: dict[int, int] = {}
        for anchor in self._anchors():
            box = self._box(anchor)
            middle = (box[1] + box[3]) / 2
            if _is_line(anchor):
                continue
            if top <= middle < bottom:
                moved[id(anchor)] = place - top
            elif place <= middle < top:
                moved[id(anchor)] = height
        boxes = [(anchor, self._box(anchor)) for anchor in self._anchors()]
        own = self._data.find(f"{S}row[@r='{at + 1}']")
        target = self._data.find(f"{S}row[@r='{to + 1}']")
        self._data.remove(own)
        self._data.insert(self._data.index(target), own)

        def now(row: int) -> int:
            return to if row == at else row + 1 if to <= row < at else row

        self._renumber(now)
        heights = [low - high for high, low in pairwise(edges)]
        heights.insert(to, heights.pop(at))
        self.rows = [sum(heights[:count]) + edges[0] for count in range(len(edges))]
        for anchor, (x, y, right, low) in boxes:
            off = moved.get(id(anchor), 0)
            self._put(anchor, (x, y + off, right, low + off))

    def insert_column(self, at: int, like: int) -> None:
        """Put an empty column before column `at`, formatted as column `like`."""
        for row in self._data:
            cells = {_column(cell): cell for cell in row}
            for column, cell in cells.items():
                if column >= at:
                    cell.set("r", f"{get_column_letter(column + 2)}{row.get('r')}")
            if like in cells:
                new = etree.Element(f"{S}c", r=f"{get_column_letter(at + 1)}{row.get('r')}")
                if cells[like].get("s"):
                    new.set("s", cells[like].get("s"))
                row.insert(sum(_column(cell) < at for cell in row), new)
        for merged in self._root.iter(f"{S}mergeCell"):
            merged.set(
                "ref", _span(merged.get("ref"), columns=lambda column: column + (column >= at))
            )
        cols = self._root.find(f"{S}cols")
        widths = [
            (number, col)
            for col in cols
            for number in range(int(col.get("min")), int(col.get("max")) + 1)
        ]
        for child in list(cols):
            cols.remove(child)
        for number, col in widths:
            copy = etree.fromstring(etree.tostring(col))
            place = number + (number > at)
            copy.set("min", str(place))
            copy.set("max", str(place))
            if number == at + 1:
                new = etree.SubElement(cols, f"{S}col", min=str(at + 1), max=str(at + 1))
                new.set("width", "10")
                new.set("customWidth", "1")
            cols.append(copy)
        boxes = self._boxes()
        self.columns[at:] = [self.columns[at], *(x + NEW_COLUMN for x in self.columns[at:])]
        self._lay_out(boxes, lambda box: (*_lifted(box, at, 0),))

    def _shift_rows(self, at: int, by: int) -> None:
        self._renumber(lambda row: row + by if row >= at else row)

    def _renumber(self, now: Callable[[int], int]) -> None:
        for row in self._data:
            number = now(int(row.get("r")) - 1) + 1
            row.set("r", str(number))
            for cell in row:
                cell.set("r", f"{_REF.match(cell.get('r'))[1]}{number}")
        merges = self._root.find(f"{S}mergeCells")
        for merged in list(merges if merges is not None else ()):
            ref = _span(merged.get("ref"), rows=now)
            merged.set("ref", ref)
        for each in self._root.iter(f"{S}brk"):
            if each.getparent().tag == f"{S}rowBreaks":
                each.set("id", str(now(int(each.get("id")))))

    def _anchors(self) -> list[etree._Element]:
        return [] if self._drawing is None else list(self._drawing)

    def anchor(self, id: int) -> etree._Element:
        """Return what holds the shape or line with that id."""
        return self._by_id[str(id)]

    def box(self, id: int) -> Box:
        """Return where a shape or line lies."""
        return self._box(self.anchor(id))

    def site(self, id: int, site: Site) -> Point:
        """Return where a connection site of a shape lies."""
        x, y, right, low = self.box(id)
        match site:
            case Site.TOP:
                return Point((x + right) // 2, y)
            case Site.BOTTOM:
                return Point((x + right) // 2, low)
            case Site.LEFT:
                return Point(x, (y + low) // 2)
            case Site.RIGHT:
                return Point(right, (y + low) // 2)

    def drop(self, id: int) -> None:
        """Delete a shape or line."""
        self._drop(self.anchor(id))

    def _drop(self, anchor: etree._Element) -> None:
        own = next(anchor.iter(f"{X}cNvPr")).get("id")
        if anchor.getparent() is None:
            return
        anchor.getparent().remove(anchor)
        for end in list(self._drawing.iter(f"{A}stCxn", f"{A}endCxn")):
            if end.get("id") == own:
                end.getparent().remove(end)

    def move(self, id: int, dx: int, dy: int) -> None:
        """Drag a shape."""
        anchor = self.anchor(id)
        x, y, right, low = self._box(anchor)
        self._put(anchor, (x + dx, y + dy, right + dx, low + dy))

    def reshape(self, id: int, preset: str) -> None:
        """Make a shape one of another preset."""
        for each in self.anchor(id).iter(f"{A}prstGeom"):
            each.set("prst", preset)
            for child in each.findall(f"{A}avLst"):
                each.remove(child)

    def reword(self, id: int, text: str) -> None:
        """Type other words into a shape, into its first paragraph."""
        body = next(self.anchor(id).iter(f"{X}txBody"))
        first, *others = body.findall(f"{A}p")
        for other in others:
            body.remove(other)
        for child in list(first):
            if child.tag != f"{A}pPr":
                first.remove(child)
        run = etree.SubElement(first, f"{A}r")
        etree.SubElement(run, f"{A}rPr", lang="id-ID")
        etree.SubElement(run, f"{A}t").text = text

    def lay(self, id: int, start: tuple[int, Site], end: tuple[int, Site], glued: bool) -> None:
        """Let a line run straight between sites of two shapes."""
        anchor = self.anchor(id)
        one, other = self.site(*start), self.site(*end)
        self._run(anchor, one, other)
        for properties in anchor.iter(f"{X}cNvCxnSpPr"):
            for child in list(properties):
                properties.remove(child)
            if glued:
                for tag, (shape, site) in (("stCxn", start), ("endCxn", end)):
                    etree.SubElement(properties, f"{A}{tag}", id=str(shape), idx=str(int(site)))

    def _run(self, anchor: etree._Element, one: Point, other: Point) -> None:
        for xfrm in anchor.iter(f"{A}xfrm"):
            for name in ("flipH", "flipV", "rot"):
                xfrm.attrib.pop(name, None)
            if other.x < one.x:
                xfrm.set("flipH", "1")
            if other.y < one.y:
                xfrm.set("flipV", "1")
        for each in anchor.iter(f"{A}prstGeom"):
            each.set("prst", "straightConnector1")
            for child in list(each.iter(f"{A}gd")):
                child.getparent().remove(child)
        xs, ys = sorted((one.x, other.x)), sorted((one.y, other.y))
        self._put(anchor, (xs[0], ys[0], xs[1], ys[1]))

    def draw(self, like: int, start: tuple[int, Site], end: tuple[int, Site], glued: bool) -> None:
        """Draw a new arrow, as a copy of the line `like` without its name."""
        copy = etree.fromstring(etree.tostring(self.anchor(like)))
        id = 1 + max(int(each.get("id")) for each in self._drawing.iter(f"{X}cNvPr"))
        for number, each in enumerate(copy.iter(f"{X}cNvPr")):
            each.set("id", str(id + number))
            each.set("name", f"Straight Arrow Connector {id}")
            each.attrib.pop("descr", None)
        for each in copy.iter(f"{A}prstDash"):
            each.getparent().remove(each)
        self._drawing.append(copy)
        self._by_id[str(id)] = copy
        self.lay(id, start, end, glued)

    def unglue(self) -> None:
        """Take the glue off all lines: they become shapes with the preset of a line."""
        if self._drawing is None:
            return
        for each in list(self._drawing.iter(f"{M}AlternateContent")):
            fallback = each.find(f"{M}Fallback")
            if fallback is not None and len(fallback):
                each.getparent().replace(each, fallback[0])
        for end in list(self._drawing.iter(f"{A}stCxn", f"{A}endCxn")):
            end.getparent().remove(end)

    def _boxes(self) -> list[tuple[etree._Element, tuple[etree._Element, ...]]]:
        return [
            (anchor, (anchor.find(f"{X}from"), anchor.find(f"{X}to"))) for anchor in self._anchors()
        ]

    def _lay_out(self, boxes, lifted) -> None:
        """Move the markers of all anchors behind a row or column that was put in."""
        for anchor, markers in boxes:
            if markers[1] is None:
                continue
            lifted(markers)
            self._put(anchor, self._box(anchor))

    def _box(self, anchor: etree._Element) -> Box:
        start, end = anchor.find(f"{X}from"), anchor.find(f"{X}to")
        x, y = self._at(start)
        if end is None:
            size = anchor.find(f"{X}ext")
            return x, y, x + int(size.get("cx")), y + int(size.get("cy"))
        return (x, y, *self._at(end))

    def _at(self, marker: etree._Element) -> tuple[int, int]:
        column, across, row, down = (
            int(marker.findtext(f"{X}{name}")) for name in ("col", "colOff", "row", "rowOff")
        )
        return _edge(self.columns, column) + across, _edge(self.rows, row) + down

    def _put(self, anchor: etree._Element, box: Box) -> None:
        """Put what `anchor` holds into `box`, and its own frame along."""
        if anchor.find(f"{X}to") is None:
            return
        for marker, x, y in (
            (anchor.find(f"{X}from"), box[0], box[1]),
            (anchor.find(f"{X}to"), box[2], box[3]),
        ):
            column = max(0, bisect_right(self.columns, x) - 1)
            row = max(0, bisect_right(self.rows, y) - 1)
            for name, value in (
                ("col", column),
                ("colOff", x - self.columns[column]),
                ("row", row),
                ("rowOff", y - self.rows[row]),
            ):
                marker.find(f"{X}{name}").text = str(value)
        width, height = box[2] - box[0], box[3] - box[1]
        for xfrm in anchor.iter(f"{A}xfrm"):
            turned = (int(xfrm.get("rot", "0")) // 5400000) % 2 == 1
            own = (height, width) if turned else (width, height)
            xfrm.find(f"{A}ext").set("cx", str(own[0]))
            xfrm.find(f"{A}ext").set("cy", str(own[1]))
            xfrm.find(f"{A}off").set("x", str((box[0] + box[2] - own[0]) // 2))
            xfrm.find(f"{A}off").set("y", str((box[1] + box[3] - own[1]) // 2))


def _part_of(parts: dict[str, bytes], name: str) -> str:
    book = etree.fromstring(parts["xl/workbook.xml"])
    rels = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    own = next(each for each in book.iter(f"{S}sheet") if each.get("name") == name)
    target = next(each for each in rels if each.get("Id") == own.get(f"{R}id")).get("Target")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _words(cell: etree._Element) -> str:
    return "".join(cell.itertext())


def _column(cell: etree._Element) -> int:
    return column_index_from_string(_REF.match(cell.get("r"))[1]) - 1


def _span(ref, columns=None, rows=None) -> str:
    """Return the reference of a range whose corners are moved."""
    out = []
    for letters, digits in _REF.findall(ref):
        column, row = column_index_from_string(letters) - 1, int(digits) - 1
        column = columns(column) if columns else column
        row = rows(row) if rows else row
        out.append(f"{get_column_letter(column + 1)}{row + 1}")
    return ":".join(out)


def _lifted(markers, at: int, axis: int) -> Iterator[int]:
    """Move the markers at or behind row (axis 1) or column (axis 0) `at` one further."""
    name = "row" if axis else "col"
    for marker in markers:
        field = marker.find(f"{X}{name}")
        if int(field.text) >= at:
            field.text = str(int(field.text) + 1)
        yield int(field.text)


def _edge(edges: list[int], at: int) -> int:
    return edges[at] if at < len(edges) else edges[-1] + (at - len(edges) + 1) * NEW_ROW


def _is_line(anchor: etree._Element) -> bool:
    preset = next((each.get("prst") for each in anchor.iter(f"{A}prstGeom")), "")
    return (
        preset == "line" or re.fullmatch(r"(straight|bent|curved)Connector\d", preset) is not None
    )
