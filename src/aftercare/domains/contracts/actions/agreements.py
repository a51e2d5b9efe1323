"""Conclude agreements, change them, turn them off and on, and count down what they include."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.actions.reaching import include
from aftercare.domains.contracts.building import covers_all, shares_of
from aftercare.domains.contracts.checks import (
    checked_days,
    checked_entitlements,
    checked_percents,
    checked_reason,
)
from aftercare.domains.contracts.coverage import COSTS
from aftercare.domains.contracts.errors import (
    KIND_WORDS,
    STATUS_WORDS,
    AgreementOver,
    AlreadyRenewed,
    EntitlementShort,
    NotIncluded,
    StatusAlready,
)
from aftercare.domains.contracts.events import (
    AgreementChanged,
    AgreementStarted,
    AgreementTurned,
    EntitlementUsed,
)
from aftercare.domains.contracts.models import (
    Agreement,
    AgreementEntitlement,
    AgreementStatus,
    Charging,
    EntitlementUse,
    ServiceLevel,
)
from aftercare.domains.contracts.policies import may_agree_with, may_manage_agreement, may_use_entitlement
from aftercare.domains.contracts.queries.coverage import entitlements_left
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields, free_external_id
from aftercare.kit.events import publish
from aftercare.kit.ids import Ref
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require

NUMBERS = Series("AG", "agreement")
PERCENTS = tuple(f"{cost}_percent" for cost in COSTS)
CHANGEABLE = ("name", "level", "ends_on", "charging", "precedence", "covers_all_devices", *PERCENTS, "terms")


@transaction.atomic
def start_agreement(
    actor: Actor,
    *,
    customer: Customer,
    name: str,
    starts_on: date,
    ends_on: date,
    at: datetime,
    level: ServiceLevel | None = None,
    charging: str = Charging.ANNUAL,
    devices: Sequence[Device] = (),
    sites: Sequence[Site] = (),
    products: Sequence[Product] = (),
    covers_all_devices: bool | None = None,
    entitlements: Mapping[str, Decimal] | None = None,
    currency: str = "CNY",
    precedence: int = 100,
    terms: str = "",
    external_id: str | None = None,
    percents: Mapping[str, int] | None = None,
    rolls_over: Collection[str] = (),
) -> Agreement:
    """Conclude a contract for the named devices, places and models, or without a word on it for all of the customer's.

    `percents` maps labour, parts, travel to what the agreement pays: all of it unless each call or hour is charged.
    What is left at the end of the kinds in `rolls_over` goes over into the period that renews it.
    """
    customer = standing(customer)
    require(may_agree_with(actor, customer))
    checked_days(starts_on, ends_on)
    included = checked_entitlements(entitlements or {}, currency, rolls_over)
    agreement = Agreement(
        number=NUMBERS.next(day_of(at).year),
        customer=customer,
        name=name,
        level=level,
        starts_on=starts_on,
        ends_on=ends_on,
        charging=Charging(charging),
        covers_all_devices=covers_all(covers_all_devices, devices, sites, products),
        precedence=precedence,
        terms=terms,
        **shares_of(charging, percents or {}),
    )
    agreement.external_id = free_external_id(agreement, external_id)
    agreement.save()
    include(agreement, devices=devices, sites=sites, products=products, included=included)
    tell_started(actor, agreement, at)
    return agreement


@transaction.atomic
def change_agreement(
    actor: Actor, agreement: Agreement, *, at: datetime, expected: int | None = None, **values: Any
) -> Agreement:
    """Change name, level, last day (a later one prolongs), charging, precedence, shares or terms."""
    require(may_manage_agreement(actor, agreement))
    agreement = lock(Agreement.objects.all(), agreement.id)
    as_expected(agreement, expected)
    checked_days(agreement.starts_on, values.get("ends_on", agreement.ends_on))
    _check_the_next(agreement, values.get("ends_on", agreement.ends_on))
    checked_percents(*(values[name] for name in PERCENTS if name in values))
    changed = changed_fields(agreement, CHANGEABLE, values)
    for name in changed:
        setattr(agreement, name, values[name])
    if changed:
        agreement.save(update_fields=changed)
        changed_event = AgreementChanged(agreement_id=agreement.id, fields=changed)
        publish(actor, changed_event, at=at, context_id=agreement.customer_id)
    return agreement


def _check_the_next(agreement: Agreement, ends_on: date) -> None:
    """A period doesn't reach into the one behind it."""
    following = Agreement.objects.filter(renews=agreement, starts_on__lte=ends_on).first()
    if following is not None and ends_on > agreement.ends_on:
        raise AlreadyRenewed(number=agreement.number, next=following.number, ends_on=str(following.ends_on))


@transaction.atomic
def suspend_agreement(actor: Actor, agreement: Agreement, *, reason: str, at: datetime) -> Agreement:
    """Let an agreement promise nothing until it is resumed."""
    require(may_manage_agreement(actor, agreement))
    return _turn(actor, agreement, AgreementStatus.SUSPENDED, reason, at)


@transaction.atomic
def resume_agreement(actor: Actor, agreement: Agreement, *, reason: str, at: datetime) -> Agreement:
    """Let a suspended agreement count again."""
    require(may_manage_agreement(actor, agreement))
    return _turn(actor, agreement, AgreementStatus.ACTIVE, reason, at)


@transaction.atomic
def end_agreement(actor: Actor, agreement: Agreement, *, reason: str, at: datetime) -> Agreement:
    """End an agreement for good, before its last day."""
    require(may_manage_agreement(actor, agreement))
    return _turn(actor, agreement, AgreementStatus.ENDED, reason, at)


@transaction.atomic
def use_entitlement(
    actor: Actor,
    agreement: Agreement,
    *,
    kind: str,
    quantity: Decimal,
    key: str,
    at: datetime,
    about: Ref | None = None,
) -> Decimal:
    """Take from what is included (negative gives back), once a `key`; returns what is left."""
    require(may_use_entitlement(actor, agreement))
    lock(Agreement.objects.all(), agreement.id)
    included = AgreementEntitlement.objects.filter(agreement=agreement, kind=kind).first()
    if included is None:
        raise NotIncluded(number=agreement.number, kind=KIND_WORDS.get(kind, kind))
    left = entitlements_left(agreement)[kind]
    if EntitlementUse.objects.filter(key=key).exists():
        return left
    if quantity > left:
        raise EntitlementShort(
            left=str(left),
            quantity=str(included.quantity),
            kind=KIND_WORDS[kind],
            number=agreement.number,
            asked=str(quantity),
        )
    EntitlementUse.objects.create(
        entitlement=included,
        quantity=quantity,
        key=key,
        about_kind=about.kind if about else "",
        about_id=about.id if about else None,
        at=at,
        by=actor.id,
    )
    used = EntitlementUsed(
        agreement_id=agreement.id,
        kind=kind,
        quantity=quantity,
        about_kind=about.kind if about else "",
        about_id=about.id if about else None,
    )
    publish(actor, used, at=at, context_id=about.id if about else agreement.customer_id)
    return left - quantity


def tell_started(actor: Actor, agreement: Agreement, at: datetime) -> None:
    """Say that a customer has a contract, begun anew or renewed."""
    publish(actor, started(agreement), at=at, context_id=agreement.customer_id)


def started(agreement: Agreement) -> AgreementStarted:
    """What is told of a new contract."""
    return AgreementStarted(
        agreement_id=agreement.id,
        number=agreement.number,
        customer_id=agreement.customer_id,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
    )


def _turn(actor: Actor, agreement: Agreement, status: AgreementStatus, reason: str, at: datetime) -> Agreement:
    agreement = lock(Agreement.objects.all(), agreement.id)
    if agreement.status == AgreementStatus.ENDED:
        raise AgreementOver(number=agreement.number)
    if agreement.status == status:
        raise StatusAlready(number=agreement.number, status=STATUS_WORDS[status])
    agreement.status = status
    agreement.save(update_fields=["status"])
    turned = AgreementTurned(agreement_id=agreement.id, status=status)
    publish(actor, turned, at=at, text=checked_reason(reason), context_id=agreement.customer_id)
    return agreement
