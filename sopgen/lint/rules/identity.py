"""IDN: number, dates, name and approver of an SOP."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from sopgen.lint.rule import Finding, Fix, Ground, Rule, SopCheck
from sopgen.lint.subject import Subject
from sopgen.lint.wording import WORD, is_active, named_sop, words
from sopgen.model.dates import day_in, read_date
from sopgen.model.due import due
from sopgen.model.monev import ReviewKind
from sopgen.model.profile import APPROVER, ApprovalPlace, OfficialLine, SigningMode
from sopgen.model.status import Status
from sopgen.problems.problem import Loc, Severity
from sopgen.problems.spelling import quoted

LONG_NAME = 120
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_EMPTY_SEGMENT = re.compile(r"^\s*/|/\s*/|/\s*$")
_DATES = (
    ("tanggal_pembuatan", "created"),
    ("tanggal_revisi", "revised"),
    ("tanggal_efektif", "effective"),
)
_PARTS = {
    "{urut}": r"\d+",
    "{tahun}": r"(?:19|20)\d{2}",
    "{bulan}": r"\d{1,2}",
    "{bulan_romawi}": r"[IVX]{1,4}",
    "{apa saja}": r".+",
}


def incomplete_number(subject: Subject) -> Iterator[Finding]:
    """Check that an SOP has a number, without empty parts."""
    number = (subject.sop.number or "").strip()
    if _filled_at_signing(subject) and not number:
        return
    if not number.strip(" -"):
        yield Finding(
            ("nomor",),
            "Nomor SOP belum ada.",
            "Beri nomor menurut tata naskah dinas instansi.",
        )
    elif _EMPTY_SEGMENT.search(number):
        yield Finding(
            ("nomor",),
            f"Nomor {quoted(number)} punya bagian yang kosong.",
            "Lengkapi bagian itu, misalnya nomor urutnya.",
        )


def _filled_at_signing(subject: Subject) -> bool:
    """Tell whether SRIKANDI gives number and date when the SOP is signed."""
    return subject.definition.profile.approval.mode is SigningMode.SRIKANDI


def number_off_pattern(subject: Subject) -> Iterator[Finding]:
    """Check that a number has the form that the agency has registered."""
    pattern = subject.registers.number_patterns.get(subject.sop.letterhead)
    number = (subject.sop.number or "").strip()
    if pattern and number and not _number_form(pattern).fullmatch(number):
        yield Finding(
            ("nomor",),
            f"Nomor {quoted(number)} tidak sesuai pola {quoted(pattern)}.",
            "Perbaiki nomornya, atau polanya di registers/*.yaml (pola_nomor).",
        )


def _number_form(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^{}]*\})", pattern)
    return re.compile("".join(_PARTS.get(part, re.escape(part)) for part in parts))


def only_a_year(subject: Subject) -> Iterator[Finding]:
    """Check that a number is more than a year."""
    number = (subject.sop.number or "").strip()
    if _YEAR.fullmatch(number):
        yield Finding(
            ("nomor",),
            f"Nomor {quoted(number)} hanya tahun.",
            "Tulis nomor lengkapnya, misalnya 060/12/SOP/2024.",
        )


def other_year(subject: Subject) -> Iterator[Finding]:
    """Check that the year in the number is a year of the SOP."""
    years = _YEAR.findall(subject.sop.number or "")
    dates = [date for _, name in _DATES if (date := day_in(getattr(subject.sop, name)))]
    if len(years) == 1 and dates and all(years[0] != str(date.year) for date in dates):
        told = dict.fromkeys(str(date.year) for date in dates)
        yield Finding(
            ("nomor",),
            f"Tahun {years[0]} pada nomor bukan tahun pembuatan, revisi atau efektif "
            f"({', '.join(told)}).",
            "Samakan; nomor diberikan pada tahun SOP dibuat atau direvisi.",
        )


def no_created(subject: Subject) -> Iterator[Finding]:
    """Check that an SOP says when it was made and takes effect."""
    for key, value in (
        ("tanggal_pembuatan", subject.sop.created),
        ("tanggal_efektif", subject.sop.effective),
    ):
        later = key == "tanggal_efektif" and (
            _filled_at_signing(subject) or _is_typed_draft(subject)
        )
        if not later and not (value or "").strip(" -"):
            yield Finding(
                (key,),
                f"“{key}” belum ada.",
                "Isi dengan tanggal, misalnya 2024-01-23.",
            )


def dates_reversed(subject: Subject) -> Iterator[Finding]:
    """Check that nothing takes effect or is revised before it is made."""
    created = _full_date(subject.sop.created)
    for key, name in _DATES[1:]:
        date = _full_date(getattr(subject.sop, name))
        if created and date and date < created:
            yield Finding(
                (key,),
                f"“{key}” ({date}) mendahului tanggal pembuatan ({created}).",
                "Periksa kedua tanggal.",
            )


def _full_date(text: str | None) -> datetime.date | None:
    found = read_date(text or "")
    return found.date if found and found.day is not None else None


def revision_unclear(subject: Subject) -> Iterator[Finding]:
    """Check that a revision has a date, and takes effect after it."""
    revised, effective = _full_date(subject.sop.revised), _full_date(subject.sop.effective)
    if revised and effective and revised > effective:
        yield Finding(
            ("tanggal_revisi",),
            f"Tanggal revisi ({revised}) sesudah tanggal efektif ({effective}).",
            "SOP yang direvisi berlaku sejak ditandatangani kembali.",
        )
    revision = (subject.sop.revision or "").strip()
    counted = revision.isdecimal() and any(revision.strip("0"))
    if counted and not (subject.sop.revised or "").strip(" -0"):
        yield Finding(
            ("revisi_ke",),
            f"Revisi ke-{quoted(revision)[1:-1]} belum punya tanggal.",
            "Isi “tanggal_revisi”.",
        )


def _is_typed_draft(subject: Subject) -> bool:
    return subject.sop.status is Status.DRAFT and subject.typed("status")


def effective_in_draft(subject: Subject) -> Iterator[Finding]:
    """Check that a draft is not in effect."""
    if _is_typed_draft(subject) and day_in(subject.sop.effective):
        yield Finding(
            ("tanggal_efektif",),
            "SOP ini masih draf, tetapi tanggal efektifnya sudah terisi.",
            "Tanggal efektif adalah tanggal penandatanganan; kosongkan sampai ditandatangani.",
        )


def odd_date(subject: Subject) -> Iterator[Finding]:
    """Check that a date is a day, written as definitions hold it, and not one to come."""
    for key, name in _DATES:
        text = (getattr(subject.sop, name) or "").strip()
        if text.strip(" -0"):
            yield from _date_findings((key,), text, subject.today if name == "created" else None)


def _date_findings(at: Loc, text: str, latest: datetime.date | None) -> Iterator[Finding]:
    found = read_date(text)
    if found is None:
        hint = "Tulis tahun-bulan-hari, misalnya 2024-01-23."
        yield Finding(at, f"Tanggal {quoted(text)} tidak terbaca.", hint)
    elif found.date is None:
        hint = "Periksa pada naskah aslinya."
        yield Finding(at, f"Tanggal {quoted(text)} mustahil: {found.impossible}", hint)
    elif found.iso != text:
        message = f"Tanggal {quoted(text)} tidak ditulis tahun-bulan-hari."
        same_print = any(map(str.isalpha, text)) and found.day is not None
        fix = Fix(text, found.iso) if same_print else None
        yield Finding(at, message, f"Tulis {found.iso}.", fix=fix)
    elif found.day is None:
        yield Finding(at, f"Tanggal {quoted(text)} tanpa hari.", "Tulis tanggal lengkap.")
    elif latest and found.date > latest:
        yield Finding(at, f"Tanggal {quoted(text)} belum tiba.", "Periksa tahunnya.")


def overdue(subject: Subject) -> Iterator[Finding]:
    """Check that an SOP is monitored and evaluated as often as its agency says."""
    sop, intervals = subject.sop, subject.definition.agency.letterhead.reviews
    known = [
        each for each in subject.log.reviewed(subject.definition) if each.date <= subject.today
    ]
    past = {
        name: typed
        for name in ("effective", "revised")
        if (day := day_in(typed := getattr(sop, name))) and day <= subject.today
    }
    found = due(
        sop.model_copy(update={"effective": None, "revised": None, **past}), intervals, known
    )
    if found.last is None or found.next is None or found.next > subject.today:
        return
    key = "tanggal_efektif" if "effective" in past else "tanggal_revisi"
    if "revised" in past and day_in(sop.revised) == found.last != day_in(sop.effective):
        key = "tanggal_revisi"
    is_evaluation = found.kind is ReviewKind.EVALUATION
    asked = (
        f"evaluasi tiap {intervals.evaluation}"
        if is_evaluation
        else f"monitoring tiap {intervals.monitoring}"
    )
    yield Finding(
        (key,) if past else ("nama",),
        f"Tinjauan terakhir {found.last}, jatuh tempo {found.next}; {asked}.",
        "Tinjau SOP ini, lalu catat dengan “sopgen monev catat” atau perbarui tanggal revisinya.",
    )


def odd_name(subject: Subject) -> Iterator[Finding]:
    """Check that a name is a short noun phrase without “SOP”."""
    found = words(subject.sop.name)
    known = subject.registers
    front = named_sop(found)
    if front and len(front) < len(found):
        yield Finding(
            ("nama",),
            f"Nama SOP diawali {quoted(_first_words(subject.sop.name, len(front)))}.",
            "Hapus; itu sudah tercetak di samping namanya.",
        )
    elif found and is_active(found[0], known.not_verbs, known.other_verbs):
        yield Finding(
            ("nama",),
            f"Nama SOP diawali kata kerja {quoted(found[0])}.",
            "Pakai bentuk benda, misalnya Penyusunan, Pelayanan, Penanganan.",
        )
    if len(subject.sop.name) > LONG_NAME:
        yield Finding(
            ("nama",),
            f"Nama SOP ini {len(subject.sop.name)} karakter.",
            f"Persingkat sampai {LONG_NAME} karakter.",
        )


def _first_words(name: str, count: int) -> str:
    return " ".join(WORD.findall(name)[:count])


def no_approver(subject: Subject) -> Iterator[Finding]:
    """Check that an SOP is approved by an official."""
    if not subject.sop.approver:
        yield Finding(
            ("pengesah",),
            "Pejabat pengesah belum ada.",
            "Tulis “pengesah: …” dengan id pejabat di berkas kop.",
        )


def position_not_printed(subject: Subject) -> Iterator[Finding]:
    """Check that the approval block shows the position of who signs."""
    profile = subject.definition.profile
    approval = profile.approval
    named = APPROVER in (*approval.head, *profile.cover_roles)
    place = ApprovalPlace.HEAD if named else approval.place
    lines = {
        ApprovalPlace.HEAD: approval.head_lines,
        ApprovalPlace.END: approval.end_lines,
        ApprovalPlace.BOTH: (*approval.head_lines, *approval.end_lines),
    }[place]
    official = subject.definition.agency.letterhead.officials.get(subject.sop.approver or "")
    if OfficialLine.POSITION not in lines:
        own = subject.sop.format is not None and "approval" in subject.sop.format.model_fields_set
        key = "baris_akhir" if place is ApprovalPlace.END else "baris_kepala"
        yield Finding(
            ("format", "pengesahan", key),
            "Blok pengesahan tidak mencetak jabatan.",
            "Tambahkan “jabatan” ke daftar ini.",
            in_letterhead=not own,
        )
    elif official is not None and not official.position.strip():
        yield Finding(
            ("pejabat", subject.sop.approver or "", "jabatan"),
            "Jabatan pengesah belum ada.",
            "Lengkapi “jabatan: …”.",
            in_letterhead=True,
        )


_FIELDS = "PermenPAN-RB 35/2012, lampiran, bagian identitas"

IDENTITY_RULES: tuple[Rule[SopCheck], ...] = (
    Rule(
        "IDN001",
        Severity.ERROR,
        "Nomor SOP belum ada atau tidak lengkap",
        Ground.REGULATION,
        f"{_FIELDS}: nomor SOP menurut tata naskah dinas instansi.",
        "nomor: /SOP/DPMPTSP/2020",
        "nomor: 060/12/SOP/DPMPTSP/2020",
        incomplete_number,
        eased=True,
    ),
    Rule(
        "IDN002",
        Severity.ERROR,
        "Nomor tidak sesuai pola instansi",
        Ground.REGULATION,
        "Tata naskah dinas instansi, sebagaimana didaftarkan di registers/*.yaml (pola_nomor).",
        "nomor: 12/2024, dengan pola 060/{urut}/SOP/{tahun}",
        "nomor: 060/12/SOP/2024",
        number_off_pattern,
    ),
    Rule(
        "IDN003",
        Severity.WARNING,
        "Tahun pada nomor lain daripada tahun SOP",
        Ground.PRACTICE,
        "Praktik pemeriksa: tahun pada nomor adalah tahun pembuatan, revisi atau efektif.",
        "nomor: 1/SOP/2020, tanggal_pembuatan: 2017-04-14",
        "nomor: 1/SOP/2020, tanggal_pembuatan: 2020-02-03",
        other_year,
    ),
    Rule(
        "IDN004",
        Severity.ERROR,
        "Tanggal pembuatan atau efektif belum ada",
        Ground.REGULATION,
        f"{_FIELDS}: tanggal pembuatan, tanggal efektif.",
        "tanggal_pembuatan: ''",
        "tanggal_pembuatan: 2024-01-23",
        no_created,
        eased=True,
    ),
    Rule(
        "IDN005",
        Severity.ERROR,
        "Tanggal mendahului pembuatan",
        Ground.REGULATION,
        f"{_FIELDS}: tanggal pembuatan adalah tanggal SOP pertama kali selesai dibuat.",
        "tanggal_pembuatan: 2024-02-01, tanggal_efektif: 2024-01-01",
        "tanggal_pembuatan: 2024-01-01, tanggal_efektif: 2024-02-01",
        dates_reversed,
    ),
    Rule(
        "IDN006",
        Severity.WARNING,
        "Revisi tanpa tanggal atau sesudah tanggal efektif",
        Ground.REGULATION,
        f"{_FIELDS}: tanggal revisi adalah tanggal ditinjau ulang; efektif sejak ditandatangani.",
        "revisi_ke: 1, tanggal_revisi: '-'",
        "revisi_ke: 1, tanggal_revisi: 2024-03-01",
        revision_unclear,
    ),
    Rule(
        "IDN007",
        Severity.NOTE,
        "Draf dengan tanggal efektif",
        Ground.REGULATION,
        f"{_FIELDS}: tanggal efektif sama dengan tanggal ditandatangani.",
        "status: draf, tanggal_efektif: 2024-01-23",
        "status: draf, tanggal_efektif: ''",
        effective_in_draft,
    ),
    Rule(
        "IDN008",
        Severity.WARNING,
        "Tanggal tidak lengkap atau belum tiba",
        Ground.CONSISTENCY,
        "Tanggal ditulis lengkap agar dapat diperiksa.",
        "tanggal_pembuatan: Januari 2024",
        "tanggal_pembuatan: 2024-01-23",
        odd_date,
    ),
    Rule(
        "IDN009",
        Severity.NOTE,
        "Tinjauan sudah lewat waktu",
        Ground.REGULATION,
        "PermenPAN-RB 35/2012, lampiran: monitoring tiap enam bulan. Evaluasi sekali setahun dari "
        "ingatan penyusun. Jangka waktunya ada di tinjauan pada kop, tinjauannya di monev/*.yaml.",
        "tanggal_efektif: 2020-02-03, pada 2024 belum ditinjau",
        "tanggal_revisi: 2024-01-23, atau tinjauan 2024 di monev/*.yaml",
        overdue,
    ),
    Rule(
        "IDN010",
        Severity.WARNING,
        "Nama SOP tidak lazim",
        Ground.PRACTICE,
        "Praktik penamaan: frasa benda yang sesuai tugas dan fungsi.",
        "nama: SOP Menyusun LAKIP",
        "nama: Penyusunan LAKIP",
        odd_name,
    ),
    Rule(
        "IDN011",
        Severity.ERROR,
        "Pejabat pengesah belum ada",
        Ground.REGULATION,
        f"{_FIELDS}: pengesahan oleh pejabat yang berwenang.",
        "pengesah: ''",
        "pengesah: kepala-dinas",
        no_approver,
        eased=True,
    ),
    Rule(
        "IDN016",
        Severity.WARNING,
        "Jabatan pengesah tidak tercetak",
        Ground.REGULATION,
        f"{_FIELDS}: pengesahan memuat nomenklatur jabatan, tanda tangan, nama, NIP dan cap.",
        "baris_kepala: [ruang, nama, nip]",
        "baris_kepala: [jabatan, ruang, nama, nip]",
        position_not_printed,
    ),
    Rule(
        "IDN021",
        Severity.WARNING,
        "Nomor hanya tahun",
        Ground.PRACTICE,
        "Praktik pemeriksa: tahun saja tidak membedakan SOP yang satu dari yang lain.",
        "nomor: 2023",
        "nomor: 060/12/SOP/2023",
        only_a_year,
    ),
)
