"""Enter a request: decide what covers it and what is promised, and start its clocks."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.queries import day_of, working_hours, working_unit
from aftercare.domains.catalog.models import Category, IncidentType
from aftercare.domains.contracts.actions import Rest, start_clocks
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.contracts.promises import Promise
from aftercare.domains.contracts.queries import coverage_for, promise_for
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.actions.belonging import check_theirs
from aftercare.domains.requests.actions.dates import check_ahead
from aftercare.domains.requests.actions.postponing import Before, postpone
from aftercare.domains.requests.actions.recording import hold_above, must_be_open
from aftercare.domains.requests.actions.wait import pause_reason
from aftercare.domains.requests.actions.wishing import WishedTime, said_of
from aftercare.domains.requests.errors import UnknownChoice
from aftercare.domains.requests.events import RequestSubmitted
from aftercare.domains.requests.indexing import request_tokens
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.requests.models.request import Channel
from aftercare.domains.requests.policies import SUBMIT, may_submit
from aftercare.domains.requests.queries.entering import first_site
from aftercare.domains.requests.rules import promised_date, rule_due_at, soonest_date
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.compiled import compiled
from aftercare.kit.errors import NotFound
from aftercare.kit.events import publish
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows
from aftercare.kit.searching import token_vector
from aftercare.kit.states import Moved

NUMBERS = Series("SR", "request")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that begins suspended: why, and until when."""

    reason: str
    until: datetime


@transaction.atomic
def submit_request(
    actor: Actor,
    *,
    customer: Customer,
    kind: str,
    title: str,
    at: datetime,
    description: str = "",
    channel: str = Channel.PHONE,
    priority: int | None = None,
    required_at: datetime | None = None,
    device: Device | None = None,
    site: Site | None = None,
    contact: Contact | None = None,
    problem_type: IncidentType | None = None,
    unit: OrganisationUnit | None = None,
    suspended: Waiting | None = None,
    parent: ServiceRequest | None = None,
    external_id: str | None = None,
    category: Category | None = None,
    wished: WishedTime | None = None,
) -> ServiceRequest:
    """Enter a request; resolution target, first place and usual contact stand in for what is not given."""
    require(may_submit(actor))
    check_theirs(customer, device=device, site=site, contact=contact)
    _check(actor, customer, channel, required_at, parent, at)
    site = site or next(iter(first_site(customer.id)), None)
    contact = contact or next(iter(_usual_contact(customer.id)), None)
    today, there = _days(at, site)
    terms = _terms(actor, customer, kind, priority, device, site, required_at, suspended, there, at)
    request = ServiceRequest(
        number=NUMBERS.next(today.year),
        external_id=external_id,
        title=title,
        description=description,
        problem_type=problem_type,
        channel=channel,
        customer=customer,
        contact=contact,
        site=site,
        unit_id=_unit_id(actor, unit, site, customer),
        submitted_at=at,
        submitted_by=actor.id if actor.kind is ActorKind.PERSON else None,
        parent=parent,
        repeat_of_id=_repeat_of(device, terms.kind, at),
        state_since=at,
        **said_of(device, category, wished, at),
        **terms.fields(),
    )
    return _begin(actor, request, terms, at)


def _wait_behind_the_date(actor: Actor, request: ServiceRequest, terms: "_Terms", at: datetime) -> Before | None:
    """A wake-up behind the required date moves it, under the rule of every other suspension."""
    if terms.waiting is None or terms.reason is None:
        return None
    before = postpone(actor, request, terms.reason, terms.waiting.until, at)
    request.originally_required_at = request.required_at
    return before


def _days(at: datetime, site: Site | None) -> tuple[date, date]:
    """The day of the company, and the day where the device stands."""
    today = day_of(at)
    return today, day_of(at, site.time_zone) if site and site.time_zone else today


@dataclass(frozen=True, slots=True)
class _Terms:
    """What was decided at entry: how urgent, what covers it, what is promised, by when, and whether it waits."""

    kind: RequestKind
    priority: int
    coverage: Coverage
    promise: Promise
    required_at: datetime
    date_given: bool
    waiting: Waiting | None
    reason: PauseReason | None
    wished_at: datetime | None = None

    def for_wish(self, wish: datetime | None, at: datetime) -> "_Terms":
        """A customer's date holds; one by which nobody need have been assigned is kept as a wish beside the promise."""
        targets, hours = self.promise.seconds(), working_hours(self.promise.calendar)
        if wish is None or wish > soonest_date(targets, hours, at):
            return self
        return replace(self, required_at=promised_date(targets, hours, at), date_given=False, wished_at=wish)

    @property
    def rest(self) -> Rest | None:
        """The clocks that begin paused."""
        return Rest(self.reason.code, self.reason.pauses) if self.reason else None

    def fields(self) -> dict[str, Any]:
        """The terms as the request keeps them."""
        return {
            "kind": self.kind,
            "priority": self.priority,
            "coverage": self.coverage.to_json(),
            "level_id": self.promise.level_id,
            "calendar": self.promise.calendar,
            "targets": self.promise.seconds(),
            "required_at": self.required_at,
            "originally_required_at": self.required_at,
            "date_given": self.date_given,
            "state": State.SUSPENDED if self.waiting else State.PENDING,
            "suspended_from": State.PENDING if self.waiting else "",
            "suspended_until": self.waiting.until if self.waiting else None,
            "suspended_for": self.reason,
        }


def _terms(
    actor: Actor,
    customer: Customer,
    kind: str,
    priority: int | None,
    device: Device | None,
    site: Site | None,
    required_at: datetime | None,
    suspended: Waiting | None,
    there: date,
    at: datetime,
) -> _Terms:
    """`there` is the day where the device stands, with which a warranty ends."""
    sort = _kind(kind)
    urgency = priority or sort.default_priority
    coverage = coverage_for(
        device_id=device.id if device else None,
        customer_id=customer.id,
        on=there,
        site_id=site.id if site else None,
    )
    promise = promise_for(
        kind=sort.code, priority=urgency, agreement_id=coverage.agreement_id, grade_id=customer.grade_id
    )
    due = required_at or promised_date(promise.seconds(), working_hours(promise.calendar), at)
    reason = pause_reason(actor, suspended.reason) if suspended else None
    if suspended:
        check_ahead("suspended", suspended.until, at)
    terms = _Terms(sort, urgency, coverage, promise, due, required_at is not None, suspended, reason)
    return terms.for_wish(required_at, at) if actor.kind is ActorKind.CUSTOMER else terms


def _begin(actor: Actor, request: ServiceRequest, terms: _Terms, at: datetime) -> ServiceRequest:
    """Save it, tell it, and let its promises run."""
    before = _wait_behind_the_date(actor, request, terms, at)
    request.search = token_vector(request_tokens(request, request.customer))
    request.rule_due_at = rule_due_at(request)
    insert_rows([request])
    _publish(actor, request, terms, before, at)
    dwell = terms.kind.dwell_minutes.get(request.state, 0)
    start_clocks(actor, request.ref, promise=terms.promise, dwell_minutes=dwell, rest=terms.rest, at=at)
    return request


def _publish(actor: Actor, request: ServiceRequest, terms: _Terms, before: Before | None, at: datetime) -> None:
    fact = RequestSubmitted(
        request_id=request.id,
        customer_id=request.customer_id,
        kind=request.kind_id,
        priority=request.priority,
        channel=request.channel,
        level_id=terms.promise.level_id,
        promise_source=terms.promise.source,
        targets=tuple(terms.promise.seconds().items()),
        required_at=request.required_at,
        wished_at=terms.wished_at,
        device_id=request.device_id,
        product_id=request.product_id,
        problem_type_id=request.problem_type_id,
        category_id=request.category_id,
        wished_from=request.wished_from,
        wished_to=request.wished_to,
        covered_by=terms.coverage.by,
        repeat_of=request.repeat_of_id,
        suspended_until=request.suspended_until,
        reason=terms.reason.code if terms.reason else "",
        pauses=tuple(terms.reason.pauses) if terms.reason else (),
        auto_assign=terms.kind.auto_assign and terms.waiting is None,
        **(before._asdict() if before else {}),
    )
    move = Moved("submit", "", request.state)
    publish(actor, fact, at=at, move=move, context_id=request.customer_id)


def _check(
    actor: Actor,
    customer: Customer,
    channel: str,
    required_at: datetime | None,
    parent: ServiceRequest | None,
    at: datetime,
) -> None:
    if actor.kind is ActorKind.CUSTOMER and customer.id != actor.id:
        raise NotFound()
    must_be_open(hold_above(parent.id if parent else None))
    if channel not in Channel.values:
        raise UnknownChoice(value=channel, known=", ".join(Channel.values), errors={"channel": UnknownChoice.sentence})
    if required_at is not None:
        check_ahead("required_at", required_at, at)


def _kind(code: str) -> RequestKind:
    found = _in_use(code)
    if not found:
        known = RequestKind.objects.filter(active=True).order_by("position").values_list("code", flat=True)
        raise UnknownChoice(value=code, known=", ".join(known), errors={"kind": UnknownChoice.sentence})
    return found[0]


@compiled
def _in_use(code: str) -> QuerySet[RequestKind]:
    return RequestKind.objects.filter(code=code, active=True)


@compiled
def _usual_contact(customer_id: UUID) -> QuerySet[Contact]:
    return Contact.objects.filter(customer=customer_id, erased_at=None).order_by("-preferred", "id")[:1]


def _unit_id(actor: Actor, unit: OrganisationUnit | None, site: Site | None, customer: Customer) -> UUID | None:
    """Whose it is: as given, by the place, by the customer, or where whoever enters it works."""
    if unit is not None:
        return unit.id
    if known := (site and site.unit_id) or customer.unit_id:
        return known
    own = working_unit(actor, SUBMIT)
    return own.id if own else None


def _repeat_of(device: Device | None, kind: RequestKind, at: datetime) -> UUID | None:
    """The last request on the same device, if it came or was closed within the kind's days."""
    if device is None:
        return None
    since = at - timedelta(days=kind.repeat_days)
    before = ServiceRequest.objects.filter(device=device, kind=kind, submitted_at__lt=at).exclude(state="cancelled")
    last = before.order_by("-id").values_list("pk", "submitted_at", "closed_at").first()
    return last[0] if last and max(last[1], last[2] or last[1]) >= since else None
