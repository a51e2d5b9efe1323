"""The things that make a suggestion timely: devices, agreements and purchases, each annotated with its day `on_day`.

One reading serves the list of everybody, the file of one customer (`of` its records) and the reasons of a page.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.models import (
    Agreement,
    AgreementDevice,
    AgreementProduct,
    AgreementSite,
    AgreementStatus,
    DeviceWarranty,
)
from aftercare.domains.devices.models import Device, DeviceStatus
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.states import OrderState
from aftercare.domains.outreach.models import Occasion, SalesSuggestion

Records = Collection[UUID] | None
OWNER = Coalesce("customer__merged_into", "customer")
UNDER_WAY = (OrderState.SUBMITTED, OrderState.APPROVED, OrderState.PARTLY_SHIPPED, OrderState.SHIPPED)
OWNER_OF_DEVICE = Coalesce("device__customer__merged_into", "device__customer")
BEGAN = Coalesce(
    *("installed_date", "commissioned_date", "sold_date", "registered_date", "shipped_date", "produced_date")
)


def occasions(
    suggestion: SalesSuggestion, *, at: datetime, of: Records = None, today: date | None = None
) -> "QuerySet[Any] | None":
    """The things with their `owner`; None where the class alone counts. `today` spares asking for the company's day."""
    today, owner = today or day_of(at), OWNER
    rows: QuerySet[Any]
    match suggestion.occasion:
        case Occasion.WARRANTY_ENDS:
            rows, owner = _warranties(today, today + timedelta(days=suggestion.span), of), OWNER_OF_DEVICE
        case Occasion.AGREEMENT_ENDS:
            rows = _agreements(today, today + timedelta(days=suggestion.span), of)
        case Occasion.DEVICE_AGE:
            rows = _devices(of).annotate(on_day=BEGAN).filter(on_day__lte=years_before(today, suggestion.span))
        case Occasion.ASLEEP:
            return _asleep(at - timedelta(days=suggestion.span), at, of)
        case _:
            return None
    return rows.annotate(owner=owner).order_by()


def years_before(day: date, years: int) -> date:
    """The same day so many years ago, the 28th where it is no leap year."""
    year = max(1, day.year - years)
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _devices(of: Records) -> QuerySet[Device]:
    rows = Device.objects.filter(status=DeviceStatus.IN_USE, parent=None)
    return rows if of is None else rows.filter(customer__in=of)


def _warranties(today: date, until: date, of: Records) -> QuerySet[Any]:
    """Devices whose last warranty ends within the days, and which no agreement covers."""
    last = Greatest("labour_ends_on", "parts_ends_on", output_field=DateField())
    paying = Q(part=None, void_on=None) & (Q(labour_percent__gt=0) | Q(parts_percent__gt=0))
    copies = DeviceWarranty.objects.filter(paying).annotate(on_day=last)
    running = Agreement.objects.filter(status=AgreementStatus.ACTIVE, ends_on__gte=today)
    named = AgreementDevice.objects.filter(agreement__in=running, device=OuterRef("device"))
    rows = copies.filter(
        Q(labour_ends_on__range=(today, until)) | Q(parts_ends_on__range=(today, until)),
        on_day__lte=until,
        device__status=DeviceStatus.IN_USE,
        device__parent=None,
    )
    if of is not None:
        rows = rows.filter(device__customer__in=of)
    longer = copies.filter(device=OuterRef("device"), on_day__gt=until)
    placed = AgreementSite.objects.filter(agreement__in=running, site=OuterRef("device__site"))
    modelled = AgreementProduct.objects.filter(agreement=OuterRef("pk"), product=OuterRef(OuterRef("device__product")))
    of_all = running.filter(Q(covers_all_devices=True) | Exists(modelled))
    covered = of_all.filter(customer=OuterRef("device__customer"))
    by_the_one_that_stays = of_all.filter(customer=OuterRef("device__customer__merged_into"))
    others = Exists(named) | Exists(placed) | Exists(covered) | Exists(by_the_one_that_stays)
    return rows.filter(~Exists(longer), ~others)


def _agreements(today: date, until: date, of: Records) -> QuerySet[Agreement]:
    """Agreements in force that end within the days and are not renewed."""
    rows = Agreement.objects.filter(status=AgreementStatus.ACTIVE, ends_on__range=(today, until), renewals=None)
    return (rows if of is None else rows.filter(customer__in=of)).annotate(on_day=F("ends_on"))


def _asleep(since: datetime, at: datetime, of: Records) -> QuerySet[Any]:
    """Who bought before, and nothing since, nor waits for something: one row for each owner."""
    delivered = Q(state=OrderState.DELIVERED, delivered_at__lte=at)
    under_way = Q(state__in=UNDER_WAY)
    rows = Order.objects.filter(delivered | under_way)
    rows = rows if of is None else rows.filter(customer__in=of)
    each = rows.order_by().annotate(owner=OWNER).values("owner")
    last = each.annotate(last=Max("delivered_at", filter=delivered), waits=Count("pk", filter=under_way))
    return last.filter(last__lte=since, waits=0)
