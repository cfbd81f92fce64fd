"""SOPs of every kind that the definition format can say, for hypothesis.

A definition is drawn as the plain values of its YAML, so that an example that fails can
be typed out and kept.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

Plain = dict[str, Any]
LETTERHEAD: Plain = {
    "instansi": "PEMERINTAH KOTA CONTOH",
    "pejabat": {
        key: {
            "jabatan": f"Kepala Bidang {key.upper()}",
            "nama": f"NAMA PEJABAT {key.upper()}",
            "nip": f"1970010{number} 199503 1 001",
        }
        for number, key in enumerate(("a", "b", "c", "d"), start=1)
    },
}
"""The letterhead `uji`, with the officials who sign."""

Draw = Callable[[st.SearchStrategy[Any]], Any]

_LETTERS = st.characters(
    codec="latin-1", categories=("Lu", "Ll", "Nd"), include_characters="-/.,()&%:'"
)
_STRANGE = st.text(_LETTERS, min_size=1, max_size=16).filter(str.strip)
_ACTIVITIES = st.sampled_from(
    (
        "Memeriksa",
        "Menyusun draf laporan kinerja triwulan",
        "Mengajukan permohonan izin beserta persyaratannya kepada petugas loket",
        "Menandatangani surat pertanggungjawaban/nota dinas",
        "Membahas hasil peninjauan lapangan bersama Tim Teknis dan perangkat daerah terkait, lalu "
        "membuat berita acara yang ditandatangani semua yang hadir pada pembahasan itu",
    )
)
_NAMES = st.sampled_from(
    (
        "Tim",
        "Kepala Dinas",
        "Sekretaris",
        "Kepala Subbagian Perencanaan, Evaluasi dan Pelaporan",
        "Pemohon/Masyarakat",
        "Pertanggungjawaban",
    )
)
_PIECES = st.sampled_from(
    (
        "",
        "",
        "15 menit",
        "Berkas permohonan",
        "Laporan pertanggungjawaban pelaksanaan anggaran yang sudah diperiksa",
        ["Formulir", "Fotokopi KTP", "Denah lokasi dan surat kuasa bermeterai"],
    )
)
_LABELS = st.sampled_from(
    ("Ya", "Tidak", "Setuju", "A", "", "Tidak lengkap", "Perlu peninjauan lapangan lagi")
)
_INSIDE = st.sampled_from((None, None, None, None, "A", "Tujuan disposisi", "Mulai"))


def _rarely_strange(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return mostly `usual` texts: what is drawn letter by letter takes hypothesis long."""
    return st.one_of(*[usual] * 15, _STRANGE)


_NAME, _ACTIVITY = _rarely_strange(_NAMES), _rarely_strange(_ACTIVITIES)
_PIECE, _LABEL = _rarely_strange(_PIECES), _rarely_strange(_LABELS)

_TITLE = st.sampled_from(("Risiko", "Pengendalian", "Formulir/Dokumen Terkait", "PIC"))
_EXTRA_COLUMNS = st.one_of(
    *[st.just(list[str]())] * 3,
    st.lists(st.sampled_from(("risiko", "kendali", "formulir")), min_size=1, unique=True),
)
_COLUMNS = (
    ["no", "kegiatan", "pelaksana", "kelengkapan", "waktu", "output", "keterangan"],
    ["no", "kegiatan", "pelaksana", "kelengkapan", "waktu", "output", "keterangan"],
    ["no", "pelaksana", "kegiatan", "kelengkapan", "waktu", "output", "keterangan"],
    ["no", "kegiatan", "kelengkapan", "waktu", "output", "keterangan", "pelaksana"],
)
_HEADINGS = st.sampled_from((0, 0, 0, 0, 1, 1, 2))
_HEADING = _rarely_strange(
    st.sampled_from(
        (
            "A. PERSIAPAN",
            "Tahap pelaksanaan",
            "III. PERTANGGUNGJAWABAN DAN PELAPORAN KEPADA PEJABAT YANG MEMBERI TUGAS",
        )
    )
)
_BOX_TITLE = st.sampled_from(("Pengertian", "Tujuan", "Kebijakan", "Prosedur", "Unit Terkait"))
_ITEMS = st.lists(
    st.sampled_from(
        (
            "1. Petugas membuka jendela",
            "   a. memeriksa lampu ≥ 1.000 lux",
            "      - ☐ lampu utama",
            "5.1.1. Menghubungi keluarga → ☑ dicatat",
            "I. Ketentuan",
            "Berkas *asli* diperlihatkan kepada petugas yang bertugas di loket pelayanan terpadu",
        )
    ),
    min_size=1,
    max_size=40,
)
_BOX = st.one_of(_ITEMS.map("\n".join), _ITEMS.map(list), _STRANGE)
_SIGNERS = st.lists(
    st.fixed_dictionaries(
        {
            "peran": st.sampled_from(("Disusun oleh", "Diperiksa oleh", "Diketahui oleh")),
            "pejabat": st.lists(
                st.sampled_from(list(LETTERHEAD["pejabat"])), min_size=1, max_size=4, unique=True
            ),
        }
    ),
    max_size=3,
)
_COVER = st.sampled_from(
    (
        "tidak",
        {"baris": ["nomor", "nama"], "kendali": {"Dokumen Master": "☑", "No. Salinan": "☐ ____"}},
        {"isi": ["judul", "nama", "logo", "instansi", "tahun"], "nama_huruf_besar": "tidak"},
    )
)
_YES_OR_NO = st.sampled_from(("ya", "tidak"))
_STANDARD = ("kelengkapan", "waktu", "output", "keterangan")
_KINDS = (
    *("plain",) * 8,
    *("decision",) * 4,
    *("onward",) * 2,
    "joint",
    "parallel",
    "chain",
    "stack",
    "wide",
)
_KIND = st.sampled_from(_KINDS)
_PROFILE = st.sampled_from(("permenpan35", "permendagri52"))
_ROLE = st.sampled_from((None, None, None, None, "proses", "mulai", "selesai"))
_SOMETIMES = st.integers(0, 3).map(lambda chance: chance == 3)
_ONCE_IN_A_WHILE = st.integers(0, 7).map(lambda chance: chance == 7)


@st.composite
def definitions(draw: Draw, most_steps: int = 60, most_lanes: int = 15) -> Plain:
    """Return the values of a definition with one flow of letterhead `uji`."""
    usual = st.integers(1, min(7, most_lanes))
    wide = draw(st.one_of(usual, usual, usual, st.integers(1, most_lanes)))
    lanes = [f"p{number}" for number in range(wide)]
    few = st.integers(1, min(12, most_steps))
    count = draw(st.one_of(few, few, few, st.integers(1, most_steps)))
    extra = draw(_EXTRA_COLUMNS)
    steps = [_step(draw, number, count, lanes, extra) for number in range(count)]
    named = [_naming_lanes(draw, step, steps) for step in steps]
    alone = not draw(_ONCE_IN_A_WHILE)
    return {
        "kop": "uji",
        "nama": draw(_NAME),
        "profil": draw(_PROFILE),
        "format": draw(_formats(extra)) | ({} if alone else _around(draw)),
        "pelaksana": _lanes(draw, lanes),
        "langkah": _under_headings(draw, named) if draw(_SOMETIMES) else named,
    } | (_outside(draw) if alone else _identity(draw))


def _lanes(draw: Draw, lanes: list[str]) -> Plain:
    """Return `lanes` with their names, sometimes neighbours under one heading."""
    if not draw(_SOMETIMES):
        return {lane: draw(_NAME) for lane in lanes}
    out: Plain = {}
    while len(out) < len(lanes):
        taken = sum(len(each) if isinstance(each, dict) else 1 for each in out.values())
        rest = lanes[taken:]
        if not rest:
            break
        under = rest[: draw(st.integers(1, 4))]
        if draw(st.booleans()):
            out[f"{draw(_NAME)} {taken}"] = {lane: draw(_NAME) for lane in under}
        else:
            out |= {lane: draw(_NAME) for lane in under}
    return out


def _under_headings(draw: Draw, steps: list[Plain]) -> list[Plain]:
    """Return `steps` with heading rows among them; no cell is merged with one."""
    rows: list[Plain] = []
    for step in steps:
        count = draw(_HEADINGS)
        rows += ({"judul": draw(_HEADING)} for _ in range(count))
        rows.append({key: step[key] for key in step if key != "gabung"} if count else step)
    return rows


def _outside(draw: Draw) -> Plain:
    """Return tables that stand outside the flow, in one definition of eight."""
    if not draw(_ONCE_IN_A_WHILE):
        return {}
    cell = _PIECE.map(lambda piece: piece if isinstance(piece, str) else piece[0])
    rows = draw(st.lists(st.tuples(cell, _ACTIVITY), min_size=1, max_size=30))
    return {
        "riwayat": [{"revisi": "1", "uraian": draw(_ACTIVITY)}],
        "distribusi": [{"nomor": "01", "penerima": draw(_NAME)}],
        "tabel_tambahan": [
            {"judul": draw(_NAME), "kolom": ["Kolom", "Isi"], "baris": [list(row) for row in rows]}
        ],
    }


def _identity(draw: Draw) -> Plain:
    """Return what stands on an identity page: boxes, signers, a status, tables."""
    titles = draw(st.lists(_BOX_TITLE, min_size=1, max_size=4, unique=True))
    said: Plain = {
        "nomor": "503/1/SOP/2024",
        "status": draw(st.sampled_from(["draf", "dicabut"])),
        "kotak_tambahan": {title: draw(_BOX) for title in titles},
    }
    if draw(st.booleans()):
        said |= {"pengesah": "a", "penandatangan": draw(_SIGNERS)}
    return said | _outside(draw)


@st.composite
def sheets_without_flow(draw: Draw) -> Plain:
    """Return the values of a definition of letterhead `uji` that has boxes and no flow."""
    width = {"lebar": draw(st.sampled_from(["penuh", "setengah"]))}
    return {
        "kop": "uji",
        "nama": draw(_NAME),
        "profil": draw(st.sampled_from(["permenpan35", "permendagri52", "spo"])),
        "format": {"kotak": width} | _around(draw),
    } | _identity(draw)


def _around(draw: Draw) -> Plain:
    """Return how the cover, the head, the approval and the mark of a status are asked for."""
    return {
        "kepala": {"ulang": draw(_YES_OR_NO)},
        "pengesahan": {"letak": draw(st.sampled_from(["kepala", "akhir"]))},
        "tanda_status": draw(st.sampled_from(["ya", "tidak", "dicabut"])),
        "sampul": draw(_COVER),
    }


@st.composite
def _formats(draw: Draw, extra: list[str]) -> Plain:
    """Return a format with `extra` columns, some of which have a place of their own."""
    columns = draw(st.sampled_from(_COLUMNS))
    placed = [name for name in extra if draw(st.booleans())]
    for name in placed:
        at = draw(st.integers(0, len(columns)))
        columns = [*columns[:at], name, *columns[at:]]
    own = {"kolom": columns} if placed or columns != _COLUMNS[0] else {}
    own |= {"lebar": _widths(draw, columns)} if draw(_ONCE_IN_A_WHILE) else {}
    return {
        "huruf": {"jenis": draw(st.sampled_from(["Arial", "Arial Narrow"]))},
        "kertas": {
            "ukuran": draw(st.sampled_from(["F4", "A4", "Folio", "Letter", "Legal", "A3"])),
            "alur": draw(st.sampled_from(["mendatar", "mendatar", "tegak"])),
            "orientasi_lain": draw(st.sampled_from(["ya", "tidak"])),
        },
        "alur": {
            "mulai_selesai": draw(
                st.sampled_from(["kapsul_langkah", "kapsul_tambahan", "baris_sendiri"])
            ),
            "baris_nomor_kolom": draw(st.sampled_from(["ya", "tidak"])),
            "nomor_tahap": draw(st.sampled_from(["lanjut", "ulang"])),
            "kolom_tambahan": {name: draw(_TITLE) for name in extra},
        }
        | own,
    }


def _widths(draw: Draw, columns: list[str]) -> Plain:
    """Return widths of a few of `columns`, most of which can be had."""
    named = draw(st.lists(st.sampled_from(columns), min_size=1, max_size=3, unique=True))
    usual = {"no": st.integers(8, 12), "pelaksana": st.integers(60, 200)}
    return {name: draw(usual.get(name, st.integers(16, 70))) for name in named}


def _step(draw: Draw, number: int, count: int, lanes: list[str], extra: list[str]) -> Plain:
    """Return step `number` of `count`; its id is `s` and the number."""
    step: Plain = {"id": f"s{number}", "kegiatan": draw(_ACTIVITY)}
    kind = draw(_KIND)
    several = _several(draw, lanes)
    others = [each for each in range(count) if each != number]
    match kind:
        case "decision" if others:
            step |= {
                "pelaksana": draw(st.sampled_from(lanes)),
                "cabang": _answers(draw, number, count),
            }
        case "onward" if others and number < count - 1:
            step |= {"pelaksana": draw(st.sampled_from(lanes)), "lanjut": _onward(draw, others)}
        case "joint" if len(several) > 1:
            step |= {"pelaksana": several, "keluar": draw(st.sampled_from(several))}
        case "parallel" if len(several) > 1:
            step["pelaksana"] = {lane: _mark(draw) for lane in several}
        case "chain" if len(several) > 1:
            following = pairwise(several)
            step["pelaksana"] = {one: {"lanjut": f"/{other}"} for one, other in following}
            step["pelaksana"][several[-1]] = _mark(draw)
        case "stack":
            depth = draw(st.integers(2, 3))
            step["pelaksana"] = {draw(st.sampled_from(lanes)): [_mark(draw) for _ in range(depth)]}
        case "wide" if len(lanes) > 1:
            first = draw(st.integers(0, len(lanes) - 2))
            last = draw(st.integers(first + 1, min(first + 3, len(lanes) - 1)))
            step["pelaksana"] = {lanes[first]: {"lajur": lanes[first : last + 1]}}
        case _:
            step["pelaksana"] = draw(st.sampled_from(lanes))
            words = draw(_INSIDE)
            if words is not None:
                step["teks"] = words
    begins = {"halaman_baru": "ya"} if draw(_ONCE_IN_A_WHILE) else {}
    return step | begins | _standard(draw, number) | _extra(draw, extra)


def _extra(draw: Draw, names: list[str]) -> Plain:
    """Return what stands in the columns of an agency's own."""
    cells = {name: draw(_PIECE) for name in names if draw(st.booleans())}
    return {"tambahan": cells} if cells else {}


def _several(draw: Draw, lanes: list[str]) -> list[str]:
    """Return a few lanes in any order."""
    return draw(st.lists(st.sampled_from(lanes), min_size=1, max_size=4, unique=True))


def _mark(draw: Draw) -> Plain:
    said = {"teks": draw(_INSIDE), "simbol": draw(_ROLE)}
    return {key: value for key, value in said.items() if value is not None}


def _naming_lanes(draw: Draw, step: Plain, steps: list[Plain]) -> Plain:
    """Return `step`, some of whose arrows name the lane that they go to."""

    def named(target: Any) -> Any:
        match target:
            case list():
                return [named(each) for each in target]
            case str() if target.startswith("s") and draw(_ONCE_IN_A_WHILE):
                actors = steps[int(target[1:])]["pelaksana"]
                keys = [actors] if isinstance(actors, str) else list(actors)
                return f"{target}/{draw(st.sampled_from(keys))}"
            case _:
                return target

    match step:
        case {"cabang": answers}:
            return step | {"cabang": {label: named(target) for label, target in answers.items()}}
        case {"lanjut": target}:
            return step | {"lanjut": named(target)}
        case _:
            return step


def _answers(draw: Draw, number: int, count: int) -> Plain:
    """Return two to five answers, each to a step of its own."""
    others = [each for each in range(count) if each != number]
    most = min(5, len(others))
    labels = draw(st.lists(_LABEL, min_size=min(2, most), max_size=most, unique=True))
    near = sorted(others, key=lambda each: (abs(each - number - 1), each))[: max(4, most)]
    pool = st.sampled_from(draw(st.sampled_from([near, others])))
    targets = draw(st.lists(pool, min_size=len(labels), max_size=len(labels), unique=True))
    return {label: f"s{target}" for label, target in zip(labels, targets, strict=True)}


def _onward(draw: Draw, others: list[int]) -> Any:
    """Return where an arrow goes that does not go to the next step."""
    targets = draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True))
    match draw(st.sampled_from(["all", "labelled", "nowhere"])):
        case "labelled":
            dashed = {"garis": "putus-putus"} if draw(_ONCE_IN_A_WHILE) else {}
            return {"ke": f"s{targets[0]}", "label": draw(_LABEL)} | dashed
        case "nowhere":
            return "tidak ada"
        case _:
            return [f"s{target}" for target in targets]


def _standard(draw: Draw, number: int) -> Plain:
    """Return what stands in the mutu baku, some of it merged with the row above."""
    cells: Plain = {column: draw(_PIECE) for column in _STANDARD}
    if number and draw(_ONCE_IN_A_WHILE):
        merged = draw(st.lists(st.sampled_from(_STANDARD), min_size=1, max_size=2, unique=True))
        cells |= dict.fromkeys(merged, "") | {"gabung": merged}
    return cells
