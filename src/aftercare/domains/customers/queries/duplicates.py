"""Records that are likely the same customer, each with what speaks for it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.policies import visible_to
from aftercare.domains.customers.queries.reading import of_customer
from aftercare.kit.actor import Actor
from aftercare.kit.words import sound_key

Ground = Literal["phone", "name", "address"]
MOST = 6
MOST_COMPARED = 20  # numbers and addresses of one customer


@dataclass(frozen=True, slots=True)
class Likely:
    """A record that may be the same customer, and why."""

    customer: Customer
    grounds: tuple[Ground, ...]


def likely_duplicates(actor: Actor, customer: Customer) -> list[Likely]:
    """A few records with the same phone, a name that sounds the same, or the same address; most grounds first."""
    phones = Contact.objects.filter(of_customer(customer.id), erased_at=None).exclude(phone="")
    places = Site.objects.filter(of_customer(customer.id)).exclude(address="")
    by_phone = _owners(Contact.objects.filter(phone__in=list(_some(phones, "phone"))), customer)
    by_place = _owners(Site.objects.filter(address__in=list(_some(places, "address"))), customer)
    keys = {sound_key(customer.name), sound_key(customer.name, surname=True), customer.name_key} - {""}
    known = by_phone | by_place
    rows = visible_to(actor).filter(merged_into=None).exclude(pk=customer.pk).defer("search", "notes")
    alike = rows.filter(name_key__in=keys).exclude(pk__in=known).order_by("name_key", "id")[:MOST]
    found = [
        Likely(row, _grounds(row, phones=by_phone, places=by_place, keys=keys))
        for row in (*rows.filter(pk__in=known).order_by("id"), *alike)
    ]
    return sorted(found, key=lambda one: -len(one.grounds))[:MOST]


def _some(rows: "QuerySet[Contact] | QuerySet[Site]", column: str) -> "QuerySet[Contact, str] | QuerySet[Site, str]":
    return rows.order_by("id").values_list(column, flat=True)[:MOST_COMPARED]


def _owners(rows: "QuerySet[Contact] | QuerySet[Site]", customer: Customer) -> set[UUID]:
    """Whose rows these are: the record that stays, where one was merged."""
    found = rows.exclude(of_customer(customer.id)).values_list("customer_id", "customer__merged_into_id")
    return {merged or own for own, merged in found[: MOST_COMPARED * 2]}


def _grounds(row: Customer, *, phones: set[UUID], places: set[UUID], keys: set[str]) -> tuple[Ground, ...]:
    grounds: list[Ground] = ["phone"] if row.id in phones else []
    grounds += ["name"] if row.name_key in keys else []
    grounds += ["address"] if row.id in places else []
    return tuple(grounds)
