"""What came of asking a customer, as other systems record it."""

import pytest

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
