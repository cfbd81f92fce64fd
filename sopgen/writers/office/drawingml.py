"""DrawingML as Word and Excel both write it: how symbols, lines and words look.

In: boxes and paths as `connectors` frames them, and paragraphs. Out: XML, as text, because
a sheet draws dozens of shapes. No other module writes this markup (ECMA-376-1, 20.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from msgspec.structs import replace

from sopgen.document.connectors import ConnectorGeometry, Transform, emu, upright
from sopgen.document.page import (
    SHAPE_STROKE,
    Align,
    Box,
    Connector,
    Font,
    Label,
    Paragraph,
    Point,
    Run,
    Shape,
    Symbol,
)
from sopgen.writers.office.markup import escaped, quoted
from sopgen.writers.office.slashes import breakable

PRESETS: Mapping[Symbol, str] = MappingProxyType(
    {
        Symbol.TERMINATOR: "roundRect",
        Symbol.PROCESS: "flowChartProcess",
        Symbol.DECISION: "flowChartDecision",
        Symbol.OFF_PAGE: "flowChartOffpageConnector",
    }
)


def named(item: Shape | Connector | Label) -> str:
    """Return how files call `item`: by its name, and its key behind that to read it again."""
    return f"{item.name} #{item.key}" if item.key else item.name


def symbol(symbol: Symbol, transform: Transform) -> str:
    """Return what a `spPr` holds to look like `symbol`: white, with a thin line."""
    return f"{frame(transform)}{_OUTLINES[symbol]}{_solid('FFFFFF')}{_LINE}"


def connector(geometry: ConnectorGeometry, *, arrow: bool, dashed: bool = False) -> str:
    """Return what a `spPr` holds to be a connector, with a head at its end if it is an `arrow`.

    The fill is switched off, because some readers fill the outline of a bent path.
    """
    shape = preset(geometry.preset, geometry.adjustments)
    return f"{frame(geometry.transform)}{shape}<a:noFill/>{_stroke(arrow=arrow, dashed=dashed)}"


def freeform(path: Sequence[Point], *, arrow: bool, dashed: bool = False) -> str:
    """Return what a `spPr` holds to be the same line as a `connector` through `path`."""
    left, top = min(point.x for point in path), min(point.y for point in path)
    right, bottom = max(point.x for point in path), max(point.y for point in path)
    box = upright(Box(left, top, right - left, bottom - top))
    spots = [f'<a:pt x="{emu(point.x - left)}" y="{emu(point.y - top)}"/>' for point in path]
    start, *others = spots
    lines = "".join(f"<a:lnTo>{spot}</a:lnTo>" for spot in others)
    return (
        f"{frame(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{box.width}" h="{box.height}" fill="none"><a:moveTo>{start}</a:moveTo>{lines}'
        f"</a:path></a:pathLst></a:custGeom><a:noFill/>{_stroke(arrow=arrow, dashed=dashed)}"
    )


def _stroke(*, arrow: bool, dashed: bool) -> str:
    return _DASHED_ARROW if dashed else _ARROW if arrow else _LINE


def invisible(transform: Transform) -> str:
    """Return what a `spPr` holds to be a rectangle without line and fill: the box of a label."""
    return f"{frame(transform)}{preset('rect')}<a:noFill/><a:ln><a:noFill/></a:ln>"


def frame(transform: Transform, inner: str = "") -> str:
    """Return the `a:xfrm` that places a shape; a group's says what is `inner` too."""
    turned = f' rot="{transform.rotation}"' if transform.rotation else ""
    turned += ' flipH="1"' if transform.flip_h else ""
    turned += ' flipV="1"' if transform.flip_v else ""
    return (
        f'<a:xfrm{turned}><a:off x="{transform.x}" y="{transform.y}"/>'
        f'<a:ext cx="{transform.width}" cy="{transform.height}"/>{inner}</a:xfrm>'
    )


def preset(name: str, adjustments: Sequence[int] = ()) -> str:
    """Return the `a:prstGeom` of a preset shape."""
    values = "".join(
        f'<a:gd name="adj{number}" fmla="val {value}"/>'
        for number, value in enumerate(adjustments, start=1)
    )
    listed = f"<a:avLst>{values}</a:avLst>" if values else "<a:avLst/>"
    return f'<a:prstGeom prst="{name}">{listed}</a:prstGeom>'


_ROUND_ENDS = '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 50000"/></a:avLst>'
_OUTLINES: Mapping[Symbol, str] = MappingProxyType(
    {
        symbol: f"{_ROUND_ENDS}</a:prstGeom>" if symbol is Symbol.TERMINATOR else preset(name)
        for symbol, name in PRESETS.items()
    }
)
"""The presets; a capsule is round at both ends at any width (`adj` of half the shorter side)."""


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _line(end: str = "", dash: str = "") -> str:
    """Return the line of symbols and connectors: black, with sharp corners."""
    return (
        f'<a:ln w="{emu(SHAPE_STROKE)}">{_solid("000000")}{dash}<a:miter lim="800000"/>{end}</a:ln>'
    )


_LINE = _line()
_HEAD = '<a:tailEnd type="triangle" w="sm" len="sm"/>'
_ARROW = _line(_HEAD)
_DASHED_ARROW = _line(_HEAD, '<a:prstDash val="dash"/>')
_ALIGNMENTS = {Align.LEFT: "l", Align.CENTER: "ctr", Align.RIGHT: "r"}


@cache
def body_properties(name: str, *, wrapped: bool) -> str:
    """Return the `bodyPr` called `name`: text in the middle, without room around it."""
    wrap = "square" if wrapped else "none"
    return (
        f'<{name} rot="0" vert="horz" wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="ctr" anchorCtr="0"><a:noAutofit/></{name}>'
    )


def paragraph_text(paragraph: Paragraph, language: str) -> str:
    """Return `paragraph` at its exact line pitch, a marker hanging in its indent."""
    hang, runs = "", breakable(paragraph)
    if paragraph.marker:
        indent = emu(paragraph.indent)
        hang = f' marL="{indent}" indent="{-indent}"'
        runs = (replace(paragraph.marker, text=f"{paragraph.marker.text}\t"), *runs)
    return (
        f'<a:p><a:pPr algn="{_ALIGNMENTS[paragraph.align]}"{hang}>'
        f'<a:lnSpc><a:spcPts val="{paragraph.line_height * 5}"/></a:lnSpc></a:pPr>'
        f"{''.join(_run(run, language) for run in runs)}</a:p>"
    )


def _run(run: Run, language: str) -> str:
    properties = _run_properties(run.font, language)
    lines = (
        f"<a:r>{properties}<a:t>{escaped(text)}</a:t></a:r>" if text else ""
        for text in run.text.split("\n")
    )
    return f"<a:br>{properties}</a:br>".join(lines)


@cache
def _run_properties(font: Font, language: str) -> str:
    faces = "".join(f'<a:{script} typeface="{font.face}"/>' for script in ("latin", "ea", "cs"))
    return (
        f'<a:rPr lang={quoted(language)} sz="{font.size * 5}" b="{font.bold:d}" '
        f'i="{font.italic:d}">{_solid("000000")}{faces}</a:rPr>'
    )
