"""ALR, MTB: what an agency adds to its table, which are phases and columns of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sopgen.lint.rule import Finding, Ground, Rule, SopCheck
from sopgen.lint.subject import FlowView, Subject
from sopgen.lint.wording import joined_text
from sopgen.model.flow import Heading
from sopgen.problems.problem import Loc, Severity
from sopgen.problems.spelling import quoted

_MARK = re.compile(r"\s*(?:(?:tahap|bagian|fase)\s+)?([A-Za-z]|[IVXivx]{1,5}|\d{1,2})\s*[.):]\s*\S")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NUMBERS = tuple(str(number) for number in range(1, 100))


def empty_phase(subject: Subject) -> Iterator[Finding]:
    """Check that a step stands below the last heading."""
    for flow in subject.flows:
        last = flow.flow.rows[-1]
        if isinstance(last, Heading):
            place, _ = flow.flow.headings[-1]
            yield Finding(
                (*flow.at, *place, "judul"),
                f"Di bawah judul {quoted(last.title)} tidak ada langkah.",
                "Tambahkan langkahnya, atau hapus baris judul itu.",
            )


def phases_out_of_order(subject: Subject) -> Iterator[Finding]:
    """Check that headings that are all counted alike are counted without a gap."""
    for flow in subject.flows:
        marks = _marks(flow)
        series = next((each for each in (_ROMAN, _LETTERS, _NUMBERS) if _counts(marks, each)), ())
        for (place, heading), mark, expected in zip(
            flow.flow.headings, marks, series, strict=False
        ):
            if mark != expected:
                yield Finding(
                    (*flow.at, *place, "judul"),
                    f"Judul {quoted(heading.title)} bernomor {mark}, seharusnya {expected}.",
                    "Urutkan nomor judul tahap.",
                )
                break


def _marks(flow: FlowView) -> list[str]:
    found = (_MARK.match(heading.title) for _, heading in flow.flow.headings)
    return [each[1].upper() if each else "" for each in found]


def _counts(marks: Sequence[str], series: Sequence[str]) -> bool:
    """Tell whether `marks` count by `series` from its beginning, perhaps with a gap or twice."""
    places = [series.index(mark) if mark in series else -1 for mark in marks]
    return len(places) > 1 and places[0] == 0 and min(places[1:]) > 0


def empty_column(subject: Subject) -> Iterator[Finding]:
    """Check that a column of an agency's own is filled somewhere."""
    filled = {
        name
        for view in subject.steps
        for name, typed in view.step.extra.items()
        if joined_text(typed).strip()
    }
    said = subject.sop.format.flow if subject.sop.format else None
    own = said is not None and "extra_columns" in said.model_fields_set
    for name, title in subject.definition.profile.flow.extra_columns.items():
        if name not in filled:
            at: Loc = ("format", "alur", "kolom_tambahan", name)
            yield Finding(
                at,
                f"Kolom tambahan {quoted(title)} kosong di semua langkah.",
                f"Isi “tambahan: {{{name}: …}}” di langkah-langkahnya, atau hapus kolomnya.",
                in_letterhead=not own,
            )


PHASE_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "ALR022",
        Severity.WARNING,
        "Judul tahap tanpa langkah",
        Ground.CONSISTENCY,
        "Judul tahap menaungi langkah-langkah di bawahnya.",
        "judul: D. PELAPORAN di baris terakhir",
        "judul: D. PELAPORAN, lalu langkah-langkahnya",
        empty_phase,
    ),
    Rule(
        "ALR023",
        Severity.NOTE,
        "Nomor judul tahap tidak urut",
        Ground.CONSISTENCY,
        "Tahap yang bernomor dibaca berurutan, tanpa ada yang terlewat.",
        "judul: A. PERSIAPAN, lalu judul: C. PELAPORAN",
        "judul: A. PERSIAPAN, lalu judul: B. PELAPORAN",
        phases_out_of_order,
    ),
    Rule(
        "MTB016",
        Severity.NOTE,
        "Kolom tambahan yang tidak diisi",
        Ground.PRACTICE,
        "Praktik pemeriksa: kolom yang kosong seluruhnya biasanya sisa dari SOP lain.",
        "kolom_tambahan: {risiko: Risiko}, tanpa satu risiko pun",
        "sedikitnya satu langkah dengan tambahan: {risiko: …}",
        empty_column,
    ),
)
