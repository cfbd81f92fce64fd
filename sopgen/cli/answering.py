"""What `sopgen new` is told: first as options, then in answer to its questions.

Questions come where name, performers or steps are not given as options. What was typed
before somebody stops is kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sopgen.cli.asking import (
    asked,
    chosen,
    chosen_again,
    listed,
    optional,
    optional_day,
    several,
    several_or_none,
)
from sopgen.cli.terminal import say, tell

if TYPE_CHECKING:
    from sopgen.editing.new import Answers, NewAnswer, NewStep

STEP_HELP = "Satu langkah: “kegiatan | pelaksana | kelengkapan | waktu | output”; boleh diulang."

_END = "selesai"


@dataclass(slots=True)
class Typed:
    """What is known so far, filled in as it is typed."""

    name: str
    number: str
    unit: str
    created: datetime.date | None
    approver: str
    actors: list[str]
    steps: list[NewStep]
    legal_basis: list[str]
    qualifications: list[str]
    related: list[str]
    equipment: list[str] = field(default_factory=list)
    warning: str = ""
    records: str = ""
    is_asking: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_asking = not (self.name and self.actors and self.steps)


def given(options: Mapping[str, object]) -> Typed:
    """Return what the options say; steps name performers that are given too, or are asked for."""
    created = options["tanggal"]
    return Typed(
        name=str(options["nama"] or ""),
        number=str(options["nomor"]),
        unit=str(options["unit"]),
        created=created if isinstance(created, datetime.date) else None,
        approver=str(options["pengesah"] or ""),
        actors=_texts(options["pelaksana"]),
        steps=list(map(_step, _texts(options["langkah"]))),
        legal_basis=_texts(options["dasar_hukum"]),
        qualifications=_texts(options["kualifikasi"]),
        related=_texts(options["keterkaitan"]),
    )


class Answering:
    """Asks for what is not known of an SOP."""

    def __init__(
        self,
        letterhead: str,
        officials: Sequence[str],
        typed: Typed,
        present: Callable[[str], Path | None],
    ) -> None:
        """`present` gives the definition that an SOP of a name would be written over."""
        self.typed = typed
        self._present = present
        self._letterhead = letterhead
        self._officials = officials

    def finished(self) -> bool:
        """Ask until all is known; False where somebody stopped before."""
        typed = self.typed
        if typed.approver and typed.approver not in self._officials:
            known = ", ".join(self._officials)
            raise click.UsageError(f"Pejabat {typed.approver} tidak ada di kopnya. Ada: {known}.")
        try:
            if typed.is_asking:
                self._ask()
        except (click.Abort, KeyboardInterrupt):
            say("")
            return False
        for step in typed.steps:
            if step.actor not in typed.actors:
                known = ", ".join(typed.actors)
                raise click.UsageError(
                    f"Pelaksana {step.actor or '(kosong)'} tidak ada. Yang ada: {known}."
                )
        return True

    def answers(self) -> Answers:
        """Return what is known, with the usual words where nothing was typed."""
        from sopgen.editing.new import (
            USUAL_EQUIPMENT,
            USUAL_RECORDS,
            Answers,
            approver_of,
            lowered,
        )

        typed = self.typed
        return Answers(
            letterhead=self._letterhead,
            name=typed.name,
            actors=tuple(typed.actors),
            steps=tuple(typed.steps),
            number=typed.number,
            unit=typed.unit,
            created=typed.created.isoformat() if typed.created else "",
            approver=typed.approver or approver_of(self._officials),
            legal_basis=tuple(typed.legal_basis),
            qualifications=tuple(typed.qualifications) or (f"Memahami {lowered(typed.name)}",),
            related=tuple(typed.related),
            equipment=tuple(typed.equipment) or USUAL_EQUIPMENT,
            warning=typed.warning,
            records=typed.records or USUAL_RECORDS,
        )

    def _ask(self) -> None:
        typed = self.typed
        say("Tekan Enter untuk melewati pertanyaan; yang dilewati dapat diisi di berkasnya.")
        typed.name = typed.name or asked("Nama SOP")
        while (path := self._present(typed.name)) is not None:
            tell(f"{path} sudah ada; tidak diubah. Pilih nama lain.")
            typed.name = ""
            typed.name = asked("Nama SOP")
        typed.number = typed.number or optional("Nomor SOP")
        typed.unit = typed.unit or optional("Unit kerja")
        typed.created = typed.created or optional_day("Tanggal pembuatan", datetime.date.today())
        if len(self._officials) > 1 and not typed.approver:
            typed.approver = chosen("Pengesah", self._officials, self._officials[0])
        if not typed.actors:
            say("Pelaksana dari kiri ke kanan; kosongkan jika sudah semua.")
            several("Pelaksana", typed.actors)
        if not typed.steps:
            self._ask_steps()
        self._ask_boxes()

    def _ask_steps(self) -> None:
        from sopgen.editing.new import NewStep

        steps, actors = self.typed.steps, self.typed.actors
        say("Langkah dari atas ke bawah; kosongkan kegiatan jika sudah semua.")
        say(f"  Pelaksana dipilih dengan nomornya atau awal namanya: {listed(actors)}.")
        activity = asked("Kegiatan 1")
        while activity:
            steps.append(NewStep(activity, actors[0]))
            for part in self._parts_of_a_step():
                steps[-1] = replace(steps[-1], **part)
            activity = optional(f"Kegiatan {len(steps) + 1}")
        self._lead_somewhere()

    def _parts_of_a_step(self) -> Iterator[dict[str, Any]]:
        """Yield what is answered of a step, each part as soon as it is typed."""
        actors = self.typed.actors
        yield {"actor": chosen_again("  Pelaksana", actors, actors[0])}
        yield {"requirements": optional("  Kelengkapan")}
        yield {"duration": optional("  Waktu, misalnya 30 menit")}
        yield {"output": optional("  Output")}
        answers: tuple[NewAnswer, ...] = ()
        for answer in _asked_answers():
            answers = (*answers, answer)
            yield {"answers": answers}

    def _lead_somewhere(self) -> None:
        """Ask again for answers that lead to no step, now that all steps are known."""
        count = len(self.typed.steps)
        for at, step in enumerate(self.typed.steps):
            answers = list(step.answers)
            for number, answer in enumerate(answers):
                if answer.target > count or answer.target == at + 1:
                    tell(f"Jawaban {answer.text} pada langkah {at + 1} tidak menuju langkah lain.")
                    target = _asked_target(answer.text, count, at + 1)
                    answers[number] = replace(answer, target=target)
            self.typed.steps[at] = replace(step, answers=tuple(answers))

    def _ask_boxes(self) -> None:
        typed = self.typed
        say("Isi kotak-kotak lembar identitas; kosongkan jika sudah semua.")
        for question, box in (
            ("Dasar hukum", typed.legal_basis),
            ("Kualifikasi pelaksana", typed.qualifications),
            ("Keterkaitan", typed.related),
            ("Peralatan", typed.equipment),
        ):
            if not box:
                several_or_none(question, box)
        typed.warning = typed.warning or optional("Peringatan, misalnya Jika … maka …")
        typed.records = typed.records or optional("Pencatatan dan pendataan")


def _asked_answers() -> Iterator[NewAnswer]:
    """Yield the answers of a decision; none where the step is none."""
    from sopgen.editing.new import NewAnswer

    question = "  Jawaban, jika langkah ini keputusan (misalnya Ya)"
    while text := optional(question):
        yield NewAnswer(text, _asked_target(text))
        question = "  Jawaban lain (misalnya Tidak)"


def _asked_target(answer: str, most: int = 0, own: int = 0) -> int:
    """Return where `answer` leads; not behind step `most` nor to `own` where those are known."""
    from sopgen.editing.new import END, NEXT

    def target(typed: str) -> int:
        word = typed.strip().casefold()
        if word in ("", "berikutnya"):
            return NEXT
        if word == _END:
            return END
        is_step = word.isascii() and word.isdecimal() and 0 < int(word) != own
        if is_step and (not most or int(word) <= most):
            return int(word)
        raise click.BadParameter(f"“{typed}” bukan nomor langkah lain, dan bukan “{_END}”.")

    question = f"    {answer} menuju langkah (nomornya, atau {_END})"
    reached: int = click.prompt(question, value_proc=target, default="berikutnya")
    return reached


def _texts(option: object) -> list[str]:
    return list(map(str, option)) if isinstance(option, tuple) else []


def _step(text: str) -> NewStep:
    from sopgen.editing.new import NewStep

    parts = [part.strip() for part in text.split("|")]
    if not 2 <= len(parts) <= 5 or not parts[0]:
        raise click.UsageError(f"Langkah “{text}” tidak terbaca. {STEP_HELP}")
    activity, actor, requirements, duration, output = (*parts, "", "", "")[:5]
    return NewStep(activity, actor, requirements, duration, output)
