"""Edit our own files in LibreOffice as its menus do, and save each edit under its name.

Run as a module by a Python that has LibreOffice's `uno`:
`editing_in_office PROFILE FOLDER WORKBOOK WORD`. Both files are of `pengumpulan-data-kinerja`.
Prints the edits that were done.
"""

import sys
from pathlib import Path

import uno  # noqa: F401 (it makes com.sun.star importable)
from com.sun.star.awt import Point, Size
from com.sun.star.awt.FontSlant import ITALIC
from com.sun.star.io import IOException

from tests.writers.office_by_uno import named, office

SAVES = 3
"""How often an edit is done at most: on a busy machine LibreOffice 7.4 was seen to fail in writing,
with a general error (0xc10), once in about four thousand saves."""

BOOK, WORD = [], []


def book(edit):
    BOOK.append(edit)
    return edit


def word(edit):
    WORD.append(edit)
    return edit


def main(profile, folder, workbook, file):
    with office(profile) as make:
        own = Office(make)
        for edit in BOOK:
            own.edit(edit, Path(workbook), Path(folder), "Calc MS Excel 2007 XML")
        for edit in WORD:
            own.edit(edit, Path(file), Path(folder), "MS Word 2007 XML")


class Office:
    def __init__(self, make):
        self.desktop = make("com.sun.star.frame.Desktop")
        self.dispatcher = make("com.sun.star.frame.DispatchHelper")

    def edit(self, edit, source, folder, kind):
        target = folder / f"{edit.__name__}{source.suffix}"
        for left in reversed(range(SAVES)):
            try:
                self._edited(edit, source, target, kind)
                break
            except IOException:
                if not left:
                    raise
        sys.stdout.write(f"{target.name}\n")

    def _edited(self, edit, source, target, kind):
        document = self.desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, ())
        try:
            edit(Document(document, self))
            document.storeToURL(target.as_uri(), (named("FilterName", kind),))
        finally:
            document.close(True)


class Document:
    def __init__(self, document, office):
        self.own, self.office = document, office

    def command(self, name, **values):
        self.office.dispatcher.executeDispatch(
            self.own.CurrentController.Frame,
            f".uno:{name}",
            "",
            0,
            tuple(named(key, own) for key, own in values.items()),
        )

    def sheet(self, name="Bagan Alir"):
        return self.own.Sheets.getByName(name)

    def found(self, text, sheet="Bagan Alir"):
        """Return the first cell that begins with `text`, and its address."""
        own = self.sheet(sheet)
        used = own.createCursor()
        used.gotoEndOfUsedArea(False)
        for row in range(used.RangeAddress.EndRow + 1):
            for column in range(used.RangeAddress.EndColumn + 1):
                cell = own.getCellByPosition(column, row)
                if cell.String.strip().casefold().startswith(text.casefold()):
                    return cell
        raise LookupError(text)

    def shapes(self, start, sheet="Bagan Alir"):
        page = self.sheet(sheet).DrawPage
        own = (page.getByIndex(at) for at in range(page.Count))
        return [each for each in own if each.Name.startswith(start)]

    def select(self, sheet, cell):
        self.own.CurrentController.setActiveSheet(self.sheet(sheet))
        self.own.CurrentController.select(cell)

    def enter(self, sheet, cell, text):
        self.select(sheet, cell)
        self.command("EnterString", StringName=text)

    def below(self, text):
        """Insert a row below that of the cell `text`, and return its place."""
        row = self.found(text).CellAddress.Row + 1
        self.sheet().Rows.insertByIndex(row, 1)
        return row

    def put(self, shape, column, row):
        cell = self.sheet().getCellByPosition(column, row)
        merged = self.sheet().createCursorByRange(cell)
        merged.collapseToMergedArea()
        x = merged.Position.X + (merged.Size.Width - shape.Size.Width) // 2
        y = merged.Position.Y + (merged.Size.Height - shape.Size.Height) // 2
        shape.Position = Point(x, y)

    def copied(self, shape):
        self.select("Bagan Alir", shape)
        self.command("Copy")
        self.command("Paste")
        page = self.sheet().DrawPage
        return page.getByIndex(page.Count - 1)

    def drawn(self, kind):
        shape = self.own.createInstance(f"com.sun.star.drawing.{kind}")
        self.sheet().DrawPage.add(shape)
        return shape

    def joined(self, one, other, sites, head=True):
        line = self.drawn("ConnectorShape")
        line.StartShape, line.EndShape = one, other
        line.StartGluePointIndex, line.EndGluePointIndex = sites
        if head:
            line.LineEndName = "Arrow"
        return line


REKAP, OLAH = "Merekap laporan", "Mengolah data"


@book
def tidak_ada(it):
    pass


@book
def teks_sel(it):
    it.found(REKAP).String = "Merekap laporan kinerja triwulan lengkap"


@book
def baris_masuk(it):
    cell = it.found(REKAP)
    row = it.below(REKAP)
    it.sheet().getCellByPosition(cell.CellAddress.Column, row).String = "Memeriksa hasil olahan"


@book
def baris_dihapus(it):
    it.sheet().Rows.removeByIndex(it.found(OLAH).CellAddress.Row, 1)


@book
def simbol_pindah(it):
    shape = it.shapes("langkah 2,")[0]
    it.put(shape, it.found("Sekretaris").CellAddress.Column, it.found(REKAP).CellAddress.Row)


@book
def simbol_disalin(it):
    it.copied(it.shapes("langkah 2,")[0])


@book
def simbol_disalin_ke_baris_baru(it):
    column = it.found(REKAP).CellAddress.Column
    row = it.below(REKAP)
    it.sheet().getCellByPosition(column, row).String = "Memeriksa hasil olahan"
    shape = it.copied(it.shapes("langkah 2,")[0])
    it.put(shape, it.found("Sekretaris").CellAddress.Column, row)


@book
def simbol_lain_jenis(it):
    shape = it.shapes("langkah 2,")[0]
    geometry = list(shape.CustomShapeGeometry)
    for each in geometry:
        if each.Name == "Type":
            each.Value = "ooxml-flowChartDecision"
    shape.CustomShapeGeometry = tuple(geometry)


@book
def kata_di_simbol(it):
    it.shapes("langkah 2,")[0].String = "Rekap"


@book
def kata_jawaban(it):
    it.shapes("jawaban")[0].String = "Setuju"


@book
def simbol_dihapus(it):
    it.sheet().DrawPage.remove(it.shapes("langkah 3,")[0])


@book
def panah_dihapus(it):
    it.sheet().DrawPage.remove(it.shapes("panah dari langkah 2,")[0])


@book
def panah_baru(it):
    it.joined(it.shapes("langkah 1,")[0], it.shapes("langkah 4,")[0], (1, 3))


@book
def garis_tanpa_kepala(it):
    it.joined(it.shapes("langkah 1,")[0], it.shapes("langkah 4,")[0], (1, 3), head=False)


@book
def panah_diganti(it):
    it.sheet().DrawPage.remove(it.shapes("panah dari langkah 2,")[0])
    it.joined(it.shapes("langkah 2,")[0], it.shapes("langkah 4,")[0], (2, 1))


@book
def lajur_masuk(it):
    head = it.found("Sekretaris").CellAddress
    it.sheet().Columns.insertByIndex(head.Column, 1)
    it.sheet().getCellByPosition(head.Column, head.Row).String = "Verifikator"


@book
def judul_lajur(it):
    it.found("Sekretaris").String = "Sekretaris Badan"


@book
def judul_alur(it):
    it.found("SOP ").String = "SOP PENGUMPULAN DATA KINERJA TAHUNAN"


@book
def ukuran(it):
    row = it.found(OLAH).CellAddress.Row
    it.sheet().Rows.getByIndex(row).Height += 800


@book
def tanggal_diketik(it):
    cell = it.found("Tanggal Pembuatan", "Identitas")
    for column in range(cell.CellAddress.Column + 1, cell.CellAddress.Column + 8):
        value = it.sheet("Identitas").getCellByPosition(column, cell.CellAddress.Row)
        if value.String.strip():
            it.enter("Identitas", value, ": 2 Januari 2025")
            return


@book
def butir_dihapus(it):
    it.found("Peraturan", "Identitas").String = ""


@book
def butir_bertambah_dalam_sel(it):
    cell = it.found("Peraturan", "Identitas")
    cell.String = f"{cell.String}\n2. Peraturan Sisipan Nomor 2"


@book
def lembar_lain(it):
    it.sheet().Name = "Alur Kerja"
    it.own.Sheets.insertNewByName("Catatan", 0)
    it.sheet("Catatan").getCellByPosition(0, 0).String = "catatan saya"


@book
def huruf_miring(it):
    cursor = it.found(OLAH).createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(8, True)
    cursor.CharPosture = ITALIC


@book
def kolom_dihapus(it):
    it.sheet().Columns.removeByIndex(it.found("Sekretaris").CellAddress.Column, 1)


@book
def garis_di_samping_simbol(it):
    one, other = it.shapes("langkah 1,")[0], it.shapes("langkah 4,")[0]
    line = it.drawn("LineShape")
    x, y = one.Position.X + one.Size.Width, one.Position.Y + one.Size.Height // 2
    line.Position = Point(x + 60, y + 40)
    middle = other.Position.Y + other.Size.Height // 2
    line.Size = Size(other.Position.X - x - 100, middle - y)
    line.LineEndName = "Arrow"


@book
def ujung_panah_ditarik(it):
    line, other = it.shapes("panah dari langkah 3,")[0], it.shapes("langkah 5,")[0]
    line.Size = Size(line.Size.Width, other.Position.Y - line.Position.Y)


@book
def simbol_digambar_di_baris_lain(it):
    shape = it.drawn("CustomShape")
    shape.Size = Size(1000, 600)
    it.put(shape, it.found("Sekretaris").CellAddress.Column, it.found(OLAH).CellAddress.Row)
    shape.CustomShapeGeometry = (named("Type", "flowchart-decision"),)


@book
def halaman_baru(it):
    row = it.found(OLAH).CellAddress.Row
    it.sheet().Rows.getByIndex(row).IsStartOfNewPage = True


@book
def butir_baru_di_baris_baru(it):
    cell = it.found("Peraturan", "Identitas")
    row, column = cell.CellAddress.Row + 1, cell.CellAddress.Column
    it.sheet("Identitas").Rows.insertByIndex(row, 1)
    it.sheet("Identitas").getCellByPosition(column, row).String = "Peraturan Contoh Nomor 1"


@book
def baris_dipotong_dan_ditempel(it):
    last = it.found("Lembar Disposisi").CellAddress.Column + 1
    it.sheet().Rows.insertByIndex(it.found(REKAP).CellAddress.Row, 1)
    row = it.found(OLAH).CellAddress.Row
    it.select("Bagan Alir", it.sheet().getCellRangeByPosition(0, row, last, row))
    it.command("Cut")
    it.select("Bagan Alir", it.sheet().getCellByPosition(0, it.found(REKAP).CellAddress.Row - 1))
    it.command("Paste")
    it.sheet().Rows.removeByIndex(row, 1)


@book
def angka_dan_tanggal_di_baris_baru(it):
    column = it.found(REKAP).CellAddress.Column
    time = it.found("30 Menit").CellAddress.Column
    row = it.below(REKAP)
    it.enter("Bagan Alir", it.sheet().getCellByPosition(column, row), "Memeriksa")
    it.enter("Bagan Alir", it.sheet().getCellByPosition(time, row), "1/2")


@book
def tulisan_di_luar_tabel(it):
    it.enter("Bagan Alir", it.sheet().getCellByPosition(4, 40), "1/2/2025")


def _table_cell(it, text):
    tables = it.own.TextTables
    for table in (tables.getByIndex(at) for at in range(tables.Count)):
        for name in table.CellNames:
            cell = table.getCellByName(name)
            if text in cell.String[: len(text) + 4]:
                return table, name, cell
    raise LookupError(text)


def _row(name):
    return int("".join(sign for sign in name if sign.isdigit()))


@word
def tidak_ada_di_word(it):
    pass


@word
def teks_sel_di_word(it):
    cell = _table_cell(it, REKAP)[2]
    cell.String = f"{cell.String} lengkap"


@word
def baris_masuk_di_word(it):
    table, name, _ = _table_cell(it, OLAH)
    table.Rows.insertByIndex(_row(name), 1)
    letters = name.rstrip("0123456789")
    table.getCellByName(f"{letters}{_row(name) + 1}").String = "Memeriksa hasil olahan"


@word
def baris_dihapus_di_word(it):
    table, name, _ = _table_cell(it, OLAH)
    table.Rows.removeByIndex(_row(name) - 1, 1)


@word
def identitas_di_word(it):
    _table_cell(it, ": 508")[2].String = ": 508/002/SOP/2025"


@word
def butir_baru_di_word(it):
    cell = _table_cell(it, "Peraturan Presiden")[2]
    cursor = cell.createTextCursor()
    cursor.gotoEnd(False)
    cell.insertControlCharacter(cursor, 0, False)
    cell.insertString(cursor, "Peraturan Contoh Nomor 1", False)


@word
def butir_berubah_di_word(it):
    cell = _table_cell(it, "Peraturan Presiden")[2]
    cursor = cell.createTextCursor()
    cursor.gotoStart(False)
    cursor.gotoEndOfParagraph(False)
    cell.insertString(cursor, " (perubahan)", False)


@word
def judul_lajur_di_word(it):
    _table_cell(it, "Sekretaris")[2].String = "Sekretaris Badan"


def _group(it):
    page = it.own.DrawPage
    shapes = (page.getByIndex(at) for at in range(page.Count))
    return next(each for each in shapes if each.ShapeType.endswith("GroupShape"))


@word
def simbol_pindah_di_word(it):
    shape = _group(it).getByIndex(2)
    shape.Position = Point(shape.Position.X - 2 * 1781, shape.Position.Y)


@word
def kata_di_simbol_di_word(it):
    _group(it).getByIndex(2).String = "Rekap"


if __name__ == "__main__":
    main(*sys.argv[1:])
