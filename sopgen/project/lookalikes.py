"""Say in what two names differ that look the same, since nobody sees it."""

from __future__ import annotations

from unicodedata import normalize


def look_alikes(one: str, other: str) -> str:
    """Return a sentence on the first letter that the two names compose differently.

    It is empty where they can be told apart by looking, or are the same.
    """
    if one == other or normalize("NFC", one) != normalize("NFC", other):
        return ""
    for letter in _letters(normalize("NFC", one)):
        whole, parted = normalize("NFC", letter), normalize("NFD", letter)
        if whole != parted and (whole in one) != (whole in other):
            return (
                f"Kedua nama tampak sama, tetapi “{whole}” pada yang satu ditulis {_codes(whole)}, "
                f"pada yang lain {_codes(parted)}."
            )
    return "Kedua nama tampak sama, tetapi huruf bertandanya disusun berbeda."


def _letters(text: str) -> list[str]:
    return list(dict.fromkeys(text))


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(each):04X}" for each in text)
