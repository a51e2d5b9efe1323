"""Customers: companies and persons that are served."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.customers.actions import change_customer, merge_customer, record_communication, register_customer
from aftercare.domains.customers.models import Customer, Grade, Tag
from aftercare.domains.customers.policies import VIEW
from aftercare.domains.customers.queries import communications_of
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.communications import CommunicationGiven, CommunicationShown, show_communication
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import Body, Text, Zone, one_of
from aftercare.surfaces.api.find import found, named, needed
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.reach import customers_for, customers_found
from aftercare.surfaces.api.versions import unchanged

customers = Noun(
    "customers",
    "Customers 客户: companies and persons, with grade and tags. Their people are `contacts`, their places `sites`.",
)
Kind = Literal["person", "company"]
HERE = "/customers/{uuid:id}"


class CustomerShown(TypedDict):
    """A customer."""

    id: UUID
    number: Annotated[str, Field(examples=["C-2026-000042"])]
    kind: Kind
    name: str
    grade: Coded | None
    tags: list[str]
    language: str
    time_zone: str
    notes: str
    unit: Coded | None
    external_id: str | None
    merged_into_id: Annotated[UUID | None, Field(description="The record that answers for this one since a merger.")]
    version: int
    created_at: datetime


def show_customer(customer: Customer) -> CustomerShown:
    """The whole record; tags are prefetched by lists."""
    return {
        "id": customer.id,
        "number": customer.number,
        "kind": customer.kind,  # type: ignore[typeddict-item]
        "name": customer.name,
        "grade": by_code(customer.grade),
        "tags": sorted(tag.name for tag in customer.tags.all()),
        "language": customer.language,
        "time_zone": customer.time_zone,
        "notes": customer.notes,
        "unit": by_code(customer.unit),
        "external_id": customer.external_id,
        "merged_into_id": customer.merged_into_id,
        "version": customer.version,
        "created_at": customer.created_at,
    }


class CustomerFields(Body):
    """What is known of a customer."""

    kind: Kind = "person"
    grade: Text | None = Field(None, max_length=40, description="The code of a grade.")
    tags: list[Text] = Field(default=[], max_length=50)
    language: Text = Field("", max_length=10, examples=["zh-hans"])
    time_zone: Zone = Field("", max_length=40, examples=["Asia/Shanghai"], json_schema_extra=one_of("time_zones"))
    notes: Text = Field("", max_length=20_000)
    unit_id: UUID | None = None
    external_id: Text | None = Field(None, min_length=1, max_length=80)


class NewCustomer(CustomerFields):
    """A customer to register; a phone or address makes the first contact."""

    name: Text = Field(min_length=1, max_length=120, examples=["王芳"])
    phone: Text = Field("", max_length=40, examples=["13800138000"])
    email: Text = Field("", max_length=254)
    contact_name: Text = Field("", max_length=80)


class CustomerChanges(CustomerFields):
    """The fields to change; the others stay."""

    name: Text | None = Field(None, min_length=1, max_length=120)


class CustomerQuery(Listing):
    """Which customers, in which order."""

    q: Text = Field("", max_length=200, description="Words of name (also by sound), number, contacts, phone, address.")
    kind: Kind | None = None
    number: Text | None = Field(None, max_length=32)
    grade: Text | None = Field(None, max_length=40, description="The code of a grade.")
    tag: Text | None = Field(None, max_length=40)
    unit_id: UUID | None = None
    external_id: Text | None = Field(None, max_length=80)
    sort: Literal["name", "-name", "created_at", "-created_at"] = "-created_at"


def _shown(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    return rows.select_related("grade", "unit")


@customers.lists("/customers", CustomerShown)
def list_customers(call: Call, query: Query[CustomerQuery]) -> dict[str, Any]:
    """List customers.

    Records that were merged into another are left out.
    """
    require(may(call.actor, VIEW))
    rows = customers_found(call.actor, query.q).filter(**query.filters(grade="grade__code", tag="tags__name"))
    return listed(_shown(rows).prefetch_related("tags"), query, each(show_customer), name="name_key")


@customers.reads(HERE, CustomerShown)
def read_customer(call: Call, id: UUID) -> CustomerShown:
    """Read a customer.

    A merged record tells which one answers for it.
    """
    return show_customer(found(_shown(customers_for(call.actor)), id))


@customers.makes("/customers", CustomerShown)
def create_customer(call: Call, body: NewCustomer) -> CustomerShown:
    """Register a customer.

    Look for duplicates first: the same person twice has two histories.
    """
    made = register_customer(call.actor, at=call.at, **body.given("grade", "tags", "unit_id"), **_related(call, body))
    return show_customer(made)


@customers.changes(HERE, CustomerShown)
def change_a_customer(call: Call, id: UUID, body: CustomerChanges) -> CustomerShown:
    """Change a customer.

    Only the fields that are sent; `tags` replaces all of them.
    """
    customer = unchanged(call, found(_shown(customers_for(call.actor)), id))
    given = body.given("grade", "tags", "unit_id")
    return show_customer(change_customer(call.actor, customer, at=call.at, **given, **_related(call, body)))


class MergeGiven(Body):
    """The record that stays."""

    into: UUID


@customers.moves(f"{HERE}/merge", CustomerShown)
def merge_a_customer(call: Call, id: UUID, body: MergeGiven) -> CustomerShown:
    """Merge two records of the same customer.

    Both keep their histories; `into` answers for both from now on and is returned.
    """
    rows = customers_for(call.actor)
    stays = needed(_shown(rows), body.into, "into")
    return show_customer(merge_customer(call.actor, unchanged(call, found(rows, id)), into=stays, at=call.at))


class CustomerCommunications(TypedDict):
    """What was said, the latest first."""

    items: list[CommunicationShown]


@customers.reads(f"{HERE}/communications", CustomerCommunications)
def list_customer_communications(call: Call, id: UUID) -> dict[str, Any]:
    """List what was said with a customer.

    The latest first, two hundred at most, merged records included.
    """
    rows = communications_of(found(customers_for(call.actor), id))[:200]
    return {"items": [show_communication(said) for said in rows]}


@customers.makes(f"{HERE}/communications", CommunicationShown, readable=False)
def create_customer_communication(call: Call, id: UUID, body: CommunicationGiven) -> CommunicationShown:
    """Record what was said with a customer.

    What belongs to a request is better recorded there.
    """
    customer = found(customers_for(call.actor), id)
    said = record_communication(call.actor, customer, at=call.at, also=[customer.id], **body.given())
    return show_communication(said)


def _related(call: Call, body: CustomerFields) -> dict[str, Any]:
    """The grade, tags and unit that were sent."""
    related: dict[str, Any] = {}
    if "grade" in body.model_fields_set:
        related["grade"] = _grade(body.grade)
    if "tags" in body.model_fields_set:
        related["tags"] = _tags(body.tags)
    if "unit_id" in body.model_fields_set:
        related["unit"] = named(OrganisationUnit.objects.all(), body.unit_id, "unit_id")
    return related


def _grade(code: str | None) -> Grade | None:
    grade = Grade.objects.filter(code=code).first() if code else None
    if code and grade is None:
        raise missing("grade")
    return grade


def _tags(names: list[str]) -> list[Tag]:
    tags = list(Tag.objects.filter(name__in=names))
    if len(tags) < len(set(names)):
        raise missing("tags")
    return tags
