"""Bring one edited file back into its definition: the whole way, and no file is written yet.

Base, edited, difference, merge: words go over by their places, rows and lanes by what they
are, arrows are drawn up and read again. In the end the definition is read, and its flows
must show what the sheet shows; a flow that does not stays as it was, and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sopgen.definition.entries import data_of
from sopgen.definition.plaintext import encoded_like
from sopgen.definition.reading import Definition
from sopgen.definition.validation import Data
from sopgen.document.origins import Holder
from sopgen.document.sheet import FileKind
from sopgen.problems.files import plain_bytes
from sopgen.problems.problem import Problem, ProblemsError, Severity
from sopgen.problems.spelling import quoted
from sopgen.pull.breaks import Breaks, changed_breaks
from sopgen.pull.changes import Change, DerivedText, ForeignText, TextSet, UnplacedText
from sopgen.pull.draft import Draft
from sopgen.pull.flows import Flows
from sopgen.pull.form.homing import (
    already_there,
    chosen,
    form_home,
    known_words,
    not_filled_in,
    profile_for,
)
from sopgen.pull.form.taking import FlowTaking
from sopgen.pull.form.understanding import understood
from sopgen.pull.homing import home_of, letterhead_of
from sopgen.pull.locating import located
from sopgen.pull.looks import counted_looks
from sopgen.pull.merging import Done, Merge, Prefer, take_all
from sopgen.pull.opening import Edited, logo_name, opened, read_text, refused
from sopgen.pull.pairing import Pairing, paired
from sopgen.pull.sources import Sources
from sopgen.pull.tables import Claimed, flow_tables
from sopgen.pull.texts import changed_texts
from sopgen.pull.widths import Widths, changed_widths
from sopgen.pull.workshop import Workshop, lacking_glyphs, workshop
from sopgen.writers import Format


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: which file, into which definition, and what is to be believed."""

    file: Path
    definition: Path | None = None
    letterhead: bool = False
    prefer: Prefer = Prefer.DEFINITION
    believe: bool = False


@dataclass(frozen=True, slots=True)
class PulledFile:
    """A definition or a letterhead before and after, and what was changed in it."""

    path: Path
    before: bytes
    after: bytes
    done: tuple[Done, ...]
    is_new: bool = False
    """There was no such file before."""

    @property
    def is_changed(self) -> bool:
        """Tell whether anything is to be written."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Pulled:
    """What came out of one edited file."""

    file: Path
    files: tuple[PulledFile, ...]
    problems: tuple[Problem, ...]
    looks: int = 0
    """How many changes of layout alone there were; they are not taken over."""


def pulled(wish: Wish) -> Pulled:
    """Return what becomes of the definition by the edited file; raises ProblemsError."""
    edited = opened(wish.file, wish.definition)
    if edited.is_changed:
        return brought_back(edited, wish)
    if edited.kind is FileKind.NEW_FORM:
        raise not_filled_in(wish.file)
    return Pulled(wish.file, (), ())


def brought_back(edited: Edited, wish: Wish) -> Pulled:
    """Return what becomes of the definition by a file that was opened; raises ProblemsError."""
    sources = Sources(data_of(edited.text), data_of(edited.letterhead_text))
    pairing = paired(edited.base, [sheet for sheet in edited.sheets if not sheet.hidden])
    if edited.kind is not FileKind.OUTPUT:
        return _form_brought_back(edited, wish, pairing, sources)
    path = wish.definition or home_of(edited)
    mine = _Mine(path, _bytes(path))
    claimed: Claimed = set()
    tables = flow_tables(pairing.pairs, sources, claimed)
    changes = list(changed_texts(pairing.pairs, sources, claimed))
    merge = _merge(mine.text, sources.definition, wish.prefer)
    kop = letterhead_of(path, mine.text)
    head = _Mine(kop or wish.file, _bytes(kop) if kop else edited.letterhead.data)
    kop_merge = _merge(head.text, sources.letterhead, wish.prefer)
    breaks, widths = Breaks((), 0), Widths()
    if not edited.is_made_again:
        breaks = changed_breaks(pairing.pairs, tables, sources)
        widths = changed_widths(pairing.pairs, tables)
    take_all(merge, [each for each in (*changes, *breaks.changes) if not _is_letterheads(each)])
    _take_letterheads(kop_merge, changes, head.path, wish)
    with _bench(edited, path, head) as bench:
        stays = edited.format is Format.DOCX
        base = _base_definition(edited)
        flows = Flows(merge, pairing.pairs, bench, base, believe=wish.believe, stays=stays)
        flows.take(tables)
        _take_widths(merge, widths.changes(sources, base.profile.flow.widths), bench)
        readable = _reads(merge, mine.text, bench)
    problems = [
        *(_missing(sheet.name) for sheet in pairing.missing),
        *(_foreign(sheet.name) for sheet in pairing.foreign if sheet.cells),
        *merge.problems,
        *kop_merge.problems,
        *readable,
    ]
    files = [_file(mine, merge)] if not readable else []
    files += [_file(head, kop_merge)] if kop and wish.letterhead else []
    written = tuple(each for each in files if each.is_changed)
    strange = edited.is_made_again and not wish.believe and not pairing.is_laid_out_alike
    if strange and (written or problems):
        return Pulled(wish.file, (), (_laid_out_otherwise(wish.file),))
    return Pulled(
        wish.file,
        written,
        tuple(_in_file(each, wish.file) for each in problems),
        0 if edited.is_made_again else breaks.unsaid + counted_looks(pairing.pairs, widths.covered),
    )


def _form_brought_back(edited: Edited, wish: Wish, pairing: Pairing, sources: Sources) -> Pulled:
    """Return what becomes of the definition by a form: the same, but for how it is understood."""
    is_new = edited.kind is FileKind.NEW_FORM
    path = wish.definition or form_home(edited, chosen(pairing.pairs))
    if is_new and path.exists():
        raise already_there(edited.path, path)
    mine = _Mine(path, b"" if is_new else _bytes(path))
    before = edited.text if is_new else mine.text
    form = understood(pairing.pairs, sources, known_words(path, pairing.pairs, edited))
    merge = _merge(before, sources.definition, wish.prefer)
    take_all(merge, form.changes)
    kop = letterhead_of(path, merge.draft.text)
    head = _Mine(kop or wish.file, _bytes(kop) if kop else edited.letterhead.data)
    with _bench(edited, path, head) as bench:
        if form.flows:
            profile = profile_for(bench, merge.draft.whole)
            for flow in form.flows:
                FlowTaking(merge, flow, bench, profile).take()
        readable = _reads(merge, before, bench)
    problems = [
        *(_missing(sheet.name) for sheet in pairing.missing),
        *(_foreign(sheet.name) for sheet in pairing.foreign if sheet.cells),
        *form.problems,
        *merge.problems,
        *readable,
    ]
    file = replace(_file(mine, merge), is_new=is_new)
    stays_out = readable or (is_new and any(each.stops for each in problems))
    return Pulled(
        wish.file,
        (file,) if file.is_changed and not stays_out else (),
        tuple(_in_file(each, wish.file) for each in problems),
    )


@dataclass(frozen=True)
class _Mine:
    """A file on disk as it is now."""

    path: Path
    data: bytes

    @property
    def text(self) -> str:
        return read_text(self.data, self.path)


def _bytes(path: Path) -> bytes:
    try:
        return plain_bytes(path)
    except OSError as error:
        message = "Definisi ini tidak dapat dibuka."
        raise refused(path, "TRK002", message, "Periksa nama dan izinnya.") from error


def _merge(text: str, base: Data, prefer: Prefer) -> Merge:
    draft = Draft(text)
    return Merge(draft, base, located(base, draft.data), prefer)


def _is_letterheads(change: Change) -> bool:
    match change:
        case DerivedText() | ForeignText() | UnplacedText():
            return False
        case _:
            return change.origin.holder is Holder.LETTERHEAD


def _take_letterheads(merge: Merge, changes: Sequence[Change], path: Path, wish: Wish) -> None:
    """Take over what was changed of the letterhead, or tell that it is the letterhead's."""
    for each in changes:
        match each:
            case DerivedText() | ForeignText() | UnplacedText():
                continue
            case _ if not _is_letterheads(each):
                continue
            case _ if wish.letterhead:
                merge.take(each)
            case _:
                key = ".".join(map(str, each.origin.at))
                merge.problems.append(_letterheads(path, key, each.where))


def _take_widths(merge: Merge, changes: Iterator[TextSet], bench: Workshop) -> None:
    """Take widths over with which the sheet can be drawn, or none of them, which is told."""
    before, asked = merge.standing, list(changes)
    take_all(merge, asked)
    text = merge.draft.text
    reason = bench.width_refusal(text) if text != before.text else ""
    if reason:
        merge.go_back(before)
        merge.problems.append(_no_room(asked[0].where, reason))


@contextmanager
def _bench(edited: Edited, definition: Path, head: _Mine) -> Iterator[Workshop]:
    logo = logo_name(head.text)
    own = head.path.parent / logo if logo else None
    picture = own.read_bytes() if own and own.is_file() else edited.logo
    with workshop(definition.name, head.data, _kop_name(edited, head), picture, logo) as bench:
        yield bench


def _kop_name(edited: Edited, head: _Mine) -> str:
    return edited.letterhead.name if head.path == edited.path else head.path.name


def _base_definition(edited: Edited) -> Definition:
    """Return the definition that the file was made from, with the letterhead of then."""
    logo = logo_name(edited.letterhead_text)
    own, head = edited.definition, edited.letterhead
    with workshop(own.name, head.data, head.name, edited.logo, logo) as bench:
        return bench.read(edited.text)


def _reads(merge: Merge, before: str, bench: Workshop) -> tuple[Problem, ...]:
    """Return why the changed definition cannot be read, if it cannot and could before."""
    if merge.draft.text == before:
        return ()
    try:
        read = bench.read(merge.draft.text)
    except ProblemsError as error:
        return tuple(replace(each, path="") for each in error.problems)
    merge.problems += [_unprintable(each, merge.done) for each in lacking_glyphs(read)]
    return ()


def _unprintable(problem: Problem, done: Sequence[Done]) -> Problem:
    """Return the warning that a text was taken over that cannot be printed so."""
    where = next((each.where for each in done if each.at == problem.at), "")
    return replace(problem, code="TRK016", path=where, severity=Severity.WARNING)


def _file(mine: _Mine, merge: Merge) -> PulledFile:
    after = encoded_like(mine.data, merge.draft.text)
    return PulledFile(mine.path, mine.data, after, tuple(merge.done))


def _in_file(problem: Problem, file: Path) -> Problem:
    """Return `problem` at the edited file, its cell behind the name."""
    cell = f" ({problem.path})" if problem.path else ""
    return replace(problem, path=f"{file}{cell}", line=0, column=0)


def _letterheads(path: Path, key: str, where: str) -> Problem:
    return Problem(
        "TRK009",
        f"Tulisan ini milik kop ({path}: {key}), bukan definisi; tidak ikut.",
        path=where,
        hint="Ubah di berkas kopnya, atau jalankan lagi dengan --kop.",
    )


def _no_room(where: str, reason: str) -> Problem:
    return Problem(
        "TRK012",
        f"Lebar kolom di lembar ini tidak diambil: {reason.rstrip(';')}.",
        path=where,
        severity=Severity.WARNING,
        hint="Persempit kolom lain sebanyak yang satu dilebarkan, lalu jalankan lagi.",
    )


def _laid_out_otherwise(file: Path) -> Problem:
    return Problem(
        "TRK022",
        "Berkas ini dibuat sopgen versi lama, tanpa peta isinya, dan susunan lembarnya lain dari "
        "yang dibuat sekarang; suntingannya tidak pasti terbaca, jadi tidak ada yang ditulis.",
        path=str(file),
        hint="Lihat dahulu dengan --ya --dry-run --diff; bila benar, jalankan dengan --ya.",
    )


def _missing(name: str) -> Problem:
    return Problem(
        "TRK015",
        f"Lembar {quoted(name)} tidak ada lagi di berkas ini; isinya di definisi dibiarkan.",
        severity=Severity.WARNING,
        hint="Kembalikan lembarnya bila seharusnya ikut.",
    )


def _foreign(name: str) -> Problem:
    return Problem(
        "TRK015",
        f"Lembar {quoted(name)} bukan lembar sopgen; isinya tidak ikut.",
        severity=Severity.NOTE,
    )
