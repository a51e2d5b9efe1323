"""The calendars: their hours, the days that differ, and a word where the days are not known yet."""

import pytest
from django.urls import reverse

from aftercare.domains.accounts.actions import create_calendar
from aftercare.domains.accounts.holidays import known_until
from aftercare.surfaces.console.calendars.words import hours, week_in_words

pytestmark = pytest.mark.django_db
WORKDAY = [[540, 720], [780, 1080]]
WEEK = [WORKDAY] * 5 + [[], []]
UNKNOWN = "The official days of CN are announced year by year and known here up to"


def test_neighbouring_days_with_the_same_hours_stand_together():
    told = "09:00–12:00, 13:00–18:00"
    assert week_in_words(WEEK) == [("Monday – Friday", told), ("Saturday – Sunday", "Closed all day")]
    assert week_in_words([WORKDAY, [], WORKDAY, [], [], [], []])[:2] == [
        ("Monday", told),
        ("Tuesday", "Closed all day"),
    ]
    assert hours([[0, 1440]]) == "Round the clock"


def test_a_calendar_shows_its_week_and_its_next_holiday(client_of, actor_of, at):
    create_calendar(actor_of("administrator"), name="总部", zone="Asia/Shanghai", week=WEEK, country="CN", at=at)
    shown = client_of("administrator").get(reverse("console:calendars")).content.decode()
    assert "09:00–12:00, 13:00–18:00" in shown
    assert "4 Apr 2026" in shown, "清明节"


@pytest.mark.parametrize(("country", "told"), [("CN", True), ("DE", False)])
def test_it_says_when_the_next_year_is_not_known_yet(client_of, actor_of, at, frozen, country: str, told: bool):
    year = known_until("CN")
    create_calendar(actor_of("administrator"), name="总部", zone="Asia/Shanghai", week=WEEK, country=country, at=at)
    frozen.move_to(at.replace(year=year))
    shown = client_of("administrator").get(reverse("console:calendars")).content.decode()
    assert (UNKNOWN in shown, f"Days of {year + 1} follow from the law alone" in shown) == (told, told)
