"""Have LibreOffice turn a file into one that we read: a workbook into XLSX, a document into PDF.

LibreOffice is a program that may be installed or not. It gets a profile of its own, which goes
away with the folder of the file, so neither the settings nor the open documents of who imports
have a say; macros do not run, and nothing is fetched that a file links to. What takes longer
than `SECONDS`, or gives no file, is told in a sentence.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from shutil import which

from sopgen.importer.refusing import refused
from sopgen.problems.codes import Code

SECONDS = 120.0
"""How long LibreOffice may take for one file."""

_PROGRAMS = ("soffice", "libreoffice")
_INSTALLED = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WRITERS = {"pdf": "pdf:writer_pdf_Export", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
)
"""Nothing runs and nothing is fetched: of Writer 0 says never, of Calc 1."""

_SAVE_AS = "Simpan dahulu sebagai XLSX (buku kerja) atau PDF (dokumen), lalu impor berkas itu."


def converted(data: bytes, ending: str, target: str, seconds: float = SECONDS) -> bytes:
    """Return the file `data`, which ends in `ending`, as `target` ("pdf" or "xlsx").

    Raises ProblemsError.
    """
    program = _program()
    if program is None:
        raise refused(
            Code.IMPORT_NO_OFFICE,
            f"Berkas seperti ini ({ending.upper()}) hanya terbaca dengan bantuan LibreOffice, dan "
            "LibreOffice tidak terpasang.",
            f"Pasang LibreOffice, atau {_SAVE_AS[0].lower()}{_SAVE_AS[1:]}",
        )
    with tempfile.TemporaryDirectory(prefix="sopgen-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        source = room / f"asal.{ending}"
        source.write_bytes(data)
        _write_settings(room / "profil" / "user")
        _run(
            [
                program,
                f"-env:UserInstallation={(room / 'profil').as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                "--convert-to",
                _WRITERS[target],
                "--outdir",
                str(room / "hasil"),
                str(source),
            ],
            seconds,
        )
        try:
            return (room / "hasil" / f"asal.{target}").read_bytes()
        except OSError as error:
            raise refused(
                Code.IMPORT_NO_OFFICE, "LibreOffice tidak dapat membuka berkas ini.", _SAVE_AS
            ) from error


def _program() -> str | None:
    found = (path for name in _PROGRAMS if (path := which(name)))
    return next(found, None) or next((each for each in _INSTALLED if Path(each).is_file()), None)


def _write_settings(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )
    (folder / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: list[str], seconds: float) -> None:
    """Run LibreOffice to its end; whatever it started is ended where it takes too long."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise refused(
            Code.IMPORT_TOO_LARGE,
            f"LibreOffice tidak selesai membuka berkas ini dalam {seconds:.0f} detik.",
            _SAVE_AS,
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        if process.poll() is None:
            kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(kill, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
