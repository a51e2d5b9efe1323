"""What covers a device or customer on a day: in two statements, or three while a device carries no warranty yet."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject

from aftercare.domains.contracts.coverage import (
    COSTS,
    AgreementFact,
    Coverage,
    CoverageFacts,
    EntitlementFact,
    Offer,
    PartNamed,
    WarrantyFact,
    decide,
)
from aftercare.domains.contracts.models import (
    Agreement,
    AgreementDevice,
    AgreementEntitlement,
    AgreementProduct,
    AgreementSite,
    DeviceWarranty,
    EntitlementKind,
    EntitlementUse,
)
from aftercare.domains.contracts.queries.terms import copy_of, dates_of, terms_for
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device
from aftercare.kit.compiled import compiled

# An agreement that ended is named among the reasons for a year.
REMEMBERED = timedelta(days=366)
NOTHING = UUID(int=0)
OF_WARRANTY = ("name", "starts_on", "void_on", "void_reason", "part_id")
OF_SHARES = tuple(f"{cost}_{what}" for cost in COSTS for what in ("percent", "ends_on"))


def coverage_for(
    *,
    device_id: UUID | None,
    customer_id: UUID,
    on: date,
    site_id: UUID | None = None,
    apart_from: UUID = NOTHING,
) -> Coverage:
    """The decision for a customer's device, or for the customer alone, on a day.

    `site_id` is where the service is wanted, for what is not known to stand somewhere itself. What was used about
    `apart_from` counts as not used: a request does not take its own visit from itself.
    """
    device = _device(device_id) if device_id else None
    return decide(
        CoverageFacts(
            on=on,
            with_device=device is not None,
            warranties=_warranties(device) if device else (),
            agreements=_agreements(_Asked.about(device, customer_id, site_id), device, on, apart_from),
        )
    )


def entitlements_left(agreement: Agreement) -> dict[str, Decimal]:
    """What is left of everything an agreement includes, by kind."""
    rows = agreement.entitlements.annotate(used=used()).values_list("kind", "quantity", "used")
    return {kind: quantity - taken for kind, quantity, taken in rows.order_by("kind")}


def currency_included(agreement: Agreement) -> str:
    """The currency in which an agreement counts the worth of parts; "" where it counts none."""
    rows = agreement.entitlements.filter(kind=EntitlementKind.PARTS_VALUE)
    return rows.values_list("currency", flat=True).first() or ""


def used(apart_from: UUID = NOTHING) -> Coalesce:
    """How much of an entitlement is used: the sum of its ledger, what was used about one thing left out."""
    others = Q(about_id=None) | ~Q(about_id=apart_from)
    taken = EntitlementUse.objects.filter(others, entitlement=OuterRef("pk")).order_by().values("entitlement")
    return Coalesce(Subquery(taken.annotate(sum=Sum("quantity")).values("sum")), Value(Decimal(0)))


def _device(device_id: UUID) -> Device:
    """The device with its owner, user and product, and the warranties it carries, in one statement."""
    carried = DeviceWarranty.objects.filter(device=OuterRef("pk")).order_by("starts_on", "id")
    named = {name: name for name in (*OF_WARRANTY, *OF_SHARES)}
    told = carried.annotate(told=JSONObject(**named, part_name="part__name")).values("told")
    rows = Device.objects.select_related("product__category", "customer", "user_customer")
    return rows.annotate(carried=ArraySubquery(told)).get(pk=device_id)


def _warranties(device: Device) -> tuple[WarrantyFact, ...]:
    """What the device carries; where its copy is not written yet, what its terms will give it."""
    carried: Sequence[Mapping[str, Any]] = device.carried  # type: ignore[attr-defined] # annotated by _device
    if carried:
        return tuple(_carried(row) for row in carried)
    copies = (copy_of(term, dates_of(device)) for term in terms_for(device.product))
    return tuple(_promised(copy) for copy in copies if copy)


def _promised(copy: DeviceWarranty) -> WarrantyFact:
    offers = {cost: Offer(getattr(copy, f"{cost}_percent"), getattr(copy, f"{cost}_ends_on")) for cost in COSTS}
    part = PartNamed(copy.part.id, copy.part.name) if copy.part else None
    return WarrantyFact(copy.name, copy.starts_on, offers, part=part)


def _carried(row: Mapping[str, Any]) -> WarrantyFact:
    offers = {c: Offer(row[f"{c}_percent"], date.fromisoformat(row[f"{c}_ends_on"])) for c in COSTS}
    void_on = date.fromisoformat(row["void_on"]) if row["void_on"] else None
    part = PartNamed(UUID(row["part_id"]), row["part_name"]) if row["part_id"] else None
    starts_on = date.fromisoformat(row["starts_on"])
    return WarrantyFact(row["name"], starts_on, offers, void_on, row["void_reason"], part)


class _Asked(NamedTuple):
    """Whose agreements may reach it, and by which device, place and model."""

    customer: UUID
    owner: UUID
    user: UUID
    device: UUID
    site: UUID
    product: UUID

    @classmethod
    def about(cls, device: Device | None, customer_id: UUID, site_id: UUID | None) -> "_Asked":
        """What is asked about a device, or about the customer alone."""
        owner, user = (*_holders(device), customer_id, customer_id)[:2]
        if device is None:
            return cls(customer_id, owner, user, NOTHING, site_id or NOTHING, NOTHING)
        place = device.site_id or site_id or NOTHING
        return cls(customer_id, owner, user, device.id, place, device.product_id)


def _agreements(asked: _Asked, device: Device | None, on: date, apart_from: UUID) -> tuple[AgreementFact, ...]:
    """The agreements of the customer, of the device's owner and user, and those that name the device or its place."""
    holders = _holders(device)
    rows = _agreements_of(*asked, on - REMEMBERED, apart_from)
    return tuple(_agreement_fact(row, device, holders) for row in rows)


@compiled
def _agreements_of(
    customer_id: UUID,
    owner_id: UUID,
    user_id: UUID,
    device_id: UUID,
    site_id: UUID,
    product_id: UUID,
    since: date,
    apart_from: UUID,
) -> "QuerySet[Agreement]":
    asked = (customer_id, owner_id, user_id)
    theirs = Q(customer_id__in=asked) | Q(customer__merged_into_id__in=asked)
    named = AgreementDevice.objects.filter(agreement=OuterRef("pk"), device=device_id)
    placed = AgreementSite.objects.filter(agreement=OuterRef("pk"), site=site_id)
    modelled = AgreementProduct.objects.filter(agreement=OuterRef("pk"), product=product_id)
    rows = Agreement.objects.filter(theirs | Exists(named) | Exists(placed), ends_on__gte=since)
    return (
        rows.select_related("customer")
        .annotate(
            named=Exists(named), site_name=_first(placed, "site__name"), product_name=_first(modelled, "product__name")
        )
        .annotate(included=_included(apart_from))
        .order_by("number")
    )


def _first(rows: "QuerySet[Any]", field: str) -> Subquery:
    """The name of what an agreement reaches it by; nothing where it does not."""
    return Subquery(rows.order_by().values(field)[:1])


def _holders(device: Device | None) -> set[UUID]:
    """The owner and the user of a device, each by the record that stays."""
    return {_standing_id(holder) for holder in (device.customer, device.user_customer) if holder} if device else set()


def _standing_id(customer: Customer) -> UUID:
    return customer.merged_into_id or customer.id


def _reach(row: Any, device: Device | None, holders: set[UUID]) -> tuple[str, str]:
    """By which of the ways an agreement reaches what is asked about, and the place or model that it is."""
    theirs = device is None or _standing_id(row.customer) in holders
    if row.named:
        return "device", ""
    if row.site_name is not None:
        return "site", row.site_name
    if row.product_name is not None and theirs:
        return "product", row.product_name
    return ("everything" if row.covers_all_devices and theirs else ""), ""


def _agreement_fact(row: Any, device: Device | None, holders: set[UUID]) -> AgreementFact:
    reach, place = _reach(row, device, holders)
    return AgreementFact(
        id=row.id,
        number=row.number,
        name=row.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        status=row.status,
        charging=row.charging,
        precedence=row.precedence,
        reach=reach,
        place=place,
        percents={cost: getattr(row, f"{cost}_percent") for cost in COSTS},
        entitlements=tuple(
            EntitlementFact(part["kind"], Decimal(part["quantity"]), Decimal(part["used"])) for part in row.included
        ),
    )


def _included(apart_from: UUID) -> ArraySubquery:
    """What an agreement includes and how much of it is used, a JSON object a line."""
    told = JSONObject(kind="kind", quantity=Cast("quantity", TextField()), used=Cast(used(apart_from), TextField()))
    rows = AgreementEntitlement.objects.filter(agreement=OuterRef("pk")).order_by("kind")
    return ArraySubquery(rows.annotate(told=told).values("told"))
