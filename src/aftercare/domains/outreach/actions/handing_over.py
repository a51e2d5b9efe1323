"""Give customers who are being asked to somebody else, and find somebody for those of whoever left."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from aftercare.domains.accounts.actions import Asked, close_tasks_about_each, open_each_task
from aftercare.domains.accounts.models import User
from aftercare.domains.outreach.actions.taking import TASK, TASK_KEY, need_right, reach_of
from aftercare.domains.outreach.errors import AlreadySettled, OutOfReach
from aftercare.domains.outreach.events import ApproachHandedOver
from aftercare.domains.outreach.models import OPEN, Approach
from aftercare.domains.outreach.policies import may_drop_approaches, may_hand_over, to_hand_over
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish_each
from aftercare.kit.locking import as_expected, lock_all
from aftercare.kit.permissions import require
from aftercare.kit.rows import update_rows

LEFT = "approach.left"


@transaction.atomic
def hand_over_approach(
    actor: Actor, approach: Approach, *, owner: User, at: datetime, others: bool = False, expected: int | None = None
) -> int:
    """Let a colleague ask a customer from now on; returns how many were given to them.

    With `others` all that the present owner has open goes along, but for customers whom the colleague may not see.
    """
    require(may_hand_over(actor, approach))
    need_right([owner], at)
    also = to_hand_over(actor, approach.owner_id).values("pk") if others else ()
    held = lock_all(Approach.objects.select_related("customer").filter(Q(pk=approach.pk) | Q(pk__in=also)))
    wanted = next(one for one in held if one.pk == approach.pk)
    as_expected(wanted, expected)
    if wanted.result not in OPEN:
        raise AlreadySettled(name=wanted.customer.name)
    seen = reach_of([owner.id], [one.customer_id for one in held], at).get(owner.id, set())
    if wanted.customer_id not in seen:
        raise OutOfReach(name=wanted.customer.name, owner=owner.name)
    same = [one for one in held if one.owner_id == wanted.owner_id and one.owner_id != owner.id]
    given = [one for one in same if one.customer_id in seen and one.result in OPEN]
    _give(actor, given, owner, at)
    return len(given)


def _give(actor: Actor, given: list[Approach], owner: User, at: datetime) -> None:
    facts = [
        ApproachHandedOver(approach_id=one.id, customer_id=one.customer_id, from_id=one.owner_id, to_id=owner.id)
        for one in given
    ]
    for one in given:
        one.owner, one.version = owner, one.version + 1
    close_tasks_about_each(actor, about=[one.ref for one in given], at=at)
    if given:
        update_rows(given, ("owner", "version"))
        publish_each(actor, [(fact, fact.customer_id) for fact in facts], at=at)
    open_each_task(actor, kind=TASK, asked=[_asked(one) for one in given], at=at)


def _asked(one: Approach) -> Asked:
    """The entry in the work list of whoever asks now."""
    customer, key = one.customer, f"{TASK_KEY}{one.id}:{one.version}"
    return Asked(key, one.ref, customer.name, one.owner_id, customer.unit_id, one.due_at)


@transaction.atomic
def ask_who_takes_over(actor: Actor, user: User, *, at: datetime) -> int:
    """Put what somebody who signs in no more has open before the managers, each once; returns how many there are."""
    require(may_drop_approaches(actor))
    held = lock_all(Approach.objects.select_related("customer").filter(owner=user, result__in=OPEN))
    asked = [
        Asked(
            key=f"{LEFT}:{one.id}:{one.version}:{user.times_deactivated}",
            about=one.ref,
            label=one.customer.name,
            role="manager",
            unit_id=one.customer.unit_id,
            due_at=one.due_at,
            params={"person_id": str(user.id)},
        )
        for one in held
    ]
    open_each_task(actor, kind=LEFT, asked=asked, at=at)
    return len(held)


@transaction.atomic
def keep_with_whoever_is_back(actor: Actor, user: User, *, at: datetime) -> int:
    """Somebody signs in again: what nobody has taken over stays theirs; returns how many there are."""
    require(may_drop_approaches(actor))
    held = lock_all(Approach.objects.filter(owner=user, result__in=OPEN))
    close_tasks_about_each(actor, about=[one.ref for one in held], kinds=(LEFT,), at=at)
    return len(held)
