"""The list of all files of a run: one row an SOP, or a sentence where a file holds none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from lxml import etree

from sopgen.importer.draft import FileClass
from sopgen.importer.report.markup import H
from sopgen.importer.report.reported import ReportedFile, ReportedSop, Reread

SIGNS = {
    FileClass.READY: "✓",
    FileClass.ARROWS: "→",
    FileClass.PICTURE: "▣",
    FileClass.SCAN: "▤",
    FileClass.NO_SOP: "✕",
    FileClass.UNREADABLE: "✕",
    FileClass.OURS: "=",
    FileClass.TWICE: "=",
}


def kind_of(kind: FileClass) -> etree._Element:
    """Return the badge of a class: its sign and its words."""
    sign = H.span({"aria-hidden": "true"}, SIGNS[kind])
    return H.span({"class": f"kelas {kind.name.lower()}"}, sign, f" {kind}")


def numbered(files: Sequence[ReportedFile]) -> Iterator[tuple[int, ReportedFile, ReportedSop]]:
    """Yield each SOP of the run by its number, from 1, and the file that it was read of."""
    number = 0
    for file in files:
        for sop in file.sops:
            number += 1
            yield number, file, sop


def filters(files: Sequence[ReportedFile]) -> Iterator[etree._Element]:
    """Yield a button for each class that occurs, which leaves only its rows in the list."""
    counts = Counter(kind for file in files for kind in _kinds(file))
    yield _filter("", ["Semua"], sum(counts.values()), is_on=True)
    for kind in FileClass:
        if counts[kind]:
            sign = H.span({"aria-hidden": "true"}, SIGNS[kind])
            yield _filter(kind.name.lower(), [sign, f" {kind}"], counts[kind], is_on=False)


def _filter(
    value: str, words: Sequence[etree._Element | str], count: int, *, is_on: bool
) -> etree._Element:
    return H.button(
        {"type": "button", "data-saring": value, "aria-pressed": str(is_on).lower()},
        *words,
        " ",
        H.b(str(count)),
    )


def _kinds(file: ReportedFile) -> Iterable[FileClass]:
    return [sop.kind for sop in file.sops] or [file.kind]


def rows(files: Sequence[ReportedFile]) -> Iterator[etree._Element]:
    """Yield the rows of the list, in the order of the files."""
    number = 0
    for file in files:
        if not file.sops:
            yield _refused(file)
        for sop in file.sops:
            number += 1
            yield _sop(number, file, sop)


def _refused(file: ReportedFile) -> etree._Element:
    return H.tr(
        {"data-kelas": file.kind.name.lower()},
        H.th({"scope": "row"}, file.path),
        H.td({"colspan": "4"}, file.refusal),
        H.td(kind_of(file.kind)),
        H.td(),
    )


def _sop(number: int, file: ReportedFile, sop: ReportedSop) -> etree._Element:
    name = sop.name or "(tanpa nama)"
    details = [H.span({"class": "nomor"}, sop.number)] if sop.number else []
    return H.tr(
        {"data-kelas": sop.kind.name.lower(), "data-sop": str(number)},
        H.th({"scope": "row"}, file.path),
        H.td(H.a({"href": f"#sop-{number}"}, name), *details),
        H.td({"class": "angka"}, str(sop.steps)),
        H.td({"class": "angka"}, str(len(sop.doubts)) if sop.doubts else "–"),
        H.td(reread_of(sop)),
        H.td(kind_of(sop.kind)),
        H.td(
            H.label(
                {"class": "periksa"},
                H.input(
                    {"type": "checkbox", "data-diperiksa": str(number), "data-kunci": _key(sop)}
                ),
                H.span({"class": "hanya-dibaca"}, f"{name} sudah diperiksa"),
            )
        ),
    )


def reread_of(sop: ReportedSop) -> etree._Element:
    """Return in a few words what reading the rebuilt sheet again said."""
    others = sum(row.reread is Reread.OTHER for row in sop.rows) + len(sop.differences)
    if not sop.new or all(row.reread is Reread.NOT_READ for row in sop.rows):
        return H.span({"class": "belum"}, Reread.NOT_READ.value)
    if others:
        sign = H.span({"aria-hidden": "true"}, "≠ ")
        return H.span({"class": "beda"}, sign, f"{others} {Reread.OTHER}")
    return H.span({"class": "sama"}, H.span({"aria-hidden": "true"}, "✓ "), Reread.SAME.value)


def _key(sop: ReportedSop) -> str:
    """Return what a browser remembers of an SOP that was looked through, until it is another."""
    told = f"{sop.path}\n{sop.text}".encode(errors="backslashreplace")
    return "sopgen-" + sha256(told).hexdigest()[:16]
