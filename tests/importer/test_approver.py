"""The lines beside “Disahkan oleh” become an official who prints the same lines."""

import pytest

from sopgen.importer.approver import approved
from sopgen.model.sop import Acting, Service


def test_all_lines_are_understood():
    found = approved(
        "Kepala Dinas Contoh\n\n\nNAMA PEJABAT, S.T., M.M.\nPembina Utama Muda / IV/c\n"
        "NIP. 19700101 199001 1 001"
    )
    official = found.official
    assert (official.position, official.name) == ("Kepala Dinas Contoh", "NAMA PEJABAT, S.T., M.M.")
    assert (official.rank, official.grade) == ("Pembina Utama Muda", "IV/c")
    assert official.nip == "19700101 199001 1 001"
    assert found.format == {
        "pengesahan": {"pemisah_pangkat": " / "},
        "label": {"nip": "NIP. "},
    }
    assert found.sure


@pytest.mark.parametrize(
    ("text", "position", "name"),
    [
        ("Kepala Kantor Contoh\nNama Pejabat", "Kepala Kantor Contoh", "Nama Pejabat"),
        ("NAMA PEJABAT, SE, MM\nNIP. 1", "", "NAMA PEJABAT, SE, MM"),
        ("KEPALA DINAS TANAMAN,\nPETERNAKAN DAN TENAGA KERJA", None, ""),
        ("Kepala Bagian\nPembangunan Daerah", "Kepala Bagian Pembangunan Daerah", ""),
        ("Ketua\nDr. Nama Pejabat NIP. 19700101", "Ketua", "Dr. Nama Pejabat"),
        ("Direktur\nNAMA, M.Kes. Pembina / IV/a\nNIP. 1", "Direktur", "NAMA, M.Kes."),
    ],
)
def test_post_and_name_are_told_apart(text, position, name):
    official = approved(text).official
    whole = " ".join(text.split("\n"))
    assert (official.position, official.name) == (whole if position is None else position, name)


def test_a_rank_in_brackets_stays_as_it_is_written():
    official = approved("Kepala\n\nNama Pejabat\nPembina (IV/a)\nNIP. 1").official
    assert (official.rank, official.grade) == ("Pembina (IV/a)", "")


def test_who_acts_for_another_does_so_in_the_letterhead():
    official = approved("Plt. Kepala Dinas\n\nNama Pejabat").official
    assert (official.acting, official.position) == (Acting.FOR_NOW, "Kepala Dinas")


def test_who_signs_on_behalf_of_another_stands_below_him():
    official = approved("a.n. Bupati Contoh\nSekretaris Daerah\n\nNama Pejabat").official
    assert (official.on_behalf_of, official.position) == ("Bupati Contoh", "Sekretaris Daerah")


def test_the_word_before_the_number_tells_the_service():
    assert approved("Kapolsek\n\nNama Pejabat\nNRP. 12345678").official.service is Service.POLICE


def test_a_number_above_the_rank_is_told():
    found = approved("Kepala\n\nNama Pejabat\nNIP. 1\nPembina, IV/a")
    order = ["jabatan", "ruang", "nama", "nip", "pangkat"]
    assert found.format["pengesahan"]["baris_kepala"] == order


def test_an_empty_approval_is_none():
    assert approved(" \n ") is None


def test_a_number_without_a_name_is_not_sure():
    assert not approved("Kepala Dinas Contoh\nNIP. 19700101").sure
