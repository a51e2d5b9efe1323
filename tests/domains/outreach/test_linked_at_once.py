"""Two colleagues who claim one purchase at the same moment."""

import pytest
from tests import make
from tests.at_once import at_once
from tests.domains.grading.bought import bought
from tests.domains.outreach.shop import sleeper, suggestion

from aftercare.domains.outreach.actions import approach_customer, record_result
from aftercare.domains.outreach.errors import LinkTaken
from aftercare.domains.outreach.models import Approach

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_purchase_is_claimed_once_and_the_other_is_told(company, actor_of, at):
    one, agent, later = sleeper(at, "甲"), actor_of("agent"), make.later(at, days=100)
    first = approach_customer(agent, one, suggestion=suggestion(at), at=at)
    record_result(agent, first, result="interested", at=at)
    second = approach_customer(agent, one, suggestion=suggestion(at, title="换新"), at=later)
    order = bought(at, one, days_ago=0, total="500")
    found = at_once(
        *[
            lambda each=each: record_result(agent, each, result="interested", order=order, at=later)
            for each in (first, second)
        ]
    )
    assert sorted(isinstance(each, LinkTaken) for each in found) == [False, True]
    assert Approach.objects.filter(order=order).count() == 1
