"""ALR: which steps the arrows of a flow lead to, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from sopgen.lint.reaching import Cluster, ahead, behind, clusters, reached_from, rows_without
from sopgen.lint.rule import Finding, Ground, Rule, SopCheck
from sopgen.lint.subject import FlowView, StepView, Subject, numbered
from sopgen.model.flow import Role
from sopgen.problems.problem import Severity
from sopgen.problems.spelling import quoted

FAR = 6
"""An arrow that passes over so many rows forward leaves the reader behind."""


def unreachable(subject: Subject) -> Iterator[Finding]:
    """Check that every step is reached from a start; told where the way breaks off."""
    for flow in subject.flows:
        starts = flow.of_role(Role.START)
        if not starts:
            continue
        lost = rows_without(flow, reached_from(starts, ahead(flow)))
        for cluster in clusters(flow, lost, ahead(flow)):
            yield Finding(
                flow.steps[cluster.row].at,
                f"{_named(flow.steps[cluster.row])} tidak dapat dicapai dari awal alur"
                f"{_and_others(flow, cluster)}.",
                "Arahkan “lanjut” atau “cabang” sebuah langkah ke sini, beri “simbol: mulai” jika "
                "alur dapat bermula di sini, atau hapus langkah ini.",
            )


def endless(subject: Subject) -> Iterator[Finding]:
    """Check that every step can reach an end; told where the way stops."""
    for flow in subject.flows:
        ends = flow.of_role(Role.END)
        if not ends:
            continue
        lost = rows_without(flow, reached_from(ends, behind(flow)))
        for cluster in clusters(flow, lost[::-1], behind(flow)):
            yield Finding(
                flow.steps[cluster.row].at,
                f"{_named(flow.steps[cluster.row])} tidak pernah sampai ke akhir alur"
                f"{_and_others(flow, cluster)}.",
                "Arahkan salah satu panahnya ke langkah yang menuju selesai.",
            )


def _and_others(flow: FlowView, cluster: Cluster) -> str:
    others = [flow.steps[row] for row in cluster.others]
    return f", begitu pula {numbered(others)}" if others else ""


def far_jump(subject: Subject) -> Iterator[Finding]:
    """Check that an arrow forward passes over few rows."""
    for flow in subject.flows:
        nodes = flow.graph.nodes
        for arrow in flow.graph.arrows:
            rows = nodes[arrow.target].row - nodes[arrow.source].row
            if rows > FAR:
                yield Finding(
                    flow.at_node(nodes[arrow.source]),
                    f"Panah dari sini melompati {rows - 1} langkah ke depan.",
                    "Dekatkan kedua langkah, atau bagi alurnya.",
                )


def reached_from_below(subject: Subject) -> Iterator[Finding]:
    """Check that steps stand in the order in which they are done.

    A step that nothing leads to, or a first one without a capsule, has another fault.
    """
    for flow in subject.flows:
        nodes = flow.graph.nodes
        starts = flow.of_role(Role.START)
        judged = {node.row for node in nodes} - {nodes[index].row for index in starts}
        judged -= set(rows_without(flow, reached_from(starts, ahead(flow)))) if starts else {0}
        entering: dict[int, list[int]] = {}
        for arrow in flow.graph.arrows:
            row, from_row = nodes[arrow.target].row, nodes[arrow.source].row
            if row != from_row:
                entering.setdefault(row, []).append(from_row)
        for row, sources in sorted(entering.items()):
            if min(sources) > row and row in judged:
                yield Finding(
                    flow.steps[row].at,
                    f"{_named(flow.steps[row])} baru dicapai dari langkah di bawahnya.",
                    "Susun langkah menurut urutan kerjanya.",
                )


def _named(step: StepView) -> str:
    return f"Langkah ke-{step.index + 1} ({quoted(step.activity)})"


PATH_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "ALR003",
        Severity.ERROR,
        "Langkah yang tidak dapat dicapai",
        Ground.CONSISTENCY,
        "Setiap langkah harus dapat ditelusuri dari awal alur.",
        "lanjut: arsip, sehingga langkah di antaranya terlewati",
        "setiap langkah ditunjuk panah dari langkah lain",
        unreachable,
    ),
    Rule(
        "ALR004",
        Severity.ERROR,
        "Langkah yang tidak sampai ke akhir",
        Ground.CONSISTENCY,
        "Setiap langkah harus dapat sampai ke akhir alur.",
        "lanjut: susun, padahal susun kembali ke langkah ini",
        "salah satu panah menuju selesai",
        endless,
    ),
    Rule(
        "ALR012",
        Severity.WARNING,
        "Panah melompat jauh ke depan",
        Ground.PRACTICE,
        "Praktik pemeriksa: alur harus dapat diikuti dari atas ke bawah.",
        "langkah 1 lanjut ke langkah 9",
        "langkah 1 lanjut ke langkah 2",
        far_jump,
    ),
    Rule(
        "ALR016",
        Severity.WARNING,
        "Langkah berdiri sebelum gilirannya",
        Ground.CONSISTENCY,
        "Baris tabel dibaca dari atas ke bawah; sebuah langkah tidak hanya dicapai dari bawah.",
        "langkah 2 hanya ditunjuk dari langkah 4",
        "langkah itu berdiri sesudah langkah 4",
        reached_from_below,
    ),
)
