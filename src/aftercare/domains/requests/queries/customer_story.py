"""Everything that happened with a customer on one timeline, some at a time.

Each kind is read by an index of its own and cut off before they are put in order together, so a page costs the same
wherever it lies. The key of a line is its instant, its kind and the id of its row.
"""

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from django.db.models import CharField, DateTimeField, F, Func, Model, Q, QuerySet, Value

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import company_zone
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.customers.models import Communication, Customer
from aftercare.domains.devices.models import OwnerHistory
from aftercare.domains.devices.policies import visible_to as visible_devices
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.policies import visible_to as visible_orders
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Invalid
from aftercare.kit.paging import FOREIGN

AT_ONCE = 30
TEXT = CharField()

# What a reader chooses, and the kinds of lines it lets through.
GROUPS: dict[str, tuple[str, ...]] = {
    "requests": ("request",),
    "visits": ("visit",),
    "ratings": ("rating",),
    "communications": ("communication",),
    "orders": ("order_placed", "order_delivered"),
    "devices": ("device_came", "device_left"),
    "agreements": ("agreement_began", "agreement_ended"),
}
KINDS: dict[str, type[Model]] = {
    "request": ServiceRequest,
    "rating": ServiceRequest,
    "visit": Attempt,
    "communication": Communication,
    "order_placed": Order,
    "order_delivered": Order,
    "device_came": OwnerHistory,
    "device_left": OwnerHistory,
    "agreement_began": Agreement,
    "agreement_ended": Agreement,
}


@dataclass(frozen=True, slots=True)
class LaterKind:
    """A kind of line that a later room tells: whose rows the actor may see, the instant of each, what comes with it."""

    kind: str
    model: type[Model]
    rows: Callable[[Actor], QuerySet[Any]]
    when: str
    joined: tuple[str, ...] = ()


OF_LATER_ROOMS: list[LaterKind] = []


def tells(group: str, *kinds: LaterKind) -> None:
    """Put kinds of a later room on the timeline, as a group that a reader may choose."""
    GROUPS[group] = tuple(one.kind for one in kinds)
    for one in kinds:
        KINDS[one.kind] = one.model
        READ[one.model] = (one.joined, ())
    OF_LATER_ROOMS.extend(kinds)


class Happened(NamedTuple):
    """One line: when, of which kind, the row that tells it, and the name of who did it where a person did."""

    at: datetime
    kind: str
    thing: Any
    who: str = ""


@dataclass(frozen=True, slots=True)
class CustomerStory:
    """Some lines, the latest first, and the cursor behind the last of them."""

    lines: list[Happened]
    next: str | None


class Key(NamedTuple):
    """The place of a line on the timeline."""

    at: datetime
    kind: str
    id: UUID


def customer_story(
    actor: Actor, customer: Customer, *, at: datetime, group: str = "", cursor: str | None = None, limit: int = AT_ONCE
) -> CustomerStory:
    """What the actor may see of it, merged records included, the latest first."""
    ids = [customer.id, *Customer.objects.filter(merged_into=customer).values_list("id", flat=True)]
    behind = _read(cursor) if cursor else None
    asked = GROUPS.get(group, tuple(KINDS))
    sources = [(kind, rows, when) for kind, rows, when in _sources(actor, ids, at) if kind in asked]
    parts = [_keys(rows, kind, when, behind, limit) for kind, rows, when in sources if not rows.query.is_empty()]
    if len(parts) > 1:
        whole = parts[0].union(*parts[1:], all=True).order_by("-told_at", "-told_kind", "-told_id")
        parts = [whole[: limit + 1]]
    keys = [Key(*row) for part in parts for row in part]
    shown = keys[:limit]
    return CustomerStory(_told(shown), _write(shown[-1]) if len(keys) > limit else None)


def _sources(actor: Actor, ids: Sequence[UUID], at: datetime) -> Iterator[tuple[str, QuerySet[Any], Any]]:
    """The rows of each kind and the instant at which they happened; days count from their beginning where we are."""
    zone = company_zone()
    today = at.astimezone(zone).date()
    whose = {"customer": ids[0]} if len(ids) == 1 else {"customer__in": ids}  # one alone is read in the index's order
    requests = visible_to(actor).filter(**whose)
    owned = OwnerHistory.objects.filter(**whose, device__in=visible_devices(actor))
    agreed = visible_agreements(actor).filter(**whose)
    yield "request", requests, F("submitted_at")
    yield "rating", requests.filter(satisfaction__isnull=False, closed_at__isnull=False), F("closed_at")
    yield "visit", Attempt.objects.filter(request__in=requests, started_at__isnull=False), F("started_at")
    yield "communication", Communication.objects.filter(**whose), F("at")
    ordered = visible_orders(actor).filter(**whose)
    yield "order_placed", ordered.filter(submitted_at__isnull=False), F("submitted_at")
    yield "order_delivered", ordered.filter(delivered_at__isnull=False), F("delivered_at")
    yield "device_came", owned, _day("from_date", zone)
    yield "device_left", owned.filter(until_date__isnull=False), _day("until_date", zone)
    yield "agreement_began", agreed.filter(starts_on__lte=today), _day("starts_on", zone)
    yield "agreement_ended", agreed.filter(ends_on__lt=today), _day("ends_on", zone)
    for one in OF_LATER_ROOMS:
        yield one.kind, one.rows(actor).filter(**whose, **{f"{one.when}__isnull": False}), F(one.when)


def _day(column: str, zone: ZoneInfo) -> Func:
    """The instant at which a day begins in this zone."""
    clock = {"template": "(%(expressions)s)", "arg_joiner": "::timestamp AT TIME ZONE "}
    return Func(F(column), Value(zone.key), output_field=DateTimeField(), **clock)


def _keys(rows: QuerySet[Any], kind: str, when: Any, behind: Key | None, limit: int) -> QuerySet[Any]:
    told = rows.order_by().annotate(told_at=when, told_kind=Value(kind, output_field=TEXT), told_id=F("pk"))
    if behind is not None:
        told = told.filter(told_at__lte=behind.at).filter(_behind(kind, behind))
    keys: QuerySet[Any] = told.order_by("-told_at", "-told_id").values_list("told_at", "told_kind", "told_id")
    return keys[: limit + 1]


def _behind(kind: str, last: Key) -> Q:
    """Earlier; of the same instant only what stands behind by its kind and id."""
    earlier = Q(told_at__lt=last.at)
    if kind > last.kind:
        return earlier
    return earlier | (Q(told_id__lt=last.id) if kind == last.kind else Q(told_at=last.at))


READ: dict[type[Model], tuple[tuple[str, ...], tuple[str, ...]]] = {  # what comes with a row, what stays behind
    ServiceRequest: (("kind",), ("search", "description", "coverage", "targets")),
    Attempt: (
        ("request", "engineer", "assignee", "outcome"),
        ("request__search", "request__description", "request__coverage", "request__targets"),
    ),
    Communication: (("contact",), ()),
    Order: ((), ("notes",)),
    OwnerHistory: (("device__product",), ()),
    Agreement: ((), ("terms",)),
}


def _told(keys: Sequence[Key]) -> list[Happened]:
    """The rows behind the keys, one statement for each table that is named."""
    wanted: dict[type[Model], set[UUID]] = {}
    for key in keys:
        wanted.setdefault(KINDS[key.kind], set()).add(key.id)
    rows: dict[UUID, Any] = {}
    for model, ids in wanted.items():
        joined, left = READ[model]
        rows |= model._default_manager.select_related(*joined).defer(*left).in_bulk(list(ids))
    spoke = {row.by for row in rows.values() if isinstance(row, Communication) and row.by}
    names = dict(User.objects.filter(pk__in=spoke).values_list("pk", "name")) if spoke else {}
    return [Happened(key.at, key.kind, rows[key.id], _spoke(rows[key.id], names)) for key in keys]


def _spoke(row: Any, names: Mapping[UUID, str]) -> str:
    return names.get(row.by, "") if isinstance(row, Communication) and row.by else ""


def _write(key: Key) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([key.at.isoformat(), key.kind, str(key.id)])).decode().rstrip("=")


def _read(cursor: str) -> Key:
    try:
        at, kind, id = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if kind not in KINDS:
            raise ValueError(kind)
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(at)
        return Key(moment, kind, UUID(id))
    except (ValueError, TypeError, AttributeError, binascii.Error) as reason:
        raise Invalid(FOREIGN) from reason
