"""The bell, the page behind it, and what one wants to be told."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from aftercare.domains.channels.actions import notify_people
from aftercare.domains.channels.models import Notification, NotificationChoice, QuietHours
from tests.make import HOUSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(assigned, user_of, at):
    """Tells the engineer so many things, an hour apart, the latest at `at`."""

    def tell(count: int) -> None:
        for n in range(count):
            about = {"kind": "request.mentioned", "about": assigned.ref, "label": assigned.number}
            notify_people(HOUSE, [user_of("engineer").id], key=f"t{n}", at=at - timedelta(hours=n), **about)

    return tell


def text(answer) -> str:
    return answer.content.decode()


def test_the_bell_counts_what_was_not_read_and_the_rail_what_waits(client_of, told, at, user_of):
    from aftercare.domains.accounts.actions import open_task
    from aftercare.kit.ids import Ref, new_id

    told(3)
    about = Ref("request", new_id())
    open_task(HOUSE, key="k", about=about, kind="t", label="x", person_id=user_of("engineer").id, at=at)
    client = client_of("engineer")
    page = text(client.get(reverse("console:worklist")))
    assert re.findall(r"Not read yet: </span>(\d+)<", page) == ["3"]
    assert re.findall(r'id="count-worklist">(\d*)<', page) == ["1"]
    client.post(reverse("console:notifications_read"))
    part = text(client.get(reverse("console:bell"), headers={"hx-request": "true"}))
    assert "Not read yet" not in part
    assert re.findall(r'id="count-worklist" data-hx-swap-oob="true">(\d*)<', part) == ["1"]


def test_a_notification_leads_to_its_thing_and_is_read_then(client_of, told, assigned, at):
    told(1)
    row = Notification.objects.get()
    client = client_of("engineer")
    answer = client.get(reverse("console:notification", args=[row.id]))
    assert answer["Location"] == reverse("console:request", args=[assigned.id])
    row.refresh_from_db()
    assert row.read_at == at
    assert "You have read everything" in text(client.get(reverse("console:notifications") + "?only=unread"))


def test_the_page_stands_under_days_and_goes_on_behind_the_fiftieth(client_of, told):
    told(55)
    client = client_of("engineer")
    page = text(client.get(reverse("console:notifications")))
    assert len(re.findall(r'id="told-', page)) == 50
    assert re.findall(r'class="ac-told-name">(\w+)', page)[:2] == ["Today", "Yesterday"]
    cursor = re.search(r'\?cursor=([^"]+)"', page)[1]
    assert len(re.findall(r'id="told-', text(client.get(f"{reverse('console:notifications')}?cursor={cursor}")))) == 5


def test_one_chooses_by_kind_and_way_and_when_no_mail_comes(client_of, user_of):
    client, address = client_of("engineer"), reverse("console:notification_settings")
    page = text(client.get(address))
    ticked = re.findall(r'name="([a-z_.]+:(?:page|mail))" checked', page)
    assert ("request.assigned:page" in ticked, "promise.alert:mail" in ticked) == (True, False)
    keep = {name: "on" for name in ticked if name != "request.assigned:mail"}
    answer = client.post(address, {**keep, "starts": "22:00", "ends": "07:00"})
    assert answer.status_code == 302
    chosen = NotificationChoice.objects.values_list("kind", "page", "mail")
    assert list(chosen) == [("request.assigned", True, False)]
    assert str(QuietHours.objects.get()) == "22:00–07:00"
    assert client.post(address, {**keep, "starts": "", "ends": ""}).status_code == 302
    assert QuietHours.objects.count() == 0


def test_half_of_the_quiet_hours_is_sent_back_with_what_was_ticked(client_of):
    answer = client_of("engineer").post(
        reverse("console:notification_settings"), {"starts": "22:00", "ends": "", "promise.alert:mail": "on"}
    )
    assert answer.status_code == 422
    assert "Say from when and until when" in text(answer)
    assert re.findall(r'name="([a-z_.]+:(?:page|mail))" checked', text(answer)) == ["promise.alert:mail"]
    assert (NotificationChoice.objects.count(), QuietHours.objects.count()) == (0, 0)
