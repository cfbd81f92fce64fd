"""Say why a flowchart has no room on the width of its paper."""

from __future__ import annotations

from sopgen.layout.flowchart.asked import asked_widths
from sopgen.layout.flowchart.task import FlowTask
from sopgen.problems.problem import Loc, Problem

ASKED: Loc = ("format", "alur", "lebar")


def too_wide(task: FlowTask) -> Problem:
    """Return that lanes and texts need more than there is, or than was left to them by hand."""
    format, width = task.desk.profile.flow, task.sheet.body.width
    asked = asked_widths(format)
    if asked:
        together = sum(format.widths[column.value] for column in asked)
        more = (
            f"lebar kolom yang ditentukan, {together:g} mm bersama, melebihi lebar lembar"
            f" ({width * 254 // 14400} mm);"
        )
        rest = "bagan tidak muat pada lebar kertas dengan lebar kolom yang ditentukan di “lebar”;"
        return Problem(
            "LAY011",
            more if sum(asked.values()) > width else rest,
            ASKED,
            hint="perkecil lebar itu, atau hapus sebagiannya.",
        )
    return Problem(
        "LAY002",
        f"bagan dengan {len(task.content.chart.lanes)} lajur pelaksana tidak muat pada lebar "
        "kertas;",
        (*task.at, "pelaksana"),
        hint="kurangi kolom atau lajur, atau persingkat teksnya.",
    )


def names_too_long(task: FlowTask) -> Problem:
    """Return that the names of lanes have no room above them."""
    return Problem(
        "LAY003",
        "nama pelaksana tidak muat di atas lajurnya walaupun ditegakkan dan diperkecil;",
        (*task.at, "pelaksana"),
        hint="persingkat nama yang panjang.",
    )
