"""Route bare flows with libavoid, where Node can run it: what others reach on the same grids.

libavoid (`libavoid-js` of npm, 0.4.5 measured) may leave a symbol upwards and enter it
from below; it breaks no pages and places no labels. It is installed at first use into
the user's cache.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.flows import Flow
from sopgen.document.page import Box, Point, Site
from sopgen.layout.routing import Routes

VERSION = "0.4.5"
SCRIPT = Path(__file__).with_suffix(".mjs")


def routed(flows: Sequence[Flow]) -> list[tuple[float, Routes]] | None:
    """Return milliseconds and routes of every flow; None where there is no Node or npm."""
    place = _installed()
    if place is None:
        return None
    asked = [_asked(flow) for flow in flows]
    script = shutil.copy(SCRIPT, place)
    done = subprocess.run(
        ["node", script], cwd=place, input=json.dumps(asked), text=True, capture_output=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [
        (found["milliseconds"], _routes(flow, found["paths"]))
        for flow, found in zip(flows, json.loads(done.stdout), strict=True)
    ]


def _installed() -> Path | None:
    if not (shutil.which("node") and shutil.which("npm")):
        return None
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    place = cache / "sopgen-benchmarks"
    if not (place / "node_modules" / "libavoid-js").is_dir():
        place.mkdir(parents=True, exist_ok=True)
        package = f"libavoid-js@{VERSION}"
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(place)]
        if subprocess.run([*command, package], capture_output=True).returncode:
            return None
    return place


def _asked(flow: Flow) -> dict[str, list[list[float]]]:
    return {
        "boxes": [
            [box.x / 20, box.y / 20, box.width / 20, box.height / 20] for box in _boxes(flow)
        ],
        "legs": [[leg.source, leg.target] for leg in flow.legs],
    }


def _edges(sizes: Sequence[int]) -> tuple[int, ...]:
    return tuple(sum(sizes[:at]) for at in range(len(sizes) + 1))


def _boxes(flow: Flow) -> tuple[Box, ...]:
    lanes, rows = _edges(flow.grid.lanes), _edges(flow.grid.rows)
    return tuple(
        Box(
            (lanes[stop.lane] + lanes[stop.last_lane + 1] - stop.width) // 2,
            (rows[stop.row] + rows[stop.row + 1] - stop.height) // 2,
            stop.width,
            stop.height,
        )
        for stop in flow.stops
    )


def _routes(flow: Flow, paths: Sequence[Sequence[Sequence[float]]]) -> Routes:
    boxes = _boxes(flow)
    drawn = tuple(tuple(Point(round(20 * x), round(20 * y)) for x, y in path) for path in paths)
    sites = tuple(
        (_site(boxes[leg.source], path[0]), _site(boxes[leg.target], path[-1]))
        for leg, path in zip(flow.legs, drawn, strict=True)
    )
    return Routes(
        lane_edges=_edges(flow.grid.lanes),
        row_edges=_edges(flow.grid.rows),
        boxes=boxes,
        paths=drawn,
        sites=sites,
        labels=(None,) * len(flow.legs),
        label_choice=(0,) * len(flow.legs),
        captions=(None,) * len(flow.stops),
        caption_choice=(0,) * len(flow.stops),
        notes=(),
    )


def _site(box: Box, end: Point) -> Site:
    """Return the side of `box` on which a path ends."""
    distances = {
        Site.TOP: abs(end.y - box.y),
        Site.LEFT: abs(end.x - box.x),
        Site.BOTTOM: abs(end.y - box.bottom),
        Site.RIGHT: abs(end.x - box.right),
    }
    return min(distances, key=lambda site: distances[site])
