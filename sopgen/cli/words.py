"""The words of the library that reads commands, in Indonesian.

click asks gettext for each of its sentences. Its catalogue would have to come as a
compiled file, and would be chosen by the locale of the machine; ours is always the same,
so the names by which click's modules ask are given this catalogue instead. A wrong
command is told on one line, as everything else is.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import IO

import click

from sopgen.cli.terminal import tell

OPTIONS = "[PILIHAN]..."
COMMAND = "PERINTAH [ARGUMEN]..."

_ASKING = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")

_SENTENCES: Mapping[str, str] = {
    "(Deprecated) {text}": "(usang) {text}",
    "(dynamic)": "(dihitung)",
    "(Did you mean one of: {possibilities}?)": "Barangkali maksudnya salah satu dari: "
    "{possibilities}.",
    "(Possible options: {possibilities})": "Barangkali maksudnya salah satu dari: {possibilities}.",
    "Aborted!": "Dihentikan.",
    "Argument {name!r} takes {nargs} values.": "Argumen “{name}” memerlukan {nargs} nilai.",
    "Choose from:\n\t{choices}": "Yang ada: {choices}",
    "Commands": "Perintah",
    "Confirm the action without prompting.": "Tanpa bertanya dahulu.",
    "Could not open file {filename!r}: {message}": "“{filename}” tidak dapat dibuka: {message}",
    "Did you mean {possibility}?": "Barangkali maksudnya {possibility}.",
    "Do you want to continue?": "Lanjutkan?",
    "Error: The two entered values do not match.": "galat: Kedua isian tidak sama.",
    "Error: The value you entered was invalid.": "galat: Isian ini salah.",
    "Error: invalid input": "galat: Isian ini salah.",
    "Error: {e.message}": "galat: {e.message}",
    "Error: {message}": "galat: {message}",
    "Got unexpected extra argument ({args})": "Argumen “{args}” tidak diperlukan di sini.",
    "Got unexpected extra arguments ({args})": "Argumen “{args}” tidak diperlukan di sini.",
    "Invalid start character for option ({option})": "Awalan pilihan “{option}” salah.",
    "Invalid value for {param_hint}: {message}": "Nilai {param_hint} salah: {message}",
    "Invalid value: {message}": "Nilai ini salah: {message}",
    "Missing argument": "Belum ada argumen",
    "Missing command.": "Sebutkan perintahnya.",
    "Missing option": "Belum ada pilihan",
    "Missing parameter": "Belum ada isian",
    "Missing parameter: {param_name}": "Belum ada isian: {param_name}",
    "Missing {param_type}": "Belum ada {param_type}",
    "No such command {name!r}.": "Perintah “{name}” tidak ada.",
    "No such option {name!r}.": "Pilihan “{name}” tidak ada.",
    "No such option: {name}": "Pilihan “{name}” tidak ada.",
    "Option {name!r} does not take a value.": "Pilihan “{name}” tidak bernilai.",
    "Option {name!r} requires an argument.": "Pilihan “{name}” memerlukan nilai.",
    "Option {name!r} requires {nargs} arguments.": "Pilihan “{name}” memerlukan {nargs} nilai.",
    "Options": "Pilihan",
    "Positional arguments": "Argumen",
    "Press any key to continue...": "Tekan tombol apa saja untuk melanjutkan...",
    "Repeat for confirmation": "Ulangi untuk memastikan",
    "Show the version and exit.": "Tampilkan versinya.",
    "Show this message and exit.": "Tampilkan bantuan ini.",
    "Takes {nargs} values but 1 was given.": "Perlu {nargs} nilai, tetapi hanya ada 1.",
    "Takes {nargs} values but {len} were given.": "Perlu {nargs} nilai, tetapi ada {len}.",
    "Try '{command} {option}' for help.": "Lihat “{command} {option}”.",
    "Usage:": "Pemakaian:",
    "Value must be an iterable.": "Nilai ini harus berupa daftar.",
    "default: {default}": "bawaan: {default}",
    "deprecated": "usang",
    "directory": "map",
    "env var: {var}": "variabel lingkungan: {var}",
    "file": "berkas",
    "path": "jalur",
    "required": "wajib",
    "unknown error": "sebab tidak diketahui",
    "{len_type} values are required, but {len_value} was given.": "Perlu {len_type} nilai, tetapi "
    "ada {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "Perlu {len_type} nilai, "
    "tetapi ada {len_value}.",
    "{name} '{filename}' is a directory.": "“{filename}” adalah map, bukan berkas.",
    "{name} {filename!r} does not exist.": "“{filename}” tidak ada.",
    "{name} {filename!r} is a directory.": "“{filename}” adalah map, bukan berkas.",
    "{name} {filename!r} is a file.": "“{filename}” adalah berkas, bukan map.",
    "{name} {filename!r} is not executable.": "“{filename}” tidak dapat dijalankan.",
    "{name} {filename!r} is not readable.": "“{filename}” tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "“{filename}” tidak dapat ditulis.",
    "{text} {deprecated_message}": "{text} {deprecated_message}",
    "{value!r} does not match the format {format}.": "“{value}” tidak berbentuk {format}.",
    "{value!r} does not match the formats {formats}.": "“{value}” tidak berbentuk {formats}.",
    "{value!r} is not a valid UUID.": "“{value}” bukan UUID.",
    "{value!r} is not a valid boolean.": "“{value}” bukan ya atau tidak.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}” tidak dikenal. "
    "Yang ada: {states}",
    "{value!r} is not a valid {number_type}.": "“{value}” bukan angka.",
    "{value!r} is not one of {choices}.": "“{value}” tidak ada. Yang ada: {choices}.",
    "{value!r} is not {choice}.": "“{value}” tidak ada. Yang ada: {choice}.",
    "{value} is not in the range {range}.": "{value} di luar batas {range}.",
}


def said(sentence: str) -> str:
    """Return one of click's sentences in Indonesian; one that only programmers see stays."""
    return _SENTENCES.get(sentence, sentence)


def _counted(one: str, many: str, count: int) -> str:
    return said(one if count == 1 else many)


def speak_indonesian() -> None:
    """Let click say its sentences in Indonesian."""
    for name in _ASKING:
        module = import_module(f"{click.__name__}.{name}")
        for asked, answer in (("_", said), ("ngettext", _counted)):
            if hasattr(module, asked):
                _replace(module, asked, answer)
    for kind in (click.ClickException, click.UsageError):
        _replace(kind, "show", _tell_wrong)


def _replace(owner: object, name: str, answer: object) -> None:
    setattr(owner, name, answer)


def _tell_wrong(error: click.ClickException, file: IO[str] | None = None) -> None:
    """Say what is wrong with a command, and where to look."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    where = f" Lihat “{context.command_path} --help”." if context else ""
    tell(f"galat: {error.format_message()}{where}")
