"""The words of a definition that make its flow draw what is wanted, as few as possible."""

from sopgen.editing.ways.drawing import Drawing, WantedArrow, WantedMark, drawing_of, seen_drawing
from sopgen.editing.ways.saying import Said, said

__all__ = [
    "Drawing",
    "Said",
    "WantedArrow",
    "WantedMark",
    "drawing_of",
    "said",
    "seen_drawing",
]
