"""Warranties that devices carry, and devices by whether one is in force."""

from datetime import date, timedelta

from django.db.models import Case, DateField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest

from aftercare.domains.contracts.coverage import COSTS
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.devices.models import Device

LAST_DAY = Greatest(
    *(Case(When(**{f"{cost}_percent__gt": 0}, then=F(f"{cost}_ends_on")), output_field=DateField()) for cost in COSTS)
)


def warranties_of(device: Device) -> QuerySet[DeviceWarranty]:
    """Every warranty a device carries, void and ended ones too, the first begun first."""
    return DeviceWarranty.objects.filter(device=device).select_related("part").order_by("starts_on", "id")


def extension_begins(device: Device, *, on: date) -> date:
    """The day after the last on which labour and parts of the whole device are both paid; the day itself if over.

    Where one is paid longer than the other they overlap for a while, so that there is no gap; travel waits for them.
    """
    rows = DeviceWarranty.objects.filter(device=device, part=None, void_on=None)
    paid = {cost: Max(f"{cost}_ends_on", filter=Q(**{f"{cost}_percent__gt": 0})) for cost in COSTS}
    days = rows.aggregate(**paid)
    ends = [days[cost] for cost in ("labour", "parts") if days[cost]] or [days["travel"]]
    last: date | None = min(ends) if all(ends) else None
    return last + timedelta(days=1) if last and last >= on else on


def with_warranty_end(rows: QuerySet[Device], *, on: date) -> QuerySet[Device]:
    """The devices with `warranty_until`: the last day of what pays anything on a day; none where nothing does."""
    last = _paying(on).order_by().values("device").annotate(last=Max(LAST_DAY)).values("last")
    return rows.annotate(warranty_until=Subquery(last))


def under_warranty(rows: QuerySet[Device], *, on: date, covered: bool = True) -> QuerySet[Device]:
    """Those among `rows` for which a warranty pays something on a day, or (not covered) the others."""
    return rows.filter(Exists(_paying(on)) if covered else ~Exists(_paying(on)))


def _paying(on: date) -> QuerySet[DeviceWarranty]:
    """The warranties of the device outside that pay something on a day."""
    pays = Q()
    for cost in COSTS:
        pays |= Q(**{f"{cost}_percent__gt": 0, f"{cost}_ends_on__gte": on})
    valid = Q(void_on=None) | Q(void_on__gt=on)
    return DeviceWarranty.objects.filter(pays, valid, device=OuterRef("pk"), starts_on__lte=on)
