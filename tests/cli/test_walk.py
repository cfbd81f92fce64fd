"""The whole way of a new office, as its clerk walks it with the guide: from nothing to revoked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from sopgen.cli import main
from tests.signing import signed

KOP = Path("letterheads/dinas-contoh.yaml")
SOPS = Path("definitions/dinas-contoh")
OUT = Path("output/dinas-contoh")


def sopgen(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=answers)


def done(*arguments: str, answers: str = "") -> Result:
    result = sopgen(*arguments, answers=answers)
    assert result.exit_code == 0, result.output
    return result


def reword(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def in_force(name: str, day: str) -> None:
    path = SOPS / f"{name}.yaml"
    text = path.read_text(encoding="utf-8").replace("status: draf", "status: berlaku")
    path.write_text(text.replace("tanggal_efektif:", f"tanggal_efektif: {day}"), encoding="utf-8")


def sign(name: str) -> None:
    path = OUT / f"{name}.pdf"
    path.write_bytes(signed(path.read_bytes()))


def states() -> dict[str, tuple[str, str]]:
    lives = json.loads(sopgen("status", "--json").stdout)
    return {
        Path(each["definisi"]).stem: (each["keadaan"], each["langkah_berikutnya"]) for each in lives
    }


def answered(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


TWO_DECISIONS = answered(
    "Pelayanan Izin Penelitian",
    "000.9/002/2026",
    "Sekretariat",
    "2 Maret 2026",
    "Petugas Loket",
    "Kepala Seksi",
    "Kepala Dinas",
    "",
    *("Mencatat permohonan", "1", "Surat permohonan", "10 menit", "Permohonan tercatat", ""),
    *("Memeriksa kelengkapan", "1", "Permohonan tercatat", "15 menit", "Berkas lengkap"),
    *("Ya", "", "Tidak", "1", ""),
    *("Meneliti substansi", "kepala s", "Berkas lengkap", "1 jam", "Rekomendasi"),
    *("Layak", "", "Tidak layak", "2", ""),
    *("Menandatangani izin", "kepala d", "Rekomendasi", "1 jam", "Izin penelitian", ""),
    "",
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "",
    "",
    "SOP Pengarsipan Surat",
    "",
    "",
    "",
    "",
)


def long_sop() -> str:
    """Return a definition of 24 steps, as typed by hand after the first one; one is joint work."""
    lanes = ("staf", "kasi", "kadis")
    steps = [
        f"  - kegiatan: Menyusun bagian {number} laporan\n"
        f"    pelaksana: {lanes[number % 3] if number != 12 else '[staf, kasi]'}\n"
        f"    kelengkapan: Data bagian {number}\n    waktu: 1 jam\n    output: Bagian {number}\n"
        for number in range(1, 25)
    ]
    return (
        "kop: dinas-contoh\nnomor: 000.9/003/2026\nnama: Penyusunan Laporan Tahunan\n"
        'unit: Sekretariat\ntanggal_pembuatan: 2026-03-02\ntanggal_revisi: "-"\ntanggal_efektif:\n'
        "status: draf\npengesah: kepala-dinas\ndasar_hukum: [Undang-Undang Nomor 25 Tahun 2009 "
        "tentang Pelayanan Publik]\nkualifikasi_pelaksana: [Memahami penyusunan laporan]\n"
        "keterkaitan: [SOP Pengarsipan Surat]\nperalatan: [Komputer]\nperingatan: Jika SOP ini "
        "tidak dilaksanakan, maka laporan terlambat.\npencatatan: Disimpan sebagai data "
        "elektronik\npelaksana: {staf: Staf, kasi: Kepala Seksi, kadis: Kepala Dinas}\nlangkah:\n"
        + "".join(steps)
    )


def test_a_clerk_walks_from_an_empty_folder_to_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (400, 400), "#204080").save("lambang.png")
    assert "Mulai proyek dengan “sopgen init”" in sopgen("build").stderr
    done(
        "init",
        answers=answered(
            *("PEMERINTAH KABUPATEN CONTOH", "DINAS CONTOH", "", "", ""),
            *("Kepala Dinas", "NAMA KEPALA DINAS, S.Sos.", "Pembina Utama Muda", "IV/c"),
            *("19700101 199503 1 001", "lambang.png"),
        ),
    )
    first = done("build")
    assert first.stdout.splitlines()[-1] == str(OUT / "penerimaan-surat-masuk.pdf")

    done("new", answers=TWO_DECISIONS)
    long = SOPS / "laporan-tahunan.yaml"
    long.write_text(long_sop(), encoding="utf-8")

    reword(long, "waktu: 1 jam\n    output: Bagian 3\n", "wkatu: 1 jam\n    output: Bagian 3\n")
    wrong = sopgen("build")
    assert wrong.exit_code == 1
    assert re.search(
        r"laporan-tahunan\.yaml:\d+:\d+: galat: Kunci “wkatu” tidak dikenal", wrong.stderr
    )
    assert "1 SOP dibuat, 1 tetap, 1 gagal." in wrong.stderr
    reword(long, "wkatu", "waktu")
    assert "1 SOP dibuat, 2 tetap." in done("build").stderr
    assert "0 galat" in done("lint").stderr

    names = ("penerimaan-surat-masuk", "pelayanan-izin-penelitian", "laporan-tahunan")
    assert {state for state, _ in states().values()} == {"draf"}
    for name in names:
        sign(name)
    assert {state for state, _ in states().values()} == {"ditandatangani"}
    for name in names:
        in_force(name, "2026-04-01")
    assert {state for state, _ in states().values()} == {"berlaku"}
    assert "3 diarsipkan" in done("archive").stderr
    assert {step for _, step in states().values()} == {""}

    done(
        *("revise", str(KOP), "--pejabat", "kepala-dinas", "--mulai", "2026-07-01"),
        *("--nama", "NAMA KEPALA BARU, M.Si.", "--nip", "19750202 200003 1 002"),
        *("--pangkat", "Pembina", "--golongan", "IV/a"),
    )
    after = done("build")
    assert after.stderr.count("[BLD016]") == 3
    assert {state for state, _ in states().values()} == {"berlaku"}

    izin = SOPS / "pelayanan-izin-penelitian.yaml"
    reword(izin, 'tanggal_revisi: "-"', "tanggal_revisi: 2026-07-02\nrevisi_ke: 1")
    reword(izin, "Meneliti substansi", "Menelaah substansi")
    assert states()[izin.stem][0] == "direvisi"
    assert sopgen("build").exit_code == 1
    done("build", "--force", str(izin))
    sign(izin.stem)
    assert "1 diarsipkan, 2 sudah ada" in done("archive").stderr
    assert states()[izin.stem] == ("berlaku", "")
    assert "ditandatangani" in done("versions", str(OUT / f"{izin.stem}.pdf")).stdout

    reword(SOPS / "penerimaan-surat-masuk.yaml", "status: berlaku", "status: dicabut")
    done("build")
    assert (OUT / "penerimaan-surat-masuk-tidak-berlaku.pdf").exists()
    assert "1 diarsipkan, 2 sudah ada" in done("archive").stderr
    assert states()["penerimaan-surat-masuk"] == ("dicabut", "")
    verified = done("archive", "--verify")
    assert verified.stderr.startswith("5 SOP diperiksa, semua utuh.")
