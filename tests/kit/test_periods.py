"""A period is read as it is written, and knows its instants."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from aftercare.kit.periods import Period, month_of, months_after

FEBRUARY = Period(date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024-02", FEBRUARY),
        ("2024-02-29", Period(date(2024, 2, 29), date(2024, 2, 29))),
        ("2023-11..2024-02", Period(date(2023, 11, 1), date(2024, 2, 29))),
        ("2024-02-03..2024-03-01", Period(date(2024, 2, 3), date(2024, 3, 1))),
    ],
)
def test_what_is_written_reads_back(text, period):
    assert (Period.read(text), str(period)) == (period, text)


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024-13", "2024-02-30", "2024-02..", "..2024-02", "2024-03..2024-02", "2024-2", "9999-12", "٢٠٢٤-٠٢"],
)
def test_anything_else_is_no_period(text):
    with pytest.raises(ValueError):
        Period.read(text)


def test_it_begins_and_ends_at_midnight_there():
    assert FEBRUARY.between(ZoneInfo("Asia/Shanghai")) == (
        datetime(2024, 1, 31, 16, tzinfo=UTC),
        datetime(2024, 2, 29, 16, tzinfo=UTC),
    )


def test_a_day_on_which_clocks_change_is_shorter():
    since, until = Period.read("2024-03-31").between(ZoneInfo("Europe/Berlin"))
    assert (until.astimezone(UTC) - since.astimezone(UTC)).total_seconds() == 23 * 3600


def test_months_and_days_are_counted_over_the_year():
    over = Period.read("2023-12-30..2024-01-02")
    assert over.months() == [date(2023, 12, 1), date(2024, 1, 1)]
    assert over.days() == [date(2023, 12, 30), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2)]
    assert [months_after(date(2024, 1, 31), n) for n in (-1, 0, 13)] == [
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2025, 2, 1),
    ]
    assert month_of(date(2024, 2, 10)) == FEBRUARY
