"""Whoever keeps agreements in one part of the company changes none of another's, though they may see them."""

from dataclasses import replace
from datetime import date

import pytest
from tests import make
from tests.domains.contracts.covering import agree
from tests.make import HOUSE

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.accounts.queries import root_unit
from aftercare.domains.contracts.actions import (
    attach_document,
    change_agreement,
    cover_device,
    end_agreement,
    grant_warranty,
    renew_agreement,
    start_agreement,
    start_agreements,
    suspend_agreement,
    uncover_device,
    use_entitlement,
    void_warranty,
    withdraw_agreements,
)
from aftercare.domains.contracts.drafts import AgreementDraft
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.policies import MANAGE, VIEW, visible_agreements
from aftercare.domains.customers.actions import merge_customer
from aftercare.kit.actor import EVERYTHING, Actor, ActorKind, Scope
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def east(at):
    return create_unit(HOUSE, code="east", name="华东", parent=root_unit(), at=at)


@pytest.fixture
def eastern(east):
    """Sees every agreement, keeps those of the east."""
    rights = {VIEW: EVERYTHING, MANAGE: Scope(nodes=frozenset({east.id}))}
    return Actor(kind=ActorKind.PERSON, id=None, name="", rights=rights)


def test_another_part_s_agreements_and_warranties_stay_as_they_are(eastern, owner, device, at):
    agreement = agree(owner, at, devices=[device], entitlements={"visits": 4})
    warranty = grant_warranty(HOUSE, device, name="延保", starts_on=date(2026, 1, 1), months=12, at=at)
    assert visible_agreements(eastern).filter(pk=agreement.pk).exists()
    told = facts_of(agreement.ref).count()
    picture = make.picture()
    for forbidden in (
        lambda: change_agreement(eastern, agreement, name="别人的", at=at),
        lambda: cover_device(eastern, agreement, device=device, at=at),
        lambda: uncover_device(eastern, agreement, device=device, at=at),
        lambda: suspend_agreement(eastern, agreement, reason="欠费", at=at),
        lambda: end_agreement(eastern, agreement, reason="欠费", at=at),
        lambda: renew_agreement(eastern, agreement, at=at),
        lambda: use_entitlement(eastern, agreement, kind="visits", quantity=1, key="k", at=at),
        lambda: attach_document(eastern, agreement, name="合同.png", content=picture, at=at),
        lambda: withdraw_agreements(eastern, agreements=[agreement], at=at),
        lambda: void_warranty(eastern, warranty, on=date(2026, 3, 1), reason="拆机", at=at),
        lambda: grant_warranty(eastern, device, name="延保", starts_on=date(2026, 1, 1), months=12, at=at),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert facts_of(agreement.ref).count() == told


def test_of_many_only_those_of_the_own_part_are_concluded(eastern, east, owner, at):
    near = make.customer(at, name="钱进", phone="", unit=east)
    year = {"name": "年保", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    drafts = [AgreementDraft(customer=one, **year) for one in (owner, near)]
    refused, made = start_agreements(eastern, drafts=drafts, at=at)
    assert isinstance(refused, NotAllowed)
    assert Agreement.objects.get() == made
    assert renew_agreement(eastern, made, at=at).customer_id == near.id


def test_the_right_over_everything_reaches_customers_of_no_part(eastern, owner, at):
    chief = replace(eastern, rights={MANAGE: EVERYTHING})
    assert change_agreement(chief, agree(owner, at), name="全部", at=at).name == "全部"


def test_a_record_that_was_merged_is_judged_by_the_one_that_stays(eastern, east, owner, at):
    near = make.customer(at, name="钱进", phone="", unit=east)
    merge_customer(HOUSE, near, into=owner, at=at)
    near.refresh_from_db()
    year = {"name": "年保", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    with pytest.raises(NotAllowed):
        start_agreement(eastern, customer=near, at=at, **year)
    (refused,) = start_agreements(eastern, drafts=[AgreementDraft(customer=near, **year)], at=at)
    assert (isinstance(refused, NotAllowed), Agreement.objects.count()) == (True, 0)
