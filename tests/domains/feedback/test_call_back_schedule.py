"""The workdays on which customers are called."""

from datetime import UTC, date, datetime

import pytest

from aftercare.domains.accounts.hours import Interval, WorkingHours
from aftercare.domains.feedback.schedule import Workday, workday_after

OFFICE = (Interval(540, 720), Interval(810, 1080))  # 9:00 to 12:00 and 13:30 to 18:00
WEEK = (OFFICE,) * 5 + ((), ())


def shanghai(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC).replace(hour=hour) - (
        datetime(2026, 1, 1, 8, tzinfo=UTC) - datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("instant", "workdays", "day"),
    [
        (shanghai(10, 12), 1, 11),  # Tuesday → Wednesday
        (shanghai(10, 7), 1, 11),  # before work begins it is Tuesday all the same
        (shanghai(13, 17), 1, 16),  # Friday → Monday
        (shanghai(14, 12), 1, 16),  # Saturday → Monday
        (shanghai(12, 12), 3, 17),  # Thursday → Friday, Monday, Tuesday
    ],
)
def test_the_next_workday_skips_the_weekend(instant, workdays, day):
    hours = WorkingHours("Asia/Shanghai", WEEK)
    assert workday_after(hours, instant, workdays) == Workday(shanghai(day, 9), shanghai(day, 18))


def test_holidays_and_make_up_days_are_kept():
    days = {date(2026, 3, 11): (), date(2026, 3, 12): (), date(2026, 3, 13): (), date(2026, 3, 14): OFFICE}
    hours = WorkingHours("Asia/Shanghai", WEEK, days)
    assert workday_after(hours, shanghai(10, 12)) == Workday(shanghai(14, 9), shanghai(14, 18))


def test_a_night_shift_closes_on_the_day_after():
    hours = WorkingHours("Asia/Shanghai", ((Interval(1200, 1680),),) * 7)
    assert workday_after(hours, shanghai(10, 12)) == Workday(shanghai(11, 20), shanghai(12, 4))


def test_hours_are_those_of_the_calendars_zone_when_clocks_change():
    hours = WorkingHours("Europe/Berlin", (OFFICE,) * 7)
    before = workday_after(hours, datetime(2026, 3, 27, 12, tzinfo=UTC))
    after = workday_after(hours, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert (before.opens_at, after.opens_at) == (
        datetime(2026, 3, 28, 8, tzinfo=UTC),
        datetime(2026, 3, 29, 7, tzinfo=UTC),
    )


def test_a_calendar_that_never_opens_keeps_nobody_from_calling():
    hours = WorkingHours("Asia/Shanghai", ((),) * 7)
    assert workday_after(hours, shanghai(10, 12), 2) == Workday(shanghai(12, 0), shanghai(13, 0))
