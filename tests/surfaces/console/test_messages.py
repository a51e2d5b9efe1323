"""Outgoing messages, their words and ready answers, as the service manager keeps them."""

import pytest
from django.urls import reverse

from aftercare.domains.channels.models import Message, ReplyTemplate, Template
from aftercare.domains.channels.queries import words_for

pytestmark = pytest.mark.django_db
RECEIPT = reverse("console:template", args=["received", "en"])


def test_what_could_not_leave_says_why_and_leaves_when_it_is_sent_again(client_of, assigned, settings, user_of, at):
    from aftercare.domains.channels.actions import notify_people
    from tests.make import HOUSE

    settings.EMAIL_HOST = ""
    about = {"kind": "request.mentioned", "about": assigned.ref, "label": assigned.number, "key": "k"}
    notify_people(HOUSE, [user_of("engineer").id], at=at, **about)
    client, row = client_of("manager"), Message.objects.get(key__startswith="k")
    page = client.get(reverse("console:messages")).content.decode()
    assert "Not sent: no mail server is set" in page
    assert "No mail server is set, so nothing leaves" in page
    again = reverse("console:message_again", args=[row.id])
    answer = client.post(again, follow=True).content.decode()
    assert "No mail server is set, so nothing can be sent" in answer
    settings.EMAIL_HOST = "127.0.0.1"
    assert client.post(again).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.send_at) == ("queued", at)


def test_words_are_seen_before_they_are_kept(client_of):
    client = client_of("manager")
    token = "7a51c0de-0000-4000-8000-000000000001"
    words = {"subject": "No. {number}", "text": "Dear {contact}, {link}", "active": "on", "idempotency_key": token}
    look = client.post(RECEIPT, {**words, "preview": "1"})
    assert look.status_code == 200
    assert ("No. SR-2026-000123" in look.content.decode(), token in look.content.decode()) == (True, True)
    assert Template.objects.count() == 0
    assert client.post(RECEIPT, words).status_code == 302
    assert words_for("received", "en").subject == "No. {number}"
    assert client.post(reverse("console:template_take_back", args=["received", "en"])).status_code == 302
    assert words_for("received", "en").subject == "[{number}] We have received your request"


def test_a_placeholder_that_stands_for_nothing_comes_back_at_its_field(client_of):
    answer = client_of("manager").post(RECEIPT, {"subject": "{engineer} comes", "text": "{link}", "active": "on"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“{engineer}” stands for nothing in this message; these can be used: {number} {title}" in page
    assert 'value="{engineer} comes"' in page
    assert Template.objects.count() == 0


def test_a_ready_answer_is_added_changed_and_removed(client_of):
    client, given = client_of("manager"), {"code": "ok", "name": "OK", "language": "en", "text": "All right."}
    assert client.post(reverse("console:reply_new"), given).status_code == 302
    row = ReplyTemplate.objects.get()
    twice = client.post(reverse("console:reply_new"), given)
    assert twice.status_code == 422
    assert "There is a ready answer “ok” in this language already" in twice.content.decode()
    assert client.post(reverse("console:reply", args=[row.id]), {**given, "name": "Fine"}).status_code == 302
    assert ReplyTemplate.objects.get().name == "Fine"
    assert client.post(reverse("console:reply_remove", args=[row.id])).status_code == 302
    assert ReplyTemplate.objects.count() == 0


def test_what_was_held_back_within_a_day_leaves_with_one_button_and_the_rest_stays(
    client_of, assigned, settings, user_of, at
):
    from datetime import timedelta

    from aftercare.domains.channels.actions import notify_people
    from tests.make import HOUSE

    about = {"kind": "request.mentioned", "about": assigned.ref, "label": assigned.number}
    for key, written in (("old", at - timedelta(days=1)), ("new", at - timedelta(hours=23)), ("now", at)):
        notify_people(HOUSE, [user_of("engineer").id], key=key, at=written, **about)
    client, held = client_of("manager"), reverse("console:messages_held")
    assert "No mail server is set, so nothing can be sent" in client.post(held, follow=True).content.decode()
    settings.EMAIL_HOST = "127.0.0.1"
    Message.objects.exclude(kind="request.mentioned").delete()
    assert "Send the 2 held ones" in client.get(reverse("console:messages")).content.decode()
    assert "2 messages are sent now." in client.post(held, follow=True).content.decode()
    states = {row.key.partition(":")[0]: row.state for row in Message.objects.all()}
    assert states == {"old": "held", "new": "queued", "now": "queued"}
