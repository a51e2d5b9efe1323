"""What is looked up before a request is entered: what it may be, how urgent, by when, whether it is there already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.accounts.queries import day_of, working_hours
from aftercare.domains.catalog.models import IncidentType
from aftercare.domains.catalog.queries import incident_types
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.promises import Promise
from aftercare.domains.contracts.queries import coverage_for, promise_for
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.queries.reading import likely_duplicates
from aftercare.domains.requests.rules import promised_date, soonest_date
from aftercare.domains.requests.suggesting import Urgency, shared_words, urgency
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled

LATELY = timedelta(days=30)
MOST_TYPES = 500  # of which the best few are shown
MOST_LOOKED_AT = 20
FEW = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known of a request before it is one."""

    title: str
    kind: RequestKind
    priority: int
    customer: Customer | None = None
    device: Device | None = None
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the wish would meet: what covers it, what is promised, and by when.

    A date that a customer wishes is promised too from `soonest_at` on.
    """

    coverage: Coverage | None
    promise: Promise
    soonest_at: datetime
    due_at: datetime


def outlook_of(wish: Wish, *, at: datetime) -> Outlook:
    """Read as the request would be entered now, with the priority that is chosen; of nobody, as for everybody."""
    coverage = _coverage_of(wish, wish.customer.id, at) if wish.customer else None
    promise = promise_for(
        kind=wish.kind.code,
        priority=wish.priority,
        agreement_id=coverage.agreement_id if coverage else None,
        grade_id=wish.customer.grade_id if wish.customer else None,
    )
    targets, hours = promise.seconds(), working_hours(promise.calendar)
    return Outlook(coverage, promise, soonest_date(targets, hours, at), promised_date(targets, hours, at))


def _coverage_of(wish: Wish, customer_id: UUID, at: datetime) -> Coverage:
    """Where neither the device nor the wish tells where, the customer's first place stands in, as at entry."""
    device, there = wish.device, wish.site
    if there is None and (device is None or device.site_id is None):
        there = next(iter(first_site(customer_id)), None)
    return coverage_for(
        device_id=device.id if device else None,
        customer_id=customer_id,
        on=day_of(at),
        site_id=there.id if there else None,
    )


@compiled
def first_site(customer_id: UUID) -> QuerySet[Site]:
    """The place that stands in where none is named."""
    return Site.objects.filter(customer=customer_id).order_by("id")[:1]


def urgency_of(actor: Actor, wish: Wish, promise: Promise, *, at: datetime) -> Urgency:
    """How urgent the wish looks by its words, by what came before and by what is promised."""
    grade = wish.customer.grade if wish.customer else None
    return urgency(
        wish.title,
        usual=wish.kind.default_priority,
        kind=wish.kind.name,
        repeat_of=_before(actor, wish, at),
        promised_by=promise.source,
        grade=grade.name if grade else "",
    )


def problem_types_like(title: str, device: Device | None) -> list[tuple[IncidentType, str]]:
    """The types of problem that fit the device and share most with the title, each with the words they share."""
    if not title.strip():
        return []
    category = device.product.category if device else None
    rows = incident_types(category) if device else IncidentType.objects.order_by("code", "id")
    met = [(one, words) for one in rows.defer("search")[:MOST_TYPES] if (words := shared_words(title, one.name))]
    best = sorted(met, key=lambda pair: (-sum(map(len, pair[1])), len(pair[0].name)))[:FEW]
    return [(one, words[0]) for one, words in best]


def devices_like(title: str, devices: Iterable[Device]) -> list[tuple[Device, str]]:
    """Those of some devices whose kind or model the title names best, each with the word; several that fit alike."""
    met = [(one, shared_words(title, f"{one.product.name} {_kind_of(one)}")) for one in devices]
    most = max((len(words[0]) for _one, words in met if words), default=0)
    return [(one, words[0]) for one, words in met if words and len(words[0]) == most][:FEW]


def _kind_of(device: Device) -> str:
    return device.product.category.name if device.product.category else ""


def alike(actor: Actor, wish: Wish, *, at: datetime) -> list[tuple[ServiceRequest, str]]:
    """What the customer asked lately about the same device or in the same words, with the words (empty: the device)."""
    if wish.customer is None:
        return []
    lately = likely_duplicates(actor, ServiceRequest(customer=wish.customer), since=at - LATELY)
    return list(_alike(lately.exclude(state="cancelled")[:MOST_LOOKED_AT], wish))[:FEW]


def _alike(rows: Iterable[ServiceRequest], wish: Wish) -> Iterable[tuple[ServiceRequest, str]]:
    shared = [(row, shared_words(wish.title, row.title)) for row in rows]
    if wish.device:
        yield from ((row, "") for row, _words in shared if row.device_id == wish.device.id)
    yield from (
        (row, words[0]) for row, words in shared if words and not (wish.device and row.device_id == wish.device.id)
    )


def _before(actor: Actor, wish: Wish, at: datetime) -> str:
    """The number of the last request of this kind about the device, if it was lately and is in sight; a repeat is
    more urgent."""
    if wish.device is None:
        return ""
    since = at - timedelta(days=wish.kind.repeat_days)
    rows = visible_to(actor).filter(device=wish.device, kind=wish.kind, submitted_at__gte=since)
    return rows.exclude(state="cancelled").order_by("-id").values_list("number", flat=True).first() or ""
