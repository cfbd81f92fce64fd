"""MTB: the mutu baku, which are requirements, duration and output of each step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopgen.lint.registers import Registers
from sopgen.lint.rule import Finding, Ground, Rule, SopCheck
from sopgen.lint.subject import FlowView, StepView, Subject, numbered
from sopgen.lint.wording import FILLERS, HEAD_WORDS, content_words, folded_name, object_of, words
from sopgen.model.durations import Unit, parse_duration, total, working_minutes
from sopgen.model.flow import MergeableColumn, Role
from sopgen.model.profile import Column
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import listed, quoted

LONG_CELL = 110
_OFFICIAL = (
    Column.NUMBER,
    Column.ACTIVITY,
    Column.LANES,
    Column.REQUIREMENTS,
    Column.DURATION,
    Column.OUTPUT,
    Column.REMARK,
)
_TOTAL = re.compile(r"(?:total|jumlah)(?:\s+waktu)?\b", re.IGNORECASE)
_TOTAL_IN_REMARK = re.compile(
    r"\b(?:total|jumlah)(?:\s+waktu)?\s*:?\s*(?P<time>\d.*)", re.IGNORECASE
)
_DOMINANT = (9, 10)
_LIKE = {Unit.MINUTE: Unit.HOUR, Unit.WORKING_DAY: Unit.DAY}
_FEW = 4
_ROMAN = re.compile(r"[ivx]+")
_UNIT_WORDS = frozenset(word for unit in Unit for word in unit.value.split())


def unread_duration(subject: Subject) -> Iterator[Finding]:
    """Check that a duration has a number and a unit; a calendar's period may stand for it."""
    for step in subject.steps:
        text = step.duration_text
        if not text.strip(" -") or step.duration is not None or _is_period(text, subject):
            continue
        at = (*step.at, "waktu")
        if any(map(str.isdigit, text)):
            yield Finding(
                at,
                f"Waktu {quoted(text)} tidak dapat dibaca.",
                "Tulis angka dan satuannya: menit, jam, hari, hari kerja, minggu, bulan, tahun.",
            )
        else:
            yield Finding(
                at,
                f"Waktu {quoted(text)} tidak terukur.",
                "Tulis berapa lama paling lama, misalnya 15 menit; yang lain dapat ke keterangan.",
            )


def _is_period(text: str, subject: Subject) -> bool:
    """Tell whether `text` says when, in words of the calendar alone: Setiap akhir bulan."""
    told = (word for each in words(text) for word in each.split("-"))
    found = {word for word in told if not (word.isdigit() or _ROMAN.fullmatch(word))}
    periods = subject.registers.periods
    return bool(found & periods) and found <= periods | _UNIT_WORDS | FILLERS


def no_duration(subject: Subject) -> Iterator[Finding]:
    """Check that every step has a duration."""
    for step in _lacking(subject, "waktu"):
        if not step.duration_text.strip(" -"):
            yield Finding(
                (*step.at, "waktu"),
                f"Waktu {step.number} belum ada.",
                "Lengkapi “waktu: …”, atau gabung dengan sel di atasnya.",
            )


def no_requirements(subject: Subject) -> Iterator[Finding]:
    """Check that every step has requirements."""
    for step in _lacking(subject, "kelengkapan"):
        if not step.requirements.strip(" -"):
            yield Finding(
                (*step.at, "kelengkapan"),
                f"Kelengkapan {step.number} belum ada.",
                "Sebut apa yang diperlukan untuk memulai kegiatan ini.",
            )


def no_output(subject: Subject) -> Iterator[Finding]:
    """Check that every step has an output."""
    for step in _lacking(subject, "output"):
        if not step.output.strip(" -"):
            yield Finding(
                (*step.at, "output"),
                f"Output {step.number} belum ada.",
                "Sebut apa yang dihasilkan kegiatan ini.",
            )


def _lacking(subject: Subject, column: MergeableColumn) -> Iterator[StepView]:
    """Yield the steps that must say `column` themselves: shown, not merged, not Mulai."""
    if Column(column) not in subject.definition.profile.flow.columns:
        return
    for step in subject.steps:
        if column not in step.step.merged and words(step.activity) not in (
            ("mulai",),
            ("selesai",),
        ):
            yield step


def broken_chain(subject: Subject) -> Iterator[Finding]:
    """Check that what a step gives is what the next one takes, at least half of the time."""
    for flow in subject.flows:
        before = _steps_before(flow)
        broken = [flow.steps[row] for row, earlier in before.items() if _broken(flow, row, earlier)]
        if 2 * len(broken) > len(before):
            yield Finding(
                (*broken[0].at, "kelengkapan"),
                f"Output langkah sebelumnya tidak muncul di kelengkapan {numbered(broken)}.",
                "Samakan sebutannya, agar terlihat apa yang diteruskan.",
            )


def _steps_before(flow: FlowView) -> dict[int, list[int]]:
    """Return the rows above each row from which an arrow leads to it."""
    rows = [node.row for node in flow.graph.nodes]
    out: dict[int, list[int]] = {}
    for arrow in flow.graph.arrows:
        source, target = rows[arrow.source], rows[arrow.target]
        if source < target:
            out.setdefault(target, []).append(source)
    return dict(sorted(out.items()))


def _broken(flow: FlowView, row: int, earlier: list[int]) -> bool:
    given = [flow.steps[each].output for each in earlier if flow.steps[each].output]
    taken = content_words(flow.steps[row].requirements)
    return bool(given and taken) and not any(content_words(text) & taken for text in given)


def nothing_made(subject: Subject) -> Iterator[Finding]:
    """Check that a step gives something else than it takes."""
    for flow in subject.flows:
        same = [
            step
            for step in flow.steps
            if step.output and words(step.output) == words(step.requirements)
        ]
        if same:
            yield Finding(
                (*same[0].at, "output"),
                f"Output sama dengan kelengkapan di {numbered(same)}.",
                "Sebut apa yang berubah, misalnya “yang telah diperiksa”.",
            )


def mixed_units(subject: Subject) -> Iterator[Finding]:
    """Check that the durations of a flow are measured alike."""
    for flow in subject.flows:
        units = {unit for duration in flow.durations for unit in duration.units}
        if len({_LIKE.get(unit, unit) for unit in units}) > 2:
            yield Finding(
                (*flow.at, "langkah"),
                f"Waktu dalam {len(units)} satuan; jumlahnya {total(flow.durations)}.",
                "Pakai satuan yang sebanding agar jumlahnya dapat dinilai.",
            )


def wrong_total(subject: Subject) -> Iterator[Finding]:
    """Check that a total that is typed is the sum."""
    for flow in subject.flows:
        for step in flow.steps:
            if _TOTAL.match(step.activity):
                told, at = step.duration, (*step.at, "waktu")
            else:
                found = _TOTAL_IN_REMARK.search(step.remark)
                told = parse_duration(found["time"]) if found else None
                at = (*step.at, "keterangan")
            if told is None:
                continue
            right = total(
                each.duration
                for each in flow.steps
                if each.duration is not None and not _TOTAL.match(each.activity)
            )
            if total([told]) != right:
                yield Finding(
                    at,
                    f"Jumlah yang ditulis {told}, padahal seluruhnya {right}.",
                    "Perbaiki jumlahnya, atau hapus.",
                )


def outlier(subject: Subject) -> Iterator[Finding]:
    """Check that no step takes nearly all the time."""
    for flow in subject.flows:
        timed = [(step, working_minutes(d)) for step in flow.steps if (d := step.duration)]
        whole = sum(minutes for _, minutes in timed)
        for step, minutes in timed:
            if len(timed) >= _FEW and minutes * _DOMINANT[1] > whole * _DOMINANT[0]:
                yield Finding(
                    (*step.at, "waktu"),
                    f"Waktu {quoted(step.duration_text)} lebih dari 90 persen seluruh alur.",
                    "Periksa satuannya, misalnya hari yang dimaksud menit, atau bagi langkah ini.",
                )


def equipment_unlisted(subject: Subject) -> Iterator[Finding]:
    """Check that equipment that steps need is listed among the equipment."""
    texts = [text for at, text in subject.box_texts if at[0] == "peralatan" and text.strip(" -")]
    if not texts:
        return
    known = subject.registers
    listed_tools = {tool for text in texts for tool in _tools(text, known)}
    found: dict[str, StepView] = {}
    for step in subject.steps:
        for tool in _tools(step.requirements, known):
            if tool not in listed_tools:
                found.setdefault(tool, step)
    if found:
        first = next(iter(found.values()))
        yield Finding(
            (*first.at, "kelengkapan"),
            f"Alat yang tidak ada di “peralatan”: {listed(found)}.",
            "Tambahkan ke “peralatan”.",
        )


def _tools(text: str, known: Registers) -> Iterator[str]:
    """Yield the tools that `text` names, each by its usual name: a laptop is a computer."""
    found = known.tool_names.finditer(" ".join(words(text)))
    return (known.tools[each[0]] for each in found)


def other_product(subject: Subject) -> Iterator[Finding]:
    """Check that the flow ends with what the name promises."""
    name = folded_name(subject.sop.name)
    wanted = set(object_of(name)) - HEAD_WORDS
    for bracketed in re.findall(r"\(([^()]*)\)", subject.sop.name):
        wanted |= set(words(bracketed))
    if not wanted or name.split()[0] not in subject.registers.making:
        return
    ends = [step for flow in subject.flows for step in _end_steps(flow)]
    made = {word for step in ends for word in (*words(step.output), *words(step.activity))}
    if ends and all(step.output for step in ends) and not wanted & made:
        yield Finding(
            (*ends[-1].at, "output"),
            f"Output terakhir {quoted(ends[-1].output)} tidak menyebut {quoted(subject.sop.name)}.",
            "SOP yang final berakhir dengan produk yang disebut namanya.",
        )


def _end_steps(flow: FlowView) -> list[StepView]:
    rows = dict.fromkeys(flow.graph.nodes[index].row for index in flow.of_role(Role.END))
    return [flow.steps[row] for row in rows]


def long_cell(subject: Subject) -> Iterator[Finding]:
    """Check that a cell is short."""
    for step in subject.steps:
        for key, text in (("kelengkapan", step.requirements), ("output", step.output)):
            if len(text) > LONG_CELL:
                yield Finding(
                    (*step.at, key),
                    f"Sel ini {len(text)} karakter.",
                    f"Persingkat sampai {LONG_CELL} karakter.",
                )


def column_missing(subject: Subject) -> Iterator[Finding]:
    """Check that the table has the official columns."""
    shown = subject.definition.profile.flow.columns
    missing = [column.value for column in _OFFICIAL if column not in shown]
    if missing:
        letterhead = subject.definition.agency.letterhead
        own = (
            subject.sop.format is not None
            and "column_names" in subject.sop.format.flow.model_fields_set
        )
        yield Finding(
            ("format", "alur", "kolom"),
            f"Tabel alur tidak punya kolom {listed(missing)}.",
            "Tambahkan ke “kolom”.",
            in_letterhead=not own and letterhead.format is not None,
        )


def unit_case(subject: Subject) -> Iterator[Finding]:
    """Check that units are written alike."""
    for flow in subject.flows:
        timed = [step for step in flow.steps if step.duration is not None]
        capital = [step for step in timed if re.search(r"\b[A-Z]", step.duration_text)]
        if capital and len(capital) < len(timed):
            small = [step for step in timed if step not in capital]
            few = min(capital, small, key=len)
            yield Finding(
                (*few[0].at, "waktu"),
                f"Satuan waktu di {numbered(few)} ditulis dengan huruf lain daripada yang lain.",
                "Tulis semua satuan dengan huruf kecil, atau semuanya dengan huruf besar.",
            )


_STANDARD = (
    "PermenPAN-RB 35/2012, lampiran, bagian flowchart: setiap kegiatan mengidentifikasi mutu "
    "baku, yaitu kelengkapan, waktu dan output."
)
_LIMITS = "Batas isian e-SOP Kementerian Sekretariat Negara: 110 karakter."

STANDARD_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "MTB001",
        Severity.WARNING,
        "Waktu tidak terbaca atau tidak terukur",
        Ground.REGULATION,
        f"{_STANDARD} Asas keterukuran.",
        "waktu: secukupnya",
        "waktu: 2 hari",
        unread_duration,
    ),
    Rule(
        "MTB002",
        Severity.ERROR,
        "Waktu belum ada",
        Ground.REGULATION,
        _STANDARD,
        "langkah tanpa waktu",
        "waktu: 30 menit",
        no_duration,
        eased=True,
    ),
    Rule(
        "MTB003",
        Severity.WARNING,
        "Kelengkapan belum ada",
        Ground.REGULATION,
        _STANDARD,
        "langkah tanpa kelengkapan",
        "kelengkapan: Surat permohonan",
        no_requirements,
    ),
    Rule(
        "MTB004",
        Severity.WARNING,
        "Output belum ada",
        Ground.REGULATION,
        _STANDARD,
        "langkah tanpa output",
        "output: Surat tanda terima",
        no_output,
    ),
    Rule(
        "MTB005",
        Severity.NOTE,
        "Output tidak diteruskan",
        Ground.PRACTICE,
        "Asas keselarasan; bahwa output menjadi kelengkapan langkah berikutnya adalah praktik.",
        "output: Konsep surat, lalu kelengkapan: Komputer",
        "output: Konsep surat, lalu kelengkapan: Konsep surat",
        broken_chain,
    ),
    Rule(
        "MTB006",
        Severity.NOTE,
        "Output sama dengan kelengkapan",
        Ground.PRACTICE,
        "Praktik pemeriksa: kegiatan menghasilkan sesuatu.",
        "kelengkapan: Formulir, output: Formulir",
        "kelengkapan: Formulir, output: Formulir yang telah diisi",
        nothing_made,
    ),
    Rule(
        "MTB007",
        Severity.NOTE,
        "Satuan waktu bercampur",
        Ground.PRACTICE,
        "Praktik pemeriksa: waktu seluruhnya harus dapat dijumlahkan.",
        "waktu dalam menit, hari dan bulan",
        "waktu dalam jam dan hari",
        mixed_units,
    ),
    Rule(
        "MTB008",
        Severity.WARNING,
        "Jumlah waktu salah",
        Ground.CONSISTENCY,
        "Jumlah yang diketik sama dengan jumlah waktu langkah-langkahnya.",
        "keterangan: Total 2 jam, padahal 1 jam 30 menit",
        "keterangan: Total 1 jam 30 menit",
        wrong_total,
    ),
    Rule(
        "MTB009",
        Severity.NOTE,
        "Satu langkah menghabiskan hampir seluruh waktu",
        Ground.PRACTICE,
        "Praktik pemeriksa: sering kali satuannya keliru.",
        "waktu: 60 hari, di antara langkah-langkah 60 menit",
        "waktu: 60 menit",
        outlier,
    ),
    Rule(
        "MTB011",
        Severity.NOTE,
        "Alat tidak terdaftar di peralatan",
        Ground.PRACTICE,
        "Praktik pemeriksa: peralatan memuat alat yang dipakai langkah-langkahnya.",
        "kelengkapan: Printer, tanpa printer di peralatan",
        "peralatan: [Komputer, Printer]",
        equipment_unlisted,
    ),
    Rule(
        "MTB012",
        Severity.NOTE,
        "Output terakhir bukan produk SOP ini",
        Ground.PRACTICE,
        "PermenPAN-RB 35/2012 membedakan SOP final dan parsial; perbandingan kata adalah praktik.",
        "nama: Penyusunan LAKIP, output terakhir: Disposisi",
        "nama: Penyusunan LAKIP, output terakhir: LAKIP",
        other_product,
    ),
    Rule(
        "MTB013",
        Severity.NOTE,
        "Sel terlalu panjang",
        Ground.PRACTICE,
        _LIMITS,
        "kelengkapan sepanjang 150 karakter",
        "kelengkapan: Surat permohonan",
        long_cell,
    ),
    Rule(
        "MTB014",
        Severity.NOTE,
        "Kolom resmi tidak tercetak",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012, lampiran, bagian flowchart: nomor, kegiatan, pelaksana, "
        "kelengkapan, waktu, output, keterangan.",
        "kolom: [no, kegiatan, pelaksana, waktu]",
        "kolom: [no, kegiatan, pelaksana, kelengkapan, waktu, output, keterangan]",
        column_missing,
    ),
    Rule(
        "MTB015",
        Severity.NOTE,
        "Penulisan satuan waktu tidak seragam",
        Ground.CONSISTENCY,
        "Satuan dalam satu alur ditulis seragam.",
        "waktu: 2 Jam, lalu waktu: 1 jam",
        "waktu: 2 jam, lalu waktu: 1 jam",
        unit_case,
    ),
)
