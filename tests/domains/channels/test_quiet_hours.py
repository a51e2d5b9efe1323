"""Mails fall into the morning, by the person's own clock, unless they are urgent."""

from datetime import UTC, datetime, time
from uuid import uuid4

import pytest
from tests.domains.channels.conftest import HOUSE

from aftercare.domains.channels.actions import clear_quiet_hours, notify_people, set_quiet_hours
from aftercare.domains.channels.errors import QuietAllDay
from aftercare.domains.channels.models import Message, QuietHours
from aftercare.domains.channels.quiet import send_time
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ids import Ref

NIGHT = (time(22), time(7))


@pytest.mark.parametrize(
    ("hour", "zone", "expected"),
    [
        (13, "Asia/Shanghai", 13),  # 21:00 there
        (14, "Asia/Shanghai", 23),  # 22:00 there: until 7:00 of the next day
        (20, "Asia/Shanghai", 23),  # 4:00 there: until 7:00 of the same day
        (23, "Asia/Shanghai", 23),  # 7:00 there
        (20, "Europe/Berlin", 20),  # 21:00 there
        (5, "Europe/Berlin", 6),
    ],
)
def test_a_mail_waits_for_the_end_of_the_quiet_hours_where_the_person_lives(hour, zone, expected):
    at = datetime(2026, 3, 10, hour, tzinfo=UTC)
    assert send_time(at, *NIGHT, zone) == datetime(2026, 3, 10, expected, tzinfo=UTC)


def test_quiet_hours_within_a_day_end_on_that_day():
    noon = datetime(2026, 3, 10, 4, 30, tzinfo=UTC)
    assert send_time(noon, time(12), time(14), "Asia/Shanghai") == datetime(2026, 3, 10, 6, tzinfo=UTC)
    assert send_time(noon, None, None, "Asia/Shanghai") == noon


@pytest.mark.django_db
def test_what_is_urgent_comes_at_night_too(user_of, mail_settings):
    night = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)
    person = user_of("engineer")
    set_quiet_hours(HOUSE, person, starts=NIGHT[0], ends=NIGHT[1], at=night)
    for kind in ("request.mentioned", "request.withdrawn"):
        about = {"about": Ref("request", uuid4()), "label": "SR-1", "key": kind, "at": night}
        notify_people(HOUSE, [person.id], kind=kind, **about)
    due = dict(Message.objects.values_list("kind", "send_at"))
    assert due == {"request.mentioned": datetime(2026, 3, 10, 23, tzinfo=UTC), "request.withdrawn": night}


@pytest.mark.django_db
def test_quiet_hours_are_ones_own_and_leave_some_time(user_of, actor_of, at):
    person = user_of("engineer")
    with pytest.raises(QuietAllDay, match="begin and end at different times"):
        set_quiet_hours(actor_of("engineer"), person, starts=time(7), ends=time(7), at=at)
    with pytest.raises(NotAllowed, match="Only the person says what they are told"):
        set_quiet_hours(actor_of("administrator"), person, starts=time(22), ends=time(7), at=at)
    assert QuietHours.objects.count() == 0
    set_quiet_hours(actor_of("engineer"), person, starts=time(22), ends=time(7), at=at)
    assert [clear_quiet_hours(actor_of("engineer"), person, at=at) for _ in range(2)] == [True, False]
