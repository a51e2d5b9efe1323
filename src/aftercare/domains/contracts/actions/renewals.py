"""Renew agreements in one step, carry over what is left, and remind of the end before it comes."""

from datetime import date, datetime, timedelta

from django.db import transaction

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.actions.agreements import NUMBERS, tell_started, use_entitlement
from aftercare.domains.contracts.actions.reaching import include_the_same
from aftercare.domains.contracts.checks import checked_days
from aftercare.domains.contracts.errors import AgreementOver, AlreadyRenewed, SuspendedNow
from aftercare.domains.contracts.events import AgreementRenewed
from aftercare.domains.contracts.models import (
    Agreement,
    AgreementEntitlement,
    AgreementStatus,
)
from aftercare.domains.contracts.policies import may_follow_agreements, may_manage_agreement
from aftercare.domains.contracts.queries.agreements import ending_agreements, periods_to_roll_over, times_renewed
from aftercare.domains.contracts.queries.coverage import entitlements_left
from aftercare.domains.contracts.warranty_dates import same_span_after
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

ENDS = "agreement.ends"
SAME = (
    "customer", "name", "level", "charging", "precedence", "covers_all_devices", "labour_percent", "parts_percent",
    "travel_percent", "terms",
)  # fmt: skip


@transaction.atomic
def renew_agreement(actor: Actor, agreement: Agreement, *, at: datetime, ends_on: date | None = None) -> Agreement:
    """Conclude the next period with the same terms, devices and entitlements, from the day after the last one.

    It is as long as the one before unless its last day is given. Returns the new agreement.
    """
    require(may_manage_agreement(actor, agreement))
    old = _renewable(agreement)
    starts_on = old.ends_on + timedelta(days=1)
    ends_on = ends_on or same_span_after(old.starts_on, old.ends_on)
    checked_days(starts_on, ends_on)
    made = Agreement.objects.create(
        number=NUMBERS.next(day_of(at).year),
        renews=old,
        starts_on=starts_on,
        ends_on=ends_on,
        **{name: getattr(old, name) for name in SAME},
    )
    _take_along(old, made)
    tell_started(actor, made, at)
    renewed = AgreementRenewed(agreement_id=old.id, by_id=made.id, starts_on=starts_on, ends_on=ends_on)
    publish(actor, renewed, at=at, context_id=made.customer_id)
    close_tasks_about(actor, old.ref, kinds=(ENDS,), at=at)
    if starts_on <= day_of(at):
        _roll_over(actor, old, made, at)
    return made


def remind_of_endings(actor: Actor, *, at: datetime, days_ahead: int = 60) -> int:
    """Ask the managers, once for each last day, to renew what ends soon; returns how many such there are.

    What was renewed and has no period behind it any more is asked about again.
    """
    require(may_follow_agreements(actor))
    ending = list(ending_agreements(on=day_of(at), days_ahead=days_ahead))
    renewed = times_renewed([agreement.id for agreement in ending])
    for agreement in ending:
        again = f":{times}" if (times := renewed.get(agreement.id)) else ""
        open_task(
            actor,
            kind=ENDS,
            key=f"{ENDS}:{agreement.id}:{agreement.ends_on}{again}",
            about=agreement.ref,
            label=f"{agreement.number} {agreement.customer.name}",
            role="manager",
            unit_id=agreement.customer.unit_id,
            params={"ends": agreement.ends_on.isoformat()},
            at=at,
        )
    return len(ending)


def roll_over_what_is_left(actor: Actor, *, at: datetime) -> int:
    """Carry what old periods left into those that began since; returns how many periods were looked at."""
    require(may_follow_agreements(actor))
    begun = list(periods_to_roll_over(on=day_of(at)))
    for agreement in begun:
        _roll_over(actor, Agreement.objects.get(renewals=agreement), agreement, at)
    return len(begun)


def _renewable(agreement: Agreement) -> Agreement:
    """The agreement under its lock, if another period may follow it."""
    old = lock(Agreement.objects.select_related("customer", "level"), agreement.id)
    if old.status == AgreementStatus.ENDED:
        raise AgreementOver(number=old.number)
    if old.status == AgreementStatus.SUSPENDED:
        raise SuspendedNow(number=old.number)
    following = Agreement.objects.filter(renews=old).first()
    if following is not None:
        raise AlreadyRenewed(number=old.number, next=following.number, ends_on=str(following.ends_on))
    return old


def _take_along(old: Agreement, made: Agreement) -> None:
    include_the_same(old, made)
    AgreementEntitlement.objects.bulk_create(
        AgreementEntitlement(
            agreement=made,
            kind=part.kind,
            quantity=part.quantity,
            currency=part.currency,
            rolls_over=part.rolls_over,
        )
        for part in old.entitlements.order_by("kind")
    )


@transaction.atomic
def _roll_over(actor: Actor, old: Agreement, made: Agreement, at: datetime) -> None:
    """Take what the old period left out of its ledger and put it into the new one's, once a kind."""
    lock(Agreement.objects.all(), old.id)
    left = entitlements_left(old)
    for kind in made.entitlements.filter(rolls_over=True).order_by("kind").values_list("kind", flat=True):
        if left.get(kind, 0) > 0:
            key = f"roll-over:{made.id}:{kind}"
            use_entitlement(actor, made, kind=kind, quantity=-left[kind], key=key, about=old.ref, at=at)
            use_entitlement(actor, old, kind=kind, quantity=left[kind], key=f"{key}:out", about=made.ref, at=at)
