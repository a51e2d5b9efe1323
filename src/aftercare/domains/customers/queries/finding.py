"""Finding customers among those an actor may see."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from aftercare.domains.customers.models import Contact, Customer
from aftercare.domains.customers.phones import PHONE
from aftercare.domains.customers.policies import visible_to
from aftercare.domains.customers.queries.reading import contacts_with_phone, readable_phone
from aftercare.kit.actor import Actor
from aftercare.kit.searching import TokenQuery, holding, search_for
from aftercare.kit.words import sound_key


def search_customers(actor: Actor, q: str = "", also: Iterable[UUID] = ()) -> QuerySet[Customer]:
    """Customers whose name (as written or by its sound), number, contacts, phone or address hold every word of `q`.

    Merged records answer through the one that stays.
    """
    rows = visible_to(actor, also).filter(merged_into=None)
    if not q.strip():
        return rows
    asked = asked_for(q)
    return rows.none() if asked is None else holding(rows, asked)


def asked_for(q: str) -> SearchQuery | None:
    """What finds all words of `q`, or else the phone that it is, however written; None where it holds neither."""
    asked, number = search_for(q), _dialled(q)
    return asked | TokenQuery([(number, True)]) if asked and number else asked


def duplicates_of(actor: Actor, *, name: str, phone: str = "") -> QuerySet[Customer]:
    """Customers that look like this one: the same phone, or a name that sounds the same."""
    alike = Q(name_key__in={sound_key(name), sound_key(name, surname=True)})
    if number := readable_phone(phone):
        alike |= Q(pk__in=Contact.objects.filter(phone=number).values("customer_id"))
    return visible_to(actor).filter(alike, merged_into=None).order_by("name_key", "id")


def contacts_in_sight(actor: Actor, phone: str) -> QuerySet[Contact]:
    """Whoever is reached under this number among the people of customers the actor may see, the latest first."""
    seen = visible_to(actor).values("pk")
    theirs = Q(customer__merged_into=None, customer__in=seen) | Q(customer__merged_into__in=seen)
    return contacts_with_phone(phone).filter(theirs)


def _dialled(q: str) -> str:
    """The digits of a whole phone number as contacts are found by it, however it was written; else nothing."""
    return readable_phone(q).lstrip("+") if PHONE.fullmatch(q.strip()) and sum(c.isdigit() for c in q) > 6 else ""
