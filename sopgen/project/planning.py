"""Decide what a build must render: what is not fresh, and what nobody may touch.

An output is fresh when its file is byte for byte the one that was written last, from
what its definition would be made from now. Where a person edited or signed a file of an
SOP, a newer program alone makes none of its other files anew: they would not be alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sopgen.document.signing_places import PlaceOnPaper
from sopgen.problems.problem import Problem
from sopgen.project.finding import Target
from sopgen.project.fingerprints import InputReader, Inputs, file_digest, fingerprint
from sopgen.project.manifest import Manifest, Record, name_of
from sopgen.project.outcome import crash_of, crashed
from sopgen.project.ownership import (
    PEOPLES,
    Standing,
    content,
    is_outdated,
    left_alone,
    signed_before,
    standing,
)
from sopgen.project.writing import unwritable
from sopgen.writers import Format


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for one target.

    `render` are the formats to make; `fresh` are the records of files that stay as they
    are. `problems` tell what is wrong or left alone, `edited` which files are as a person
    left them, unsigned. `signing` is where one signs on a file that stays.
    """

    target: Target
    render: tuple[Format, ...]
    fresh: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    signing: tuple[PlaceOnPaper, ...] = ()
    edited: tuple[Format, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stands at the path of one format, and what was written there last."""

    path: Path
    format: Format
    standing: Standing
    record: Record | None
    outdated: bool
    """Whether it was made from other sources than now."""

    aged: bool
    """Whether it was made by another program or with other options."""

    @property
    def peoples(self) -> bool:
        return self.standing in PEOPLES


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans the targets of one output folder; `force` renders them whatever they are."""

    manifest: Manifest
    formats: tuple[Format, ...]
    force: bool
    with_source: bool
    inputs: InputReader

    def plan(self, target: Target) -> Plan:
        """Return what is to be done for `target`."""
        name = name_of(target.definition, target.root)
        known = None if self.force else self.manifest.inputs(name)
        current = self.inputs.current(target.definition, known)
        formats = target.formats(self.formats)
        if current is None:
            return self._still_speaking(target) or Plan(target, formats)
        seen, problems = [], []
        for format in formats:
            try:
                found = self._see(target, format, current)
                if self._has_copy(found, target, name):
                    copy = self._see(target.revoked, format, current)
                    problems += [] if copy.outdated else [signed_before(found.path, copy.path)]
                    found = copy
                seen.append(found)
            except OSError as error:
                problems.append(unwritable(target.output(format), error))
        if any(each.standing is Standing.SIGNED and each.outdated for each in seen):
            speaking = self._still_speaking(target)
            if speaking is not None:
                return speaking
        held = any(each.peoples and each.aged and not each.outdated for each in seen)
        return _decided(target, seen, problems, held=held)

    def _see(self, target: Target, format: Format, current: Inputs) -> _Seen:
        record = self.manifest.record(target.inside(format))
        path = target.output(format)
        data = content(path)
        found = standing(data, record.digest if record else None)
        wanted = fingerprint(current, format, self.with_source)
        aged = record is None or record.fingerprint != wanted
        if not aged:
            outdated = False
        elif found in PEOPLES and data is not None:
            outdated = is_outdated(path, data, record, current)
        else:
            outdated = record is None or record.sources != current.sources
        return _Seen(target.output(format), format, found, record, outdated, aged)

    def _still_speaking(self, target: Target) -> Plan | None:
        """Return that all files of an SOP stay as they are, where a signed one still speaks for it.

        They were made together, and say the same.
        """
        path = target.output(Format.PDF)
        if self.force or Format.PDF not in self.formats or not self._is_signed(target):
            return None
        from sopgen.project.speaking import since, still_speaking

        found = since(path, target.definition)
        if found is None:
            return None
        records = [
            self.manifest.record(target.inside(each)) for each in target.formats(self.formats)
        ]
        kept = [each for each in records if each is not None]
        fresh = tuple(each for each in kept if file_digest(target.root / each.path) == each.digest)
        signing = next((each.signing for each in kept if each.signing), ())
        is_other = found.entered or found.headed
        note = still_speaking(path, found) if is_other else left_alone(path, Standing.SIGNED)
        return Plan(target, (), fresh, (note,), signing)

    def _is_signed(self, target: Target) -> bool:
        record = self.manifest.record(target.inside(Format.PDF))
        try:
            data = content(target.output(Format.PDF))
        except OSError:
            return False
        return standing(data, record.digest if record else None) is Standing.SIGNED

    def _has_copy(self, seen: _Seen, target: Target, name: str) -> bool:
        """Tell whether beside a signed file there is the sheet that says it was revoked."""
        if seen.standing is not Standing.SIGNED or not seen.outdated:
            return False
        record = self.manifest.record(target.revoked.inside(seen.format))
        return record is not None and record.definition == name


def _decided(target: Target, seen: Sequence[_Seen], problems: list[Problem], *, held: bool) -> Plan:
    render: list[Format] = []
    fresh: list[Record] = []
    for each in seen:
        stays = not each.aged or (held and not each.outdated)
        if each.peoples and not each.outdated:
            problems.append(left_alone(each.path, each.standing))
        elif each.standing is Standing.OURS and each.record is not None and stays:
            fresh.append(each.record)
        else:
            render.append(each.format)
    records = (each.record for each in seen if each.record is not None)
    signing = next((record.signing for record in records if record.signing), ())
    left = (each for each in seen if each.peoples and not each.outdated)
    edited = tuple(each.format for each in left if each.standing is not Standing.SIGNED)
    return Plan(target, tuple(render), tuple(fresh), tuple(problems), signing, edited)


def plans(planners: Sequence[tuple[Planner, Target]]) -> list[Plan]:
    """Return the plan of each target, in order; files are read by several threads.

    A fault of ours in one is told as one, and stops only that.
    """
    with ThreadPoolExecutor(4) as threads:
        futures = [threads.submit(planner.plan, target) for planner, target in planners]
    return [_planned(target, future) for (_, target), future in zip(planners, futures, strict=True)]


def _planned(target: Target, future: Future[Plan]) -> Plan:
    fault = future.exception()
    if fault is None:
        return future.result()
    return Plan(target, (), problems=(crashed(target.definition, crash_of(fault)),))
