"""Who agreed to offers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from aftercare.domains.customers.models import Consent, Contact, Customer, OfferChannel
from aftercare.domains.customers.queries.reading import of_customer

ORDER = {code: place for place, code in enumerate(OfferChannel.values)}


def running_consents(customer: Customer) -> QuerySet[Consent]:
    """What this customer's people agreed to and have not withdrawn, merged records included."""
    return Consent.objects.filter(of_customer(customer.id), withdrawn_at=None).select_related("contact")


def consents_of(contact: Contact) -> QuerySet[Consent]:
    """Everything one person agreed to and withdrew, the latest first."""
    return Consent.objects.filter(contact=contact).order_by("-given_at", "-id")


def consenting_customers() -> "QuerySet[Consent, Any]":
    """The records, each by the one that stays, of whom somebody agreed to offers: for `pk__in`."""
    rows = Consent.objects.filter(withdrawn_at=None, contact__erased_at=None)
    return rows.order_by().values_list(Coalesce("customer__merged_into", "customer"), flat=True)


def best_consents(ids: Iterable[UUID]) -> dict[UUID, Consent]:
    """By which person and channel each of these customers is asked: the preferred person, the first channel there is.

    Two statements, however many customers; who agreed to nothing is left out.
    """
    wanted = list(ids)
    records = Customer.objects.filter(Q(pk__in=wanted) | Q(merged_into__in=wanted)).values_list("pk", flat=True)
    # Named by their keys: as a condition within they would be looked up behind a join of all consents.
    rows = Consent.objects.filter(withdrawn_at=None, contact__erased_at=None, customer__in=list(records))
    told = rows.annotate(of=Coalesce("customer__merged_into", "customer")).select_related("contact")
    found: dict[UUID, Consent] = {}
    for one in sorted(told, key=_rank):
        found.setdefault(one.of, one)
    return found


def _rank(one: Consent) -> tuple[Any, ...]:
    return (not one.contact.preferred, ORDER[one.channel], one.contact_id)
