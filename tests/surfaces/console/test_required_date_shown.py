"""The date that locks a request is the one counted down, wherever a request is listed and on its own page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from aftercare.domains.requests.actions import lock_request, resume_request, suspend_request
from aftercare.domains.requests.rules import required_date
from aftercare.kit.actor import system
from tests import make

pytestmark = pytest.mark.django_db
PAGES = (("console:requests", ()), ("console:home", ()), ("console:request", "id"))
WITHOUT_HOME = (PAGES[0], PAGES[2])


def counted_down(client, wanted, pages=PAGES) -> list[str]:
    """The tone and the words of the required date on the queue, at home and on the request's page."""
    found = []
    for name, about in pages:
        page = client.get(reverse(name, args=[wanted.id] if about else [])).content.decode()
        clocks = [part for part in page.split('<span class="ac-clock ')[1:] if ">Required by</span>" in part]
        assert len(clocks) == 1, name
        tone, words = clocks[0].partition('"')[0], clocks[0].partition("data-left>")[2].partition("<")[0]
        found.append(f"{tone}: {words}")
    return found


def test_a_date_soon_to_come_is_counted_down_though_the_promise_has_days_left(client_of, at):
    wanted = make.request(at - timedelta(hours=3), required_at=at + timedelta(minutes=12))
    assert counted_down(client_of("manager"), wanted) == ["ac-tone-warn: in 12 min"] * 3


def test_a_date_that_has_passed_is_shown_in_red(client_of, at):
    wanted = make.request(at - timedelta(hours=3), required_at=at - timedelta(minutes=26))
    assert counted_down(client_of("complaints"), wanted) == ["ac-tone-bad: overdue 26 min"] * 3  # who has no figure
    lock_request(system("timed-rule"), wanted, at=at)
    assert counted_down(client_of("manager"), wanted, WITHOUT_HOME) == ["ac-tone-bad: overdue 26 min"] * 2
    figures = client_of("manager").get(reverse("console:home")).context["figures"].of_requests
    assert [tile["value"] for tile in figures if str(tile["label"]) == "Overdue"] == ["1"]


@pytest.mark.parametrize(("late", "standing"), [(-1, "met"), (0, "met"), (1, "missed")])
def test_the_report_that_it_is_handled_stops_the_date(at, late: int, standing: str):
    wanted = make.request(at, required_at=at + timedelta(hours=2))
    wanted.handled_at = handled_at = wanted.required_at + timedelta(minutes=late)
    assert required_date(wanted).standing == "running"
    wanted.__dict__["state"] = "handled"
    assert (required_date(wanted).standing, required_date(wanted).stopped_at) == (standing, handled_at)


def test_what_is_over_has_no_date_to_keep(at):
    wanted = make.request(at)
    wanted.__dict__["state"] = "closed"
    assert required_date(wanted) is None


def test_the_page_of_a_date_tells_who_moved_it_and_why(client_of, actor_of, assigned, at):
    waiting = suspend_request(actor_of("manager"), assigned, reason="customer", until=make.later(at, days=30), at=at)
    resume_request(actor_of("manager"), waiting, at=make.later(at, hours=1))
    page = client_of("agent").get(reverse("console:request_why_date", args=[assigned.id]))
    given = page.context["given"]
    assert [str(one.why) for one in given] == ["At entry", "Moved by the wait", "Brought back: the wait ended early"]
    assert [one.date for one in given] == [
        assigned.originally_required_at,
        make.later(assigned.originally_required_at, days=30),
        make.later(assigned.originally_required_at, hours=1),
    ]
    assert (given[1].reason, "Somebody named this date" in page.content.decode()) == ("Waiting for the customer", True)
