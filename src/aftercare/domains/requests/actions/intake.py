"""Enter a request: decide what covers it and what is promised, and start its clocks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.catalog.models import IncidentType
from aftercare.domains.contracts.actions import Rest, start_clocks
from aftercare.domains.contracts.models import PauseReason
from aftercare.domains.contracts.promises import Promise
from aftercare.domains.contracts.queries import coverage_for, promise_for
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.actions.wait import pause_reason
from aftercare.domains.requests.errors import DateInThePast, UnknownChoice
from aftercare.domains.requests.events import RequestSubmitted
from aftercare.domains.requests.indexing import request_tokens
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.domains.requests.models.request import Channel
from aftercare.domains.requests.policies import may_submit
from aftercare.domains.requests.rules import promised_date, rule_due_at
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import NotFound
from aftercare.kit.events import publish
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require
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
) -> ServiceRequest:
    """Enter a request; without a required date the promise's resolution target is the date."""
    require(may_submit(actor))
    if actor.kind is ActorKind.CUSTOMER and customer.id != actor.id:
        raise NotFound()
    _check(channel, required_at, at)
    sort = _kind(kind)
    device = device if device is None or device.customer_id == customer.id else _foreign_device()
    urgency = priority or sort.default_priority
    covered = coverage_for(device_id=device.id if device else None, customer_id=customer.id, on=at.date())
    promise = promise_for(
        kind=sort.code, priority=urgency, agreement_id=covered.agreement_id, grade_id=customer.grade_id
    )
    due = required_at or promised_date(promise.seconds(), working_hours(promise.calendar), at)
    waiting = pause_reason(suspended.reason) if suspended else None
    if suspended and suspended.until <= at:
        raise DateInThePast(date=f"{suspended.until:%Y-%m-%d %H:%M}")
    if suspended and suspended.until > due:
        due += suspended.until - at
    site = site or customer.sites.order_by("id").first()
    request = ServiceRequest(
        number=NUMBERS.next(at),
        external_id=external_id,
        state=State.SUSPENDED if suspended else State.PENDING,
        state_since=at,
        kind=sort,
        priority=urgency,
        title=title,
        description=description,
        problem_type=problem_type,
        channel=channel,
        customer=customer,
        contact=contact,
        site=site,
        device=device,
        product_id=device.product_id if device else None,
        unit_id=_unit_id(unit, site, customer),
        submitted_at=at,
        submitted_by=actor.id if actor.kind is ActorKind.PERSON else None,
        required_at=due,
        originally_required_at=due,
        level_id=promise.level_id,
        calendar=promise.calendar,
        targets=promise.seconds(),
        coverage=covered.to_json(),
        suspended_from=State.PENDING if suspended else "",
        suspended_until=suspended.until if suspended else None,
        suspended_for=waiting,
        parent=parent,
        repeat_of_id=_repeat_of(device, sort, at),
    )
    request.search = token_vector(request_tokens(request, customer))
    request.rule_due_at = rule_due_at(request)
    request.save(force_insert=True)
    _publish(actor, request, promise, covered.by, waiting, at)
    dwell = sort.dwell_minutes.get(request.state, 0)
    rest = Rest(waiting.code, waiting.pauses) if waiting else None
    start_clocks(actor, request.ref, promise=promise, dwell_minutes=dwell, rest=rest, at=at)
    return request


def _publish(
    actor: Actor, request: ServiceRequest, promise: Promise, covered_by: str, waiting: PauseReason | None, at: datetime
) -> None:
    fact = RequestSubmitted(
        request_id=request.id,
        customer_id=request.customer_id,
        kind=request.kind_id,
        priority=request.priority,
        channel=request.channel,
        level_id=promise.level_id,
        promise_source=promise.source,
        targets=tuple(promise.seconds().items()),
        required_at=request.required_at,
        device_id=request.device_id,
        product_id=request.product_id,
        problem_type_id=request.problem_type_id,
        covered_by=covered_by,
        repeat_of=request.repeat_of_id,
        suspended_until=request.suspended_until,
        reason=waiting.code if waiting else "",
        pauses=tuple(waiting.pauses) if waiting else (),
        auto_assign=request.kind.auto_assign and waiting is None,
    )
    move = Moved("submit", "", request.state)
    publish(actor, fact, at=at, move=move, context_id=request.customer_id)


def _check(channel: str, required_at: datetime | None, at: datetime) -> None:
    if channel not in Channel.values:
        raise UnknownChoice(value=channel, known=", ".join(Channel.values), errors={"channel": UnknownChoice.sentence})
    if required_at is not None and required_at <= at:
        raise DateInThePast(date=f"{required_at:%Y-%m-%d %H:%M}")


def _kind(code: str) -> RequestKind:
    kinds = {kind.code: kind for kind in RequestKind.objects.filter(active=True).order_by("position")}
    if code not in kinds:
        raise UnknownChoice(value=code, known=", ".join(kinds))
    return kinds[code]


def _foreign_device() -> Device:
    raise NotFound()


def _unit_id(unit: OrganisationUnit | None, site: Site | None, customer: Customer) -> UUID | None:
    return unit.id if unit else (site.unit_id if site and site.unit_id else customer.unit_id)


def _repeat_of(device: Device | None, kind: RequestKind, at: datetime) -> UUID | None:
    """The last request on the same device, if it came or was closed within the kind's days."""
    if device is None:
        return None
    since = at - timedelta(days=kind.repeat_days)
    before = ServiceRequest.objects.filter(device=device, kind=kind, submitted_at__lt=at).exclude(state="cancelled")
    last = before.order_by("-id").values_list("pk", "submitted_at", "closed_at").first()
    return last[0] if last and max(last[1], last[2] or last[1]) >= since else None
