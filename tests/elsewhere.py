"""Run a piece of Python as other machines would: other hash seed, time zone and language."""

import os
import subprocess
import sys

from tests.catalogue import ROOT

JAYAPURA = ("1", "Asia/Jayapura", "C")
LIMA = ("2", "America/Lima", "C.UTF-8")
UTC = ("3", "UTC", "id_ID.UTF-8")
NIUE = ("2", "Pacific/Niue", "tr_TR")


def printed_at(code: str, *places: tuple[str, str, str]) -> set[str]:
    """Return what `code` prints at each of `places`: hash seed, time zone, language."""
    return {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone, language in places
    }
