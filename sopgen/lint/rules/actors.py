"""PLK: who does the steps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopgen.lint.persons import is_titled
from sopgen.lint.rule import Finding, Ground, Rule, SopCheck
from sopgen.lint.subject import Subject
from sopgen.lint.wording import words
from sopgen.model.naming import performers_unknown
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import quoted

MOST_LANES = 15
"""Setneg's e-SOP has so many columns; more are hardly legible on F4."""

_BY = re.compile(
    r"\boleh\s+(?P<who>\S.*?)(?=[,;.(]|\s(?:dan\s+me|untuk|kepada|dengan|melalui|selaku)\w*\b|$)",
    re.IGNORECASE | re.DOTALL,
)
_DEGREE = re.compile(r",\s*(?:S|M|A\.?Md|Dr|Drs|Ir|SE|SH|MM|MH|SKM|MSi|M\.?Si)\b")
_ASIDE = re.compile(r"\([^()]*\)")
_WHICH = re.compile(r"\b(?:yang|agar|supaya)\b", re.IGNORECASE)
_POSITIONS = frozenset(
    words(
        "kepala sekretaris kasubbag kasubag kabid kasi kabag kadis kadin staf staff camat lurah "
        "bupati walikota wali gubernur menteri direktur dekan rektor pejabat tim petugas pelaksana "
        "operator bendahara arsiparis analis pengelola pimpinan atasan pemohon ketua panitia"
    )
)


def unused_lane(subject: Subject) -> Iterator[Finding]:
    """Check that every column of a flow is used."""
    for flow in subject.drawn_flows:
        used = {lane for node in flow.graph.nodes for lane in range(node.lane, node.last_lane + 1)}
        for number, lane in enumerate(flow.flow.placed_lanes):
            if number not in used:
                yield Finding(
                    (*flow.at, *lane.at),
                    f"Kolom pelaksana {quoted(lane.name)} tidak dipakai satu langkah pun.",
                    "Hapus kolomnya, atau beri langkah yang dikerjakannya.",
                )


def actor_in_activity(subject: Subject) -> Iterator[Finding]:
    """Check that the activity does not name who does it."""
    for flow in subject.flows:
        lanes = [words(name) for name in flow.lane_names]
        for step in flow.steps:
            told = _ASIDE.sub(" ", step.activity)
            found = _BY.search(told)
            which = _WHICH.search(told)
            if (
                found
                and not (which and which.start() < found.start())
                and _is_actor(words(found["who"]), lanes)
            ):
                named = found[0].strip()
            else:
                named = next(
                    (
                        name
                        for lane, name in zip(lanes, flow.lane_names, strict=True)
                        if lane and words(step.activity)[: len(lane)] == lane
                    ),
                    "",
                )
            if named:
                yield Finding(
                    (*step.at, "kegiatan"),
                    f"Kegiatan menyebut pelaksananya ({quoted(named)}).",
                    "Hapus dari kegiatan; kolom pelaksana sudah mengatakannya.",
                )


def _is_actor(who: tuple[str, ...], lanes: list[tuple[str, ...]]) -> bool:
    return bool(who) and (
        who[0] in _POSITIONS or any(lane and who[: len(lane)] == lane for lane in lanes)
    )


def single_lane(subject: Subject) -> Iterator[Finding]:
    """Check that an administrative SOP has several performers."""
    for flow in subject.flows:
        if len(flow.flow.actors) == 1:
            yield Finding(
                (*flow.at, "pelaksana"),
                "Alur ini hanya punya satu pelaksana.",
                "SOP administratif dikerjakan beberapa pelaksana; periksa apakah ini SOP teknis.",
            )


def person_as_lane(subject: Subject) -> Iterator[Finding]:
    """Check that columns name positions, not persons."""
    for flow in subject.flows:
        for lane in flow.flow.placed_lanes:
            if _DEGREE.search(lane.name) or is_titled(lane.name, subject.registers):
                yield Finding(
                    (*flow.at, *lane.at),
                    f"Kolom pelaksana {quoted(lane.name)} tampaknya nama orang.",
                    "Tulis jabatannya; SOP tetap berlaku ketika pejabatnya berganti.",
                )


def many_lanes(subject: Subject) -> Iterator[Finding]:
    """Check that a flow has no more columns than paper can hold."""
    for flow in subject.flows:
        if len(flow.flow.actors) > MOST_LANES:
            yield Finding(
                (*flow.at, "pelaksana"),
                f"Alur ini punya {len(flow.flow.actors)} kolom pelaksana.",
                f"Lebih dari {MOST_LANES} kolom sulit dibaca; gabungkan atau bagi alurnya.",
            )


def joint_step(subject: Subject) -> Iterator[Finding]:
    """Check that an activity has one performer."""
    for step in subject.steps:
        if isinstance(step.step.actors, tuple) and len(step.step.actors) > 1:
            yield Finding(
                step.at,
                f"Langkah ini dikerjakan bersama oleh {len(step.step.actors)} pelaksana.",
                "Pastikan memang satu kegiatan; jika tidak, bagi menjadi beberapa langkah.",
            )


def unknown_performers(subject: Subject) -> Iterator[Finding]:
    """Check that it is known who does the steps."""
    for flow in subject.flows:
        problem = performers_unknown(flow.flow, flow.at)
        if problem is not None:
            yield Finding(problem.at, problem.message, problem.hint)


ACTOR_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "PLK003",
        Severity.WARNING,
        "Kolom pelaksana yang tidak dipakai",
        Ground.PRACTICE,
        "Praktik pemeriksa: kolom kosong biasanya sisa dari SOP lain.",
        "pelaksana: {sekretaris: Sekretaris}, tanpa langkah sekretaris",
        "setiap kolom punya paling sedikit satu simbol",
        unused_lane,
    ),
    Rule(
        "PLK004",
        Severity.WARNING,
        "Pelaksana disebut di dalam kegiatan",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012, lampiran: pelaksana dipisahkan dari kegiatan.",
        "kegiatan: Menandatangani surat oleh Kepala Dinas",
        "kegiatan: Menandatangani surat",
        actor_in_activity,
    ),
    Rule(
        "PLK005",
        Severity.WARNING,
        "Hanya satu pelaksana",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012 dan Permendagri 52/2011: SOP administratif dikerjakan lebih dari "
        "satu pelaksana.",
        "pelaksana: {staf: Staf}",
        "pelaksana: {staf: Staf, kepala: Kepala Dinas}",
        single_lane,
    ),
    Rule(
        "PLK006",
        Severity.WARNING,
        "Nama orang sebagai pelaksana",
        Ground.PRACTICE,
        "Praktik pemeriksa: pelaksana disebut dengan jabatannya.",
        "pelaksana: {kepala: 'Nama Orang, S.E.'}",
        "pelaksana: {kepala: Kepala Dinas}",
        person_as_lane,
    ),
    Rule(
        "PLK008",
        Severity.WARNING,
        "Lebih dari 15 kolom pelaksana",
        Ground.PRACTICE,
        "Batas isian e-SOP Kementerian Sekretariat Negara: 15 pelaksana.",
        "16 kolom pelaksana dalam satu alur",
        "alur dibagi dua",
        many_lanes,
    ),
    Rule(
        "PLK009",
        Severity.NOTE,
        "Satu kegiatan, beberapa pelaksana",
        Ground.MEMORY,
        "PermenPAN-RB 35/2012 (ingatan): pada dasarnya satu kegiatan satu pelaksana. Kerja bersama "
        "sering memang benar, jadi aturan ini hanya atas permintaan (--select PLK009).",
        "pelaksana: [sekretaris, kabid]",
        "pelaksana: sekretaris",
        joint_step,
        asked=True,
    ),
    Rule(
        "PLK010",
        Severity.ERROR,
        "Pelaksana belum diketahui",
        Ground.CONSISTENCY,
        "Tanpa pelaksananya bagan alir tidak dapat digambar. Begitulah datangnya lembar lama yang "
        "gambarnya berupa foto.",
        "pelaksana: belum diketahui",
        "pelaksana: staf, salah satu kolom bagannya",
        unknown_performers,
    ),
)
