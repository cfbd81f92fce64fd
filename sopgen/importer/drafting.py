"""What was seen of an SOP as the draft of a definition: nothing that was not read is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from sopgen.document.sheet import SeenShape, Sheet
from sopgen.editing.asking import KEY_ORDER
from sopgen.editing.references import Map
from sopgen.importer.approver import approved
from sopgen.importer.draft import Agency, Doubt, DraftSop
from sopgen.importer.flows import drafted_flows
from sopgen.importer.formatting import merged, paper_format
from sopgen.importer.identity import identified
from sopgen.importer.titles import titled
from sopgen.problems.codes import Code
from sopgen.problems.spelling import listed, quoted
from sopgen.recognition.placed import Cells
from sopgen.recognition.sops import SeenSop
from sopgen.recognition.vocabulary import plain

_STEPS_IN_WORDS = "prosedur"
_ON_PAGES = re.compile(r"(?:ke|dari)? ?(?:hal|hlm|halaman) [\d ]+(?:dari|langkah)?[\d ]*")
"""What pages say of themselves, and segilima of the page on which they go on."""

_LARGE = 0.05
"""A picture over more of a page than this is no logo."""

ORDER = (
    *KEY_ORDER,
    "penandatangan",
    "identitas_tambahan",
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
    "kotak_tambahan",
    "judul_alur",
    "pelaksana",
    "langkah",
    "alur",
    "format",
)
"""The order in which the keys of a definition are usually typed."""


def draft_of(seen: SeenSop) -> DraftSop:
    """Return the draft of the SOP that was `seen`."""
    identity = identified(seen)
    flows = drafted_flows(seen)
    said = titled(identity.said | flows.said, seen.flows)
    who = identity.approved
    format = merged(
        identity.format,
        flows.format,
        paper_format(seen.identity, seen.flows, seen.sheets),
        who.format if who else {},
    )
    return DraftSop(
        Agency(identity.agency, who.official if who else None, identity.signing),
        ordered(said),
        format,
        (*identity.doubts, *flows.doubts, *_unseen(seen)),
        flows.rows,
    )


def _unseen(seen: SeenSop) -> Iterator[Doubt]:
    """Yield what of the sheets is not in the definition, or not surely."""
    yield from _without_flow(seen)
    yield from _without_place(seen)
    yield from _overprinted(seen)


def _overprinted(seen: SeenSop) -> Iterator[Doubt]:
    """Yield the cells in which texts are printed over each other."""
    said = (*seen.identity.fields, *seen.identity.boxes)
    for number, sheet in enumerate(seen.sheets):
        cells = {(cell.row, cell.column): cell for cell in Cells(sheet).listed}
        for place in sheet.overprinted:
            cell = cells[place]
            own = (each.key for each in said if each.key and cell.text in each.text)
            at = next(own, "")
            words = quoted(cell.text)
            text = f"Halaman {sheet.name}: tulisan bertindihan, terbaca {words}. Periksa teksnya."
            where = seen.first + number
            yield Doubt(Code.IMPORT_OVERPRINTED, text, (at,) if at else (), where, box=cell.box)


def _without_flow(seen: SeenSop) -> Iterator[Doubt]:
    """Yield that a sheet has no flow, unless it tells its steps in words."""
    if seen.flows or seen.identity.box(_STEPS_IN_WORDS):
        return
    pictures = (
        (number, shape)
        for number, sheet in enumerate(seen.sheets)
        for shape in sheet.shapes
        if _is_large(shape, sheet)
    )
    number, picture = next(pictures, (0, None))
    text = "Tabel alurnya tidak ditemukan"
    if picture is not None:
        text = f"Tabel alurnya berupa foto di halaman {seen.sheets[number].name}"
    advice = "Ketik pelaksana dan langkahnya, atau impor berkas Excel atau Word aslinya."
    box = picture.box if picture is not None else None
    yield Doubt(Code.IMPORT_PICTURE, f"{text}. {advice}", (), seen.first + number, box=box)


def _without_place(seen: SeenSop) -> Iterator[Doubt]:
    """Yield for each sheet which of its texts the definition does not say."""
    identity = seen.identity
    said = [plain(each.text) for each in (*identity.fields, *identity.boxes) if plain(each.text)]
    left = [each for each in identity.rest if _is_news(plain(each.text), said)]
    left += [each for each in identity.signatories if approved(each.text) is None]
    for number, group in groupby(
        sorted(left, key=lambda each: (each.sheet, each.box.y)), key=lambda each: each.sheet
    ):
        texts = list(group)
        words = listed(f"{each.label} {each.text}".strip() for each in texts)
        text = f"Di lembarnya ada tulisan lain: {words}. Tambahkan sendiri bila perlu."
        at = seen.first + number
        yield Doubt(Code.IMPORT_NO_PLACE, text, (), at, box=texts[0].box)


def _is_news(text: str, said: Sequence[str]) -> bool:
    """Tell whether `text` says more than these texts: pages repeat number and name."""
    if any(text in each for each in said):
        return False
    for each in sorted(said, key=len, reverse=True):
        text = text.replace(each, "").strip()
    begun = any(each.startswith(text) for each in said)
    return not begun and any(map(str.isalpha, text)) and _ON_PAGES.fullmatch(text) is None


def _is_large(shape: SeenShape, sheet: Sheet) -> bool:
    area = sheet.paper[0] * sheet.paper[1]
    covered = shape.box.width * shape.box.height
    return shape.preset == "picture" and covered > _LARGE * area > 0


def ordered(said: Map) -> Map:
    """Return the keys of a definition in their usual order."""
    return {key: said[key] for key in ORDER if key in said}
