"""Contacts and sites: whom to reach, and where to go."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.customers.actions import add_contact, add_site, change_contact, change_site, reveal_phone
from aftercare.domains.customers.models import Contact, Site
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.policies import VIEW
from aftercare.domains.customers.queries import home_region
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Body, Flag, Nothing, Number, Text, Zone, one_of
from aftercare.surfaces.api.find import found, named, needed
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Named, by_code, by_name
from aftercare.surfaces.api.reach import customers_for, sites_for
from aftercare.surfaces.api.versions import unchanged

contacts = Noun("contacts", "Contacts 联系人: a customer's people. Phone numbers are masked; reading one is recorded.")
sites = Noun("sites", "Sites 地点: where a customer's devices stand and engineers go.")
CONTACT, SITE = "/contacts/{uuid:id}", "/sites/{uuid:id}"


class ContactShown(TypedDict):
    """A customer's person."""

    id: UUID
    customer: Named
    name: str
    phone: Annotated[str, Field(description="Masked; `reveal_phone` gives it in full.", examples=["138****8000"])]
    email: str
    role: str
    preferred: bool
    version: int


def _show_contact(contact: Contact, region: str) -> ContactShown:
    customer = by_name(contact.customer)
    assert customer is not None  # noqa: S101  every contact has a customer
    return {
        "id": contact.id,
        "customer": customer,
        "name": contact.name,
        "phone": masked(contact.phone, region),
        "email": contact.email,
        "role": contact.role,
        "preferred": contact.preferred,
        "version": contact.version,
    }


class ContactChanges(Body):
    """The fields to change; the others stay."""

    name: Text | None = Field(None, min_length=1, max_length=80)
    phone: Text = Field("", max_length=40, examples=["13800138000"])
    email: Text = Field("", max_length=254)
    role: Text = Field("", max_length=60)
    preferred: Flag = False


class NewContact(ContactChanges):
    """A person of a customer."""

    customer_id: UUID
    name: Text = Field(min_length=1, max_length=80, examples=["李经理"])


class ContactQuery(Listing):
    """Whose contacts."""

    customer_id: UUID | None = None
    preferred: AskedFlag | None = None
    email: Text | None = Field(None, max_length=254)
    sort: Literal["created_at", "-created_at", "name", "-name"] = "created_at"


def contacts_seen(call: Call) -> QuerySet[Contact]:
    """People of the customers the caller may see."""
    return Contact.objects.filter(customer__in=customers_for(call.actor)).select_related("customer")


@contacts.lists("/contacts", ContactShown)
def list_contacts(call: Call, query: Query[ContactQuery]) -> dict[str, Any]:
    """List contacts.

    Of the customers the caller may see.
    """
    require(may(call.actor, VIEW))
    region = home_region()
    return listed(contacts_seen(call).filter(**query.filters()), query, each(lambda row: _show_contact(row, region)))


@contacts.reads(CONTACT, ContactShown)
def read_contact(call: Call, id: UUID) -> ContactShown:
    """Read a contact.

    The phone number stays masked.
    """
    return _show_contact(found(contacts_seen(call), id), home_region())


@contacts.makes("/contacts", ContactShown)
def create_contact(call: Call, body: NewContact) -> ContactShown:
    """Add a contact.

    A preferred one takes that place from whoever had it.
    """
    customer = needed(customers_for(call.actor), body.customer_id, "customer_id")
    return _show_contact(add_contact(call.actor, customer, at=call.at, **body.given("customer_id")), home_region())


@contacts.changes(CONTACT, ContactShown)
def change_a_contact(call: Call, id: UUID, body: ContactChanges) -> ContactShown:
    """Change a contact.

    Only the fields that are sent.
    """
    contact = unchanged(call, found(contacts_seen(call), id))
    return _show_contact(change_contact(call.actor, contact, at=call.at, **body.given()), home_region())


class PhoneShown(TypedDict):
    """A number in full."""

    phone: Annotated[
        str | None,
        Field(
            description="Told this once; null when the answer is given again for an idempotency key.",
            examples=["+8613800138000"],
        ),
    ]


@contacts.moves(f"{CONTACT}/reveal_phone", PhoneShown, versioned=False, once=("phone",))
def reveal_contact_phone(call: Call, id: UUID, body: Nothing | None = None) -> PhoneShown:
    """Read a phone number in full.

    Who read it, and when, goes on record.
    """
    contact = found(contacts_seen(call), id)
    return {"phone": reveal_phone(call.actor, contact, at=call.at, also=[contact.customer_id])}


class SiteShown(TypedDict):
    """A place of a customer."""

    id: UUID
    customer: Named
    name: str
    address: str
    region_code: Annotated[str, Field(examples=["310115"])]
    latitude: float | None
    longitude: float | None
    time_zone: str
    access_notes: str
    unit: Coded | None
    version: int


def _show_site(site: Site) -> SiteShown:
    customer = by_name(site.customer)
    assert customer is not None  # noqa: S101  every site has a customer
    return {
        "id": site.id,
        "customer": customer,
        "name": site.name,
        "address": site.address,
        "region_code": site.region_code,
        "latitude": None if site.latitude is None else float(site.latitude),
        "longitude": None if site.longitude is None else float(site.longitude),
        "time_zone": site.time_zone,
        "access_notes": site.access_notes,
        "unit": by_code(site.unit),
        "version": site.version,
    }


class SiteChanges(Body):
    """The fields to change; the others stay."""

    name: Text | None = Field(None, min_length=1, max_length=120)
    address: Text = Field("", max_length=300)
    region_code: Text = Field("", max_length=12, examples=["310115"])
    latitude: Number | None = Field(None, ge=-90, le=90)
    longitude: Number | None = Field(None, ge=-180, le=180)
    time_zone: Zone = Field("", max_length=40, examples=["Asia/Shanghai"], json_schema_extra=one_of("time_zones"))
    access_notes: Text = Field("", max_length=5000)
    unit_id: UUID | None = None


class NewSite(SiteChanges):
    """A place of a customer."""

    customer_id: UUID
    name: Text = Field(min_length=1, max_length=120, examples=["浦东工厂"])


class SiteQuery(Listing):
    """Whose sites."""

    customer_id: UUID | None = None
    unit_id: UUID | None = None
    region_code: Text | None = Field(None, max_length=12)
    sort: Literal["created_at", "-created_at", "name", "-name"] = "created_at"


@sites.lists("/sites", SiteShown)
def list_sites(call: Call, query: Query[SiteQuery]) -> dict[str, Any]:
    """List sites.

    Of the customers the caller may see.
    """
    require(may(call.actor, VIEW))
    return listed(sites_for(call.actor).filter(**query.filters()), query, each(_show_site))


@sites.reads(SITE, SiteShown)
def read_site(call: Call, id: UUID) -> SiteShown:
    """Read a site.

    With its coordinates and how to get in.
    """
    return _show_site(found(sites_for(call.actor), id))


@sites.makes("/sites", SiteShown)
def create_site(call: Call, body: NewSite) -> SiteShown:
    """Add a site.

    A customer's first site is where engineers go when nothing else is said.
    """
    customer = needed(customers_for(call.actor), body.customer_id, "customer_id")
    return _show_site(add_site(call.actor, customer, at=call.at, **_values(body)))


@sites.changes(SITE, SiteShown)
def change_a_site(call: Call, id: UUID, body: SiteChanges) -> SiteShown:
    """Change a site.

    Only the fields that are sent; latitude and longitude belong together.
    """
    site = unchanged(call, found(sites_for(call.actor), id))
    return _show_site(change_site(call.actor, site, at=call.at, **_values(body)))


def _values(body: SiteChanges) -> dict[str, Any]:
    given = body.given("customer_id", "unit_id")
    for name in {"latitude", "longitude"} & given.keys():
        given[name] = None if given[name] is None else Decimal(f"{given[name]:.6f}")
    if "unit_id" in body.model_fields_set:
        given["unit"] = named(OrganisationUnit.objects.all(), body.unit_id, "unit_id")
    return given
