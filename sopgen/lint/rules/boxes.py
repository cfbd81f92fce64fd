"""ISI: the lists on the identity page, and spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sopgen.lint.persons import is_titled
from sopgen.lint.rule import Finding, Fix, Ground, Rule, SopCheck
from sopgen.lint.subject import Subject
from sopgen.lint.wording import (
    FILLERS,
    content_words,
    folded_name,
    joined_text,
    listed_texts,
    words,
)
from sopgen.model.kinds import Items
from sopgen.problems.problem import Loc, Severity
from sopgen.problems.spelling import quoted

_IF = re.compile(r"\b(?:jika|apabila|bila|bilamana|kalau|manakala|dalam hal)\b", re.IGNORECASE)
_THEN = re.compile(r",|\b(?:maka|akan|dapat|harus|wajib|perlu)\b", re.IGNORECASE)
_EFFECT = re.compile(
    r"\b(?:berakibat|mengakibatkan|menyebabkan|menimbulkan|berdampak|dikenakan sanksi)\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:paling lambat|paling lama|selambat-lambatnya|tenggat|batas waktu|tepat waktu|"
    r"sebelum tanggal|maks(?:imal)?\.? \d+)\b",
    re.IGNORECASE,
)
_TYPED_NUMBER = re.compile(r"\s*(?P<mark>(?P<count>\d{1,2})[.)]\s+)")
_LINE_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s", re.MULTILINE)
_END_MARK = re.compile(r"(?P<mark>[;.,])$")
_MARKS = ("", ";", ".", ",")
_ABBREVIATION = re.compile(r"(?:\b(?:dll|dsb|dst|dkk)|\.\w{1,3}|\b[A-Z]{1,3})\.$")
_SOP_NAMED = re.compile(r"\bSOP\s+(?P<name>(?:(?!\sSOP\s)[^;,\n()])+)")
_SOP_BY_NUMBER = re.compile(r"(?:SOP)?\s*-?\s*\d")
_ANY_SOP = FILLERS | frozenset(
    words(
        "ini itu tersebut dimaksud terkait melalui sesuai berdasarkan berlaku masing-masing lain "
        "lainnya baru adalah jika apabila agar sop"
    )
)
_PERSON = re.compile(r"\bNIP\b|,\s*S\.[A-Z]")
_AMOUNT_WORDS = frozenset(words("minimal maksimal min maks paling sekurang sedikitnya sampai"))
_LABEL = re.compile(r"\s*([^\W\d_]+\s+\d{1,2})\b")
_LIMITS = (
    ("dasar_hukum", 1420),
    ("kualifikasi_pelaksana", 1420),
    ("peralatan", 690),
    ("peringatan", 400),
)
_NEAR = 0.5


def repeated_item(subject: Subject) -> Iterator[Finding]:
    """Check that a list says everything once."""
    for key, items in _lists(subject):
        seen: dict[tuple[str, ...], int] = {}
        for position, text in listed_texts(items):
            folded = words(text)
            if position and folded and seen.setdefault(folded, position[0]) != position[0]:
                yield Finding(
                    (key, *position),
                    f"Butir ini sama dengan butir ke-{seen[folded] + 1}.",
                    "Hapus salah satunya.",
                )
    titles: dict[str, str] = {}
    for at, _, each in subject.citations:
        if each and each.title and titles.setdefault(each.title, each.key) != each.key:
            yield Finding(
                at,
                f"{each.key} berjudul sama dengan {titles[each.title]}.",
                "Periksa nomor mana yang berlaku.",
            )


def warning_without_then(subject: Subject) -> Iterator[Finding]:
    """Check that a warning says what happens if, or by when."""
    text = joined_text(subject.sop.warnings)
    if not text.strip(" -"):
        if subject.typed("peringatan"):
            yield Finding(("peringatan",), "Peringatan belum ada.", "Tulis “Jika … maka …”.")
        return
    then = _IF.search(text) and _THEN.search(text)
    if not (then or _EFFECT.search(text) or _DEADLINE.search(text)):
        yield Finding(
            ("peringatan",),
            "Peringatan tidak mengatakan apa akibatnya.",
            "Tulis “Jika … maka …”, atau sebut batas waktunya.",
        )


def no_related(subject: Subject) -> Iterator[Finding]:
    """Check that an SOP names those it hangs together with."""
    if subject.has_regular_boxes and not subject.related:
        yield Finding(
            ("keterkaitan",),
            "Keterkaitan belum ada.",
            "Sebut SOP yang mendahului atau mengikuti SOP ini.",
        )


def related_to_itself(subject: Subject) -> Iterator[Finding]:
    """Check that an SOP is not its own neighbour."""
    for at, name in subject.related:
        if folded_name(name) == folded_name(subject.sop.name):
            yield Finding(at, "SOP ini disebut terkait dengan dirinya sendiri.", "Hapus.")


def unlisted_sop(subject: Subject) -> Iterator[Finding]:
    """Check that an SOP that a step mentions is listed under keterkaitan, in the same words."""
    own = folded_name(subject.sop.name)
    if "sop" in own.split():
        return
    known = {folded_name(name): name for _, name in subject.related}
    for at, text in subject.step_texts:
        for mention in _mentioned(at, text):
            name = folded_name(mention)
            if not name or name in known or name == own:
                continue
            near = _nearest(name, known)
            if near:
                yield Finding(
                    at,
                    f"{quoted(mention)} ditulis lain di keterkaitan.",
                    f"Samakan dengan {quoted(known[near])}.",
                )
            else:
                yield Finding(
                    at,
                    f"{quoted(mention)} tidak ada di keterkaitan.",
                    "Tambahkan ke “keterkaitan”, atau samakan sebutannya.",
                )


def _mentioned(at: Loc, text: str) -> Iterator[str]:
    """Yield the SOPs that a step names; “sesuai SOP yang berlaku” names none."""
    if at[-1] not in ("keterangan", "kegiatan"):
        return
    for found in _SOP_NAMED.finditer(text):
        name = found["name"].strip(" .")
        first = words(name)[:1]
        told = at[-1] == "keterangan" or name[:1].isupper()
        if told and first and first[0] not in _ANY_SOP and not _SOP_BY_NUMBER.match(name):
            yield f"SOP {name}"


def _nearest(name: str, known: dict[str, str]) -> str:
    """Return the key of `known` that `name` shortens, or shares half of its words with."""
    wanted = content_words(name)
    longer = [key for key in known if wanted and wanted < content_words(key)]
    if len(longer) == 1:
        return longer[0]
    best, most = "", 0.0
    for key in known:
        other = content_words(key)
        share = len(wanted & other) / (len(wanted | other) or 1)
        if share >= _NEAR and share > most:
            best, most = key, share
    return best


def poor_qualifications(subject: Subject) -> Iterator[Finding]:
    """Check that qualifications are told, and not as a person."""
    told = joined_text(subject.sop.qualifications).strip(" -")
    if subject.has_regular_boxes and not told:
        yield Finding(
            ("kualifikasi_pelaksana",),
            "Kualifikasi pelaksana belum ada.",
            "Sebut kemampuan yang diperlukan semua pelaksana.",
        )
    for position, text in listed_texts(subject.sop.qualifications):
        if _PERSON.search(text) or is_titled(text, subject.registers):
            yield Finding(
                ("kualifikasi_pelaksana", *position),
                "Kualifikasi menyebut orang.",
                "Sebut kemampuannya, bukan orangnya.",
            )


def empty_boxes(subject: Subject) -> Iterator[Finding]:
    """Check that equipment and records are told."""
    for key, items, title in (
        ("peralatan", subject.sop.equipment, "Peralatan"),
        ("pencatatan", subject.sop.records, "Pencatatan dan pendataan"),
    ):
        if subject.has_regular_boxes and not joined_text(items).strip(" -"):
            yield Finding((key,), f"{title} belum ada.", f"Lengkapi “{key}: …”.")


def typed_numbers(subject: Subject) -> Iterator[Finding]:
    """Check that items are numbered by the sheet, not by hand."""
    for key, items in _lists(subject):
        for position, text in listed_texts(items):
            found = _TYPED_NUMBER.match(text)
            if found and position:
                yield Finding(
                    (key, *position),
                    f"Butir ini diawali nomor yang diketik ({quoted(found['mark'])}).",
                    "Hapus; nomor daftar tercetak sendiri.",
                    fix=Fix(found[0], ""),
                )
            numbers = [int(number) for number in _LINE_NUMBER.findall(text)]
            if not position and numbers and numbers != list(range(1, len(numbers) + 1)):
                yield Finding(
                    (key,),
                    f"Nomor yang diketik mulai dari {numbers[0]} atau tidak urut.",
                    "Tulis sebagai daftar; nomornya tercetak sendiri.",
                )
    for field, first in subject.sop.format.first_numbers.items() if subject.sop.format else ():
        if first > 1:
            yield Finding(
                ("format", "nomor_pertama", field.value),
                f"Daftar ini mulai dari nomor {first}.",
                "Mulai dari 1, kecuali daftar ini memang sambungan.",
            )


def uneven_punctuation(subject: Subject) -> Iterator[Finding]:
    """Check that the items of a list end alike; those that end like few others are told."""
    for key, items in _lists(subject):
        texts = [(position, text) for position, text in listed_texts(items) if text.strip()]
        marks = [_end_mark(text) for _, text in texts]
        if _even(marks):
            continue
        usual = max(_MARKS, key=(marks[:-1] if len(marks) > 2 else marks).count)
        for (position, text), mark in zip(texts, marks, strict=True):
            if mark != usual and not (position == texts[-1][0] and _closes(mark, usual)):
                yield _odd_end((key, *position), text.rstrip(), mark, usual)


def _even(marks: list[str]) -> bool:
    inner = set(marks[:-1])
    if len(inner) != 1:
        return not inner
    return marks[-1] in inner or _closes(marks[-1], *inner)


def _closes(mark: str, usual: str) -> bool:
    """Tell whether the last item may end with `mark` where the others end with `usual`."""
    return mark == "." or (mark == "" and usual == ";")


def _odd_end(at: Loc, text: str, mark: str, usual: str) -> Finding:
    if not mark:
        return Finding(
            at,
            f"Butir ini tidak berakhir dengan {quoted(usual)}, tidak seperti butir lain.",
            f"Tambahkan {quoted(usual)}.",
            fix=Fix(text, text + usual),
        )
    return Finding(
        at,
        f"Butir ini berakhir dengan {quoted(mark)}, tidak seperti butir lain.",
        f"Ganti dengan {quoted(usual)}." if usual else f"Hapus {quoted(mark)}.",
        fix=Fix(mark, usual),
    )


def _end_mark(text: str) -> str:
    found = _END_MARK.search(text.rstrip())
    return found["mark"] if found and not _ABBREVIATION.search(text.rstrip()) else ""


def long_box(subject: Subject) -> Iterator[Finding]:
    """Check that a box holds what one can read."""
    boxes = dict(_lists(subject))
    for key, limit in _LIMITS:
        length = len(joined_text(boxes.get(key)))
        if length > limit:
            yield Finding(
                (key,),
                f"Isi kotak ini {length} karakter.",
                f"Batas yang lazim {limit} karakter; persingkat.",
            )


def misspelt(subject: Subject) -> Iterator[Finding]:
    """Check that nothing is misspelt that often is."""
    legal = ((at, text) for at, text, _ in subject.citations)
    labels = subject.sop.format.labels if subject.sop.format else None
    typed = labels.model_dump(by_alias=True, exclude_unset=True) if labels else {}
    printed = ((("format", "label", key), str(text)) for key, text in typed.items())
    placed: tuple[tuple[Loc, str], ...] = (*subject.box_texts, *legal, *subject.step_texts)
    for at, text in (*placed, *printed):
        for found in subject.registers.misspelt.finditer(text.casefold()):
            yield Finding(
                at,
                f"{quoted(text[found.start() : found.end()])} salah ketik.",
                f"Yang benar {quoted(subject.registers.spelling[found[0]])}.",
            )


def repeated_label(subject: Subject) -> Iterator[Finding]:
    """Check that items that number themselves in words do not repeat a number.

    A legal basis begins with a kind and a number of its own: UU 23 of two years.
    """
    for key, items in _lists(subject):
        if key == "dasar_hukum":
            continue
        seen: dict[str, int] = {}
        for position, text in listed_texts(items):
            found = _LABEL.match(text)
            label = found[1].casefold() if found else ""
            if words(label)[:1] and words(label)[0] in _AMOUNT_WORDS:
                continue
            if position and label and seen.setdefault(label, position[0]) != position[0]:
                yield Finding(
                    (key, *position),
                    f"{quoted(label.capitalize())} sudah disebut di butir ke-{seen[label] + 1}.",
                    "Periksa nomornya.",
                )


def _lists(subject: Subject) -> tuple[tuple[str, Items | None], ...]:
    sop = subject.sop
    return (
        ("dasar_hukum", sop.legal_basis),
        ("kualifikasi_pelaksana", sop.qualifications),
        ("keterkaitan", sop.related),
        ("peralatan", sop.equipment),
        ("peringatan", sop.warnings),
        ("pencatatan", sop.records),
    )


_RECALLED = "PermenPAN-RB 35/2012, lampiran, bagian identitas (dari ingatan penyusun)"

BOX_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "ISI007",
        Severity.WARNING,
        "Butir ganda",
        Ground.CONSISTENCY,
        "Daftar menyebut tiap hal satu kali; satu judul peraturan punya satu nomor.",
        "PP 3/2007 dan PP 13/2019 dengan judul yang sama",
        "PP 13/2019 saja",
        repeated_item,
    ),
    Rule(
        "ISI009",
        Severity.WARNING,
        "Peringatan tanpa akibat",
        Ground.MEMORY,
        f"{_RECALLED}: peringatan berbentuk jika … maka …, atau batas waktu.",
        "peringatan: Semua proses harus sesuai persyaratan",
        "peringatan: Jika berkas tidak lengkap, maka permohonan dikembalikan",
        warning_without_then,
    ),
    Rule(
        "ISI010",
        Severity.WARNING,
        "Keterkaitan belum ada",
        Ground.MEMORY,
        f"{_RECALLED}: prosedur lain yang terkait langsung.",
        "keterkaitan: ''",
        "keterkaitan: [SOP Surat Keluar]",
        no_related,
    ),
    Rule(
        "ISI012",
        Severity.ERROR,
        "Terkait dengan diri sendiri",
        Ground.CONSISTENCY,
        "Keterkaitan menyebut SOP yang lain.",
        "nama: Surat Keluar, keterkaitan: [SOP Surat Keluar]",
        "nama: Surat Keluar, keterkaitan: [SOP Pengarsipan]",
        related_to_itself,
    ),
    Rule(
        "ISI014",
        Severity.WARNING,
        "SOP yang disebut tidak ada di keterkaitan",
        Ground.PRACTICE,
        "Praktik pemeriksa: SOP di keterangan sama sebutannya dengan di keterkaitan.",
        "keterangan: SOP alur surat masuk dan keluar",
        "keterangan: SOP Alur surat masuk dan surat keluar",
        unlisted_sop,
    ),
    Rule(
        "ISI015",
        Severity.WARNING,
        "Kualifikasi pelaksana belum ada atau menyebut orang",
        Ground.MEMORY,
        f"{_RECALLED}: kualifikasi umum bagi semua pelaksana.",
        "kualifikasi_pelaksana: ''",
        "kualifikasi_pelaksana: [Memahami penyusunan laporan]",
        poor_qualifications,
    ),
    Rule(
        "ISI016",
        Severity.WARNING,
        "Peralatan atau pencatatan belum ada",
        Ground.MEMORY,
        f"{_RECALLED}: peralatan dan perlengkapan, pencatatan dan pendataan.",
        "peralatan: ''",
        "peralatan: [Komputer, ATK]",
        empty_boxes,
    ),
    Rule(
        "ISI017",
        Severity.NOTE,
        "Nomor yang diketik",
        Ground.CONSISTENCY,
        "Nomor daftar tercetak sendiri, urut dari satu.",
        "peralatan: ['1. Komputer', '2. ATK']",
        "peralatan: [Komputer, ATK]",
        typed_numbers,
    ),
    Rule(
        "ISI018",
        Severity.NOTE,
        "Tanda baca akhir butir tidak seragam",
        Ground.PRACTICE,
        "Kebiasaan tata naskah dinas: semua butir berakhir sama.",
        "peralatan: [Komputer;, ATK, Printer]",
        "peralatan: [Komputer, ATK, Printer]",
        uneven_punctuation,
    ),
    Rule(
        "ISI019",
        Severity.NOTE,
        "Kotak terlalu panjang",
        Ground.PRACTICE,
        "Batas isian e-SOP Kementerian Sekretariat Negara: 1.420, 690 dan 400 karakter. Instansi "
        "lain tidak mengenalnya, jadi aturan ini hanya atas permintaan (--select ISI019).",
        "peringatan sepanjang 600 karakter",
        "peringatan sepanjang 200 karakter",
        long_box,
        asked=True,
    ),
    Rule(
        "ISI020",
        Severity.WARNING,
        "Salah ketik yang dikenal",
        Ground.CONSISTENCY,
        "Daftar salah ketik (registers/kata.yaml, ejaan).",
        "peringatan: Jika tidak seuai, maka …",
        "peringatan: Jika tidak sesuai, maka …",
        misspelt,
    ),
    Rule(
        "ISI021",
        Severity.NOTE,
        "Sebutan bernomor ganda",
        Ground.PRACTICE,
        "Praktik pemeriksa: Pelaksana 1 dua kali biasanya Pelaksana 1 dan 2.",
        "kualifikasi_pelaksana: [Pelaksana 1 …, Pelaksana 1 …]",
        "kualifikasi_pelaksana: [Pelaksana 1 …, Pelaksana 2 …]",
        repeated_label,
    ),
)
