"""What each flaw of a drawing costs; whole numbers, 8 to a row's length."""

from __future__ import annotations

BEND = 48
FIFTH_SEGMENT = 48
"""More for a fourth bend: LibreOffice draws such a connector anew when it is moved."""

HALF_LANE = 5
HALF_ROW = 4

MAIN_NOT_DOWN = 32
"""The main answer of a decision does not leave at the bottom."""

OTHER_DOWN = 40
"""Another answer takes the bottom."""

DOWN_THEN_SIDE = 8
"""A box is left at the bottom although the path turns: sideways, then from above, reads better."""

TURNED_AWAY = 12
"""A path leaves or arrives on the side that looks away from its other end."""

CROSSING = 600
"""Dear, and a detour dearer. On hard flows whole, pages and all, crossings and bends a line were
0.13 and .698 at a price of 100, 0.05 and .701 at 200, 0.03 and .706 at 600 and above; real
sheets cross where it is less than 600, because symbols beside each other lead to each other.
"""

DETOUR = 1600
"""An arrow leaves the rows between its two ends."""

MAIN_UPWARDS = 4000
"""An arrow to a later row runs up."""

ROUND_ITS_ROW = 48
"""An arrow to another symbol of its row runs out of it and back."""

NEITHER_STRAIGHT = 600
"""Two symbols beside each other lead to and fro, and both arrows run out of their row and back:
three bends more are not worth a crossing.
"""

SHARED_CORNER = 2000
"""Two answers of one decision leave by one corner."""

FAN = 16
"""Two arrows leave by one site."""

TWO_HEADS = 24
"""Two arrows to one symbol do not meet before it."""

ALONG = 1
"""Two arrows run as one, per unit of length beyond what is short."""

SHORT = 20
LONGEST = 120

ANSWERS_ALONG = 12
"""Two answers of one decision run as one, per unit of length beyond the next rule: only behind
that can their labels stand."""

ANSWERS_LONGEST = 500

YIELDING = 56
"""Guessed price of moving another leg out of the way."""

ILLEGAL = 1_000_000
