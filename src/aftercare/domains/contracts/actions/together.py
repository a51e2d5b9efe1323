"""Conclude many agreements with the statements of a few, and take them back."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from aftercare.domains.accounts.actions import close_tasks_about
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.actions.agreements import NUMBERS, started
from aftercare.domains.contracts.actions.reaching import forget_what_is_named
from aftercare.domains.contracts.actions.renewals import ENDS
from aftercare.domains.contracts.building import Built, built_agreement
from aftercare.domains.contracts.drafts import AgreementDraft
from aftercare.domains.contracts.errors import AlreadyRenewed
from aftercare.domains.contracts.events import AgreementRenewed, AgreementWithdrawn
from aftercare.domains.contracts.models import Agreement, AgreementEntitlement
from aftercare.domains.contracts.policies import may_agree_with, may_manage_agreement, may_start_agreements
from aftercare.domains.contracts.queries.agreements import agreements_in_use
from aftercare.domains.customers.queries import standing
from aftercare.kit.actor import Actor
from aftercare.kit.changes import InUse, taken_ids
from aftercare.kit.errors import Refusal
from aftercare.kit.events import publish_each
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows


@transaction.atomic
def start_agreements(actor: Actor, *, drafts: Sequence[AgreementDraft], at: datetime) -> list[Agreement | Refusal]:
    """Conclude many contracts; one that can't be is answered with its refusal, in its place.

    What holds of one concluded by itself holds of each. One that renews another follows it, and carries nothing over
    from one that is over by now.
    """
    require(may_start_agreements(actor))
    taken = taken_ids(Agreement, (draft.external_id for draft in drafts))
    before = {draft.renews.id for draft in drafts if draft.renews}
    lock_all(Agreement.objects.filter(pk__in=before))
    renewed = {row.renews_id: row for row in Agreement.objects.filter(renews__in=before) if row.renews_id}
    answers: list[Agreement | Refusal] = []
    built: list[Built] = []
    for draft in drafts:
        try:
            require(may_agree_with(actor, standing(draft.customer)))
            parts = built_agreement(draft, taken)
            _follow(draft, parts.agreement, renewed, on=day_of(at))
        except Refusal as refusal:
            answers.append(refusal)
            continue
        if draft.external_id:
            taken[draft.external_id] = str(parts.agreement)
        built.append(parts)
        answers.append(parts.agreement)
    _write(actor, built, at)
    return answers


def _follow(draft: AgreementDraft, made: Agreement, renewed: dict[UUID, Agreement], *, on: date) -> None:
    """A period is followed by one other, on record or in the drafts before."""
    old = draft.renews
    if old is None:
        return
    if old.id in renewed:
        held = renewed[old.id]
        raise AlreadyRenewed(number=old.number, next=held.number or held.name, ends_on=str(held.ends_on))
    renewed[old.id] = made
    made.carries_over = old.ends_on >= on


def _write(actor: Actor, built: Sequence[Built], at: datetime) -> None:
    if not built:
        return
    rows = [one.agreement for one in built]
    for row, number in zip(rows, NUMBERS.take(len(rows), day_of(at).year), strict=True):
        row.number = number
    insert_rows(rows)
    for sort in zip(*(one.parts for one in built), strict=True):
        insert_rows([row for some in sort for row in some])
    publish_each(actor, [(started(row), row.customer_id) for row in rows], at=at)
    following = [row for row in rows if row.renews]
    publish_each(actor, [(_renewed(row), row.customer_id) for row in following], at=at)
    for row in following:
        if row.renews:
            close_tasks_about(actor, row.renews.ref, kinds=(ENDS,), at=at)


def _renewed(made: Agreement) -> AgreementRenewed:
    if made.renews_id is None:
        raise TypeError("It renews nothing.")
    return AgreementRenewed(agreement_id=made.renews_id, by_id=made.id, starts_on=made.starts_on, ends_on=made.ends_on)


@transaction.atomic
def withdraw_agreements(actor: Actor, *, agreements: Sequence[Agreement], at: datetime) -> list[Refusal | None]:
    """Take agreements back of which nothing came: the records go, the facts stay.

    One that is in use is answered with its refusal, in its place.
    """
    prefetch_related_objects(agreements, "customer")
    for one in agreements:
        require(may_manage_agreement(actor, one))
    held = lock_all(Agreement.objects.filter(pk__in=[agreement.id for agreement in agreements]))
    used = agreements_in_use([row.id for row in held])
    gone = [row for row in held if row.id not in used]
    ids = [row.id for row in gone]
    forget_what_is_named(ids)
    AgreementEntitlement.objects.filter(agreement__in=ids).delete()
    Agreement.objects.filter(pk__in=ids).update(renews=None)
    Agreement.objects.filter(pk__in=ids).delete()
    facts = [(AgreementWithdrawn(agreement_id=row.id, number=row.number, customer_id=row.customer_id),
              row.customer_id) for row in gone]  # fmt: skip
    publish_each(actor, facts, at=at)
    for row in gone:
        close_tasks_about(actor, row.ref, at=at)
    return [InUse(thing=one.number, user=str(used[one.id])) if one.id in used else None for one in agreements]
