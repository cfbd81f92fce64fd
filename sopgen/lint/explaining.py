"""The catalogue in words: one rule for the terminal, all of them for docs/aturan.md."""

from __future__ import annotations

from sopgen.definition.doubts import DOUBTS
from sopgen.lint.catalogue import GROUPS, NOT_JUDGED, PAGE_RULES, READ_AS, all_rules
from sopgen.lint.rule import AnyRule
from sopgen.problems.problem import Severity

_HEAD = """\
# Aturan `sopgen lint`

Halaman ini dibuat dari katalog aturan (`sopgen lint --rules`); jangan disunting dengan tangan.

- **galat**: lembar tidak boleh disahkan; SOP ber-`status: berlaku` yang punya galat tidak dibuat.
- **peringatan**: pemeriksa hampir pasti mengembalikannya.
- **catatan**: layak dilihat sekali lagi.

Aturan yang bersandar pada praktik atau ingatan penyusun tidak pernah menjadi galat. Galat tentang
kelengkapan (ditandai “draf: peringatan”) hanya peringatan selama SOP masih draf.

Menyisihkan satu aturan di satu tempat, dengan alasan, di baris itu atau di atasnya; di atas kunci
pertama berarti untuk seluruh berkas:

```yaml
nomor: 2023   # sopgen: abaikan IDN021 (nomor lama, sedang diganti)
```

Komentar yang tidak terbaca dilaporkan sebagai ABA001, yang tidak menyisihkan apa-apa sebagai
ABA002. Komentar `# periksa IMP012: …` adalah keraguan yang ditinggalkan `sopgen import`: disebut di
barisnya dengan kodenya (peringatan; `--select IMP` hanya itu) sampai komentarnya dihapus.

Register proyek: tiap `registers/*.yaml` di samping `letterheads/` menambah atau mengganti entri
bawaan, dengan kunci `peraturan`, `pangkat`, `kata_kerja`, `bukan_kata_kerja`,
`kata_kerja_tanpa_me`, `kata_kerja_umum`, `kata_kerja_keterangan`, `juga_benda`, `memutuskan`,
`menyetujui`, `menghasilkan`, `alat`, `bukan_nama`, `waktu_berkala`, `singkatan_umum`, `ejaan`,
`wilayah` dan `pola_nomor`; `sumber` wajib.

```yaml
sumber: Keputusan Wali Kota tentang tata naskah dinas
singkatan_umum: [DISPMPTSPTK]
pola_nomor:
  pagar-alam: 503/{urut}/SOP.PRCN/DISPMPTSPTK/{tahun}
```
"""


_DOUBT = (
    "keraguan yang ditinggalkan “sopgen import” sebagai komentar “# periksa …”. Bandingkan tempat "
    "itu dengan lembar lamanya, perbaiki bila perlu, lalu hapus komentarnya."
)


def explained(code: str) -> str | None:
    """Return what `code` means, or None where there is no such rule."""
    rule = next((each for each in all_rules() if each.id == code), None)
    if rule is not None:
        return "\n".join(
            (
                f"{rule.id} ({_weight(rule)}): {rule.title}",
                "",
                f"Dasar : {rule.basis}",
                f"Sifat : {rule.ground.value}",
                f"Salah : {rule.wrong}",
                f"Benar : {rule.right}",
            )
        )
    if code in READ_AS:
        return f"{code}: diperiksa di tempat lain, sebagai {READ_AS[code]}."
    if code in NOT_JUDGED:
        return f"{code}: tidak dinilai, karena {NOT_JUDGED[code]}."
    if code in DOUBTS:
        return f"{code}: {_DOUBT} Artinya ada di docs/format-definisi.md."
    return None


def catalogue_page() -> str:
    """Return docs/aturan.md."""
    parts = [_HEAD]
    for group, name in GROUPS.items():
        parts.append(f"\n## {group}: {name}\n")
        for rule in all_rules():
            if rule.id.startswith(group):
                parts.append(_section(rule))
    parts.append("\n## Yang diperiksa di tempat lain\n\n")
    parts += (f"- {code}: {where}\n" for code, where in READ_AS.items())
    parts.append("\n## Yang tidak dinilai\n\n")
    parts += (f"- {code}: {why}\n" for code, why in NOT_JUDGED.items())
    return "".join(parts)


def _section(rule: AnyRule) -> str:
    return (
        f"\n### {rule.id} {rule.title}\n\n"
        f"*{_weight(rule)}* · {rule.ground.value}\n\n"
        f"{rule.basis}\n\n"
        f"- Salah: {rule.wrong}\n"
        f"- Benar: {rule.right}\n"
    )


def _weight(rule: AnyRule) -> str:
    weight = rule.severity.value
    if rule.eased and rule.severity is Severity.ERROR:
        weight += "; draf: peringatan"
    if rule.asked:
        weight += "; hanya atas permintaan"
    if rule in PAGE_RULES:
        weight += "; hanya dengan --layout"
    return weight
