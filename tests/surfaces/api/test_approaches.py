"""What came of asking a customer, as other systems record it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare.domains.outreach.actions import approach_customer
from tests.domains.grading.bought import bought
from tests.domains.outreach.shop import sleeper, suggestion

pytestmark = pytest.mark.django_db


def test_a_further_word_leaves_the_order_linked_until_it_is_taken_away(api, actor_of, company, at):
    who = sleeper(at, "甲")
    asked = approach_customer(actor_of("agent"), who, suggestion=suggestion(at), at=at)
    order, here = bought(at, who, days_ago=0, total="99"), f"/approaches/{asked.id}/result"
    manager = api("manager")
    answers = [
        manager.post(here, {"result": "interested", **more}).json()["order_id"]
        for more in ({"order_id": str(order.id)}, {"note": "周五送"}, {"order_id": None})
    ]
    assert answers == [str(order.id), str(order.id), None]


def test_what_is_linked_is_locked_before_who_is_asked_whatever_version_is_expected(api, actor_of, company, at):
    """So does the page, and two that wait for each other would fail one of them."""
    who = sleeper(at, "甲")
    asked = approach_customer(actor_of("agent"), who, suggestion=suggestion(at), at=at)
    order, here = bought(at, who, days_ago=0, total="99"), f"/approaches/{asked.id}/result"
    body = {"result": "interested", "order_id": str(order.id)}
    manager = api("manager")
    assert manager.post(here, body, If_Match='"7"').status_code == 412
    with CaptureQueriesContext(connection) as made:
        assert manager.post(here, body, If_Match='"1"').status_code == 200
    locked = [one["sql"].partition("FROM ")[2].split()[0] for one in made if "FOR NO KEY UPDATE" in one["sql"]]
    assert locked[:2] == ['"orders_order"', '"outreach_approach"']
