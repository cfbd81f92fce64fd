"""The command line: the only package that prints and exits.

A command is a module of its own. What a command needs is imported when it runs, so
that help and usage errors come at once.
"""

from __future__ import annotations

import click

from sopgen import __version__
from sopgen.cli.build import build
from sopgen.cli.schema import schema


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Membuat lembar SOP AP (DOCX, XLSX, PDF) dari definisi YAML.",
)
@click.version_option(__version__, "--version", message="sopgen %(version)s")
def main() -> None:
    """Run a command."""


main.add_command(build)
main.add_command(schema)
