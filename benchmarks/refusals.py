"""Count the flows that are refused: `python -m benchmarks.refusals [FLOWS] [PAPER]...`.

The flows are those that the tests draw with hypothesis (`tests.strategies`), always the same
ones, each on every PAPER (F4 and A3 unless told otherwise). Printed are how many are refused
and why, how many drawings break a rule, and the CPU that the layout takes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, settings

from sopgen.definition.reading import read_definition
from sopgen.document.yardstick import faults
from sopgen.layout import lay_out
from sopgen.rendering import new_typesetter
from tests.strategies import LETTERHEAD, definitions


def main(arguments: Sequence[str]) -> None:
    """Lay out the flows and print what was found."""
    count = int(arguments[0]) if arguments else 2000
    papers = arguments[1:] or ("F4", "A3")
    flows = _flows(count)
    typesetter = new_typesetter()
    with tempfile.TemporaryDirectory() as place:
        letterheads = Path(place) / "letterheads"
        letterheads.mkdir()
        letterhead = json.dumps(LETTERHEAD, ensure_ascii=False)
        (letterheads / "uji.yaml").write_text(letterhead, encoding="utf-8")
        path = Path(place) / "sop.yaml"
        for paper in papers:
            codes: Counter[str] = Counter()
            illegal = 0
            times = []
            for plain in flows:
                plain["format"]["kertas"]["ukuran"] = paper
                path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
                definition = read_definition(path)
                begin = process_time()
                document, problems = lay_out(
                    definition.sop,
                    definition.agency.letterhead,
                    definition.profile,
                    None,
                    typesetter,
                )
                times.append(1000 * (process_time() - begin))
                codes.update(problem.code for problem in problems)
                illegal += bool(not problems and faults(document))
            times.sort()
            refused = sum(codes.values())
            print(
                f"{paper:6} {count} flows, {refused} refused ({100 * refused / count:.1f} %)"
                f" {dict(sorted(codes.items()))}, {illegal} illegal,"
                f" {sum(times) / count:.0f} ms of CPU in the mean, {times[-1]:.0f} most"
            )


def _flows(count: int) -> list[dict[str, Any]]:
    """Return the first `count` flows that hypothesis draws."""
    drawn: list[dict[str, Any]] = []

    @settings(
        max_examples=count,
        phases=(Phase.generate,),
        derandomize=True,
        database=None,
        deadline=None,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    @given(definitions())
    def collect(plain: dict[str, Any]) -> None:
        drawn.append(plain)

    collect()
    return drawn[:count]


if __name__ == "__main__":
    main(sys.argv[1:])
