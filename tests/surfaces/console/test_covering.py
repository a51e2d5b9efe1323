"""Who pays, on the request's page: decided by hand and back, with every decision beside it."""

import pytest

from aftercare.domains.requests.actions import override_coverage
from aftercare.domains.requests.models import CoverageDecision, ServiceRequest
from tests.make import HOUSE, request

pytestmark = pytest.mark.django_db
GOODWILL = {"labour_percent": 100, "parts_percent": 50, "travel_percent": 0, "reason": "老客户"}


@pytest.fixture
def wanted(at, company):
    return request(at)


def page_of(wanted, *rest: str) -> str:
    return "/".join([f"/requests/{wanted.id}", *rest, ""])


def test_the_manager_decides_and_the_page_shows_both_decisions(client_of, wanted):
    manager = client_of("manager")
    asked = manager.get(page_of(wanted, "coverage"))
    assert "By the rules: Labour is charged. Parts are charged. Travel is charged." in asked.content.decode()
    sent = manager.post(page_of(wanted, "coverage"), GOODWILL)
    assert (sent.status_code, sent["Location"]) == (302, page_of(wanted))
    shown = manager.get(page_of(wanted)).content.decode()
    assert "Partly covered" in shown and "Decided by hand: labour 100 %, parts 50 %, travel 0 %. 老客户" in shown
    assert shown.count("At entry") == 1
    assert CoverageDecision.objects.filter(request=wanted).count() == 2


def test_the_rules_decide_again(client_of, wanted, at):
    override_coverage(HOUSE, wanted, at=at, **GOODWILL)
    manager = client_of("manager")
    assert "Back to the rules" in manager.get(page_of(wanted)).content.decode()
    sent = manager.post(page_of(wanted, "coverage", "restore"), {"reason": "客户不接受"})
    assert sent.status_code == 302
    assert ServiceRequest.objects.get(pk=wanted.pk).coverage["by"] == "none"


def test_a_share_that_can_not_be_comes_back_with_what_was_typed(client_of, wanted):
    sent = client_of("manager").post(page_of(wanted, "coverage"), GOODWILL | {"labour_percent": 130})
    told = sent.content.decode()
    assert sent.status_code == 422 and "130" in told and "老客户" in told
    assert CoverageDecision.objects.count() == 0


def test_who_may_not_decide_sees_no_button(client_of, wanted):
    agent = client_of("agent")
    assert "Decide who pays" not in agent.get(page_of(wanted)).content.decode()
    assert agent.get(page_of(wanted, "coverage")).status_code == 403
