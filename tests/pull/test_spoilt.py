"""Files that are damaged or made to harm are refused in a sentence, or read for what is sound."""

import re
import zipfile
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from zlib import compress

import pytest

from sopgen.problems.problem import ProblemsError
from sopgen.pull.pulling import Pulled, Wish, pulled
from sopgen.writers import Format
from tests.catalogue import DEFINITIONS, file
from tests.pull.packages import resaved, rewritten

NAME = "lakip"
FORMATS = (Format.XLSX, Format.DOCX)
DRAWN = re.compile(r"(xl/drawings/drawing\d+|word/document)\.xml")


def made(format: Format, folder: Path) -> Path:
    path = folder / f"{NAME}.{format.value}"
    path.write_bytes(file(NAME, format))
    return path


def outcome(path: Path) -> Pulled | ProblemsError:
    """Return what a pull gives, a refusal among it; anything else is raised."""
    try:
        return pulled(Wish(path, DEFINITIONS[NAME]))
    except ProblemsError as error:
        return error


def said(found: Pulled | ProblemsError) -> list[str]:
    return [f"{each.code} {each.message}" for each in found.problems]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_file_cut_short_is_refused(format, share, tmp_path):
    path = made(format, tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    found = outcome(path)
    assert isinstance(found, ProblemsError)
    assert said(found)


@pytest.mark.parametrize("format", FORMATS)
def test_a_part_with_a_dtd_is_refused(format, tmp_path):
    bomb = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>'
    path = rewritten(
        made(format, tmp_path),
        lambda name, text: (
            re.sub(r"^(<\?xml[^>]*\?>)?", rf"\1{bomb}", text) if DRAWN.fullmatch(name) else text
        ),
    )
    assert isinstance(outcome(path), ProblemsError)


@pytest.mark.parametrize("format", FORMATS)
def test_a_part_that_swells_is_refused(format, tmp_path):
    path = made(format, tmp_path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data + b" " * (100 << 20) if DRAWN.fullmatch(name) else data)
    path.write_bytes(out.getvalue())
    assert isinstance(outcome(path), ProblemsError)


def test_a_million_shapes_are_refused(tmp_path):
    def more(name: str, text: str) -> str:
        if "drawings/drawing" not in name or "cxnSp" not in text:
            return text
        return text.replace("</xdr:wsDr>", f"{'<xdr:absoluteAnchor/>' * 1_000_000}</xdr:wsDr>")

    found = outcome(rewritten(made(Format.XLSX, tmp_path), more))
    assert isinstance(found, ProblemsError)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("what", "by"),
    [
        (r'\bid="[0-9]+"', 'id="7"'),
        (r'\bcx="[0-9]+"', 'cx="NaN"'),
        (r'\bcy="[0-9]+"', 'cy="-99999999999999999999"'),
        (r'\bx="[0-9]+"', 'x="1e400"'),
        (r'\bidx="[0-9]"', 'idx="4294967296"'),
        (r" #[mp]([0-9]+)", " #m1"),
        (r'prst="[A-Za-z0-9]+"', 'prst="cloud"'),
        (r'\brot="[0-9]+"', 'rot="-1"'),
    ],
)
def test_a_spoilt_drawing_is_told_or_left(format, what, by, tmp_path):
    path = rewritten(
        made(format, tmp_path),
        lambda name, text: re.sub(what, by, text) if DRAWN.fullmatch(name) else text,
    )
    outcome(path)


LIES = (
    '["9",[]]',
    '["9",[["Bagan Alir",[0,1],[0,1],[[0,0,1,1,"x","langkah/99/waktu"]]]]]',
    '["9",[["Bagan Alir",[0,1],[0,1],[[0,0,1,1,"x","nama/a/b/0"]]]]]',
    '["9",[["Identitas",[0,1],[0,1],[[0,0,1,1,"x","alur/7/langkah/3/output/1"]]]]]',
    '["9",[["Bagan Alir",[0,1],[0,1],[[0,0,1,1,"x","langkah/0/kegiatan"]],'
    '[[2,"m2","rect",[0,0,1,1],"","","langkah/0@tiada/9"]],'
    '[[3,"p3",[[0,0],[1,1]],[2,0],[99,3]]],[[0,"langkah/77"]]]]]',
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lie", LIES)
def test_a_map_that_lies_changes_nothing_that_stands(format, lie, tmp_path):
    text = b64encode(compress(lie.encode())).decode()

    def change(name: str, part: str) -> str:
        part = re.sub(r"(<sop:peta>).*?(</sop:peta>)", rf"\g<1>{text}\g<2>", part, flags=re.DOTALL)
        return re.sub(
            r"(<t>peta</t></is></c>(?:<c [^>]*><is><t>[0-9]+</t></is></c>)<c [^>]*><is><t>)[^<]+",
            rf"\g<1>{text}",
            part,
        )

    found = outcome(resaved(rewritten(made(format, tmp_path), change)))
    assert all(len(each.after) > 100 for each in getattr(found, "files", ()))
