"""Who pays for a request: decided again when facts come late, and by hand for a reason."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction
from tests.make import HOUSE, customer, later, request

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.contracts.actions import (
    add_warranty_term,
    renew_agreement,
    restore_warranty,
    start_agreement,
    use_entitlement,
    void_warranty,
)
from aftercare.domains.contracts.errors import BadPercent, NotVoid, ReasonMissing
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.customers.actions import merge_customer
from aftercare.domains.devices.actions import change_device, register_device
from aftercare.domains.requests.actions import (
    cancel_request,
    change_request,
    decide_coverage_anew,
    override_coverage,
    restore_coverage,
)
from aftercare.domains.requests.errors import NotOverridden, RequestEnded
from aftercare.domains.requests.models import CoverageDecision, ServiceRequest
from aftercare.kit.errors import NotAllowed
from aftercare.kit.events import REACTIONS, react
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(at, company):
    return customer(at)


@pytest.fixture
def device(owner, at):
    """Sold in 2024, with a year of warranty: over."""
    product = add_product(HOUSE, number="KFR", name="空调", at=at)
    add_warranty_term(HOUSE, name="整机", labour_months=12, parts_months=12, travel_months=12, at=at)
    return register_device(HOUSE, product=product, customer=owner, sold_date=date(2024, 3, 1), at=at)


@pytest.fixture
def wanted(owner, device, at):
    return request(at, customer_=owner, device=device)


def told_all(since: int = 0) -> None:
    """Let warranties and coverage follow what happened, as the worker would."""
    while entry := LedgerEntry.objects.filter(id__gt=since).order_by("id").first():
        for name in REACTIONS.get(entry.kind, ()):
            if name.endswith(("date_warranty_of", "decide_by_the_warranty", "decide_by_the_agreement")):
                react(reaction=name, entry_ids=[entry.id])
        since = entry.id


def percents(wanted) -> list[int]:
    kept = ServiceRequest.objects.get(pk=wanted.pk).coverage
    return [kept[cost]["percent"] for cost in ("labour", "parts", "travel")]


def causes(wanted) -> list[str]:
    return list(CoverageDecision.objects.filter(request=wanted).order_by("id").values_list("cause", flat=True))


GOODWILL = {"labour_percent": 100, "parts_percent": 50, "travel_percent": 0, "reason": "老客户，第二次故障"}


def test_a_request_whose_facts_stay_has_the_decision_of_its_entry_alone(wanted, at):
    decide_coverage_anew(HOUSE, ids=[wanted.id], at=later(at, hours=1))
    assert (percents(wanted), causes(wanted)) == ([0, 0, 0], [])


def test_a_corrected_device_decides_again_and_the_old_decision_stays(wanted, device, at):
    since = LedgerEntry.objects.latest("id").id
    change_device(HOUSE, device, sold_date=date(2025, 9, 1), at=later(at, hours=1))
    told_all(since)
    told_all(since)
    assert (percents(wanted), causes(wanted)) == ([100, 100, 100], ["entry", "facts"])
    first, second = CoverageDecision.objects.filter(request=wanted).order_by("id")
    assert (first.decided_at, first.coverage["labour"]["percent"]) == (at, 0)
    assert (second.coverage["labour"]["until"], second.coverage["by"]) == ("2026-09-01", "warranty")
    fact = facts_of(wanted.ref).get(kind="request.coverage_decided")
    assert (fact.data["covered_by"], fact.data["parts_percent"]) == ("warranty", 100)


def test_a_device_named_later_decides_again_at_once(owner, at):
    product = add_product(HOUSE, number="KFR", name="空调", at=at)
    add_warranty_term(HOUSE, name="整机", labour_months=12, at=at)
    young = register_device(HOUSE, product=product, customer=owner, sold_date=date(2026, 1, 1), at=at)
    wanted = request(at, customer_=owner)
    change_request(HOUSE, wanted, device=young, at=later(at, hours=1))
    assert (percents(wanted), causes(wanted)) == ([100, 0, 0], ["entry", "facts"])


def test_a_renewed_agreement_decides_again_and_an_unrelated_one_does_not(owner, device, at):
    days = {"starts_on": date(2025, 3, 1), "ends_on": date(2026, 2, 28)}
    agreement = start_agreement(HOUSE, customer=owner, name="保养", at=at, **days)
    wanted = request(at, customer_=owner, device=device)
    since = LedgerEntry.objects.latest("id").id
    start_agreement(HOUSE, customer=customer(at, name="别人"), name="保养", at=at, **days)
    told_all(since)
    assert causes(wanted) == []
    renewed = renew_agreement(HOUSE, agreement, at=later(at, hours=1))
    told_all(since)
    assert (percents(wanted), causes(wanted)) == ([100, 100, 100], ["entry", "facts"])
    assert ServiceRequest.objects.get(pk=wanted.pk).coverage["agreement_id"] == str(renewed.id)


def test_a_request_does_not_take_its_own_visit_from_itself(owner, device, at):
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    one = {"entitlements": {"visits": Decimal(1)}}
    agreement = start_agreement(HOUSE, customer=owner, name="保养", at=at, **days, **one)
    wanted = request(at, customer_=owner, device=device)
    visit = {"kind": "visits", "quantity": Decimal(1), "about": wanted.ref}
    use_entitlement(HOUSE, agreement, key="v1", at=at, **visit)
    decide_coverage_anew(HOUSE, ids=[wanted.id], at=later(at, hours=1))
    assert (percents(wanted), causes(wanted)) == ([100, 100, 100], [])
    assert percents(request(at, customer_=owner, device=device)) == [0, 0, 0]


def test_a_warranty_voided_and_given_back_decides_each_time(wanted, device, at):
    change_device(HOUSE, device, sold_date=date(2025, 9, 1), at=at)
    told_all()
    warranty = DeviceWarranty.objects.get(device=device)
    with pytest.raises(NotVoid, match="The warranty “整机” is not void, so there is nothing to give back."):
        restore_warranty(HOUSE, warranty, reason="误判", at=at)
    since = LedgerEntry.objects.latest("id").id
    void_warranty(HOUSE, warranty, on=date(2026, 1, 1), reason="私自拆机", at=at)
    told_all(since)
    assert percents(wanted) == [0, 0, 0]
    since = LedgerEntry.objects.latest("id").id
    restored = restore_warranty(HOUSE, warranty, reason="误判", at=at)
    told_all(since)
    assert (restored.void_on, restored.void_reason, percents(wanted)) == (None, "", [100, 100, 100])
    assert causes(wanted) == ["entry", "facts", "facts", "facts"]


def test_a_decision_by_hand_stands_above_the_rules_and_is_taken_back(wanted, device, at, actor_of):
    held = override_coverage(actor_of("manager"), wanted, at=later(at, hours=1), **GOODWILL)
    assert (percents(wanted), held.coverage["by"], held.coverage["covered"]) == ([100, 50, 0], "override", True)
    assert held.coverage["reasons"][0]["params"]["reason"] == "老客户，第二次故障"
    change_device(HOUSE, device, sold_date=date(2025, 9, 1), at=at)
    told_all()
    assert (percents(wanted), causes(wanted)) == ([100, 50, 0], ["entry", "override", "facts"])
    restored = restore_coverage(actor_of("manager"), wanted, reason="客户不接受", at=later(at, hours=2))
    assert (percents(wanted), restored.coverage["by"]) == ([100, 100, 100], "warranty")
    assert causes(wanted) == ["entry", "override", "facts", "restored"]
    fact = facts_of(wanted.ref).get(kind="request.coverage_overridden")
    assert fact.data == {"labour_percent": 100, "parts_percent": 50, "travel_percent": 0}


def test_a_second_decision_by_hand_stands_on_the_rules_not_on_the_first(wanted, at):
    override_coverage(HOUSE, wanted, at=at, **GOODWILL)
    held = override_coverage(HOUSE, wanted, at=at, **GOODWILL | {"reason": "主管同意"})
    assert [one["code"] for one in held.coverage["reasons"]].count("overridden") == 1
    assert causes(wanted) == ["entry", "override", "override"]


def test_what_is_no_decision_changes_nothing(wanted, at, actor_of):
    with pytest.raises(NotAllowed, match="it needs the right “decide by hand who pays for a request”"):
        override_coverage(actor_of("agent"), wanted, at=at, **GOODWILL)
    with pytest.raises(BadPercent, match="A share lies between 0 and 100 percent, not at 101."):
        override_coverage(HOUSE, wanted, at=at, **GOODWILL | {"parts_percent": 101})
    with pytest.raises(ReasonMissing, match="A reason is needed"):
        override_coverage(HOUSE, wanted, at=at, **GOODWILL | {"reason": "  "})
    with pytest.raises(NotOverridden, match=f"Who pays for {wanted.number} is decided by the rules"):
        restore_coverage(HOUSE, wanted, reason="x", at=at)
    cancel_request(HOUSE, wanted, reason="不需要了", at=at)
    with pytest.raises(RequestEnded, match=f"{wanted.number} has ended"):
        override_coverage(HOUSE, wanted, at=at, **GOODWILL)
    assert (percents(wanted), causes(wanted)) == ([0, 0, 0], [])


@pytest.mark.parametrize(
    "change", ["UPDATE requests_coveragedecision SET reason = ''", "DELETE FROM requests_coveragedecision"]
)
def test_the_database_itself_keeps_the_decisions(wanted, at, change: str):
    override_coverage(HOUSE, wanted, at=at, **GOODWILL)
    refused = pytest.raises(ProgrammingError, match="Cannot update or delete rows")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert causes(wanted) == ["entry", "override"]


def test_an_agreement_with_whoever_uses_the_device_decides_the_owners_requests_again(owner, device, at):
    user = customer(at, name="租户")
    change_device(HOUSE, device, user_customer=user, at=at)
    wanted = request(at, customer_=owner, device=device)
    since = LedgerEntry.objects.latest("id").id
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    start_agreement(HOUSE, customer=user, name="保养", at=later(at, hours=1), **days)
    told_all(since)
    assert (percents(wanted), causes(wanted)) == ([100, 100, 100], ["entry", "facts"])


def test_an_agreement_with_whom_a_record_was_merged_into_decides_again(owner, at):
    other = customer(at, name="旧档")
    wanted = request(at, customer_=other)
    merge_customer(HOUSE, other, into=owner, at=at)
    since = LedgerEntry.objects.latest("id").id
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    start_agreement(HOUSE, customer=owner, name="保养", at=later(at, hours=1), **days)
    told_all(since)
    assert (percents(wanted), causes(wanted)) == ([100, 100, 100], ["entry", "facts"])
