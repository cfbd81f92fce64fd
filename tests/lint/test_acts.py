"""Which activities examine, and which hold a second action."""

import pytest

from sopgen.lint.acts import examines, second_actions
from sopgen.lint.registers import merged, shipped_registers

KNOWN = merged(shipped_registers())


@pytest.mark.parametrize(
    "activity",
    [
        "Memeriksa berkas",
        "Pemeriksaan berkas",
        "Evaluasi data",
        "Rekonsiliasi saldo kas",
        "Memonitoring entri data",
        "Melakukan verifikasi berkas",
        "Melaksanakan pengolahan dan evaluasi data",
        "Melakukan telaah, reviu, dan persetujuan",
        "Melakukan cross-check dan/atau perbaikan",
        "Uji coba aplikasi",
        "Memberikan persetujuan atas usulan",
        "Selesai melakukan identifikasi perubahan",
    ],
)
def test_an_activity_examines_by_its_verb_or_by_the_noun_of_it(activity: str) -> None:
    assert examines(activity, KNOWN)


@pytest.mark.parametrize(
    "activity",
    [
        "Menyusun bahan pemeriksaan",
        "Mengajukan permohonan persetujuan",
        "Penulisan analisis",
        "Mengumpulkan data dan evaluasi triwulan",
        "Melakukan perbaikan hasil pemeriksaan",
        "Pengolahan data",
        "Laporan",
        "...",
    ],
)
def test_a_noun_of_what_is_made_or_asked_for_examines_nothing(activity: str) -> None:
    assert not examines(activity, KNOWN)


@pytest.mark.parametrize(
    ("activity", "joint"),
    [
        ("Mencetak dan mengirim surat", "dan mengirim"),
        ("Pencetakan dan pengiriman surat", "dan pengiriman"),
        ("Memeriksa/menguji usulan", "/menguji"),
        ("Perbaikan/penggantian komponen", "/penggantian"),
        ("Penyalinan data/perbaikan alat", "/perbaikan"),
        ("Menerima berkas yang masuk dan mencatatnya", "dan mencatatnya"),
        ("Menyusun surat sekaligus penomoran", "sekaligus penomoran"),
    ],
)
def test_a_second_action_is_told_by_what_joins_it(activity: str, joint: str) -> None:
    assert next(second_actions(activity, KNOWN)) == joint


@pytest.mark.parametrize(
    "activity",
    [
        "Penyusunan jadwal dan laporan",
        "Pengisian formulir/laporan",
        "Pelaksanaan pengaturan/ konfigurasi/ perbaikan",
        "Penandatanganan berita acara pemusnahan/pemindahan arsip",
        "Menyusun dokumen dan mengacu pada pedoman",
        "Menugaskan staf untuk menyusun dan mengirim undangan",
        "Mengumpulkan data dan evaluasi",
    ],
)
def test_a_thing_a_manner_and_a_purpose_are_no_second_action(activity: str) -> None:
    assert list(second_actions(activity, KNOWN)) == []
