"""The box of the head finds requests in any state, and the page says so."""

import re

import pytest
from django.urls import reverse

from aftercare.domains.requests.actions import cancel_request
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(at, actor_of):
    """A request that is over."""
    return cancel_request(actor_of("agent"), make.request(at, title="冰箱漏水"), reason="Bought anew.", at=at)


def asked(client_of, **query):
    return client_of("agent").get(reverse("console:requests"), query, follow=True)


def shown(page) -> list[str]:
    return [re.findall(r"/requests/([0-9a-f-]{36})", line)[0] for line in page.context["rows"]]


def told(page) -> str:
    return " ".join(page.content.decode().split())


def test_the_number_of_an_ended_request_finds_it(client_of, ended):
    page = asked(client_of, q=ended.number)
    assert shown(page) == [str(ended.id)]
    assert "No open request matches; these are from all requests." in told(page)


def test_the_phone_of_an_ended_request_finds_it(client_of, ended):
    assert shown(asked(client_of, q="13800138000")) == [str(ended.id)]


def test_an_open_request_is_found_where_it_is(client_of, at):
    wanted = make.request(at)
    page = asked(client_of, q=wanted.number.lower())
    assert shown(page) == [str(wanted.id)]
    assert page.redirect_chain == []
    assert page.context["elsewhere"] == ""


def test_a_chosen_queue_stays_and_offers_all(client_of, ended):
    page = asked(client_of, q=ended.number, queue="pending")
    assert page.context["rows"] == []
    assert page.context["all_url"] == f"?q={ended.number}&queue=all"
    assert "In all requests: 1" in told(page)


def test_a_number_that_open_requests_only_mention_offers_all(client_of, ended, at):
    mentions = make.request(at, customer_=ended.customer, title=f"Once more {ended.number}")
    page = asked(client_of, q=ended.number)
    assert shown(page) == [str(mentions.id)]
    assert "In all requests: 2" in told(page)


def test_what_nothing_holds_is_said_to_be_nowhere(client_of, ended):
    page = asked(client_of, q="SR-1999-000001")
    assert page.redirect_chain == []
    assert "No requests here" in told(page)
    assert "In all requests" not in told(page)
