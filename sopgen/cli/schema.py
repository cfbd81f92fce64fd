"""`sopgen schema`: what editors complete keys from."""

from __future__ import annotations

import click

from sopgen.cli.machine import write_for_programs


@click.command(help="Menampilkan JSON Schema definisi (atau kop), untuk penyunting teks.")
@click.argument("kind", type=click.Choice(("definisi", "kop")), default="definisi")
def schema(kind: str) -> None:
    """Print the JSON Schema that editors complete keys from."""
    from sopgen.definition.schema import json_schema
    from sopgen.model.sop import Letterhead, Sop

    write_for_programs([json_schema(Sop if kind == "definisi" else Letterhead)])
