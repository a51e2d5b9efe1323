"""Working time: lunch, nights, exceptions, the days on which clocks change, and how far ahead it looks."""

import pickle
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftercare.domains.accounts.hours import (
    HORIZON,
    Interval,
    WorkingHours,
    add_working_seconds,
    add_working_time,
    working_seconds,
    working_spans,
    working_time,
)

HOUR = 3600
OFFICE_DAY = (Interval(9 * 60, 12 * 60), Interval(13 * 60 + 30, 18 * 60))
NIGHT = (Interval(22 * 60, 30 * 60),)
CLOSED = ()


def office(zone: str = "Asia/Shanghai", **exceptions: tuple[Interval, ...]) -> WorkingHours:
    """Monday to Friday 09:00–12:00 and 13:30–18:00; exceptions as `d2026_10_01=CLOSED`."""
    dates = {date(*map(int, name[1:].split("_"))): day for name, day in exceptions.items()}
    return WorkingHours(zone, (OFFICE_DAY,) * 5 + (CLOSED,) * 2, dates)


def nights(zone: str) -> WorkingHours:
    return WorkingHours(zone, (NIGHT,) * 7)


def local(zone: str, *when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone), fold=fold)  # type: ignore[misc, arg-type]


def shanghai(*when: int) -> datetime:
    return local("Asia/Shanghai", *when)


def berlin(*when: int, fold: int = 0) -> datetime:
    return local("Europe/Berlin", *when, fold=fold)


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_the_lunch_break_is_not_worked() -> None:
    start = shanghai(2026, 3, 10, 11, 50)
    assert add_working_seconds(office(), start, HOUR // 2) == shanghai(2026, 3, 10, 13, 50)
    assert working_seconds(office(), start, shanghai(2026, 3, 10, 13, 50)) == HOUR // 2


def test_a_request_on_friday_evening_begins_to_count_on_monday() -> None:
    assert add_working_seconds(office(), shanghai(2026, 3, 13, 19), HOUR) == shanghai(2026, 3, 16, 10)


def test_a_full_day_is_reached_when_the_day_ends_and_not_next_morning() -> None:
    assert add_working_seconds(office(), shanghai(2026, 3, 10, 9), 27_000) == shanghai(2026, 3, 10, 18)


def test_one_second_more_than_the_day_holds_is_reached_next_morning() -> None:
    assert add_working_seconds(office(), shanghai(2026, 3, 10, 9), 27_001) == shanghai(2026, 3, 11, 9, 0, 1)


def test_a_night_shift_runs_into_the_next_day() -> None:
    friday_only = WorkingHours("Asia/Shanghai", (CLOSED,) * 4 + (NIGHT,) + (CLOSED,) * 2)
    assert list(working_spans(friday_only, utc(2026, 3, 9), utc(2026, 3, 16))) == [
        (utc(2026, 3, 13, 14), utc(2026, 3, 13, 22))
    ]


def test_closing_a_date_leaves_the_night_shift_of_the_eve_whole() -> None:
    hours = WorkingHours("Asia/Shanghai", (NIGHT,) * 7, {date(2026, 10, 1): CLOSED})
    noon = shanghai(2026, 9, 30, 12)
    assert list(working_spans(hours, noon, noon + timedelta(days=3))) == [
        (shanghai(2026, 9, 30, 22), shanghai(2026, 10, 1, 6)),
        (shanghai(2026, 10, 2, 22), shanghai(2026, 10, 3, 6)),
    ]


def test_a_date_may_have_hours_of_its_own() -> None:
    hours = office(d2026_12_31=(Interval(9 * 60, 12 * 60),))
    assert working_seconds(hours, shanghai(2026, 12, 31), shanghai(2027, 1, 1)) == 3 * HOUR


def test_a_saturday_may_be_worked_to_make_up_for_a_day_off() -> None:
    hours = office(d2026_10_09=CLOSED, d2026_10_10=OFFICE_DAY)
    assert add_working_seconds(hours, shanghai(2026, 10, 8, 17), 2 * HOUR) == shanghai(2026, 10, 10, 10)


def test_an_exception_that_runs_into_open_hours_is_counted_once() -> None:
    hours = office(d2026_03_09=(Interval(18 * 60, 34 * 60),))
    assert working_seconds(hours, shanghai(2026, 3, 9, 18), shanghai(2026, 3, 10, 12)) == 18 * HOUR


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
def test_shifts_of_24_hours_that_follow_each_other_are_one_span(zone: str) -> None:
    hours = WorkingHours(zone, ((Interval(20 * 60, 44 * 60),),) * 7)
    start, end = utc(2026, 1, 1), utc(2027, 1, 1)
    assert list(working_spans(hours, start, end)) == [(start, end)]


def test_intervals_that_touch_are_one_span() -> None:
    hours = WorkingHours("Asia/Shanghai", ((Interval(540, 720), Interval(720, 1080)),) * 7)
    start, end = shanghai(2026, 3, 10), shanghai(2026, 3, 11)
    assert list(working_spans(hours, start, end)) == [(shanghai(2026, 3, 10, 9), shanghai(2026, 3, 10, 18))]


def test_no_span_lies_between_closing_and_opening() -> None:
    assert list(working_spans(office(), shanghai(2026, 3, 10, 18), shanghai(2026, 3, 11, 9))) == []


def test_hours_around_the_clock_are_one_span_however_long() -> None:
    start, end = utc(2026, 1, 1, 0, 30), utc(2026, 12, 31)
    assert list(working_spans(WorkingHours.always("Europe/Berlin"), start, end)) == [(start, end)]
    assert working_time(WorkingHours.always("Europe/Berlin"), start, end) == end - start


def test_no_time_is_reached_at_once_even_while_closed() -> None:
    sunday = shanghai(2026, 3, 15, 3)
    assert add_working_seconds(office(), sunday, 0) == sunday


def test_nothing_lies_between_an_instant_and_an_earlier_one() -> None:
    assert working_seconds(office(), shanghai(2026, 3, 10, 12), shanghai(2026, 3, 10, 9)) == 0


def test_a_calendar_without_any_opening_never_gets_there() -> None:
    never = WorkingHours("Asia/Shanghai", (CLOSED,) * 7)
    assert add_working_seconds(never, shanghai(2026, 3, 10), 1) is None


def test_an_opening_within_three_years_is_found_and_one_beyond_is_not() -> None:
    start = shanghai(2026, 3, 10)
    closed = (CLOSED,) * 7
    within = WorkingHours("Asia/Shanghai", closed, {date(2029, 3, 11): OFFICE_DAY})
    last = WorkingHours("Asia/Shanghai", closed, {date(2029, 3, 11): (Interval(23 * 60, 24 * 60),)})
    beyond = WorkingHours("Asia/Shanghai", closed, {date(2029, 3, 12): (Interval(0, 60),)})
    assert add_working_seconds(within, start, HOUR) == shanghai(2029, 3, 11, 10)
    assert add_working_seconds(last, start, HOUR) == start + HORIZON
    assert add_working_seconds(beyond, start, HOUR) is None


def test_fractions_of_a_second_are_kept_until_the_sum() -> None:
    start = shanghai(2026, 3, 10, 17, 59, 59) + timedelta(milliseconds=500)
    assert add_working_seconds(office(), start, 1) == shanghai(2026, 3, 11, 9) + timedelta(milliseconds=500)
    assert working_seconds(office(), start, shanghai(2026, 3, 11, 9)) == 0
    assert working_time(office(), start, shanghai(2026, 3, 11, 9)) == timedelta(milliseconds=500)
    assert add_working_time(office(), start, timedelta(milliseconds=500)) == shanghai(2026, 3, 10, 18)
    opening = shanghai(2026, 3, 16, 9)
    assert add_working_time(office(), shanghai(2026, 3, 15), timedelta.resolution) == opening + timedelta.resolution


@pytest.mark.parametrize(("evening", "worked"), [((2026, 3, 28), 7), ((2026, 10, 24), 9), ((2026, 6, 1), 8)])
def test_the_night_of_the_change_in_berlin_is_an_hour_shorter_or_longer(
    evening: tuple[int, int, int], worked: int
) -> None:
    start = berlin(*evening, 12)
    assert working_seconds(nights("Europe/Berlin"), start, start + timedelta(days=1)) == worked * HOUR


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Auckland"])
def test_every_night_of_thirty_years_lasts_from_its_evening_to_its_morning(zone: str) -> None:
    hours, place = nights(zone), ZoneInfo(zone)
    days = [date(2000, 1, 1) + timedelta(days=n) for n in range(30 * 365)]
    evenings = [datetime(day.year, day.month, day.day, 22, tzinfo=place).astimezone(UTC) for day in days]
    mornings = [datetime(day.year, day.month, day.day, 6, tzinfo=place).astimezone(UTC) for day in days[1:]]
    expected = list(zip(evenings, mornings, strict=False))
    assert list(working_spans(hours, evenings[0], mornings[-1])) == expected
    assert [working_time(hours, *night) for night in expected] == [end - start for start, end in expected]


def test_hours_that_the_clock_skips_are_not_worked() -> None:
    hours = WorkingHours("Europe/Berlin", ((Interval(135, 165), Interval(170, 200)),) * 7)
    assert list(working_spans(hours, berlin(2026, 3, 29), berlin(2026, 3, 30))) == [
        (utc(2026, 3, 29, 1, 0), utc(2026, 3, 29, 1, 20))  # of 02:50–03:20 only what follows 03:00
    ]


def test_hours_that_the_clock_shows_twice_are_worked_twice() -> None:
    hours = WorkingHours("Europe/Berlin", ((Interval(135, 165),),) * 7)
    assert list(working_spans(hours, berlin(2026, 10, 25), berlin(2026, 10, 26))) == [
        (utc(2026, 10, 25, 0, 15), utc(2026, 10, 25, 0, 45)),
        (utc(2026, 10, 25, 1, 15), utc(2026, 10, 25, 1, 45)),
    ]


def test_a_local_start_in_the_repeated_hour_says_which_of_the_two_it_means() -> None:
    first, second = berlin(2026, 10, 25, 2, 30), berlin(2026, 10, 25, 2, 30, fold=1)
    always = WorkingHours.always("Europe/Berlin")
    assert working_seconds(always, first, second) == HOUR
    assert add_working_seconds(always, first, HOUR) == utc(2026, 10, 25, 1, 30)


def test_lord_howe_changes_by_half_an_hour() -> None:
    start = local("Australia/Lord_Howe", 2026, 10, 3, 12)
    assert working_seconds(nights("Australia/Lord_Howe"), start, start + timedelta(days=1)) == 7 * HOUR + HOUR // 2


def test_the_day_that_samoa_left_out_was_not_worked() -> None:
    hours = WorkingHours("Pacific/Apia", (OFFICE_DAY,) * 7)
    before, after = local("Pacific/Apia", 2011, 12, 29, 17), local("Pacific/Apia", 2011, 12, 31, 10)
    assert working_seconds(hours, before, after) == 2 * HOUR


def test_the_midnight_that_sao_paulo_skipped_opens_the_day_an_hour_late() -> None:
    hours = WorkingHours("America/Sao_Paulo", ((Interval(0, 180),),) * 7)
    day = local("America/Sao_Paulo", 2018, 11, 4, 12)
    assert working_seconds(hours, day - timedelta(days=1), day) == 2 * HOUR


def test_hours_of_equal_content_are_equal_and_survive_a_cache() -> None:
    hours = office(d2026_10_01=CLOSED)
    again = pickle.loads(pickle.dumps(hours))
    assert again == hours
    assert hash(again) == hash(hours)
    assert office(d2026_10_02=CLOSED) != hours


def test_intervals_given_in_any_order_are_kept_in_the_order_of_the_day() -> None:
    hours = WorkingHours("Asia/Shanghai", (OFFICE_DAY[::-1],) * 7)
    assert hours.on(date(2026, 3, 10)) == OFFICE_DAY
