"""Whom somebody may call: only what they may see, and only where they may call."""

import pytest
from tests.make import HOUSE, request

from aftercare.domains.accounts.actions import create_role, create_unit, give_grant
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.feedback.queries import call_back_list


@pytest.fixture
def units(company, at):
    """华东 and 华西 below the company, each with a customer to call."""
    top, made = company[1].unit, []
    for code, name in (("E", "华东"), ("W", "华西")):
        made.append(create_unit(HOUSE, code=code, name=name, parent=top, at=at))
        given = {"opened_at": at, "due_at": at, "next_try_at": at, "most_tries": 3}
        CallBack.objects.create(request=request(at, unit=made[-1]), attempt=1, **given)
    return made


def called(user, at) -> list[str]:
    return [call.request.unit.name for call in call_back_list(actor_for(user, via="test", at=at), at)]


def test_who_calls_for_one_unit_and_sees_all_is_shown_the_calls_of_that_unit(user_of, units, at):
    user = user_of("callback", scope="node", node=units[0])
    give_grant(HOUSE, user, role="analyst", at=at)
    assert called(user, at) == ["华东"]


def test_who_may_call_everywhere_is_shown_nobody_they_may_not_see(user_of, units, at):
    create_role(HOUSE, code="caller", name="外呼", permissions=["requests.call_back"], at=at)
    user = user_of("agent", scope="node", node=units[0])
    give_grant(HOUSE, user, role="caller", at=at)
    assert called(user, at) == ["华东"]
