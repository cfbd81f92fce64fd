"""Definitions and letterheads: files in, what they mean out, or every problem of them.

A definition is read together with its letterhead, because half of what can be wrong
lies between the two. Whatever is wrong with one definition comes in one
`ProblemsError`, each problem with its path, line and column, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar

from sopgen.definition.columns import cell_problems, column_problems
from sopgen.definition.doubts import doubt_remark
from sopgen.definition.entries import Reading, Source, in_order, read_entry
from sopgen.definition.logo import read_logo
from sopgen.definition.naming import letterhead_in, letterheads_in
from sopgen.definition.officials import official_problems, role_problems
from sopgen.model.dates import read_date
from sopgen.model.due import read_interval
from sopgen.model.entry import Entry, overridden
from sopgen.model.flow import Flow
from sopgen.model.graph import graph
from sopgen.model.profile import FlowFormat, Profile
from sopgen.model.sop import Letterhead, Sop
from sopgen.model.tables import ExtraTable
from sopgen.problems.codes import Code
from sopgen.problems.files import LETTERHEADS, from_here
from sopgen.problems.problem import Loc, Problem, ProblemsError, Severity
from sopgen.problems.spelling import quoted, suggestion

MAX_LANES = 50
"""More lanes than any paper holds."""

LONGEST_ADDRESS = 340
"""Bytes of an address for verification. With the fingerprint behind it the code has at most
85 modules (version 15 holds 412 bytes, ISO/IEC 18004 table 7), a quarter millimetre each."""

DEFAULT_PROFILE = "permenpan35"

T = TypeVar("T", bound=Entry)

_SEPARATOR = re.compile(r"[/\\:\x00]")


@dataclass(frozen=True, slots=True)
class Agency:
    """A letterhead with its logo, a plain RGB PNG."""

    source: Source
    letterhead: Letterhead
    logo: bytes | None


@dataclass(frozen=True, slots=True)
class Definition:
    """An SOP with all that it is printed with, and what is odd about it and stops nothing."""

    source: Source
    sop: Sop
    agency: Agency
    profile: Profile
    remarks: tuple[Problem, ...] = ()


def read_letterhead(path: Path, typed: bytes | None = None) -> Agency:
    """Return the letterhead in `path`; raises ProblemsError with all that is wrong with it.

    What was `typed` and is not saved stands for what the file holds.
    """
    reading = read_entry(Letterhead, path, typed)
    letterhead = reading.model
    if letterhead is None:
        raise ProblemsError(reading.problems)
    problems = [*reading.problems, *reading.further(_letterhead_problems(letterhead))]
    logo = read_logo(path.parent, letterhead.logo) if letterhead.logo else None
    if isinstance(logo, Problem):
        problems += reading.further([logo])
    if problems or isinstance(logo, Problem):
        raise ProblemsError(in_order(problems, path))
    return Agency(reading.source, letterhead, logo)


def read_definition(
    path: Path,
    agency_at: Callable[[Path], Agency] = read_letterhead,
    typed: bytes | None = None,
) -> Definition:
    """Return the definition in `path`; raises ProblemsError with all that is wrong with it.

    `agency_at` reads its letterhead: who reads many definitions passes one that
    remembers. A letterhead's own problems come behind those of the definition. What was `typed`
    and is not saved stands for what the file holds.
    """
    reading = read_entry(Sop, path, typed)
    sop = reading.model
    if sop is None:
        raise ProblemsError(reading.problems)
    problems = [*reading.problems, *reading.further(_sop_problems(sop))]
    agency = agency_of(sop.letterhead, reading, agency_at)
    if isinstance(agency, Agency):
        problems += reading.further(official_problems(sop, agency.letterhead))
        if not sop.profile or sop.profile in profile_names():
            profile = resolve_profile(sop, agency.letterhead)
            problems += reading.further(_table_problems(sop, profile.flow))
            if not problems:
                own = reading.source
                found = (*_date_remarks(sop), *doubt_remark(own.text, own.places.root))
                remarks = tuple(reading.further(found))
                return Definition(own, sop, agency, profile, remarks)
    else:
        problems += agency
    raise ProblemsError(in_order(problems, path))


def find_letterhead(definition: Path, name: str) -> Path | Problem:
    """Return the file of letterhead `name` for the definition in that file.

    It lies in the nearest folder upwards that has `letterheads/`.
    """
    if name.startswith(".") or _SEPARATOR.search(name) or len(name.encode()) > 200:
        return Problem(
            Code.LETTERHEAD,
            f"{quoted(name)} tidak dapat menjadi nama kop.",
            at=("kop",),
            hint=f"Tulis nama berkas di map {LETTERHEADS} saja, tanpa map dan tanpa .yaml.",
        )
    above = definition.absolute().parents
    folder = next((each / LETTERHEADS for each in above if (each / LETTERHEADS).is_dir()), None)
    if folder is None:
        return Problem(
            Code.LETTERHEAD,
            f"Tidak ada map {LETTERHEADS} di {from_here(above[0])} atau di atasnya.",
            at=("kop",),
            hint=f"Buat map {LETTERHEADS} di map proyek, berisi {name}.yaml.",
        )
    try:
        found = letterhead_in(folder, name)
        known = [] if found else [file.stem for file in letterheads_in(folder)]
    except OSError:
        return Problem(
            Code.UNREADABLE,
            f"Map kop {from_here(folder)} tidak dapat dibuka.",
            at=("kop",),
            hint="Periksa izin membacanya.",
        )
    if found is not None:
        return found
    return Problem(
        Code.LETTERHEAD,
        f"Kop {quoted(name)} tidak ada di {from_here(folder)}.",
        at=("kop",),
        hint=suggestion(name, known),
    )


def resolve_profile(sop: Sop, letterhead: Letterhead) -> Profile:
    """Return what is printed and how: a shipped profile and what is said over it.

    The definition's `profil` takes the place of the letterhead's. The letterhead's cover and
    `format` hold over either; the definition's `format` has the last word.
    """
    profile = letterhead_profile(letterhead, sop.profile)
    return profile if sop.format is None else overridden(profile, sop.format)


def letterhead_profile(letterhead: Letterhead, instead: str | None = None) -> Profile:
    """Return how the sheets of an agency look: its profile, or the one named `instead`."""
    profile = shipped_profile(instead or letterhead.profile or DEFAULT_PROFILE)
    cover = None if letterhead.cover is None else Profile(cover=letterhead.cover)
    for entry in (cover, letterhead.format):
        if entry is not None:
            profile = overridden(profile, entry)
    return profile


@cache
def shipped_profile(name: str) -> Profile:
    """Return the profile `name` of the package, one of `profile_names`."""
    with as_file(files("sopgen") / "profiles" / f"{name}.yaml") as path:
        reading = read_entry(Profile, path)
    if reading.model is None or reading.problems:
        raise ProblemsError(reading.problems)
    return overridden(Profile(), reading.model)


@cache
def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that the package carries."""
    folder = files("sopgen") / "profiles"
    names = (file.name for file in folder.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def agency_of(
    name: str, reading: Reading[T], agency_at: Callable[[Path], Agency]
) -> Agency | tuple[Problem, ...]:
    """Return the letterhead `name` of the file that was read, or why there is none."""
    if not name:
        return ()
    found = find_letterhead(reading.source.path, name)
    if isinstance(found, Problem):
        return tuple(reading.further([found]))
    try:
        return agency_at(found)
    except ProblemsError as error:
        return error.problems


def _sop_problems(sop: Sop) -> Iterator[Problem]:
    """Yield what is wrong between the fields of a definition."""
    for value, key in ((sop.letterhead, "kop"), (sop.name, "nama")):
        if not value.strip():
            yield _empty(key)
    yield from _look_problems(sop)
    yield from role_problems(sop)
    for number, each in enumerate(sop.extra_tables):
        yield from _listing_problems(each, ("tabel_tambahan", number))
    form = tuple(_flow_form_problems(sop))
    yield from form
    if not form:
        for index, flow in enumerate(sop.flows):
            yield from _flow_problems(flow, sop.flow_at(index))


def _listing_problems(asked: ExtraTable, at: Loc) -> Iterator[Problem]:
    for key, value in (("kolom", asked.columns), ("baris", asked.rows)):
        if not value:
            yield replace(_empty(key), at=(*at, key))
    count = len(asked.columns)
    for number, row in enumerate(asked.rows):
        if count and len(row) != count:
            yield Problem(
                Code.TABLE_ROW,
                f"Baris ini berisi {len(row)} teks, sedangkan tabelnya punya {count} kolom.",
                at=(*at, "baris", number),
                hint='Tulis satu teks untuk tiap kolom; yang kosong ditulis "".',
            )


def _flow_problems(flow: Flow, at: Loc) -> Iterator[Problem]:
    if len(flow.actors) > MAX_LANES:
        yield Problem(
            Code.LANES,
            f"Bagan ini punya {len(flow.actors)} kolom pelaksana; paling banyak {MAX_LANES}.",
            at=(*at, "pelaksana"),
            hint="Gabungkan pelaksana, atau bagi menjadi beberapa bagan di bawah “alur”.",
        )
        return
    if not flow.steps:
        yield Problem(
            Code.EMPTY_VALUE,
            "Bagan ini hanya berisi baris judul.",
            at=(*at, "langkah"),
            hint="Tambahkan langkah: “- kegiatan: …” dengan “pelaksana: …”.",
        )
        return
    _, problems = graph(flow)
    for problem in problems:
        yield replace(problem, at=(*at, *problem.at))


def _flow_form_problems(sop: Sop) -> Iterator[Problem]:
    """Yield why the flow is not there, or there twice."""
    single = {"pelaksana": sop.lanes, "langkah": sop.rows}
    if sop.several_flows is not None:
        if not sop.several_flows:
            yield _empty("alur")
        for key, value in single.items():
            if value is not None:
                yield Problem(
                    Code.FLOW_FORM,
                    f"“alur” dan “{key}” tidak dapat dipakai bersamaan.",
                    at=(key,),
                    hint=f"Pindahkan “{key}” ke dalam salah satu butir “alur”.",
                )
    elif sop.lanes is None and sop.rows is None:
        if sop.has_boxes:
            return
        yield Problem(
            Code.FLOW_FORM,
            "Bagan alirnya belum ada.",
            at=("langkah",),
            hint="Tulis “pelaksana” dan “langkah”, atau “alur” untuk beberapa bagan.",
        )
    else:
        yield from (_empty(key) for key, value in single.items() if not value)


def _empty(key: str) -> Problem:
    return Problem(
        Code.EMPTY_VALUE, f"Isi “{key}” belum ada.", at=(key,), hint=f"Lengkapi “{key}: …”."
    )


def _table_problems(sop: Sop, format: FlowFormat) -> Iterator[Problem]:
    """Yield the columns that `sop` names and that its table, by the whole `format`, lacks."""
    yield from column_problems(sop.format, format)
    if not any(_flow_form_problems(sop)):
        yield from cell_problems(sop, format)


def _letterhead_problems(letterhead: Letterhead) -> Iterator[Problem]:
    yield from _look_problems(letterhead)
    if not letterhead.profile or letterhead.profile in profile_names():
        profile = shipped_profile(letterhead.profile or DEFAULT_PROFILE)
        if letterhead.format is not None:
            profile = overridden(profile, letterhead.format)
        yield from column_problems(letterhead.format, profile.flow)
    reviews = letterhead.reviews
    for key, typed in (("monitoring", reviews.monitoring), ("evaluasi", reviews.evaluation)):
        if read_interval(typed) is None:
            yield Problem(
                Code.BAD_INTERVAL,
                f"{quoted(typed)} bukan jangka waktu tinjauan.",
                at=("tinjauan", key),
                hint="Tulis misalnya 6 bulan atau 1 tahun.",
            )


def _date_remarks(sop: Sop) -> Iterator[Problem]:
    """Yield the days that no calendar has, where they are written as dates are."""
    dates: list[tuple[str | None, Loc]] = [
        (sop.created, ("tanggal_pembuatan",)),
        (sop.revised, ("tanggal_revisi",)),
        (sop.effective, ("tanggal_efektif",)),
    ]
    for index, signatory in enumerate(sop.signatories):
        dates.append((signatory.date, ("penandatangan", index, "tanggal")))
    for text, at in dates:
        found = read_date(text or "")
        if found is not None and found.date is None:
            yield Problem(
                Code.IMPOSSIBLE_DATE,
                f"{found.impossible} Tanggal ini tercetak seperti yang diketik.",
                at=at,
                severity=Severity.WARNING,
                hint="Periksa hari dan bulannya.",
            )


def _look_problems(entry: Sop | Letterhead) -> Iterator[Problem]:
    """Yield what is wrong with `profil` and `format`."""
    if entry.profile and entry.profile not in profile_names():
        yield Problem(
            Code.UNKNOWN_PROFILE,
            f"Profil {quoted(entry.profile)} tidak ada.",
            at=("profil",),
            hint=suggestion(entry.profile, profile_names()),
        )
    address = entry.format.verification.address if entry.format else ""
    if len(address.encode()) > LONGEST_ADDRESS:
        yield Problem(
            Code.ADDRESS_TOO_LONG,
            f"Alamat verifikasi ini {len(address.encode())} huruf; paling panjang "
            f"{LONGEST_ADDRESS}.",
            at=("format", "verifikasi", "alamat"),
            hint="Kode QR yang lebih rapat tidak terbaca ponsel; pakai alamat yang pendek.",
        )
