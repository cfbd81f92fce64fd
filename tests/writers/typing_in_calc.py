"""Type a line more into every cell that shows a text, as a person does in Calc, and print.

Run by a Python that has LibreOffice's `uno`: `typing_in_calc.py PROFILE FOLDER FILE...`
puts a PDF of each workbook into FOLDER, and prints file, sheet and word of every cell.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

TRIES = 120


def main(profile, folder, files):
    with tempfile.TemporaryDirectory() as pipe_folder:
        pipe = Path(pipe_folder).name
        command = [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            f"--accept=pipe,name={pipe};urp;",
        ]
        with subprocess.Popen(command) as office:
            desktop = _desktop(pipe)
            try:
                for file in files:
                    _typed(desktop, Path(file), Path(folder))
            finally:
                desktop.terminate()
                office.wait(60)


def _desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(TRIES):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
    raise SystemExit("LibreOffice does not answer")


def _typed(desktop, file, folder):
    book = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, (_property("Hidden", True),))
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
    book.storeToURL(target, (_property("FilterName", "calc_pdf_Export"),))
    book.close(True)


def _shown(sheet, count):
    return [column for column in range(count) if sheet.Columns.getByIndex(column).IsVisible]


def _property(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
