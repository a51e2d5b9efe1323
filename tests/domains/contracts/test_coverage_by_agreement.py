"""Agreements read from the database: whom and what they cover, and what is counted down."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from tests.domains.contracts.covering import ON, agree, covered
from tests.make import HOUSE, customer

from aftercare.domains.contracts.actions import (
    change_agreement,
    cover_device,
    date_warranty,
    end_agreement,
    resume_agreement,
    start_agreement,
    suspend_agreement,
    use_entitlement,
)
from aftercare.domains.contracts.errors import (
    AgreementOver,
    BadEntitlement,
    EndsBeforeStart,
    EntitlementShort,
    NotIncluded,
    StatusAlready,
)
from aftercare.domains.contracts.models import Agreement, EntitlementUse
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.contracts.queries import entitlements_left
from aftercare.domains.customers.actions import merge_customer
from aftercare.domains.devices.actions import change_device, register_device
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ids import Ref, new_id
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


def test_an_agreement_for_all_devices_covers_what_its_customer_owns_or_uses(tree, device, owner, at):
    agreement, user = agree(owner, at), customer(at, name="租户")
    foreign = register_device(HOUSE, product=tree[2], customer=customer(at, name="别人"), at=at)
    assert (covered(device, owner).by, covered(device, owner).agreement_id) == ("agreement", agreement.id)
    assert covered(None, owner).agreement_id == agreement.id
    assert covered(foreign, owner).agreement_id is None
    change_device(HOUSE, device, user_customer=user, at=at)
    assert covered(device, user).agreement_id == agreement.id


def test_an_agreement_of_a_merged_record_holds_on(device, owner, at):
    agreement, stays = agree(owner, at), customer(at, name="王芳")
    merge_customer(HOUSE, owner, into=stays, at=at)
    assert covered(device, stays).agreement_id == agreement.id
    assert covered(None, stays).agreement_id == agreement.id


def test_an_agreement_for_named_devices_covers_these_alone(tree, device, owner, at):
    other = register_device(HOUSE, product=tree[2], customer=owner, at=at)
    agreement = agree(owner, at, devices=[device])
    assert covered(device, owner).agreement_id == agreement.id
    assert covered(other, owner).agreement_id is None
    for _twice in range(2):
        cover_device(HOUSE, agreement, device=other, at=at)
    assert covered(other, owner).agreement_id == agreement.id
    assert [fact.kind for fact in facts_of(agreement.ref)] == ["agreement.started", "agreement.device_covered"]


def test_precedence_then_the_named_device_decide_which_agreement_speaks(device, owner, at):
    general, named = agree(owner, at, name="全部"), agree(owner, at, name="单机", devices=[device])
    assert covered(device, owner).agreement_id == named.id
    change_agreement(HOUSE, general, precedence=1, at=at)
    assert covered(device, owner).agreement_id == general.id


def test_visits_are_counted_down_once_a_key_and_given_back(device, owner, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(2)})
    about = Ref("visit", new_id())
    for key, left in (("visit:1", 1), ("visit:1", 1), ("visit:2", 0)):
        assert (
            use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(1), key=key, about=about, at=at) == left
        )
    assert covered(device, owner).by == "none"
    with pytest.raises(EntitlementShort) as refused:
        use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(1), key="visit:3", at=at)
    assert str(refused.value) == f"Only 0.00 of 2.00 visits of agreement {agreement.number} are left; 1 asked for."
    assert use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(-1), key="undo:2", at=at) == 1
    assert (covered(device, owner).by, EntitlementUse.objects.count()) == ("agreement", 3)
    assert entitlements_left(agreement) == {"visits": Decimal(1)}


def test_what_is_not_included_is_not_used(owner, at):
    agreement = agree(owner, at)
    with pytest.raises(NotIncluded, match=f"Agreement {agreement.number} includes no hours, so none can be used."):
        use_entitlement(HOUSE, agreement, kind="hours", quantity=Decimal(1), key="x", at=at)
    assert EntitlementUse.objects.count() == 0


@pytest.mark.parametrize(
    "change", ["UPDATE contracts_entitlementuse SET quantity = 0", "DELETE FROM contracts_entitlementuse"]
)
def test_the_database_itself_keeps_the_ledger_of_uses(owner, at, change: str):
    agreement = agree(owner, at, entitlements={"hours": Decimal(2)})
    use_entitlement(HOUSE, agreement, kind="hours", quantity=Decimal(1), key="x", at=at)
    refused = pytest.raises((InternalError, ProgrammingError), match="Cannot update or delete rows")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert entitlements_left(agreement) == {"hours": Decimal(1)}


def test_a_suspended_agreement_promises_nothing_until_resumed(device, owner, at):
    agreement = agree(owner, at)
    suspend_agreement(HOUSE, agreement, reason="未付款", at=at)
    assert covered(device, owner).agreement_id is None
    with pytest.raises(StatusAlready, match=f"Agreement {agreement.number} is already suspended."):
        suspend_agreement(HOUSE, agreement, reason="再次", at=at)
    resume_agreement(HOUSE, agreement, reason="已付款", at=at)
    assert covered(device, owner).agreement_id == agreement.id
    end_agreement(HOUSE, agreement, reason="客户解约", at=at)
    with pytest.raises(AgreementOver, match=f"Agreement {agreement.number} has ended; start a new one."):
        resume_agreement(HOUSE, agreement, reason="反悔", at=at)
    assert covered(device, owner).agreement_id is None


def test_what_an_agreement_pays_follows_from_how_it_charges(owner, at):
    assert (agree(owner, at).labour_percent, agree(owner, at, charging="per_call").labour_percent) == (100, 0)
    shared = agree(owner, at, charging="free", percents={"parts": 50})
    assert (shared.labour_percent, shared.parts_percent, shared.travel_percent) == (100, 50, 100)


def test_an_agreement_that_can_not_be_is_refused(owner, at):
    with pytest.raises(EndsBeforeStart, match="An agreement can't end on 2025-12-31 when it begins on 2026-01-01"):
        agree(owner, at, ends_on=date(2025, 12, 31))
    with pytest.raises(BadEntitlement, match="0 hours can't be included; the quantity must be above 0."):
        agree(owner, at, entitlements={"hours": Decimal(0)})
    assert Agreement.objects.count() == 0


def test_a_renewal_moves_the_last_day(device, owner, at):
    agreement = agree(owner, at)
    change_agreement(HOUSE, agreement, ends_on=date(2027, 12, 31), at=at)
    assert covered(device, owner, date(2027, 6, 1)).agreement_id == agreement.id
    with pytest.raises(EndsBeforeStart):
        change_agreement(HOUSE, agreement, ends_on=date(2025, 12, 31), at=at)


def test_who_may_not_manage_contracts_concludes_none(actor_of, owner, at):
    agreement = agree(owner, at)
    with pytest.raises(NotAllowed, match="it needs the right “change service levels, warranty and agreements”"):
        start_agreement(actor_of("agent"), customer=owner, name="我签的", starts_on=ON, ends_on=ON, at=at)
    assert list(visible_agreements(actor_of("agent"))) == [agreement]
    assert list(visible_agreements(actor_of("stranger"))) == []


def test_the_decision_takes_two_statements_and_three_while_no_copy_is_written(
    year, device, owner, at, django_assert_num_queries
):
    agree(owner, at, entitlements={"visits": Decimal(2)}, devices=[device])
    with django_assert_num_queries(3):
        covered(device, owner)
    date_warranty(HOUSE, device, at=at)
    with django_assert_num_queries(2):
        covered(device, owner)
    with django_assert_num_queries(1):
        covered(None, owner)
