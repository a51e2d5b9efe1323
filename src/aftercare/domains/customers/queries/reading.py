"""How to reach a customer, what was said, and the words by which a record is found."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.queries import company, day_end
from aftercare.domains.customers.indexing import customer_tokens
from aftercare.domains.customers.models import Communication, Contact, Customer, GradeOverride, Site
from aftercare.domains.customers.phones import normalised
from aftercare.kit.compiled import compiled
from aftercare.kit.errors import Refusal
from aftercare.kit.ids import Ref
from aftercare.kit.searching import token_vector

PHONES = 20
FOLLOW_UP_KEY = "customer.follow_up:"
ASKED_BACK = timedelta(days=30)  # how long the house may have stood still without a follow-up being forgotten
ASKED_AT_ONCE = 500


def contacts_with_phone(phone: str) -> QuerySet[Contact]:
    """Whoever is reached under this number, the latest first; nobody for what is no number."""
    number = readable_phone(phone)
    found = Contact.objects.filter(phone=number) if number else Contact.objects.none()
    return found.select_related("customer").order_by("-id")


def contacts_reached_at(address: str) -> QuerySet[Contact]:
    """Whoever has this mail address, or a mail address and this phone number; the latest first."""
    written = address.strip()
    reached = Q(email__iexact=written) if "@" in written else Q(phone=readable_phone(written) or None)
    found = Contact.objects.filter(reached, erased_at=None).exclude(email="")
    return found.select_related("customer").order_by("-id")


def found_by(customer: Customer) -> str:
    """What to write into `search`; read it under the customer's lock, so that no contact added meanwhile is missed."""
    contacts = Contact.objects.filter(of_customer(customer.id)).order_by("id")
    sites = Site.objects.filter(of_customer(customer.id)).order_by("id")
    return token_vector(customer_tokens([customer, *customer.merged.order_by("id")], contacts, sites))


def phones_of(customer: Customer) -> list[str]:
    """Some of a customer's phones, merged records included, the preferred first; a large company has too many."""
    kept_by = customer.merged_into_id or customer.id
    return [contact.phone for contact in _with_phones(kept_by)]


@compiled
def _with_phones(customer_id: UUID) -> QuerySet[Contact]:
    records = Customer.objects.filter(Q(pk=customer_id) | Q(merged_into=customer_id))
    rows = Contact.objects.filter(customer__in=records.values("pk")).exclude(phone="")
    return rows.only("phone").order_by("-preferred", "id")[:PHONES]


def home_region() -> str:
    """The country in which numbers without a country code are dialled."""
    known = company()
    return known.country if known else "CN"


def standing(customer: Customer) -> Customer:
    """The record that stays, where this one was merged."""
    return customer if customer.merged_into is None else customer.merged_into


def of_customer(customer_id: UUID, path: str = "customer") -> Q:
    """The condition that a row belongs to a customer or to a record merged into it.

    The records are named first, each found by an index, so that those of the row's table serve as well.
    """
    records = Customer.objects.filter(Q(pk=customer_id) | Q(merged_into=customer_id))
    return Q(**{f"{path}__in": records.values("pk")})


def default_contact(customer: Customer) -> Contact | None:
    """Whom to reach: the preferred person, else the first one recorded."""
    return customer.contacts.order_by("-preferred", "id").first()


def default_site(customer: Customer) -> Site | None:
    """Where to go when nothing else is said: the first place recorded."""
    return customer.sites.order_by("id").first()


def communications_of(customer: Customer) -> QuerySet[Communication]:
    """Everything exchanged with a customer, merged records included, the latest first."""
    return Communication.objects.filter(of_customer(customer.id)).order_by("-at", "-id")


def follow_ups_to_ask(*, at: datetime) -> QuerySet[Communication]:
    """What was agreed to follow up by the end of today and nobody was asked for yet, the earliest first."""
    asked = Task.objects.filter(key=Concat(Value(FOLLOW_UP_KEY), Cast(OuterRef("pk"), CharField())))
    due = Communication.objects.filter(follow_up_at__gte=at - ASKED_BACK, follow_up_at__lt=day_end(at))
    rows = due.filter(~Exists(asked)).select_related("customer").defer("customer__search")
    return rows.order_by("follow_up_at", "id")[:ASKED_AT_ONCE]


def merged_into(customer: Customer) -> QuerySet[Customer]:
    """The records that this one answers for, in the order of their making."""
    return customer.merged.order_by("id").defer("search", "notes")


def running_override(customer: Customer) -> GradeOverride | None:
    """The grade given by hand that holds now."""
    rows = customer.grade_overrides.filter(ended_at=None)
    return rows.select_related("grade", "instead_of").first()


def communications_about(about: Ref) -> QuerySet[Communication]:
    """Everything exchanged about a thing, the latest first."""
    return Communication.objects.filter(about_kind=about.kind, about_id=about.id).order_by("-at", "-id")


def readable_phone(written: str) -> str:
    """The number as contacts keep it, or nothing where the text is no number."""
    try:
        return normalised(written, home_region())
    except Refusal:
        return ""
