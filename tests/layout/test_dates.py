import pytest

from sopgen.layout.dates import long_date


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2024-01-23", "23 Januari 2024"),
        ("2023-07-01", "1 Juli 2023"),
        ("2024-02-29", "29 Februari 2024"),
        ("2020-06", "Juni 2020"),
        ("-", "-"),
        ("", ""),
        ("00", "00"),
        ("12/12/2017", "12/12/2017"),
    ],
)
def test_a_date_prints_in_indonesian_long_form_and_other_text_as_typed(typed, printed):
    assert long_date(typed) == printed


@pytest.mark.parametrize("typed", ["2024-13-45", "2023-02-29", "0000-01-01", "2024-00"])
def test_a_day_that_no_calendar_has_prints_as_typed(typed):
    assert long_date(typed) == typed
