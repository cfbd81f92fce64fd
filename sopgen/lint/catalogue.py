"""The catalogue: every rule by its id, and what became of the candidates that are none.

An id never changes its meaning and is never used again. Letters say what a rule looks
at: ALR the flow, PLK who does it, KEG the activity, MTB the mutu baku, IDN the
identity, ISI its lists, TBL tables outside the flow, SET the set of SOPs, RND the pages.
"""

from __future__ import annotations

from sopgen.lint.rule import AnyRule, BookCheck, PaperCheck, Rule, SheetCheck, SopCheck
from sopgen.lint.rules.activities import ACTIVITY_RULES
from sopgen.lint.rules.actors import ACTOR_RULES
from sopgen.lint.rules.boxes import BOX_RULES
from sopgen.lint.rules.flows import FLOW_RULES
from sopgen.lint.rules.foreign import FOREIGN_RULES, RELATION_RULES
from sopgen.lint.rules.identity import IDENTITY_RULES
from sopgen.lint.rules.legal import LEGAL_RULES
from sopgen.lint.rules.officials import OFFICIAL_RULES
from sopgen.lint.rules.papers import MEMBER_RULES, PAPER_CHECKS
from sopgen.lint.rules.paths import PATH_RULES
from sopgen.lint.rules.phases import PHASE_RULES
from sopgen.lint.rules.sets import SET_RULES
from sopgen.lint.rules.sheets import SHEET_RULES
from sopgen.lint.rules.standards import STANDARD_RULES
from sopgen.lint.rules.tables import TABLE_RULES

SOP_RULES: tuple[Rule[SopCheck], ...] = (
    *FLOW_RULES,
    *PATH_RULES,
    *ACTOR_RULES,
    *ACTIVITY_RULES,
    *STANDARD_RULES,
    *IDENTITY_RULES,
    *OFFICIAL_RULES,
    *LEGAL_RULES,
    *BOX_RULES,
    *FOREIGN_RULES,
    *TABLE_RULES,
    *PHASE_RULES,
)
BOOK_RULES: tuple[Rule[BookCheck], ...] = (*RELATION_RULES, *SET_RULES, *MEMBER_RULES)
PAPER_RULES: tuple[Rule[PaperCheck], ...] = PAPER_CHECKS
PAGE_RULES: tuple[Rule[SheetCheck], ...] = SHEET_RULES

GROUPS = {
    "ALR": "Alur",
    "PLK": "Pelaksana",
    "KEG": "Kegiatan",
    "MTB": "Mutu baku",
    "IDN": "Identitas",
    "ISI": "Isi kotak identitas",
    "TBL": "Tabel di luar alur",
    "SET": "Himpunan SOP",
    "RND": "Cetakan",
}

READ_AS = {
    "ALR008": "DEF041 dan DEF044 (id ganda, tujuan tidak ada)",
    "ALR014": "DEF023 (simbol di luar lima simbol)",
    "PLK001": "DEF021 dan DEF025 (langkah tanpa pelaksana)",
    "PLK002": "DEF042 (kolom pelaksana tidak ada)",
    "SET010": "DEF020 (kunci tidak dikenal)",
    "RND005": "masalah huruf saat membangun (huruf tidak terpasang)",
    "RND006": "penulis DOCX, yang menulis tiap variabel SRIKANDI dalam satu potongan",
}
"""Candidates that are judged elsewhere, before the rules or without them."""

NOT_JUDGED = {
    "MTB010": "definisi tidak memuat standar pelayanan",
    "SET005": "definisi tidak memuat klasifikasi makro dan mikro",
}
"""Candidates that need what a definition does not hold."""


def all_rules() -> tuple[AnyRule, ...]:
    """Return every rule, by group and number."""
    order = list(GROUPS)
    rules: tuple[AnyRule, ...] = (*SOP_RULES, *BOOK_RULES, *PAPER_RULES, *PAGE_RULES)
    return tuple(sorted(rules, key=lambda rule: (order.index(rule.id[:3]), rule.id)))
