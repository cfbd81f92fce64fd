"""The report of an import: one HTML that shows each old sheet beside the one it became.

In: what the run made of each file (`reported.ReportedFile`), in the order in which it is to be
listed. Out: one HTML that needs nothing else: no network, no script of others, and nothing of what
stood in a file is more than text in it. Pictures are kept as text and made only for the SOP that
is looked at. It says so itself to browsers (Content-Security-Policy).

`reported` is what is taken, `reporting` makes it of a draft, `pages` pictures pages, `listing` and
`comparison` are what is seen; `laporan.html`, `.css` and `.js` hold them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files as resources
from string import Template

from sopgen.importer.report.comparison import comparison, picture_name
from sopgen.importer.report.listing import filters, numbered, rows
from sopgen.importer.report.markup import spelled
from sopgen.importer.report.reported import Media, Picture, ReportedFile, ReportedSop
from sopgen.problems.version import __version__

__all__ = ["report_of"]


def report_of(files: Sequence[ReportedFile]) -> str:
    """Return the report of a run over `files`."""
    style, script = _own("laporan.css"), _own("laporan.js")
    return Template(_own("laporan.html")).substitute(
        policy=_policy(style, script),
        generator=f"sopgen {__version__}",
        style=style,
        script=script,
        summary=_summary(files),
        filters=spelled(filters(files)),
        rows=spelled(rows(files)),
        contents=spelled(comparison(*each) for each in numbered(files)),
        pictures="\n".join(_pictures(files)),
    )


def _own(name: str) -> str:
    return (resources(__name__) / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return what the page may do: run its own script, use its own style, show its own pictures."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src blob: data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _summary(files: Sequence[ReportedFile]) -> str:
    sops = [sop for file in files for sop in file.sops]
    clear = sum(not sop.doubts for sop in sops)
    return f"{len(files)} berkas, {len(sops)} SOP terbaca, {clear} di antaranya tanpa catatan."


def _pictures(files: Sequence[ReportedFile]) -> Iterator[str]:
    """Yield each page as text of a script that is none."""
    for number, _, sop in numbered(files):
        for side, pictures in _sides(sop):
            for at, picture in enumerate(pictures):
                yield _held(picture_name(number, side, at), picture)


def _sides(sop: ReportedSop) -> tuple[tuple[str, Sequence[Picture]], ...]:
    return ("lama", [page.picture for page in sop.old]), ("baru", sop.new)


def _held(name: str, picture: Picture) -> str:
    packed = ' data-kemas="gzip"' if picture.media is Media.SVG else ""
    data = b64encode(picture.data).decode()
    told = f'id="{name}" data-jenis="{picture.media}"{packed}'
    return f'<script type="text/plain" {told}>{data}</script>'
