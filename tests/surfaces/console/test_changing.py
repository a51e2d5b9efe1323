"""The desk changes what a request says on its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aftercare.domains.requests.actions import cancel_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.models import LedgerEntry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(at):
    return make.request(at, required_at=at + timedelta(days=4, seconds=31))


def change(client, wanted, **given: str):
    shown = {"title": wanted.title, "description": wanted.description, "priority": str(wanted.priority)}
    shown["required_at"] = f"{timezone.localtime(wanted.required_at):%Y-%m-%dT%H:%M}"
    return client.post(reverse("console:request_change", args=[wanted.id]), {**shown, **given})


def test_words_and_priority_are_changed_and_the_date_somebody_named_stays(client_of, wanted):
    answer = change(client_of("agent"), wanted, title="空调漏水", priority="2")
    assert answer["Location"] == reverse("console:request", args=[wanted.id])
    after = ServiceRequest.objects.get()
    assert (after.title, after.priority, after.required_at) == ("空调漏水", 2, wanted.required_at)
    assert LedgerEntry.objects.get(kind="request.changed").data["fields"] == ["title", "priority"]


def test_the_date_is_moved_with_its_reason(client_of, wanted, at):
    to = f"{timezone.localtime(at + timedelta(days=6)):%Y-%m-%dT%H:%M}"
    silent = change(client_of("agent"), wanted, required_at=to)
    assert silent.context["form"].errors == {"reason": ["Say why the date moves."]}
    assert ServiceRequest.objects.get().required_at == wanted.required_at
    assert change(client_of("agent"), wanted, required_at=to, reason="customer").status_code == 302
    assert ServiceRequest.objects.get().required_at == at + timedelta(days=6)


def test_a_refused_date_leaves_the_words_as_they_were_too(client_of, wanted, at):
    to = f"{timezone.localtime(at + timedelta(days=6)):%Y-%m-%dT%H:%M}"
    answer = change(client_of("agent"), wanted, title="空调漏水", required_at=to, reason="parts")
    assert answer.status_code == 422
    assert "moves later only for the reason" in answer.content.decode()
    after = ServiceRequest.objects.get()
    assert (after.title, after.required_at) == (wanted.title, wanted.required_at)


def test_the_change_is_offered_to_those_with_the_right_while_the_request_is_open(client_of, actor_of, wanted, at):
    address = f'href="{reverse("console:request_change", args=[wanted.id])}"'
    pages = [client_of(role).get(reverse("console:request", args=[wanted.id])) for role in ("agent", "dispatcher")]
    assert [address in page.content.decode() for page in pages] == [True, False]
    cancel_request(actor_of("agent"), wanted, reason="Works again.", at=at)
    assert address not in client_of("agent").get(reverse("console:request", args=[wanted.id])).content.decode()
    ended = client_of("agent").get(reverse("console:request_change", args=[wanted.id]))
    assert (ended.status_code, "has ended, so it stays as it is" in ended.content.decode()) == (409, True)
