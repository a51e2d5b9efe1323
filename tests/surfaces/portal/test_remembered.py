"""Whoever just sent something finds it again in the same browser; nobody else does."""

import pytest
from django.urls import reverse

from aftercare.domains.requests.actions import renew_link
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from tests.surfaces.portal.test_portal import submit

pytestmark = pytest.mark.django_db
ASK = reverse("portal:ask")


def test_what_was_sent_from_a_browser_stands_there_until_it_is_forgotten(client_of, company):
    sender, stranger = client_of(""), client_of("")
    sender.get(submit(sender, title="空调不制冷")["Location"])
    assert "空调不制冷" in sender.get(ASK).content.decode()
    assert "空调不制冷" not in stranger.get(ASK).content.decode()
    assert sender.post(reverse("portal:forget_sent"))["Location"] == ASK
    assert "空调不制冷" not in sender.get(ASK).content.decode()


def test_a_link_that_was_renewed_is_not_given_out_again(client_of, company, actor_of, at):
    sender = client_of("")
    sender.get(submit(sender, title="空调不制冷")["Location"])
    assert [len(kept) for kept in sender.session["portal_sent"]] == [2]
    made = ServiceRequest.objects.get()
    assert token_of(made) not in str(sender.session["portal_sent"])
    renew_link(actor_of("manager"), made, at=at)
    assert "空调不制冷" not in sender.get(ASK).content.decode()


def test_a_number_nobody_can_dial_is_refused(client_of, company):
    answer = submit(client_of(""), phone="123")
    assert (answer.status_code, "too short to call you back" in answer.content.decode()) == (422, True)
