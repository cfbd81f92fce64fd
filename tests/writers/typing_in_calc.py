"""Type a line more into every cell that shows a text, as a person does in Calc, and print.

Run as a module by a Python that has LibreOffice's `uno`: `typing_in_calc PROFILE FOLDER FILE...`
puts a PDF of each workbook into FOLDER, and prints file, sheet and word of every cell.
"""

import sys
from pathlib import Path

from tests.writers.office_by_uno import named, office


def main(profile, folder, files):
    with office(profile) as make:
        desktop = make("com.sun.star.frame.Desktop")
        for file in files:
            _typed(desktop, Path(file), Path(folder))


def _typed(desktop, file, folder):
    book = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, (named("Hidden", True),))
    count = 0
    for sheet in (each for each in book.Sheets if each.IsVisible):
        used = sheet.createCursor()
        used.gotoEndOfUsedArea(False)
        for row in range(used.RangeAddress.EndRow + 1):
            for column in _shown(sheet, used.RangeAddress.EndColumn + 1):
                cell = sheet.getCellByPosition(column, row)
                if not cell.String.strip():
                    continue
                count += 1
                word = f"q{count}z"
                cursor = cell.createTextCursor()
                cursor.gotoEnd(False)
                cell.insertString(cursor, f"\n{word}", False)
                sys.stdout.write(f"{file.name}\t{sheet.Name}\t{word}\n")
    target = (folder / file.name).with_suffix(".pdf").as_uri()
    book.storeToURL(target, (named("FilterName", "calc_pdf_Export"),))
    book.close(True)


def _shown(sheet, count):
    return [column for column in range(count) if sheet.Columns.getByIndex(column).IsVisible]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
