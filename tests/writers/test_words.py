"""Every word that is typed in a definition stands in each of its three files."""

import io
import re
import zipfile
from collections.abc import Iterator

import openpyxl
import pymupdf
import pytest
from lxml import etree

from sopgen.definition.reading import read_definition
from sopgen.layout.dates import long_date
from sopgen.model.flow import Flow, LabelledTarget, Mark, Step
from sopgen.model.kinds import Items
from sopgen.model.sop import Official, Sop
from sopgen.rendering import laid_out
from sopgen.writers import Format, writer
from tests.catalogue import DEFINITIONS, file, typesetter
from tests.projects import MINIMAL, new_project, read

_EMPHASIS = re.compile(r"\\(\*)|\*+")
_MARKER = re.compile(r"^(-|•|[a-z]\.|\d{1,3}\.)\s+")


def solid(text: str) -> str:
    """Return `text` without white space and case: a line may break, a title be in capitals."""
    return re.sub(r"[\s\u200b\u00a0]+", "", text).casefold()


def typed(sop: Sop) -> Iterator[str]:
    """Yield all that is printed of `sop`, text by text."""
    plain = (sop.name, sop.number, sop.unit, sop.revision, sop.flow_title)
    yield from (text for text in plain if text)
    yield from (long_date(text) for text in (sop.created, sop.revised, sop.effective) if text)
    boxes = (sop.legal_basis, sop.qualifications, sop.related, sop.equipment, sop.warnings)
    for items in (*boxes, sop.records, *sop.extra_boxes.values()):
        yield from texts_of(items)
    yield from (*sop.extra_boxes, *sop.extra_identity, *sop.extra_identity.values())
    for signatory in sop.signatories:
        yield from (signatory.role, long_date(signatory.date))
    for flow in sop.flows:
        yield from flow_texts(flow)


def texts_of(items: Items | None) -> tuple[str, ...]:
    if items is None:
        return ()
    return (items,) if isinstance(items, str) else items


def flow_texts(flow: Flow) -> Iterator[str]:
    yield flow.title or ""
    yield from flow.actors.values()
    yield from (heading.title for heading in flow.lane_headings)
    yield from (heading.title for _, heading in flow.headings)
    for step in flow.steps:
        yield step.activity
        yield step.number or ""
        for items in (step.requirements, step.duration, step.output, step.remark):
            yield from texts_of(items)
        for items in step.extra.values():
            yield from texts_of(items)
        yield from symbol_texts(step)
        if isinstance(step.actors, dict):
            for marks in step.actors.values():
                for mark in (marks,) if isinstance(marks, Mark) else marks:
                    yield from symbol_texts(mark)


def symbol_texts(said: Step | Mark) -> Iterator[str]:
    yield said.text or ""
    yield from said.branches or ()
    targets = said.next if isinstance(said.next, tuple) else (said.next,)
    yield from (each.label for each in targets if isinstance(each, LabelledTarget))


def official_texts(official: Official) -> Iterator[str]:
    yield from (official.position, official.name, official.nip)


def phrases(name: str) -> list[str]:
    """Return the lines of all texts of a definition, without markup and markers."""
    definition = read_definition(DEFINITIONS[name])
    sop, officials = definition.sop, definition.agency.letterhead.officials
    signers = [name for each in sop.signatories for name in each.officials]
    texts = [*typed(sop), *texts_of(definition.agency.letterhead.agency)]
    for signer in [*signers, sop.approver]:
        texts += official_texts(officials[signer]) if signer else ()
    lines = [line for text in texts for line in text.split("\n")]
    return [_MARKER.sub("", _EMPHASIS.sub(r"\1", line)) for line in lines if line.strip()]


def docx_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    for fallback in list(body.iter("{*}Fallback")):
        fallback.getparent().remove(fallback)
    return "".join(each.text or "" for each in body.iter("{*}t"))


def xlsx_text(data: bytes) -> str:
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    rows = (row for sheet in workbook for row in sheet.iter_rows(values_only=True))
    texts = [str(value) for row in rows for value in row if value is not None]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/drawings/drawing"):
                drawing = etree.fromstring(archive.read(part))
                texts += [each.text or "" for each in drawing.iter("{*}t")]
    return "".join(texts)


def pdf_text(data: bytes) -> str:
    with pymupdf.open(stream=data) as document:
        flags = pymupdf.TEXTFLAGS_TEXT & ~pymupdf.TEXT_PRESERVE_LIGATURES
        return "".join(page.get_text(flags=flags, sort=False) for page in document)


TEXT = {Format.DOCX: docx_text, Format.XLSX: xlsx_text, Format.PDF: pdf_text}


@pytest.mark.parametrize("kind", TEXT)
@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_word_of_a_definition_stands_in_its_file(name, kind):
    text = solid(TEXT[kind](file(name, kind)))
    assert [phrase for phrase in phrases(name) if solid(phrase) not in text] == []


def test_the_words_that_are_looked_for_are_those_of_the_definition():
    looked_for = phrases("baris-campuran")
    assert "Undang-Undang Nomor 1 Tahun 2020 tentang Contoh" in looked_for
    assert "Peraturan Wali Kota * 2" in looked_for
    assert "surat terlambat" in looked_for
    assert "Tidak, perlu dibahas ulang" in looked_for
    assert "23 Januari 2024" in looked_for
    assert "NAMA KEPALA DINAS, S.T., M.M." in looked_for


def test_signs_stand_in_every_format_and_keep_their_face(tmp_path):
    ticks = "☑ Master ☐ Salinan ✓ ≤ 3 ➢ lampiran"
    definition = read(new_project(tmp_path), MINIMAL.replace("Membentuk tim", ticks))
    document = laid_out(definition, typesetter())
    pages = pymupdf.open(stream=writer(Format.PDF)(document))
    assert solid(ticks) in solid("".join(page.get_text() for page in pages))
    for kind, part in ((Format.DOCX, "word/document.xml"), (Format.XLSX, "xl/styles.xml")):
        with zipfile.ZipFile(io.BytesIO(writer(kind)(document))) as package:
            assert "Segoe UI Symbol" in package.read(part).decode()
