"""Working hours that can't be kept are refused with the day and what would work."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from django.utils import translation

from aftercare.domains.accounts.hours import Day, HoursInvalid, Interval, WorkingHours

DAY = (Interval(540, 1080),)
WEEK = (DAY,) * 7


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def refusal(
    zone: str = "Asia/Shanghai", week: tuple[Day, ...] = WEEK, exceptions: Mapping[date, Day] | None = None
) -> str:
    """The sentence with which the hours are refused."""
    with pytest.raises(HoursInvalid) as refused:
        WorkingHours(zone, week, exceptions or {})
    return str(refused.value)


def test_two_intervals_of_one_day_may_not_overlap() -> None:
    morning, rest = Interval(540, 720), Interval(690, 1080)
    assert refusal(week=((rest, morning), *WEEK[1:])) == (
        "Monday: 11:30–18:00 overlaps 09:00–12:00. Let one begin when the other ends, or join them."
    )


def test_a_night_shift_may_not_run_into_the_next_morning_shift() -> None:
    night = (Interval(22 * 60, 34 * 60),)
    assert refusal(week=(*WEEK[:6], night)) == (
        "Monday: 09:00–18:00 overlaps 22:00–10:00+1. Let one begin when the other ends, or join them."
    )


def test_a_night_shift_may_end_when_the_morning_shift_begins() -> None:
    night = (Interval(22 * 60, 33 * 60),)
    assert WorkingHours("Asia/Shanghai", (*WEEK[:6], night)).week[6] == night


def test_the_intervals_of_a_date_may_not_overlap() -> None:
    exceptions = {date(2026, 10, 10): (Interval(540, 721), Interval(720, 1080))}
    assert refusal(exceptions=exceptions) == (
        "2026-10-10: 12:00–18:00 overlaps 09:00–12:01. Let one begin when the other ends, or join them."
    )


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (720, 720, "12:00–12:00"),
        (720, 540, "12:00–09:00"),
        (540, 540 + 1441, "09:00–09:01+1"),
        (1440, 1500, "24:00–01:00+1"),
        (-60, 60, "-1:00–01:00"),
    ],
)
def test_an_interval_must_begin_on_its_day_and_end_later_within_a_day(start: int, end: int, shown: str) -> None:
    with pytest.raises(HoursInvalid) as refused:
        Interval(start, end)
    assert str(refused.value) == (
        f"{shown} can't be worked: begin between 00:00 and 23:59 and end later, within 24 hours."
    )


@pytest.mark.parametrize("zone", ["Asia/Nowhere", "", "../etc/passwd", "Asia"])
def test_a_zone_must_exist(zone: str) -> None:
    assert refusal(zone=zone) == f"No time zone is called “{zone}”. Choose one by its city, such as Asia/Shanghai."


def test_a_week_has_seven_days() -> None:
    assert refusal(week=(DAY,) * 5) == (
        "A week has seven days; 5 were given. List every day, Monday first; a closed day is empty."
    )
