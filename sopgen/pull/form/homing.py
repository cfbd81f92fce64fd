"""Where a form belongs: its definition on disk, its letterhead's words, its profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sopgen.definition.entries import data_of
from sopgen.definition.naming import letterheads_in
from sopgen.definition.reading import DEFAULT_PROFILE, shipped_profile
from sopgen.definition.validation import found
from sopgen.document.sheet import FileKind
from sopgen.editing.new import place
from sopgen.editing.references import Map
from sopgen.editing.written import between_brackets
from sopgen.model.profile import Profile
from sopgen.problems.files import LETTERHEADS
from sopgen.problems.problem import ProblemsError
from sopgen.pull.form.known import Known
from sopgen.pull.form.tables import form_tables
from sopgen.pull.homing import home_of, project_around
from sopgen.pull.opening import Edited, refused
from sopgen.pull.pairing import Pair
from sopgen.pull.workshop import Workshop
from sopgen.readers.source import Carried, carried


def chosen(pairs: Sequence[Pair]) -> dict[str, str]:
    """Return what the identity of a form says now, by the keys of the definition."""
    tables = (table for table in form_tables(pairs) if table.means == ("identitas",))
    return {line.key: line.text("nilai") for table in tables for line in table.lines if line.key}


def form_home(edited: Edited, identity: dict[str, str]) -> Path:
    """Return the definition that a form is of; raises ProblemsError.

    That beside it, or where its outputs say; of a new form the one that its name makes.
    """
    if edited.kind is FileKind.NEW_FORM:
        name, kop = identity.get("nama", ""), identity.get("kop", "")
        if not name or not kop:
            message = "Formulir baru ini belum punya kop atau nama SOP."
            raise refused(edited.path, "TRK021", message, "Isi keduanya di lembar Identitas.")
        return place(project_around(edited.path), kop, name)
    beside = edited.path.absolute().parent / edited.definition.name
    return beside if beside.is_file() else home_of(edited)


def not_filled_in(form: Path) -> ProblemsError:
    """Return why a new form makes no definition: it is as empty as it was."""
    message = "Formulir ini belum diisi, jadi belum ada yang ditulis."
    return refused(form, "TRK021", message, "Isi nama SOP, langkah dan pelaksananya, lalu simpan.")


def already_there(form: Path, definition: Path) -> ProblemsError:
    """Return why a new form makes no definition: there is one."""
    return refused(
        form,
        "TRK021",
        f"Definisi {definition} sudah ada; tidak ditimpa.",
        "Sebutkan nama lain dengan --to, atau buat formulir dari definisi itu: sopgen form.",
    )


def known_words(definition: Path, pairs: Sequence[Pair], edited: Edited) -> Known:
    """Return what the definition may name: letterheads of its project, officials of its own."""
    kop = chosen(pairs).get("kop", "")
    files = {path.stem: path for path in _letterheads(definition)}
    own = files.get(kop)
    text = own.read_text("utf-8-sig", "replace") if own else edited.letterhead_text
    officials = found(data_of(text), ("pejabat",))
    names = tuple(files) or (Path(edited.letterhead.name).stem,)
    return Known(names, tuple(officials) if isinstance(officials, dict) else ())


def _letterheads(definition: Path) -> Iterator[Path]:
    above = (each / LETTERHEADS for each in definition.absolute().parents)
    folder = next((each for each in above if each.is_dir()), None)
    yield from letterheads_in(folder) if folder else ()


def profile_for(bench: Workshop, data: Map) -> Profile:
    """Return the profile of a definition whose flows may not be readable yet."""
    flow: Map = {"pelaksana": {"a": "A"}, "langkah": [{"kegiatan": "A", "pelaksana": "a"}]}
    head = {key: data[key] for key in ("kop", "profil", "format") if data.get(key)}
    try:
        return bench.read(between_brackets({**head, "nama": "A", **flow})).profile
    except ProblemsError:
        return shipped_profile(DEFAULT_PROFILE)


def is_filled_in(path: Path) -> bool:
    """Tell whether what stands at `path` is anything but a form as it was written."""
    source = _source(path)
    return source is None or source.is_changed or _kind(source) is FileKind.OUTPUT


def is_new_form(path: Path) -> bool:
    """Tell whether the file at `path` is a form of no definition yet."""
    source = _source(path)
    return source is not None and _kind(source) is FileKind.NEW_FORM


def _source(path: Path) -> Carried | None:
    try:
        return carried(path)
    except ProblemsError:
        return None


def _kind(source: Carried) -> FileKind:
    return source.map.kind if source.map else FileKind.OUTPUT
