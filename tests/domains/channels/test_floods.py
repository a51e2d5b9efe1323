"""What comes in floods is one line an hour, with how many; seen again it counts no more."""

from datetime import timedelta

import pytest
from tests import make
from tests.domains.channels.conftest import HOUSE

from aftercare.domains.channels.actions import notify_people, read_notification
from aftercare.domains.channels.kinds import KINDS
from aftercare.domains.channels.models import Notification
from aftercare.domains.channels.queries import unread_of

pytestmark = pytest.mark.django_db


def tell(people, request, key, at):
    about = {"about": request.ref, "label": request.number, "kind": "promise.escalated"}
    return notify_people(HOUSE, [person.id for person in people], key=key, at=at, **about)


def test_many_of_one_hour_are_one_line_with_a_count(at, user_of, actor_of):
    one, two = user_of("manager"), user_of("manager", name="second")
    wanted = make.request(at)
    for minute in range(30):
        new = tell([one, two], wanted, f"fact-{minute}", at + timedelta(minutes=minute))
        assert len(new) == (2 if minute == 0 else 0)
    tell([one], wanted, "fact-17", at + timedelta(minutes=40))
    row = Notification.objects.get(person=one)
    assert (row.facts, row.at, unread_of(actor_of("manager")).count()) == (30, at + timedelta(minutes=29), 1)
    assert KINDS[row.kind].words(row.about_label, row.facts) == "30 promises broke within an hour"


def test_one_alone_says_what_it_is_about_and_the_next_hour_begins_a_new_line(at, user_of):
    manager, wanted = user_of("manager"), make.request(at)
    tell([manager], wanted, "a", at)
    tell([manager], wanted, "b", at + timedelta(hours=1))
    rows = list(Notification.objects.order_by("at"))
    assert [KINDS[row.kind].words(row.about_label, row.facts) for row in rows] == [
        f"{wanted.number}: a promise is broken, and you are asked to look"
    ] * 2


def test_a_line_that_was_read_is_unread_again_with_the_next_fact(at, user_of, actor_of):
    manager, wanted = user_of("manager"), make.request(at)
    (row,) = tell([manager], wanted, "a", at)
    read_notification(actor_of("manager"), row, at=at)
    assert tell([manager], wanted, "b", at + timedelta(minutes=5)) == [row]
    row.refresh_from_db()
    assert (row.read_at, row.facts) == (None, 2)


def test_a_line_holds_no_more_than_the_last_facts_however_many_it_counts(at, user_of):
    manager, wanted = user_of("manager"), make.request(at)
    for number in range(50):
        tell([manager], wanted, f"fact-{number}", at)
    row = Notification.objects.get(person=manager)
    assert (row.facts, row.params["last"]) == (50, [f"fact-{number}" for number in range(49, 29, -1)])
