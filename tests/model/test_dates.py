import pytest

from sopgen.model.dates import read_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-01-02", "2025-01-02"),
        ("2025-1-2", "2025-01-02"),
        ("2025-01", "2025-01"),
        ("2 Januari 2025", "2025-01-02"),
        ("02 Jan. 2025", "2025-01-02"),
        ("2-1-2025", "2025-01-02"),
        ("02/01/2025", "2025-01-02"),
        ("02.01.2025", "2025-01-02"),
        ("Januari 2025", "2025-01"),
        ("17 agustus 1945", "1945-08-17"),
        ("10 Nopember 2024", "2024-11-10"),
        ("1 Pebruari 2024", "2024-02-01"),
    ],
)
def test_a_date_is_read_as_indonesians_write_it(text: str, iso: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.iso == iso
    assert found.date is not None


@pytest.mark.parametrize("text", ["", "-", "kemarin", "2025", "1 Smarch 2025", "²-1-2025", "1/2"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2025-02-30", "30 Februari 2025 tidak ada."),
        ("31/04/2025", "31 April 2025 tidak ada."),
        ("2025-13-45", "Bulan 13 tidak ada."),
        ("0 Januari 2025", "0 Januari 2025 tidak ada."),
    ],
)
def test_a_day_that_no_calendar_has_is_said_so(text: str, sentence: str) -> None:
    found = read_date(text)
    assert found is not None
    assert (found.date, found.impossible) == (None, sentence)
