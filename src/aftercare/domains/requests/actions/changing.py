"""Put right what a request says: its words, what it is about, how urgent it is, when it is wished and required."""

from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.contracts.queries import promise_for
from aftercare.domains.requests.actions.belonging import check_theirs
from aftercare.domains.requests.actions.covering import follow_coverage
from aftercare.domains.requests.actions.dates import check_ahead
from aftercare.domains.requests.actions.postponing import check_longest, may_move_date
from aftercare.domains.requests.actions.promised import follow_promise
from aftercare.domains.requests.actions.recording import hold, record
from aftercare.domains.requests.actions.wait import pause_reason
from aftercare.domains.requests.actions.wishing import WishedTime
from aftercare.domains.requests.errors import (
    DateBeforeWakeUp,
    DateKept,
    DateNotYours,
    DeviceTellsKind,
    RequestEnded,
)
from aftercare.domains.requests.events import RequestChanged, RequiredDateMoved
from aftercare.domains.requests.indexing import request_tokens
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_change
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import require
from aftercare.kit.searching import token_vector

BELONGING = ("site", "contact", "device")
CHANGEABLE = ("title", "description", "site", "contact", "device", "problem_type", "category")


@transaction.atomic
def change_request(
    actor: Actor, request: ServiceRequest, *, at: datetime, priority: int | None = None, **values: Any
) -> ServiceRequest:
    """Change what the request says; a new priority brings the targets of that priority from the beginning.

    The required date follows them unless somebody named it; who pays follows the device. `wished` is when the customer
    would like somebody to come (None: no more), `category` the kind of product, which a device tells by itself.
    """
    held = _hold_open(actor, request)
    fields = [name for name in CHANGEABLE if name in values and getattr(held, name) != values[name]]
    check_theirs(held.customer, **{name: values[name] for name in BELONGING if name in fields})
    for name in fields:
        setattr(held, name, values[name])
    if "wished" in values and _wish_anew(held, values["wished"], at):
        fields.append("wished")
    urgent = priority is not None and priority != held.priority
    targets = _targets_anew(held, priority) if urgent and priority else {}
    fields += ["priority"] * urgent
    if not fields:
        return held
    _follow_device(held, fields)
    held.search = token_vector(request_tokens(held, held.customer))
    fact = RequestChanged(
        request_id=held.id,
        fields=tuple(fields),
        priority=held.priority if urgent else None,
        targets=tuple(targets.items()),
        required_at=follow_promise(held, at) if targets else None,
        category_id=held.category_id if "category" in fields else None,
        wished_from=held.wished_from if "wished" in fields else None,
        wished_to=held.wished_to if "wished" in fields else None,
    )
    record(actor, held, fact, at=at)
    if "device" in fields:
        follow_coverage(actor, held, at=at)
    return held


def _wish_anew(request: ServiceRequest, wished: WishedTime | None, at: datetime) -> bool:
    """Write down another wish, or none; whether it differs."""
    before = request.wished_from, request.wished_to
    after = (wished.start, wished.end) if wished else (None, None)
    if after == before:
        return False
    if wished is not None:
        wished.check(at)
    request.wished_from, request.wished_to = after
    return True


def _targets_anew(request: ServiceRequest, priority: int) -> dict[str, int]:
    """What another priority promises."""
    request.priority = priority
    promised = promise_for(kind=request.kind_id, priority=priority, level_id=request.level_id).seconds()
    request.targets = promised
    return promised


def _follow_device(request: ServiceRequest, fields: list[str]) -> None:
    """A device tells which product it is, and of which kind: said beside it, that is refused."""
    request.product_id = request.device.product_id if request.device else None
    if request.device is None or request.category_id is None:
        return
    if "category" in fields:
        raise DeviceTellsKind(errors={"category": DeviceTellsKind.sentence})
    request.category = None
    fields.append("category")


def _hold_open(actor: Actor, request: ServiceRequest) -> ServiceRequest:
    held = hold(request)
    require(may_change(actor, held))
    if not held.is_open:
        raise RequestEnded(number=held.number)
    return held


@transaction.atomic
def move_required_date(
    actor: Actor, request: ServiceRequest, *, to: datetime, reason: str, at: datetime, note: str = ""
) -> ServiceRequest:
    """Move the required date for a reason; later only with the customer's word or by the manager.

    That of a request that waits stays behind its wake-up, as when it began to wait; once the work is done it stays.
    """
    held = _hold_open(actor, request)
    if held.state == State.HANDLED:
        raise DateKept(number=held.number)
    why = pause_reason(actor, reason)
    check_ahead("required_at", to, at)
    if held.suspended_until is not None and to <= held.suspended_until:
        raise DateBeforeWakeUp(until=held.suspended_until, errors={"required_at": DateBeforeWakeUp.sentence})
    if to > held.required_at and not may_move_date(actor, held, why):
        raise DateNotYours(required=held.required_at)
    if to > held.required_at:
        check_longest(actor, held, "required_at", to, at)
    before, held.required_at, held.date_given = held.required_at, to, True
    fact = RequiredDateMoved(request_id=held.id, reason=why.code, before=before, required_at=to)
    record(actor, held, fact, at=at, text=note)
    return held
