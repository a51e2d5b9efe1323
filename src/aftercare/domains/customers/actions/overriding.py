"""Give a customer another grade for a time, with a reason, and give the grade before back."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.customers.errors import NoOverride, OverrideOver, OverrideWithoutReason
from aftercare.domains.customers.events import GradeGivenByHand, GradeRestored
from aftercare.domains.customers.models import Customer, Grade, GradeOverride
from aftercare.domains.customers.policies import may_change_customer, may_end_overrides
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

AT_ONCE = 500


@transaction.atomic
def override_grade(
    actor: Actor, customer: Customer, *, grade: Grade, reason: str, until: datetime, at: datetime
) -> GradeOverride:
    """Give a grade by hand until an instant; an override that runs already ends with it."""
    require(may_change_customer(actor, customer))
    if not reason.strip():
        raise OverrideWithoutReason(errors={"reason": OverrideWithoutReason.sentence})
    if until <= at:
        raise OverrideOver(until=until, errors={"until": OverrideOver.sentence})
    held = lock(Customer.objects.all(), customer.id)
    running = held.grade_overrides.filter(ended_at=None).first()
    before = running.instead_of_id if running else held.grade_id
    if running is not None:
        running.ended_at = at
        running.save(update_fields=["ended_at"])
    made = GradeOverride.objects.create(
        customer=held,
        grade=grade,
        instead_of_id=before,
        reason=reason.strip(),
        begun_at=at,
        until_at=until,
        by=actor.id,
    )
    held.grade = grade
    held.save(update_fields=["grade"])
    publish(actor, GradeGivenByHand(customer_id=held.id, grade_id=grade.id, until_at=until), at=at)
    return made


@transaction.atomic
def end_override(actor: Actor, customer: Customer, *, at: datetime) -> Customer:
    """Give the grade back that held before the override."""
    require(may_change_customer(actor, customer))
    held = lock(Customer.objects.all(), customer.id)
    running = held.grade_overrides.filter(ended_at=None).first()
    if running is None:
        raise NoOverride(number=held.number)
    return _restored(actor, held, running, at)


@transaction.atomic
def end_overrides(actor: Actor, *, at: datetime) -> int:
    """End what has run out; returns how many."""
    require(may_end_overrides(actor))
    over = GradeOverride.objects.filter(ended_at=None, until_at__lte=at).order_by("customer_id")
    count = 0
    for customer_id in list(over.values_list("customer_id", flat=True)[:AT_ONCE]):
        held = lock(Customer.objects.all(), customer_id)
        running = held.grade_overrides.filter(ended_at=None, until_at__lte=at).first()
        if running is not None:
            _restored(actor, held, running, at)
            count += 1
    return count


def _restored(actor: Actor, held: Customer, running: GradeOverride, at: datetime) -> Customer:
    running.ended_at = at
    running.save(update_fields=["ended_at"])
    held.grade_id = running.instead_of_id
    held.save(update_fields=["grade"])
    publish(actor, GradeRestored(customer_id=held.id, grade_id=held.grade_id), at=at)
    return held
