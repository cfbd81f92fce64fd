"""What holds for a whole project: `sopgen.yaml`, which marks its root. No key is required."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from sopgen.model.entry import Entry
from sopgen.model.kinds import TakesNothing
from sopgen.model.profile import Paper

FormatName: TypeAlias = Literal["docx", "xlsx", "pdf", "svg"]


class LintDefaults(Entry):
    """What the reviewer passes over in this project."""

    ignored: tuple[str, ...] = Field(
        (), alias="abaikan", description="Aturan yang tidak diperiksa: kode atau awalannya."
    )


class LetterheadDefaults(Entry):
    """What new definitions and new letterheads begin with; sheets never change by it."""

    name: str = Field(
        "", alias="nama", description="Kop untuk SOP baru: nama berkas di map letterheads."
    )
    profile: str = Field("", alias="profil", description="Profil untuk kop baru.")
    paper: Paper | None = Field(None, alias="kertas", description="Ukuran kertas untuk kop baru.")


class Project(Entry):
    """The settings of a project."""

    formats: tuple[FormatName, ...] = Field(
        ("docx", "xlsx", "pdf"), alias="format", description="Berkas yang dibuat sopgen build."
    )
    output: str = Field(
        "output", alias="hasil", description="Map hasil, dihitung dari map proyek ini."
    )
    lint: Annotated[LintDefaults, TakesNothing] = Field(
        LintDefaults(), alias="lint", description="Pemeriksaan isi."
    )
    letterhead: Annotated[LetterheadDefaults, TakesNothing] = Field(
        LetterheadDefaults(), alias="kop", description="Bawaan untuk kop dan SOP baru."
    )
