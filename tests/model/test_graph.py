from hypothesis import given
from hypothesis import strategies as st

from sopgen.model.flow import Flow, Role
from sopgen.model.graph import Graph, Node, graph
from tests.flows import flow_of


def drawn(langkah: str, lanes: str = "a b c d") -> Graph:
    result, problems = graph(flow_of(langkah, lanes))
    assert problems == ()
    return result


def names(result: Graph) -> list[str]:
    """Return the symbols as row, lane and role, such as `1a mulai`."""
    return [f"{_name(node)} {node.role}" for node in result.nodes]


def arrows(result: Graph) -> list[str]:
    """Return the arrows as written by hand: `1a > 2b`, `2b > 1a Tidak`, `1a = 1b`."""
    return [
        f"{_name(result.nodes[arrow.source])} {'=' if arrow.plain else '>'} "
        f"{_name(result.nodes[arrow.target])} {arrow.label}".strip()
        for arrow in result.arrows
    ]


def _name(node: Node) -> str:
    lanes = "abcd"[node.lane : node.last_lane + 1]
    return f"{node.row + 1}{lanes}{node.order + 1 if node.order else ''}"


SIMPLE = """
- {kegiatan: Membentuk, pelaksana: a}
- {id: susun, kegiatan: Menyusun, pelaksana: c}
- {kegiatan: Memeriksa, pelaksana: b, cabang: {Ya: berikutnya, Tidak: susun}}
- {kegiatan: Menandatangani, pelaksana: a}
"""


def test_a_flow_runs_from_a_start_through_a_decision_to_an_end() -> None:
    result = drawn(SIMPLE)
    assert names(result) == ["1a mulai", "2c proses", "3b keputusan", "4a selesai"]
    assert arrows(result) == ["1a > 2c", "2c > 3b", "3b > 4a Ya", "3b > 2c Tidak"]


def test_a_flow_of_one_step_is_a_start() -> None:
    result = drawn("- {kegiatan: Satu, pelaksana: a}")
    assert names(result) == ["1a mulai"]
    assert result.arrows == ()


def test_a_list_of_one_is_no_joint_work() -> None:
    result = drawn("- {kegiatan: Satu, pelaksana: [b], simbol: proses}")
    assert names(result) == ["1b proses"]


def test_joint_work_is_chained_from_left_to_right_and_led_by_the_first() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: a}
        - {kegiatan: Dua, pelaksana: [c, a, d]}
        - {kegiatan: Tiga, pelaksana: b}
        """
    )
    assert names(result) == ["1a mulai", "2a proses", "2c proses", "2d proses", "3b selesai"]
    assert arrows(result) == ["1a > 2c", "2a = 2c", "2c = 2d", "2c > 3b"]


def test_joint_work_leaves_from_where_keluar_says() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: a}
        - {kegiatan: Dua, pelaksana: [b, c], keluar: c}
        - {kegiatan: Tiga, pelaksana: b}
        """
    )
    assert arrows(result) == ["1a > 2b", "2b = 2c", "2c > 3b"]


def test_the_leader_of_joint_work_decides() -> None:
    result = drawn(
        """
        - {id: satu, kegiatan: Satu, pelaksana: a}
        - {kegiatan: Dua, pelaksana: [b, c], keluar: c, cabang: {Ya: berikutnya, Tidak: satu}}
        - {kegiatan: Tiga, pelaksana: b}
        """
    )
    assert names(result) == ["1a mulai", "2b proses", "2c keputusan", "3b selesai"]
    assert arrows(result) == ["1a > 2b", "2b = 2c", "2c > 3b Ya", "2c > 1a Tidak"]


def test_joint_work_starts_only_where_the_flow_enters_and_ends_only_where_it_leaves() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: [b, a], keluar: a}
        - {kegiatan: Dua, pelaksana: [b, a, c], keluar: c}
        """
    )
    assert names(result) == ["1a proses", "1b mulai", "2a proses", "2b proses", "2c selesai"]
    assert arrows(result) == ["1a = 1b", "1a > 2b", "2a = 2b", "2b = 2c"]


def test_simbol_and_teks_hold_for_every_symbol_of_joint_work() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: [a, b], simbol: proses, teks: Rapat}
        - {kegiatan: Dua, pelaksana: c}
        """
    )
    assert [(node.role, node.text) for node in result.nodes] == [
        (Role.PROCESS, "Rapat"),
        (Role.PROCESS, "Rapat"),
        (Role.END, None),
    ]


DISPOSITION = """
- {kegiatan: Menerima surat, pelaksana: umum}
- id: disposisi
  kegiatan: Memberikan disposisi surat
  pelaksana:
    kepala: {lanjut: /umum}
    umum: {teks: Tujuan disposisi, cabang: {Teknis: terima/tim, Administratif: terima/umum}}
    arsip: [{simbol: proses}, {simbol: selesai}]
    kabid: {lajur: [kabid, kasi]}
- id: terima
  kegiatan: Menerima disposisi
  pelaksana: {tim: , umum: {}}
"""


def test_a_row_of_several_symbols_goes_its_several_ways() -> None:
    result = drawn(DISPOSITION, "kepala umum arsip kabid kasi tim")
    assert result.nodes == (
        Node(0, 1, 1, 0, Role.START, None),
        Node(1, 0, 0, 0, Role.PROCESS, None),
        Node(1, 1, 1, 0, Role.DECISION, "Tujuan disposisi"),
        Node(1, 2, 2, 0, Role.PROCESS, None, typed=True),
        Node(1, 2, 2, 1, Role.END, None, typed=True),
        Node(1, 3, 4, 0, Role.PROCESS, None),
        Node(2, 1, 1, 0, Role.END, None),
        Node(2, 5, 5, 0, Role.END, None),
    )
    assert [(arrow.source, arrow.target, arrow.label) for arrow in result.arrows] == [
        (0, 2, ""),  # into the row: the symbol in the same lane
        (1, 2, ""),  # kepala: /umum
        (2, 7, "Teknis"),
        (2, 6, "Administratif"),
        (3, 4, ""),  # the chain of one cell
        (5, 7, ""),  # kabid says nothing: the next step, where no lane is its own
    ]


def test_parallel_work_stays_in_its_lanes() -> None:
    result = drawn(
        """
        - {kegiatan: Membagi, pelaksana: b, lanjut: [kerja/a, kerja/c]}
        - {id: kerja, kegiatan: Mengerjakan, pelaksana: {a: , c: }}
        - {kegiatan: Memeriksa, pelaksana: {c: , a: }}
        - {kegiatan: Menggabung, pelaksana: b}
        """
    )
    assert arrows(result) == [
        "1b > 2a",
        "1b > 2c",
        "2a > 3a",
        "2c > 3c",
        "3c > 4b",
        "3a > 4b",
    ]


def test_a_row_without_the_lane_is_entered_at_its_first_listed_symbol() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: d}
        - {kegiatan: Dua, pelaksana: {c: , a: }}
        """
    )
    assert arrows(result) == ["1d > 2c"]


def test_a_symbol_over_several_lanes_shares_each_of_them() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: c}
        - {kegiatan: Dua, pelaksana: {a: , b: {lajur: [c, b]}}}
        - {kegiatan: Tiga, pelaksana: {a: , c: }}
        """
    )
    assert names(result) == ["1c mulai", "2a proses", "2bc proses", "3a selesai", "3c selesai"]
    assert arrows(result) == ["1c > 2bc", "2a > 3a", "2bc > 3c"]


def test_lanjut_beside_a_map_holds_for_the_symbols_that_name_no_way() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: {a: , b: {lanjut: /a}, c: {simbol: selesai}}, lanjut: tiga}
        - {kegiatan: Dua, pelaksana: a}
        - {id: tiga, kegiatan: Tiga, pelaksana: d}
        """
    )
    assert arrows(result) == ["1a > 3d", "1b > 1a", "2a > 3d"]


def test_the_only_symbol_of_a_map_takes_what_the_step_says() -> None:
    result = drawn(
        """
        - {id: satu, kegiatan: Satu, pelaksana: a}
        - kegiatan: Dua
          pelaksana: {b: {lajur: [b, c]}}
          cabang: {Ya: berikutnya, Tidak: satu}
          teks: Setuju?
        - {kegiatan: Tiga, pelaksana: a}
        """
    )
    assert names(result) == ["1a mulai", "2bc keputusan", "3a selesai"]
    assert result.nodes[1].text == "Setuju?"
    assert arrows(result) == ["1a > 2bc", "2bc > 3a Ya", "2bc > 1a Tidak"]


def test_bersama_joins_the_symbols_of_a_map() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: c}
        - {kegiatan: Dua, pelaksana: {b: , a: {teks: Rapat}, c: [{}, {}]}, bersama: ya, keluar: c}
        - {kegiatan: Tiga, pelaksana: a}
        """
    )
    assert arrows(result) == ["1c > 2b", "2a = 2b", "2b = 2c", "2c > 2c2", "2c2 > 3a"]


def test_bersama_leaves_further_ways_to_the_symbols() -> None:
    result = drawn(
        """
        - {id: satu, kegiatan: Satu, pelaksana: a}
        - {kegiatan: Dua, pelaksana: {b: , c: {lanjut: satu}}, bersama: ya}
        - {kegiatan: Tiga, pelaksana: a}
        """
    )
    assert arrows(result) == ["1a > 2b", "2b = 2c", "2b > 3a", "2c > 1a"]


def test_bersama_lets_the_step_name_the_way_of_its_leader() -> None:
    result = drawn(
        """
        - {id: satu, kegiatan: Satu, pelaksana: a}
        - {kegiatan: Dua, pelaksana: {b: , c: }, bersama: ya, cabang: {Ya: selesai, Tidak: satu}}
        - {kegiatan: Tiga, pelaksana: a}
        """
    )
    assert names(result)[1:3] == ["2b keputusan", "2c proses"]
    assert arrows(result)[2:] == ["2b > 3a Ya", "2b > 1a Tidak"]


def test_every_kind_of_target_is_found() -> None:
    result = drawn(
        """
        - id: satu
          kegiatan: Satu
          pelaksana: a
          cabang:
            A: berikutnya
            B: selesai
            C: tiga
            D: tiga/b
            E: tiga/c/2
            F: {ke: tiga/c, label: ""}
            "": dua
        - {id: dua, kegiatan: Dua, pelaksana: b, lanjut: {ke: tiga/c/1, label: Salinan}}
        - {id: tiga, kegiatan: Tiga, pelaksana: {c: [{}, {}], b: }}
        - {kegiatan: Empat, pelaksana: d}
        """
    )
    assert arrows(result)[:8] == [
        "1a > 2b A",
        "1a > 4d B",
        "1a > 3c C",
        "1a > 3b D",
        "1a > 3c2 E",
        "1a > 3c F",
        "1a > 2b",
        "2b > 3c Salinan",
    ]


def test_an_answer_may_have_several_targets() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: a, cabang: {Ya: [dua, {ke: tiga}], Tidak: selesai}}
        - {id: dua, kegiatan: Dua, pelaksana: b, lanjut: tidak ada}
        - {id: tiga, kegiatan: Tiga, pelaksana: c}
        """
    )
    assert arrows(result) == ["1a > 2b Ya", "1a > 3c Ya", "1a > 3c Tidak"]


def test_a_symbol_of_a_spanned_lane_can_be_named_by_either_lane() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: a, lanjut: [dua/b, dua/d]}
        - {id: dua, kegiatan: Dua, pelaksana: {b: , c: {lajur: [c, d]}}}
        """
    )
    assert arrows(result) == ["1a > 2b", "1a > 2cd"]


def test_tidak_ada_and_an_end_in_the_middle_leave_no_arrow() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: a, lanjut: tiga}
        - {kegiatan: Dua, pelaksana: b, simbol: selesai}
        - {id: tiga, kegiatan: Tiga, pelaksana: c, lanjut: tidak ada}
        - {kegiatan: Empat, pelaksana: d, lanjut: []}
        """
    )
    assert arrows(result) == ["1a > 3c"]
    assert names(result) == ["1a mulai", "2b selesai", "3c proses", "4d selesai"]


def test_an_empty_way_is_as_if_it_had_not_been_typed() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: a, lanjut: , cabang: , id: , keluar: , simbol: }
        - {kegiatan: Dua, pelaksana: b, id: }
        """
    )
    assert names(result) == ["1a mulai", "2b selesai"]
    assert arrows(result) == ["1a > 2b"]


def test_a_symbol_entered_by_its_own_row_is_no_start() -> None:
    result = drawn(
        """
        - {id: satu, kegiatan: Satu, pelaksana: {a: {lanjut: /b}, b: , c: [{}, {}]}}
        - {kegiatan: Dua, pelaksana: d, cabang: {Ya: berikutnya, Tidak: satu/a}}
        - {kegiatan: Tiga, pelaksana: d}
        """
    )
    assert names(result)[:4] == ["1a mulai", "1b proses", "1c mulai", "1c2 proses"]


def test_the_last_row_goes_back_and_still_has_an_end() -> None:
    result = drawn(
        """
        - {id: satu, kegiatan: Satu, pelaksana: a}
        - {kegiatan: Dua, pelaksana: {b: {cabang: {Ya: selesai, Tidak: satu}}, c: }}
        """
    )
    assert names(result) == ["1a mulai", "2b keputusan", "2c selesai"]
    assert arrows(result) == ["1a > 2b", "2b > 2c Ya", "2b > 1a Tidak"]


def test_selesai_prefers_the_end_in_the_same_lane() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: b, cabang: {Ya: berikutnya, Tidak: selesai}}
        - {kegiatan: Dua, pelaksana: {a: , b: , c: {simbol: proses}}}
        """
    )
    assert arrows(result) == ["1b > 2b Ya", "1b > 2b Tidak"]


def test_simbol_overrules_what_is_usual() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: a, simbol: proses}
        - {kegiatan: Dua, pelaksana: b, simbol: keputusan}
        - {kegiatan: Tiga, pelaksana: c, simbol: mulai}
        - {kegiatan: Empat, pelaksana: d, simbol: proses}
        """
    )
    assert names(result) == ["1a proses", "2b keputusan", "3c mulai", "4d proses"]
    assert arrows(result) == ["1a > 2b", "2b > 3c", "3c > 4d"]


def test_nodes_stand_by_row_then_lane_then_order() -> None:
    result = drawn(
        """
        - {kegiatan: Satu, pelaksana: {d: , b: [{}, {}], a: }}
        - {kegiatan: Dua, pelaksana: a}
        """
    )
    assert [_name(node) for node in result.nodes] == ["1a", "1b", "1b2", "1d", "2a"]
    assert arrows(result) == ["1d > 2a", "1b > 1b2", "1b2 > 2a", "1a > 2a"]


def test_a_cell_of_thousands_of_symbols_is_a_chain() -> None:
    result = drawn("- {kegiatan: x, pelaksana: {a: [" + "{}, " * 5_000 + "]}}")
    assert len(result.arrows) == 4_999


TARGETS = st.sampled_from(
    ["berikutnya", "selesai", "tidak ada", "s0", "s1", "s2/a", "s3/b/2", "/a", "/b", "//", "", "x"]
)
MARK = st.fixed_dictionaries(
    {},
    optional={
        "simbol": st.sampled_from(["mulai", "proses", "keputusan", "selesai"]),
        "lanjut": TARGETS | st.lists(TARGETS, max_size=2),
        "cabang": st.dictionaries(st.sampled_from(["Ya", "Tidak", ""]), TARGETS, max_size=3),
        "lajur": st.lists(st.sampled_from("abce"), max_size=3),
    },
)
ACTORS = (
    st.sampled_from("abce")
    | st.lists(st.sampled_from("abce"), max_size=3)
    | st.dictionaries(st.sampled_from("abce"), MARK | st.lists(MARK, max_size=2), max_size=3)
)
STEPS = st.lists(
    st.builds(
        lambda mark, actors, more: {
            "kegiatan": "x",
            "pelaksana": actors,
            **{key: value for key, value in mark.items() if key != "lajur"},
            **more,
        },
        MARK,
        ACTORS,
        st.fixed_dictionaries(
            {},
            optional={
                "keluar": st.sampled_from("abc"),
                "bersama": st.just("ya"),
                "id": st.sampled_from(["s0", "s1", "s2", "s3"]),
            },
        ),
    ),
    min_size=1,
    max_size=5,
)


@given(STEPS)
def test_every_flow_is_a_sound_graph_or_has_problems(steps: list[dict[str, object]]) -> None:
    flow = Flow.model_validate({"pelaksana": {"a": "A", "b": "B", "c": "C"}, "langkah": steps})
    result, problems = graph(flow)
    nodes = result.nodes
    assert list(nodes) == sorted(nodes, key=lambda node: (node.row, node.lane, node.order))
    for arrow in result.arrows:
        assert arrow.source != arrow.target
        assert 0 <= arrow.source < len(nodes)
        assert 0 <= arrow.target < len(nodes)
    assert len(set(result.arrows)) == len(result.arrows)
    if not problems:
        assert {node.row for node in nodes} == set(range(len(steps)))
    assert graph(flow) == (result, problems)
