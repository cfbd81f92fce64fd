"""`sopgen schema`: what editors complete keys from."""

from __future__ import annotations

import click

from sopgen.cli.machine import write_for_programs


@click.command(
    help="Menampilkan JSON Schema definisi (atau kop, atau sopgen.yaml), untuk penyunting teks."
)
@click.argument("kind", type=click.Choice(("definisi", "kop", "proyek")), default="definisi")
def schema(kind: str) -> None:
    """Print the JSON Schema that editors complete keys from."""
    from sopgen.definition.schema import json_schema
    from sopgen.model.entry import Entry
    from sopgen.model.project import Project
    from sopgen.model.sop import Letterhead, Sop

    kinds: dict[str, type[Entry]] = {"definisi": Sop, "kop": Letterhead, "proyek": Project}
    write_for_programs([json_schema(kinds[kind])])
