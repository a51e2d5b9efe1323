"""Whoever assigns sees the engineers in the order of the rules, with the reason of who can't go."""

import pytest
from django.urls import reverse

from aftercare.domains.workforce.actions import record_absence, register_engineer
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(client_of, at, assigned):
    """The engineers as the form of a move offers them to somebody."""
    away = register_engineer(make.HOUSE, name="张远", code="A0", at=at)
    record_absence(make.HOUSE, away, start_at=make.later(at, hours=-1), end_at=make.later(at, days=30), at=at)

    def lines(role: str) -> list[str]:
        page = client_of(role).get(reverse("console:request_move", args=[assigned.id, "assign"]))
        return [str(label) for _value, label in page.context["form"].fields["engineer"].choices]

    return lines


def test_who_can_go_soonest_stands_first_and_who_cannot_last_with_the_reason(offered):
    none, first, last = offered("dispatcher")
    assert (none, last) == ("–", "张远 – not possible: absent")
    assert first == "李工 – from 10 Mar 2026, 09:30 CST, 30 min"
