"""What an agreement includes is changed while it runs: from now on, with its reason, and never below what is used."""

from decimal import Decimal

import pytest
from tests.domains.contracts.covering import agree, covered
from tests.make import HOUSE, request

from aftercare.domains.contracts.actions import end_agreement, set_entitlements, use_entitlement
from aftercare.domains.contracts.errors import AgreementOver, BadEntitlement, LessThanUsed, ReasonMissing
from aftercare.domains.contracts.models import AgreementEntitlement
from aftercare.domains.contracts.queries import entitlements_left
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import Stale
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import facts_of, texts_of

pytestmark = pytest.mark.django_db


def include(agreement, at, reason="加购两次", **entitlements):
    given = {kind: Decimal(quantity) for kind, quantity in entitlements.items()}
    return set_entitlements(HOUSE, agreement, entitlements=given, reason=reason, at=at)


def test_more_less_other_kinds_and_none_are_told_one_by_one(owner, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(4), "hours": Decimal(8)})
    include(agreement, at, visits=6, parts_value=500)
    assert entitlements_left(agreement) == {"visits": Decimal(6), "parts_value": Decimal(500)}
    facts = list(facts_of(agreement.ref).filter(kind="agreement.entitlement_set"))
    assert [(fact.data["kind"], Decimal(fact.data["before"]), Decimal(fact.data["quantity"])) for fact in facts] == [
        ("hours", 8, 0),
        ("parts_value", 0, 500),
        ("visits", 4, 6),
    ]
    assert set(texts_of(facts).values()) == {"加购两次"}
    include(agreement, at, visits=6, parts_value=500)
    assert facts_of(agreement.ref).filter(kind="agreement.entitlement_set").count() == 3


def test_what_is_used_stays_included(owner, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(4)})
    use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(3), key="k", at=at)
    for fewer in ({"visits": 2}, {}):
        with pytest.raises(LessThanUsed) as refused:
            include(agreement, at, **fewer)
        assert str(refused.value).startswith("3 visits of agreement")
        assert list(refused.value.errors) == ["visits"]
    include(agreement, at, visits=3)
    assert entitlements_left(agreement) == {"visits": Decimal(0)}


def test_what_was_given_back_whole_still_stands_in_the_ledger(owner, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(4)})
    for quantity in (1, -1):
        use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(quantity), key=f"k{quantity}", at=at)
    with pytest.raises(LessThanUsed):
        include(agreement, at)
    assert AgreementEntitlement.objects.count() == 1


@pytest.mark.parametrize(("given", "refusal"), [({"reason": " "}, ReasonMissing), ({"visits": 0}, BadEntitlement)])
def test_a_change_says_why_and_counts_something(owner, at, given, refusal):
    agreement = agree(owner, at, entitlements={"visits": Decimal(4)})
    with pytest.raises(refusal):
        include(agreement, at, **given)
    assert entitlements_left(agreement) == {"visits": Decimal(4)}


def test_of_two_who_change_it_at_once_the_second_is_told(owner, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(4)})
    seen = agreement.version
    include(agreement, at, visits=5)
    with pytest.raises(Stale):
        set_entitlements(HOUSE, agreement, entitlements={}, reason="少", expected=seen, at=at)


def test_one_that_is_over_stays_as_it_is(owner, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(4)})
    end_agreement(HOUSE, agreement, reason="解约", at=at)
    with pytest.raises(AgreementOver):
        include(agreement, at, visits=5)


def test_open_requests_follow(device, owner, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(1)})
    use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(1), key="k", at=at)
    asked = request(at, customer_=owner, device=device)
    assert asked.coverage["labour"]["percent"] == 0
    include(agreement, at, visits=3)
    run_queued()
    assert ServiceRequest.objects.get(pk=asked.pk).coverage["labour"]["percent"] == 100
    assert covered(device, owner).labour.percent == 100
