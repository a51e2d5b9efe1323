"""The desk changes what a request says on its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.devices.actions import register_device
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


def test_kind_of_product_and_wish_are_put_right_and_taken_away(client_of, wanted, at):
    sort = add_category(make.HOUSE, code="air", name="空调", at=at)
    span = {"wished_from": "2026-03-12T09:00", "wished_to": "2026-03-12T12:00"}
    assert change(client_of("agent"), wanted, category=str(sort.id), **span).status_code == 302
    after = ServiceRequest.objects.get()
    assert (after.category, after.wished_from, after.wished_to) == (
        sort,
        at + timedelta(days=2),
        at + timedelta(days=2, hours=3),
    )
    page = client_of("agent").get(reverse("console:request_change", args=[wanted.id]))
    assert f"{page.context['form']['wished_from'].value():%d %H:%M}" == "12 09:00"
    assert change(client_of("agent"), wanted).status_code == 302
    gone = ServiceRequest.objects.get()
    assert (gone.category, gone.wished_from, gone.wished_to, gone.title) == (None, None, None, wanted.title)


def test_half_a_wish_and_one_turned_round_come_back_at_their_field(client_of, wanted):
    half = change(client_of("agent"), wanted, wished_from="2026-03-12T09:00")
    assert half.context["form"].errors == {"wished_to": ["Give both ends of the wish, or none."]}
    turned = change(client_of("agent"), wanted, wished_from="2026-03-12T12:00", wished_to="2026-03-12T09:00")
    assert (turned.status_code, [*turned.context["form"].errors]) == (422, ["wished_to"])
    assert ServiceRequest.objects.get().wished_from is None


def test_where_a_device_tells_the_kind_it_is_not_asked_for(client_of, at):
    product = add_product(make.HOUSE, number="KFR-1", name="空调", at=at)
    owner = make.customer(at)
    device = register_device(make.HOUSE, product=product, customer=owner, at=at)
    wanted = make.request(at, customer_=owner, device=device)
    page = client_of("agent").get(reverse("console:request_change", args=[wanted.id]))
    assert "category" not in page.context["form"].fields
    assert "wished_from" in page.context["form"].fields


def test_the_change_is_offered_to_those_with_the_right_while_the_request_is_open(client_of, actor_of, wanted, at):
    address = f'href="{reverse("console:request_change", args=[wanted.id])}"'
    pages = [client_of(role).get(reverse("console:request", args=[wanted.id])) for role in ("agent", "dispatcher")]
    assert [address in page.content.decode() for page in pages] == [True, False]
    cancel_request(actor_of("agent"), wanted, reason="Works again.", at=at)
    assert address not in client_of("agent").get(reverse("console:request", args=[wanted.id])).content.decode()
    ended = client_of("agent").get(reverse("console:request_change", args=[wanted.id]))
    assert (ended.status_code, "has ended, so it stays as it is" in ended.content.decode()) == (409, True)
