"""A LibreOffice of its own to talk with, for scripts that run in a Python that has its `uno`."""

import os
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

SECONDS = 240
"""How long a LibreOffice may take to start: the first one of a busy machine is read from disk."""


@contextmanager
def office(profile):
    """Yield `make`, which makes the service of a name in a LibreOffice that ends afterwards."""
    with tempfile.TemporaryDirectory() as pipe_folder:
        pipe = Path(pipe_folder).name
        command = [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            f"--accept=pipe,name={pipe};urp;",
        ]
        with subprocess.Popen(command, start_new_session=True) as process:
            try:
                context = _answer(process, pipe)

                def make(name):
                    return context.ServiceManager.createInstanceWithContext(name, context)

                yield make
                _end(process, make("com.sun.star.frame.Desktop"))
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def _answer(process, pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    last = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < last:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def _end(process, desktop):
    with suppress(DisposedException):  # gone before it could say so
        desktop.terminate()
    process.wait(60)


def named(name, own):
    return PropertyValue(name, 0, own, 0)
