"""What the page does with whole SOPs: list them, build them, begin a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from zipfile import ZipFile

import msgspec

from sopgen.definition.plaintext import decoded, hidden_problems
from sopgen.editing.new import Answers, NewStep, definition_text, file_name, place
from sopgen.problems.problem import Problem
from sopgen.project.building import Request, build
from sopgen.project.finding import Target, targets, targets_with_books
from sopgen.project.life.finding import lives_of
from sopgen.project.roots import ARCHIVE
from sopgen.pull.draft import Draft
from sopgen.server.desk import Desk
from sopgen.server.telling import sentence
from sopgen.writers import OFFICE, Format

_OF_A_DRAFT = {
    "tanggal_pembuatan": "",
    "tanggal_revisi": "-",
    "tanggal_efektif": "",
    "revisi_ke": "",
    "status": "draf",
}
"""What a copy says where the SOP that it was copied from says something."""


class Which(msgspec.Struct, frozen=True):
    """Which SOPs are built, by their numbers, and into what."""

    sops: list[int] = msgspec.field(name="sop")
    formats: list[Format] = msgspec.field(name="format", default_factory=lambda: list(OFFICE))


class NewSop(msgspec.Struct, frozen=True):
    """What is known of a new SOP."""

    letterhead: str = msgspec.field(name="kop")
    name: str = msgspec.field(name="nama")
    actors: list[str] = msgspec.field(name="pelaksana")
    activity: str = msgspec.field(name="kegiatan")
    number: str = msgspec.field(name="nomor", default="")
    unit: str = msgspec.field(name="unit", default="")


class CopyOfSop(msgspec.Struct, frozen=True):
    """Which SOP is copied, and how the copy is called."""

    source: int = msgspec.field(name="sop")
    name: str = msgspec.field(name="nama")
    number: str = msgspec.field(name="nomor", default="")


def listed(desk: Desk) -> dict[str, object]:
    """Return the SOPs of the project with their states, and its letterheads."""
    numbers = {path: number for number, path in desk.paths()}
    wanted = targets(list(numbers), None) if numbers else None
    lives = lives_of(wanted.targets, desk.project / ARCHIVE) if wanted else ()
    sops = [
        {
            "id": numbers[life.definition],
            "berkas": str(life.definition),
            "nama": life.said.name,
            "nomor": life.said.number,
            "unit": life.said.unit,
            "keadaan": life.said.fault or str(life.state),
            "langkah_berikutnya": life.next_step,
            "hasil": _built_at(target),
            "map": target.output(Format.PDF).parent.name,
        }
        for target, life in zip(wanted.targets if wanted else (), lives, strict=True)
    ]
    return {"sop": sops, "kop": [path.stem for path in desk.letterhead_paths()]}


def _built_at(target: Target) -> dict[str, int]:
    """Return when each file of an SOP was built last, in seconds since 1970."""
    found = {}
    for format in OFFICE:
        with suppress(OSError):
            found[str(format)] = int(target.output(format).stat().st_mtime)
    return found


def built(desk: Desk, asked: Which) -> dict[str, object]:
    """Build SOPs as they are typed, and return what became of each.

    Raises LockedError where another build is at work, and OSError where a text cannot be saved.
    """
    desk.save_all()
    paths = {path: number for number, path in desk.paths() if number in asked.sops}
    wanted = targets(list(paths), None) if paths else None
    formats = tuple(each for each in OFFICE if each in asked.formats)
    return {"hasil": results(Request(wanted, formats, jobs=1), paths) if wanted else []}


def results(request: Request, numbers: dict[Path, int]) -> list[dict[str, object]]:
    """Carry out a build, and return what became of each file that has one of `numbers`."""
    return [
        {
            "id": numbers[each.definition],
            "status": str(each.status),
            "berkas": [str(file.path) for file in each.files],
            "masalah": [problem.as_json() for problem in each.problems],
        }
        for each in build(request)
        if not isinstance(each, Problem)
    ]


def output_of_one(files: Sequence[tuple[int, Path]], number: int, format: Format) -> Path | None:
    """Return what the one of `files` with this number was built into; None where it is not there.

    They are SOPs or books.
    """
    path = next((each for own, each in files if own == number), None)
    if path is None:
        return None
    (target,) = targets_with_books([path], None).targets
    found = target.output(format)
    return found if found.is_file() else None


def all_of(desk: Desk, agency: str) -> list[Path]:
    """Return what the SOPs of an agency, called as its folder of outputs, were built into."""
    paths = [path for _, path in desk.paths()]
    wanted = targets(paths, None).targets if paths else ()
    outputs = [target.output(format) for target in wanted for format in OFFICE]
    return [path for path in outputs if path.parent.name == agency and path.is_file()]


def zipped(paths: Sequence[Path]) -> Iterator[bytes]:
    """Yield a zip of `paths`, which are packed already: it only holds them together."""
    with TemporaryFile() as out:
        with ZipFile(out, "w") as package:
            for path in paths:
                package.write(path, path.name)
        out.seek(0)
        while part := out.read(1 << 16):
            yield part


def made_new(desk: Desk, asked: NewSop) -> int | str:
    """Write a new definition and return its number, or why there is none."""
    actors = tuple(dict.fromkeys(each.strip() for each in asked.actors if each.strip()))
    if not asked.name.strip() or not actors or not asked.activity.strip():
        return "Isi nama, paling sedikit satu pelaksana, dan kegiatan pertama."
    typed = (asked.name, asked.activity, asked.number, asked.unit, *actors)
    for problem in (each for text in typed for each in hidden_problems(text)):
        return sentence(problem)
    if asked.letterhead not in {path.stem for path in desk.letterhead_paths()}:
        return "Pilih kopnya."
    answers = Answers(
        letterhead=asked.letterhead,
        name=asked.name.strip(),
        actors=actors,
        steps=(NewStep(asked.activity.strip(), actors[0]),),
        number=asked.number.strip(),
        unit=asked.unit.strip(),
    )
    path = place(desk.project, answers.letterhead, answers.name)
    return _begun(desk, path, definition_text(answers).encode())


def made_copy(desk: Desk, asked: CopyOfSop) -> int | str | None:
    """Write a definition as another one says, as a draft of its own name and number.

    Return its number, or why there is none; None where there is no such SOP to be copied.
    """
    source = desk.opened(asked.source)
    name = asked.name.strip()
    if source is None:
        return None
    if not name:
        return "Isi nama SOP."
    for problem in (each for text in (name, asked.number) for each in hidden_problems(text)):
        return sentence(problem)
    with source.lock:
        text = decoded(source.data)
    if isinstance(text, Problem):
        return sentence(text)
    draft = Draft(text)
    for key, value in {"nama": name, "nomor": asked.number.strip(), **_OF_A_DRAFT}.items():
        if (key in draft.whole or key in ("nama", "nomor")) and not draft.set((key,), value):
            return "SOP ini tidak dapat disalin. Buka dahulu dan perbaiki masalahnya."
    if "riwayat" in draft.whole:
        draft.empty(("riwayat",))
    return _begun(desk, source.path.with_name(file_name(name)), draft.text.encode())


def _begun(desk: Desk, path: Path, data: bytes) -> int | str:
    """Write a new file and return its number, or why there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return f"SOP dengan nama berkas {path.name} sudah ada."
    return desk.number_of(path)
