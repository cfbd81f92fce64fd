"""Cases of the rules about tables outside the flow."""

from __future__ import annotations

from tests.lint.cases import AFTER, Case, add, below

TABLE_CASES = (
    Case(
        "TBL001",
        below(AFTER),
        (add('revisi_ke: "2"\nriwayat:\n  - {revisi: "01", uraian: Terbit}\n'),),
        (add('revisi_ke: "2"\nriwayat:\n  - {revisi: "02", uraian: Mekanisme berubah}\n'),),
    ),
    Case(
        "TBL002",
        below(AFTER, 3),
        (
            add(
                "riwayat:\n"
                "  - {tanggal: 2021-01-02, uraian: Terbit}\n"
                "  - {tanggal: 2023-01-02, uraian: Satu}\n"
                "  - {tanggal: 2022-01-02, uraian: Dua}\n"
            ),
        ),
        (
            add(
                "riwayat:\n"
                "  - {tanggal: 2023-01-02, uraian: Satu}\n"
                "  - {tanggal: 2021-01-02, uraian: Terbit}\n"
            ),
        ),
    ),
    Case(
        "TBL003",
        below(AFTER, 2),
        (add('distribusi:\n  - {nomor: "01", penerima: Arsip}\n  - {penerima: Sekretariat}\n'),),
        (add('distribusi:\n  - {nomor: "01", penerima: Arsip}\n'),),
    ),
)
