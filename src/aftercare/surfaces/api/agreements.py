"""Agreements: what was promised to whom."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.policies import visible_products
from aftercare.domains.contracts.actions import change_agreement, start_agreement
from aftercare.domains.contracts.models import Agreement, ServiceLevel
from aftercare.domains.contracts.policies import VIEW, may_start_agreements, visible_agreements
from aftercare.domains.contracts.queries import entitlements_left
from aftercare.domains.contracts.queries.agreements import agreements_found, products_of, sites_of
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import LARGEST_SMALL, Body, Day, Flag, Text, Whole
from aftercare.surfaces.api.find import all_named, found, needed
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Named, Numbered, by_code, by_number
from aftercare.surfaces.api.reach import customers_for, devices_for, sites_for
from aftercare.surfaces.api.versions import unchanged

agreements = Noun(
    "agreements", "Agreements 服务合同: contracts with customers, what they cover and include, and what is left of it."
)
HERE = "/agreements/{uuid:id}"
StatusName = Literal["active", "suspended", "ended"]
ChargingName = Literal["free", "per_call", "annual", "time_and_material"]
EntitlementName = Literal["visits", "hours", "parts_value"]
Percent = Annotated[Whole, Field(ge=0, le=100)]
Quantity = Annotated[str, Field(pattern=r"^([1-9][0-9]{0,8}(\.[0-9]{1,2})?|0\.(0[1-9]|[1-9][0-9]?))$", examples=["12"])]


class EntitlementShown(TypedDict):
    """What is included, and what is left of it."""

    kind: EntitlementName
    quantity: str
    left: str
    currency: str
    rolls_over: Annotated[bool, Field(description="Whether what is left goes over into the period that renews it.")]


class AgreementShown(TypedDict):
    """A contract with a customer."""

    id: UUID
    number: Annotated[str, Field(examples=["AG-2026-000003"])]
    customer: Numbered
    name: str
    level: Coded | None
    starts_on: date
    ends_on: Annotated[date, Field(description="The last covered day.")]
    status: StatusName
    charging: ChargingName
    precedence: Annotated[int, Field(description="Of several in force the lowest speaks.")]
    covers_all_devices: bool
    labour_percent: int
    parts_percent: int
    travel_percent: int
    terms: str
    renews_id: Annotated[UUID | None, Field(description="The period before this one.")]
    external_id: str | None
    version: int


class AgreementWhole(AgreementShown):
    """A contract with what it covers and what it includes."""

    devices: list[Named]
    sites: Annotated[list[Named], Field(description="Places of which it covers everything that stands there.")]
    products: Annotated[list[Named], Field(description="Models of which it covers all that the customer has.")]
    entitlements: list[EntitlementShown]


PLAIN = (
    "id", "number", "name", "starts_on", "ends_on", "status", "charging", "precedence", "covers_all_devices",
    "labour_percent", "parts_percent", "travel_percent", "terms", "renews_id", "external_id", "version",
)  # fmt: skip


def _row(agreement: Agreement) -> dict[str, Any]:
    return {
        **{name: getattr(agreement, name) for name in PLAIN},
        "customer": by_number(agreement.customer),
        "level": by_code(agreement.level),
    }


def whole(agreement: Agreement) -> dict[str, Any]:
    """An agreement with what it covers and what it includes."""
    left = entitlements_left(agreement)
    return {
        **_row(agreement),
        "devices": [
            {"id": row.device_id, "name": str(row.device)}
            for row in agreement.devices.select_related("device").order_by("id")[:1000]
        ],
        "sites": [{"id": row.site_id, "name": row.site.name} for row in sites_of(agreement)],
        "products": [{"id": row.product_id, "name": row.product.name} for row in products_of(agreement)],
        "entitlements": [
            {
                "kind": part.kind,
                "quantity": f"{part.quantity:f}",
                "left": f"{left[part.kind]:f}",
                "currency": part.currency,
                "rolls_over": part.rolls_over,
            }
            for part in agreement.entitlements.order_by("kind")
        ],
    }


class AgreementChanges(Body):
    """The fields to change; a later last day prolongs this period."""

    name: Text | None = Field(None, min_length=1, max_length=120)
    level: Text | None = Field(None, max_length=40, description="The code of a service level.")
    ends_on: Day | None = None
    charging: ChargingName | None = None
    precedence: Whole | None = Field(None, ge=0, le=LARGEST_SMALL)
    covers_all_devices: Flag | None = None
    labour_percent: Percent | None = None
    parts_percent: Percent | None = None
    travel_percent: Percent | None = None
    terms: Text | None = Field(None, max_length=50_000)


class Entitlement(Body):
    """What is included."""

    kind: EntitlementName
    quantity: Quantity
    rolls_over: Flag = Field(False, description="Whether what is left goes over into the next period.")


class NewAgreement(Body):
    """A contract to start; where it names nothing it covers all of the customer's."""

    customer_id: UUID
    name: Text = Field(min_length=1, max_length=120, examples=["年度保养"])
    starts_on: Day
    ends_on: Day
    level: Text | None = Field(None, max_length=40, description="The code of a service level.")
    charging: ChargingName = "annual"
    device_ids: list[UUID] = Field(default=[], max_length=1000)
    site_ids: list[UUID] = Field(default=[], max_length=100, description="Places; all that stands there is covered.")
    product_ids: list[UUID] = Field(
        default=[], max_length=100, description="Models; all of the customer's are covered."
    )
    covers_all_devices: Flag | None = Field(None, description="Without a word: where it names nothing.")
    entitlements: list[Entitlement] = Field(default=[], max_length=3)
    currency: str = Field("CNY", pattern=r"^[A-Z]{3}$")
    precedence: Whole = Field(100, ge=0, le=LARGEST_SMALL)
    terms: Text = Field("", max_length=50_000)
    external_id: Text | None = Field(None, min_length=1, max_length=80)


class AgreementQuery(Listing):
    """Which agreements."""

    q: Text = Field("", max_length=80, description="Any part of the number or name, or the customer's name.")
    customer_id: UUID | None = None
    device_id: UUID | None = None
    number: Text | None = Field(None, max_length=32)
    status: StatusName | None = None
    charging: ChargingName | None = None
    ends_before: Day | None = None
    external_id: Text | None = Field(None, max_length=80)
    sort: Literal["created_at", "-created_at", "ends_on", "-ends_on"] = "-created_at"


def agreements_in_reach(call: Call) -> QuerySet[Agreement]:
    """The agreements in sight with what is told of one."""
    return visible_agreements(call.actor).select_related("customer", "level")


@agreements.lists("/agreements", AgreementShown)
def list_agreements(call: Call, query: Query[AgreementQuery]) -> dict[str, Any]:
    """List agreements.

    The latest first unless sorted otherwise.
    """
    require(may(call.actor, VIEW))
    given = query.filters(device_id="devices__device_id", ends_before="ends_on__lt")
    rows = agreements_found(call.actor, query.q).select_related("customer", "level")
    return listed(rows.filter(**given), query, each(_row))


@agreements.reads(HERE, AgreementWhole)
def read_agreement(call: Call, id: UUID) -> dict[str, Any]:
    """Read an agreement.

    With the devices it names, what it includes and what is left of it.
    """
    return whole(found(agreements_in_reach(call), id))


@agreements.makes("/agreements", AgreementWhole)
def create_agreement(call: Call, body: NewAgreement) -> dict[str, Any]:
    """Start an agreement.

    For the devices, places and models that are named, or for all of the customer's.
    """
    require(may_start_agreements(call.actor))
    given = body.given("customer_id", "level", "device_ids", "site_ids", "product_ids", "entitlements")
    made = start_agreement(
        call.actor,
        customer=needed(customers_for(call.actor), body.customer_id, "customer_id"),
        level=_level(body.level),
        devices=all_named(devices_for(call.actor), body.device_ids, "device_ids"),
        sites=all_named(sites_for(call.actor), body.site_ids, "site_ids"),
        products=all_named(visible_products(call.actor), body.product_ids, "product_ids"),
        entitlements={part.kind: Decimal(part.quantity) for part in body.entitlements},
        rolls_over=[part.kind for part in body.entitlements if part.rolls_over],
        at=call.at,
        **given,
    )
    return whole(made)


@agreements.changes(HERE, AgreementWhole)
def change_an_agreement(call: Call, id: UUID, body: AgreementChanges) -> dict[str, Any]:
    """Change an agreement.

    Only the fields that are sent; a later last day prolongs it.
    """
    agreement = unchanged(call, found(agreements_in_reach(call), id))
    given = {name: value for name, value in body.given("level").items() if value is not None}
    if "level" in body.model_fields_set:
        given["level"] = _level(body.level)
    change_agreement(call.actor, agreement, at=call.at, **given)
    return read_agreement(call, id)


def _level(code: str | None) -> ServiceLevel | None:
    level = ServiceLevel.objects.filter(code=code).first() if code else None
    if code and level is None:
        raise missing("level")
    return level
