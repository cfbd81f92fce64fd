"""The codes of everything that can be wrong with a definition or a letterhead.

Those of an import (IMP) say why a file gave no SOP, or what its sheets left open. A code never
changes its meaning and is never used again. docs/format-definisi.md explains each to users.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What is wrong, in short; the problem's sentence tells the case."""

    UNREADABLE = "DEF001"  # the file cannot be opened
    TOO_LARGE = "DEF002"
    NOT_TEXT = "DEF003"  # binary, or not UTF-8
    EMPTY_FILE = "DEF004"
    NOT_A_MAP = "DEF005"  # the file does not hold `kunci: nilai`
    SYNTAX = "DEF006"  # not YAML
    HIDDEN_CHARACTER = "DEF007"  # control, bidirectional, zero-width
    DUPLICATE_KEY = "DEF008"
    ANCHOR = "DEF009"  # `&name` and `*name`
    TAG = "DEF010"  # `!name`
    MERGE_KEY = "DEF011"  # `<<`
    COMPLEX_KEY = "DEF012"  # a key that is not text
    TOO_DEEP = "DEF013"
    SEVERAL_DOCUMENTS = "DEF014"
    SWALLOWED_TEXT = "DEF015"  # `#` that YAML takes for a comment

    UNKNOWN_KEY = "DEF020"
    MISSING_KEY = "DEF021"
    WRONG_KIND = "DEF022"  # text, list or map where another kind belongs
    UNKNOWN_VALUE = "DEF023"  # not one of the words that are allowed
    BAD_NUMBER = "DEF024"
    EMPTY_VALUE = "DEF025"

    LETTERHEAD = "DEF030"  # not found
    UNKNOWN_OFFICIAL = "DEF031"
    UNKNOWN_PROFILE = "DEF032"
    FLOW_FORM = "DEF033"  # neither or both of `langkah` and `alur`
    COLUMNS = "DEF034"  # a profile whose columns contradict each other
    LOGO_MISSING = "DEF035"
    LOGO_PLACE = "DEF036"  # outside the letterheads folder
    LOGO_DAMAGED = "DEF037"  # not PNG or JPEG, or truncated
    LOGO_TOO_LARGE = "DEF038"
    ADDRESS_TOO_LONG = "DEF039"  # for a QR code that a phone can read
    TABLE_ROW = "DEF059"  # a row of a table with fewer or more texts than it has columns

    BOOK_SOP = "BUK001"  # an SOP that a book names and that is not there
    BOOK_TWICE = "BUK002"  # the same SOP twice
    BOOK_NOT_IN_FORCE = "BUK003"  # in a book that is in force
    BOOK_NAMES = "BUK004"  # two SOPs whose files are called alike

    BAD_INTERVAL = "MON001"  # no stretch of time after which a review is due
    REVIEW_DATE = "MON002"  # a review without a day
    REVIEW_RESULT = "MON003"  # what its kind of review does not find

    BAD_ID = "DEF040"
    DUPLICATE_ID = "DEF041"
    UNKNOWN_LANE = "DEF042"
    LANES = "DEF043"  # lanes that cannot hold the symbols asked of them
    UNKNOWN_TARGET = "DEF044"
    TWO_WAYS = "DEF045"  # `cabang` beside `lanjut`
    SELF_TARGET = "DEF046"
    DUPLICATE_ARROW = "DEF047"
    MISPLACED_KEY = "DEF048"  # a key that says nothing for this kind of row
    LONG_TEXT = "DEF051"  # longer than a cell of a workbook
    UNKNOWN_PERFORMERS = "DEF052"  # a flow that cannot be drawn yet
    IMPOSSIBLE_DATE = "DEF050"  # a day that no calendar has; it prints as typed
    MERGED_CELL = "DEF049"  # `gabung` without a row above, or over a text

    IMPORT_UNREADABLE = "IMP001"  # name, permission
    IMPORT_FOREIGN = "IMP002"  # broken, or of no kind that is read
    IMPORT_SCAN = "IMP003"
    IMPORT_LOCKED = "IMP004"  # encrypted
    IMPORT_TOO_LARGE = "IMP005"  # bytes, pages, time
    IMPORT_NO_SOP = "IMP006"
    IMPORT_NO_OFFICE = "IMP007"  # LibreOffice is needed and missing, or gave nothing
    IMPORT_EXISTS = "IMP008"  # a definition stands there already
    IMPORT_OWN = "IMP009"  # made by sopgen, with its definition inside
    IMPORT_OUTSIDE = "IMP010"  # a symbol outside lanes or rows
    IMPORT_UNKNOWN_SYMBOL = "IMP011"
    IMPORT_LOOSE_END = "IMP012"
    IMPORT_FAR_END = "IMP013"
    IMPORT_NO_HEAD = "IMP014"
    IMPORT_LOOSE_LABEL = "IMP015"
    IMPORT_SEGILIMA = "IMP016"  # without its other half
    IMPORT_NO_WAY = "IMP017"  # a symbol that no arrow enters, or none leaves
    IMPORT_NO_SYMBOL = "IMP018"  # a row without any
    IMPORT_UNSAID = "IMP019"  # drawn, but no definition can say it
    IMPORT_PICTURE = "IMP020"  # the drawing is a picture
    IMPORT_NUMBERS = "IMP021"  # row numbers that jump
    IMPORT_OVERPRINTED = "IMP022"  # two texts upon each other
    IMPORT_LANES = "IMP023"  # lanes without a name, or of one name
    IMPORT_NO_NAME = "IMP024"  # a sheet without the SOP's name, or its agency's
    IMPORT_NO_PLACE = "IMP025"  # a text of the sheet that has no place in a definition
    IMPORT_APPROVER = "IMP026"  # whose lines were not understood, or who is not in the letterhead
    IMPORT_LOGO = "IMP027"
    IMPORT_TWICE = "IMP028"  # the same content as another file of the run
    IMPORT_COLUMNS = "IMP029"  # a head whose words stand over other columns than before
    IMPORT_OPEN = "IMP099"  # doubts that nobody has looked at yet
