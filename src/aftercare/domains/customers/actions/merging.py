"""Join two records of the same customer without losing anything of either, and take them apart again."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.customers.errors import AlreadyMerged, MergeIntoItself, NotMerged
from aftercare.domains.customers.events import CustomerMerged, CustomerSplit
from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.policies import may_change_customer
from aftercare.domains.customers.queries import found_by, standing
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock_all
from aftercare.kit.permissions import require


@transaction.atomic
def merge_customer(actor: Actor, customer: Customer, *, into: Customer, at: datetime) -> Customer:
    """Let a second record point at the one that stays; both keep their histories, the one answers for both."""
    require(may_change_customer(actor, customer))
    require(may_change_customer(actor, into))
    target = standing(Customer.objects.select_related("merged_into").get(pk=into.pk))
    locked = {row.id: row for row in lock_all(Customer.objects.filter(pk__in=[customer.id, target.id]))}
    second, stays = locked[customer.id], locked[target.id]
    if second.id == stays.id:
        raise MergeIntoItself(number=second.number)
    for record in (second, stays):
        if record.merged_into is not None:
            raise AlreadyMerged(number=record.number, into=record.merged_into.number)
    Customer.objects.filter(merged_into=second).update(merged_into=stays)  # a pointer never leads to another pointer
    second.merged_into = stays
    second.save(update_fields=["merged_into"])
    Customer.objects.filter(pk=stays.pk).update(search=found_by(stays))
    publish(actor, CustomerMerged(customer_id=second.id, into_id=stays.id), at=at, context_id=stays.id)
    return stays


@transaction.atomic
def split_customer(actor: Actor, customer: Customer, *, at: datetime) -> Customer:
    """Let a merged record stand for itself again, with all that was its own; what came since stays where it is."""
    require(may_change_customer(actor, customer))
    known = Customer.objects.select_related("merged_into").get(pk=customer.pk)
    if known.merged_into is None:
        raise NotMerged(number=known.number)
    require(may_change_customer(actor, known.merged_into))
    rows = Customer.objects.filter(pk__in=[known.id, known.merged_into_id])
    locked = {row.id: row for row in lock_all(rows)}
    own, stays = locked[known.id], locked[known.merged_into.id]
    if own.merged_into_id != stays.id:
        raise NotMerged(number=own.number)
    own.merged_into = None
    own.save(update_fields=["merged_into"])
    for record in (own, stays):
        Customer.objects.filter(pk=record.pk).update(search=found_by(record))
    publish(actor, CustomerSplit(customer_id=own.id, parted_from_id=stays.id), at=at, context_id=stays.id)
    return own
