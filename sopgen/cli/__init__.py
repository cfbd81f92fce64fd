"""The command line: the only package that prints and exits.

A command is a module of its own. What a command needs is imported when it runs, so
that help and usage errors come at once.
"""

from __future__ import annotations

import click

from sopgen.cli.archive import archive
from sopgen.cli.border import Commands
from sopgen.cli.build import build
from sopgen.cli.clean import clean
from sopgen.cli.extract import extract
from sopgen.cli.form import form
from sopgen.cli.importing import import_
from sopgen.cli.init import init
from sopgen.cli.lint import lint
from sopgen.cli.monev import monev
from sopgen.cli.new import new
from sopgen.cli.pull import pull
from sopgen.cli.register import register
from sopgen.cli.revise import revise
from sopgen.cli.schema import schema
from sopgen.cli.serve import serve
from sopgen.cli.status import status
from sopgen.cli.versions import versions
from sopgen.cli.watch import watch
from sopgen.problems.version import __version__


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Membuat lembar SOP AP (DOCX, XLSX, PDF) dari definisi YAML.",
)
@click.version_option(
    __version__, "--version", message="sopgen %(version)s", help="Tampilkan versinya."
)
def main() -> None:
    """Run a command."""


main.add_command(archive)
main.add_command(build)
main.add_command(clean)
main.add_command(extract)
main.add_command(form)
main.add_command(import_)
main.add_command(init)
main.add_command(register)
main.add_command(revise)
main.add_command(lint)
main.add_command(monev)
main.add_command(new)
main.add_command(pull)
main.add_command(schema)
main.add_command(serve)
main.add_command(status)
main.add_command(versions)
main.add_command(watch)
