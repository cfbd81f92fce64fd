"""Which sets are nearly equal, without comparing each with each.

The prefix filter of similarity joins (Chaudhuri et al. 2006, Bayardo et al. 2007): two
sets that share at least a part `share` of their union must share one of the rarest
elements of each, so only sets that meet there are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from math import ceil

NEAR_NAME = Fraction(3, 5)
"""The part of their trigrams that two spellings of one name share at least."""

_SAME_WORD = 0.8
MOST_COMPARED = 60
"""So many earlier sets are compared with one at most; a bound for hostile input."""


def near_pairs(
    sets: Sequence[frozenset[str]],
    share: Fraction,
    accept: Callable[[int, int], bool] = lambda later, earlier: True,
) -> Iterator[tuple[int, int]]:
    """Yield for each set the first earlier one that is nearly equal, as later and earlier.

    Of several equal sets each is paired with the first. Empty sets are like nothing.
    """
    frequency = Counter(element for each in sets for element in each)
    first: dict[frozenset[str], int] = {}
    index: dict[str, list[int]] = {}
    for later, each in enumerate(sets):
        if not each:
            continue
        equal = first.setdefault(each, later)
        if equal != later:
            if accept(later, equal):
                yield later, equal
            continue
        rare = sorted(each, key=lambda element: (frequency[element], element))
        prefix = rare[: len(each) - ceil(share * len(each)) + 1]
        met = dict.fromkeys(other for element in prefix for other in index.get(element, ()))
        for earlier in sorted(met)[:MOST_COMPARED]:
            if _near(each, sets[earlier], share) and accept(later, earlier):
                yield later, earlier
                break
        for element in prefix:
            index.setdefault(element, []).append(later)


def _near(one: frozenset[str], other: frozenset[str], share: Fraction) -> bool:
    small, large = sorted((len(one), len(other)))
    above, below = share.numerator, share.denominator
    if small * below < above * large:
        return False
    common = len(one & other)
    return common * below >= above * (small + large - common)


def trigrams(name: str) -> frozenset[str]:
    """Return the runs of three characters in `name`."""
    padded = f"  {name} "
    return frozenset(padded[index : index + 3] for index in range(len(padded) - 2))


def spelt_alike(one: str, other: str) -> bool:
    """Tell whether two names differ in the spelling of their words alone.

    The first letter of a word is hardly ever mistyped: aktif and inaktif are two words.
    """
    left, right = one.split(), other.split()
    if len(left) != len(right):
        return False
    return all(
        a == b
        or (
            a.isalpha()
            and b.isalpha()
            and min(len(a), len(b)) > 3
            and a[0] == b[0]
            and SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME_WORD
        )
        for a, b in zip(left, right, strict=True)
    )
