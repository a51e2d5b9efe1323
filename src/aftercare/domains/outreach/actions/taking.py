"""Take customers in hand: one from their file, or a whole list in chunks that each stand for themselves."""

from collections.abc import Sequence
from datetime import datetime
from itertools import cycle
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.actions import Asked, open_each_task
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.customers.models import Consent, Customer, Grade
from aftercare.domains.customers.queries import best_consents
from aftercare.domains.outreach.errors import (
    AlreadyApproached,
    DoesNotFit,
    DueInThePast,
    NoOwners,
    NotAgreed,
    NotInForce,
    OwnerMayNotOffer,
    WantedOutOfBounds,
)
from aftercare.domains.outreach.events import ApproachTaken, BatchBegun, BatchEnded
from aftercare.domains.outreach.grounds import Ground
from aftercare.domains.outreach.models import Approach, SalesSuggestion, WinBackBatch
from aftercare.domains.outreach.policies import (
    MAKE,
    may_approach,
    may_drop_approaches,
    may_run_batch,
    may_take_lists,
    to_ask,
)
from aftercare.domains.outreach.queries import REST_DAYS, fitting, grounds_of, in_force, win_back_list
from aftercare.domains.outreach.queries.audience import lately
from aftercare.domains.outreach.queries.grounds import records_of
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.events import publish, publish_each
from aftercare.kit.jobs import put_jobs
from aftercare.kit.locking import lock, lock_all
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows

MOST_WANTED = 10_000
CHUNK = 200
TASK, TASK_KEY = "approach.due", "approach.due:"


@transaction.atomic
def take_list(
    actor: Actor,
    suggestion: SalesSuggestion,
    *,
    owners: Sequence[User],
    wanted: int,
    due_at: datetime,
    at: datetime,
    grade: Grade | None = None,
) -> WinBackBatch:
    """Have up to `wanted` customers of the list given in turn to these colleagues, by `due_at`; a worker does it."""
    require(may_take_lists(actor))
    if not in_force(at=at).filter(pk=suggestion.pk).exists():
        raise NotInForce(title=suggestion.title)
    if not 1 <= wanted <= MOST_WANTED:
        raise WantedOutOfBounds(most=MOST_WANTED)
    if due_at <= at:
        raise DueInThePast()
    if not owners:
        raise NoOwners()
    need_right(owners, at, field="owners")
    batch = WinBackBatch.objects.create(
        suggestion=suggestion,
        grade=grade,
        owners=[owner.id for owner in owners],
        wanted=wanted,
        due_at=due_at,
        by_id=actor.id if actor.kind is ActorKind.PERSON else None,
        begun_at=at,
    )
    begun = BatchBegun(win_back_batch_id=batch.id, sales_suggestion_id=suggestion.id, wanted=wanted)
    publish(actor, begun, at=at)
    put_jobs("outreach.take_chunk", [{"batch": str(batch.id)}])
    return batch


@transaction.atomic
def take_chunk(actor: Actor, batch: WinBackBatch, *, at: datetime) -> int:
    """Take the next chunk of a list and queue the one behind; returns how many. Run again it goes on where it was."""
    require(may_run_batch(actor, batch))
    held = lock(WinBackBatch.objects.all(), batch.id)
    if held.ended_at is not None:
        return 0
    suggestion, size = held.suggestion, min(CHUNK, held.wanted - held.taken)
    rows = win_back_list(actor, suggestion, at=at, grade=held.grade)
    rows = rows.filter(pk__lt=held.behind) if held.behind else rows
    ids = list(rows.order_by("-pk").values_list("pk", flat=True)[:size])
    taken = _take(actor, held, ids, at) if ids else 0
    held.taken += taken
    if ids:
        held.behind = ids[-1]
    if len(ids) < size or held.taken >= held.wanted:
        held.ended_at = at
    held.save()
    if held.ended_at is None:
        put_jobs("outreach.take_chunk", [{"batch": str(held.id)}])
    else:
        publish(actor, BatchEnded(win_back_batch_id=held.id, customers=held.taken), at=at)
    return taken


@transaction.atomic
def stop_batch(actor: Actor, batch: WinBackBatch, *, at: datetime) -> WinBackBatch:
    """Take no more of a list whose taker may no longer; what was taken goes on."""
    require(may_drop_approaches(actor))
    held = lock(WinBackBatch.objects.all(), batch.id)
    if held.ended_at is None:
        held.ended_at = at
        held.save(update_fields=["ended_at"])
        publish(actor, BatchEnded(win_back_batch_id=held.id, customers=held.taken), at=at)
    return held


def _take(actor: Actor, batch: WinBackBatch, ids: Sequence[UUID], at: datetime) -> int:
    """Give each of these customers to the next owner who may see them; whom none may see is left out."""
    people, consents = _held(ids, at)
    owners = reach_of(batch.owners, ids, at)
    turns, grounds = cycle(batch.owners), grounds_of(batch.suggestion, ids, at=at)
    made = []
    for one in people:
        owner = next((id for id in (next(turns) for _each in batch.owners) if one.id in owners.get(id, ())), None)
        if owner is not None and one.id in consents:
            ground = grounds.get(one.id, Ground())
            made.append(_approach(batch.suggestion, one, consents[one.id], owner, ground, at, batch.due_at, batch))
    _begin(actor, made, people, at)
    return len(made)


def _held(ids: Sequence[UUID], at: datetime) -> tuple[list[Customer], dict[UUID, Consent]]:
    """The customers, locked, that nobody else took meanwhile, and their consents, locked so that none ends unseen."""
    people = lock_all(Customer.objects.filter(pk__in=ids, merged_into=None).defer("search", "notes"))
    lately_asked = Approach.objects.filter(lately(at), customer__in=records_of(ids))
    asked = {merged or own for own, merged in lately_asked.values_list("customer", "customer__merged_into")}
    best = best_consents(ids)
    running = lock_all(Consent.objects.filter(pk__in=[one.pk for one in best.values()], withdrawn_at=None))
    kept = {one.pk for one in running}
    return [one for one in people if one.id not in asked], {id: one for id, one in best.items() if one.pk in kept}


def reach_of(owners: Sequence[UUID], ids: Sequence[UUID], at: datetime) -> dict[UUID, set[UUID]]:
    """Which of these customers each owner may ask."""
    found = {}
    for owner in User.objects.filter(pk__in=owners, is_active=True):
        rows = to_ask(actor_for(owner, via="job", at=at)).filter(pk__in=ids)
        found[owner.id] = set(rows.values_list("pk", flat=True))
    return found


def _approach(
    suggestion: SalesSuggestion,
    customer: Customer,
    consent: Consent,
    owner_id: UUID,
    ground: Ground,
    at: datetime,
    due_at: datetime,
    batch: WinBackBatch | None = None,
) -> Approach:
    return Approach(
        suggestion=suggestion,
        batch=batch,
        customer_id=customer.id,
        contact_id=consent.contact_id,
        channel=consent.channel,
        grade_id=customer.grade_id,
        ground=ground.to_json(),
        owner_id=owner_id,
        taken_at=at,
        due_at=due_at,
    )


def _begin(actor: Actor, made: Sequence[Approach], people: Sequence[Customer], at: datetime) -> None:
    """Write them, with a fact and an entry in the owner's work list each."""
    if not made:
        return
    insert_rows(made)
    known = {one.id: one for one in people}
    facts = [
        ApproachTaken(
            approach_id=one.id,
            customer_id=one.customer_id,
            sales_suggestion_id=one.suggestion_id,
            owner_id=one.owner_id,
        )
        for one in made
    ]
    publish_each(actor, [(fact, fact.customer_id) for fact in facts], at=at)
    asked = [
        Asked(
            f"{TASK_KEY}{one.id}",
            one.ref,
            known[one.customer_id].name,
            one.owner_id,
            unit_id=known[one.customer_id].unit_id,
            due_at=one.due_at,
        )
        for one in made
    ]
    open_each_task(actor, kind=TASK, asked=asked, at=at)


@transaction.atomic
def approach_customer(
    actor: Actor,
    customer: Customer,
    *,
    suggestion: SalesSuggestion,
    at: datetime,
    owner: User | None = None,
    due_at: datetime | None = None,
) -> Approach:
    """Take one customer in hand oneself, or for an `owner`, now or by `due_at`."""
    require(may_approach(actor, customer))
    asker = owner or (User.objects.filter(pk=actor.id).first() if actor.id else None)
    if asker is None:
        raise NoOwners()
    if asker.id != actor.id:
        require(may_take_lists(actor))
        need_right([asker], at)
    if not in_force(at=at).filter(pk=suggestion.pk).exists():
        raise NotInForce(title=suggestion.title)
    if due_at is not None and due_at <= at:
        raise DueInThePast()
    people, consents = _held([customer.id], at)
    if customer.id not in consents:
        raise NotAgreed(name=customer.name)
    if not people:
        raise AlreadyApproached(name=customer.name, days=REST_DAYS)
    if not fitting(suggestion, at=at, of=records_of([customer.id])).filter(pk=customer.pk).exists():
        raise DoesNotFit(title=suggestion.title, name=customer.name)
    ground = grounds_of(suggestion, [customer.id], at=at).get(customer.id, Ground())
    made = _approach(suggestion, people[0], consents[customer.id], asker.id, ground, at, due_at or at)
    _begin(actor, [made], people, at)
    return made


def need_right(owners: Sequence[User], at: datetime, *, field: str = "owner") -> None:
    """Refuse a colleague who may not make offers; `field` is where they were named."""
    for owner in owners:
        if not owner.is_active or actor_for(owner, via="job", at=at).scope(MAKE) is None:
            raise OwnerMayNotOffer(name=owner.name, field=field)
