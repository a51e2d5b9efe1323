"""Keep what came of asking, and let go of whom nobody may ask any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.actions import Asked, close_tasks_about, close_tasks_about_each, open_each_task
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.customers.actions import record_communication, stop_offers
from aftercare.domains.customers.models import CallOutcome, Consent, Direction
from aftercare.domains.customers.queries import standing
from aftercare.domains.orders.models import Order
from aftercare.domains.outreach.actions.taking import TASK, TASK_KEY
from aftercare.domains.outreach.errors import (
    AlreadySettled,
    DueInThePast,
    LinkOfAnother,
    LinkTaken,
    LinkWithoutInterest,
    NotAgreed,
    ResultFinal,
)
from aftercare.domains.outreach.events import ApproachDropped, ResultRecorded
from aftercare.domains.outreach.models import FINAL, OPEN, Approach, Result
from aftercare.domains.outreach.policies import may_drop_approaches, may_record_result
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish, publish_each
from aftercare.kit.locking import as_expected, lock, lock_all
from aftercare.kit.permissions import require
from aftercare.kit.rows import update_rows

DROPPED = ("result", "result_at", "version")


@transaction.atomic
def record_result(
    actor: Actor,
    approach: Approach,
    *,
    result: str,
    at: datetime,
    note: str = "",
    order: Order | None = None,
    agreement: Agreement | None = None,
    again_at: datetime | None = None,
    expected: int | None = None,
) -> Approach:
    """Keep what the customer said; `again_at` is when an open one is asked again.

    What was bought is linked to interest and counts once. Whoever wants to hear no more is made no offers by anybody.
    """
    for thing in (agreement, order):
        if thing is not None:
            lock(type(thing)._default_manager.only("pk"), thing.pk)  # of two who link it the second finds it taken
    held = lock(Approach.objects.select_related("customer__merged_into", "contact"), approach.id)
    require(may_record_result(actor, held))
    as_expected(held, expected)
    wanted = Result(result)
    _check(held, wanted, order, agreement, again_at, at)
    spoke = wanted != held.result or note.strip() != ""
    held.result, held.result_at, held.note = wanted, at, note.strip() or held.note
    held.order, held.agreement = (order, agreement) if wanted == Result.INTERESTED else (None, None)
    if again_at is not None:
        held.due_at = again_at
    held.save()
    told = ResultRecorded(
        approach_id=held.id,
        customer_id=held.customer_id,
        result=wanted,
        order_id=held.order_id,
        agreement_id=held.agreement_id,
    )
    publish(actor, told, at=at, context_id=held.customer_id)
    if spoke:
        _log(actor, held, wanted, note.strip(), at)
    _ask_on(actor, held, again_at, at)
    if wanted == Result.NO_MORE:
        stop_offers(actor, standing(held.customer), why=note.strip(), at=at, also=[held.customer_id])
    return held


def _check(
    held: Approach,
    wanted: Result,
    order: Order | None,
    agreement: Agreement | None,
    again_at: datetime | None,
    at: datetime,
) -> None:
    """Refuse what contradicts what is known."""
    name = held.customer.name
    if held.result in FINAL or wanted == Result.WITHDRAWN:
        raise ResultFinal(name=name)
    if held.result not in OPEN and wanted in OPEN:
        raise AlreadySettled(name=name)
    if held.result in OPEN and wanted != Result.NO_MORE and not _agrees(held):
        raise NotAgreed(name=name)
    if again_at is not None and again_at <= at:
        raise DueInThePast(field="again_at")
    for thing in (order, agreement):
        if thing is None:
            continue
        if wanted != Result.INTERESTED:
            raise LinkWithoutInterest()
        if standing(thing.customer) != standing(held.customer):
            raise LinkOfAnother(thing=thing.number, name=name)
    for column, thing in (("order", order), ("agreement", agreement)):
        if thing and Approach.objects.filter(**{column: thing}).exclude(pk=held.pk).exists():
            raise LinkTaken(thing=thing.number)


def _agrees(held: Approach) -> bool:
    rows = Consent.objects.filter(contact=held.contact_id, channel=held.channel, withdrawn_at=None)
    return rows.exists()


def _log(actor: Actor, held: Approach, wanted: Result, note: str, at: datetime) -> None:
    """What was said stands in the customer's log like any other conversation."""
    outcome = ""
    if held.channel == "phone":
        outcome = CallOutcome.NO_ANSWER if wanted == Result.NOT_REACHED else CallOutcome.REACHED
    record_communication(
        actor,
        held.customer,
        channel=held.channel,
        direction=Direction.OUT,
        contact=held.contact,
        text=note,
        outcome=outcome,
        at=at,
        also=[held.customer_id],
    )


def _ask_on(actor: Actor, held: Approach, again_at: datetime | None, at: datetime) -> None:
    """An answer ends the entry in the work list; another time makes a new one."""
    if held.result in OPEN and again_at is None:
        return
    close_tasks_about(actor, held.ref, at=at)
    if held.result in OPEN:
        key = f"{TASK_KEY}{held.id}:{held.version}"
        asked = Asked(key, held.ref, held.customer.name, held.owner_id, held.customer.unit_id, again_at)
        open_each_task(actor, kind=TASK, asked=[asked], at=at)


@transaction.atomic
def drop_approaches(actor: Actor, *, contact_id: UUID, channel: str, at: datetime) -> int:
    """Let go of the open ones that were to be asked by a consent that is withdrawn; returns how many."""
    require(may_drop_approaches(actor))
    if Consent.objects.filter(contact=contact_id, channel=channel, withdrawn_at=None).exists():
        return 0
    held = lock_all(Approach.objects.filter(contact=contact_id, channel=channel, result__in=OPEN))
    for one in held:
        one.result, one.result_at, one.version = Result.WITHDRAWN, at, one.version + 1
    update_rows(held, DROPPED)
    facts = [ApproachDropped(approach_id=one.id, customer_id=one.customer_id) for one in held]
    if facts:
        publish_each(actor, [(fact, fact.customer_id) for fact in facts], at=at)
    close_tasks_about_each(actor, about=[one.ref for one in held], at=at)
    return len(held)
