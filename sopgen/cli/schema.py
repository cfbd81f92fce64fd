"""`sopgen schema`: what editors complete keys from."""

from __future__ import annotations

import click

from sopgen.cli.machine import write_for_programs

KINDS = ("definisi", "kop", "proyek", "buku", "monev")


@click.command(
    help="Menampilkan JSON Schema definisi (atau kop, sopgen.yaml, buku, monev), untuk penyunting "
    "teks."
)
@click.argument("kind", type=click.Choice(KINDS), default=KINDS[0])
def schema(kind: str) -> None:
    """Print the JSON Schema that editors complete keys from."""
    from sopgen.definition.schema import json_schema
    from sopgen.model.book import Book
    from sopgen.model.entry import Entry
    from sopgen.model.monev import ReviewLog
    from sopgen.model.project import Project
    from sopgen.model.sop import Letterhead, Sop

    kinds = (Sop, Letterhead, Project, Book, ReviewLog)
    models: dict[str, type[Entry]] = dict(zip(KINDS, kinds, strict=True))
    write_for_programs([json_schema(models[kind])])
