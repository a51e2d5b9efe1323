"""Give grades and tags that rules decided on, to many customers at once; what was given by hand stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.customers.events import CustomerGraded, CustomerTagged
from aftercare.domains.customers.models import Customer, GradeOverride
from aftercare.domains.customers.policies import may_regrade
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish_all
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require
from aftercare.kit.rows import update_rows


@dataclass(frozen=True, slots=True)
class Regrade:
    """What rules want of a customer; where no rule gives a grade, `taken_id`, the one a rule gave, is taken back."""

    customer_id: UUID
    grade_id: UUID | None
    taken_id: UUID | None = None
    tags_added: tuple[UUID, ...] = ()
    tags_removed: tuple[UUID, ...] = ()
    reasons: tuple[str, ...] = ()

    def after(self, before: UUID | None) -> UUID | None:
        """The grade that follows the one held before."""
        if self.grade_id is not None:
            return self.grade_id
        return None if before == self.taken_id else before


@transaction.atomic
def regrade_customers(actor: Actor, *, moves: Sequence[Regrade], rules: int, at: datetime) -> int:
    """Write what differs, with a fact each; an override keeps its grade and gives the new one back when it ends."""
    require(may_regrade(actor))
    wanted = {move.customer_id: move for move in moves}
    facts: list[CustomerGraded | CustomerTagged] = [*_graded(wanted, rules), *_tagged(wanted, rules)]
    if facts:
        publish_all(actor, facts, at=at)
    return len({fact.customer_id for fact in facts})


def _graded(wanted: dict[UUID, Regrade], rules: int) -> list[CustomerGraded]:
    people = lock_all(Customer.objects.filter(pk__in=wanted).defer("search", "notes"))
    rows = lock_all(GradeOverride.objects.filter(customer__in=wanted, ended_at=None))
    running = {one.customer_id: one for one in rows}
    facts, graded, held = [], [], []
    for one in people:
        move, by_hand = wanted[one.id], running.get(one.id)
        before = by_hand.instead_of_id if by_hand else one.grade_id
        after = move.after(before)
        if after == before:
            continue
        if by_hand is not None:
            by_hand.instead_of_id, by_hand.version = after, by_hand.version + 1
            held.append(by_hand)
        else:
            one.grade_id, one.version = after, one.version + 1
            graded.append(one)
        facts.append(
            CustomerGraded(
                customer_id=one.id,
                grade_id=after,
                before_id=before,
                rules=rules,
                by_hand=by_hand is not None,
                reasons=move.reasons,
            )
        )
    update_rows(graded, ("grade", "version"))
    update_rows(held, ("instead_of", "version"))
    return facts


def _tagged(wanted: dict[UUID, Regrade], rules: int) -> list[CustomerTagged]:
    moves = [move for move in wanted.values() if move.tags_added or move.tags_removed]
    borne = Customer.tags.through
    added = [borne(customer_id=move.customer_id, tag_id=tag) for move in moves for tag in move.tags_added]
    borne.objects.bulk_create(added, ignore_conflicts=True)
    for move in moves:
        if move.tags_removed:
            borne.objects.filter(customer=move.customer_id, tag__in=move.tags_removed).delete()
    return [
        CustomerTagged(customer_id=move.customer_id, added=move.tags_added, removed=move.tags_removed, rules=rules)
        for move in moves
    ]
