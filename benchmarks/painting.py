"""How long a key takes in the clerk's page until it is painted, in a real browser.

`python -m benchmarks.painting [KEYS]`: types as many keys (200), eight a second, into the steps
of a made SOP of 30 and of 60 steps, in Chromium, headless. Printed are milliseconds from the key
to the end of the frame that shows the drawing with it, median, 95th percentile and most; how many
requests were under way at once; and the seconds from the command to the list, and from the list
to the sheet. Times of the wall: they say something on an idle machine only, so its load is
printed too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from benchmarks.serve import WORDS, written

PER_SECOND = 8

WATCH = """
window.watched = {painted: [], most: 0, unsent: []};
const typed = (event) => event.data !== " " && watched.unsent.push(event.timeStamp);
addEventListener("input", typed, true);
const ask = window.fetch;
let under = 0;
window.fetch = async (address, how) => {
  if (!String(address).includes("/ubah")) return ask(address, how);
  const keys = watched.unsent.splice(0);
  watched.most = Math.max(watched.most, (under += 1));
  const response = await ask(address, how);
  const read = response.json.bind(response);
  response.json = async () => {
    const told = await read();
    under -= 1;
    requestAnimationFrame(() => {
      const {port1, port2} = new MessageChannel();
      port1.onmessage = () => watched.painted.push(...keys.map((key) => performance.now() - key));
      port2.postMessage(null);
    });
    return told;
  };
  return response;
};
"""
"""Keys that a request takes along are painted at the end of the frame after its answer.

A space at the end of a field changes nothing yet, so nothing is painted for it.
"""


@contextmanager
def opened(project: Path) -> Iterator[tuple[Page, float]]:
    """Serve `project` and open it; give the page and the seconds until its list was shown."""
    command = [sys.executable, "-m", "sopgen", "serve", str(project), "--tanpa-peramban"]
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="id-ID")
        page.add_init_script(WATCH)
        begin = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            page.goto(process.stdout.readline().strip())
            page.wait_for_selector("h1")
            yield page, time.perf_counter() - begin
            process.terminate()
        browser.close()


def typed(page: Page, steps: int, keys: int) -> tuple[list[float], int]:
    """Return what each key took, and how many requests were under way at once at most."""
    for number in range(keys):
        turn, letter = divmod(number, 20)
        if letter == 0:
            page.get_by_label(f"Langkah {turn * 7 % steps + 1}: Kegiatan", exact=True).focus()
            page.keyboard.press("End")
        page.keyboard.type(WORDS[(turn + letter) % len(WORDS)])
        page.wait_for_timeout(1000 / PER_SECOND)
    page.wait_for_selector(".tersimpan:not(.belum)")
    found = page.evaluate("watched")
    return found["painted"], found["most"]


def main(keys: int) -> None:
    """Print what keys take in SOPs of 30 and of 60 steps."""
    print(f"beban mesin {os.getloadavg()[0]:.1f}, {os.cpu_count()} inti")
    for steps in (30, 60):
        with (
            TemporaryDirectory() as folder,
            opened(written(Path(folder), steps).parents[2]) as shown,
        ):
            page, listed = shown
            begin = time.perf_counter()
            page.get_by_role("link", name="Pelayanan Contoh").click()
            page.wait_for_selector(".kertas svg")
            sheet = time.perf_counter() - begin
            page.get_by_role("tab", name="Langkah").click()
            painted, most = typed(page, steps, keys)
            cuts = quantiles(painted, n=20)
            print(
                f"{steps} langkah: {len(painted)} ketukan, p50 {cuts[9]:.0f} ms, p95 "
                f"{cuts[18]:.0f} ms, terlama {max(painted):.0f} ms; {most} permintaan sekaligus; "
                f"daftar {listed:.2f} s, lalu lembar {sheet:.2f} s"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
