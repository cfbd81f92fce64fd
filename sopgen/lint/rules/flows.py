"""ALR: how the symbols and arrows of a flow hang together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sopgen.lint.acts import examines
from sopgen.lint.rule import Finding, Ground, Rule, SopCheck
from sopgen.lint.subject import FlowView, Subject
from sopgen.lint.wording import words
from sopgen.model.flow import Role
from sopgen.model.graph import Arrow
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import quoted

MANY_STEPS = 20
_LONG_WITHOUT_DECISION = 10
_YES = frozenset({"ya", "y", "setuju", "disetujui", "lengkap", "sesuai", "benar", "layak", "ada"})
_NUMBERED_TITLE = re.compile(r"\s*(?:\d{1,2}|[A-Za-z]|[IVX]+)[.)]\s")


def no_start(subject: Subject) -> Iterator[Finding]:
    """Check that a flow begins somewhere."""
    for flow in subject.drawn_flows:
        if not flow.of_role(Role.START):
            yield Finding(
                flow.steps[0].at,
                "Bagan alir ini tidak punya simbol mulai.",
                "Hapus “simbol” pada langkah pertama, atau tulis “simbol: mulai”.",
            )


_END_ADVICE = "Hapus “simbol” pada langkah terakhir, atau tulis “simbol: selesai”."
_ONE_STEP = "Langkahnya hanya satu dan menjadi simbol mulai; tambahkan langkah penutup."


def no_end(subject: Subject) -> Iterator[Finding]:
    """Check that a flow ends somewhere."""
    for flow in subject.drawn_flows:
        if not flow.of_role(Role.END):
            yield Finding(
                flow.steps[-1].at,
                "Bagan alir ini tidak punya simbol selesai.",
                _END_ADVICE if len(flow.steps) > 1 else _ONE_STEP,
            )


def one_answer(subject: Subject) -> Iterator[Finding]:
    """Check that a decision has two answers."""
    for flow in subject.flows:
        for index in flow.of_role(Role.DECISION):
            labels = {arrow.label.casefold() for arrow in flow.leaving[index]}
            if len(labels) < 2:
                known = quoted(next(iter(labels))) if labels - {""} else "tanpa tulisan"
                yield Finding(
                    flow.at_node(flow.graph.nodes[index]),
                    f"Keputusan ini hanya punya satu jawaban ({known}).",
                    "Tulis kedua jawaban: “cabang: {Ya: …, Tidak: …}”.",
                )


def same_answer(subject: Subject) -> Iterator[Finding]:
    """Check that the answers of a decision lead to different steps."""
    for flow in subject.flows:
        for index in flow.of_role(Role.DECISION):
            arrows = flow.leaving[index]
            goals = {arrow.target for arrow in arrows}
            if len(goals) == 1 and len({arrow.label for arrow in arrows}) > 1:
                yield Finding(
                    flow.at_node(flow.graph.nodes[index]),
                    "Semua jawaban keputusan ini menuju langkah yang sama.",
                    "Arahkan jawaban Tidak ke langkah yang harus diulang.",
                )


def two_ways(subject: Subject) -> Iterator[Finding]:
    """Check that a process goes on to one step; several may do that step together."""
    for flow in subject.flows:
        nodes = flow.graph.nodes
        several: dict[int, list[int]] = {}
        for index, node in enumerate(nodes):
            goals = {nodes[arrow.target].row for arrow in flow.leaving[index]}
            if node.role is not Role.DECISION and len(goals) > 1:
                several.setdefault(node.row, []).append(len(flow.leaving[index]))
        for row, counts in several.items():
            symbols = f"{len(counts)} simbol langkah ini" if len(counts) > 1 else "langkah ini"
            arrows = f"{counts[0]} panah" if len(counts) == 1 else "lebih dari satu panah"
            yield Finding(
                flow.steps[row].at,
                f"Dari {symbols} keluar {arrows}, padahal bukan keputusan.",
                "Jadikan keputusan dengan “cabang”, atau tunjuk satu langkah saja.",
            )


def decision_without_verb(subject: Subject) -> Iterator[Finding]:
    """Check that a decision stands at a step that examines or asks."""
    for flow in subject.flows:
        for index in flow.of_role(Role.DECISION):
            node = flow.graph.nodes[index]
            step = flow.steps[node.row]
            asked = "?" in step.activity or bool(node.text)
            if asked or not step.activity or examines(step.activity, subject.registers):
                continue
            yield Finding(
                (*step.at, "kegiatan"),
                f"Langkah ini keputusan, tetapi {quoted(step.activity)} tidak memeriksa apa pun.",
                "Mulai dengan memeriksa, meneliti, menyetujui dan sejenisnya, atau jadikan proses.",
            )


def approval_without_no(subject: Subject) -> Iterator[Finding]:
    """Check that what is examined can be refused."""
    for flow in subject.drawn_flows:
        deciding = {flow.graph.nodes[i].row for i in flow.of_role(Role.DECISION)}
        for step in flow.steps:
            if step.first_word not in subject.registers.approving:
                continue
            if step.index in deciding or step.index + 1 in deciding:
                continue
            yield Finding(
                (*step.at, "kegiatan"),
                f"{quoted(step.activity)} tidak punya jawaban Tidak.",
                "Tambahkan “cabang: {Ya: berikutnya, Tidak: …}” jika hasilnya dapat ditolak.",
            )


def long_without_decision(subject: Subject) -> Iterator[Finding]:
    """Check that a long flow usually decides something."""
    for flow in subject.drawn_flows:
        if len(flow.steps) > _LONG_WITHOUT_DECISION and not flow.of_role(Role.DECISION):
            yield Finding(
                (*flow.at, "langkah"),
                f"Alur {len(flow.steps)} langkah ini tidak punya satu keputusan pun.",
                "Periksa apakah ada pemeriksaan atau persetujuan yang dapat ditolak.",
            )


def answers_swapped(subject: Subject) -> Iterator[Finding]:
    """Check that Ya goes the same way at every decision."""
    for flow in subject.flows:
        forward: dict[bool, list[int]] = {True: [], False: []}
        for index in flow.of_role(Role.DECISION):
            for arrow in flow.leaving[index]:
                if arrow.label.casefold() in _YES:
                    forward[_goes_down(flow, arrow)].append(index)
        if forward[True] and forward[False]:
            few = min(forward.values(), key=len)
            yield Finding(
                flow.at_node(flow.graph.nodes[few[0]]),
                "Arah jawaban Ya di sini berlawanan dengan keputusan lain di alur ini.",
                "Biasakan Ya turun ke langkah berikutnya dan Tidak kembali.",
            )


def lanes_out_of_order(subject: Subject) -> Iterator[Finding]:
    """Check that lanes stand in the order in which they are first used."""
    for flow in subject.flows:
        used = list(dict.fromkeys(node.lane for node in flow.graph.nodes))
        if used != sorted(used):
            names = [flow.lane_names[lane] for lane in used]
            yield Finding(
                (*flow.at, "pelaksana"),
                "Kolom pelaksana tidak urut menurut kegiatan.",
                f"Menurut kegiatan urutannya: {', '.join(names)}.",
            )


def repeated_step(subject: Subject) -> Iterator[Finding]:
    """Check that two steps in a row say different things."""
    for flow in subject.flows:
        for above, step in pairwise(flow.steps):
            if step.activity and words(step.activity) == words(above.activity):
                yield Finding(
                    (*step.at, "kegiatan"),
                    f"Bunyi langkah ini sama dengan langkah ke-{above.index + 1}.",
                    "Sebutkan bedanya, atau gabungkan menjadi satu langkah bersama.",
                )


def unclear_ends(subject: Subject) -> Iterator[Finding]:
    """Check that several ends say why there are several."""
    for flow in subject.flows:
        ends = [flow.graph.nodes[index] for index in flow.of_role(Role.END)]
        told = Counter(end.text or flow.steps[end.row].activity for end in ends)
        rows = {end.row for end in ends}
        if len(rows) > 1 and max(told.values()) > 1:
            yield Finding(
                flow.at_node(ends[-1]),
                f"Alur ini berakhir di {len(rows)} tempat tanpa keterangan bedanya.",
                "Beri tiap akhir “teks” sendiri, atau arahkan ke satu akhir.",
            )


def many_steps(subject: Subject) -> Iterator[Finding]:
    """Check that a long flow is better divided."""
    for flow in subject.flows:
        if len(flow.steps) > MANY_STEPS:
            yield Finding(
                (*flow.at, "langkah"),
                f"Alur ini {len(flow.steps)} langkah.",
                "Pertimbangkan satu SOP makro dengan beberapa SOP mikro.",
            )


def several_starts(subject: Subject) -> Iterator[Finding]:
    """Check that a flow has one beginning."""
    for flow in subject.flows:
        rows = dict.fromkeys(flow.graph.nodes[index].row for index in flow.of_role(Role.START))
        if len(rows) > 1:
            yield Finding(
                flow.steps[list(rows)[1]].at,
                f"Alur ini punya {len(rows)} awal.",
                "Pastikan memang ada beberapa pemicu yang berbeda.",
            )


def titles_half_numbered(subject: Subject) -> Iterator[Finding]:
    """Check that titles of the flows of one SOP are numbered all or none."""
    numbered = [bool(_NUMBERED_TITLE.match(flow.flow.title or "")) for flow in subject.flows]
    if any(numbered) and not all(numbered):
        index = numbered.index(False)
        yield Finding(
            (*subject.flows[index].at, "judul"),
            "Judul bagan alir ini tidak bernomor, padahal judul bagan lain bernomor.",
            "Nomori semua judul, atau jangan satu pun.",
        )


def _goes_down(flow: FlowView, arrow: Arrow) -> bool:
    nodes = flow.graph.nodes
    return nodes[arrow.target].row >= nodes[arrow.source].row


_SYMBOLS = "PermenPAN-RB 35/2012, lampiran, simbol bagan alir SOP AP"
_DIAGRAM = "PermenPAN-RB 35/2012, lampiran, format bagan alir bercabang"

FLOW_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "ALR001",
        Severity.ERROR,
        "Bagan alir tanpa simbol mulai",
        Ground.REGULATION,
        f"{_SYMBOLS}: kapsul untuk mulai dan selesai.",
        "langkah pertama dengan simbol: proses",
        "langkah pertama tanpa simbol (menjadi kapsul mulai)",
        no_start,
    ),
    Rule(
        "ALR002",
        Severity.ERROR,
        "Bagan alir tanpa simbol selesai",
        Ground.REGULATION,
        f"{_SYMBOLS}: kapsul untuk mulai dan selesai.",
        "langkah terakhir dengan simbol: proses",
        "langkah terakhir tanpa simbol (menjadi kapsul selesai)",
        no_end,
    ),
    Rule(
        "ALR005",
        Severity.ERROR,
        "Keputusan dengan satu jawaban",
        Ground.REGULATION,
        f"{_DIAGRAM}: keputusan punya dua jawaban (ya/tidak, lengkap/tidak, benar/salah).",
        "cabang: {Ya: berikutnya}",
        "cabang: {Ya: berikutnya, Tidak: susun}",
        one_answer,
    ),
    Rule(
        "ALR006",
        Severity.ERROR,
        "Semua jawaban ke langkah yang sama",
        Ground.CONSISTENCY,
        "Keputusan yang semua jawabannya sama bukan keputusan.",
        "cabang: {Ya: berikutnya, Tidak: berikutnya}",
        "cabang: {Ya: berikutnya, Tidak: susun}",
        same_answer,
    ),
    Rule(
        "ALR007",
        Severity.WARNING,
        "Beberapa panah dari langkah yang bukan keputusan",
        Ground.PRACTICE,
        f"{_SYMBOLS} mengenal dua sifat kegiatan, pelaksanaan dan keputusan; bahwa pelaksanaan "
        "hanya satu panahnya adalah simpulan.",
        "lanjut: [arsip, kirim]",
        "cabang: {Dalam kota: arsip, Luar kota: kirim}",
        two_ways,
    ),
    Rule(
        "ALR009",
        Severity.WARNING,
        "Keputusan pada kegiatan yang tidak memeriksa",
        Ground.PRACTICE,
        "Praktik pemeriksa: belah ketupat untuk memeriksa, meneliti, menyetujui atau pertanyaan.",
        "kegiatan: Menyusun laporan, dengan cabang",
        "kegiatan: Memeriksa laporan, dengan cabang",
        decision_without_verb,
    ),
    Rule(
        "ALR010",
        Severity.WARNING,
        "Pemeriksaan tanpa jawaban Tidak",
        Ground.PRACTICE,
        "Praktik pemeriksa: yang diperiksa atau disetujui dapat juga ditolak.",
        "kegiatan: Memverifikasi berkas, tanpa cabang",
        "kegiatan: Memverifikasi berkas, dengan cabang: {Ya: berikutnya, Tidak: lengkapi}",
        approval_without_no,
    ),
    Rule(
        "ALR011",
        Severity.NOTE,
        "Alur panjang tanpa keputusan",
        Ground.REGULATION,
        f"{_DIAGRAM}: bagan alir dipakai untuk kegiatan dengan keputusan.",
        "sebelas langkah, semuanya proses",
        "sebelas langkah dengan sebuah pemeriksaan",
        long_without_decision,
    ),
    Rule(
        "ALR013",
        Severity.NOTE,
        "Arah jawaban Ya tidak seragam",
        Ground.PRACTICE,
        "Praktik pemeriksa: Ya turun, Tidak kembali, di seluruh alur.",
        "sekali Ya turun, sekali Ya kembali",
        "Ya selalu turun",
        answers_swapped,
    ),
    Rule(
        "ALR015",
        Severity.NOTE,
        "Kolom pelaksana tidak urut menurut kegiatan",
        Ground.MEMORY,
        "PermenPAN-RB 35/2012, lampiran (ingatan): pelaksana diurutkan menurut kegiatan, bukan "
        "jabatan. Banyak instansi mengurutkan menurut jabatan, jadi aturan ini hanya atas "
        "permintaan (--select ALR015).",
        "kolom: Kepala, Staf; langkah pertama dikerjakan Staf",
        "kolom: Staf, Kepala; langkah pertama dikerjakan Staf",
        lanes_out_of_order,
        asked=True,
    ),
    Rule(
        "ALR017",
        Severity.WARNING,
        "Dua langkah berturut-turut sama bunyinya",
        Ground.PRACTICE,
        "Praktik pemeriksa: langkah yang sama biasanya salinan yang terlupa diubah.",
        "langkah 8 dan 9: Memeriksa dan memberi paraf",
        "langkah 8: Memeriksa konsep; langkah 9: Memberi paraf",
        repeated_step,
    ),
    Rule(
        "ALR018",
        Severity.WARNING,
        "Beberapa akhir tanpa keterangan",
        Ground.PRACTICE,
        "Praktik pemeriksa: beberapa akhir harus jelas bedanya.",
        "dua simbol: selesai pada langkah yang sama bunyinya",
        "teks: Ditolak pada akhir yang satu",
        unclear_ends,
    ),
    Rule(
        "ALR019",
        Severity.NOTE,
        "Alur lebih dari 20 langkah",
        Ground.PRACTICE,
        "PermenPAN-RB 35/2012 mengenal SOP makro dan mikro; batas 20 langkah adalah praktik.",
        "satu alur 25 langkah",
        "SOP makro dengan dua SOP mikro",
        many_steps,
    ),
    Rule(
        "ALR020",
        Severity.NOTE,
        "Beberapa awal dalam satu alur",
        Ground.PRACTICE,
        "Praktik pemeriksa: satu alur punya satu pemicu.",
        "simbol: mulai pada langkah 1 dan langkah 4",
        "simbol: mulai hanya pada langkah 1",
        several_starts,
    ),
    Rule(
        "ALR021",
        Severity.NOTE,
        "Judul bagan alir bernomor sebagian",
        Ground.CONSISTENCY,
        "Penomoran judul bagan alir seragam dalam satu SOP.",
        "judul: 1. TINGKAT DINAS, lalu judul: TINGKAT STAF",
        "judul: 1. TINGKAT DINAS, lalu judul: 2. TINGKAT STAF",
        titles_half_numbered,
    ),
)
