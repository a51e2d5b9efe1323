"""Official holidays and make-up workdays as dated exceptions."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from aftercare.domains.accounts.holidays import (
    CountryUnknown,
    Kind,
    RegionUnknown,
    beyond_known,
    known_until,
    official_days,
    official_exceptions,
    usual_workday,
)
from aftercare.domains.accounts.hours import Interval

DAY = (Interval(540, 720), Interval(810, 1080))
SHORT_DAY = (Interval(540, 720),)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def dates(country: str, year: int, *kinds: Kind) -> list[str]:
    return [f"{day.date:%m-%d}" for day in official_days(country, [year]) if day.kind in kinds]


def test_china_is_closed_in_2026_on_the_33_days_of_the_state_council() -> None:
    new_year, spring = ["01-01", "01-02", "01-03"], [f"02-{day}" for day in range(15, 24)]
    tombs, labour = ["04-04", "04-05", "04-06"], [f"05-0{day}" for day in range(1, 6)]
    boats, moon = ["06-19", "06-20", "06-21"], ["09-25", "09-26", "09-27"]
    nation = [f"10-0{day}" for day in range(1, 8)]
    closed = dates("CN", 2026, Kind.HOLIDAY, Kind.WEEKEND)
    assert closed == new_year + spring + tombs + labour + boats + moon + nation


def test_china_works_on_six_weekend_days_of_2026_to_make_up() -> None:
    assert dates("CN", 2026, Kind.WORKDAY) == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_a_make_up_day_is_named_after_the_holiday_it_pays_for() -> None:
    days = official_days("CN", [2026], language="zh-hans")
    names = {f"{day.date:%m-%d}": day.name for day in days if day.kind is Kind.WORKDAY}
    assert names["09-20"] == "国庆节"
    assert names["02-14"] == "春节"


def test_a_weekend_inside_a_break_is_named_after_it() -> None:
    days = official_days("CN", [2026], language="zh-hans")
    names = {f"{day.date:%m-%d}": day.name for day in days if day.kind is Kind.WEEKEND}
    assert names["02-22"] == "春节"
    assert names["10-04"] == "国庆节"


def test_a_break_that_crosses_new_year_closes_the_last_day_of_december() -> None:
    assert dates("CN", 2022, Kind.WEEKEND)[-1] == "12-31"


def test_a_make_up_day_in_the_year_before_its_holiday_belongs_to_its_own_year() -> None:
    last = [day for day in official_days("CN", [2011], language="zh-hans") if day.kind is Kind.WORKDAY][-1]
    assert last.date == date(2011, 12, 31)
    assert last.name == "元旦"


def test_a_make_up_day_in_the_year_after_its_holiday_belongs_to_its_own_year() -> None:
    assert dates("UZ", 2025, Kind.WORKDAY) == ["01-04"]


def test_a_german_saturday_after_good_friday_stays_open() -> None:
    assert dates("DE", 2026, Kind.WEEKEND, Kind.WORKDAY) == []
    assert dates("DE", 2026, Kind.HOLIDAY)[:3] == ["01-01", "04-03", "04-06"]


def test_a_region_adds_its_own_holidays() -> None:
    bavaria = [f"{day.date:%m-%d}" for day in official_days("DE", [2026], region="BY")]
    assert "01-06" in bavaria
    assert "01-06" not in dates("DE", 2026, Kind.HOLIDAY)


def test_holidays_close_and_make_up_days_take_the_hours_given() -> None:
    exceptions = official_exceptions(official_days("CN", [2026]), workday=DAY)
    assert exceptions[date(2026, 10, 1)] == ()
    assert exceptions[date(2026, 10, 10)] == DAY
    assert date(2026, 10, 8) not in exceptions


def test_the_usual_workday_is_the_first_that_is_open() -> None:
    assert usual_workday(((), DAY, SHORT_DAY, (), (), (), ())) == DAY
    assert usual_workday(((),) * 7) == ()


def test_the_days_of_china_are_known_to_the_year_of_the_last_decree() -> None:
    last = known_until("CN")
    assert last >= 2026
    assert beyond_known("CN", last) is None
    assert beyond_known("CN", last + 1) == (
        f"The official days of China are announced year by year and known here up to {last}. Days of {last + 1} follow "
        "from the law alone: add days off and make-up workdays once they are announced."
    )


def test_days_of_the_last_decree_are_announced() -> None:
    assert {day.announced for day in official_days("CN", [known_until("CN")])} == {True}


def test_days_beyond_the_last_decree_are_marked_as_not_announced() -> None:
    after = known_until("CN") + 1
    days = official_days("CN", [after])
    assert {day.announced for day in days} == {False}
    assert {day.kind for day in days} == {Kind.HOLIDAY}
    assert date(after, 10, 1) in {day.date for day in days}


def test_days_that_follow_from_the_law_are_known_far_ahead() -> None:
    assert known_until("DE") == 2100
    assert beyond_known("DE", 2050) is None


def test_a_country_without_holidays_is_refused() -> None:
    with pytest.raises(CountryUnknown) as refused:
        official_days("XX", [2026])
    assert str(refused.value) == (
        "No official holidays are known for “XX”. Use a code such as CN, or add the dates by hand."
    )


def test_a_region_without_holidays_is_refused_with_those_that_have_some() -> None:
    with pytest.raises(RegionUnknown) as refused:
        official_days("LI", [2026], region="BY")
    assert str(refused.value) == "“BY” of LI has no holidays of its own. Leave the region empty, or use: –."
