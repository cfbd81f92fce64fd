"""`sopgen build`: definitions into files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sopgen.cli.options import definition_paths, jobs_at_once, output_folder, wanted_formats

_HELP = (
    "Membuat berkas SOP dari definisi. Tanpa PATH, semua definisi proyek ini dibuat. "
    "Berkas yang tidak perlu berubah tidak dibuat ulang; berkas yang diubah orang atau "
    "ditandatangani tidak ditimpa."
    "\n\nKode keluar: 0 semua jadi, 1 ada masalah, 2 perintah salah, 3 map hasil sedang dipakai "
    "atau klaster tidak terhubung, 130 dihentikan."
)


@click.command(help=_HELP)
@definition_paths
@wanted_formats
@output_folder()
@jobs_at_once
@click.option(
    "--force",
    is_flag=True,
    help="Buat ulang semuanya. Berkas yang diubah orang atau ditandatangani disimpan dahulu di "
    ".versi/ dalam map hasil.",
)
@click.option(
    "--scheduler",
    metavar="ALAMAT",
    default="",
    help="Kerjakan di klaster Dask, misalnya tcp://server:8786 (perlu pip install distributed).",
)
@click.option(
    "--no-source",
    "no_source",
    is_flag=True,
    help="Jangan lampirkan definisi dan kop di dalam berkas hasil.",
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Tidak membuat apa-apa: tampilkan hasil yang tidak sesuai dengan definisinya, dan keluar "
    "dengan kode 1 bila ada.",
)
@click.option("-q", "--quiet", is_flag=True, help="Hanya masalah yang ditampilkan.")
@click.option("--json", "as_json", is_flag=True, help="Tulis laporan JSON ke keluaran baku.")
def build(
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    output: Path | None,
    jobs: int | None,
    force: bool,
    scheduler: str,
    no_source: bool,
    only_check: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Bring every output up to date, and say what is wrong with the others."""
    from sopgen.cli.building import asked_formats, asked_targets, check, run
    from sopgen.project.building import Request

    if only_check and (as_json or force or scheduler):
        raise click.UsageError("--check tidak membuat apa-apa; sebutkan tanpa pilihan lain.")
    wanted = asked_targets(paths, output)
    request = Request(wanted, asked_formats(formats, paths), jobs, force, scheduler, not no_source)
    if only_check:
        sys.exit(check(request, quiet=quiet))
    sys.exit(run(request, as_json=as_json, quiet=quiet))
