"""What an activity says is done: by a verb, or by the noun of one.

`Melakukan pemeriksaan`, `Pemeriksaan berkas` and `Pengolahan dan evaluasi` examine;
`Menyusun bahan pemeriksaan` does not: there the noun says what is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from sopgen.lint.registers import Registers
from sopgen.lint.wording import is_active, is_noun_of_verb, with_me, words

_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*|[,/&]")
_JOINT = re.compile(
    r"(?P<before>(?<![\w-])[\w-]+)?"
    r"(?P<joint>(?<!\s)\s+(?P<word>dan|serta|sekaligus|lalu|kemudian)\s+|\s?/\s?)"
    r"(?=(?P<next>\w[\w-]*))"
)
_PURPOSE = re.compile(r"\b(?:untuk|agar|supaya|guna)\b", re.IGNORECASE)
_JOINTS = frozenset({",", "/", "&", "dan", "serta", "atau"})


def examines(activity: str, known: Registers) -> bool:
    """Tell whether `activity` examines or decides something."""
    if any(word in known.deciding for word in words(activity)):
        return True
    return any(verb in known.deciding for verb in _verbs_of_nouns(activity, known))


def _verbs_of_nouns(activity: str, known: Registers) -> Iterator[str]:
    """Yield the verbs, in small letters, of the nouns that say what is done."""
    tokens = _TOKEN.findall(activity.casefold())
    told = told_before = bool(tokens) and not is_active(
        tokens[0], known.not_verbs, known.other_verbs
    )
    for token, after in zip_longest(tokens, tokens[1:], fillvalue=""):
        if token in known.light_verbs:
            told = told_before = True
        elif token in _JOINTS:
            told = told_before
        elif is_active(token, known.not_verbs, known.other_verbs):
            told = told_before = False
        elif told:
            told = False
            for noun in (token, f"{token} {after}"):
                if noun in known.verbs:
                    yield known.verbs[noun].split()[0].casefold()


def active_form(word: str, known: Registers) -> str:
    """Return the active verb that `word` stands for, or an empty text where none is known.

    Nouns are looked up, for nothing in `penentuan` tells that menentukan has a -kan; a
    passive and a bare verb are turned where that gives a known verb.
    """
    if word in known.verbs:
        return known.verbs[word]
    if word in known.things:
        return ""
    base = word.removeprefix("di") if len(word) > 4 else word
    turned = (with_me(each).capitalize() for each in dict.fromkeys((base, word)) if len(each) > 2)
    return next((verb for verb in turned if verb in known.verbs.values()), "")


def second_actions(activity: str, known: Registers) -> Iterator[str]:
    """Yield what joins a further action to the first one of `activity`: `dan mengirim`.

    What is done for a purpose is told behind `untuk` and its like: that is one action.
    """
    told = _PURPOSE.split(activity, maxsplit=1)[0]
    begins = words(told)[:1]
    by_noun = bool(begins) and not begins[0].startswith("me")
    for joint in _JOINT.finditer(told):
        word = joint["next"].casefold()
        if is_active(word, known.not_verbs, known.other_verbs):
            further = word not in known.manner_verbs
        else:
            further = _is_noun_of_action(word, known) and (
                joint["word"] == "sekaligus" or (by_noun and not _is_alternative(joint, known))
            )
        if further:
            yield f"{joint['joint']}{joint['next']}".strip()


def _is_noun_of_action(word: str, known: Registers) -> bool:
    return word not in known.things and (is_noun_of_verb(word) or word in known.verbs)


def _is_alternative(joint: re.Match[str], known: Registers) -> bool:
    """Tell whether a stroke parts two names of one object: Berita Acara Pemusnahan/Pemindahan."""
    before = (joint["before"] or "").casefold()
    return not joint["word"] and joint.start() > 0 and _is_noun_of_action(before, known)
