"""The facts of many customers at once: a few grouped statements a chunk, however many customers are in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Count, DateTimeField, DecimalField, Exists, IntegerField, Max, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from aftercare.domains.accounts.queries import company, day_of
from aftercare.domains.contracts.models import Agreement, AgreementStatus, DeviceWarranty
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device, DeviceStatus
from aftercare.domains.grading.rules import Borders, months_before, score
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.states import OrderState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import OPEN

MONEY = DecimalField(max_digits=20, decimal_places=3)
NOTHING = Decimal(0)


class Quintiles(Aggregate):
    """The values below which one, two, three and four fifths of the rows lie."""

    function = "percentile_disc"
    template = "%(function)s(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY %(expressions)s)"


def borders_of_all(*, months: int, at: datetime) -> Borders:
    """What parts all who bought within the window into five, for recency, frequency and amount."""
    buyers = (
        _bought(at)
        .filter(delivered_at__gt=months_before(at, months))
        .order_by()
        .annotate(owner=Coalesce("customer__merged_into", "customer"))
        .values("owner")
        .annotate(last=Max("delivered_at"), count=Count("id"), sum=_spent())
    )
    found = buyers.aggregate(
        lasts=Quintiles("last", output_field=ArrayField(DateTimeField())),
        counts=Quintiles("count", output_field=ArrayField(IntegerField())),
        sums=Quintiles("sum", output_field=ArrayField(MONEY)),
    )
    if not found["lasts"]:
        return Borders()
    return Borders([one.timestamp() for one in found["lasts"]], found["counts"], found["sums"])


def facts_of(ids: Sequence[UUID], *, months: int, borders: Borders, at: datetime) -> dict[UUID, dict[str, Any]]:
    """The facts of these customers, records merged into them included."""
    owners: dict[Any, Any] = {id: id for id in ids}
    owners |= dict(Customer.objects.filter(merged_into__in=ids).values_list("id", "merged_into"))
    sums: dict[UUID, dict[str, Any]] = {id: defaultdict(int) for id in ids}
    lasts: dict[UUID, datetime] = {}
    since = months_before(at, months)
    for row in _purchases(owners, since, at):
        owner = owners[row.pop("customer")]
        last = row.pop("last")
        lasts[owner] = max(last, lasts.get(owner, last))
        _add(sums[owner], row)
    for rows in (_requests(owners, since, at), _agreements(owners, at), _devices(owners, at)):
        for row in rows:
            _add(sums[owners[row.pop("customer")]], row)
    return {id: _finished(sums[id], lasts.get(id), borders, at) for id in ids}


def _add(known: dict[str, Any], row: dict[str, Any]) -> None:
    for name, value in row.items():
        known[name] += value or 0


def _finished(known: dict[str, Any], last: datetime | None, borders: Borders, at: datetime) -> dict[str, Any]:
    """What is told of one customer; who never bought has no scores."""
    spent, orders, rated = Decimal(known["spent"]), known["orders"], known["rated"]
    return {
        "spent": spent,
        "orders": orders,
        "orders_ever": known["orders_ever"],
        "days_since_order": (at - last) // timedelta(days=1) if last else None,
        "recency_score": score(last.timestamp(), borders.last) if last else None,
        "frequency_score": score(orders, borders.orders) if last else None,
        "monetary_score": score(spent, borders.spent) if last else None,
        "open_requests": known["open_requests"],
        "requests": known["requests"],
        "repeat_requests": known["repeat_requests"],
        "satisfaction": round(Decimal(known["stars"]) / rated, 2) if rated else None,
        "agreements": known["agreements"],
        "devices": known["devices"],
        "devices_out_of_warranty": known["devices_out_of_warranty"],
    }


def _bought(at: datetime) -> Any:
    return Order.objects.filter(state=OrderState.DELIVERED, delivered_at__lte=at)


def _spent(**within: Any) -> Any:
    """Orders in other currencies than the company's count as orders, not as money."""
    known = company()
    own = Q(currency=known.currency if known else "CNY", **within)
    return Coalesce(Sum("total", filter=own), NOTHING, output_field=MONEY)


def _purchases(ids: Iterable[UUID], since: datetime, at: datetime) -> Any:
    within = Q(delivered_at__gt=since)
    return (
        _bought(at)
        .filter(customer__in=list(ids))
        .order_by()
        .values("customer")
        .annotate(
            last=Max("delivered_at"),
            orders_ever=Count("id"),
            orders=Count("id", filter=within),
            spent=_spent(delivered_at__gt=since),
        )
    )


def _requests(ids: Iterable[UUID], since: datetime, at: datetime) -> Any:
    within = Q(submitted_at__gt=since)
    return (
        ServiceRequest.objects.filter(customer__in=list(ids), merged_into=None, submitted_at__lte=at)
        .order_by()
        .values("customer")
        .annotate(
            open_requests=Count("id", filter=Q(state__in=OPEN)),
            requests=Count("id", filter=within),
            repeat_requests=Count("id", filter=within & Q(repeat_of__isnull=False)),
            stars=Sum("satisfaction", filter=within),
            rated=Count("satisfaction", filter=within),
        )
    )


def _agreements(ids: Iterable[UUID], at: datetime) -> Any:
    today = day_of(at)
    running = Agreement.objects.filter(
        customer__in=list(ids), status=AgreementStatus.ACTIVE, starts_on__lte=today, ends_on__gte=today
    )
    return running.order_by().values("customer").annotate(agreements=Count("id"))


def _devices(ids: Iterable[UUID], at: datetime) -> Any:
    """Devices in use; one is out of warranty when neither labour nor parts are promised today."""
    today = day_of(at)
    paid = Q(labour_percent__gt=0, labour_ends_on__gte=today) | Q(parts_percent__gt=0, parts_ends_on__gte=today)
    lasting = Q(void_on=None) | Q(void_on__gt=today)
    covered = DeviceWarranty.objects.filter(paid, lasting, device=OuterRef("pk"), starts_on__lte=today)
    rows = Device.objects.filter(customer__in=list(ids), status=DeviceStatus.IN_USE, parent=None)
    return (
        rows.order_by()
        .annotate(covered=Exists(covered))
        .values("customer")
        .annotate(devices=Count("id"), devices_out_of_warranty=Count("id", filter=Q(covered=False)))
    )
