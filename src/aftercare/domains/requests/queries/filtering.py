"""What a list of requests may be filtered by: each filter a name, the values it takes, and what it asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.listings import Query, listing
from aftercare.domains.accounts.models import OrganisationUnit, Task
from aftercare.domains.accounts.queries import company_zone
from aftercare.domains.contracts.models import Priority
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.models.request import Channel
from aftercare.domains.requests.policies import VIEW
from aftercare.domains.requests.queries.reading import listed, to_sign_off, with_actor
from aftercare.domains.requests.rules import CUSTOMER_WROTE, REASSIGN
from aftercare.domains.requests.states import OPEN, State
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Invalid
from aftercare.kit.periods import Period

PAGE: Final = "requests"
NOBODY: Final = "none"
PRIORITIES: Mapping[str, int] = {
    "urgent": Priority.URGENT,
    "high": Priority.HIGH,
    "normal": Priority.NORMAL,
    "low": Priority.LOW,
}
RUNNING = tuple(state for state in OPEN if state is not State.HANDLED)  # whose required date still runs
ENTRIES: Mapping[str, str] = {"answer": CUSTOMER_WROTE, "reassign": REASSIGN}
SORTS = ("-submitted_at", "submitted_at", "required_at", "-required_at", "priority", "-number", "number")
COLUMNS = (
    "state", "priority", "customer", "holder", "required_at", "submitted_at",
    "kind", "problem_type", "product", "serial", "unit", "channel", "attempts", "state_since", "coverage",
)  # fmt: skip
SHOWN_FIRST = COLUMNS[:6]  # the columns of whoever has chosen none
MOST_WORDS = 200
MOST_VALUES = 50
UNKNOWN = _("The list of requests has no filter “%(name)s”; leave it away.")
UNFIT = _("“%(value)s” is no value of the filter “%(name)s”; choose one that the list offers.")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, and when: ‘mine’, ‘today’ and ‘overdue’ depend on it."""

    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Filter:
    """The values it takes, and the rows it lets through for some of them (any of them fits)."""

    takes: Callable[[str], bool]
    rows: Callable[[Reader, Sequence[str]], Q]


def _any(rows: Callable[[Reader, str], Q]) -> Callable[[Reader, Sequence[str]], Q]:
    """Rows that one of the values lets through."""

    def either(reader: Reader, values: Sequence[str]) -> Q:
        asked = Q(pk__in=[])
        for value in values:
            asked |= rows(reader, value)
        return asked

    return either


def _one_of(*values: str) -> Callable[[str], bool]:
    return frozenset(values).__contains__


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _is_code(value: str) -> bool:
    return 0 < len(value) <= 80 and value.isprintable()


def _code(column: str) -> Filter:
    return Filter(_is_code, lambda _reader, values: Q(**{f"{column}__in": list(values)}))


def _thing(column: str) -> Filter:
    return Filter(_is_id, lambda _reader, values: Q(**{f"{column}__in": list(values)}))


def _queue(reader: Reader, value: str) -> Q:
    return {"open": Q(state__in=OPEN), "all": Q(), "to_sign_off": to_sign_off()}.get(value, Q(state=value))


def _due(reader: Reader, value: str) -> Q:
    """Whose date passed, whose date is still today in the reader's zone, or within three days."""
    running = Q(state__in=RUNNING)
    if value == "overdue":
        return running & Q(required_at__lt=reader.at)
    ends = reader.at + timedelta(days=3)
    if value == "today":
        ends = localtime(reader.at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return running & Q(required_at__gte=reader.at, required_at__lt=ends)


def _holder(reader: Reader, value: str) -> Q:
    """By the ids of engineers and people alike; `none` is with nobody."""
    if value == NOBODY:
        return Q(engineer=None, assignee=None, team=None)
    return Q(engineer=value) | Q(assignee=value) | Q(team=value)


def _unit(reader: Reader, value: str) -> Q:
    """A unit with all that stands below it."""
    return Q(unit__in=OrganisationUnit.objects.filter(path__contains=f"{UUID(value).hex}/").values("pk"))


def _of_unit_alone(reader: Reader, value: str) -> Q:
    """Of a unit and none below it; `none` is of no unit."""
    return Q(unit=None) if value == NOBODY else Q(unit=value)


def _covered(reader: Reader, value: str) -> Q:
    return Q(coverage__covered=value == "yes")


def _is_period(value: str) -> bool:
    try:
        Period.read(value)
    except ValueError:
        return False
    return True


def _within(column: str, but: Q | None = None) -> Filter:
    """Those whose step lies within a period of the company's days: as reports count them."""

    def rows(_reader: Reader, value: str) -> Q:
        since, until = Period.read(value).between(company_zone())
        return Q(**{f"{column}__gte": since, f"{column}__lt": until}) & (but or Q())

    return Filter(_is_period, _any(rows))


def _waits(reader: Reader, value: str) -> Q:
    """What an open entry of a work list is about."""
    entries = Task.objects.filter(about_kind=ServiceRequest.noun, kind=ENTRIES[value], done_at=None)
    return Q(pk__in=entries.values("about_id"))


FILTERS: Mapping[str, Filter] = {
    "queue": Filter(_one_of("open", "all", "to_sign_off", *State.values), _any(_queue)),
    "mine": Filter(_one_of("1"), lambda reader, _values: with_actor(reader.actor)),
    "waits": Filter(_one_of(*ENTRIES), _any(_waits)),
    "due": Filter(_one_of("overdue", "today", "soon"), _any(_due)),
    "priority": Filter(
        _one_of(*PRIORITIES), lambda _reader, values: Q(priority__in=[PRIORITIES[value] for value in values])
    ),
    "kind": _code("kind_id"),
    "problem_type": _code("problem_type__code"),
    "product": _thing("product"),
    "holder": Filter(lambda value: value == NOBODY or _is_id(value), _any(_holder)),
    "grade": _code("customer__grade__code"),
    "unit": Filter(_is_id, _any(_unit)),
    "channel": Filter(_one_of(*Channel.values), lambda _reader, values: Q(channel__in=list(values))),
    "covered": Filter(_one_of("yes", "no"), _any(_covered)),
    "unit_alone": Filter(lambda value: value == NOBODY or _is_id(value), _any(_of_unit_alone)),
    "entered": _within("submitted_at"),
    "handled": _within("handled_at"),
    "late": _within("handled_at", Q(handled_at__gt=F("originally_required_at"))),
    "closed": _within("closed_at"),
    "cancelled": _within("state_since", Q(state=State.CANCELLED)),
}


def filtered(actor: Actor, query: Query, *, at: datetime) -> QuerySet[ServiceRequest]:
    """The visible requests that fit every filter of the query; without a queue, the open ones."""
    asked = {"queue": ["open"], **query}
    reader, rows = Reader(actor, at), listed(actor, q=" ".join(query.get("q", ())))
    for name, values in asked.items():
        if values and name in FILTERS and (name, *values) != ("queue", "all"):
            rows = rows.filter(FILTERS[name].rows(reader, values))
    return rows


def known(query: Query) -> dict[str, list[str]]:
    """The part of a query that the list understands: an address may be old, or typed."""
    kept: dict[str, list[str]] = {}
    for name, values in query.items():
        fit = [value for value in values[:MOST_VALUES] if _takes(name, value)]
        if fit:
            kept[name] = fit
    return kept


def check_query(query: Query) -> None:
    """Refuse a query that the list would not understand."""
    for name, values in query.items():
        if name not in FILTERS and name not in ("q", "sort"):
            raise Invalid(UNKNOWN, errors={"query": UNKNOWN}, name=name)
        wrong = [value for value in values if not _takes(name, value)]
        if wrong or len(values) > MOST_VALUES:
            raise Invalid(UNFIT, errors={"query": UNFIT}, name=name, value=(wrong or values)[0])


def _takes(name: str, value: str) -> bool:
    if name == "sort":
        return value in SORTS
    if name == "q":
        return 0 < len(value) <= MOST_WORDS
    return name in FILTERS and FILTERS[name].takes(value)


listing(PAGE, right=VIEW, columns=COLUMNS, check=check_query)
