"""Two who decide about one quotation at the same moment."""

import pytest
from tests.at_once import at_once

from aftercare.domains.billing.actions import accept_quotation, decline_quotation, withdraw_quotation
from aftercare.domains.billing.models import Quotation
from aftercare.domains.billing.queries import broken_invariants
from aftercare.kit.errors import WrongState
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)


def decisions(quotation: Quotation) -> list[str]:
    rows = LedgerEntry.objects.filter(subject_id=quotation.id, verb__in=("accept", "decline", "withdraw"))
    return list(rows.values_list("verb", flat=True))


def test_two_clicks_accept_once(sent, by_link, at):
    found = at_once(*[lambda: accept_quotation(by_link, sent, name="王芳", at=at)] * 2)
    assert sorted(isinstance(one, WrongState) for one in found) == [False, True]
    assert (decisions(sent), broken_invariants()) == (["accept"], [])


def test_accepting_and_withdrawing_at_once_leaves_one_of_them(sent, by_link, agent, at):
    found = at_once(
        lambda: accept_quotation(by_link, sent, name="王芳", at=at),
        lambda: withdraw_quotation(agent, sent, reason="写错了", at=at),
    )
    assert sorted(isinstance(one, WrongState) for one in found) == [False, True]
    assert (len(decisions(sent)), broken_invariants()) == (1, [])


def test_accepting_and_declining_at_once_leaves_one_of_them(sent, by_link, at):
    found = at_once(
        lambda: accept_quotation(by_link, sent, name="王芳", at=at),
        lambda: decline_quotation(by_link, sent, name="王芳", reason="太贵", at=at),
    )
    assert sorted(isinstance(one, WrongState) for one in found) == [False, True]
    assert len(decisions(sent)) == 1
