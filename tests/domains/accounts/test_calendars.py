"""A calendar is changed: its week, and the days that differ from it."""

from datetime import date

import pytest
from tests.make import HOUSE, later

from aftercare.domains.accounts.actions import (
    change_calendar,
    create_calendar,
    remove_special_day,
    set_official_holidays,
    set_special_day,
)
from aftercare.domains.accounts.errors import BadCalendar, DayNotSpecial
from aftercare.domains.accounts.models import CalendarException
from aftercare.kit.errors import NotAllowed
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
WEEK = [[[540, 1080]]] * 5 + [[], []]
SHORT = [[[600, 900]]] * 5 + [[], []]


@pytest.fixture
def calendar(at):
    return create_calendar(HOUSE, name="总部", zone="Asia/Shanghai", week=WEEK, country="CN", at=at)


def hours(calendar, month: int, day: int) -> list[list[int]]:
    return CalendarException.objects.get(calendar=calendar, date=date(2026, month, day)).intervals


def facts(calendar) -> list[dict]:
    rows = LedgerEntry.objects.filter(subject_id=calendar.id, kind="calendar.changed").order_by("seq")
    return [row.data for row in rows]


def test_make_up_workdays_take_over_the_hours_of_the_new_week_and_those_by_hand_stay(calendar, at):
    set_special_day(HOUSE, calendar, on=date(2026, 3, 14), intervals=[[540, 720]], at=at)
    assert hours(calendar, 2, 14) == [[540, 1080]]
    changed = change_calendar(HOUSE, calendar, week=SHORT, at=at)
    assert (changed.week, changed.version) == (SHORT, calendar.version + 2)
    assert (hours(calendar, 2, 14), hours(calendar, 3, 14), hours(calendar, 5, 1)) == ([[600, 900]], [[540, 720]], [])


def test_the_ledger_says_what_was_changed_and_nothing_where_nothing_was(calendar, at):
    before = len(facts(calendar))
    change_calendar(HOUSE, calendar, name="总部", zone="Asia/Shanghai", week=WEEK, at=at)
    assert len(facts(calendar)) == before
    change_calendar(HOUSE, calendar, name="早班", zone="Asia/Tokyo", at=at)
    assert facts(calendar)[before:] == [{"dates": 0, "fields": ["name", "zone"]}]


@pytest.mark.parametrize("wrong", [{"zone": "Moon/Base"}, {"week": WEEK[:6]}, {"week": [[[600, 700], [650, 800]]] * 7}])
def test_hours_that_can_not_be_are_refused(calendar, at, wrong: dict):
    with pytest.raises(BadCalendar):
        change_calendar(HOUSE, calendar, **wrong, at=at)
    calendar.refresh_from_db()
    assert (calendar.zone, calendar.week) == ("Asia/Shanghai", WEEK)


def test_a_day_is_as_its_week_says_again_and_official_ones_come_back(calendar, at):
    remove_special_day(HOUSE, calendar, on=date(2026, 5, 1), at=at)
    assert not calendar.exceptions.filter(date=date(2026, 5, 1)).exists()
    with pytest.raises(DayNotSpecial) as refused:
        remove_special_day(HOUSE, calendar, on=date(2026, 5, 1), at=later(at, hours=1))
    assert str(refused.value) == "2026-05-01 is as its week says; there is nothing to take away."
    set_official_holidays(HOUSE, calendar, country="CN", years=[2026], at=at)
    assert hours(calendar, 5, 1) == []


def test_who_may_not_change_calendars_changes_nothing(calendar, actor_of, at):
    for command in (
        lambda: change_calendar(actor_of("agent"), calendar, name="x", at=at),
        lambda: remove_special_day(actor_of("agent"), calendar, on=date(2026, 5, 1), at=at),
    ):
        with pytest.raises(NotAllowed):
            command()
    calendar.refresh_from_db()
    assert (calendar.name, hours(calendar, 5, 1)) == ("总部", [])
