"""The calendars: their hours, the days that differ, and a word where the days are not known yet."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from aftercare.domains.accounts.actions import create_calendar
from aftercare.domains.accounts.holidays import known_until
from aftercare.domains.accounts.models import Calendar
from aftercare.domains.requests.models import ServiceRequest
from aftercare.surfaces.console.calendars.forms import DayForm, HoursField
from aftercare.surfaces.console.calendars.words import hours, week_in_words
from tests import make

pytestmark = pytest.mark.django_db
WORKDAY = [[540, 720], [780, 1080]]
WEEK = [WORKDAY] * 5 + [[], []]
UNKNOWN = "The official days of China are announced year by year and known here up to"


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


@pytest.fixture
def calendar(actor_of, at):
    return create_calendar(actor_of("administrator"), name="总部", zone="Asia/Shanghai", week=WEEK, country="CN", at=at)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("09:00-12:00, 13:00-18:00", [[540, 720], [780, 1080]]),
        ("8:30–12:00；13:00至17:30", [[510, 720], [780, 1050]]),
        ("22:00–06:00", [[1320, 1800]]),
        ("00:00–24:00", [[0, 1440]]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, kept: list[list[int]]):
    assert HoursField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["nine to five", "09:00", "09:00–12:00 and later"])
def test_hours_nobody_can_read_are_refused(typed: str):
    with pytest.raises(ValidationError, match="Write hours such as"):
        HoursField().clean(typed)


def test_a_night_shift_is_typed_and_shown_alike():
    assert hours([[1320, 1800]]) == "22:00–06:00"
    assert HoursField().clean(hours([[1320, 1800]])) == [[1320, 1800]]


def test_the_year_says_of_each_day_what_it_is(client_of, calendar):
    shown = client_of("manager").get(reverse("console:calendar", args=[calendar.id]), {"year": "2026"}).content.decode()
    assert shown.count("<table") == 12
    assert "Fri 1 May: Holiday or closed day (劳动节)" in shown
    assert "Sat 14 Feb: Make-up workday, or open for once (春节), 09:00–12:00, 13:00–18:00" in shown
    assert "Sun 8 Mar: Not worked, by the week" in shown
    assert "Mon 9 Mar: Working day, 09:00–12:00, 13:00–18:00" in shown
    assert len(shown.encode()) < 300_000


def test_who_only_sees_calendars_is_offered_no_change(client_of, calendar):
    shown = client_of("agent").get(reverse("console:calendar", args=[calendar.id])).content.decode()
    assert "Working day" in shown
    assert "/days/" not in shown


def test_a_day_is_closed_opened_and_given_back_to_its_week(client_of, calendar):
    client, one = client_of("manager"), reverse("console:calendar_day", args=[calendar.id, "2026-03-14"])
    given = {"what": "hours", "intervals": "09:00–12:00", "name": "盘点"}
    assert client.post(one, given)["Location"].endswith("?year=2026")
    assert calendar.exceptions.get(date=date(2026, 3, 14)).intervals == [[540, 720]]
    client.post(one, {"what": "closed", "name": "盘点"})
    assert calendar.exceptions.get(date=date(2026, 3, 14)).intervals == []
    client.post(one, {"what": "usual"})
    assert not calendar.exceptions.filter(date=date(2026, 3, 14)).exists()


def test_a_day_without_hours_and_one_that_is_none_are_refused(client_of, calendar):
    client = client_of("manager")
    answer = client.post(reverse("console:calendar_day", args=[calendar.id, "2026-03-14"]), {"what": "hours"})
    assert (answer.status_code, "Say when it is open." in answer.content.decode()) == (422, True)
    assert client.get(reverse("console:calendar_day", args=[calendar.id, "2026-02-30"])).status_code == 404
    assert DayForm({"what": "closed"}).is_valid()


def test_some_days_in_a_row_are_set_at_once_or_none(client_of, calendar):
    client, days = client_of("manager"), reverse("console:calendar_days", args=[calendar.id])
    given = {"first": "2026-07-06", "last": "2026-07-10", "what": "closed", "name": "厂休"}
    assert client.post(days, given).status_code == 302
    assert calendar.exceptions.filter(name="厂休", intervals=[]).count() == 5
    for last in ("2026-07-05", "2026-12-31"):
        assert client.post(days, {**given, "last": last, "name": "厂休二"}).status_code == 422
    assert not calendar.exceptions.filter(name="厂休二").exists()


def test_a_week_is_changed_and_what_follows_is_said(client_of, at):
    kept = Calendar.objects.get(pk=make.request(at).calendar_id)
    client, page = client_of("manager"), reverse("console:calendar_change", args=[kept.id])
    assert (
        "1 open request follows this calendar; a change reads what is due for it anew."
        in client.get(page).content.decode()
    )
    given = {"name": kept.name, "zone": kept.zone, "day_0": "08:00–12:00, 13:00–17:00"}
    assert client.post(page, given).status_code == 302
    kept.refresh_from_db()
    assert kept.week == [[[480, 720], [780, 1020]], [], [], [], [], [], []]
    wrong = client.post(page, {**given, "day_1": "08:00–12:00, 11:00–13:00"})
    assert (wrong.status_code, "overlaps" in wrong.content.decode()) == (422, True)
    assert ServiceRequest.objects.filter(calendar=kept).count() == 1


def test_official_days_are_taken_over_and_it_is_said_where_they_are_not_published(client_of, calendar):
    client, page = client_of("manager"), reverse("console:calendar_holidays", args=[calendar.id])
    year = known_until("CN") + 1
    answer = client.post(page, {"country": "CN", "year": year}, follow=True).content.decode()
    assert f"Days of {year} follow from the law alone" in answer
    assert client.post(page, {"country": "XX", "year": 2026}).status_code == 422


def test_a_calendar_is_made_with_a_country(client_of):
    given = {"name": "华南", "zone": "Asia/Shanghai", "country": "CN", "day_0": "09:00–18:00"}
    answer = client_of("manager").post(reverse("console:calendar_new"), given)
    made = Calendar.objects.get(name="华南")
    assert answer["Location"] == reverse("console:calendar", args=[made.id])
    assert (made.week, made.country) == ([[[540, 1080]], [], [], [], [], [], []], "CN")
    assert made.exceptions.filter(date=date(2026, 5, 1)).exists()
