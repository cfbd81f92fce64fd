"""How many edits of our own files come back: `python -m benchmarks.pull [seeds] [--lama]`.

Every kind of edit on every shipped and test definition, XLSX in its XML and DOCX as it is read,
lines glued and unglued; `--lama` takes files without a map. Then the time of one pull, beside
that of building the same SOP in three formats.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from time import process_time

from sopgen.problems.files import DEFINITIONS as FOLDER
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, ROOT, SHIPPED
from tests.pull.edits.kinds import KINDS
from tests.pull.edits.outcomes import Outcome, Verdict, verdict
from tests.pull.packages import resaved

FORMATS = (Format.XLSX, Format.DOCX)


def verdicts(name: str, format: Format, seeds: int, old: bool) -> list[Verdict]:
    """Return what becomes of all kinds of edits of one file."""
    tried = product(KINDS, (True, False), range(seeds))
    found = (verdict(kind, name, format, glued, seed, old) for kind, glued, seed in tried)
    return [each for each in found if each is not None]


def table(found: list[Verdict]) -> str:
    """Return the outcomes by kind and format."""
    head = f"{'jenis suntingan':32}" + "".join(f"{format.value:>24}" for format in FORMATS)
    count = Counter((each.kind, each.format, each.outcome) for each in found)
    lines = [head, f"{'':32}" + "   benar/diberitahukan/-" * len(FORMATS)]
    for kind in (*KINDS, "semua"):
        cells = []
        for format in FORMATS:
            own = Counter[Outcome]()
            for (each, which, outcome), number in count.items():
                if which is format and kind in (each, "semua"):
                    own[outcome] += number
            bad = own[Outcome.SILENT] + own[Outcome.CRASH]
            cells.append(f"{own[Outcome.RIGHT]}/{own[Outcome.TOLD]}/{bad}".rjust(24))
        lines.append(f"{kind:32}{''.join(cells)}")
    return "\n".join(lines)


def times() -> str:
    """Return the CPU of one pull and of one build of a middling SOP, start included."""
    path = sorted(SHIPPED)[len(SHIPPED) // 2]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for each in (FOLDER, "letterheads"):
            (root / each).symlink_to(ROOT / each)
        own = root / path.relative_to(ROOT)
        build = _cpu(root, "build", str(own), "--force")
        made = next((root / "output").rglob("*.xlsx"))
        resaved(made)
        pull = _cpu(root, "pull", str(made), "--dry-run")
    return f"pull {pull * 1000:.0f} ms, build {build * 1000:.0f} ms: {pull / build:.2f}"


def _cpu(folder: Path, *arguments: str) -> float:
    import resource

    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run(
            [sys.executable, "-m", "sopgen", *arguments],
            cwd=folder,
            check=False,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main() -> None:
    """Print the table, then what was not right, then the times."""
    words = [word for word in sys.argv[1:] if word.isdigit()]
    seeds, old = int(words[0]) if words else 1, "--lama" in sys.argv
    start = process_time()
    with ProcessPoolExecutor() as pool:
        asked = [
            pool.submit(verdicts, name, format, seeds, old)
            for name in DEFINITIONS
            for format in FORMATS
        ]
        found = [each for one in asked for each in one.result()]
    print(table(found))
    for each in found:
        if each.outcome is not Outcome.RIGHT:
            glue = "terekat" if each.glued else "lepas"
            print(
                f"{each.outcome}: {each.kind}, {each.name}.{each.format.value}, {glue}, {each.seed}"
            )
            print(f"    {each.why[:300]}")
    print(f"{times()}  ({process_time() - start:.0f} s di sini)")


if __name__ == "__main__":
    main()
